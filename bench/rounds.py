"""Measured rounds: every participant in turn, again and again, so that what else the machine does hits all alike."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time
from typing import Any


@dataclass(frozen=True)
class Participant:
    """Who does `count` things a call. `prepare`, not timed, makes what each call is given."""

    count: int
    run: Callable[[Any], object]
    prepare: Callable[[], object] = tuple
    rounds: int = 99
    """At most so many rounds: for slow ones."""


@dataclass(frozen=True)
class Rate:
    """Things a second: by the seconds of one core that the process used, and by the clock. Medians of the rounds."""

    core: float
    clock: float


def rounds(participants: Mapping[str, Participant], count: int) -> dict[str, Rate]:
    """The rates of all participants, after one round that is not counted for those that run every round."""
    core: dict[str, list[float]] = {name: [] for name in participants}
    clock: dict[str, list[float]] = {name: [] for name in participants}
    for number in range(count + 1):
        for name, one in participants.items():
            if number > one.rounds or (number == 0 and one.rounds < count):
                continue
            seconds, passed = timed(one.run, one.prepare())
            if number:
                core[name].append(one.count / seconds)
                clock[name].append(one.count / passed)
    return {name: Rate(median(core[name]), median(clock[name])) for name in participants}


def timed(run: Callable[[Any], object], given: object) -> tuple[float, float]:
    """Seconds of one core, and by the clock, that a call takes; without pauses of the garbage collector."""
    gc.collect()
    gc.disable()
    try:
        clock, core = perf_counter(), process_time()
        run(given)
        return process_time() - core, perf_counter() - clock
    finally:
        gc.enable()


def say(what: str) -> None:
    """Tell whoever waits what is being done."""
    print(f"… {what}", file=sys.stderr, flush=True)
