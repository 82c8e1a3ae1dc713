"""Matching over HTTP: needs and who could take them, introductions step by step, one's own profile, the plan of a network."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from ninja import Router

from openmso.foundation.actor import Actor
from openmso.foundation.api.asks import ask
from openmso.foundation.api.verbs import act
from openmso.matching.access import seeing_candidates
from openmso.matching.actions import introductions as introducing
from openmso.matching.actions import leaving
from openmso.matching.actions import openings as needs
from openmso.matching.actions import profiles as saying
from openmso.matching.api.told import (
    AbleDirector,
    CarriesElsewhere,
    DirectorPlan,
    DirectorShortlist,
    DirectorWanted,
    ExcludedDirector,
    IntroducedDirector,
    PartOfScore,
    PhysicianOffer,
    PlannedSeat,
    SupervisedCount,
    ToCarry,
    ToSupervise,
)
from openmso.matching.facts import places_of
from openmso.matching.queries import openings as there
from openmso.matching.queries import shortlist as lists
from openmso.matching.queries.openings import Introduced, Opened
from openmso.matching.queries.planned import planned
from openmso.matching.queries.profiles import profile
from openmso.matching.queries.shortlist import Candidate, Market
from openmso.matching.rules.openings import Opening
from openmso.matching.rules.portfolio import Seat
from openmso.matching.rules.profiles import Elsewhere, Preference, Profile
from openmso.oversight.facts import judge_of
from openmso.words.labels import spaced

router = Router(tags=["matching"], by_alias=True)


def shortlist(by: Actor, opening: str) -> DirectorShortlist:
    """Who could take an opening, ranked with every part of the score; who could not, with every reason."""
    seeing_candidates(by)
    opened = there.opening(by, opening)
    market = Market.of(by, _today(), timezone.now())
    found = lists.shortlist(market, opened.opening, without=there.leaver(by, opened))
    return DirectorShortlist(
        opening,
        tuple(_able(one) for one in found.able),
        tuple(
            ExcludedDirector(
                one.person,
                tuple(each.said or spaced(each.kind) for each in one.fit.against),
                tuple(each.mend for each in one.fit.against),
            )
            for one in found.excluded
        ),
        found.pair.primary if found.pair else "",
        found.pair.backup if found.pair else "",
    )


def _able(one: Candidate) -> AbleDirector:
    parts = one.score.parts if one.score else ()
    return AbleDirector(
        one.person,
        one.score.low if one.score else Decimal(0),
        one.score.high if one.score else Decimal(0),
        tuple(
            PartOfScore(each.name, each.points[0], each.points[1], each.weight, each.why) for each in parts
        ),
        one.duties.low,
        one.duties.high,
        one.offer,
        one.fair.low,
        one.fair.high,
        tuple(each.said or spaced(each.kind) for each in one.fit.to_clear),
    )


def openings(by: Actor, closed: bool = False) -> tuple[DirectorWanted, ...]:  # noqa: FBT001, FBT002 - a query's parameter
    """Needs that wait, the oldest first; or the closed ones, the last first."""
    return tuple(_wanted(one) for one in there.openings(by, closed=closed))


def opening(by: Actor, code: str) -> DirectorWanted:
    """One need, with who was introduced."""
    return _wanted(there.opening(by, code))


def introductions(by: Actor) -> tuple[IntroducedDirector, ...]:
    """What whoever asks was introduced to, the newest first."""
    return tuple(_introduced(one) for one in there.introductions_of(by, by.person)) if by.person else ()


def _wanted(one: Opened) -> DirectorWanted:
    what = one.opening
    return DirectorWanted(
        what.id,
        what.practice,
        tuple(place.site for place in what.places),
        tuple(sorted(what.procedures)),
        tuple(SupervisedCount(role, count) for role, count in what.people),
        what.mode,
        what.wanted_from,
        one.opened_at,
        one.closed_at,
        one.clock.called,
        one.replaces,
        tuple(_introduced(each) for each in one.introductions),
    )


def _introduced(one: Introduced) -> IntroducedDirector:
    return IntroducedDirector(
        one.code,
        one.opening,
        one.person,
        one.kind,
        one.step,
        tuple(sorted(one.waits)),
        one.proposed,
        one.call_at,
        one.offer,
        one.fair_low,
        one.fair_high,
    )


def my_profile(by: Actor) -> PhysicianOffer:
    """What whoever asks said of themselves; null is what they did not say."""
    told = profile(by, by.person or "")
    one, likes = told.profile, told.profile.preference
    outside = one.elsewhere
    return PhysicianOffer(
        one.person,
        told.at,
        one.open,
        _sorted(one.trained),
        _sorted(one.boards),
        one.home[0] if one.home else None,
        one.home[1] if one.home else None,
        one.hours_free,
        one.pay_month,
        one.pay_hour,
        None
        if outside is None
        else tuple(CarriesElsewhere(each.state, each.role, each.count) for each in outside),
        _sorted(likes.modes) or (),
        _sorted(likes.states) or (),
        likes.most_miles,
        _sorted(one.interests) or (),
        one.disciplined,
    )


def _sorted(codes: frozenset[str] | None) -> tuple[str, ...] | None:
    return None if codes is None else tuple(sorted(codes))


def plan(by: Actor, gone: tuple[str, ...] = ()) -> DirectorPlan:
    """Who directs and stands in where, over all offices and openings, at the least cost; `gone`: who is supposed to have left. Takes ten seconds at most."""
    seeing_candidates(by)
    market = Market.of(by, _today(), timezone.now())
    found = planned(by, market, gone=[one for one in gone if one in market.told])
    seats = []
    for one in found.explained:
        seat = found.plan.seats.get(one.need, Seat())
        practice = found.openings[one.need].practice
        changed = one.need in found.changed
        seats.append(PlannedSeat(one.need, practice, seat.primary, seat.backup, changed, one.price))
    return DirectorPlan(tuple(seats), found.gap_percent)


def open_need(
    *,
    by: Actor,
    why: str,
    practice: str,
    sites: tuple[str, ...],
    procedures: tuple[str, ...],
    wanted_from: date,
    mode: str = "hybrid",
    people: tuple[ToSupervise, ...] = (),
    visits: int | None = None,
    visit_every: int | None = None,
    boards: tuple[str, ...] = (),
    musts: tuple[str, ...] = (),
    ceiling: Decimal | None = None,
) -> str:
    """Open a need of a practice; its code. The clock to the first call starts. `visits` of patients a month, `visit_every` days, `ceiling` in US dollars a month."""
    judge, _ = judge_of(by)
    what = Opening(
        "",
        practice,
        places_of(judge.facts, list(sites)),
        frozenset(procedures),
        tuple((one.role, one.count) for one in people),
        visits,
        mode,
        wanted_from,
        visit_every,
        frozenset(boards),
        "",
        frozenset(musts),
        ceiling,
    )
    return needs.open_need(by=by, why=why, opening=what)


def close_need(*, by: Actor, why: str, opening: str) -> None:
    """Close a need: it is filled, or not needed any more."""
    needs.close_need(by=by, why=why, opening=opening)


def give_notice(*, by: Actor, why: str, appointment: str, last: date) -> str:
    """Let the office of a director end after a day, and seek who comes next from this moment; the code of the opening."""
    return leaving.give_notice(by=by, why=why, appointment=appointment, last=last)


def put_on_shortlist(*, by: Actor, why: str, opening: str, person: str, kind: str) -> str:
    """Put somebody on the shortlist, as `director` or `backup`; the code of the introduction."""
    return introducing.put_on_shortlist(by=by, why=why, opening_code=opening, person=person, kind=kind)


def propose_times(*, by: Actor, why: str, code: str, times: Sequence[datetime]) -> None:
    """Propose moments for a first call."""
    introducing.propose_times(by=by, why=why, code=code, times=times)


def take_time(*, by: Actor, why: str, code: str, at: datetime) -> None:
    """Take one of the moments proposed, as the physician."""
    introducing.take_time(by=by, why=why, code=code, at=at)


def offer_terms(*, by: Actor, why: str, code: str, offer: Decimal) -> None:
    """Offer so many US dollars a month, within the fair range."""
    introducing.offer_terms(by=by, why=why, code=code, offer=offer)


def say_step(*, by: Actor, why: str, code: str, step: str) -> None:
    """Say a step for one's side: diligence, terms, papers, ready, active; or that it was declined, renewed, replaced."""
    introducing.say_step(by=by, why=why, code=code, step=step)


def say_profile(
    *,
    by: Actor,
    why: str,
    open: bool,  # noqa: A002 - as the profile calls it
    trained: tuple[str, ...] | None = None,
    boards: tuple[str, ...] | None = None,
    latitude: float | None = None,
    longitude: float | None = None,
    hours_free: Decimal | None = None,
    pay_month: Decimal | None = None,
    pay_hour: Decimal | None = None,
    elsewhere: tuple[ToCarry, ...] | None = None,
    modes: tuple[str, ...] = (),
    states: tuple[str, ...] = (),
    most_miles: int | None = None,
    interests: tuple[str, ...] = (),
    disciplined: bool | None = None,
) -> None:
    """Say one's own profile, or say it anew: what is null, or left out, is not said any more. Places in degrees, pay in US dollars, hours a month."""
    home = (latitude, longitude) if latitude is not None and longitude is not None else None
    outside = (
        None if elsewhere is None else tuple(Elsewhere(one.state, one.role, one.count) for one in elsewhere)
    )
    said = Profile(
        by.person or "",
        None if trained is None else frozenset(trained),
        None if boards is None else frozenset(boards),
        home,
        hours_free,
        pay_month,
        pay_hour,
        outside,
        Preference(frozenset(modes), frozenset(states), most_miles),
        frozenset(interests),
        disciplined,
        open,
    )
    saying.say_profile(by=by, why=why, profile=said)


def _today() -> date:
    return timezone.localdate(timezone=ZoneInfo(settings.ZONE))


ACTS: Final = (
    open_need,
    close_need,
    give_notice,
    put_on_shortlist,
    propose_times,
    take_time,
    offer_terms,
    say_step,
    say_profile,
)
for one in (openings, introductions, my_profile, plan):
    ask(router, "matching", one)
ask(router, "matching", opening, of="code")
ask(router, "matching", shortlist, of="opening")
act(router, "matching", *ACTS)
