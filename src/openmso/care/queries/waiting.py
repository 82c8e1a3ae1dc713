"""Who waits for a time at a site, and whom a time that became free would suit. Patients are medicine's: so is this list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.utils import timezone

from openmso.authority.facts.structure import Site
from openmso.care.access import of_medicine
from openmso.care.models import Wish
from openmso.care.models.visits import GIVEN_UP
from openmso.care.queries.calendar import Booked, visit
from openmso.care.queries.slots import Asked, Offer, offers
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.foundation.register import NotThereError, RefusedError
from openmso.oversight.facts import judge_of

OPEN: Final = ("waiting", "offered")
KINDS_OF_WISH: Final = 3
"""Slots are sought for so many different wishes of those who wait longest; who wants the same is looked at together."""
MOST_PROPOSED: Final = 5
COLUMNS: Final = (
    "code",
    "patient__code",
    "site__code",
    "services",
    "first",
    "last",
    "from_hour",
    "until_hour",
    "state",
    "instead_of__code",
    "offered",
    "offered_until",
    "asked_at",
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody waits. `offered`: person, at, room, device, supervisor of the time they were offered, until `offered_until`."""

    code: str
    patient: str
    site: str
    services: tuple[str, ...]
    first: date
    last: date
    from_hour: int
    until_hour: int
    state: str
    instead_of: str
    offered: dict[str, str] | None
    offered_until: datetime | None
    asked_at: datetime

    def is_offered(self, now: datetime) -> bool:
        """Whether an offer stands: one that nobody took in time is none, and they wait again."""
        return self.state == "offered" and self.offered_until is not None and now < self.offered_until

    def suits(self, start: datetime, until: datetime) -> bool:
        """Whether a time by the clock of the site is on their days and within their hours."""
        ends = until.hour * 60 + until.minute + (24 * 60 if until.date() > start.date() else 0)
        return (
            self.first <= start.date() <= self.last
            and self.from_hour * 60 <= start.hour * 60 + start.minute
            and ends <= self.until_hour * 60
        )


def waitlist(by: Actor, site: str, today: date) -> tuple[Waiting, ...]:
    """Who waits for a time at a site whose days are not over, whoever asked first first. For medicine only."""
    of_medicine(by)
    rows = Wish.objects.filter(network=by.network, site__code=site, state__in=OPEN, last__gte=today)
    with seeing(by):
        return tuple(_waiting(row) for row in rows.order_by("asked_at", "id").values_list(*COLUMNS))


def wish(by: Actor, code: str) -> Waiting:
    """One wish. For medicine only. Raises `NotThereError`."""
    of_medicine(by)
    with seeing(by):
        row = Wish.objects.filter(network=by.network, code=code).values_list(*COLUMNS).first()
    if row is None:
        raise NotThereError(Wish, code)
    return _waiting(row)


def times_for(by: Actor, one: Waiting, on: date, *, now: datetime | None = None) -> tuple[Offer, ...]:
    """The lawful, free times of a day that suit a wish."""
    if not one.first <= on <= one.last:
        return ()
    return tuple(offer for offer in _offers(by, one, on, now=now) if one.suits(offer.at, offer.until))


def who_fit(by: Actor, freed: str, *, now: datetime | None = None) -> tuple[tuple[Waiting, Offer], ...]:
    """Who waits for a time such as a visit had that was given up, with a slot inside of it; whoever asked first first.

    It is looked for when asked: what was booked into that time meanwhile is no slot any more.
    """
    moment = now or timezone.now()
    was = visit(by, freed)
    if was.status not in GIVEN_UP or was.until <= moment:
        return ()
    waiting = [
        one
        for one in waitlist(by, was.site, moment.astimezone(was.start.tzinfo).date())
        if not one.is_offered(moment) and one.first <= was.start.date() <= one.last
    ]
    slots = _inside(by, waiting, was, moment)
    found = []
    for one in waiting:
        fitting = [slot for slot in slots.get(one.services, ()) if one.suits(slot.at, slot.until)]
        found += [(one, slot) for slot in fitting[:1]]
    return tuple(found[:MOST_PROPOSED])


def _inside(
    by: Actor, waiting: Iterable[Waiting], was: Booked, now: datetime
) -> dict[tuple[str, ...], tuple[Offer, ...]]:
    """Slots inside the time of a visit, with whoever was to do it, by what is wanted."""
    kinds = list(dict.fromkeys(one.services for one in waiting))[:KINDS_OF_WISH]
    first_of = {one.services: one for one in reversed(list(waiting))}
    return {
        services: tuple(
            offer
            for offer in _offers(by, first_of[services], was.start.date(), person=was.person, now=now)
            if was.start <= offer.at and offer.until <= was.until
        )
        for services in kinds
    }


def _offers(
    by: Actor, one: Waiting, on: date, *, person: str = "", now: datetime | None = None
) -> tuple[Offer, ...]:
    judge, _ = judge_of(by)
    state = judge.facts.need(Site, one.site).state
    asked = Asked(one.site, one.services, on, patient_state=state, person=person)
    try:
        return offers(by, asked, now=now).offers
    except RefusedError:  # it is not on the menu any more on that day
        return ()


def _waiting(row: tuple[Any, ...]) -> Waiting:
    code, patient, site, services, first, last, start, until, state, instead, *rest = row
    return Waiting(
        code, patient, site, tuple(services), first, last, start, until, state, instead or "", *rest
    )


def zone_of(by: Actor, site: str) -> ZoneInfo:
    """The clock of a site. Raises `UnknownRecordError`."""
    judge, _ = judge_of(by)
    return ZoneInfo(judge.facts.need(Site, site).zone)
