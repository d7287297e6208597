"""docs/configuration.md names every variable with its default, and nothing else."""

import re

from explorer.addresses import PREFERRED_PORTS
from explorer.env import BASE_DIR, VARIABLES, Variable

PAGE = (BASE_DIR / "docs" / "configuration.md").read_text()


def shown_default(variable: Variable) -> str:
    if variable.default in (None, "", []):
        return ""
    if isinstance(variable.default, bool):
        return "`1`" if variable.default else "`0`"
    return f"`{str(variable.default).removeprefix(f'{BASE_DIR}/')}`"


def test_every_variable_is_documented_as_it_is() -> None:
    section = PAGE.split("## Variables")[1].split("##")[0]
    rows = re.findall(r"^\| `(\w+)` \| ?(.*?) \| (.+) \|$", section, re.MULTILINE)
    assert rows == [(variable.name, shown_default(variable), variable.help) for variable in VARIABLES]


def test_the_preferred_ports_are_those_of_the_code() -> None:
    section = PAGE.split("## The embedded engines")[1].split("##")[0]
    ports = [int(port) for port in re.findall(r"\| (\d{5}) \|", section)]
    assert ports == list(PREFERRED_PORTS.values())


def test_every_variable_of_the_compose_file_stands_in_the_example_and_the_other_way_round() -> None:
    compose = (BASE_DIR / "docker-compose.yml").read_text()
    example = (BASE_DIR / ".env.example").read_text()
    read = dict(re.findall(r"(?<!\$)\$\{(\w+)(?::[-?]([^}]*))?\}", compose))
    given = dict(re.findall(r"^(\w+)=(.*)$", example, re.MULTILINE))
    assert set(read) == set(given)
    assert {name: value for name, value in read.items() if value != "set it in .env"}.items() <= given.items()


def test_nothing_else_reads_the_environment() -> None:
    """Settings come from `explorer.env`; the exceptions hand the environment on to child processes."""
    allowed = {
        "manage.py",
        "explorer/asgi.py",
        "explorer/env.py",
        "explorer/celery.py",
        "explorer/settings.py",
        "explorer/launch.py",
        "explorer/engines/borrow.py",
        "explorer/engines/postgresql.py",
        "explorer/engines/running.py",
        "compute/running.py",
        "graph/embedded.py",
    }
    rooms = ("jobs", "papers", "compute", "synthesis", "graph", "explorer")
    files = [path for room in rooms for path in (BASE_DIR / room).rglob("*.py")]
    reading = {
        str(path.relative_to(BASE_DIR)) for path in files if re.search(r"os\.(environ|getenv)", path.read_text())
    }
    # A run lives in a process of its own, whose environment `compute.running` makes.
    assert {name for name in reading if not name.startswith("compute/experiments/")} <= allowed
