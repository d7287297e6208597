"""`manage.py mcp`: the reads of a running house as tools for assistants."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from explorer.engines.ports import is_free
from explorer.instance import Instance
from explorer.management.base import HouseCommand


class Command(HouseCommand):
    help = "Serves the house's reads to assistants (Model Context Protocol) over stdio, or over HTTP on loopback."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Adds `--url`, `--token-file` and `--http`."""
        parser.add_argument("--url", help="address of the running house; else the one that runs from VAR_DIR")
        parser.add_argument("--token-file", type=Path, help="file with a token, where the house asks for a login")
        parser.add_argument("--http", type=int, metavar="PORT", help="serve http://127.0.0.1:PORT/mcp, not stdio")

    def handle(self, *args: Any, **options: Any) -> None:
        """Runs until its input ends or it is stopped. Raises `CommandError` when something is missing."""
        try:
            from graph.mcp import House, server
        except ModuleNotFoundError as error:
            raise CommandError(
                "The package mcp is missing: .venv/bin/pip install -r requirements/mcp.in -c requirements.lock"
            ) from error
        url = options["url"] or Instance(settings.VAR_DIR).recorded().get("url")
        if not url:
            raise CommandError("No house runs from this VAR_DIR: start one with `make run`, or give --url.")
        file = options["token_file"]
        token = file.read_text(encoding="utf-8").strip() if file else ""
        tools = server(House(url.rstrip("/"), token))
        port = options["http"]
        if port is None:
            asyncio.run(tools.run_stdio_async())
        elif not is_free(port, "127.0.0.1"):
            raise CommandError(f"Port {port} is taken: give another.")
        else:
            asyncio.run(tools.run_streamable_http_async(host="127.0.0.1", port=port))
