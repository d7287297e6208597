"""What `manage.py doctor` says of the session's own engines."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from explorer.doctor import encoder, examine, folder_size, human, report
from explorer.engines.status import data_size
from tests.support.engines import TestEngines

SECRETS = ("postgresql", "valkey", "graph")


@pytest.fixture(scope="module")
def found(graph_server: TestEngines) -> dict[str, Any]:
    """The findings while all three engines run; asking torch for the device takes seconds, so once."""
    return examine()


def test_all_engines_up_is_success(found: dict[str, Any], graph_server: TestEngines) -> None:
    assert found["ok"] is True
    text = "\n".join(report(found))
    for name in ("✓ PostgreSQL 18", "pgvector", "✓ Valkey 9", "✓ ArcadeDB 26", "Device   cpu", "MiniLM".lower()):
        assert name in text
    assert str(graph_server.ports["postgresql"]) in text


def test_findings_have_addresses_and_sizes(found: dict[str, Any], graph_server: TestEngines) -> None:
    assert all(engine["ok"] and engine["bytes"] > 0 for engine in found["engines"].values())
    assert found["engines"]["graph"]["address"] == f"bolt://127.0.0.1:{graph_server.ports['graph']}"


def test_no_password_is_shown(found: dict[str, Any], engines: TestEngines) -> None:
    for name in SECRETS:
        assert engines.instance.secret(name) not in json.dumps(found)


def test_an_engine_that_is_down_is_named_and_ends_non_zero(engines: TestEngines) -> None:
    valkey = engines.running.pop("valkey")
    valkey.stop()
    out = StringIO()
    try:
        with pytest.raises(SystemExit) as ended:
            call_command("doctor", stdout=out)
    finally:
        valkey.start()
        engines.running["valkey"] = valkey
    assert ended.value.code == 1
    assert "✗ valkey is down:" in out.getvalue()
    assert "✓ PostgreSQL" in out.getvalue()


@pytest.mark.parametrize("name", ["nobody/no-such-model", "no such folder/at all/"])
def test_an_encoder_that_is_not_here_is_told(name: str, settings: Any) -> None:
    settings.ENCODER = name
    assert encoder().startswith(f"{name}: not on this machine")


def test_an_encoder_in_a_folder_is_here(settings: Any, tmp_path: Path) -> None:
    settings.ENCODER = str(tmp_path)
    assert encoder() == str(tmp_path)


def test_the_size_of_an_external_engine_is_what_it_says(engines: TestEngines) -> None:
    for name in ("postgresql", "valkey"):
        size = data_size(name)
        assert size is not None
        assert size > 100_000
    assert data_size("graph") is None


def test_folder_size_counts_files_below(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b").write_bytes(b"x" * 2000)
    (tmp_path / "c").write_bytes(b"x" * 48)
    assert folder_size(tmp_path) == 2048
    assert human(2048) == "2.0 KiB"


@pytest.mark.parametrize(("size", "text"), [(0, "0 B"), (1023, "1023 B"), (1024**3, "1.0 GiB"), (1024**4, "1.0 TiB")])
def test_sizes_are_readable(size: int, text: str) -> None:
    assert human(size) == text
