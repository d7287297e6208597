"""The task board and the messages of the roles, told live as they change."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from typing import Any

from compute.experiments import charts
from compute.experiments.base import Cell, Chart, Context, Table

STEPS = ("planned", "written", "run", "checked", "handed over")
LEFT_OUT, FAILED = "left out", "failed"
EVERYONE = "everyone"
_SHOWN = 400


@dataclasses.dataclass
class Task:
    """A piece of work on the board; `attempts` counts how often it was written."""

    role: str
    title: str
    state: str = "planned"
    attempts: int = 0
    note: str = ""
    reached: dict[str, int] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True)
class Message:
    """What one role told another; `facts` is what the receiver's code follows from."""

    sender: str
    receiver: str
    subject: str
    facts: Mapping[str, Any]

    def text(self) -> str:
        """The facts in one short line."""
        said = json.dumps(self.facts, ensure_ascii=False, default=str)
        return said if len(said) <= _SHOWN else said[: _SHOWN - 1] + "…"


class Board:
    """Tasks and messages in the order they came; every change goes to the run's log, progress and live chart."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.tasks: list[Task] = []
        self.messages: list[Message] = []

    def plan(self, role: str, title: str) -> Task:
        """Puts a task up."""
        task = Task(role, title)
        self.tasks.append(task)
        self.move(task, "planned")
        return task

    def move(self, task: Task, state: str, note: str = "") -> None:
        """Moves a task to another state and tells it. Raises `Cancelled`."""
        task.state, task.note = state, note or task.note
        task.reached[state] = max(task.attempts, 1)
        again = f", attempt {task.attempts}" if task.attempts > 1 else ""
        self.context.log(f"board | {task.role} | {task.title}: {state}{again}{f' ({note})' if note else ''}")
        self.context.progress(self.finished(), len(self.tasks), f"{task.role}: {task.title} ({state})")
        self.context.chart(self.chart())

    def say(self, sender: str, receiver: str, subject: str, facts: Mapping[str, Any]) -> None:
        """Delivers a message. Raises `Cancelled`."""
        message = Message(sender, receiver, subject, dict(facts))
        self.messages.append(message)
        self.context.log(f"message | {sender} -> {receiver} | {subject}: {message.text()}")

    def heard(self, receiver: str, subject: str) -> dict[str, Any] | None:
        """The facts of the latest message on a subject to a role or to everyone, None when none came."""
        for one in reversed(self.messages):
            if one.subject == subject and one.receiver in (receiver, EVERYONE):
                return dict(one.facts)
        return None

    def finished(self) -> int:
        """Tasks that need no more work."""
        return sum(task.state in (STEPS[-1], LEFT_OUT, FAILED) for task in self.tasks)

    def revisions(self, role: str | None = None) -> int:
        """How often something was written again after a failed check."""
        return sum(max(task.attempts - 1, 0) for task in self.tasks if role in (None, task.role))

    def tables(self) -> list[Table]:
        """The board and the messages as they stand."""
        tasks: list[list[Cell]] = [[one.role, one.title, one.state, one.attempts, one.note] for one in self.tasks]
        said: list[list[Cell]] = [
            [number, one.sender, one.receiver, one.subject, one.text()] for number, one in enumerate(self.messages, 1)
        ]
        return [
            Table("Task board", ("role", "task", "state", "attempts", "note"), tasks),
            Table("Messages", ("#", "from", "to", "subject", "facts"), said),
        ]

    def chart(self) -> Chart:
        """How often each task passed each step."""
        rows = [
            {"task": f"{task.role}: {task.title}", "step": step, "times": task.reached[step]}
            for task in self.tasks
            for step in (*STEPS, LEFT_OUT, FAILED)
            if step in task.reached
        ]
        said = f"{self.finished()} of {len(self.tasks)} tasks are finished; {self.revisions()} were revised."
        return charts.heat("Task board", rows, x="step", y="task", value="times", description=said)
