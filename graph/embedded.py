"""How the graph servers that we start ourselves are configured: ArcadeDB from its wheel, or a Neo4j that was found."""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import json
import os
import secrets
import shutil
import subprocess
from pathlib import Path

HEAP = "512m"
DATABASE = "arboretum"
HASH_ROUNDS = 65536
COMMAND_MILLISECONDS = 60_000


class MissingServer(Exception):
    """What is needed to start a graph server is not there; the message says what to do."""


def wheel() -> Path:
    """The folder of `arcadedb-embedded`, which holds a Java runtime and the server's jars."""
    spec = importlib.util.find_spec("arcadedb_embedded")
    if spec is None or spec.origin is None:
        raise MissingServer("The wheel arcadedb-embedded is missing: run `make install`, or set GRAPH_URL.")
    return Path(spec.origin).parent


def arcadedb_command(root: Path, *, port: int, http_port: int, name: str) -> list[str]:
    """The command line of ArcadeDB's server with Bolt on 127.0.0.1.

    Its HTTP cannot be switched off: it gets loopback and the first free port of a range, as another server may take one
    in the meantime.
    """
    settings = {
        "server.rootPath": root,
        "server.databaseDirectory": root / "databases",
        "server.configDirectory": root / "config",
        "server.logsDirectory": root / "log",
        "server.backupDirectory": root / "backups",
        "server.name": name,
        # In `production` it keeps to itself what is wrong with a statement.
        "server.mode": "development",
        "server.defaultDatabases": f"{DATABASE}[]",
        "server.httpIncomingHost": "127.0.0.1",
        "server.httpIncomingPort": f"{http_port}-{min(http_port + 200, 65535)}",
        "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        # It re-reads its own fresh security files seconds after the first boot and drops live sessions; nobody else
        # writes them, so it need not look again.
        "server.reloadEvery": 86_400_000,
        "bolt.host": "127.0.0.1",
        "bolt.port": port,
        "opencypher.loadCsv.allowFileUrls": "false",
        "opencypher.loadCsv.allowRemoteUrls": "false",
        # Ends what a client has long given up; batches of the projection take seconds.
        "command.timeout": COMMAND_MILLISECONDS,
        "polyglotEngineEnabled": "false",
    }
    folder = wheel()
    return [
        str(folder / "jre" / "bin" / "java"),
        "-Xms64m",
        f"-Xmx{HEAP}",
        "-XX:+UseSerialGC",
        "-XX:+UseCompactObjectHeaders",
        # A server without memory answers nothing sensible; the supervisor starts a new one.
        "-XX:+ExitOnOutOfMemoryError",
        "--add-modules=jdk.incubator.vector",
        "--enable-native-access=ALL-UNNAMED",
        "-Djava.awt.headless=true",
        "-Dfile.encoding=UTF8",
        *(f"-Darcadedb.{key}={value}" for key, value in settings.items()),
        "-cp",
        str(folder / "jars" / "*"),
        "com.arcadedb.server.ArcadeDBServer",
    ]


def write_arcadedb_users(root: Path, *, user: str, password: str, reader: tuple[str, str]) -> None:
    """Creates the server's security files with two usable accounts, so no password is on a command line.

    `reader` is the name and password of one that may only read. The server insists on an account `root`; it gets a
    password that nobody knows.
    """
    config = root / "config"
    config.mkdir(parents=True, exist_ok=True, mode=0o700)
    accounts = [
        {"name": name, "databases": {"*": [group]}, "password": hashed(word)}
        for name, word, group in (
            (user, password, "admin"),
            (*reader, "reader"),
            ("root", secrets.token_urlsafe(32), "admin"),
        )
    ]
    path = config / "server-users.jsonl"
    path.touch(mode=0o600)
    path.write_text("".join(json.dumps(account) + "\n" for account in accounts), encoding="utf-8")
    groups = config / "server-groups.json"
    groups.touch(mode=0o600)
    groups.write_text(json.dumps(ARCADEDB_GROUPS, indent=1), encoding="utf-8")


def hashed(password: str) -> str:
    """A password in ArcadeDB's form; it salts with the text of the salt, not with the bytes it encodes."""
    salt = base64.b64encode(secrets.token_bytes(32)).decode()
    digest = hashlib.pbkdf2_hmac("sha256", password.encode(), salt.encode(), HASH_ROUNDS, 32)
    return f"PBKDF2WithHmacSHA256${HASH_ROUNDS}${salt}${base64.b64encode(digest).decode()}"


ARCADEDB_GROUPS = {
    "databases": {
        "*": {
            "groups": {
                "admin": {
                    "resultSetLimit": -1,
                    "readTimeout": -1,
                    "access": ["updateSecurity", "updateSchema", "updateDatabaseSettings"],
                    "types": {"*": {"access": ["createRecord", "readRecord", "updateRecord", "deleteRecord"]}},
                },
                "reader": {
                    "resultSetLimit": -1,
                    "readTimeout": -1,
                    "access": [],
                    "types": {"*": {"access": ["readRecord"]}},
                },
                "*": {"resultSetLimit": -1, "readTimeout": -1, "access": [], "types": {"*": {"access": []}}},
            }
        }
    },
    "version": 2,
}


def java() -> str:
    """The Java that runs a found Neo4j: the user's own, as Neo4j 5.26 wants 17 or 21."""
    home = os.environ.get("JAVA_HOME")
    found = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    if not found or not Path(found).exists():
        raise MissingServer("NEO4J_HOME is set but there is no Java: set JAVA_HOME to a Java 17 or 21.")
    return found


def neo4j_command(home: Path, root: Path) -> list[str]:
    """The command line of the Neo4j installed in `home`, with its data and configuration in `root`."""
    jars = home / "lib"
    if not jars.is_dir():
        raise MissingServer(f"NEO4J_HOME={home} holds no Neo4j: there is no folder lib in it.")
    enterprise = any(jars.glob("neo4j-enterprise-*.jar"))
    package = "com.neo4j.server.enterprise.Enterprise" if enterprise else "org.neo4j.server.Community"
    opens = ("java.nio", "java.io", "sun.nio.ch")
    return [
        java(),
        "-Xms128m",
        f"-Xmx{HEAP}",
        "-XX:+UseG1GC",
        *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in opens),
        "-Dio.netty.tryReflectionSetAccessible=true",
        "-cp",
        f"{home / 'plugins'}/*:{jars}/*",
        f"{package}EntryPoint",
        f"--home-dir={root}",
        f"--config-dir={root / 'conf'}",
    ]


def prepare_neo4j(home: Path, root: Path, *, port: int, password_file: Path) -> None:
    """Writes the configuration, and on first use sets the password of its user `neo4j`."""
    for folder in ("conf", "data", "logs", "plugins", "import", "run"):
        (root / folder).mkdir(parents=True, exist_ok=True, mode=0o700)
    lines = (
        "server.default_listen_address=127.0.0.1",
        f"server.bolt.listen_address=127.0.0.1:{port}",
        f"server.bolt.advertised_address=127.0.0.1:{port}",
        "server.http.enabled=false",
        "server.https.enabled=false",
        "dbms.usage_report.enabled=false",
        "server.memory.pagecache.size=128m",
        "db.memory.transaction.max=256m",
        "dbms.security.allow_csv_import_from_file_urls=false",
    )
    (root / "conf" / "neo4j.conf").write_text("\n".join(lines) + "\n", encoding="utf-8")
    if (root / "data" / "databases").exists():
        return
    tool = [java(), "-cp", f"{home / 'lib'}/*", "org.neo4j.cli.AdminTool", "dbms", "set-initial-password"]
    environ = os.environ | {"NEO4J_HOME": str(root), "NEO4J_CONF": str(root / "conf")}
    # "@file" keeps the password off the command line, which every user of the machine can read.
    done = subprocess.run([*tool, f"@{password_file}"], capture_output=True, text=True, env=environ)
    if done.returncode:
        raise MissingServer(f"Neo4j's password could not be set: {(done.stderr or done.stdout).strip()}")
