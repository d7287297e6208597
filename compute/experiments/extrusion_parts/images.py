"""PNGs that the experiment draws itself, for when none is given."""

from __future__ import annotations

import io
import math

import numpy as np
from PIL import Image, ImageDraw, ImageFont

DRAWN_SIDE = 256


def drawn(pattern: str, seed: int) -> bytes:
    """A PNG of 256 x 256 that the experiment draws itself: `island`, `rings` or `letters`."""
    image = _letters() if pattern == "letters" else Image.fromarray(_shade(pattern, seed))
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def _shade(pattern: str, seed: int) -> np.ndarray:
    across = np.linspace(-1.0, 1.0, DRAWN_SIDE)
    x, y = np.meshgrid(across, across)
    if pattern == "rings":
        distance = np.hypot(x, y)
        waves = 0.5 + 0.5 * np.cos(distance * 3 * math.tau)
        grey = np.where(distance < 1, waves * (1 - 0.4 * distance), 0)
    else:
        random = np.random.default_rng(seed)
        grey = np.zeros_like(x)
        for _ in range(9):
            (left, top), width = random.uniform(-0.6, 0.6, 2), random.uniform(0.12, 0.4)
            grey += random.uniform(0.3, 1.0) * np.exp(-((x - left) ** 2 + (y - top) ** 2) / (2 * width**2))
        grey *= np.clip(1.3 * (1 - np.hypot(x, y)), 0, 1)
        grey /= grey.max()
    return np.round(grey * 255).astype(np.uint8)


def _letters() -> Image.Image:
    image = Image.new("L", (DRAWN_SIDE, DRAWN_SIDE), 0)
    pen = ImageDraw.Draw(image)
    pen.text((DRAWN_SIDE / 2, 84), "ABO", fill=255, font=ImageFont.load_default(size=112), anchor="mm")
    pen.text((DRAWN_SIDE / 2, 190), "37", fill=160, font=ImageFont.load_default(size=128), anchor="mm")
    return image
