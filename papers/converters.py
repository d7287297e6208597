"""How a paper's key stands in a path: new ids, old ids with a raw or an encoded slash, `local:` keys."""

from django.urls import register_converter

from papers.keys import KEY_PATTERN


class PaperKeyConverter:
    """`<key:key>` in a URL pattern; gives the key with a plain slash."""

    regex = KEY_PATTERN

    def to_python(self, value: str) -> str:
        """The key as it is stored."""
        return value.replace("%2F", "/").replace("%2f", "/")

    def to_url(self, value: str) -> str:
        """The key as it stands in a canonical path: a raw slash."""
        return value


register_converter(PaperKeyConverter, "key")
