"""Properties as formats with plain attributes can hold them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

__all__ = ["flat"]


def flat(properties: Mapping[str, Any]) -> dict[str, Any]:
    """The properties by name, lists and objects as JSON text, absent ones left out.

    >>> flat({"label": "a", "spans": [], "year": None, "n": 1})
    {'label': 'a', 'n': 1, 'spans': '[]'}
    """
    return {
        name: json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
        for name, value in sorted(properties.items())
        if value is not None
    }
