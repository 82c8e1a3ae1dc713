"""Medical directors: appointed, eligible, licensed, signed, not spread too thin, with a backup."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from openmso.authority.facts.oversight import Appointment
from openmso.authority.facts.people import Person
from openmso.authority.facts.structure import Registration
from openmso.authority.holdings import giver_roles
from openmso.authority.law import Reading
from openmso.authority.papers import signed_days
from openmso.authority.reasons import Code
from openmso.compliance.rules.context import Context, days_when
from openmso.compliance.rules.finding import Control, Fault, Severity
from openmso.compliance.rules.licenses import needs
from openmso.compliance.rules.network import (
    DELEGATES,
    dark,
    dark_for,
    keys_of,
    open_sites,
    reaches,
    told_dark,
    works_at,
)
from openmso.compliance.rules.offices import Post, by_state, posts
from openmso.compliance.rules.words import dated, listed, many, one_of, role
from openmso.timeline.days import NO_DAYS, Days, days_where

MUST, SHOULD, WATCH = Severity.MUST, Severity.SHOULD, Severity.WATCH
OFFICES = {
    "director": "medical director",
    "backup": "backup director",
    "collaborator": "collaborating physician",
}
MANY_SITES = 10
"""Sites from which a directorship looks like a name only, where the state sets no number (house)."""


def undirected(context: Context) -> Iterator[Fault]:
    """Sites without a director: a must where the state asks for one, good practice where delegates work."""
    for site in open_sites(context):
        reading = context.reading(site.state, "medical_director.required_for_med_spa")
        asked = reading.value is True and site.med_spa
        delegates = [
            one for one in works_at(context, site.id) if one.role in DELEGATES and context.day in one.span
        ]
        if not asked and not delegates:
            continue
        held = [
            one
            for one in context.facts.by(Appointment, "practice", site.practice)
            if one.kind == "director" and reaches(one.sites, site.id)
        ]
        days = Days.of(site.span) - Days.of(*(one.span for one in held))
        if asked:
            days &= context.law_days(_is_true, site.state, "medical_director.required_for_med_spa")
        if context.day not in days:
            continue
        keys = dark_for(context, site, Code.NO_APPOINTMENT)
        last = max(
            (one.span.until for one in held if one.span.until and one.span.end <= context.day), default=None
        )
        tail = f" since the last appointment ended on {dated(last)}" if last else ""
        yield Fault(
            what=f"{site.name} has no medical director{tail}{told_dark(context, keys)}.",
            where=(site.id, *(one.id for one in held)),
            days=days,
            law=(reading,) if asked else (),
            lesser=not asked,
            keys=keys,
        )


def _is_true(reading: Reading) -> bool:
    return reading.value is True


def ineligible(context: Context) -> Iterator[Fault]:
    """Directors and backups of a license that may not direct in the state; one a person and state."""
    for (person, state), held in by_state(context, "director", "backup").items():
        reading = context.reading(state, "medical_director.eligible")
        roles = giver_roles(context.world, person, state)
        track = context.law.track(state, "medical_director.eligible")
        days = days_when((*roles.starts, *track.starts), partial(_unfit, context, person, state))
        if context.day in days:
            keys = dark(context, keys_of(context, person, state))
            yield Fault(
                what=f"{context.name(person)} is {OFFICES[held[0].appointment.kind]} as "
                f"{listed(role(one) for one in sorted(roles.at(context.day)))}; in {context.state(state)} it takes a "
                f"{one_of(role(one) for one in reading.value)}{told_dark(context, keys)}.",
                where=(*dict.fromkeys(one.appointment.id for one in held), person),
                days=days & Days.union_of(one.days for one in held),
                law=(reading,),
                keys=keys,
            )


def _unfit(context: Context, person: str, state: str, day: int) -> bool:
    eligible = context.law.reading(state, "medical_director.eligible", day).value
    roles = giver_roles(context.world, person, state).at(day)
    return eligible is not None and bool(roles) and not roles & set(eligible)


def unlicensed(context: Context) -> Iterator[Fault]:
    """Holders of an appointment without a license there, unless they also work there, which another control judges."""
    at_work = {(need.person, need.state) for need in needs(context)}
    for (person, state), held in by_state(context).items():
        if (person, state) in at_work:
            continue
        none = days_where(giver_roles(context.world, person, state), lambda roles: not roles)
        if context.day not in none:
            continue
        keys = dark(context, keys_of(context, person, state))
        sites = listed(one.site.name for one in held)
        yield Fault(
            what=f"{context.name(person)} is {OFFICES[held[0].appointment.kind]} of {sites} without a license good in "
            f"{context.state(state)}{told_dark(context, keys)}.",
            where=(*dict.fromkeys(one.appointment.id for one in held), person),
            days=none & Days.union_of(one.days for one in held),
            law=(context.reading(state, "medical_director.eligible"),),
            keys=keys,
        )


def unsigned(context: Context) -> Iterator[Fault]:
    """Appointments that the person has not signed."""
    for one in context.facts.all(Appointment):
        days = Days.of(one.span) - signed_days(one.signatures, (one.person,))
        yield Fault(
            f"{context.name(one.id)} is not signed by {context.name(one.person)}.", (one.id, one.person), days
        )


def signed_late(context: Context) -> Iterator[Fault]:
    """Appointments that took effect before the person signed."""
    for one in context.facts.all(Appointment):
        signed = signed_days(one.signatures, (one.person,))
        late = signed.toggles[0] - one.span.start if signed else 0
        if late > 0 and context.day in signed:
            yield Fault(
                what=f"{context.name(one.id)} took effect {many(late, 'day')} before it was signed.",
                where=(one.id, one.person),
                days=Days.of(one.span) & signed,
            )


def too_many_sites(context: Context) -> Iterator[Fault]:
    """Directors of more sites than the state allows."""
    for (person, state), every in by_state(context, "director").items():
        reading = context.reading(state, "medical_director.max_locations")
        held = [one for one in every if one.site.kind != "telehealth"]
        if reading.value is None or len({one.site.id for one in held}) <= reading.value:
            continue
        track = context.law.track(state, "medical_director.max_locations")
        cuts = [*track.starts, *(cut for one in held for cut in one.days.toggles)]
        names = listed(one.site.name for one in held)
        yield Fault(
            what=f"{context.name(person)} directs {many(len(held), 'site')} in {context.state(state)} ({names}); the limit is "
            f"{reading.value}.",
            where=(
                person,
                *dict.fromkeys(one.appointment.id for one in held),
                *(one.site.id for one in held),
            ),
            days=days_when(cuts, partial(_too_many, context, state, tuple(held))),
            law=(reading,),
        )


def _too_many(context: Context, state: str, held: tuple[Post, ...], day: int) -> bool:
    limit = context.law.reading(state, "medical_director.max_locations", day).value
    return limit is not None and len({one.site.id for one in held if day in one.days}) > limit


def spread_thin(context: Context) -> Iterator[Fault]:
    """Directors of very many sites, wherever they are."""
    people: dict[str, list[Post]] = {}
    for post in posts(context, "director"):
        people.setdefault(post.appointment.person, []).append(post)
    for person, held in people.items():
        if len(held) > MANY_SITES:
            cuts = [cut for one in held for cut in one.days.toggles]
            yield Fault(
                what=f"{context.name(person)} directs {len(held)} sites: how each gets its hours is hard to show.",
                where=(person, *dict.fromkeys(one.appointment.id for one in held)),
                days=days_when(cuts, partial(_over_house, tuple(held))),
            )


def _over_house(held: tuple[Post, ...], day: int) -> bool:
    return sum(day in one.days for one in held) > MANY_SITES


def no_backup(context: Context) -> Iterator[Fault]:
    """Directors for whom nobody stands in, with all their sites without one."""
    bare: dict[tuple[str, str], list[Post]] = {}
    days: dict[tuple[str, str], Days] = {}
    for post in posts(context, "director"):
        backups = [
            one
            for one in context.facts.by(Appointment, "practice", post.site.practice)
            if one.kind == "backup" and reaches(one.sites, post.site.id)
        ]
        alone = post.days - Days.of(*(one.span for one in backups))
        if context.day in alone and not post.appointment.backup:
            place = (post.appointment.person, post.site.practice)
            bare.setdefault(place, []).append(post)
            days[place] = days.get(place, NO_DAYS) | alone
    for place, alone_at in bare.items():
        yield Fault(
            what=f"Nobody stands in for {context.name(place[0])} as director at {listed(post.site.name for post in alone_at)}.",
            where=(alone_at[0].appointment.id, place[0], *(post.site.id for post in alone_at)),
            days=days[place],
        )


def unfit_backup(context: Context) -> Iterator[Fault]:
    """Backups named in an appointment who hold no license that could give authority in the state."""
    found: dict[tuple[str, str], list[Post]] = {}
    for post in posts(context):
        if context.facts.get(Person, post.appointment.backup):
            found.setdefault((post.appointment.backup, post.site.state), []).append(post)
    for (backup, state), held in found.items():
        none = days_where(giver_roles(context.world, backup, state), lambda roles: not roles)
        yield Fault(
            what=f"{context.name(backup)} is named to stand in for {context.name(held[0].appointment.person)} at "
            f"{listed(one.site.name for one in held)}, without a license good in {context.state(state)}.",
            where=(held[0].appointment.id, backup),
            days=none & Days.union_of(one.days for one in held),
        )


def unregistered(context: Context) -> Iterator[Fault]:
    """Directors where the state asks for a filing about them in words, and none of any kind is on record there."""
    for (person, state), every in by_state(context, "director").items():
        reading = context.reading(state, "medical_director.registration")
        held = [one for one in every if one.site.med_spa]
        if not held:
            continue
        holders = {person, *(one.appointment.id for one in held), *(one.site.id for one in held)}
        filed = [one for holder in holders for one in context.facts.by(Registration, "holder", holder)]
        filed = [one for one in filed if one.state in ("", state)]
        if reading.value is not None:
            asked = context.law_days(_stated, state, "medical_director.registration")
            yield Fault(
                what=f"No filing about {context.name(person)} as director is on record in {context.state(state)}, which asks: "
                f"{reading.value}.",
                where=(held[0].appointment.id, person),
                days=asked & Days.union_of(one.days for one in held) - Days.of(*(one.span for one in filed)),
                law=(reading,),
            )


def _stated(reading: Reading) -> bool:
    return reading.value is not None


CONTROLS = (
    Control(
        id="DIR-01",
        family="directors",
        severity=MUST,
        title="Every site has a medical director",
        tests="A site has an appointment of kind director on the day: a must where the state asks for one of a med spa, a should wherever delegates work.",
        mend="Appoint a director; stop delegated services until then.",
        who="physician owner",
        search=undirected,
        law=("medical_director.required_for_med_spa",),
        lesser=SHOULD,
    ),
    Control(
        id="DIR-02",
        family="directors",
        severity=MUST,
        title="The director may direct",
        tests="Directors and backups hold a license that may hold the office in the state.",
        mend="Appoint somebody of an eligible license.",
        who="physician owner",
        search=ineligible,
        law=("medical_director.eligible",),
    ),
    Control(
        id="DIR-03",
        family="directors",
        severity=MUST,
        title="Who holds an appointment is licensed there",
        tests="Everybody with an appointment holds a license that can give authority in the state of each site.",
        mend="Obtain the license, or appoint somebody who has it.",
        who="physician owner",
        search=unlicensed,
        law=("medical_director.eligible",),
    ),
    Control(
        id="DIR-04",
        family="directors",
        severity=SHOULD,
        title="Appointments are signed",
        tests="Every appointment in force is signed by the person appointed.",
        mend="Have it signed; do not date the signature back.",
        who="medical director",
        search=unsigned,
    ),
    Control(
        id="DIR-05",
        family="directors",
        severity=SHOULD,
        title="Appointments were signed before they took effect",
        tests="Nobody held an appointment before signing it.",
        mend="Record who gave authority in between, or review what was done then.",
        who="medical director",
        search=signed_late,
    ),
    Control(
        id="DIR-06",
        family="directors",
        severity=MUST,
        title="No director has more sites than the state allows",
        tests="A director has at most the number of sites in a state that its law allows.",
        mend="Appoint another director for some of the sites.",
        who="physician owner",
        search=too_many_sites,
        law=("medical_director.max_locations",),
    ),
    Control(
        id="DIR-07",
        family="directors",
        severity=WATCH,
        title="No director is spread thin",
        tests="No director has more than ten sites, wherever they are.",
        mend="Show the hours for each site, or appoint more directors.",
        who="medical director",
        search=spread_thin,
    ),
    Control(
        id="DIR-08",
        family="directors",
        severity=SHOULD,
        title="Somebody stands in for the director",
        tests="Every director has a backup, named in the appointment or appointed.",
        mend="Appoint a backup; test that the backup can be reached.",
        who="physician owner",
        search=no_backup,
    ),
    Control(
        id="DIR-09",
        family="directors",
        severity=SHOULD,
        title="The backup could act",
        tests="A backup named in an appointment holds a license that can give authority in the state.",
        mend="Name somebody who is licensed there.",
        who="physician owner",
        search=unfit_backup,
    ),
    Control(
        id="DIR-10",
        family="directors",
        severity=WATCH,
        title="The director is registered where that is asked for",
        tests="Where the state asks for a filing about the director in words only, some filing there is on record.",
        mend="File it, or record under which registration it was filed.",
        who="medical director",
        search=unregistered,
        law=("medical_director.registration",),
    ),
)
