"""A PNG as people send it: read with care, refused with a sentence."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image, UnidentifiedImageError

from compute.experiments.base import ExperimentError

# 4,096 squared: above what any experiment needs, and 200 MB once it is in floats.
MAX_PIXELS = 16_777_216
MIN_SIDE = 2
# 16 bits lie where the header of a PNG has its bit depth (PNG specification, third edition, 11.2.1).
_DEPTH_AT = 24
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error)


class Picture(NamedTuple):
    """Pixels (rows, columns, 3), `full` the value of white; `notes` say what was done to read them."""

    pixels: np.ndarray
    full: int
    kind: str
    frames: int
    notes: tuple[str, ...]


def read(path: Path) -> Picture:
    """The picture in a PNG file: colours upon black, first frame. Raises `ExperimentError` for what is none."""
    try:
        with Image.open(path, formats=["PNG"]) as image:
            _check_size(*image.size)
            depth = path.read_bytes()[_DEPTH_AT]
            frames = int(getattr(image, "n_frames", 1))
            image.load()
            return _picture(image, depth, frames)
    except UnidentifiedImageError as error:
        raise ExperimentError("The file is no PNG image that can be read.", code="bad_image") from error
    except Image.DecompressionBombError as error:
        raise ExperimentError(_too_large("The image"), code="image_too_large") from error
    except _BROKEN as error:
        raise ExperimentError(f"The PNG is damaged or cut off ({error}).", code="bad_image") from error


def _check_size(columns: int, rows: int) -> None:
    # Before a pixel is unpacked: a file of kilobytes can ask for gigabytes.
    if columns * rows > MAX_PIXELS:
        raise ExperimentError(_too_large(f"An image of {columns:,} x {rows:,}"), code="image_too_large")
    if min(columns, rows) < MIN_SIDE:
        raise ExperimentError(
            f"The image has {columns} x {rows} pixels; it takes at least {MIN_SIDE} x {MIN_SIDE}.",
            code="image_too_small",
        )


def _too_large(what: str) -> str:
    return f"{what} unpacks to more than {MAX_PIXELS:,} pixels (4,096 x 4,096). Make it smaller first."


def _picture(image: Image.Image, depth: int, frames: int) -> Picture:
    notes = [f"The image is animated: of its {frames} frames the first is used."] if frames > 1 else []
    if image.mode.startswith("I"):
        grey = np.asarray(image).astype(np.uint16)
        notes.append("16 bits of grey: all 65,536 levels are kept.")
        return Picture(np.repeat(grey[:, :, None], 3, axis=2), 65535, "16-bit grey", frames, tuple(notes))
    kind = {"P": "palette", "L": "grey", "1": "one bit", "LA": "grey with alpha", "RGBA": "colour with alpha"}
    if depth == 16:
        notes.append("16 bits a channel: the upper 8 are used.")
    if image.mode in ("LA", "PA", "RGBA") or "transparency" in image.info:
        clear = image.convert("RGBA")
        ground = Image.new("RGBA", clear.size, (0, 0, 0, 255))
        notes.append("Transparent pixels lie upon black, so they carry nothing.")
        colours = Image.alpha_composite(ground, clear).convert("RGB")
    else:
        colours = image.convert("RGB")
    return Picture(np.asarray(colours), 255, kind.get(image.mode, "colour"), frames, tuple(notes))
