"""Events written, sealed and verified a second, on an embedded server of its own; and whether that grows with what is there.

    python bench/evidence.py                   1,000,000 events
    python bench/evidence.py --events 100000

Three questions: what a write costs with its event; what sealing and verifying cost, all at once and night by night; whether twice as many
events take twice as long. Shown are seconds by the clock, seconds of a core that the server's process used, and events a second of that core: what
else the machine does hits only the first. One connection, the server's own settings.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openmso.foundation.actor import Actor

FILL = """
INSERT INTO workforce_person (network_id, code, position, name, npi)
SELECT %s, 'p' || n, n, 'Person ' || n, '' FROM generate_series(%s::int, %s::int) n
"""
NIGHTS = 1000
"""So many seals the same number of events is divided into."""


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--events", type=int, default=1_000_000)
    events = asked.parse_args().events
    home = Path(tempfile.mkdtemp(prefix="mso-"))
    home.chmod(0o755)
    os.environ.update(OPENMSO_HOME=str(home), DJANGO_SETTINGS_MODULE="openmso.web.settings")
    import django  # noqa: PLC0415 - the home is set first

    django.setup()
    from django.conf import settings  # noqa: PLC0415 - as above

    from openmso.cli.database import make_ready  # noqa: PLC0415 - as above
    from openmso.foundation.postgres import start, stop  # noqa: PLC0415 - as above

    start(settings.SERVER)
    try:
        make_ready()
        measure(events)
    finally:
        stop(settings.SERVER)
        shutil.rmtree(home, ignore_errors=True)


def measure(events: int) -> None:
    """Half of the events, then all; at once, then night by night."""
    from django.db import connection  # noqa: PLC0415 - Django is set up by now

    from openmso.evidence.actions import seal, seal_all  # noqa: PLC0415 - as above
    from openmso.foundation.actor import system  # noqa: PLC0415 - as above
    from openmso.foundation.door import acting  # noqa: PLC0415 - as above
    from openmso.foundation.networks import found  # noqa: PLC0415 - as above

    def write(by: Actor, first: int, last: int) -> None:
        with acting(by, why="filling"), connection.cursor() as cursor:
            cursor.execute(FILL, [by.network, first, last])

    def at_once(by: Actor, size: int) -> None:
        told(f"write {size:,} rows, each with its event", size, lambda: write(by, 1, size))
        told(f"seal {size:,} events at once", size, lambda: seal_all(by, "bench"))
        told(f"verify {size:,} events sealed at once, and their rows", size, lambda: held(by))

    def by_night(by: Actor, nights: int, each: int) -> None:
        slowest, began, used = 0.0, perf_counter(), core()
        for night in range(nights):
            write(by, night * each + 1, (night + 1) * each)
            start = perf_counter()
            seal(by=by, why="bench")
            slowest = max(slowest, perf_counter() - start)
        say(
            f"write and seal {each:,} events on {nights:,} nights",
            nights * each,
            perf_counter() - began,
            core() - used,
        )
        print(f"    the slowest seal took {1000 * slowest:.0f} ms")
        told(f"verify {nights * each:,} events under {nights:,} seals", nights * each, lambda: held(by))

    for size in (events // 2, events):
        at_once(system(found(f"once-{size}", "At once", using="owner")), size)
    for nights in (NIGHTS // 2, NIGHTS):
        by_night(system(found(f"nights-{nights}", "By night", using="owner")), nights, events // NIGHTS)


def held(by: Actor) -> None:
    """Verify, and see that it holds."""
    from openmso.evidence.queries import verify  # noqa: PLC0415 - Django is set up by now

    found = verify(by)
    if not found.holds:
        raise SystemExit(found.sentence())


def told(what: str, size: int, work: Callable[[], object]) -> None:
    """Do it, and print how long it took."""
    start, used = perf_counter(), core()
    work()
    say(what, size, perf_counter() - start, core() - used)


def core() -> float:
    """Seconds of a core that the server's process of this connection has used, as Linux counts them."""
    from django.db import connection  # noqa: PLC0415 - Django is set up by now

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        fields = (
            Path(f"/proc/{cursor.fetchone()[0]}/stat").read_text(encoding="ascii").rsplit(") ")[1].split()
        )
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def say(what: str, size: int, seconds: float, used: float) -> None:
    """Print seconds by the clock and of the server's core, and events a second of that core."""
    print(f"{what:<56} {seconds:7.1f} s {used:7.1f} s {size / used:10,.0f} a second", flush=True)


if __name__ == "__main__":
    main()
