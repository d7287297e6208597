"""How every role works: plan, write files, run them, check the result, revise until it passes, hand over."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from compute.experiments.base import ExperimentError, MissingPackage
from compute.experiments.roles_parts.board import FAILED, LEFT_OUT, Board, Task


class Refused(Exception):
    """What was written does not run; the message is what the role reads before it writes again."""


class LeftOut(Exception):
    """This machine lacks what a task needs; the message says what, and how to add it."""


@dataclasses.dataclass(frozen=True)
class Work:
    """One task. `write(report)` makes the files anew, `report` being what the last check said ("" at first);
    None where an earlier task wrote them.

    `run()` gives an outcome or raises `Refused` or `LeftOut`; `check(outcome)` gives "" or what is wrong; `hand_over`
    tells the other roles. `spoil()` is the fault that may be injected into the first attempt. `waits_for` and `gives`
    are subjects of messages.
    """

    title: str
    write: Callable[[str], None] | None
    run: Callable[[], Any]
    check: Callable[[Any], str]
    hand_over: Callable[[Any], None] | None = None
    spoil: Callable[[], None] | None = None
    waits_for: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()


class Role(Protocol):
    """Somebody on the team; `outcomes` are kept by the title of the task."""

    name: str
    outcomes: dict[str, Any]

    def plan(self) -> Sequence[Work]:
        """The tasks, in the order this role wants to do them."""


@dataclasses.dataclass
class Planned:
    """A task with who does it."""

    role: Role
    work: Work
    task: Task


def work_through(team: Sequence[Role], board: Board, *, revisions: int, fault: str) -> None:
    """Every role plans; then each task is done as soon as what it waits for has come.

    `fault` names the role into whose first spoilable attempt a fault is injected. Raises `ExperimentError` when a check
    still fails after `revisions` revisions.
    """
    waiting = [Planned(role, work, board.plan(role.name, work.title)) for role in team for work in role.plan()]
    faulty = {fault}
    while waiting:
        one = next((one for one in waiting if _ready(one, waiting)), waiting[0])
        waiting.remove(one)
        spoil = one.role.name in faulty and one.work.spoil is not None
        if spoil:
            faulty.clear()
        _carry_out(one, board, revisions=revisions, spoil=spoil)


def _ready(one: Planned, waiting: Sequence[Planned]) -> bool:
    """Whether nothing it waits for is still to come, and its role has nothing earlier to do."""
    coming = {subject for other in waiting if other.role is not one.role for subject in other.work.gives}
    first = next(other for other in waiting if other.role is one.role)
    return first is one and not coming.intersection(one.work.waits_for)


def _carry_out(one: Planned, board: Board, *, revisions: int, spoil: bool) -> None:
    report = ""
    for attempt in range(1, revisions + 2):
        one.task.attempts = attempt
        try:
            outcome, report = _attempt(one, board, report, spoil=spoil and attempt == 1)
        except (LeftOut, MissingPackage) as error:
            board.move(one.task, LEFT_OUT, str(error))
            return
        if not report:
            one.role.outcomes[one.work.title] = outcome
            if one.work.hand_over:
                one.work.hand_over(outcome)
            board.move(one.task, "handed over")
            return
        board.say(one.role.name, one.role.name, "check failed", {"task": one.work.title, "why": report[-600:]})
    board.move(one.task, FAILED, report[-300:])
    raise ExperimentError(
        f"{one.role.name} could not finish “{one.work.title}” in {revisions + 1} attempts: {report[-600:]}",
        code="check_failed",
    )


def _attempt(one: Planned, board: Board, report: str, *, spoil: bool) -> tuple[Any, str]:
    if one.work.write:
        one.work.write(report)
    if spoil and one.work.spoil:
        one.work.spoil()
        board.context.log(f"fault | {one.role.name} | injected into “{one.work.title}”")
    board.move(one.task, "written")
    try:
        outcome = one.work.run()
    except Refused as error:
        return None, str(error) or "It does not run."
    board.move(one.task, "run")
    found = one.work.check(outcome)
    board.move(one.task, "checked", found[:200])
    return outcome, found


def facts(board: Board, receiver: str, subject: str, default: Mapping[str, Any]) -> dict[str, Any]:
    """What a role heard on a subject over its defaults; the log says when nobody told it."""
    heard = board.heard(receiver, subject)
    if heard is None:
        board.context.log(f"note | {receiver} | nobody told the {subject}: {dict(default)} is assumed")
    return {**default, **(heard or {})}
