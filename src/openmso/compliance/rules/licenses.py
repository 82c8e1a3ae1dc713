"""Licenses and certificates of those at work, in the state where they work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from openmso.authority.facts.people import Certificate, License
from openmso.authority.holdings import GOOD_STATUSES, licensed
from openmso.authority.terms import COMPACT_OF_ROLE
from openmso.compliance.rules.context import Context, remembered
from openmso.compliance.rules.finding import Control, Fault, Severity
from openmso.compliance.rules.network import LICENSED, clinicians, dark, engaged_at, keys_of, told_dark
from openmso.compliance.rules.words import dated, last_day, listed, many, role
from openmso.timeline.days import ALL_DAYS, NO_DAYS, Days
from openmso.timeline.spans import BEGINNING

MUST, SHOULD, WATCH = Severity.MUST, Severity.SHOULD, Severity.WATCH
FRESH = timedelta(days=120)
"""How old a look at the primary source may be; accrediting bodies ask for this at decisions."""


@dataclass(frozen=True, slots=True)
class Need:
    """Somebody at work in a licensed role in a state, and the days on which they are."""

    person: str
    role: str
    state: str
    engagements: tuple[str, ...]
    days: Days


@remembered
def needs(context: Context) -> tuple[Need, ...]:
    """Everybody engaged on the day in a licensed role, once for each state in which a site of theirs is open."""
    found: dict[tuple[str, str, str], tuple[tuple[str, ...], Days]] = {}
    for engagement in clinicians(context, LICENSED):
        for site in engaged_at(context, engagement):
            if context.day in site.span:
                place = (engagement.person, engagement.role, site.state)
                records, days = found.get(place, ((), NO_DAYS))
                days |= Days.of(engagement.span) & Days.of(site.span)
                found[place] = (tuple(dict.fromkeys((*records, engagement.id))), days)
    return tuple(Need(*place, *rest) for place, rest in found.items())


def cause(context: Context, need: Need) -> str:
    """Why a license is not good on the day; empty if it is."""
    if context.day in licensed(context.world, need.person, need.role, need.state):
        return ""
    held = _held(context, need)
    here = [one for one in held if one.state == need.state]
    if not held:
        return "none"
    if any(one.status not in GOOD_STATUSES and context.day in one.span for one in here):
        return "status"
    if here:
        return "lapsed"
    return "compact" if any(one.multistate and context.day in one.span for one in held) else "elsewhere"


def _held(context: Context, need: Need) -> list[License]:
    every = context.facts.by(License, "person", need.person)
    return [one for one in every if one.role == need.role]


def unlicensed(context: Context, because: str) -> Iterator[Fault]:
    """People at work in a licensed role whose license is not good there, for one cause."""
    for need in needs(context):
        if cause(context, need) != because:
            continue
        held = _held(context, need)
        keys = dark(context, keys_of(context, need.person, need.state))
        # When a status changed is not on record, so a bad status has no known first day.
        days = (
            ALL_DAYS
            if because == "status"
            else need.days - licensed(context.world, need.person, need.role, need.state)
        )
        compacts = [context.reading(need.state, "telehealth.compacts")] if because == "compact" else []
        yield Fault(
            what=f"{context.name(need.person)} works as {role(need.role)} in {context.state(need.state)} "
            f"{_why(context, because, need, held)}{told_dark(context, keys)}.",
            where=(*(one.id for one in _blamed(need, held)), need.person, *need.engagements),
            days=days,
            law=tuple(one for one in compacts if one.known),
            keys=keys,
        )


def _blamed(need: Need, held: list[License]) -> list[License]:
    here = [one for one in held if one.state == need.state]
    return sorted(here or held, key=lambda one: one.span.end, reverse=True)


def _why(context: Context, because: str, need: Need, held: list[License]) -> str:
    blamed = _blamed(need, held)
    if because == "none":
        return "and no such license is on record"
    last = blamed[0]
    if because == "status":
        bad = next(one for one in blamed if one.status not in GOOD_STATUSES and context.day in one.span)
        return f"with a license that is {bad.status}"
    if because == "lapsed":
        begins = last.span.start > context.day
        return f"with a license that {'begins only on' if begins else 'ended on'} {dated(last.span.first) if begins else last_day(last.span)}"
    states = listed(context.state(one.state) for one in blamed)
    if because == "compact":
        compact = COMPACT_OF_ROLE.get(need.role, "a compact")
        return f"on a multistate license of {states}, and {compact} does not operate in both states"
    return f"and is licensed only in {states}"


def stale(context: Context) -> Iterator[Fault]:
    """Licenses that were looked up too long ago, together for each employer."""
    for employer, held in _relied_on(context).items():
        old = [one for one in held if one.verified_on and context.on - one.verified_on > FRESH]
        firsts = [one.verified_on + FRESH + timedelta(days=1) for one in old if one.verified_on]
        if old:
            yield Fault(
                what=f"{many(len(old), 'license')} at {context.name(employer)} not verified for {FRESH.days} days: "
                f"{listed(context.name(one.id) for one in old)}.",
                where=(employer, *(one.id for one in old)),
                days=Days.from_pairs([(min(firsts).toordinal(), context.day + 1)]),
            )


def _relied_on(context: Context) -> dict[str, list[License]]:
    found: dict[str, list[License]] = {}
    for engagement in clinicians(context, LICENSED):
        for one in context.facts.by(License, "person", engagement.person):
            if one.role == engagement.role and context.day in one.span and one.status in GOOD_STATUSES:
                known = found.setdefault(engagement.organization, [])
                if one not in known:
                    known.append(one)
    return found


def never_verified(context: Context) -> Iterator[Fault]:
    """Licenses that nobody has looked up at the board, together for each employer."""
    for employer, held in _relied_on(context).items():
        bare = [one for one in held if one.verified_on is None]
        if bare:
            at_work = [one for one in clinicians(context, LICENSED) if one.organization == employer]
            days = (
                Days.of(work.span) & Days.of(one.span)
                for one in bare
                for work in at_work
                if work.person == one.person
            )
            yield Fault(
                what=f"{many(len(bare), 'license')} at {context.name(employer)} never verified at the source: "
                f"{listed(context.name(one.id) for one in bare)}.",
                where=(employer, *(one.id for one in bare)),
                days=Days.union_of(days),
            )


def on_probation(context: Context) -> Iterator[Fault]:
    """Licenses that are good, but under conditions of the board."""
    for need in needs(context):
        for one in _held(context, need):
            if one.status == "probation" and one.state == need.state and context.day in one.span:
                yield Fault(
                    what=f"{context.name(one.id)} is on probation: the board's conditions are not on record here.",
                    where=(one.id, need.person),
                    days=ALL_DAYS,
                )


def lapsed_certificates(context: Context) -> Iterator[Fault]:
    """Certificates of people at work that ran out without a new one of the kind."""
    seen: set[tuple[str, str]] = set()
    for engagement in clinicians(context):
        for certificate in context.facts.by(Certificate, "person", engagement.person):
            if (engagement.person, certificate.kind) in seen:
                continue
            seen.add((engagement.person, certificate.kind))
            same = [
                one
                for one in context.facts.by(Certificate, "person", engagement.person)
                if one.kind == certificate.kind
            ]
            held = Days.of(*(one.span for one in same))
            before = Days.from_pairs([(BEGINNING, min(one.span.start for one in same))])
            last = max(same, key=lambda one: one.span.end)
            yield Fault(
                what=f"{context.name(last.id)} ran out on {last_day(last.span)}, and no new one is on record.",
                where=(last.id, engagement.person),
                days=Days.of(engagement.span) - held - before,
            )


CONTROLS = (
    Control(
        id="LIC-01",
        family="licenses",
        severity=MUST,
        title="Everybody in a licensed role has a license",
        tests="Whoever is engaged in a licensed role has a license of that role on record.",
        mend="Enter the license, or take the person off the role today.",
        who="the person, with HR",
        search=partial(unlicensed, because="none"),
    ),
    Control(
        id="LIC-02",
        family="licenses",
        severity=MUST,
        title="No license has lapsed",
        tests="The license of the state where a person works runs on the day.",
        mend="Renew it; take the person off the schedule until then.",
        who="the person, with HR",
        search=partial(unlicensed, because="lapsed"),
    ),
    Control(
        id="LIC-03",
        family="licenses",
        severity=MUST,
        title="No license is suspended, revoked or inactive",
        tests="The license of the state where a person works is active, or on probation.",
        mend="Take the person off the schedule; talk to the board and to counsel.",
        who="the person, with HR",
        search=partial(unlicensed, because="status"),
    ),
    Control(
        id="LIC-04",
        family="licenses",
        severity=MUST,
        title="The license is of the state where the person works",
        tests="Whoever works in a state is licensed there.",
        mend="Apply for the license of that state; take the person off its sites and patients until then.",
        who="the person, with HR",
        search=partial(unlicensed, because="elsewhere"),
    ),
    Control(
        id="LIC-05",
        family="licenses",
        severity=MUST,
        title="A multistate license is good where it is used",
        tests="A compact operates both in the state of the license and where the person works.",
        mend="Apply for a license of that state; a compact enacted is not yet a compact operating.",
        who="the person, with HR",
        search=partial(unlicensed, because="compact"),
        law=("telehealth.compacts",),
    ),
    Control(
        id="LIC-06",
        family="licenses",
        severity=SHOULD,
        title="Licenses are verified at the source",
        tests="Every license relied on was looked up at the board that issued it.",
        mend="Look it up and record day and source.",
        who="HR",
        search=never_verified,
    ),
    Control(
        id="LIC-07",
        family="licenses",
        severity=WATCH,
        title="The last look at the board is recent",
        tests="Every license relied on was looked up within 120 days.",
        mend="Look it up again; once a month is the custom.",
        who="HR",
        search=stale,
    ),
    Control(
        id="LIC-08",
        family="licenses",
        severity=WATCH,
        title="Conditions of probation are known",
        tests="No license relied on is on probation.",
        mend="Get the board's order, record its conditions, tell the director and the insurer.",
        who="medical director and HR",
        search=on_probation,
    ),
    Control(
        id="LIC-09",
        family="licenses",
        severity=SHOULD,
        title="Certificates are renewed",
        tests="No certificate of anybody at work has run out without a new one of its kind.",
        mend="Renew the certificate, or record that it is no longer needed.",
        who="the person, with HR",
        search=lapsed_certificates,
    ),
)
