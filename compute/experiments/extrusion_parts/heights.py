"""From pixels to heights: transformers' image processing, then torch on the device."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional

from compute.experiments.base import ExperimentError
from compute.experiments.shared.pictures import Picture

# Brightness of red, green and blue as ITU-R BT.601 weighs them, and as Pillow turns colours into grey.
LUMA = (0.299, 0.587, 0.114)


class Relief(NamedTuple):
    """`levels` and `black` (rows, columns) by pixel, `corners` (rows + 1, columns + 1) where pixels meet; 0 to 1."""

    levels: Tensor
    black: Tensor
    corners: Tensor


def brightness(picture: Picture, resolution: int, device: str) -> Tensor:
    """Brightness 0 to 1 of each pixel, the longer side averaged down to at most `resolution` pixels."""
    from transformers.models.vit import ViTImageProcessorPil

    process = ViTImageProcessorPil(do_resize=False, do_normalize=False, rescale_factor=1 / picture.full)
    made = process(images=picture.pixels, input_data_format="channels_last", return_tensors="pt")
    pixels: Tensor = made["pixel_values"].float()
    # On the processor: Apple's GPU averages whole multiples only.
    pixels = functional.interpolate(pixels, size=_size(picture, resolution), mode="area")
    weights = torch.tensor(LUMA, device=device).view(1, 3, 1, 1)
    return (pixels.to(device) * weights).sum(1)[0].clamp(0, 1)


def _size(picture: Picture, resolution: int) -> tuple[int, int]:
    rows, columns = picture.pixels.shape[:2]
    scale = min(1.0, resolution / max(rows, columns))
    return max(2, round(rows * scale)), max(2, round(columns * scale))


def relief(shades: Tensor, levels: Tensor, threshold: int, smoothing: float) -> Relief:
    """The relief of `levels`; where `shades` are at or under `threshold` (of 255) it is black and carries nothing.

    Smoothing is a Gaussian of that many pixels over what is not black, so black neither rises nor pulls others down.
    A corner that touches black lies on the plane; any other has the mean of the pixels around it.
    """
    black = shades * 255 <= threshold + 1e-3
    light = (~black).float()
    if smoothing > 0:
        levels = _blurred(levels * light, smoothing) / _blurred(light, smoothing).clamp_min(1e-6)
    levels = levels * light
    around = functional.conv2d(
        torch.stack([levels, light, black.float()])[:, None], torch.ones(1, 1, 2, 2, device=levels.device), padding=1
    )[:, 0]
    corners = torch.where(around[2] > 0.5, torch.zeros_like(around[0]), around[0] / around[1].clamp_min(1))
    return Relief(levels, black, corners)


def _blurred(values: Tensor, sigma: float) -> Tensor:
    radius = math.ceil(3 * sigma)
    steps = torch.arange(-radius, radius + 1, device=values.device, dtype=values.dtype)
    kernel = torch.exp(-(steps**2) / (2 * sigma**2))
    kernel = kernel / kernel.sum()
    wide = functional.conv2d(values[None, None], kernel.view(1, 1, 1, -1), padding=(0, radius))
    return functional.conv2d(wide, kernel.view(1, 1, -1, 1), padding=(radius, 0))[0, 0]


def depth(picture: Picture, model: str, allowed: Sequence[str], size: tuple[int, int], device: str) -> Tensor:
    """Nearness 0 to 1 as a depth model of the operator's `HUB_MODELS` sees it, at `size` (rows, columns).

    Raises `ExperimentError` when the model is not among them or cannot be loaded from safetensors.
    """
    if model not in allowed:
        named = ", ".join(allowed) or "none"
        raise ExperimentError(
            f"Depth needs the id of a depth model that HUB_MODELS names (it names: {named}). "
            "Choose relief from brightness, or ask the operator to add one.",
            code="model_not_allowed",
        )
    from transformers import AutoImageProcessor, AutoModelForDepthEstimation

    try:
        process = AutoImageProcessor.from_pretrained(model, trust_remote_code=False)
        network = AutoModelForDepthEstimation.from_pretrained(model, trust_remote_code=False, use_safetensors=True)
    except (OSError, ValueError) as error:
        raise ExperimentError(f"The depth model {model} could not be loaded: {error}", code="model_failed") from error
    image = Image.fromarray((picture.pixels // (1 if picture.full == 255 else 257)).astype("uint8"))
    with torch.inference_mode():
        seen = network.to(device).eval()(**process(images=image, return_tensors="pt").to(device)).predicted_depth
    far = functional.interpolate(seen[:, None].float(), size=size, mode="bilinear", align_corners=False)[0, 0]
    # Relative models give nearness, metric ones a distance (transformers: `depth_estimation_type`; ZoeDepth is metric).
    metric = getattr(network.config, "depth_estimation_type", "") == "metric" or network.config.model_type == "zoedepth"
    near = -far if metric else far
    return (near - near.min()) / (near.max() - near.min()).clamp_min(1e-9)
