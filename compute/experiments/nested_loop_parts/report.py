"""What was found, as verdict, metrics, tables and charts."""

from __future__ import annotations

import json
from typing import NamedTuple

from compute.experiments import charts
from compute.experiments.base import Chart, Metric, Table
from compute.experiments.nested_loop_parts.asking import Finding, Pair
from compute.experiments.nested_loop_parts.facts import CHECKS, HOUSE, LOOPS, WAYS


class Findings(NamedTuple):
    """All of it; `checked` by check's name, `measured` as the child printed it, both by (way, loop)."""

    places: list[Finding]
    checked: dict[Pair, dict[str, Finding]]
    measured: dict[Pair, list[Finding]]

    def as_json(self) -> str:
        """Everything that was printed, for another program."""
        ways = [
            {"way": way, "loop": loop, "checks": found, "figures": self.measured[way, loop]}
            for (way, loop), found in self.checked.items()
        ]
        return json.dumps({"places": self.places, "ways": ways}, indent=1)

    def kept(self, pair: Pair) -> int:
        """How many checks a way passed."""
        return sum(bool(one["passed"]) for one in self.checked[pair].values())

    def cost(self, pair: Pair, of: str = "calls") -> float | None:
        """Microseconds of a nested call, or of any other `task`; None where the way does not work."""
        return next((round(float(one[of]), 2) for one in self.measured[pair] if of in one), None)

    def wall(self, pair: Pair, requests: int) -> float | None:
        """Milliseconds until that many requests at once were answered."""
        lines = self.measured[pair]
        return next((round(one["seconds"] * 1000, 2) for one in lines if one.get("requests") == requests), None)

    def loads(self) -> list[int]:
        """The numbers of requests that were tried."""
        return sorted({one["requests"] for found in self.measured.values() for one in found if "requests" in one})


def cell(finding: Finding) -> str:
    """`yes`, `no`, `deadlock`, or the kind of error."""
    return "yes" if finding["passed"] else finding["said"].split(":")[0] or "no"


def verdict(found: Findings) -> str:
    """One sentence: the notes' own lines against an async caller."""
    loop = next(iter(found.checked))[1]
    nest, group = ("nest_asyncio", loop), ("TaskGroup", loop)
    told = " against ".join(f"{cost:.1f}" if cost is not None else "no" for cost in map(found.cost, (nest, group)))
    refused = "; uvloop refuses the patch" if ("nest_asyncio", "uvloop") in found.checked else ""
    return (
        f"On the {loop} loop nest_asyncio keeps {found.kept(nest)} of {len(CHECKS)} promises and an async caller with "
        f"a TaskGroup {found.kept(group)}, at {told} microseconds a call{refused}."
    )


def metrics(found: Findings) -> list[Metric]:
    """Promises kept and deadlocks for each way and loop, what a call costs, and the time of the largest load."""
    failing = sum((one["said"] or "works") != "works" for one in found.places)
    made = [Metric("places where asyncio.run fails", failing, "places")]
    most = max(found.loads(), default=0)
    for pair, checks in found.checked.items():
        name = ", ".join(pair)
        hung = sum(one["said"] == "deadlock" for one in checks.values())
        made.append(Metric(f"promises kept: {name}", found.kept(pair), f"of {len(CHECKS)}", "higher"))
        made.append(Metric(f"deadlocks: {name}", hung, "checks", "lower"))
        cost, wall = found.cost(pair), found.wall(pair, most)
        if cost is not None:
            made.append(Metric(f"cost of a call: {name}", cost, "µs", "lower", measured=True))
        if wall is not None:
            made.append(Metric(f"{most} requests at once: {name}", wall, "ms", "lower", measured=True))
    return made


def tables(found: Findings) -> list[Table]:
    """Where it fails, the ways, the checks, what each way keeps and says and costs, the loops, and the house."""
    kept = [[*pair, *(cell(checks[name]) for name in CHECKS)] for pair, checks in found.checked.items()]
    words = {
        (*pair, one["said"]): None
        for pair, checks in found.checked.items()
        for one in checks.values()
        if ":" in one["said"]
    }
    loads = found.loads()
    named = [f"{load} at once (ms)" for load in loads]
    costs = [
        [*pair, found.cost(pair), found.cost(pair, "task"), *(found.wall(pair, load) for load in loads)]
        for pair in found.measured
    ]
    here = {loop for _, loop in found.checked}
    return [
        Table("What asyncio.run() says", ["place", "what happens there", "answer"],
              [[one["place"], one["why"], one["said"] or "not tried: library not installed"] for one in found.places]),
        Table("The ways out", ["way", "how", "from a plain function", "changes"],
              [[way.key, way.how, way.plain, way.changes] for way in WAYS]),
        Table("The checks", ["check", "kept when"], [[name, kept_when] for name, kept_when in CHECKS.items()]),
        Table("What each way keeps", ["way", "loop", *CHECKS], kept),
        Table("What they say", ["way", "loop", "message"], [list(one) for one in words]),
        Table("Cost", ["way", "loop", "a call (µs)", "any other task (µs)", *named], costs),
        Table("Loops", ["loop", "what it is", "tried here"],
              [[name, what, name in here] for name, what in LOOPS.items()]),
        Table("Where Arboretum crosses between sync and async", ["file", "call", "why it needs no patch"],
              [list(one) for one in HOUSE]),
    ]  # fmt: skip


def charts_of(found: Findings) -> list[Chart]:
    """Promises kept, cost of a call, and for each loop how the fan-out scales."""
    kept = [
        {"check": name, "way": ", ".join(pair), "kept": int(checks[name]["passed"])}
        for pair, checks in found.checked.items()
        for name in CHECKS
    ]
    costs = [
        {"way": pair[0], "microseconds": cost, "loop": pair[1]}
        for pair in found.measured
        if (cost := found.cost(pair)) is not None
    ]
    made = [
        charts.heat("What each way keeps", kept, x="check", y="way", value="kept",
                    description="One row a way and loop, one column a check; 1 where the promise is kept."),
        charts.bars("Cost of a nested call", costs, x="way", y="microseconds", colour="loop", log_y=True,
                    description="Microseconds for one nested call of work that does nothing, on a logarithmic scale."),
    ]  # fmt: skip
    for loop in dict.fromkeys(loop for _, loop in found.measured):
        rows = [
            {"requests": one["requests"], "milliseconds": one["seconds"] * 1000, "way": way}
            for (way, on), lines in found.measured.items()
            for one in lines
            if on == loop and "requests" in one
        ]
        words = f"Time until all requests are answered against their number on {loop}; a flat line scales best."
        made.append(charts.line(f"Fan-out on {loop}", rows, x="requests", y="milliseconds", colour="way",
                                log_x=True, log_y=True, description=words))  # fmt: skip
    return made
