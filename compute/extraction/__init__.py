"""Key terms and embedding of a paper from one pass of the encoder.

Importing this loads no torch: only `get_extractor` does, in workers. The parts: `cleaning` (text for reading,
and the way back), `candidates`, `head` and `decoding` (which stretches are terms), `acronyms`, and `pipeline`.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from compute.extraction.identity import extractor_version
from compute.extraction.types import Document, ExtractedTerm, Extraction

if TYPE_CHECKING:
    from compute.extraction.pipeline import Extractor

__all__ = ["Document", "ExtractedTerm", "Extraction", "extractor_version", "get_extractor"]


@functools.cache
def get_extractor() -> Extractor:
    """The extractor with the encoder of the settings and the shipped head; loaded once per process, in workers only.

    Raises `compute.encoder.EncoderMissing` when the model that ENCODER names is not on this machine.
    """
    from compute.device import torch_device_name
    from compute.encoder import get_encoder, get_trunk_here
    from compute.extraction.head import get_head
    from compute.extraction.pipeline import Extractor

    trunk = get_trunk_here()
    head = get_head(trunk.device.type, trunk.dtype)
    return Extractor(get_encoder(), trunk, head, version=extractor_version(), device=torch_device_name())
