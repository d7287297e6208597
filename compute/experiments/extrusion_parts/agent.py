"""A small agent that learns to walk the terrain: deep Q-learning with a replay memory and two networks."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from compute.experiments.extrusion_parts.terrain import Cell, Ground, Terrain, best_costs

_WALKERS, _MEMORY, _BATCH, _LESSONS = 16, 20_000, 128, 8
_DISCOUNT, _FOLLOW, _LAST_CHANCE = 0.98, 0.02, 0.05


class Walk(NamedTuple):
    """A walk without chance from the start: the sum of its rewards, whether it arrived, and its cells."""

    reward: float
    arrived: bool
    cells: list[Cell]


class Learned(NamedTuple):
    """What training came to: (episode, mean reward of the last 50), (episode, reward of a walk without chance), the
    best of those walks, and the mean reward of walks by chance alone.
    """

    training: list[tuple[int, float]]
    greedy: list[tuple[int, float]]
    walk: Walk
    random: float


class _Memory:
    """The last transitions as arrays: observation, action, reward, next observation, whether the walk goes on."""

    def __init__(self, width: int) -> None:
        self.here, self.there = torch.zeros(_MEMORY, width), torch.zeros(_MEMORY, width)
        self.action = torch.zeros(_MEMORY, dtype=torch.long)
        self.reward, self.goes_on = torch.zeros(_MEMORY), torch.zeros(_MEMORY)
        self.count = 0

    def add(self, here: np.ndarray, action: int, reward: float, there: np.ndarray, goes_on: bool) -> None:
        at = self.count % _MEMORY
        self.here[at], self.there[at] = torch.from_numpy(here), torch.from_numpy(there)
        self.action[at], self.reward[at], self.goes_on[at] = action, reward, float(goes_on)
        self.count += 1

    def draw(self, random: np.random.Generator) -> tuple[Tensor, ...]:
        rows = torch.from_numpy(random.integers(0, min(self.count, _MEMORY), _BATCH))
        return self.here[rows], self.action[rows], self.reward[rows], self.there[rows], self.goes_on[rows]


@contextlib.contextmanager
def _one_thread() -> Iterator[None]:
    # The learner's products are too small to share out: with several threads it mostly waits.
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


@_one_thread()
def train(ground: Ground, episodes: int, rate: float, seed: int, tell: Callable[[int, float], None]) -> Learned:
    """Trains for that many episodes from chance starts; `tell(episode, mean reward)` is called as they end.

    Rewards that guide the learner are shaped by the straight way left to the summit (Ng, Harada and Russell 1999: a
    potential changes no best policy); those reported are the environment's own. On the CPU: a network of this size is
    faster beside its environment than across a bus.
    """
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    walkers = [Terrain(ground) for _ in range(_WALKERS)]
    net, slow = _network(walkers[0]), _network(walkers[0])
    slow.load_state_dict(net.state_dict())
    optimizer = torch.optim.Adam(net.parameters(), lr=rate)
    memory = _Memory(walkers[0].observation_space.shape[0])  # type: ignore[index]
    starts = sorted(cell for cell in best_costs(ground) if cell != ground.goal)
    seen = [_begin(walker, starts, random) for walker in walkers]
    sums, ended, greedy = [0.0] * _WALKERS, list[float](), list[tuple[int, float]]()
    training, best = list[tuple[int, float]](), walk(net, ground)
    while len(ended) < episodes:
        chance = max(_LAST_CHANCE, 1 - len(ended) / (0.6 * episodes))
        actions = _choose(net, np.stack(seen), chance, random)
        for number, walker in enumerate(walkers):
            there, reward, over, late, _ = walker.step(np.int64(actions[number]))
            guided = reward + _DISCOUNT * _potential(there) * (not over) - _potential(seen[number])
            memory.add(seen[number], int(actions[number]), guided, there, not over)
            sums[number] += reward
            seen[number] = there
            if over or late:
                ended.append(sums[number])
                sums[number], seen[number] = 0.0, _begin(walker, starts, random)
                if len(ended) % max(1, episodes // 40) == 0:
                    training.append((len(ended), float(np.mean(ended[-50:]))))
                    now = walk(net, ground)
                    greedy.append((len(ended), now.reward))
                    best = max(best, now, key=lambda one: one.reward)
                    tell(len(ended), training[-1][1])
        for _ in range(_LESSONS):
            _learn(net, slow, optimizer, memory.draw(random))
    return Learned(training, greedy, best, random_reward(ground, seed))


def _network(walker: Terrain) -> nn.Sequential:
    width = walker.observation_space.shape[0]  # type: ignore[index]
    return nn.Sequential(nn.Linear(width, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 8))


def _begin(walker: Terrain, starts: list[Cell], random: np.random.Generator) -> np.ndarray:
    return walker.reset(options={"start": starts[random.integers(len(starts))]})[0]


def _potential(seen: np.ndarray) -> float:
    # The observation holds the way to the summit in map sides; a step of that length costs half of it.
    return -0.5 * float(np.abs(seen[2:4]).max())


def _choose(net: nn.Module, seen: np.ndarray, chance: float, random: np.random.Generator) -> np.ndarray:
    with torch.inference_mode():
        best = net(torch.from_numpy(seen)).argmax(1).numpy()
    return np.where(random.random(len(seen)) < chance, random.integers(0, 8, len(seen)), best)


def _learn(net: nn.Module, slow: nn.Module, optimizer: torch.optim.Optimizer, batch: tuple[Tensor, ...]) -> None:
    # Double Q-learning (van Hasselt et al. 2015): one network chooses the next move, the slower one values it.
    here, action, reward, there, goes_on = batch
    with torch.no_grad():
        chosen = net(there).argmax(1, keepdim=True)
        value = reward + _DISCOUNT * goes_on * slow(there).gather(1, chosen)[:, 0]
    loss = functional.smooth_l1_loss(net(here).gather(1, action[:, None])[:, 0], value)
    optimizer.zero_grad()
    loss.backward()  # type: ignore[no-untyped-call]
    optimizer.step()
    with torch.no_grad():
        for mine, other in zip(slow.parameters(), net.parameters(), strict=True):
            mine.lerp_(other, _FOLLOW)


def walk(net: nn.Module, ground: Ground) -> Walk:
    """The walk from the start by the network's best moves."""
    terrain, total, cells = Terrain(ground), 0.0, [ground.start]
    seen, _ = terrain.reset()
    while True:
        action = _choose(net, seen[None], 0.0, np.random.default_rng(0))[0]
        seen, reward, over, late, _ = terrain.step(action)
        total += reward
        cells.append(terrain.cell)
        if over or late:
            return Walk(total, terrain.cell == ground.goal, cells)


def random_reward(ground: Ground, seed: int, walks: int = 20) -> float:
    """The mean reward of walks from the start by chance alone."""
    random, terrain, total = np.random.default_rng(seed), Terrain(ground), 0.0
    for _ in range(walks):
        terrain.reset()
        over = late = False
        while not (over or late):
            _, reward, over, late, _ = terrain.step(np.int64(random.integers(8)))
            total += reward
    return total / walks
