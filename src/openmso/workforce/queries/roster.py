"""The roster: who is to be where and when, and who was. Moments are aware; stretches half open."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q

from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.foundation.register import NotThereError
from openmso.workforce.models import Engagement, Presence, Shift

NEAR: Final = ("on_site", "available", "video", "phone")
"""How near somebody is to a site: there, able to come promptly, or reachable."""


@dataclass(frozen=True, slots=True)
class Duty:
    """Somebody is at a site, or near it, from a moment to another. `actual`: it was so (or is, then `until` is None); else it is planned."""

    code: str
    person: str
    site: str
    near: str
    start: datetime
    until: datetime | None
    actual: bool = False
    role: str = ""
    told: str = ""

    def holds(self, moment: datetime) -> bool:
        """Whether it is so at a moment."""
        return self.start <= moment and (self.until is None or moment < self.until)


def planned_duties(
    by: Actor,
    start: datetime,
    until: datetime,
    *,
    site: str = "",
    person: str = "",
    also: Collection[str] = (),
    state: str = "planned",
) -> tuple[Duty, ...]:
    """The shifts that touch a stretch, at a site or of a person or of the whole network; earliest first.

    `also`: people whose shifts are wanted wherever they are. `state`: planned, or those that were cancelled.
    """
    rows = Shift.objects.filter(
        network=by.network, state=state, planned__overlap=DateTimeTZRange(start, until)
    )
    with seeing(by):
        found = _narrowed(rows, site, person, also).values_list(
            "code", "person__code", "site__code", "near", "planned", "role"
        )
        return _in_order(
            Duty(code, who, where, near, span.lower, span.upper, role=role)
            for code, who, where, near, span, role in found
        )


def shift(by: Actor, code: str) -> tuple[Duty, str]:
    """One shift, and its state. Raises `NotThereError`."""
    rows = Shift.objects.filter(network=by.network, code=code)
    with seeing(by):
        found = rows.values_list("person__code", "site__code", "near", "planned", "role", "state").first()
    if found is None:
        raise NotThereError(Shift, code)
    who, where, near, span, role, state = found
    return Duty(code, who, where, near, span.lower, span.upper, role=role), state


def actual_duties(
    by: Actor,
    start: datetime,
    until: datetime,
    *,
    site: str = "",
    person: str = "",
    also: Collection[str] = (),
) -> tuple[Duty, ...]:
    """Who was there, or near, in a stretch; earliest first."""
    rows = Presence.objects.filter(network=by.network, span__overlap=DateTimeTZRange(start, until))
    with seeing(by):
        found = _narrowed(rows, site, person, also).values_list(
            "code", "person__code", "site__code", "near", "span", "told"
        )
        return _in_order(
            Duty(code, who, where, near, span.lower, span.upper, actual=True, told=told)
            for code, who, where, near, span, told in found
        )


def engaged_at(by: Actor, site: str, practice: str, on: date) -> frozenset[str]:
    """Who is engaged at a site of a practice on a day: for it, or for all its sites."""
    here = Q(sites__contains=[site]) | Q(sites=None, organization__code=practice)
    with seeing(by):
        rows = Engagement.objects.filter(here, network=by.network, valid__contains=on)
        return frozenset(rows.values_list("person__code", flat=True))


def _in_order(duties: Iterable[Duty]) -> tuple[Duty, ...]:
    return tuple(sorted(duties, key=lambda one: (one.start, one.person, one.code)))


def _narrowed(rows: Any, site: str, person: str, also: Collection[str]) -> Any:  # noqa: ANN401 - rows of either table
    if site:
        rows = rows.filter(Q(site__code=site) | Q(person__code__in=list(also)))
    return rows.filter(person__code=person) if person else rows
