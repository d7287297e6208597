"""Looks into archives, and makes a wheel again out of an installed distribution."""

from __future__ import annotations

import base64
import csv
import email
import hashlib
import importlib.metadata
import io
import tarfile
import zipfile
from email.message import Message
from pathlib import Path
from typing import NamedTuple

from compute.experiments.base import ExperimentError

# Written by an installer, and not part of what it installed.
_INSTALLER = ("INSTALLER", "REQUESTED", "direct_url.json", "RECORD")


class Entry(NamedTuple):
    """A file in an archive; sizes in bytes, `packed` None where files are not compressed one by one."""

    name: str
    size: int
    packed: int | None


class Wheel(NamedTuple):
    """What a wheel holds: its files, its metadata, its WHEEL file, and how many files its RECORD vouches for."""

    entries: list[Entry]
    metadata: Message
    tags: Message
    recorded: int


def wheel(path: Path) -> Wheel:
    """Looks into a wheel. Raises `ExperimentError` when a file is not what RECORD says."""
    with zipfile.ZipFile(path) as archive:
        entries = [Entry(one.filename, one.file_size, one.compress_size) for one in archive.infolist()]
        folder = next(name.split("/")[0] for name in archive.namelist() if ".dist-info/" in name)
        rows = list(csv.reader(archive.read(f"{folder}/RECORD").decode().splitlines()))
        for name, digest, _size in rows:
            if digest and digest != digest_of(archive.read(name)):
                raise ExperimentError(f"{name} is not what the wheel's RECORD says.")
        return Wheel(
            entries,
            email.message_from_bytes(archive.read(f"{folder}/METADATA")),
            email.message_from_bytes(archive.read(f"{folder}/WHEEL")),
            sum(bool(digest) for _, digest, _ in rows),
        )


def sdist(path: Path) -> list[Entry]:
    """The files of a source distribution."""
    with tarfile.open(path) as archive:
        return [Entry(one.name, one.size, None) for one in archive.getmembers() if one.isfile()]


def digest_of(data: bytes) -> str:
    """A digest as RECORD writes it.

    >>> digest_of(b"")
    'sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU'
    """
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


def repack(name: str, folder: Path) -> Path:
    """An installed distribution as a wheel in `folder`, file by file from its RECORD; scripts come back on install.

    Raises `ExperimentError` where it has no RECORD, or a file is not as it was installed.
    """
    held = importlib.metadata.distribution(name)
    record, tags = held.read_text("RECORD"), held.read_text("WHEEL")
    if record is None or tags is None:
        raise ExperimentError(f"{name} was not installed from a wheel here, so it cannot be packed into one again.")
    told = email.message_from_string(tags).get_all("Tag") or []
    info = f"{held.metadata['Name']}-{held.version}.dist-info"
    python, abi, _ = told[0].split("-")
    platforms = ".".join(dict.fromkeys(tag.split("-")[2] for tag in told))
    path = folder / f"{held.metadata['Name']}-{held.version}-{python}-{abi}-{platforms}.whl"
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    # Stored, not compressed: it travels over loopback only, and packing would take most of the run.
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for row in csv.reader(record.splitlines()):
            if _left_out(row[0], info):
                continue
            data = Path(str(held.locate_file(row[0]))).read_bytes()
            if row[1] and row[1] != digest_of(data):
                raise ExperimentError(f"{row[0]} of {name} was changed after it was installed.")
            archive.writestr(row[0], data)
            writer.writerow([row[0], digest_of(data), len(data)])
        writer.writerow([f"{info}/RECORD", "", ""])
        archive.writestr(f"{info}/RECORD", lines.getvalue())
    return path


def _left_out(name: str, info: str) -> bool:
    # Absolute names and `../` are scripts and data outside of site-packages.
    outside = name.startswith(("..", "/")) or Path(name).is_absolute()
    return outside or name.endswith(".pyc") or name in {f"{info}/{one}" for one in _INSTALLER}


def installed_bytes(name: str) -> int | None:
    """What a distribution takes on disk here; None when it is not installed or tells no sizes."""
    try:
        files = importlib.metadata.distribution(name).files
    except importlib.metadata.PackageNotFoundError:
        return None
    return sum(one.size or 0 for one in files) if files else None
