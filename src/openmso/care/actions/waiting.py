"""A patient waits for a time; one that is free is offered to them until a deadline; they take it, or wait on, or no longer.

An offer holds no time: whoever takes it first has it. The same time is offered to one patient at once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Final
from uuid import uuid4

from django.utils import timezone

from openmso.authority.facts.structure import Service, Site
from openmso.care.actions.visits import Booking, book_visit, cancel_visit, judged
from openmso.care.models import Visit, VisitPatient, Wish
from openmso.care.queries.patients import patient_row
from openmso.care.queries.waiting import OPEN, Waiting, zone_of
from openmso.care.queries.waiting import wish as wish_of
from openmso.care.rules.visits import NEXT
from openmso.foundation.actor import Actor
from openmso.foundation.door import action
from openmso.foundation.register import NotThereError, RefusedError, row_named
from openmso.foundation.rules.sides import Side
from openmso.oversight.facts import judge_of

LONGEST: Final = timedelta(days=366)
"""So far ahead a wish may reach."""
HOURS: Final = 24


@dataclass(frozen=True, slots=True)
class Wished:
    """What somebody waits for: services of a site, from a day to a day, between hours of its clock; instead of a visit they have."""

    patient: str
    site: str
    services: tuple[str, ...]
    first: date
    last: date
    from_hour: int = 0
    until_hour: int = HOURS
    instead_of: str = ""


@action(Side.CLINICAL)
def ask_for_time(*, by: Actor, why: str, wished: Wished, now: datetime | None = None) -> str:
    """Put a patient on the waitlist of a site; the id of the wish. Asked for again, the first one stands."""
    del why
    moment = now or timezone.now()
    _sound(by, wished, moment)
    patient = patient_row(by, wished.patient)
    site = row_named(by, Site, "site", wished.site)
    instead = _theirs(by, wished)
    services = sorted(wished.services)
    same = Wish.objects.select_for_update().filter(
        network=by.network, patient=patient, site_id=site.id, services=services, state__in=OPEN
    )
    standing = same.filter(first=wished.first, last=wished.last).values_list("code", flat=True).first()
    if standing:
        return str(standing)
    made = Wish.objects.create(
        network_id=by.network,
        code=f"wish-{uuid4().hex}",
        patient=patient,
        site_id=site.id,
        services=services,
        first=wished.first,
        last=wished.last,
        from_hour=wished.from_hour,
        until_hour=wished.until_hour,
        instead_of=instead,
    )
    return made.code


def _sound(by: Actor, wished: Wished, now: datetime) -> None:
    judge, _ = judge_of(by)
    today = now.astimezone(zone_of(by, wished.site)).date()
    if not today <= wished.last <= today + LONGEST or wished.first > wished.last:
        raise RefusedError.at(
            "last", "these days are over, in the wrong order, or too far ahead", "days of the year to come"
        )
    if not 0 <= wished.from_hour < wished.until_hour <= HOURS:
        raise RefusedError.at(
            "until_hour", "these hours are in the wrong order", "an earlier and a later hour"
        )
    lines = [judge.facts.get(Service, one) for one in wished.services]
    if not lines or any(one is None or one.site != wished.site for one in lines):
        raise RefusedError.at("services", "that is not on the menu there", "at least one line of the menu")


def _theirs(by: Actor, wished: Wished) -> Visit | None:
    """The visit that the wished time would take the place of."""
    if not wished.instead_of:
        return None
    held = VisitPatient.objects.select_related("visit").filter(
        network=by.network, code=wished.instead_of, patient__code=wished.patient
    )
    found = held.first()
    if found is None or not NEXT[found.visit.status]:
        raise RefusedError.at(
            "instead_of", "that is no visit of theirs to come", "one of their visits, or none"
        )
    visit: Visit = found.visit
    return visit


@action(Side.CLINICAL)
def offer_time(
    *, by: Actor, why: str, wish: str, slot: Booking, until: datetime, now: datetime | None = None
) -> None:
    """Offer a time until a deadline. Refused unless it is lawful, free, what they wish for, and offered to nobody else now."""
    del why
    moment = now or timezone.now()
    row, one = _there(by, wish)
    if one.is_offered(moment):
        raise RefusedError.at("wish", "they have an offer already", "wait for their answer, or its deadline")
    booking = replace(slot, site=one.site, services=one.services, patient="")
    if not moment < until <= booking.at:
        raise RefusedError.at("until", "the deadline is over, or after the time itself", "an earlier moment")
    ground = judged(by, booking, moment)
    start = booking.at.astimezone(zone_of(by, one.site))
    if not one.suits(start, start + timedelta(minutes=ground.minutes)):
        raise RefusedError.at(
            "at", "that is not when they can come", "a time on their days, within their hours"
        )
    _nobody_else(by, booking, timedelta(minutes=ground.minutes), moment)
    row.state, row.offered_until = "offered", until
    row.offered = {
        "person": booking.person,
        "at": booking.at.astimezone(UTC).isoformat(),
        "minutes": str(ground.minutes),
        "room": booking.room,
        "device": booking.device,
        "supervisor": booking.supervisor,
        "patient_state": booking.patient_state or ground.site.state,
    }
    row.save(update_fields=["state", "offered_until", "offered"])


def _nobody_else(by: Actor, booking: Booking, lasts: timedelta, now: datetime) -> None:
    """Refused where the same person's time is offered to another patient just now."""
    offered = Wish.objects.select_for_update().filter(
        network=by.network, state="offered", offered_until__gt=now, offered__person=booking.person
    )
    for other in filter(None, offered.values_list("offered", flat=True)):
        start = datetime.fromisoformat(other["at"])
        if booking.at < start + timedelta(minutes=int(other["minutes"])) and start < booking.at + lasts:
            raise RefusedError.at(
                "at", "that time is offered to somebody else", "another time, or wait for the answer"
            )


@action(Side.CLINICAL)
def take_offer(*, by: Actor, why: str, wish: str, now: datetime | None = None) -> str:
    """Take what is offered: it is booked for the patient, and the visit that it takes the place of is cancelled; the new visit.

    Refused after the deadline, and where the time is no longer free or lawful.
    """
    moment = now or timezone.now()
    row, one = _there(by, wish)
    if not one.is_offered(moment) or one.offered is None:
        raise RefusedError.at(
            "wish", "nothing is offered to them, or the deadline is over", "offer a time first"
        )
    held = one.offered
    if one.instead_of and row.instead_of is not None and NEXT[row.instead_of.status]:
        cancel_visit(by=by, why=why, visit=one.instead_of, because="moved")
    booking = Booking(
        one.site,
        one.services,
        held["person"],
        datetime.fromisoformat(held["at"]),
        held["room"],
        held["device"],
        held["supervisor"],
        patient_state=held["patient_state"],
        patient=one.patient,
    )
    code = book_visit(by=by, why=why, booking=booking, now=moment)
    row.state = "booked"
    row.save(update_fields=["state"])
    return code


@action(Side.CLINICAL)
def decline_offer(*, by: Actor, why: str, wish: str) -> None:
    """The patient does not want what is offered, and waits on in their place."""
    del why
    row, one = _there(by, wish)
    if one.state != "offered":
        raise RefusedError.at("wish", "nothing is offered to them", "nothing is to be done")
    row.state, row.offered, row.offered_until = "waiting", None, None
    row.save(update_fields=["state", "offered", "offered_until"])


@action(Side.CLINICAL)
def withdraw_wish(*, by: Actor, why: str, wish: str) -> None:
    """The patient no longer waits."""
    del why
    row, _ = _there(by, wish)
    row.state = "withdrawn"
    row.save(update_fields=["state"])


def _there(by: Actor, code: str) -> tuple[Wish, Waiting]:
    """A wish that stands, held until the transaction ends."""
    row = (
        Wish.objects.select_for_update(of=("self",))
        .select_related("instead_of")
        .filter(network=by.network, code=code)
        .first()
    )
    if row is None:
        raise NotThereError(Wish, code)
    if row.state not in OPEN:
        raise RefusedError.at("wish", f"it is {row.state}", "ask for a time anew")
    return row, wish_of(by, code)
