"""How a node's id stands in a path: `<type>:<key>`, the key with all its slashes, colons and tildes."""

from django.urls import register_converter

from graph.schema import NODE_TYPES


class NodeIdConverter:
    """`<node:id>` in a URL pattern; a server hands on `%2F` as a slash, so both work."""

    regex = rf"(?:{'|'.join(known.type for known in NODE_TYPES.values())}):.+"

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


register_converter(NodeIdConverter, "node")
