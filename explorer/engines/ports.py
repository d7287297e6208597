"""Free TCP ports on loopback."""

from __future__ import annotations

import socket

import psutil


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Whether a server could bind to the port now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # Servers set this too: without it a port in TIME_WAIT after a restart counts as taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def taken_by_another(port: int, pid: int) -> bool:
    """Whether a server answers on the port and it is not the process `pid`."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.settimeout(1.0)
        if probe.connect_ex(("127.0.0.1", port)) != 0:
            return False
    try:
        mine = psutil.Process(pid).net_connections("tcp")
    except psutil.Error:
        return False
    return not any(known.status == psutil.CONN_LISTEN and known.laddr.port == port for known in mine)


def any_free() -> int:
    """A port that the system says is free."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def choose(*wanted: int | None) -> int:
    """The first wanted port that is free, else any free one."""
    return next((port for port in wanted if port and is_free(port)), None) or any_free()


def next_free(first: int, host: str, tries: int = 100) -> int | None:
    """The lowest free port from `first` on, None when `tries` in a row are taken."""
    return next((port for port in range(first, min(first + tries, 65536)) if is_free(port, host)), None)
