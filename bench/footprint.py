"""Time and memory of compiling, and time of compiling again after one change; in a process of its own.

Run by `run.py`; prints one line of JSON. The peak of memory is that of the whole process, network and Python included.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, process_time
from typing import Any

from network import Size, network

from law import lawbook
from openmso.authority.batch import Table, compile_table, recompile
from openmso.authority.facts import Facts, Record
from openmso.authority.facts.people import Experience
from openmso.authority.facts.structure import Site
from openmso.authority.judge import Judge
from openmso.timeline.spans import Span

CUT = date(2026, 3, 15).toordinal()
"""The day on which a changed record ends."""


@dataclass(frozen=True)
class Footprint:
    """Seconds of one core, megabytes at the peak (`before`: at the peak before compiling), milliseconds by kind."""

    seconds: float
    clock: float
    megabytes: float
    before: float
    keys: int
    runs: int
    recompile: dict[str, float]


def footprint(size: Size, changes: int) -> Footprint:
    """Measure in a process of its own; `changes` records of each kind are changed."""
    command = [
        sys.executable,
        __file__,
        str(size.sites),
        str(size.workers),
        str(size.directors),
        str(changes),
    ]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=Path(__file__).parent)  # noqa: S603 - this file
    return Footprint(**json.loads(done.stdout))


def peak() -> float:
    """Megabytes of this process at its peak: as Linux tells it, for `getrusage` counts the parent before `exec` too."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(sites: int, workers: int, directors: int, changes: int) -> None:
    """Measure and print."""
    facts, before = network(Size(sites, workers, directors)), peak()
    clock, core = perf_counter(), process_time()
    judge = Judge(facts, lawbook())
    table = compile_table(judge)
    seconds, passed, after = process_time() - core, perf_counter() - clock, peak()
    again = {kind: median(times) for kind, times in _recompiled(table, facts, changes)}
    found: dict[str, Any] = {"seconds": seconds, "clock": passed, "megabytes": after, "before": before}
    print(json.dumps({**found, "keys": table.keys, "runs": len(table.starts), "recompile": again}))


def _recompiled(table: Table, facts: Facts, changes: int) -> Iterator[tuple[str, list[float]]]:
    rng = Random(5)
    for kind, records in facts.tables.items():
        chosen = rng.sample(sorted(records), min(changes, len(records)))
        pairs = [(records[id], altered(records[id])) for id in chosen]
        times = [_once(table, facts, old, new) for old, new in pairs if new]
        if times:
            yield kind.__name__, times
        if kind is Site and chosen:
            sites = (facts.need(Site, id) for id in chosen)
            moves = ((old, replace(old, latitude=45.0, longitude=-93.0)) for old in sites)
            yield "Site that moves", [_once(table, facts, old, new) for old, new in moves]


def _once(table: Table, facts: Facts, old: Record, new: Record) -> float:
    """Milliseconds of one core from the changed record to the new table."""
    begun = process_time()
    recompile(table, (old, new), table.judge.revised(facts.changed(new)))
    return (process_time() - begun) * 1000


def altered(record: Record) -> Record | None:
    """The record as it would be after a change that matters: it ends early. None where nothing is judged by days."""
    if isinstance(record, Experience):
        return replace(record, on=record.on + timedelta(days=200))
    span = getattr(record, "span", None)
    if span is None:
        return None
    start = min(span.start, CUT - 1)
    return replace(record, span=Span(start, CUT if span.end > CUT else max(start + 1, span.end - 20)))  # type: ignore[call-arg] # every other record has a span


if __name__ == "__main__" and len(sys.argv) == 5:
    main(*(int(one) for one in sys.argv[1:]))
