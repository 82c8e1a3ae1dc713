"""Ratios and distance: how many one physician may hold, and how far away."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from openmso.authority.caps import PARAMETER, load_on, over_cap
from openmso.authority.distance import distance_track, miles_on
from openmso.authority.facts.oversight import Agreement
from openmso.authority.facts.people import Engagement
from openmso.authority.reasons import Code
from openmso.authority.regimes import Cap
from openmso.authority.terms import PRACTITIONERS
from openmso.authority.world import Found
from openmso.compliance.rules.agreements import states_of_agreement
from openmso.compliance.rules.context import Context
from openmso.compliance.rules.finding import Control, Fault, Severity
from openmso.compliance.rules.network import clinicians, dark_for, told_dark
from openmso.compliance.rules.offices import posts
from openmso.compliance.rules.words import listed, role
from openmso.timeline.days import Days, days_where

MUST, SHOULD, WATCH = Severity.MUST, Severity.SHOULD, Severity.WATCH


def held_by(context: Context, role: str) -> dict[tuple[str, str], list[Agreement]]:
    """Agreements in force of people at work in a role, by physician and state."""
    at_work = {one.person for one in clinicians(context, (role,))}
    found: dict[tuple[str, str], list[Agreement]] = {}
    for one in context.facts.all(Agreement):
        if one.person in at_work and context.day in one.span:
            for state in states_of_agreement(context, one):
                found.setdefault((one.physician, state), []).append(one)
    return found


def over(context: Context, of: str) -> Iterator[Fault]:
    """Physicians with more people of a role than the state allows; the youngest agreements are those beyond."""
    for (physician, state), held in held_by(context, of).items():
        tracks = {one.id: over_cap(context.world, one.id, of, state) for one in held}
        beyond = [one for one in held if tracks[one.id].at(context.day)]
        if not beyond:
            continue
        reading = context.reading(state, PARAMETER[of])
        load = max(reason.details["load"] for one in beyond for reason in tracks[one.id].at(context.day))
        cap = Cap.from_value(reading.value)
        # Where only those supervised at one time count, agreements alone prove no breach.
        at_once = reading.value.get("at") == "supervised_at_once" or cap.only == "off_site"
        exempt = f" Exempt: {cap.exempt.rstrip('.')}." if cap.exempt else ""
        unit = "full-time equivalents" if cap.unit == "fte" else "people"
        yield Fault(
            what=f"{context.name(physician)} holds agreements with {load.normalize():f} {unit} in {context.state(state)}, where "
            f"{cap.limit.normalize():f} is the limit; beyond it: {listed(context.name(one.person) for one in beyond)}.{exempt}",
            where=(physician, *(one.id for one in beyond)),
            days=Days.union_of(days_where(tracks[one.id], bool) for one in beyond),
            law=(reading,),
            lesser=at_once,
        )


def at_limit(context: Context) -> Iterator[Fault]:
    """Physicians who hold exactly as many as the state allows: the next one would be too many."""
    for of in sorted(PRACTITIONERS):
        for (physician, state), held in held_by(context, of).items():
            reading = context.reading(state, PARAMETER[of])
            if reading.value is None:
                continue
            cap = Cap.from_value(reading.value)
            loads = [load_on(context.world, one, cap, state, context.day) for one in held]
            if max(loads) == cap.limit:
                yield Fault(
                    what=f"{context.name(physician)} is at the limit of {cap.limit.normalize():f} in {context.state(state)} for a "
                    f"{role(of)}: nobody can be added.",
                    where=(physician, *(one.id for one in held)),
                    days=Days.of(max(held, key=lambda one: one.span.start).span),
                    law=(reading,),
                )


def understated(context: Context) -> Iterator[Fault]:
    """Agreements that count less of a person than the person works, where the cap counts full-time equivalents."""
    for of in sorted(PRACTITIONERS):
        for (physician, state), held in held_by(context, of).items():
            reading = context.reading(state, PARAMETER[of])
            if reading.value is None or reading.value.get("unit") != "fte":
                continue
            for one in held:
                works = [
                    work
                    for work in context.facts.by(Engagement, "person", one.person)
                    if context.day in work.span
                ]
                worked = sum((work.fte for work in works), Decimal(0))
                if one.fte < worked:
                    yield Fault(
                        what=f"The {context.name(one.id)} counts {one.fte.normalize():f} of a full-time "
                        f"equivalent; {context.name(one.person)}'s engagements add up to {worked.normalize():f}.",
                        where=(one.id, physician, *(work.id for work in works)),
                        days=Days.of(one.span) & Days.of(*(work.span for work in works)),
                        law=(reading,),
                    )


def _says(code: Code, found: Found) -> bool:
    return any(reason.code is code for reason in (*found.bars, *found.wanting))


def far(context: Context, code: Code) -> Iterator[Fault]:
    """Holders of an appointment who are too far from a site, or whose distance nobody can tell."""
    seen: set[tuple[str, str]] = set()
    for post in posts(context):
        person, site = post.appointment.person, post.site
        track = distance_track(context.world, person, site.id)
        if (person, site.id) in seen or not _says(code, track.at(context.day)):
            continue
        seen.add((person, site.id))
        reading = context.reading(site.state, "medical_director.distance")
        limit = reading.value["miles"]
        miles = miles_on(context.world, person, site, context.day)
        away = "at an unknown distance from" if miles is None else f"{miles:.0f} miles from"
        keys = dark_for(context, site, Code.TOO_FAR) if code is Code.TOO_FAR else ()
        open_way = "" if code is Code.TOO_FAR else ", unless an alternative of the law applies"
        yield Fault(
            what=f"{context.name(person)} works {away} {site.name}; {context.state(site.state)} allows {limit} miles"
            f"{open_way}{told_dark(context, keys)}.",
            where=(post.appointment.id, person, site.id),
            days=days_where(track, partial(_says, code)) & post.days,
            law=(reading,),
            keys=keys,
        )


CONTROLS = (
    Control(
        id="RAT-01",
        family="ratios and distance",
        severity=MUST,
        title="No physician holds too many nurse practitioners",
        tests="A physician's agreements in a state stay within its limit for NPs, counted as the law counts. Where only those supervised at one time count, agreements alone prove no breach.",
        mend="Move the youngest agreements to another physician.",
        who="the physician",
        search=partial(over, of="NP"),
        law=("np.max_per_physician",),
        lesser=SHOULD,
    ),
    Control(
        id="RAT-02",
        family="ratios and distance",
        severity=MUST,
        title="No physician holds too many physician assistants",
        tests="A physician's agreements in a state stay within its limit for PAs, counted as the law counts. Where only those supervised at one time count, agreements alone prove no breach.",
        mend="Move the youngest agreements to another physician.",
        who="the physician",
        search=partial(over, of="PA"),
        law=("pa.max_per_physician",),
        lesser=SHOULD,
    ),
    Control(
        id="RAT-03",
        family="ratios and distance",
        severity=WATCH,
        title="There is room below the limit",
        tests="No physician holds exactly as many as the state allows.",
        mend="Have another physician ready before the next hire.",
        who="medical director",
        search=at_limit,
        law=(
            "np.max_per_physician",
            "pa.max_per_physician",
        ),
    ),
    Control(
        id="RAT-04",
        family="ratios and distance",
        severity=SHOULD,
        title="Agreements count what people work",
        tests="Where the limit counts full-time equivalents, an agreement counts at least what the person works.",
        mend="Correct the number on the agreement.",
        who="compliance",
        search=understated,
        law=(
            "np.max_per_physician",
            "pa.max_per_physician",
        ),
    ),
    Control(
        id="RAT-05",
        family="ratios and distance",
        severity=MUST,
        title="Directors are near enough",
        tests="Everybody with an appointment works within the distance of the site that the state sets.",
        mend="Appoint somebody nearer.",
        who="physician owner",
        search=partial(far, code=Code.TOO_FAR),
        law=("medical_director.distance",),
    ),
    Control(
        id="RAT-06",
        family="ratios and distance",
        severity=SHOULD,
        title="The distance of directors is known",
        tests="Where the state sets a distance, the place where a director works is on record, and within it.",
        mend="Record at which site the director works, with coordinates; where an alternative of the law applies, let counsel confirm it.",
        who="compliance",
        search=partial(far, code=Code.DISTANCE_UNKNOWN),
        law=("medical_director.distance",),
    ),
)
