"""Move 37: why `asyncio.run()` fails beneath a running loop, and the ways out measured side by side."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from typing import Literal

from pydantic import Field

from compute.experiments.base import (
    App,
    Context,
    Experiment,
    ExperimentError,
    Package,
    Parameters,
    Reference,
    Result,
)
from compute.experiments.nested_loop_parts import asking, report
from compute.experiments.nested_loop_parts.asking import Finding, Pair
from compute.experiments.nested_loop_parts.facts import CHECKS, WAYS, loops_here

AT_ONCE = 3
ROUNDS = 3


class NestedLoopParameters(Parameters):
    loops: Literal["all", "selector", "uvloop"] = Field(
        "all", title="Event loops", description="Which loops to try; all means those that this machine has."
    )
    requests: int = Field(
        32, ge=1, le=64, title="Requests at once", description="The largest load; it is reached by doubling from one."
    )
    fan_out: int = Field(
        8, ge=1, le=64, title="Fan-out", description="Pieces of work that each request waits for at once."
    )
    latency: int = Field(
        10, ge=1, le=100, title="Latency of a piece (ms)", description="How long each piece of work waits."
    )
    calls: int = Field(
        200, ge=10, le=2000, title="Calls", description="Nested calls in each of five rounds, for the cost of one."
    )
    patience: float = Field(
        2.0,
        ge=0.5,
        le=10,
        title="Patience (s)",
        description="A check that takes longer than this counts as a deadlock.",
    )


def run(context: Context) -> Result:
    """Asks where `asyncio.run()` fails, checks each way out on each loop, then measures those that work."""
    given: NestedLoopParameters = context.parameters
    loops = loops_here(given.loops)
    if not loops:
        raise ExperimentError(f"{given.loops} does not run on this system: choose another loop, or all.")
    pairs = [(way.key, loop) for loop in loops for way in WAYS]
    total = 2 * len(pairs) + 1
    context.progress(0, total, "Asking what asyncio.run() says in a notebook, a consumer and a worker")
    with ThreadPoolExecutor(AT_ONCE) as pool:
        try:
            places = pool.submit(asking.places, scratch=context.scratch)
            checked = dict(_checked(context, pool, pairs))
            places_said = _places(context, places.result())
        finally:
            # Those that have begun end by themselves within their patience; the others must not start.
            pool.shutdown(wait=False, cancel_futures=True)
    measured = {}
    for done, pair in enumerate(pairs, start=len(pairs) + 1):
        context.progress(done, total, f"Measuring {pair[0]} on {pair[1]}")
        measured[pair] = _measured(context, pair)
    found = report.Findings(places_said, checked, measured)
    context.artifact("nested_loop.json", found.as_json())
    context.progress(total, total, "Done")
    return Result(report.verdict(found), report.metrics(found), report.tables(found), report.charts_of(found))


def _checked(
    context: Context, pool: ThreadPoolExecutor, pairs: list[Pair]
) -> Iterator[tuple[Pair, dict[str, Finding]]]:
    waiting: dict[Future[dict[str, Finding]], Pair] = {
        pool.submit(asking.checks, way, loop, patience=context.parameters.patience, scratch=context.scratch): (
            way,
            loop,
        )
        for way, loop in pairs
    }
    found = {}
    for done, future in enumerate(as_completed(waiting), start=1):
        way, loop = pair = waiting[future]
        found[pair] = future.result()
        failed = [f"{name} ({report.cell(one)})" for name, one in found[pair].items() if not one["passed"]]
        context.log(f"{way} on {loop}: {len(CHECKS) - len(failed)} of {len(CHECKS)} checks. {', '.join(failed)}")
        context.progress(done, 2 * len(pairs) + 1, "Checking what each way out keeps")
    yield from ((pair, found[pair]) for pair in pairs)


def _places(context: Context, found: list[Finding]) -> list[Finding]:
    for one in found:
        context.log(f"asyncio.run() in {one['place']}: {one['said'] or 'not tried, its library is not installed'}")
    return found


def _measured(context: Context, pair: Pair) -> list[Finding]:
    given: NestedLoopParameters = context.parameters
    load = sorted({given.requests} | {1 << power for power in range(7) if 1 << power < given.requests})
    found = asking.figures(
        *pair, load=load, scratch=context.scratch, calls=given.calls, fan_out=given.fan_out,
        latency=given.latency / 1000, repeats=ROUNDS,
    )  # fmt: skip
    for one in found:
        if "calls" in one:
            context.log(f"{pair[0]} on {pair[1]}: {one['calls']:.1f} microseconds a call")
        elif "said" in one:
            context.log(f"{pair[0]} on {pair[1]} cannot be measured: {one['said']}")
    return found


EXPERIMENT = Experiment(
    key="nested_loop",
    topic=2,
    title="Move 37: a loop inside a loop",
    summary=(
        "asyncio.run() refuses to start beneath a running loop, which is where notebooks, consumers and async views "
        "stand. The two lines of the notes and the other ways out are tried on each event loop: what each keeps of "
        "context, cancellation, exceptions and progress, where it deadlocks, what a call costs, how a fan-out scales."
    ),
    parameters=NestedLoopParameters,
    run=run,
    references=(
        Reference("asyncio runners: asyncio.run()", "https://docs.python.org/3/library/asyncio-runner.html",
                  "It cannot be called when another asyncio event loop is running in the same thread."),
        Reference("asyncio: task groups", "https://docs.python.org/3/library/asyncio-task.html#task-groups",
                  "The fan-out that needs no nesting."),
        Reference("CPython issue 66435: nested run_until_complete",
                  "https://github.com/python/cpython/issues/66435", "Why asyncio does not allow it by design."),
        Reference("nest_asyncio", "https://github.com/erdewit/nest_asyncio", "The two lines; not maintained."),
        Reference("nest-asyncio2", "https://github.com/Chaoses-Ib/nest-asyncio2", "The fork, and what it mends."),
        Reference("asgiref: async_to_sync and sync_to_async",
                  "https://docs.djangoproject.com/en/5.2/topics/async/#async-adapter-functions",
                  "Django's way between the two, with its thread-sensitive mode."),
        Reference("PEP 567: context variables", "https://peps.python.org/pep-0567/", "What a nested call should see."),
        Reference("Notes on structured concurrency, or: Go statement considered harmful",
                  "https://vorpus.org/blog/notes-on-structured-concurrency-or-go-statement-considered-harmful/",
                  "The idea behind task groups."),
    ),
    terms=(
        "asynchronous programming", "event loop", "high performance computing in Python", "asynchronous communication",
        "task parallelism", "distributed futures",
    ),
    small={"loops": "selector", "requests": 4, "fan_out": 3, "latency": 2, "calls": 20, "patience": 1.0},
    requirements=(
        Package("nest-asyncio", "nest_asyncio", "make install"),
        Package("nest-asyncio2", "nest_asyncio2", "make install"),
        Package("asgiref", "asgiref", "make install"),
    ),
    app=App(packages=("nest-asyncio", "nest-asyncio2", "asgiref", "uvloop", "channels", "celery")),
    seconds=900,
    megabytes=1024,
)  # fmt: skip
