"""What changed in the network: who, when, on which side, why; by day, person and kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from openmso.evidence.queries import Asked, Changed, changes
from openmso.foundation.pages.desk import Desk, day_of
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.pages.records import Drawer
from openmso.foundation.register import table_of
from openmso.foundation.seats import names_of, seats
from openmso.web.records import CABINET
from openmso.words.labels import Labels
from openmso.words.trade import titled

DID: Final = {"insert": "entered", "update": "amended", "delete": "struck"}
SHOWN: Final = 6
"""So many rows of one deed are shown before somebody asks for more."""


@dataclass(frozen=True, slots=True)
class What:
    """One row that was changed, in words."""

    did: str
    kind: str
    name: str
    href: str
    columns: str
    times: int = 1


@dataclass(slots=True)
class Deed:
    """What somebody did at once, for one reason."""

    who: str
    first: Changed
    whats: list[What] = field(default_factory=list)

    def add(self, what: What) -> None:
        """One more row; what reads the same is counted."""
        last = self.whats[-1] if self.whats else None
        if last is not None and replace(last, times=1) == what:
            self.whats[-1] = replace(last, times=last.times + 1)
        else:
            self.whats.append(what)

    @property
    def first_whats(self) -> list[What]:
        """What is shown at once."""
        return self.whats[:SHOWN]

    @property
    def other_whats(self) -> list[What]:
        """What is shown on demand."""
        return self.whats[SHOWN:]


@page("changes.html")
def changed(request: HttpRequest, desk: Desk) -> Shown:
    """The history of everything, the latest first."""
    labels, drawers = CABINET.labels(desk.by), {table(one): one for one in CABINET.drawers}
    day, kind = day_of(request.GET.get("day", "")), request.GET.get("kind", "")
    known = {one.plural: table(one) for one in CABINET.drawers}
    asked = Asked(*_between(day), request.GET.get("who", "")[:40], known.get(kind, ""), _place(request))
    found, more = changes(desk.by, asked)
    people = names_of(desk.by, {one.who for one in found})
    kept = request.GET.copy()
    kept.pop("before", None)
    return {
        "deeds": _deeds(found, people, labels, drawers),
        "more": found[-1].id if more else None,
        "kept": kept.urlencode(),
        "people": sorted(
            {(str(one.user), one.name or one.email) for one in seats(desk.by)}, key=lambda one: one[1]
        ),
        "drawers": CABINET.drawers,
        "who": asked.who,
        "kind": kind,
        "day": day,
        "before": asked.before,
    }


def table(drawer: Drawer) -> str:
    """The table that keeps the records of a drawer."""
    return table_of(drawer.kind)._meta.db_table


def _deeds(
    found: Iterable[Changed], people: Mapping[str, str], labels: Labels, drawers: Mapping[str, Drawer]
) -> list[Deed]:
    deeds: list[Deed] = []
    for one in found:
        last = deeds[-1].first if deeds else None
        if last is None or (last.who, last.why, last.side, last.door) != (
            one.who,
            one.why,
            one.side,
            one.door,
        ):
            deeds.append(Deed(people.get(one.who, "The system" if not one.who else "Somebody"), one))
        deeds[-1].add(_what(one, labels, drawers.get(one.table)))
    return deeds


def _what(one: Changed, labels: Labels, drawer: Drawer | None) -> What:
    did = DID.get(one.verb, one.verb)
    named = (titled({"valid": "days"}.get(name, name.removesuffix("_id"))).lower() for name in one.columns)
    columns = ", ".join(named)
    if drawer is None or not one.code:
        return What(did, f"a {titled(one.table.partition('_')[2]).lower()}", "", "", columns)
    there = labels.facts.find(one.code) is not None
    name = labels.record(one.code) if there else f"{one.code} (no longer on record)"
    href = reverse("record_history", args=[drawer.plural, one.code])
    return What(did, drawer.one, name, href, columns)


def _between(day: date | None) -> tuple[datetime | None, datetime | None]:
    """The moments at which a day begins and ends where the installation is."""
    if day is None:
        return None, None
    first, next_day = (
        datetime.combine(one, time(), ZoneInfo(settings.ZONE)) for one in (day, day + timedelta(days=1))
    )
    return first, next_day


def _place(request: HttpRequest) -> int | None:
    text: Any = request.GET.get("before", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
