"""An introduction, step by step: each said by the side whose word it takes, and held to what has to be there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import uuid4

from django.utils import timezone

from openmso.authority.facts.people import Person
from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError, action
from openmso.foundation.register import NotThereError, RefusedError, row_named
from openmso.foundation.rules.sides import Side
from openmso.matching.access import appointing
from openmso.matching.models import Introduction, MatchStep
from openmso.matching.models import Opening as OpeningRow
from openmso.matching.queries.openings import Introduced, introduction, leaver, opening
from openmso.matching.queries.readiness import office_of, packet
from openmso.matching.queries.shortlist import Candidate, Market, shortlist
from openmso.matching.rules.steps import BUSINESS, CLINICAL, KINDS, wrong
from openmso.oversight.facts import judge_of
from openmso.words.labels import spaced

MOST_TIMES = 6
"""So many moments for a call are proposed at most."""


@action(Side.BUSINESS)
def put_on_shortlist(
    *, by: Actor, why: str, opening_code: str, person: str, kind: str, now: datetime | None = None
) -> str:
    """Put somebody on the shortlist, as `director` or `backup`; the code of the introduction. The score of this moment is kept with it.

    Refused for whom something stands against, with every reason, and for who is on it already or in the other part.
    """
    del why
    appointing(by)
    moment = now or timezone.now()
    if kind not in KINDS:
        raise RefusedError.at("kind", f'"{kind}" is no part', ", ".join(KINDS))
    opened = opening(by, opening_code)
    if opened.closed_at is not None:
        raise RefusedError.at("opening_code", "it is closed", "open a new one")
    if any(one.person == person and (one.goes_on or one.active) for one in opened.introductions):
        raise RefusedError.at("person", "they are introduced already", "go on with that introduction")
    found = shortlist(Market.of(by, moment.date(), moment), opened.opening, without=leaver(by, opened))
    one = next((each for each in (*found.able, *found.excluded) if each.person == person), None)
    if one is None:
        raise NotThereError(Person, person)
    fitted = one.fit if kind == "director" else one.stand_in
    if fitted.against:
        reasons = "; ".join(each.said or spaced(each.kind) for each in fitted.against)
        raise RefusedError.at("person", f"something stands against it: {reasons}", fitted.against[0].mend)
    row = Introduction.objects.create(
        network_id=by.network,
        code=f"introduction-{uuid4().hex[:12]}",
        opening=OpeningRow.objects.get(network=by.network, code=opening_code),
        person=row_named(by, Person, "person", person),
        kind=kind,
        fair_low=one.fair.low,
        fair_high=one.fair.high,
        score=_kept(one),
    )
    _say(by, row, "shortlist", BUSINESS, moment)
    return str(row.code)


def _kept(one: Candidate) -> dict[str, object]:
    """The score of a moment as it is kept: points as text, and why."""
    if one.score is None:
        return {}
    return {
        part.name: {"low": str(part.points[0]), "high": str(part.points[1]), "why": part.why}
        for part in one.score.parts
    }


@action(Side.BUSINESS)
def propose_times(
    *, by: Actor, why: str, code: str, times: Sequence[datetime], now: datetime | None = None
) -> None:
    """Introduce somebody: propose moments for a first call, all to come."""
    del why
    appointing(by)
    moment = now or timezone.now()
    row, found = _there(by, code)
    _may(found, "introduction", BUSINESS)
    if not times or len(times) > MOST_TIMES:
        raise RefusedError.at("times", "that is no choice of moments", f"1 to {MOST_TIMES} moments")
    if any(one.utcoffset() is None or one <= moment for one in times):
        raise RefusedError.at("times", "a call cannot be in the past", "moments to come")
    row.proposed = [one.isoformat() for one in sorted(times)]
    row.save(update_fields=["proposed"])
    _say(by, row, "introduction", BUSINESS, moment)


@action(Side.CLINICAL)
def take_time(*, by: Actor, why: str, code: str, at: datetime, now: datetime | None = None) -> None:
    """The physician takes one of the moments: the first call."""
    del why
    row, found = _theirs(by, code)
    _may(found, "introduction", CLINICAL)
    if at not in found.proposed:
        raise RefusedError.at("at", "that moment was not proposed", "one of those proposed")
    row.call_at = at
    row.save(update_fields=["call_at"])
    _say(by, row, "introduction", CLINICAL, now or timezone.now())


@action(Side.BUSINESS)
def offer_terms(*, by: Actor, why: str, code: str, offer: Decimal, now: datetime | None = None) -> None:
    """Offer so many US dollars a month. Refused outside the fair range, and before the first call is agreed and both looked into it."""
    del why
    appointing(by)
    row, found = _there(by, code)
    _may(found, "terms", BUSINESS)
    low, high = found.fair_low, found.fair_high
    if offer < 0 or (low is not None and offer < low) or (high is not None and offer > high):
        what = f"${offer:,} lies outside the fair range"
        mend = f"from ${low:,} to ${high:,} a month" if low is not None and high is not None else "0 or more"
        raise RefusedError.at("offer", what, mend)
    row.offer = offer
    row.save(update_fields=["offer"])
    _say(by, row, "terms", BUSINESS, now or timezone.now())


@action(Side.BUSINESS, Side.CLINICAL)
def say_step(*, by: Actor, why: str, code: str, step: str, now: datetime | None = None) -> None:
    """Say a step for one's side: looked into, terms taken, papers signed, ready, active; or that it ended.

    Papers are not said before an appointment is recorded, and nobody is active before everything is there; every missing thing is told.
    """
    del why
    moment = now or timezone.now()
    if by.side is Side.CLINICAL:
        row, found = _theirs(by, code)
    else:
        appointing(by)
        row, found = _there(by, code)
    side = CLINICAL if by.side is Side.CLINICAL else BUSINESS
    if step in ("introduction", "terms") and not _taken(found, step, side):
        raise RefusedError.at("step", "that takes more than a word", "propose times, or offer terms")
    _may(found, step, side)
    if step == "papers":
        judge, _ = judge_of(by)
        if office_of(judge, found, opening(by, found.opening).opening, _begins(by, found, moment)) is None:
            raise RefusedError.at("step", "no appointment is recorded", "record it under Records first")
    if step in ("ready", "active"):
        missing = [one for one in packet(by, found, _begins(by, found, moment)) if not one.there]
        if missing:
            what = "; ".join(one.said.lower() for one in missing)
            raise RefusedError.at("step", f"not there yet: {what}", missing[0].mend)
    _say(by, row, step, side, moment)


def _begins(by: Actor, found: Introduced, moment: datetime) -> date:
    return max(opening(by, found.opening).opening.wanted_from, moment.date())


def _taken(found: Introduced, step: str, side: str) -> bool:
    """Whether a step that takes more than a word has it: terms are taken by the physician once they are offered."""
    return step == "terms" and side == CLINICAL and found.offer is not None


def _there(by: Actor, code: str) -> tuple[Introduction, Introduced]:
    row = Introduction.objects.select_for_update(of=("self",)).filter(network=by.network, code=code).first()
    if row is None:
        raise NotThereError(Introduction, code)
    return row, introduction(by, code)


def _theirs(by: Actor, code: str) -> tuple[Introduction, Introduced]:
    row, found = _there(by, code)
    if by.side is not Side.SYSTEM and by.person != found.person:
        raise WrongHandsError("an introduction is answered by the physician whom it is about")
    return row, found


def _may(found: Introduced, step: str, side: str) -> None:
    fault = wrong(step, side, found.said)
    if fault:
        raise RefusedError.at("step", *fault)


def _say(by: Actor, row: Introduction, step: str, side: str, moment: datetime) -> None:
    MatchStep.objects.create(
        network_id=by.network,
        code=f"step-{uuid4().hex[:12]}",
        introduction=row,
        step=step,
        side=side,
        person=by.person or "",
        post=by.post or "system",
        at=moment,
    )
