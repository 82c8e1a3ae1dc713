"""`make bench`: one run, one table. What is measured, against whom and how fairly: README.md beside this."""

from __future__ import annotations

import argparse
import json
import os
import platform
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from acts import acts
from batch import LIMIT, OURS, PEERS, Batch, batch
from footprint import Footprint, footprint
from network import Size, network
from online import COLD, ENGINES, FROM_THE_ACT, PLAIN, WARM, online
from rich import box
from rich.console import Console
from rich.table import Table
from rounds import Rate, say

from law import lawbook
from openmso.authority.batch import compile_table
from openmso.authority.judge import Judge

LARGE = Size(2000, 40_000, 600)


@dataclass(frozen=True)
class Target:
    """What was wanted, what was measured, and whether it is met; `met` None: not measured in this run."""

    what: str
    wanted: str
    measured: str
    met: bool | None


@dataclass(frozen=True)
class Measured:
    """Everything of one run."""

    online: dict[str, dict[str, Rate]]
    batch: Batch
    compiled: Footprint
    large: Footprint | None
    sizes: dict[str, int]


def main() -> None:
    """Measure, print, and write JSON if asked."""
    asked = arguments()
    measured = measure(asked)
    console = Console(width=None if os.isatty(1) else 120, highlight=False)
    show(console, measured)
    if asked.json:
        told = {**asdict(measured), "targets": [asdict(one) for one in targets(measured)]}
        del told["batch"]["spans"]
        asked.json.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        description="Measure OpenMSO against its peers, side by side in one run."
    )
    parser.add_argument(
        "--quick", action="store_true", help="a small network and few acts: does everything work?"
    )
    parser.add_argument("--sites", type=int, help="sites; ten workers each (200)")
    parser.add_argument("--acts", type=int, help="acts in batch (1,000,000)")
    parser.add_argument("--sample", type=int, help="acts decided one at a time (4,000)")
    parser.add_argument("--rounds", type=int, help="rounds of which the median counts (5)")
    parser.add_argument("--large", action="store_true", help="also compile 2,000 sites and 40,000 people")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything measured")
    asked = parser.parse_args()
    small = asked.quick
    asked.sites = asked.sites or (40 if small else 200)
    asked.acts = asked.acts or (100_000 if small else 1_000_000)
    asked.sample = min(asked.acts, asked.sample or (2_000 if small else 4_000))
    asked.rounds = asked.rounds or (3 if small else 5)
    return asked


def measure(asked: argparse.Namespace) -> Measured:
    """Everything, one after the other."""
    size = Size(asked.sites, asked.sites * 10, max(3, asked.sites * 3 // 10))
    say(f"compiling {size.sites:,} sites in a process of its own")
    compiled = footprint(size, 3 if asked.quick else 9)
    large = None
    if asked.large:
        say(f"compiling {LARGE.sites:,} sites and {LARGE.workers:,} people")
        large = footprint(LARGE, 0)
    say("drawing the network and the acts")
    facts, law = network(size), lawbook()
    drawn = acts(facts, asked.acts)
    in_batch = batch(compile_table(Judge(facts, law)), drawn, asked.rounds)
    one_by_one = online(facts, law, in_batch.spans, drawn.slice(0, asked.sample), asked.rounds)
    sizes = {**asdict(size), "acts": asked.acts, "sample": asked.sample, "rounds": asked.rounds}
    return Measured(one_by_one, in_batch, compiled, large, sizes)


def show(console: Console, measured: Measured) -> None:
    """Print the tables."""
    sizes = measured.sizes
    console.print(
        f"\n{sizes['sites']:,} sites, {sizes['workers']:,} workers, {sizes['directors']:,} directors,"
        f" {measured.compiled.keys:,} keys, {measured.compiled.runs:,} runs · {sizes['acts']:,} acts in batch,"
        f" {sizes['sample']:,} one at a time\nPython {platform.python_version()}, {os.cpu_count()} cores; rates are per"
        f" second of one core, medians of {sizes['rounds']} rounds; every verdict was compared and is equal\n"
    )
    for title, rates in measured.online.items():
        what = "standing of a key on a day" if title == "standing" else "a whole decision"
        console.print(_online_table(f"ONLINE · {what}", rates))
    for title, rates in measured.batch.rates.items():
        of = f" of {measured.batch.foreseen:,} acts" if title == "standing" else ""
        what = f"standing and mask of coded keys{of}" if title == "standing" else "a whole audit"
        console.print(_batch_table(f"BATCH · {what}", rates))
    console.print(_footprint_table(measured))
    console.print(_target_table(measured))


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left", title_style="bold")
    for place, column in enumerate(columns):
        table.add_column(column, justify="right" if place else "left")
    return table


def _online_table(title: str, rates: dict[str, Rate]) -> Table:
    table = _table(title, "", "a second", "by the clock", "× best engine", "× dict + bisect")
    best = _best(rates, ENGINES)
    for name, rate in rates.items():
        ratios = f"{rate.core / best:,.2f}", f"{rate.core / rates[PLAIN].core:,.2f}"
        table.add_row(name, f"{rate.core:,.0f}", f"{rate.clock:,.0f}", *ratios)
    return table


def _batch_table(title: str, rates: dict[str, Rate]) -> Table:
    table = _table(title, "", "million a second", "by the clock", "× best peer", "of the limit")
    best = _best(rates, PEERS)
    for name, rate in rates.items():
        ratios = f"{rate.core / best:,.2f}", f"{rate.core / rates[LIMIT].core:.0%}"
        table.add_row(name, f"{rate.core / 1e6:,.2f}", f"{rate.clock / 1e6:,.2f}", *ratios)
    return table


def _best(rates: dict[str, Rate], names: tuple[str, ...]) -> float:
    return max(rates[name].core for name in names if name in rates)


def _footprint_table(measured: Measured) -> Table:
    compiled, found = measured.compiled, measured.batch
    table = _table("COMPILE", "", "measured")
    table.add_row("the network", f"{compiled.seconds:.2f} s ({compiled.clock:.2f} s by the clock)")
    table.add_row("peak of the process", f"{compiled.megabytes:,.0f} MB, {compiled.before:,.0f} MB before")
    if measured.large:
        large = measured.large
        table.add_row(
            "2,000 sites, 40,000 people", f"{large.seconds:.1f} s ({large.clock:.1f} s by the clock)"
        )
        table.add_row(
            "peak of the process", f"{large.megabytes:,.0f} MB, {large.keys:,} keys, {large.runs:,} runs"
        )
    first = f"{found.first_audit:.2f} s, of which most for {found.unforeseen:,} keys asked for the first time"
    table.add_row("first audit", first)
    for kind, milliseconds in sorted(compiled.recompile.items(), key=lambda one: one[1]):
        table.add_row(f"again after a changed {kind.lower()}", f"{milliseconds:.1f} ms")
    return table


def _target_table(measured: Measured) -> Table:
    table = Table(title="TARGETS", box=box.SIMPLE_HEAD, title_justify="left", title_style="bold")
    for column in ("", "wanted", "measured", ""):
        table.add_column(column)
    for one in targets(measured):
        met = "not measured" if one.met is None else "[green]met[/]" if one.met else "[red]MISSED[/]"
        table.add_row(one.what, one.wanted, one.measured, met)
    return table


def targets(measured: Measured) -> Iterator[Target]:
    """What was wanted beside what was measured."""
    yield from _online_targets(measured.online)
    for title, rates in measured.batch.rates.items():
        yield from _batch_targets(title, rates)
    yield Target("all verdicts", "equal", "equal", met=True)  # a difference has ended the run
    compiled = measured.compiled
    yield Target("compile", "≤ 3 s", f"{compiled.seconds:.2f} s", compiled.seconds <= 3)
    yield Target("compile, peak", "≤ 400 MB", f"{compiled.megabytes:,.0f} MB", compiled.megabytes <= 400)
    times = compiled.recompile
    slow = max(times, key=lambda kind: times[kind])
    quick = sum(one <= 20 for one in times.values())
    told = (
        f"{median(times.values()):.1f} ms; {quick} of {len(times)} kinds; {slow.lower()} {times[slow]:.0f} ms"
    )
    yield Target("recompile after one changed fact", "≤ 20 ms", told, quick == len(times))
    yield from _large_targets(measured.large)


def _online_targets(online_rates: dict[str, dict[str, Rate]]) -> Iterator[Target]:
    for title, what, wanted in (("standing", "verdict look-up", 50), ("decide", "decide, full chain", 5)):
        rates = online_rates[title]
        ratio = rates[WARM].core / _best(rates, ENGINES)
        # A key that was never asked has its spans worked out first; engines get theirs ready, so it is told, not compared.
        cold = rates[COLD].core / _best(rates, ENGINES)
        told = f"{ratio:.2f} × (a key never asked before: {cold:.2f} ×)"
        yield Target(what, f"≥ {wanted} × best engine", told, ratio >= wanted)
    rates = online_rates["decide"]
    ratio = rates[WARM].core / _best(rates, tuple(f"{name}{FROM_THE_ACT}" for name in ENGINES))
    yield Target("decide, warm, engines from the act too", "≥ 5 × best engine", f"{ratio:.2f} ×", ratio >= 5)


def _batch_targets(title: str, rates: dict[str, Rate]) -> Iterator[Target]:
    what = "whole audit" if title == "audit" else "standing in batch"
    ours = _best(rates, OURS)
    ratio, behind = ours / _best(rates, PEERS), rates[LIMIT].core / ours
    yield Target(what, "≥ 2 × best peer", f"{ratio:.2f} ×", ratio >= 2)
    yield Target(what, "within 3 × of the limit", f"{behind:.2f} ×", behind <= 3)


def _large_targets(large: Footprint | None) -> Iterator[Target]:
    what = "2,000 sites, 40,000 people"
    told = ("run with --large", "run with --large")
    met: tuple[bool | None, bool | None] = (None, None)
    if large:
        told = (f"{large.seconds:.1f} s", f"{large.megabytes:,.0f} MB")
        met = (large.seconds <= 60, large.megabytes <= 3072)
    yield Target(what, "≤ 60 s", told[0], met[0])
    yield Target(what, "≤ 3 GB", told[1], met[1])


if __name__ == "__main__":
    main()
