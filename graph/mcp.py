"""The house's reads as tools for assistants (Model Context Protocol), over stdio or HTTP on loopback.

Each tool asks one address of the REST interface of a running house and hands on what that answers, so both say the
same and the same rules hold: roles, limits, read-only Cypher. The package `mcp` is an extra (`requirements/mcp.in`).
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import requests
from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError

__all__ = ["House", "server"]

SECONDS = 60.0
ABOUT = (
    "Reads of an Arboretum: papers with their reports, merged diagrams of collections (syntheses), and the knowledge "
    "graph of papers, authors, terms, concepts and trees. Node ids look like paper:2101.08878 or concept:gradient~1."
)
Json = dict[str, Any]


class House:
    """The REST interface at `url` (without a slash at its end); `token` where it asks for a login."""

    def __init__(self, url: str, token: str = "") -> None:
        self.url = url
        self._session = requests.Session()
        # It is on this machine: a proxy of the environment has no part in it.
        self._session.trust_env = False
        if token:
            self._session.headers["Authorization"] = f"Token {token}"

    def get(self, path: str, **query: Any) -> Json:
        """What GET of `/api/PATH` answers; parameters that are None are left out. Raises `ToolError`."""
        known = {name: value for name, value in query.items() if value is not None}
        return self._answer("GET", path, params=known)

    def post(self, path: str, body: Json) -> Json:
        """What POST of `/api/PATH` answers. Raises `ToolError`."""
        return self._answer("POST", path, json=body)

    def _answer(self, method: str, path: str, **known: Any) -> Json:
        try:
            answer = self._session.request(method, f"{self.url}/api/{path}", timeout=SECONDS, **known)
            body = answer.json()
        except (requests.RequestException, ValueError) as error:
            raise ToolError(f"The house at {self.url} does not answer: {error}") from error
        if not answer.ok:
            raise ToolError(str(body.get("message", answer.status_code)))
        return dict(body)


def server(house: House) -> MCPServer:
    """The server with all its tools; `run_stdio_async` or `run_streamable_http_async` starts it."""
    tools = MCPServer("arboretum", instructions=ABOUT)
    _add_library(tools, house)
    _add_graph(tools, house)
    return tools


def _add_library(tools: MCPServer, house: House) -> None:
    @tools.tool()
    def search_papers(q: str, limit: int = 10) -> Json:
        """Papers of the library for words, "phrases", author:, title:, category:, year: or ids; by relevance."""
        return house.get("papers/", q=q, page_size=limit)

    @tools.tool()
    def report(key: str) -> Json:
        """One paper by its key (an arXiv id): abstract, key terms with scores and spans, word counts, ROUGE."""
        return house.get(f"papers/{quote(key, safe='/:')}/")

    @tools.tool()
    def syntheses(collection: int | None = None) -> Json:
        """The merged diagrams that there are, of all collections or of one."""
        return house.get("syntheses/", collection=collection)

    @tools.tool()
    def synthesis(id: str, version: int | None = None) -> Json:
        """One merged diagram with its tree, synopsis, links and the evidence for each."""
        return house.get(f"syntheses/{quote(id, safe='')}/", version=version)


def _add_graph(tools: MCPServer, house: House) -> None:
    @tools.tool()
    def search_graph(q: str, limit: int = 20) -> Json:
        """Nodes of the knowledge graph by words: papers, authors, terms, concepts, trees and their nodes."""
        return house.get("graph/search/", q=q, page_size=limit)

    @tools.tool()
    def neighbours(id: str, depth: int = 1, types: str | None = None, limit: int = 100) -> Json:
        """What is near a node, nearest first; `types` names edges by commas, `total` says what the limit left out."""
        return house.get(f"graph/nodes/{quote(id, safe='/:~')}/neighbours/", depth=depth, types=types, limit=limit)

    @tools.tool()
    def path(source: str, target: str, max_length: int = 6, k: int = 1) -> Json:
        """The k shortest ways between two nodes, with the evidence along them."""
        return house.get("graph/paths/", **{"from": source, "to": target, "max_length": max_length, "k": k})

    @tools.tool()
    def query(cypher: str, parameters: Json | None = None) -> Json:
        """One read-only Cypher statement over the graph: `{columns, rows}`."""
        return house.post("graph/query/", {"cypher": cypher, "parameters": parameters or {}})
