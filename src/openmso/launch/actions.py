"""What makes a demonstration one to work in: its cast is seated, and it works by the installed law pack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password
from django.db import transaction

from openmso.authority.facts.structure import Site
from openmso.foundation.actor import Actor
from openmso.foundation.door import action
from openmso.foundation.models import User
from openmso.foundation.seats import Seated, end_seat, give_seat, seats
from openmso.launch.queries import Member
from openmso.law.actions import adopt_pack
from openmso.law.queries import pack
from openmso.law.queries.lawbook import adoptions
from openmso.oversight.facts import judge_of
from openmso.oversight.queries.supervision import Scene, people_at
from openmso.workforce.actions import Planned, plan_many
from openmso.workforce.queries import planned_duties

PASSWORD: Final = "one-for-all-of-the-demo"  # noqa: S105 - everybody is to know it
"""With which everybody of every demonstration signs in. In production nobody does."""


class RealUserError(Exception):
    """An address of the cast belongs to somebody who is no member of a demonstration."""


def enter_cast(cast: Sequence[Member], *, using: str) -> dict[str, UUID]:
    """The users of a cast by email, over the owner's connection; made, or given the known password anew.

    Raises `RealUserError`, and changes nothing, if one of the addresses is somebody else's.
    """
    secret = make_password(PASSWORD)
    found: dict[str, UUID] = {}
    with transaction.atomic(using=using):
        for one in cast:
            user, is_new = User.objects.using(using).get_or_create(
                email=one.email, defaults={"name": one.name, "password": secret, "is_demo": True}
            )
            if not is_new and not user.is_demo:
                raise RealUserError(f"{one.email} is somebody's who is no member of a demonstration")
            if not is_new:
                User.objects.using(using).filter(id=user.id).update(
                    name=one.name, password=secret, is_active=True
                )
            found[one.email] = user.id
    return found


@action()
def seat_cast(*, by: Actor, why: str, cast: Sequence[Member], users: Mapping[str, UUID]) -> None:
    """Give everybody of the cast their seat, and end what seats they had before for somebody else's place."""
    there = {one.email: one for one in seats(by)}
    for one in cast:
        held = there.get(one.email)
        if held is not None and _place(held) == (one.post, one.organization, one.person):
            continue
        if held is not None:
            end_seat(by=by, why=why, seat=held.id)
        give_seat(
            by=by,
            why=why,
            user=users[one.email],
            post=one.post,
            organization=one.organization,
            person=one.person,
        )


@action()
def adopt_installed(*, by: Actor, why: str, on: date) -> None:
    """Let the network work by the installed law pack since a day, unless it does already."""
    before = adoptions(by)
    if before and before[-1].digest == pack().digest:
        return
    since = max(on, before[-1].since) if before else on
    adopt_pack(by=by, why=why, digest=pack().digest, on=since)


@action()
def fill_rosters(*, by: Actor, why: str, on: date) -> int:
    """Give everybody shifts at their first site for this week and the next, unless there are some; who gives authority is reachable by phone."""
    monday = on - timedelta(days=on.weekday())
    start = datetime.combine(monday, time(), UTC)
    if planned_duties(by, start, start + timedelta(days=14)):
        return 0
    judge, _ = judge_of(by)
    day, seen, shifts = on.toordinal(), set[str](), []
    for site in (one for one in judge.facts.all(Site) if day in one.span):
        people = [one.id for one in people_at(judge, site.id, day) if one.id not in seen]
        seen.update(people)
        givers = sorted(Scene.of(judge, site, day).givers - set(people))
        near = [*((one, "on_site") for one in people), *((one, "phone") for one in givers)]
        shifts += [
            Planned(who, site.id, *_hours(monday + timedelta(days=number), site.zone), near=how)
            for who, how in near
            for number in (*range(5), *range(7, 12))
        ]
    return plan_many(by=by, why=why, planned=shifts)


def _hours(day: date, zone: str) -> tuple[datetime, datetime]:
    """From nine to five by a zone's clock."""
    where = ZoneInfo(zone)
    return datetime.combine(day, time(9), where), datetime.combine(day, time(17), where)


def _place(held: Seated) -> tuple[str, str, str]:
    return held.post, held.organization, held.person
