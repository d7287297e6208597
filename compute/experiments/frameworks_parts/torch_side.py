"""The model in PyTorch. What the page shows as its code is this file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

NAME, VERSION = "PyTorch", torch.__version__


class Picture(nn.Module):
    """A convolution, a halving, two dense layers; pictures come as (rows, height, width, 1)."""

    def __init__(self, weights: Mapping[str, np.ndarray]) -> None:
        super().__init__()
        filters = weights["filters.bias"].size
        self.filters = nn.Conv2d(1, filters, 3, padding=1)
        self.hidden = nn.Linear(*weights["hidden.weight"].shape)
        self.last = nn.Linear(*weights["last.weight"].shape)

    def forward(self, x: Tensor) -> Tensor:
        x = functional.max_pool2d(functional.relu(self.filters(x.permute(0, 3, 1, 2))), 2)
        # Flattened with the channels last, as TensorFlow does it: so the same weights meet the same numbers.
        x = x.permute(0, 2, 3, 1).flatten(1)
        found: Tensor = self.last(functional.relu(self.hidden(x)))
        return found


class Table(nn.Module):
    """Three dense layers; rows come as (rows, columns)."""

    def __init__(self, weights: Mapping[str, np.ndarray]) -> None:
        super().__init__()
        self.first = nn.Linear(*weights["first.weight"].shape)
        self.hidden = nn.Linear(*weights["hidden.weight"].shape)
        self.last = nn.Linear(*weights["last.weight"].shape)

    def forward(self, x: Tensor) -> Tensor:
        found: Tensor = self.last(functional.relu(self.hidden(functional.relu(self.first(x)))))
        return found


class Side:
    """A model with its optimizer; `settings` as `side.main` reads them."""

    def __init__(self, weights: Mapping[str, np.ndarray], settings: Mapping[str, Any]) -> None:
        torch.set_num_threads(settings["threads"])
        torch.manual_seed(settings["seed"])
        self.device = settings["device"]
        self.model = self.build(weights).to(self.device)
        self.load(weights)
        rate, adam = settings["learning_rate"], settings["optimizer"] == "adam"
        self.optimizer = (
            torch.optim.Adam(self.model.parameters(), lr=rate, eps=1e-7)
            if adam
            else torch.optim.SGD(self.model.parameters(), lr=rate, momentum=0.9)
        )

    def build(self, weights: Mapping[str, np.ndarray]) -> nn.Module:
        return Picture(weights) if "filters.weight" in weights else Table(weights)

    def step(self, x: np.ndarray, y: np.ndarray) -> float:
        rows, classes = torch.from_numpy(x).to(self.device), torch.from_numpy(y).to(self.device)
        loss = functional.cross_entropy(self.model(rows), classes)
        self.optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        self.optimizer.step()
        return loss.item()

    def logits(self, x: np.ndarray) -> np.ndarray:
        with torch.inference_mode():
            found: np.ndarray = self.model(torch.from_numpy(x).to(self.device)).cpu().numpy()
        return found

    def load(self, weights: Mapping[str, np.ndarray]) -> None:
        # PyTorch keeps a matrix as (out, in) and a kernel as (out, in, height, width).
        turned = {name: torch.from_numpy(np.ascontiguousarray(_turned(one))) for name, one in weights.items()}
        self.model.load_state_dict(turned)

    def weights(self) -> dict[str, np.ndarray]:
        turn = {1: (0,), 2: (1, 0), 4: (2, 3, 1, 0)}
        state = {name: one.cpu().numpy() for name, one in self.model.state_dict().items()}
        return {name: one.transpose(turn[one.ndim]) for name, one in state.items()}

    def save(self, folder: Path, x: np.ndarray) -> dict[str, str]:
        from safetensors.torch import save_file

        state = {name: one.cpu().contiguous() for name, one in self.model.state_dict().items()}
        save_file(state, folder / "torch.safetensors")
        torch.save(state, folder / "torch_state.pt")
        rows = {"x": {0: torch.export.Dim("rows")}}
        program = torch.export.export(self.model.cpu(), (torch.from_numpy(x[:2]),), dynamic_shapes=rows)
        torch.export.save(program, folder / "torch_exported.pt2")
        return {
            "torch.safetensors": "weights, no code",
            "torch_state.pt": "weights, as torch.save writes them",
            "torch_exported.pt2": "weights and graph (torch.export)",
        }


def _turned(one: np.ndarray) -> np.ndarray:
    turn = {1: (0,), 2: (1, 0), 4: (3, 2, 0, 1)}
    return one.transpose(turn[one.ndim])
