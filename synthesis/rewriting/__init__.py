"""A synopsis and its branch names said anew by a language model of the operator's choice, checked against the papers.

What a model answers is text from outside: what `checking` refuses is never shown, and the papers' own words stay beside
the rest. Nothing here is imported, and nothing is sent, unless the operator set LLM_BASE_URL and LLM_MODEL.
"""
