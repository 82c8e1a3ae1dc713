"""Cover: malpractice of people and practice, its limits and gaps, and the policies an entity needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from openmso.authority.facts.oversight import Appointment, Delegation
from openmso.authority.facts.people import Engagement, Insurance
from openmso.authority.facts.structure import Organization
from openmso.compliance.rules.context import Context
from openmso.compliance.rules.finding import Control, Fault, Severity
from openmso.compliance.rules.msas import msas
from openmso.compliance.rules.network import (
    clinicians,
    dark,
    engaged_at,
    offered,
    places_of,
    practices,
    told_dark,
)
from openmso.compliance.rules.words import dated, last_day, listed, money, role
from openmso.timeline.days import Days
from openmso.timeline.spans import BEGINNING

MUST, SHOULD, WATCH = Severity.MUST, Severity.SHOULD, Severity.WATCH
YEAR = 365


def policies(context: Context, subject: str, kind: str = "malpractice") -> tuple[Insurance, ...]:
    """Policies of a kind that a person or entity has or had."""
    return tuple(one for one in context.facts.by(Insurance, "subject", subject) if one.kind == kind)


def covered(context: Context, subject: str, kind: str = "malpractice") -> Days:
    """Days on which a policy of a kind covers a person or entity."""
    return Days.of(*(one.span for one in policies(context, subject, kind)))


def _practices_of(context: Context, engagement: Engagement) -> set[str]:
    return {site.practice for site in engaged_at(context, engagement) if context.day in site.span}


def bare(context: Context) -> Iterator[Fault]:
    """People in a role that the network wants insured, whom no policy of theirs or of the practice covers."""
    for one in clinicians(context, context.facts.settings.insured_roles):
        for practice in sorted(_practices_of(context, one)):
            days = Days.of(one.span) - covered(context, one.person) - covered(context, practice)
            keys = dark(
                context,
                (
                    key
                    for site in engaged_at(context, one)
                    for key in context.keys_at(site.id)
                    if key.person == one.person and site.practice == practice
                ),
            )
            yield Fault(
                what=f"No malpractice policy covers {context.name(one.person)}, {role(one.role)} at "
                f"{context.name(practice)}{told_dark(context, keys)}.",
                where=(one.person, one.id, *(policy.id for policy in policies(context, one.person))),
                days=days,
                keys=keys,
            )


def lapsed(context: Context) -> Iterator[Fault]:
    """People at work whose own malpractice policy ended without a new one."""
    for one in clinicians(context):
        held = policies(context, one.person)
        wanted = one.role in context.facts.settings.insured_roles
        if not held or (
            wanted and not any(context.day in covered(context, it) for it in _practices_of(context, one))
        ):
            continue
        last = max(held, key=lambda policy: policy.span.end)
        before = Days.from_pairs([(BEGINNING, min(policy.span.start for policy in held))])
        yield Fault(
            what=f"{context.name(one.person)}'s own malpractice policy ended on {last_day(last.span)}, and no new one is on "
            f"record.",
            where=(last.id, one.person),
            days=Days.of(one.span) - covered(context, one.person) - before,
        )


def bare_directors(context: Context) -> Iterator[Fault]:
    """Directors whom no malpractice policy of their own covers: the practice's policy rarely covers supervision."""
    people: dict[str, list[Appointment]] = {}
    for one in context.facts.all(Appointment):
        if context.day in one.span and not policies(context, one.person):
            people.setdefault(one.person, []).append(one)
    for person, offices in people.items():
        yield Fault(
            what=f"{context.name(person)} directs or stands in at {listed(context.name(one.practice) for one in offices)} "
            f"without a malpractice policy on record.",
            where=(offices[0].id, *(one.id for one in offices[1:]), person),
            days=Days.of(*(one.span for one in offices)),
        )


def bare_practices(context: Context) -> Iterator[Fault]:
    """Practices without a malpractice policy of the entity."""
    for one in practices(context):
        yield Fault(
            what=f"{one.name} has no malpractice policy of its own.",
            where=(one.id,),
            days=Days.of(one.span) - covered(context, one.id),
        )


def left_out(context: Context) -> Iterator[Fault]:
    """Delegated procedures that the delegate's policies, and the practice's, leave out."""
    for one in context.facts.all(Delegation):
        if context.day not in one.span:
            continue
        for site in places_of(context, one.person):
            subjects = (one.person, site.practice)
            named = [
                policy for who in subjects for policy in policies(context, who) if context.day in policy.span
            ]
            if not named or (one.sites is not None and site.id not in one.sites):
                continue
            cover = {
                code: _covering(context, subjects, code)
                for code in sorted(one.procedures & offered(context, site))
            }
            bare = {code: days for code, days in cover.items() if context.day not in days}
            if bare:
                yield Fault(
                    what=f"{context.name(one.person)} does {listed(context.procedure(code) for code in bare)} at {site.name}, and "
                    f"no policy in force covers it.",
                    where=(one.id, one.person, *(policy.id for policy in named)),
                    days=Days.of(one.span) & Days.of(site.span) - Days.union_of(bare.values()),
                )


def _covering(context: Context, subjects: tuple[str, ...], code: str) -> Days:
    held = (policy for subject in subjects for policy in policies(context, subject))
    return Days.of(*(policy.span for policy in held if policy.covers is None or code in policy.covers))


def no_general(context: Context) -> Iterator[Fault]:
    """Practices without general liability cover."""
    for one in practices(context):
        days = Days.of(one.span) - covered(context, one.id, "general")
        yield Fault(f"{one.name} has no general liability policy.", (one.id,), days)


def no_cyber(context: Context) -> Iterator[Fault]:
    """MSOs that manage a practice without cyber cover."""
    for msa in msas(context):
        mso = context.facts.need(Organization, msa.mso)
        days = Days.of(msa.span) - covered(context, mso.id, "cyber")
        yield Fault(
            f"{mso.name} keeps records for {context.name(msa.practice)} without cyber cover.",
            (mso.id, msa.id),
            days,
        )


def below_limits(context: Context) -> Iterator[Fault]:
    """Malpractice policies with lower limits than the management agreement asks for."""
    for msa in msas(context):
        limits = msa.clauses.get("insurance_limits")
        asked: Mapping[str, Any] = limits if isinstance(limits, Mapping) else {}
        people = {one.person for one in clinicians(context) if one.organization == msa.practice}
        for subject in sorted({msa.practice, *people}):
            for policy in policies(context, subject):
                low = [
                    f"{money(held)} {words} (asked: {money(Decimal(str(asked[name])))})"
                    for name, held, words in (
                        ("per_claim", policy.per_claim, "per claim"),
                        ("aggregate", policy.aggregate, "in all"),
                    )
                    if name in asked and held is not None and held < Decimal(str(asked[name]))
                ]
                if low:
                    yield Fault(
                        what=f"{context.name(policy.id)} has {listed(low)}.",
                        where=(policy.id, msa.id),
                        days=Days.of(policy.span) & Days.of(msa.span),
                    )


def gaps(context: Context) -> Iterator[Fault]:
    """People and practices that are covered now and were not for some days of the last year."""
    subjects: dict[str, Days] = {one.id: Days.of(one.span) for one in practices(context)}
    for work in clinicians(context):
        subjects[work.person] = subjects.get(work.person, Days()) | Days.of(work.span)
    for subject, active in subjects.items():
        held = covered(context, subject)
        if context.day not in held:
            continue
        first = min(one.span.start for one in policies(context, subject))
        for start, end in (active - held).pairs():
            if first <= start < end <= context.day < end + YEAR:
                yield Fault(
                    what=f"{context.name(subject)} had no malpractice cover from {dated(Days((start, end)).spans()[0].first)} "
                    f"for {end - start} days: treatments of those days may be uninsured.",
                    where=(subject, *(one.id for one in policies(context, subject))),
                    days=Days((start, end + YEAR)),
                )


CONTROLS = (
    Control(
        id="INS-01",
        family="insurance",
        severity=SHOULD,
        title="Roles to be insured are insured",
        tests="Whoever works in a role that the network wants insured is covered by a policy of their own or of the practice.",
        mend="Bind cover, or take the person off until it is bound.",
        who="HR",
        search=bare,
    ),
    Control(
        id="INS-02",
        family="insurance",
        severity=SHOULD,
        title="Own policies are renewed",
        tests="No malpractice policy of anybody at work has ended without a new one.",
        mend="Renew it, or record that the practice's policy covers the person.",
        who="HR",
        search=lapsed,
    ),
    Control(
        id="INS-03",
        family="insurance",
        severity=SHOULD,
        title="Directors have cover of their own",
        tests="Everybody with an appointment has a malpractice policy of their own on record.",
        mend="Get the certificate; have it say that it covers supervision and these procedures.",
        who="medical director",
        search=bare_directors,
    ),
    Control(
        id="INS-04",
        family="insurance",
        severity=SHOULD,
        title="The practice has cover of its own",
        tests="Every practice has a malpractice policy of the entity.",
        mend="Bind entity cover.",
        who="MSO",
        search=bare_practices,
    ),
    Control(
        id="INS-05",
        family="insurance",
        severity=SHOULD,
        title="Policies cover what is delegated",
        tests="A policy of the delegate or of the practice covers every delegated procedure on the menu.",
        mend="Have the procedure added to the policy, or take it out of the delegation.",
        who="MSO",
        search=left_out,
    ),
    Control(
        id="INS-06",
        family="insurance",
        severity=WATCH,
        title="The practice has general liability cover",
        tests="Every practice has a general liability policy.",
        mend="Bind it, or record the landlord's or MSO's policy that names the practice.",
        who="MSO",
        search=no_general,
    ),
    Control(
        id="INS-07",
        family="insurance",
        severity=WATCH,
        title="The MSO has cyber cover",
        tests="Every MSO that manages a practice has a cyber policy.",
        mend="Bind it.",
        who="MSO",
        search=no_cyber,
    ),
    Control(
        id="INS-08",
        family="insurance",
        severity=SHOULD,
        title="Limits are what the agreement asks",
        tests="Malpractice limits are at least those the management agreement asks for.",
        mend="Raise the limits.",
        who="MSO",
        search=below_limits,
    ),
    Control(
        id="INS-09",
        family="insurance",
        severity=WATCH,
        title="There was no gap in cover",
        tests="Whoever is covered now was covered on every working day of the last year.",
        mend="Ask the insurer for prior acts or tail cover of the gap.",
        who="MSO",
        search=gaps,
    ),
)
