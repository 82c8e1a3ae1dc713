"""Whoever gives authority says when they are away; a site tries whether its director can be reached."""

from __future__ import annotations

from datetime import date, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.utils import timezone

from openmso.authority.facts.people import Person
from openmso.authority.facts.structure import Site
from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError, action
from openmso.foundation.register import NotThereError, RefusedError, row_named
from openmso.foundation.rules.purposes import DECIDING
from openmso.foundation.rules.sides import Side
from openmso.oversight.actions.events import past, self_of
from openmso.oversight.models import Absence, ReachTest
from openmso.oversight.queries.appointed import directors_of
from openmso.oversight.rules.cover import HOWS
from openmso.timeline.calendar import civil_day


@action(Side.CLINICAL)
def say_away(*, by: Actor, why: str, first: date, last: date, now: datetime | None = None) -> str:
    """Say that one is away on days, both counted; its code. Said again for the same days, it is the one that is there."""
    del why
    moment = now or timezone.now()
    person = self_of(by)
    if person is None or by.post not in DECIDING:
        raise WrongHandsError("absence is told by whoever gives authority, of themselves")
    if last < first:
        raise RefusedError.at("last", "it ends before it begins", "the first day, or a later one")
    if last < moment.date():
        raise RefusedError.at("last", "those days are over", "days to come")
    there = Absence.objects.filter(
        network=by.network, person_id=person, first=first, last=last, withdrawn_at=None
    ).first()
    if there is not None:
        return str(there.code)
    row = Absence.objects.create(
        network_id=by.network,
        code=f"absence-{uuid4().hex}",
        person_id=person,
        first=first,
        last=last,
        said_at=moment,
    )
    return str(row.code)


@action(Side.CLINICAL)
def say_back(*, by: Actor, why: str, absence: str, now: datetime | None = None) -> None:
    """Take an absence of one's own back."""
    del why
    rows = Absence.objects.select_for_update(of=("self",)).select_related("person")
    row = rows.filter(network=by.network, code=absence, withdrawn_at=None).first()
    if row is None:
        raise NotThereError(Absence, absence)
    if row.person.code != by.person:
        raise WrongHandsError("an absence is taken back by who told it")
    row.withdrawn_at = now or timezone.now()
    row.save(update_fields=["withdrawn_at"])


@action(Side.CLINICAL)
def tried_to_reach(
    *,
    by: Actor,
    why: str,
    site: str,
    person: str,
    how: str,
    at: datetime,
    minutes: int | None,
    now: datetime | None = None,
) -> None:
    """Write down that somebody who directs a site was tried to be reached; `minutes` until they answered, None if they did not.

    Refused for oneself, and for who does not direct the site that day.
    """
    del why
    moment = now or timezone.now()
    tried_by = self_of(by)
    if tried_by is None or by.person == person:
        raise WrongHandsError("whether a director can be reached is tried by somebody else of the site")
    if how not in HOWS:
        raise RefusedError.at("how", f'"{how}" is no way to reach', f"one of {', '.join(HOWS)}")
    past(moment, at=at)
    place = row_named(by, Site, "site", site)
    directing = directors_of(by, site, civil_day(at, ZoneInfo(place.zone)))
    if person not in directing:
        what = "they do not direct the site that day"
        raise RefusedError.at("person", what, f"one of {', '.join(directing) or 'nobody'}")
    ReachTest.objects.create(
        network_id=by.network,
        code=f"reach-{uuid4().hex}",
        site=place,
        person=row_named(by, Person, "person", person),
        how=how,
        at=at,
        minutes=minutes,
        tried_by_id=tried_by,
    )
