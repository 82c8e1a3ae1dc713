"""Agreements of NPs and PAs with a physician: there where the law asks, signed, true to what is done, kept up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from openmso.authority.answer import Key
from openmso.authority.facts.oversight import Agreement
from openmso.authority.facts.people import Competency, Engagement
from openmso.authority.facts.structure import Site
from openmso.authority.holdings import giver_roles
from openmso.authority.papers import signed_days
from openmso.authority.parts import doer_track
from openmso.authority.readings import kind_of_act
from openmso.authority.terms import PHYSICIANS, PRACTITIONERS
from openmso.compliance.rules.context import Context, remembered
from openmso.compliance.rules.finding import Control, Fault, Severity
from openmso.compliance.rules.licenses import needs
from openmso.compliance.rules.network import (
    clinicians,
    dark,
    engaged_at,
    offered,
    places_of,
    reaches,
    told_dark,
)
from openmso.compliance.rules.words import dated, listed, many, role
from openmso.timeline.days import ALL_DAYS, NO_DAYS, Days, days_where

MUST, SHOULD = Severity.MUST, Severity.SHOULD
PREFIX = {"NP": "np", "PA": "pa"}


@dataclass(frozen=True, slots=True)
class Post:
    """An NP or PA at work in a state on the day: the open sites, the days there, and those without independence."""

    person: str
    role: str
    state: str
    sites: tuple[Site, ...]
    dependent: Days


def independent_days(context: Context, person: str, role: str, state: str, sites: Iterable[Site]) -> Days:
    """Days on which an NP or PA needs no agreement for anything the sites offer now."""
    acts = {kind_of_act(context.world, name) for site in sites for name in offered(context, site)}
    days = ALL_DAYS
    for kind in acts:
        days &= days_where(
            doer_track(context.world, person, role, state, kind), lambda doer: doer.independent
        )
    return days


@remembered
def posts(context: Context) -> tuple[Post, ...]:
    """NPs and PAs at work, state by state."""
    sites: dict[tuple[str, str, str], dict[str, Site]] = {}
    days: dict[tuple[str, str, str], Days] = {}
    for engagement in clinicians(context, PRACTITIONERS):
        for site in engaged_at(context, engagement):
            if context.day in site.span:
                place = (engagement.person, engagement.role, site.state)
                sites.setdefault(place, {})[site.id] = site
                days[place] = days.get(place, NO_DAYS) | Days.of(engagement.span) & Days.of(site.span)
    return tuple(
        Post(*place, tuple(found.values()), days[place] - independent_days(context, *place, found.values()))
        for place, found in sites.items()
    )


def agreements_of(context: Context, person: str) -> list[Agreement]:
    """Agreements of a person in force on the day, signed or not."""
    return [one for one in context.facts.by(Agreement, "person", person) if context.day in one.span]


def missing(context: Context) -> Iterator[Fault]:
    """NPs and PAs at work in a state where they need an agreement, with none for any site there."""
    for post in posts(context):
        held = [
            one
            for one in context.facts.by(Agreement, "person", post.person)
            if any(reaches(one.sites, site.id) for site in post.sites)
        ]
        reading = context.reading(post.state, f"{PREFIX[post.role]}.agreement_required")
        bare = post.dependent - Days.of(*(one.span for one in held))
        if context.day not in bare:
            continue
        keys = _keys(context, post.person, {site.id for site in post.sites})
        last = max(
            (one.span.until for one in held if one.span.until and one.span.end <= context.day), default=None
        )
        tail = f"; the last one ended on {dated(last)}" if last else ""
        asked = reading.value is True
        yield Fault(
            what=f"{context.name(post.person)} works as {role(post.role)} in {context.state(post.state)} without an agreement "
            f"with a physician{tail}{told_dark(context, keys)}.",
            where=(post.person, *(one.id for one in held), *(site.id for site in post.sites)),
            days=bare,
            law=(reading,) if asked else (),
            lesser=not asked,
            keys=keys,
        )


def _keys(context: Context, person: str, sites: set[str]) -> tuple[Key, ...]:
    return dark(
        context, (key for site in sorted(sites) for key in context.keys_at(site) if key.person == person)
    )


def sites_left_out(context: Context) -> Iterator[Fault]:
    """Sites where an NP or PA works and needs an agreement, which the agreements for other sites there leave out."""
    for post in posts(context):
        held = agreements_of(context, post.person)
        bare = [site for site in post.sites if not any(reaches(one.sites, site.id) for one in held)]
        if not held or not bare or len(bare) == len(post.sites):
            continue
        keys = _keys(context, post.person, {site.id for site in bare})
        yield Fault(
            what=f"{context.name(post.person)} works at {listed(site.name for site in bare)}, which no agreement "
            f"names{told_dark(context, keys)}.",
            where=(held[0].id, post.person, *(site.id for site in bare)),
            days=Days.of(*(one.span for one in held))
            & post.dependent
            & Days.of(*(site.span for site in bare)),
            keys=keys,
        )


def procedures_left_out(context: Context) -> Iterator[Fault]:
    """Procedures an NP or PA is signed off for and a site offers, which the agreements leave out."""
    for post in posts(context):
        held = [one for one in agreements_of(context, post.person) if one.procedures is not None]
        if not held or len(held) < len(agreements_of(context, post.person)):
            continue
        named = {code for one in held for code in one.procedures or ()}
        on_menu = {code for site in post.sites for code in offered(context, site)}
        skills = [
            one
            for one in context.facts.by(Competency, "person", post.person)
            if one.procedure in on_menu - named and context.day in one.span
        ]
        if skills:
            yield Fault(
                what=f"{context.name(post.person)} is signed off for {listed(context.procedure(one.procedure) for one in skills)}, "
                f"which no agreement names.",
                where=(held[0].id, post.person, *(one.id for one in skills)),
                days=post.dependent
                & Days.of(*(one.span for one in held))
                & Days.of(*(one.span for one in skills)),
            )


def unsigned(context: Context) -> Iterator[Fault]:
    """Agreements in force that a party has not signed."""
    for one in context.facts.all(Agreement):
        parties = (one.physician, one.person)
        bare = [who for who in parties if context.day not in signed_days(one.signatures, (who,))]
        keys = _rest_on(context, one) if bare else ()
        yield Fault(
            what=f"The {context.name(one.id)} is not signed by {listed(context.name(who) for who in bare)}{told_dark(context, keys)}.",
            where=(one.id, *bare),
            days=Days.of(one.span) - signed_days(one.signatures, parties),
            keys=keys,
        )


def _rest_on(context: Context, one: Agreement) -> tuple[Key, ...]:
    sites = {site.id for site in places_of(context, one.person) if reaches(one.sites, site.id)}
    return _keys(context, one.person, sites)


def signed_late(context: Context) -> Iterator[Fault]:
    """Agreements that took effect before both had signed: what was done in between had no ground."""
    for one in context.facts.all(Agreement):
        signed = signed_days(one.signatures, (one.physician, one.person))
        late = signed.toggles[0] - one.span.start if signed else 0
        if late > 0 and context.day in signed:
            yield Fault(
                what=f"The {context.name(one.id)} took effect {many(late, 'day')} before both had signed it.",
                where=(one.id,),
                days=Days.of(one.span) & signed,
            )


def not_a_physician(context: Context) -> Iterator[Fault]:
    """Agreements with somebody who is licensed in the state, but not as a physician."""
    for one in context.facts.all(Agreement):
        for state in states_of_agreement(context, one):
            wrong = days_where(giver_roles(context.world, one.physician, state), _no_physician)
            if context.day not in wrong:
                continue
            keys = _rest_on(context, one)
            yield Fault(
                what=f"{context.name(one.physician)}, with whom {context.name(one.person)} has an agreement, is no physician in "
                f"{context.state(state)}{told_dark(context, keys)}.",
                where=(one.id, one.physician),
                days=Days.of(one.span) & wrong,
                law=(context.reading(state, "medical_director.eligible"),),
                keys=keys,
            )


def _no_physician(roles: frozenset[str]) -> bool:
    return bool(roles) and not roles & PHYSICIANS


def states_of_agreement(context: Context, one: Agreement) -> list[str]:
    """States in which the practitioner works under an agreement on the day."""
    places = {site.id: site.state for site in places_of(context, one.person) if reaches(one.sites, site.id)}
    works = [
        work
        for work in context.facts.by(Engagement, "person", one.person)
        if work.role in PRACTITIONERS and context.day in work.span
    ]
    reached = {site.id for work in works for site in engaged_at(context, work)}
    return sorted({state for site, state in places.items() if site in reached})


def unlicensed_physician(context: Context) -> Iterator[Fault]:
    """Agreements with somebody without a license there, unless they also work there, which another control judges."""
    at_work = {(need.person, need.state) for need in needs(context)}
    for one in context.facts.all(Agreement):
        for state in states_of_agreement(context, one) if context.day in one.span else ():
            if (one.physician, state) not in at_work:
                none = days_where(giver_roles(context.world, one.physician, state), lambda roles: not roles)
                keys = _rest_on(context, one) if context.day in none else ()
                yield Fault(
                    what=f"{context.name(one.physician)}, with whom {context.name(one.person)} has an agreement, holds no license "
                    f"good in {context.state(state)}{told_dark(context, keys)}.",
                    where=(one.id, one.physician),
                    days=Days.of(one.span) & none,
                    law=(context.reading(state, f"{prefix_of(context, one)}.agreement_required"),),
                    keys=keys,
                )


def prefix_of(context: Context, one: Agreement) -> str:
    """How the parameters of law about the practitioner's role begin: `np` or `pa`."""
    works = context.facts.by(Engagement, "person", one.person)
    return next(
        (PREFIX[work.role] for work in works if work.role in PRACTITIONERS and context.day in work.span), "np"
    )


CONTROLS = (
    Control(
        id="AGR-01",
        family="agreements",
        severity=MUST,
        title="Dependent practitioners have an agreement",
        tests="Every NP and PA who is not independent in a state where they work has an agreement in force for a site there: a must where the law asks for an agreement.",
        mend="Sign an agreement before the next patient.",
        who="physician and practitioner",
        search=missing,
        law=(
            "np.agreement_required",
            "pa.agreement_required",
        ),
        lesser=SHOULD,
    ),
    Control(
        id="AGR-02",
        family="agreements",
        severity=MUST,
        title="Agreements are signed by both",
        tests="Every agreement in force is signed by the physician and by the practitioner.",
        mend="Have it signed; do not date the signature back.",
        who="physician and practitioner",
        search=unsigned,
    ),
    Control(
        id="AGR-03",
        family="agreements",
        severity=SHOULD,
        title="Agreements were signed before work began",
        tests="No agreement took effect before both had signed it.",
        mend="Record it, and let the physician review what was done in between.",
        who="physician and practitioner",
        search=signed_late,
    ),
    Control(
        id="AGR-04",
        family="agreements",
        severity=MUST,
        title="Agreements name every site",
        tests="An agreement covers every site where the practitioner works and needs one.",
        mend="Amend the agreement so that it names the site.",
        who="physician and practitioner",
        search=sites_left_out,
    ),
    Control(
        id="AGR-05",
        family="agreements",
        severity=SHOULD,
        title="Agreements name every procedure",
        tests="An agreement that lists procedures lists those the practitioner is signed off for and the site offers.",
        mend="Amend the agreement, or end the sign-off.",
        who="physician and practitioner",
        search=procedures_left_out,
    ),
    Control(
        id="AGR-06",
        family="agreements",
        severity=MUST,
        title="The other party is a physician",
        tests="The other party of an agreement holds a physician's license in the state.",
        mend="Make the agreement with a physician.",
        who="physician and practitioner",
        search=not_a_physician,
        law=("medical_director.eligible",),
    ),
    Control(
        id="AGR-07",
        family="agreements",
        severity=MUST,
        title="The physician is licensed there",
        tests="The physician of an agreement holds a license good in the state where the practitioner works.",
        mend="Make an agreement with a physician who is licensed there.",
        who="physician and practitioner",
        search=unlicensed_physician,
        law=(
            "np.agreement_required",
            "pa.agreement_required",
        ),
    ),
)
