"""Exclusion lists: who is on them, who was looked up and when, what was found and left open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from openmso.authority.facts.oversight import Appointment
from openmso.authority.facts.people import Engagement, Exclusion, Screening
from openmso.authority.facts.structure import Msa, Office, Organization, Ownership
from openmso.authority.holdings import excluded
from openmso.authority.law import Reading
from openmso.compliance.rules.context import Context
from openmso.compliance.rules.finding import Control, Fault, Severity
from openmso.compliance.rules.network import dark, keys_of, open_sites, told_dark
from openmso.compliance.rules.words import dated, listed, many
from openmso.timeline.days import NO_DAYS, Days
from openmso.timeline.spans import FOREVER, Span

MUST, SHOULD, WATCH = Severity.MUST, Severity.SHOULD, Severity.WATCH
LEIE, SAM = "exclusion_screening_leie", "exclusion_screening_sam"
LISTS = {LEIE: "LEIE", SAM: "SAM"}
EVERY = 30
"""Days between two looks where the law book gives no number; the federal list is renewed monthly."""

Tie = Engagement | Appointment | Ownership | Office | Msa


def ties(context: Context) -> dict[str, list[Tie]]:
    """What ties each person or company to the network on the day: work, office, ownership, management."""
    found: dict[str, list[Tie]] = {}
    for engagement in context.facts.all(Engagement):
        found.setdefault(engagement.person, []).append(engagement)
    for appointment in context.facts.all(Appointment):
        found.setdefault(appointment.person, []).append(appointment)
    for share in context.facts.all(Ownership):
        found.setdefault(share.owner, []).append(share)
    for office in context.facts.all(Office):
        found.setdefault(office.person, []).append(office)
    for msa in context.facts.all(Msa):
        found.setdefault(msa.mso, []).append(msa)
    today = {who: [one for one in held if context.day in one.span] for who, held in found.items()}
    return {who: held for who, held in today.items() if held}


def excluded_parties(context: Context) -> Iterator[Fault]:
    """People and companies on an exclusion list who work for the network, own or govern part of it."""
    reading = context.federal(LEIE)
    for who, held in ties(context).items():
        lists = [one for one in context.facts.by(Exclusion, "subject", who) if context.day in one.span]
        if not lists:
            continue
        states = {site.state for site in open_sites(context)}
        keys = dark(context, (key for state in states for key in keys_of(context, who, state)))
        lesser = not reading.known or context.facts.settings.self_pay_only
        yield Fault(
            what=f"{context.name(who)} is excluded ({listed(one.source for one in lists)}) and still "
            f"{listed(_as_what(context, one) for one in held)}{told_dark(context, keys)}.",
            where=(lists[0].id, who, *(one.id for one in held)),
            days=excluded(context.world, who) & Days.of(*(one.span for one in held)),
            law=() if lesser else (reading,),
            lesser=lesser,
            keys=keys,
        )


def _as_what(context: Context, tie: Tie) -> str:
    match tie:
        case Engagement():
            return f"works for {context.name(tie.organization)}"
        case Appointment():
            return f"holds an appointment at {context.name(tie.practice)}"
        case Ownership():
            return f"owns part of {context.name(tie.organization)}"
        case Office():
            return f"governs {context.name(tie.organization)}"
        case _:
            return f"manages {context.name(tie.practice)}"


def _every(reading: Reading) -> int:
    details = (reading.value or {}).get("details") or {}
    return int(details.get("every_days", EVERY))


def covered(context: Context, who: str, topic: str) -> Days:
    """Days on which the last look into a list was recent enough."""
    every = _every(context.federal(topic))
    return Days.from_pairs(
        (one.on.toordinal(), one.on.toordinal() + every + 1)
        for one in context.facts.by(Screening, "subject", who)
        if LISTS[topic] in one.source.upper()
    )


def late(
    context: Context, tied: Mapping[str, Days], group: str, what: str, *, topic: str = LEIE
) -> Iterator[Fault]:
    """One fault for all of a group whose last look into a list is too old. `tied`: who, and the days that count."""
    missed = {who: days - covered(context, who, topic) for who, days in sorted(tied.items())}
    overdue = {who: days for who, days in missed.items() if context.day in days}
    if overdue:
        reading = context.federal(topic)
        lesser = not reading.known or context.facts.settings.self_pay_only
        yield Fault(
            what=f"{many(len(overdue), *what.split('/'))} of {context.name(group)} not looked up in {LISTS[topic]} within "
            f"{_every(reading)} days: {listed(_last(context, who, topic) for who in overdue)}.",
            where=(group, *overdue),
            days=Days.union_of(overdue.values()),
            law=() if lesser else (reading,),
            lesser=lesser,
        )


def _last(context: Context, who: str, topic: str) -> str:
    looks = [
        one.on
        for one in context.facts.by(Screening, "subject", who)
        if LISTS[topic] in one.source.upper() and one.on <= context.on
    ]
    return f"{context.name(who)} ({f'last {dated(max(looks))}' if looks else 'never'})"


def late_staff(context: Context) -> Iterator[Fault]:
    """People at work, together for each employer."""
    for employer, people in _staff(context).items():
        yield from late(context, people, employer, "worker")


def late_in_sam(context: Context) -> Iterator[Fault]:
    """Everybody at work, in the wider list, together for each employer."""
    for employer, people in _staff(context).items():
        yield from late(context, people, employer, "worker", topic=SAM)


def _staff(context: Context) -> dict[str, dict[str, Days]]:
    found: dict[str, dict[str, Days]] = {}
    for one in context.facts.all(Engagement):
        if context.day in one.span:
            people = found.setdefault(one.organization, {})
            people[one.person] = people.get(one.person, NO_DAYS) | Days.of(one.span)
    return found


def late_owners(context: Context) -> Iterator[Fault]:
    """Owners, officers and directors who are not at work anyway, together for each entity."""
    at_work = {person for people in _staff(context).values() for person in people}
    people = {who: held for who, held in ties(context).items() if not context.facts.get(Organization, who)}
    others = {who: held for who, held in people.items() if who not in at_work}
    for entity, tied in _by_entity(others).items():
        yield from late(context, tied, entity, "owner, officer or director/owners, officers and directors")


def late_vendors(context: Context) -> Iterator[Fault]:
    """Companies that manage or own part of an entity, together for each entity."""
    companies = {who: held for who, held in ties(context).items() if context.facts.get(Organization, who)}
    for entity, tied in _by_entity(companies).items():
        yield from late(context, tied, entity, "company/companies")


def _by_entity(held: Mapping[str, list[Tie]]) -> dict[str, dict[str, Days]]:
    found: dict[str, dict[str, Days]] = {}
    for who, every in held.items():
        for tie in every:
            entity = tie.practice if isinstance(tie, Appointment | Msa) else tie.organization
            people = found.setdefault(entity, {})
            people[who] = people.get(who, NO_DAYS) | Days.of(tie.span)
    return found


def unscreened_hires(context: Context) -> Iterator[Fault]:
    """People hired within the last year without a look into the list in the month before they started."""
    reading = context.federal(LEIE)
    for one in context.facts.all(Engagement):
        first = one.span.first
        if (
            first is None
            or not context.on - timedelta(days=365) <= first <= context.on
            or context.day not in one.span
        ):
            continue
        looks = [look.on for look in context.facts.by(Screening, "subject", one.person)]
        if not any(first - timedelta(days=EVERY) <= day <= first for day in looks):
            lesser = not reading.known or context.facts.settings.self_pay_only
            yield Fault(
                what=f"{context.name(one.person)} started at {context.name(one.organization)} on {dated(first)} without a "
                f"look into an exclusion list in the month before.",
                where=(one.id, one.person),
                days=Days.of(Span(first.toordinal(), one.span.end)),
                law=() if lesser else (reading,),
                lesser=lesser,
            )


def _latest(context: Context, who: str) -> Iterator[Screening]:
    latest: dict[str, Screening] = {}
    for one in sorted(context.facts.by(Screening, "subject", who), key=lambda look: look.on):
        if one.on <= context.on:
            latest[one.source] = one
    return iter(latest.values())


def open_hits(context: Context) -> Iterator[Fault]:
    """Possible matches that nobody cleared or confirmed."""
    for who in ties(context):
        for one in _latest(context, who):
            if one.result == "possible":
                yield Fault(
                    what=f"A possible match of {context.name(who)} in {one.source} on {dated(one.on)} is neither cleared nor "
                    f"confirmed.",
                    where=(one.id, who),
                    days=Days.from_pairs([(one.on.toordinal(), FOREVER)]),
                )


def unrecorded_hits(context: Context) -> Iterator[Fault]:
    """Confirmed matches that never became an exclusion on record, so that nothing stops the person."""
    reading = context.federal(LEIE)
    for who in ties(context):
        for one in _latest(context, who):
            if one.result == "confirmed" and context.day not in excluded(context.world, who):
                yield Fault(
                    what=f"{context.name(who)} was confirmed in {one.source} on {dated(one.on)}, and no exclusion is on record.",
                    where=(one.id, who),
                    days=Days.from_pairs([(one.on.toordinal(), FOREVER)]) - excluded(context.world, who),
                    law=(reading,) if reading.known else (),
                )


CONTROLS = (
    Control(
        id="SCR-01",
        family="screening",
        severity=MUST,
        title="Nobody excluded takes part",
        tests="Nobody on an exclusion list works for the network, or owns, governs or manages part of it. Where no federal program is billed it is a should.",
        mend="Take the person off at once; let counsel say what has to be paid back.",
        who="compliance and counsel",
        search=excluded_parties,
        law=("duty.rule",),
        lesser=SHOULD,
    ),
    Control(
        id="SCR-02",
        family="screening",
        severity=SHOULD,
        title="Everybody at work is screened every month",
        tests="Everybody at work was looked up in the federal list of excluded individuals within the interval of the law book.",
        mend="Run the list and record day and result for each name.",
        who="compliance",
        search=late_staff,
        law=("duty.rule",),
        lesser=WATCH,
    ),
    Control(
        id="SCR-03",
        family="screening",
        severity=SHOULD,
        title="New people are screened before they start",
        tests="Everybody hired within the last year was looked up in the month before the first day.",
        mend="Screen before the first day; make it a step of hiring.",
        who="HR",
        search=unscreened_hires,
        law=("duty.rule",),
        lesser=WATCH,
    ),
    Control(
        id="SCR-04",
        family="screening",
        severity=SHOULD,
        title="Owners, officers and directors are screened",
        tests="Those who own, govern or direct without being employed are looked up like everybody else.",
        mend="Add them to the monthly run.",
        who="compliance",
        search=late_owners,
        law=("duty.rule",),
        lesser=WATCH,
    ),
    Control(
        id="SCR-05",
        family="screening",
        severity=SHOULD,
        title="Companies are screened",
        tests="Companies that manage or own part of a practice are looked up like people.",
        mend="Add them to the monthly run.",
        who="compliance",
        search=late_vendors,
        law=("duty.rule",),
        lesser=WATCH,
    ),
    Control(
        id="SCR-06",
        family="screening",
        severity=SHOULD,
        title="Everybody is looked up in the wider list too",
        tests="Everybody at work was looked up in the government-wide list of debarred parties within the interval of the law book.",
        mend="Run that list too.",
        who="compliance",
        search=late_in_sam,
        law=("duty.rule",),
        lesser=WATCH,
    ),
    Control(
        id="SCR-07",
        family="screening",
        severity=SHOULD,
        title="Possible matches are settled",
        tests="No possible match is left open.",
        mend="Compare date of birth and number, have a second person clear or confirm it.",
        who="compliance",
        search=open_hits,
    ),
    Control(
        id="SCR-08",
        family="screening",
        severity=MUST,
        title="Confirmed matches are acted on",
        tests="Every confirmed match is on record as an exclusion, so that it stops the person.",
        mend="Record the exclusion with its dates, and take the person off.",
        who="compliance",
        search=unrecorded_hits,
        law=("duty.rule",),
    ),
)
