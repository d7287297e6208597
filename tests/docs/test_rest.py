"""docs/rest.md lists every operation and query parameter of the schema, and no other."""

import json
import re
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"
ROW = re.compile(r"^\| (GET|POST|PATCH|PUT|DELETE) \| `(/api/[^`]*)` \| ([^|]*) \|", re.MULTILINE)


def test_the_page_and_the_schema_list_the_same_operations() -> None:
    paths = json.loads((DOCS / "openapi.json").read_text())["paths"]
    schema = {
        (method.upper(), path): {one["name"] for one in operation.get("parameters", []) if one["in"] == "query"}
        for path, operations in paths.items()
        for method, operation in operations.items()
    }
    page = {
        (method, path): set(re.findall(r"`([^`]+)`", query))
        for method, path, query in ROW.findall((DOCS / "rest.md").read_text())
    }
    assert page == schema
