"""Lets a management command work whether or not `manage.py up` is running."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from compute.experiments import experiment
from explorer import env
from explorer.engines.base import EngineDown
from explorer.engines.locks import owner_lock, users_lock
from explorer.engines.needed import embedded_engines, instance_of
from explorer.supervisor import Supervisor

# Commands that touch no engine, or that look after the engines themselves.
WITHOUT_ENGINES = {
    "check",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "doctor",
    "extract",
    "findstatic",
    "help",
    "makemessages",
    "mcp",
    "rouge",
    "spectacular",
    "startapp",
    "startproject",
    "train_extractor",
    "up",
    "version",
}
# Django's commands about the database itself, which take it as it is.
AS_IT_IS = {"dbshell", "flush", "inspectdb", "makemigrations", "migrate", "showmigrations", "sqlmigrate", "sqlflush"}
# Commands that take the key of an experiment.
EXPERIMENTS = {"experiment", "export_app"}
WITH_GRAPH = {"graph_init", "rebuild_graph"}
WAIT_SECONDS = 120.0


class EnginesBusy(Exception):
    """Another process is starting or stopping the engines and does not get done."""


def wanted_by(argv: Sequence[str]) -> tuple[str, ...]:
    """The engines that `manage.py ARGV...` needs, () for none."""
    words = list(argv[1:])
    if words[:1] == ["experiment"] and words[1:2] != ["run"]:
        return ()
    if not words or words[0].startswith("-") or words[0] in WITHOUT_ENGINES or {"-h", "--help"} & set(words):
        return ()
    graph = words[0] in WITH_GRAPH or (words[0] in EXPERIMENTS and _names_one_that_needs_the_graph(words))
    return ("postgresql", "valkey", "graph") if graph else ("postgresql", "valkey")


def _names_one_that_needs_the_graph(words: Sequence[str]) -> bool:
    return any("subgraph" in found.needs for word in words if (found := experiment(word)))


@contextlib.contextmanager
def engines_for(argv: Sequence[str]) -> Iterator[bool]:
    """The engines that the command needs run while the block does; gives whether the command wants tables in them that
    may not be there, as nothing has run in this folder yet, or nothing of this version.

    Those of a running `manage.py up` are used; else they are started here, and stopped when this and every other
    command that meanwhile came to use them is done. Raises `EngineUnusable`, `EnginesBusy` or `explorer.env.EnvError`.
    """
    wanted = wanted_by(argv)
    values = env.load(os.environ) if wanted else {}
    if not [engine for engine in (embedded_engines(values) if wanted else []) if engine.name in wanted]:
        yield False
        return
    with borrowed(values, wanted) as started:
        yield started and not values["DATABASE_URL"] and argv[1] not in AS_IT_IS


@contextlib.contextmanager
def borrowed(values: Mapping[str, Any], wanted: Sequence[str]) -> Iterator[bool]:
    """See `engines_for`; gives whether they were started here."""
    var_dir = instance_of(values).var_dir
    owner, users = owner_lock(var_dir), users_lock(var_dir)
    deadline = time.monotonic() + WAIT_SECONDS
    with owner, users:
        while not owner.acquire():
            users.acquire(shared=True, wait=True)
            if all_answer(values, wanted):
                yield False
                return
            users.release()
            if time.monotonic() > deadline:
                raise EnginesBusy(f"Another process holds {owner.path}, but {', '.join(wanted)} do not answer.")
            time.sleep(0.3)
        supervisor = Supervisor(values, only=wanted)
        try:
            supervisor.start_engines()
            yield True
            users.acquire(wait=True)
        finally:
            supervisor.stop()


def all_answer(values: Mapping[str, Any], wanted: Sequence[str]) -> bool:
    """Whether the wanted embedded engines run and are ours."""
    instance = instance_of(values)
    for engine in embedded_engines(values):
        if engine.name not in wanted:
            continue
        port = instance.port(engine.name)
        if port is None:
            return False
        try:
            engine.probe(port)
        except EngineDown:
            return False
    return True
