"""Standing of the records: what a warm board and a warm ask cost, what they cost after a change, and what without memory.

In a database of its own, which is made and thrown away. Times are by the clock, for the database works in processes of its own;
the median and the nineteenth of twenty are shown, and the median of what this process had of one core. Every answer after a change is compared with one worked out from nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from statistics import median, quantiles
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from network import Size, network
from rich.console import Console
from rich.table import Table
from rounds import say

if TYPE_CHECKING:
    from openmso.authority.facts import Facts
    from openmso.foundation.actor import Actor
    from openmso.oversight.facts.held import Shelf

Question = Callable[[], object]
ON = date(2026, 3, 1)
NOON = datetime(2026, 3, 1, 18, tzinfo=UTC)
TARGETS = {"board, warm": 150.0, "ask, warm": 20.0}
"""Milliseconds by the clock."""
Times = tuple[float, float]
"""Milliseconds by the clock, and of one core of this process."""


def main() -> None:
    """Measure and print; leave with 1 if a target is missed."""
    parser = argparse.ArgumentParser(description="Measure standing asked of the records.")
    parser.add_argument("--sites", type=int, default=200, help="sites; ten workers each")
    parser.add_argument("--rounds", type=int, default=100, help="warm questions; a fifth of it after changes")
    parser.add_argument("--json", type=Path, metavar="FILE")
    asked = parser.parse_args()
    with installation():
        found = measured(asked.sites, asked.rounds)
    table = Table("", "median ms", "95 of 100 ms", "core ms", "× without memory", "target ms")
    for name, times in found.items():
        clock, core = [one for one, _ in times], [one for _, one in times]
        alone, target = found[f"{name.partition(',')[0]}, nothing held"], TARGETS.get(name)
        ratio = median(one for one, _ in alone) / median(clock)
        cells = f"{median(clock):,.1f}", f"{late(clock):,.1f}", f"{median(core):,.1f}", f"{ratio:,.0f}"
        table.add_row(name, *cells, f"< {target:.0f}" if target else "")
    Console(width=None if os.isatty(1) else 110, highlight=False).print(table)
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    sys.exit(any(median(one for one, _ in found[name]) >= target for name, target in TARGETS.items()))


def late(times: list[float]) -> float:
    """What nineteen of twenty stay below."""
    return quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


@contextmanager
def installation() -> Iterator[None]:
    """A database for this run, in a folder of its own."""
    home = Path(tempfile.mkdtemp(prefix="openmso-bench-"))
    home.chmod(0o755)  # as root the server runs as another user
    os.environ.update(OPENMSO_HOME=str(home), DJANGO_SETTINGS_MODULE="openmso.web.settings")
    os.environ.pop("DATABASE_URL", None)
    program = [sys.executable, "-c", "from openmso.cli.main import app; app()"]
    try:
        subprocess.run([*program, "up"], check=True, stdout=sys.stderr)  # noqa: S603 - this program
        import django  # noqa: PLC0415 - after the settings are named

        django.setup()
        yield
    finally:
        subprocess.run([*program, "down"], check=False, stdout=sys.stderr)  # noqa: S603 - this program
        shutil.rmtree(home, ignore_errors=True)


def measured(sites: int, rounds: int) -> dict[str, list[Times]]:
    """Milliseconds of every question, by what it was."""
    from openmso.foundation.actor import system  # noqa: PLC0415 - after Django is set up
    from openmso.foundation.networks import found  # noqa: PLC0415 - after Django is set up
    from openmso.netfile.actions.records import bring_in  # noqa: PLC0415 - after Django is set up
    from openmso.netfile.queries.network import Content  # noqa: PLC0415 - after Django is set up

    facts = network(Size(sites, sites * 10, max(3, sites * 3 // 10)))
    by = system(found("bench", facts.name, using="owner"))
    say(f"bringing {sum(map(len, facts.tables.values())):,} records in")
    bring_in(by=by, why="a measurement", given=Content(facts))
    return asked_of(by, facts, rounds)


def asked_of(by: Actor, facts: Facts, rounds: int) -> dict[str, list[Times]]:
    """Ask, warm and after changes and with nothing held."""
    from openmso.authority.facts.structure import Site  # noqa: PLC0415 - after Django is set up
    from openmso.authority.judge import Judge  # noqa: PLC0415 - after Django is set up
    from openmso.law.queries import pack  # noqa: PLC0415 - after Django is set up
    from openmso.oversight.facts.held import SHELF  # noqa: PLC0415 - after Django is set up
    from openmso.oversight.queries.standing import Asked, ask, board  # noqa: PLC0415 - after Django is set up

    rng = Random(5)
    sites = sorted(one.id for one in facts.all(Site))
    # The law of the other measurements is invented; that of a network is the pack's, which knows fewer procedures.
    keys = [key for key in Judge(facts, pack()).keys() if key.procedure in pack().procedures]  # noqa: SIM118 - no mapping

    def a_board() -> Question:
        site = rng.choice(sites)
        return lambda: board(by, site, ON).found

    def an_ask() -> Question:
        key = rng.choice(keys)
        return lambda: ask(by, Asked(*key, NOON)).found

    found: dict[str, list[Times]] = {}
    for name, question in (("board", a_board), ("ask", an_ask)):
        say(f"{name}: with nothing held, then warm, then after each of some changes")
        found[f"{name}, nothing held"] = [alone(SHELF, question()) for _ in range(3)]
        found[f"{name}, first time"] = [timed(question())[0] for _ in range(rounds)]
        warm = [question() for _ in range(rounds)]
        for one in warm:
            one()
        found[f"{name}, warm"] = [timed(one)[0] for one in warm]
        changed = found[f"{name}, after one change"] = []
        for number in range(max(4, rounds // 5)):
            change(by, facts, number, rng)
            one = question()
            taken, answer = timed(one)
            changed.append(taken)
            if number % 5 == 0:
                check(SHELF, one, answer)
    return found


def timed(question: Question) -> tuple[Times, object]:
    """What a question takes, and its answer."""
    begun, core = perf_counter(), process_time()
    answer = question()
    return ((perf_counter() - begun) * 1000, (process_time() - core) * 1000), answer


def alone(shelf: Shelf, question: Question) -> Times:
    """Milliseconds of a question for which the network is read and everything worked out."""
    shelf.clear()
    return timed(question)[0]


def check(shelf: Shelf, question: Question, answer: object) -> None:
    """End the run if what was held answered otherwise than a network read from nothing."""
    shelf.clear()
    if question() != answer:
        raise SystemExit("what is held answered otherwise than what is recorded")


def change(by: Actor, facts: Facts, number: int, rng: Random) -> None:
    """Change one record of a kind that changes daily, as somebody at a desk would."""
    from openmso.foundation.door import acting  # noqa: PLC0415 - after Django is set up
    from openmso.oversight.models import Delegation  # noqa: PLC0415 - after Django is set up
    from openmso.structure.models import Site  # noqa: PLC0415 - after Django is set up
    from openmso.workforce.models import Competency, Engagement, License  # noqa: PLC0415 - after Django is set up

    models = (License, Competency, Engagement, Delegation, Site)
    model = models[number % len(models)]
    kind = next(kind for kind in facts.tables if kind.__name__ == model.__name__)
    code = rng.choice(sorted(facts.tables[kind]))
    with acting(by, why="a busy day"):
        row = model.objects.get(code=code)
        lower, upper = row.valid.lower or date(2015, 1, 1), row.valid.upper or date(2027, 1, 1)
        row.valid = type(row.valid)(lower, lower + (upper - lower) * 9 / 10, "[)")  # it ends early
        row.save()


if __name__ == "__main__":
    main()
