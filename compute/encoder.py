"""The encoder of the settings. In worker processes only: it loads torch and holds the weights, once per process."""

from __future__ import annotations

import functools

import torch
from django.conf import settings

from compute.device import torch_device, use_all_cores
from compute.encoders import Encoder, EncoderMissing, MiniLM, Named
from compute.extraction.identity import ALIASES
from compute.trunk import Trunk, get_trunk

__all__ = ["Encoder", "EncoderMissing", "MiniLM", "Named", "get_encoder", "get_trunk_here"]


@functools.cache
def get_trunk_here() -> Trunk:
    """The bundled weights on this worker's device: float32 on a CPU, float16 on a GPU."""
    use_all_cores()
    device = torch_device()
    return get_trunk(device, torch.float32 if device == "cpu" else torch.float16)


@functools.cache
def get_encoder() -> Encoder:
    """The encoder that the setting ENCODER names, on the device of the setting DEVICE; loaded once per process.

    Raises `EncoderMissing` when its files are not on this machine; there is never a download.
    """
    if settings.ENCODER in ALIASES:
        return MiniLM(get_trunk_here())
    use_all_cores()
    return Named(settings.ENCODER, torch_device())
