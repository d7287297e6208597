"""Parsers of where papers come from: arXiv, its snapshot, reference files, reports. No Django in here."""
