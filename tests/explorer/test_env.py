"""The environment in, parsed values and addresses out."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer import env
from explorer.addresses import PREFERRED_PORTS, Addresses
from explorer.env import EnvError
from explorer.instance import Instance


def resolve(tmp_path: Path, **environ: str) -> Addresses:
    return Addresses.resolve(env.load({"VAR_DIR": str(tmp_path), **environ}))


def use_all(tmp_path: Path, name: str, url: str) -> None:
    addresses = resolve(tmp_path, **{name: url})
    addresses.django_database()
    addresses.redis(0)


def test_every_default_would_be_accepted_as_a_value() -> None:
    for variable in env.VARIABLES:
        if variable.default is None:
            continue
        text = ",".join(variable.default) if isinstance(variable.default, list) else str(variable.default)
        assert env.load({variable.name: text})[variable.name] == variable.default


def test_an_empty_value_counts_as_absent() -> None:
    assert env.load({"PORT": "", "AUTH": ""}) == env.load({})


@pytest.mark.parametrize(
    ("name", "text", "part"),
    [
        ("PORT", "0", "1 to 65535"),
        ("PORT", "web", "PORT='web'"),
        ("AUTH", "none", "auto, required, open"),
        ("DEBUG", "perhaps", "1 or 0"),
        ("ARXIV_INTERVAL", "soon", "ARXIV_INTERVAL"),
        ("WORKERS", "0", "WORKERS"),
        ("ARXIV_INTERVAL", "-1", "ARXIV_INTERVAL"),
        ("ARXIV_TIMEOUT", "0", "ARXIV_TIMEOUT"),
        ("LLM_BASE_URL", "localhost:11434", "https://host/v1"),
        ("LLM_BASE_URL", "http://me:secret@host/v1", "without a user"),
        ("LLM_TIMEOUT", "inf", "LLM_TIMEOUT"),
    ],
)
def test_a_wrong_value_is_refused_by_name(name: str, text: str, part: str) -> None:
    with pytest.raises(EnvError, match=name) as caught:
        env.load({name: text})
    assert part in str(caught.value)


def test_without_urls_the_addresses_are_embedded_and_private(tmp_path: Path) -> None:
    addresses = resolve(tmp_path)
    assert addresses.embedded == {"postgresql", "valkey", "graph"}
    database = addresses.django_database()
    assert (database["HOST"], database["PORT"]) == ("127.0.0.1", str(PREFERRED_PORTS["postgresql"]))
    assert database["PASSWORD"] == (tmp_path / "secrets" / "postgresql").read_text()
    assert addresses.graph()["url"] == f"bolt://127.0.0.1:{PREFERRED_PORTS['graph']}"


def test_recorded_ports_win_over_the_preferred_ones(tmp_path: Path) -> None:
    Instance(tmp_path).write({"valkey": {"port": 4321}})
    assert ":4321/" in resolve(tmp_path).redis(0)


def test_urls_switch_the_embedded_engines_off(tmp_path: Path) -> None:
    addresses = resolve(
        tmp_path,
        DATABASE_URL="postgresql://me:p%40ss%2Fword@db.example:5433/papers?sslmode=require",
        REDIS_URL="rediss://:s%23cret@cache.example:6380/3",
        GRAPH_URL="neo4j+s://graph.example:7687",
        GRAPH_PASSWORD="secret",
        GRAPH_DATABASE="ideas",
    )
    assert addresses.embedded == frozenset()
    database = addresses.django_database()
    assert (database["USER"], database["PASSWORD"], database["NAME"]) == ("me", "p@ss/word", "papers")
    assert (database["HOST"], database["PORT"]) == ("db.example", "5433")
    assert database["OPTIONS"] == {"sslmode": "require"}
    assert addresses.redis(2) == "rediss://:s%23cret@cache.example:6380/5"
    assert addresses.graph() == {
        "url": "neo4j+s://graph.example:7687",
        "user": "neo4j",
        "password": "secret",
        "database": "ideas",
    }


def test_two_installations_on_one_server_name_their_channels_apart(tmp_path: Path) -> None:
    one, two = (resolve(tmp_path, REDIS_URL=f"redis://cache.example:6380/{first}") for first in (0, 3))
    assert (one.channel_prefix(2), two.channel_prefix(2)) == ("arboretum-2", "arboretum-5")


def test_a_unix_socket_is_a_host_in_the_query(tmp_path: Path) -> None:
    database = resolve(tmp_path, DATABASE_URL="postgresql:///papers?host=/run/postgresql").django_database()
    assert (database["HOST"], database["NAME"], database["OPTIONS"]) == ("/run/postgresql", "papers", {})


def test_a_found_neo4j_keeps_its_own_user(tmp_path: Path) -> None:
    graph = resolve(tmp_path, NEO4J_HOME=str(tmp_path / "neo4j")).graph()
    assert (graph["user"], graph["database"]) == ("neo4j", None)


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("DATABASE_URL", "mysql://me:hidden@db/papers"),
        ("DATABASE_URL", "postgresql://me:hidden@db:5432"),
        ("DATABASE_URL", "postgresql://me:hidden@db:port/papers"),
        ("REDIS_URL", "memcached://hidden@cache"),
        ("REDIS_URL", "redis://:hidden@cache/first"),
        ("GRAPH_URL", "http://hidden@graph:7474"),
    ],
)
def test_a_wrong_url_is_refused_without_its_password(tmp_path: Path, name: str, url: str) -> None:
    with pytest.raises(EnvError, match=name) as caught:
        use_all(tmp_path, name, url)
    assert "hidden" not in str(caught.value)


@given(password=st.text(st.characters(min_codepoint=33, max_codepoint=0x2FFF, exclude_categories=["Cs"]), min_size=1))
def test_any_password_survives_the_url_and_is_never_shown(tmp_path_factory: Any, password: str) -> None:
    folder = tmp_path_factory.getbasetemp() / "addresses"
    addresses = resolve(folder, DATABASE_URL=f"postgresql://me:{quote(password, safe='')}@db:5432/papers")
    assert addresses.django_database()["PASSWORD"] == password
    assert addresses.shown("postgresql") == "postgresql://db:5432/papers"


def test_settings_load_while_nothing_runs(tmp_path: Path) -> None:
    code = "from django.conf import settings; print(settings.DATABASES['default']['HOST'])"
    environ = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "explorer.settings"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=env.BASE_DIR, env=environ, capture_output=True, text=True, check=True
    )
    assert done.stdout == "127.0.0.1\n"


def test_a_wrong_variable_ends_a_command_with_one_sentence(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=env.BASE_DIR,
        env={"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), "PORT": "web"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert "PORT='web' cannot be used" in done.stderr
    assert "Traceback" not in done.stderr
