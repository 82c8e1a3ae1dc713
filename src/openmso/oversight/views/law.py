"""What does the law say where we work, and what changes? The first page of the law desk."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import HttpRequest
from django.urls import reverse

from openmso.authority.facts import Facts
from openmso.authority.facts.structure import Site
from openmso.authority.law import FEDERAL
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.law.queries import whole
from openmso.law.queries.changes import Turn, pending, turns
from openmso.law.queries.lawbook import working
from openmso.law.queries.states import Jurisdiction, known
from openmso.oversight.queries.named import network_of
from openmso.timeline.spans import Span

DAYS: Final = 365
MOST: Final = 0.85
MANY: Final = 0.6
"""Of the topics: from here on a jurisdiction is known on most of them, or on many."""


@dataclass(frozen=True, slots=True)
class Land:
    """A jurisdiction: how far its law is known, at how many sites the network is there, what turns next."""

    called: str
    known: Jurisdiction
    sites: int
    turn: Turn | None

    @property
    def researched(self) -> int:
        """On how many topics somebody established anything."""
        return sum(one.researched for one in self.known.topics.values())

    @property
    def depth(self) -> str:
        """How far the law is known: on most topics, on many, on few."""
        share = self.researched / len(self.known.topics)
        return "most" if share >= MOST else "many" if share >= MANY else "few"


@page("oversight/law.html")
def law(request: HttpRequest, desk: Desk) -> Shown:
    """Where the network works and elsewhere: how far the law is known, what turns, by which pack."""
    del request
    labels, judge, _ = network_of(desk.by)
    pack, lawful = working(desk.by)
    sites = sites_by_state(judge.facts, desk.on)
    day = desk.on.toordinal()
    ahead = turns(pack.book, Span(day + 1, day + DAYS + 1))
    names = {code: pack.terms["jurisdictions"][code].label for code in pack.jurisdictions}
    lands = [
        Land(
            names[one.code],
            one,
            sites.get(one.code, 0),
            next((turn for turn in ahead if turn.jurisdiction == one.code), None),
        )
        for one in known(pack)
    ]
    here = frozenset({*sites, FEDERAL})
    return {
        "labels": labels,
        "lawful": lawful,
        "installed": whole().book.version,
        "here": sorted((one for one in lands if one.sites), key=lambda one: (-one.sites, one.called)),
        "elsewhere": sorted((one for one in lands if not one.sites), key=lambda one: one.called),
        "ahead": [turn for turn in ahead if turn.jurisdiction in here],
        "lately": turns(pack.book, Span(day - DAYS, day + 1), here)[::-1],
        "pending": pending(pack.book, here),
        "names": names,
        "states": sorted(here),
        "told": {one.known.code: _told(one, desk) for one in lands},
    }


def sites_by_state(facts: Facts, on: date) -> Counter[str]:
    """How many sites of each state are open on a day."""
    return Counter(one.state for one in facts.all(Site) if on.toordinal() in one.span)


def _told(land: Land, desk: Desk) -> dict[str, object]:
    site = f", {land.sites} site{'' if land.sites == 1 else 's'} of yours" if land.sites else ""
    return {
        "depth": land.depth,
        "says": f"{land.researched} of {len(land.known.topics)} topics{site}",
        "href": reverse("law_state", args=[land.known.code]) + desk.as_of,
    }
