"""The machine of a run in plain words: no name, no path."""

from __future__ import annotations

from compute.machine import fingerprint


def machine() -> dict[str, str]:
    """Processor, cores this process may use, memory, system and Python."""
    known = fingerprint("cpu")
    return {
        "processor": known["processor"],
        "cores": str(known["cores"]),
        "memory": f"{known['memory_gib']} GiB",
        "system": known["system"],
        "python": known["python"],
    }
