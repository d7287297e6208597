"""Files that people give for parameters of experiments."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import timedelta

from django.db.models.functions import Now

from compute.models import Run, Upload
from jobs.errors import Invalid, TooLarge

MOST_BYTES = 32 * 1024 * 1024
NAME_LENGTH = 100
# One that no run asked for by then was given up.
KEPT = timedelta(days=7)


def upload_store(*, name: str, chunks: Iterable[bytes]) -> Upload:
    """Stores a file. Raises `TooLarge` above 32 MiB and `Invalid` for an empty one."""
    content = bytearray()
    for chunk in chunks:
        content += chunk
        if len(content) > MOST_BYTES:
            raise TooLarge(f"The file is larger than {MOST_BYTES >> 20} MiB.", details={"limit": MOST_BYTES})
    if not content:
        raise Invalid("The file is empty.", code="empty_file")
    held = bytes(content)
    digest = hashlib.sha256(held).hexdigest()
    return Upload.objects.create(name=plain_name(name), bytes=len(held), sha256=digest, content=held)


def plain_name(name: str) -> str:
    """The last part of a path with letters, digits, `.`, `_` and `-` only, never empty nor hidden.

    >>> plain_name("../../my face.png"), plain_name(""), plain_name(".env")
    ('my_face.png', 'file', 'env')
    """
    last = re.split(r"[/\\\\]", name)[-1]
    ending = re.search(r"\.[A-Za-z0-9]{1,10}$", last)
    stem = re.sub(r"[^\w.-]+", "_", last.removesuffix(ending[0]) if ending else last).lstrip(".")
    tail = ending[0] if ending and stem else ""
    bare = stem or (ending[0].lstrip(".") if ending else "")
    return (bare[: NAME_LENGTH - len(tail)] + tail) or "file"


def uploads_forget() -> int:
    """Drops files older than a week that no run names; returns how many."""
    old = Upload.objects.filter(created_at__lt=Now() - KEPT)
    values: set[str] = set()
    for parameters in Run.objects.values_list("parameters", flat=True):
        values |= {value for value in parameters.values() if isinstance(value, str)}
    gone = [upload for upload in old.values_list("pk", flat=True) if str(upload) not in values]
    return Upload.objects.filter(pk__in=gone).delete()[0]
