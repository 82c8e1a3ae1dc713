"""Who engages whom: clinicians by an entity that may, supervisors not by those they supervise, nobody led by laymen."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from openmso.authority.facts.oversight import Agreement
from openmso.authority.facts.people import Engagement, License, Person
from openmso.authority.facts.structure import Msa, Organization, Ownership, Site
from openmso.authority.law import Reading
from openmso.compliance.rules.context import Context
from openmso.compliance.rules.finding import Control, Fault, Severity
from openmso.compliance.rules.network import clinicians, enforced, engaged_at, states_of
from openmso.compliance.rules.words import listed, many, role
from openmso.timeline.days import NO_DAYS, Days

MUST, SHOULD, WATCH = Severity.MUST, Severity.SHOULD, Severity.WATCH
EMPLOYED_SUPERVISOR = "no_employed_supervisor"


def work_states(context: Context, engagement: Engagement) -> tuple[str, ...]:
    """States an engagement reaches on the day: of its open sites, else of the practices its employer manages."""
    sites = {site.state for site in engaged_at(context, engagement) if context.day in site.span}
    managed = {
        one.practice
        for one in context.facts.by(Msa, "mso", engagement.organization)
        if context.day in one.span
    }
    return tuple(sorted(sites or {state for practice in managed for state in states_of(context, practice)}))


def by_laymen(context: Context, leave: str) -> Iterator[Fault]:
    """Clinicians engaged by an entity that is no practice, where the law on that reads as `leave` (empty: unknown)."""
    groups: dict[tuple[str, str], list[Engagement]] = {}
    for one in clinicians(context):
        employer = context.facts.get(Organization, one.organization)
        if employer is not None and employer.kind != "practice" and one.kind != "owner":
            for state in work_states(context, one):
                groups.setdefault((employer.id, state), []).append(one)
    for (employer_id, state), people in groups.items():
        parameter = "cpom.lay_entity_may_employ_clinicians"
        reading = context.reading(state, parameter)
        names = listed(f"{context.name(one.person)} ({role(one.role)})" for one in people)
        yield Fault(
            what=f"{context.name(employer_id)}, no practice, engages {many(len(people), 'clinician')} in {context.state(state)}"
            f"{_TAILS[leave].format(state=context.state(state))}: {names}.",
            where=(employer_id, *(one.id for one in people)),
            days=Days.of(*(one.span for one in people))
            & context.law_days(partial(_reads, leave), state, parameter),
            law=(reading,) if reading.known else (),
        )


_TAILS = {
    "prohibited": ", which the law forbids",
    "conditional": ", which the law allows on conditions that no record shows",
    "": "; whether it may was never established",
}


def _reads(leave: str, reading: Reading) -> bool:
    return (reading.value or "") == leave


def employed_supervisors(context: Context) -> Iterator[Fault]:
    """Physicians engaged by an entity that the practitioner they supervise owns."""
    for one in context.facts.all(Agreement):
        if context.day not in one.span:
            continue
        owned = {
            share.organization: share
            for share in context.facts.by(Ownership, "owner", one.person)
            if context.day in share.span
        }
        for work in context.facts.by(Engagement, "person", one.physician):
            share = owned.get(work.organization)
            if share is None or work.kind == "owner" or context.day not in work.span:
                continue
            law = [
                context.reading(state, "duty.rule", EMPLOYED_SUPERVISOR)
                for state in work_states(context, work)
            ]
            known = tuple(reading for reading in law if reading.value)
            yield Fault(
                what=f"{context.name(one.physician)} supervises {context.name(one.person)} and is engaged by "
                f"{context.name(work.organization)}, which {context.name(one.person)} owns.",
                where=(work.id, one.id, share.id),
                days=Days.of(one.span) & Days.of(work.span) & Days.of(share.span),
                law=known,
                each_suffices=True,
                lesser=not known,
            )


def led_by_laymen(context: Context) -> Iterator[Fault]:
    """Clinicians who report to somebody without any license, together for each such person."""
    groups: dict[str, list[Engagement]] = {}
    for one in clinicians(context):
        leader = context.facts.get(Person, one.reports_to)
        if leader is not None and not context.facts.by(License, "person", leader.id):
            groups.setdefault(leader.id, []).append(one)
    for leader_id, people in groups.items():
        states = sorted({state for one in people for state in work_states(context, one)})
        law = tuple(
            reading for state in states if enforced(reading := context.reading(state, "cpom.prohibition"))
        )
        yield Fault(
            what=f"{listed(context.name(one.person) for one in people)} reports to {context.name(leader_id)}, who holds no license: "
            f"who leads clinical work must hold one.",
            where=(leader_id, *(one.id for one in people)),
            days=Days.of(*(one.span for one in people)),
            law=law,
            each_suffices=True,
            lesser=not law,
        )


def strangers(context: Context) -> Iterator[Fault]:
    """People at a site who are engaged by neither its practice nor an MSO with an agreement for it."""
    groups: dict[tuple[str, str], list[Engagement]] = {}
    days: dict[tuple[str, str], Days] = {}
    for one in context.facts.all(Engagement):
        for site in engaged_at(context, one) if context.day in one.span else ():
            if one.organization != site.practice and not _manages(context, one.organization, site):
                place = (one.organization, site.practice)
                groups.setdefault(place, []).append(one)
                covered = (
                    msa.span
                    for msa in context.facts.by(Msa, "practice", site.practice)
                    if msa.mso == one.organization
                )
                days[place] = days.get(place, NO_DAYS) | Days.of(one.span) - Days.of(*covered)
    for (employer, practice), people in groups.items():
        yield Fault(
            what=f"{context.name(employer)} engages {listed(context.name(one.person) for one in people)} at sites of "
            f"{context.name(practice)} without an agreement between the two on record.",
            where=(employer, practice, *dict.fromkeys(one.id for one in people)),
            days=days[employer, practice],
        )


def _manages(context: Context, organization: str, site: Site) -> bool:
    agreements = context.facts.by(Msa, "practice", site.practice)
    return any(one.mso == organization and context.day in one.span for one in agreements)


def by_nobody(context: Context) -> Iterator[Fault]:
    """People engaged by an entity that is not formed yet, or dissolved."""
    groups: dict[str, list[Engagement]] = {}
    for one in context.facts.all(Engagement):
        if context.day in one.span:
            groups.setdefault(one.organization, []).append(one)
    for employer_id, people in groups.items():
        employer = context.facts.need(Organization, employer_id)
        yield Fault(
            what=f"{listed(context.name(one.person) for one in people)} is engaged by {employer.name}, which does not exist on "
            f"the day.",
            where=(employer.id, *(one.id for one in people)),
            days=Days.of(*(one.span for one in people)) - Days.of(employer.span),
        )


CONTROLS = (
    Control(
        id="EMP-01",
        family="employment",
        severity=MUST,
        title="Clinicians are engaged by a practice",
        tests="No entity but a practice engages clinicians where lay entities may not.",
        mend="Move the engagement to the practice; the MSO may run payroll for it.",
        who="physician owner and counsel",
        search=partial(by_laymen, leave="prohibited"),
        law=("cpom.lay_entity_may_employ_clinicians",),
    ),
    Control(
        id="EMP-02",
        family="employment",
        severity=SHOULD,
        title="Conditions of lay employment are met",
        tests="Where lay entities may engage clinicians on conditions, counsel has confirmed them.",
        mend="Let counsel confirm the conditions, and sign the statement of law; or move the engagement to the practice.",
        who="counsel",
        search=partial(by_laymen, leave="conditional"),
        law=("cpom.lay_entity_may_employ_clinicians",),
    ),
    Control(
        id="EMP-03",
        family="employment",
        severity=WATCH,
        title="The law on lay employment is known",
        tests="Where a lay entity engages clinicians, the law on it was established.",
        mend="Let counsel establish the law.",
        who="counsel",
        search=partial(by_laymen, leave=""),
        law=("cpom.lay_entity_may_employ_clinicians",),
    ),
    Control(
        id="EMP-04",
        family="employment",
        severity=MUST,
        title="Nobody employs their own supervisor",
        tests="No physician is engaged by an entity that the NP or PA they supervise owns: a must where the state forbids it, worth a look elsewhere.",
        mend="Engage the physician by an entity the practitioner does not own, or change the supervisor.",
        who="physician owner and counsel",
        search=employed_supervisors,
        law=("duty.rule",),
        lesser=WATCH,
    ),
    Control(
        id="EMP-05",
        family="employment",
        severity=SHOULD,
        title="Licensees lead clinical work",
        tests="Nobody in a clinical role reports to a person without a license: a should where medicine is kept from laymen, worth a look elsewhere.",
        mend="Split the lines: administrative to the manager, clinical to a licensee.",
        who="HR",
        search=led_by_laymen,
        law=("cpom.prohibition",),
        lesser=WATCH,
    ),
    Control(
        id="EMP-06",
        family="employment",
        severity=WATCH,
        title="Who engages people at a site has a paper with the practice",
        tests="Everybody at a site is engaged by its practice, or by an MSO with an agreement in force.",
        mend="Record the agreement (staffing, lease), or move the engagement.",
        who="MSO",
        search=strangers,
    ),
    Control(
        id="EMP-07",
        family="employment",
        severity=SHOULD,
        title="Employers exist",
        tests="Nobody is engaged by an entity that is not formed yet, or dissolved.",
        mend="Move the engagement to an entity that exists.",
        who="HR",
        search=by_nobody,
    ),
)
