"""The pages: what each costs the server, and how often it asks the database, on a demonstration of 60 sites.

In a database of its own, which is made and thrown away. Pages are found as people find them: one of the cast begins at their desk and
follows links, two pages of a kind. Each is asked once cold and then again and again, in this process, without a network between.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections import deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from rich.console import Console
from rich.table import Table
from standing import installation, late

if TYPE_CHECKING:
    from django.test import Client

CAST = ("operator", "medical-director", "rn", "hr", "counsel", "auditor")
FIRST, LATER = 1000.0, 150.0
"""Milliseconds: of the first page after signing in, and the 95th of a hundred later ones."""
LEFT_OUT = ("/static/", "/api/", "/accounts/", "/step-up/", "/tokens/")
EACH = 2


@dataclass(frozen=True)
class Cost:
    """What a page cost: first and later, in milliseconds, and how often the database was asked."""

    who: str
    page: str
    path: str
    cold: float
    warm: float
    late: float
    queries: int


def main() -> None:
    """Measure and print; leave with 1 if a target is missed."""
    parser = argparse.ArgumentParser(description="Measure the pages.")
    parser.add_argument("--sites", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--json", type=Path, metavar="FILE")
    asked = parser.parse_args()
    with installation():
        found = list(measured(asked.sites, asked.rounds))
    table = Table("who", "page", "first ms", "median ms", "95 of 100 ms", "queries")
    for one in found:
        mark = " ✗" if one.late >= LATER else ""
        table.add_row(
            one.who,
            one.page,
            f"{one.cold:,.0f}",
            f"{one.warm:,.0f}",
            f"{one.late:,.0f}{mark}",
            str(one.queries),
        )
    Console(width=None if os.isatty(1) else 120, highlight=False).print(table)
    if asked.json:
        asked.json.write_text(json.dumps([asdict(one) for one in found], indent=2) + "\n", encoding="utf-8")
    sys.exit(found[0].cold >= FIRST or any(one.late >= LATER for one in found))


def measured(sites: int, rounds: int) -> Iterator[Cost]:
    """Load the demonstration, and let each of the cast walk from their desk."""
    from django.conf import settings  # noqa: PLC0415 - after Django is set up
    from django.test import Client  # noqa: PLC0415 - after Django is set up

    from openmso.cli.demo import demo  # noqa: PLC0415 - after Django is set up

    settings.ALLOWED_HOSTS.append("testserver")
    demo(sites=sites)
    for who in CAST:
        client = Client()
        _sign_in(client, who)
        yield from _walked(client, who, rounds)


def _sign_in(client: Client, who: str) -> None:
    from openmso.launch.actions import PASSWORD  # noqa: PLC0415 - after Django is set up

    answer = client.post("/accounts/login/", {"login": f"{who}@demo.example", "password": PASSWORD})
    if answer.status_code != 302:
        raise SystemExit(f"{who} could not sign in")


def _walked(client: Client, who: str, rounds: int) -> Iterator[Cost]:
    waiting, seen, kinds = (
        deque([client.get("/", follow=True).request["PATH_INFO"]]),
        set[str](),
        dict[str, int](),
    )
    while waiting:
        path = waiting.popleft()
        name = _kind(path)
        if path in seen or not name or kinds.get(name, 0) >= EACH:
            continue
        seen.add(path)
        kinds[name] = kinds.get(name, 0) + 1
        cost, text = _cost(client, who, name, path, rounds)
        waiting.extend(_links(path, text))
        if kinds[name] == 1:
            yield cost


def _cost(client: Client, who: str, name: str, path: str, rounds: int) -> tuple[Cost, str]:
    from django.db import connection  # noqa: PLC0415 - after Django is set up
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - after Django is set up

    begun = perf_counter()
    answer = client.get(path, follow=True)
    cold = (perf_counter() - begun) * 1000
    with CaptureQueriesContext(connection) as asked:
        client.get(path, follow=True)
    queries = len(asked)  # the next request begins a new count
    times = []
    for _ in range(rounds):
        begun = perf_counter()
        client.get(path, follow=True)
        times.append((perf_counter() - begun) * 1000)
    text = answer.content.decode() if answer.headers["Content-Type"].startswith("text/html") else ""
    return Cost(who, name, path, cold, median(times), late(times), queries), text


def _kind(path: str) -> str:
    from django.urls import Resolver404, resolve  # noqa: PLC0415 - after Django is set up

    parts = urlsplit(path)
    if parts.path.startswith(LEFT_OUT):
        return ""
    try:
        found = resolve(parts.path)
    except Resolver404:
        return ""
    # A form of an agreement costs another thing than a form of a license.
    name = " ".join(filter(None, (found.view_name, found.kwargs.get("kind"))))
    names = (one.partition("=")[0] for one in parts.query.split("&") if one)
    given = "&".join(sorted(name for name in names if name != "on"))  # every link keeps the day that is shown
    return f"{name}?{given}" if given else name


def _links(path: str, text: str) -> list[str]:
    found = (urljoin(path, one.replace("&amp;", "&")) for one in re.findall(r'<a [^>]*?href="([^"#]+)', text))
    return [one for one in found if one.startswith("/")]


if __name__ == "__main__":
    main()
