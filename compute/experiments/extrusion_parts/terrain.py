"""The relief as a gymnasium environment: walk from the far side to the summit, climbing as little as can be."""

from __future__ import annotations

import heapq
import math
from typing import Any, NamedTuple

import gymnasium
import numpy as np
import torch
from torch.nn import functional

Cell = tuple[int, int]
MOVES: tuple[Cell, ...] = ((-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1))
GOAL_REWARD, FALL_REWARD, BUMP_REWARD = 1.0, -1.0, -0.1


class Ground(NamedTuple):
    """Heights (rows, columns) 0 to 1 by cell and where the ground is cut away; start, summit; `slope` prices climbs."""

    heights: np.ndarray
    holes: np.ndarray
    start: Cell
    goal: Cell
    slope: float

    def cost(self, here: Cell, there: Cell) -> float:
        """What a step costs: its length, and its change of height times `slope`; half a unit crosses the map."""
        length: float = math.dist(here, there) / (2 * max(self.heights.shape))
        return length + self.slope * float(abs(self.heights[there] - self.heights[here]))

    def neighbours(self, cell: Cell) -> list[Cell]:
        """The cells one step away that lie on the map and hold."""
        rows, columns = self.heights.shape
        near = [(cell[0] + down, cell[1] + right) for down, right in MOVES]
        return [one for one in near if 0 <= one[0] < rows and 0 <= one[1] < columns and not self.holes[one]]


def ground(levels: torch.Tensor, cut: torch.Tensor, cells: int, slope: float) -> Ground | None:
    """The map for a relief of pixels, `cells` along its longer side: None where the summit cannot be walked to.

    Both are on the CPU, (rows, columns). The summit is the highest cell that holds, the start the cell from which
    the best way there costs most.
    """
    rows, columns = levels.shape
    scale = min(1.0, cells / max(rows, columns))
    size = (max(2, round(rows * scale)), max(2, round(columns * scale)))
    fields = functional.adaptive_avg_pool2d(torch.stack([levels, cut.float()])[:, None], size)[:, 0].numpy()
    heights, holes = fields[0].astype(np.float64), fields[1] > 0.5
    if holes.all():
        return None
    goal = np.unravel_index(int(np.where(holes, -1, heights).argmax()), size)
    bare = Ground(heights, holes, (0, 0), (int(goal[0]), int(goal[1])), slope)
    costs = best_costs(bare)
    if len(costs) < 2:
        return None
    return bare._replace(start=max(costs, key=lambda cell: (costs[cell], cell)))


def best_costs(ground: Ground) -> dict[Cell, float]:
    """The least cost from each cell to the summit, by Dijkstra's algorithm; cells with no way are left out."""
    found: dict[Cell, float] = {}
    queue = [(0.0, ground.goal)]
    while queue:
        cost, cell = heapq.heappop(queue)
        if cell in found:
            continue
        found[cell] = cost
        for near in ground.neighbours(cell):
            if near not in found:
                heapq.heappush(queue, (cost + ground.cost(near, cell), near))
    return found


class Terrain(gymnasium.Env[np.ndarray, np.int64]):
    """Eight moves; a step costs what `Ground.cost` says, the summit gives 1, a hole ends the walk with -1.

    Observed (29 numbers in -1 to 1): place, way to the summit, height, and for each move the change of height,
    whether it ends in a hole and whether it leaves the map. `reset(options={"start": (row, column)})` starts anywhere.
    """

    metadata = {"render_modes": []}

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.observation_space = gymnasium.spaces.Box(-1.0, 1.0, (5 + 3 * len(MOVES),), np.float32)
        self.action_space = gymnasium.spaces.Discrete(len(MOVES))
        self.limit = 4 * max(ground.heights.shape)
        self.cell, self.steps = ground.start, 0
        self._known: dict[Cell, np.ndarray] = {}

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[np.ndarray, dict[str, Any]]:
        super().reset(seed=seed)
        self.cell, self.steps = (options or {}).get("start", self.ground.start), 0
        return self._seen(), {}

    def step(self, action: np.int64) -> tuple[np.ndarray, float, bool, bool, dict[str, Any]]:
        down, right = MOVES[int(action)]
        there = (self.cell[0] + down, self.cell[1] + right)
        self.steps += 1
        late = self.steps >= self.limit
        if not self._on_map(there):
            return self._seen(), BUMP_REWARD, False, late, {}
        reward = -self.ground.cost(self.cell, there)
        self.cell = there
        if self.ground.holes[there]:
            return self._seen(), reward + FALL_REWARD, True, False, {}
        arrived = there == self.ground.goal
        return self._seen(), reward + GOAL_REWARD * arrived, arrived, late and not arrived, {}

    def _on_map(self, cell: Cell) -> bool:
        rows, columns = self.ground.heights.shape
        return bool(0 <= cell[0] < rows and 0 <= cell[1] < columns)

    def _seen(self) -> np.ndarray:
        # What is seen depends on the place alone, and walks pass the same places over and over.
        if self.cell not in self._known:
            self._known[self.cell] = self._look()
        return self._known[self.cell].copy()

    def _look(self) -> np.ndarray:
        (row, column), (up, left) = self.cell, self.ground.goal
        side = max(self.ground.heights.shape)
        here = float(self.ground.heights[self.cell])
        seen = [2 * row / side - 1, 2 * column / side - 1, (up - row) / side, (left - column) / side, here]
        for down, right in MOVES:
            there = (row + down, column + right)
            if not self._on_map(there):
                seen += [0.0, 0.0, 1.0]
            elif self.ground.holes[there]:
                seen += [0.0, 1.0, 0.0]
            else:
                seen += [float(self.ground.heights[there]) - here, 0.0, 0.0]
        return np.array(seen, dtype=np.float32)


def replayed(cells: list[Cell], ground: Ground, tops: np.ndarray, base: float, between: int = 6) -> np.ndarray:
    """The walk as points (n, 3) in metres just above the body that `mesh.solid` makes of `tops`; z up."""
    rows, columns = tops.shape[0] - 1, tops.shape[1] - 1
    scale = np.array([rows / ground.heights.shape[0], columns / ground.heights.shape[1]])
    middles = (np.array(cells, dtype=float) + 0.5) * scale
    steps = np.linspace(0, len(middles) - 1, (len(middles) - 1) * between + 1)
    down, right = (np.interp(steps, np.arange(len(middles)), middles[:, side]) for side in range(2))
    top, left = np.minimum(down.astype(int), rows - 1), np.minimum(right.astype(int), columns - 1)
    around = np.stack([tops[top, left], tops[top + 1, left], tops[top, left + 1], tops[top + 1, left + 1]])
    size = 1 / max(rows, columns)
    return np.column_stack([(right - columns / 2) * size, (rows / 2 - down) * size, around.max(0) + base + 0.01])
