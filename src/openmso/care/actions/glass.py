"""Broken glass: somebody treated although the gate said stop. A director is told within an hour, and judges it within a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import uuid4

from django.utils import timezone

from openmso.authority.facts.oversight import Appointment
from openmso.authority.facts.people import Person
from openmso.authority.facts.structure import Site
from openmso.care.facts.sealing import sealed
from openmso.care.models import BrokenGlass, GlassReason, Visit
from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError, action
from openmso.foundation.register import NotThereError, RefusedError, row_named
from openmso.foundation.rules.sides import Side
from openmso.oversight.facts import judge_of
from openmso.workforce.queries import day_at, decided, directors

VERDICTS: Final = {"justified": "It was justified", "not_justified": "It was not justified"}


@action(Side.CLINICAL)
def break_gate(
    *, by: Actor, why: str, visit: str, procedures: Sequence[str], reason: str, now: datetime | None = None
) -> str:
    """Pass the gate all the same, for a reason; its code. Refused for a reason that says too little."""
    del why
    if len(reason.split()) < 5:
        raise RefusedError.at(
            "glass", "the reason says too little", "say in a sentence why it could not wait"
        )
    if not by.person:
        raise WrongHandsError("who treats breaks the glass; the seat names nobody of the network's people")
    row = Visit.objects.select_related("site").filter(network=by.network, code=visit).first()
    if row is None:
        raise NotThereError(Visit, visit)
    moment = now or timezone.now()
    code = f"glass-{uuid4().hex}"
    director = director_of(by, row.site.code, moment)
    glass = BrokenGlass.objects.create(
        network_id=by.network,
        code=code,
        visit=row,
        person_id=row_named(by, Person, "person", by.person).id,
        procedures=list(procedures),
        at=moment,
        director_id=row_named(by, Person, "person", director).id if director else None,
    )
    _say(by, glass, {"why": reason.strip()})
    return code


def director_of(by: Actor, site: str, moment: datetime) -> str:
    """Who directs a site at a moment; the backup where there is no director; nobody where there is none."""
    judge, _ = judge_of(by)
    place = judge.facts.need(Site, site)
    day = day_at(place, moment).toordinal()
    here = [
        one
        for one in judge.facts.by(Appointment, "practice", place.practice)
        if (one.sites is None or site in one.sites) and day in one.span and one.kind in ("director", "backup")
    ]
    return min(here, key=lambda one: (one.kind != "director", one.span.start, one.id)).person if here else ""


@action(Side.CLINICAL)
def tell_director(*, by: Actor, why: str, glass: str, now: datetime | None = None) -> None:
    """The director was told: they say so themselves, or whoever broke the glass says that they called. Refused if it was said."""
    del why
    row = _row(by, glass)
    if row.told_at is not None:
        raise RefusedError.at("glass", "the director was told already", "nothing is left to do")
    named = {row.person.code, row.director.code if row.director else ""}
    if by.person not in named:
        raise WrongHandsError("the director says that they know, or who broke the glass that they called")
    row.told_at = now or timezone.now()
    row.save(update_fields=["told_at"])


@action(Side.CLINICAL)
def judge_glass(
    *, by: Actor, why: str, glass: str, verdict: str, said: str, now: datetime | None = None
) -> None:
    """A director judges it, with a license in force there; never who broke the glass. It also says that they were told."""
    del why
    if verdict not in VERDICTS:
        raise RefusedError.at("verdict", f'"{verdict}" is no verdict', f"one of {', '.join(VERDICTS)}")
    if len(said.split()) < 3:
        raise RefusedError.at(
            "said", "so few words are no review", "say what you looked at, and what follows"
        )
    row, moment = _row(by, glass), now or timezone.now()
    if row.reviewed_at is not None:
        raise RefusedError.at("glass", "it was judged already", "nothing is left to do")
    if by.person == row.person.code:
        raise WrongHandsError("nobody judges the glass that they broke themselves")
    judge, _ = judge_of(by)
    decided(by, "judge broken glass", [judge.facts.need(Site, row.visit.site.code)], directors, now=moment)
    row.reviewer_id = row_named(by, Person, "person", by.person or "").id
    row.reviewed_at, row.verdict, row.told_at = moment, verdict, row.told_at or moment
    row.save(update_fields=["reviewer", "reviewed_at", "verdict", "told_at"])
    _say(by, row, {"verdict": said.strip()})


def _row(by: Actor, code: str) -> BrokenGlass:
    row = (
        BrokenGlass.objects.select_for_update(of=("self",))
        .select_related("person", "director", "visit__site")
        .filter(network=by.network, code=code)
        .first()
    )
    if row is None:
        raise NotThereError(BrokenGlass, code)
    return row


def _say(by: Actor, glass: BrokenGlass, told: dict[str, str]) -> None:
    code = f"said-{uuid4().hex}"
    GlassReason.objects.create(
        network_id=by.network, code=code, glass=glass, sealed=sealed(GlassReason, by.network, code, told)
    )
