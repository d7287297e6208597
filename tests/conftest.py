"""Real engines for every test: they are private to this session and their addresses are known before settings load."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

import django
import hypothesis
import pytest
from _pytest.nodeid import coerce_node_id
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from explorer.engines.graph import ArcadeDB
from tests.support.arxiv_standin import StandIn
from tests.support.engines import TestEngines
from tests.support.live import LiveStack

# A loaded machine is slow; tests that limit time say so themselves.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")

ENGINES = TestEngines()
ENGINES.isolate_environment()
os.environ["DJANGO_SETTINGS_MODULE"] = "explorer.settings"
django.setup()

# Folders of tests that need no engine: a run of these alone starts none.
PURE = ("tests/synthesis/core/", "tests/papers/sources/", "tests/mermaid/", "tests/docs/")
# One worker runs all of each group: whole houses would be in each other's way, and graph servers take long to start.
GROUPS = {"houses": ("tests/e2e/", "tests/explorer/"), "graph": ("tests/graph/",)}
# Files whose tests are dealt out by experiment, the name in brackets, for they are the longest.
BY_EXPERIMENT = re.compile(r"^tests/compute/experiments/test_(?:all|exports)\.py::.*\[(\w+)\]$")
# Dealt out first, for what is long must not be left for the end, when the other workers have nothing more to do.
LONG = (
    "tests/e2e/",
    "tests/explorer/",
    "tests/graph/",
    "tests/compute/experiments/test_ex",
    "tests/compute/experiments/",
)


def pytest_xdist_setupnodes() -> None:
    """Lets each worker start as this process did: with settings that nobody loads before its engines are known."""
    for name in ("DJANGO_SETTINGS_MODULE", "VAR_DIR"):
        os.environ.pop(name, None)


class ByFile(LoadScopeScheduling):
    """One worker runs all tests of a file, all of a group, and all of `BY_EXPERIMENT` of one experiment."""

    def _split_scope(self, nodeid: str) -> str:
        if found := BY_EXPERIMENT.match(nodeid):
            return found[1]
        return next((name for name, folders in GROUPS.items() if nodeid.startswith(folders)), nodeid.split("::")[0])


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByFile:
    """How tests are dealt out with `-n`: in the order of the collection."""
    config.option.loadscopereorder = False
    return ByFile(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones first, each file's tests in their order. Raises where two tests have one id: `-n` would run one."""
    for item in items:
        # Schemathesis gives its tests names of their own, but one id.
        if not item.nodeid.endswith(item.name) and item.parent is not None:
            item._id = coerce_node_id(f"{item.parent.nodeid}::{item.name}")
    if len({item.nodeid for item in items}) < len(items):
        raise pytest.UsageError("Two tests have one id.")
    items.sort(key=lambda item: next((at for at, start in enumerate(LONG) if item.nodeid.startswith(start)), len(LONG)))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Starts PostgreSQL and Valkey once, when a collected test may want them."""
    if session.config.option.collectonly:
        return
    if any(not item.nodeid.startswith(PURE) for item in session.items):
        ENGINES.start()


def pytest_unconfigure() -> None:
    """Stops what was started."""
    ENGINES.close()


@pytest.fixture(scope="session")
def engines() -> TestEngines:
    """The session's private engines, running."""
    ENGINES.start()
    return ENGINES


@pytest.fixture(scope="session")
def graph_server(engines: TestEngines) -> TestEngines:
    """The session's engines with the embedded graph server, which only few tests need, running too."""
    engines.start_one(ArcadeDB)
    return engines


@pytest.fixture(scope="session")
def live_stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveStack]:
    """A whole house with its starter library and `live_stack.arxiv` in place of arXiv; all who use it share it."""
    with StandIn() as arxiv:
        stack = LiveStack(tmp_path_factory.mktemp("live"), {}, arxiv=arxiv)
        try:
            yield stack.start()
        finally:
            stack.stop()
