"""What a way out must keep: each check gives whether it does; some never return, which the caller watches."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import traceback
from collections.abc import Awaitable, Callable

from ways import Through, fan_out, seven, together

Check = Callable[[Through], Awaitable[bool]]
MARK: contextvars.ContextVar[str] = contextvars.ContextVar("mark", default="unset")
MANY = 300


async def until(flag: list[int]) -> None:
    while not flag:
        await asyncio.sleep(0.005)


async def result(through: Through) -> bool:
    return bool(await through(seven) == 7)


async def context_in(through: Through) -> bool:
    async def read() -> str:
        return MARK.get()

    MARK.set("outer")
    return bool(await through(read) == "outer")


async def context_out(through: Through) -> bool:
    async def write() -> None:
        MARK.set("inner")

    MARK.set("outer")
    await through(write)
    return MARK.get() == "inner"


async def exception(through: Through) -> bool:
    """Type, argument and traceback arrive, and the next call works."""

    async def fail() -> None:
        await asyncio.sleep(0)
        raise KeyError("lost")

    try:
        await through(fail)
    except KeyError as error:
        frames = [frame.name for frame in traceback.extract_tb(error.__traceback__)]
        return error.args == ("lost",) and "fail" in frames and bool(await through(seven) == 7)
    return False


async def cancellation(through: Through) -> bool:
    """Whoever cancels the caller ends the nested work too."""
    entered: list[int] = []
    ended: list[int] = []

    async def long() -> None:
        entered.append(1)
        try:
            await asyncio.sleep(0.8)
        except asyncio.CancelledError:
            ended.append(1)
            raise

    async def caller() -> None:
        await through(long)

    task = asyncio.create_task(caller())
    while not entered and not task.done():
        await asyncio.sleep(0.005)
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
    await asyncio.sleep(0.05)
    return bool(ended)


async def loop_goes_on(through: Through) -> bool:
    """The nested work waits for an `asyncio.Event` that a task of the outer loop sets."""
    entered: list[int] = []
    event = asyncio.Event()

    async def set_it() -> None:
        await until(entered)
        await asyncio.sleep(0.05)
        event.set()

    async def wait() -> bool:
        entered.append(1)
        return await event.wait()

    setter = asyncio.create_task(set_it())
    try:
        return bool(await through(wait))
    finally:
        setter.cancel()


async def earlier_waits(through: Through) -> bool:
    """The first call waits for what a second does after a nested call of its own."""
    entered: list[int] = []
    flag: list[int] = []

    async def wait() -> None:
        entered.append(1)
        await until(flag)

    async def first() -> None:
        await through(wait)

    async def second() -> None:
        await until(entered)
        await through(seven)
        flag.append(1)

    await together(first, second)
    return True


async def later_waits(through: Through) -> bool:
    """The second call waits for what the first does after its nested call: the order a stack cannot keep."""
    entered: list[int] = []
    flag: list[int] = []

    async def short() -> None:
        entered.append(1)
        await asyncio.sleep(0.05)

    async def first() -> None:
        await through(short)
        flag.append(1)

    async def second() -> None:
        await until(entered)
        await through(lambda: until(flag))

    await together(first, second)
    return True


async def many_at_once(through: Through) -> bool:
    """Three hundred callers at the same time: a nested loop stands once more on the stack for each."""

    async def caller() -> int:
        return int(await through(lambda: fan_out(1, 0.002)))

    return bool(sum(await together(*[caller] * MANY)) == MANY)


async def shared_context(through: Through) -> bool:
    """Two tasks share one context, as a notebook's cells do; the second runs while the first is in its nested call."""
    shared = contextvars.copy_context()
    loop = asyncio.get_running_loop()

    async def first() -> None:
        await through(lambda: asyncio.sleep(0.05))

    async def second() -> None:
        await asyncio.sleep(0.01)

    tasks = [loop.create_task(work(), context=shared) for work in (first, second)]
    await asyncio.gather(*tasks)
    return True


CHECKS: dict[str, Check] = {
    one.__name__: one
    for one in (
        result, context_in, context_out, shared_context, exception, cancellation, loop_goes_on, earlier_waits,
        later_waits, many_at_once,
    )
}  # fmt: skip
