"""People: what each is engaged as, licensed for, signed off and delegated to do, under which agreements, as of the day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from openmso.authority.facts.oversight import Agreement, Delegation
from openmso.authority.facts.people import (
    Certificate,
    Competency,
    Engagement,
    Exclusion,
    Insurance,
    License,
    Person,
    Screening,
)
from openmso.authority.facts.structure import Signature
from openmso.compliance.queries.binder.frame import Frame, Sheet, days, written
from openmso.compliance.rules.sheets import Block, Cell, colored, facts, heading, table, words
from openmso.timeline.spans import Span
from openmso.words.fees import dollars
from openmso.words.labels import spaced


def people(frame: Frame) -> Iterator[Sheet]:
    """One document: everybody within the scope, by name."""
    lead = f"Licenses, sign-offs, agreements and delegations as of {written(frame.on)}."
    yield frame.sheet("People", lead, _blocks(frame))


def _blocks(frame: Frame) -> Iterator[Block]:
    records = frame.judge.facts
    named = sorted((records.need(Person, one) for one in frame.people), key=lambda one: (one.name, one.id))
    yield heading(f"{len(named)} people")
    yield table(
        ("Name", "Roles", "NPI", "Excluded from federal programs", "Last screened"),
        [
            (
                one.name,
                spaced(frame.labels.roles(one.id)),
                one.npi,
                _excluded(frame, one.id),
                _screened(frame, one.id),
            )
            for one in named
        ],
        (2.4, 1.4, 1.2, 2, 2.6),
        none="Nobody is engaged, appointed or an owner within this scope.",
    )
    for one in named:
        yield from _person(frame, one)


def _excluded(frame: Frame, person: str) -> Cell:
    found = [one for one in frame.judge.facts.by(Exclusion, "subject", person) if frame.day in one.span]
    return colored(f"yes: {', '.join(one.source for one in found)}", "barred") if found else "no"


def _screened(frame: Frame, person: str) -> Cell:
    looks = [one for one in frame.judge.facts.by(Screening, "subject", person) if one.on <= frame.on]
    last = {one.source: one for one in sorted(looks, key=lambda one: one.on)}
    if not last:
        return colored("never", "conditional")
    return "; ".join(f"{one.source.upper()} {written(one.on)}: {one.result}" for one in last.values())


def _person(frame: Frame, one: Person) -> Iterator[Block]:
    records, labels = frame.judge.facts, frame.labels
    yield heading(labels.person(one.id))
    engaged = [
        f"{each.role}, {spaced(each.kind)} of {labels.name(each.organization)}, {_sites(frame, each.sites)}, {days(each.span)}"
        for each in records.by(Engagement, "person", one.id)
        if each.span.overlaps(frame.period)
    ]
    covered = [
        f"{spaced(each.kind)}, {_limits(each)}{days(each.span)}"
        for each in records.by(Insurance, "subject", one.id)
        if frame.day in each.span
    ]
    yield facts(
        [
            ("Engaged", "; ".join(engaged) or "not engaged"),
            ("Insured", "; ".join(covered) or "no policy is recorded"),
        ]
    )
    yield from _licenses(frame, one)
    yield from _skills(frame, one)
    yield from _papers(frame, one)


def _limits(one: Insurance) -> str:
    if one.per_claim is None or one.aggregate is None:
        return ""
    return f"{dollars(one.per_claim)} a claim and {dollars(one.aggregate)} in all, "


def _licenses(frame: Frame, one: Person) -> Iterator[Block]:
    held = sorted(frame.judge.facts.by(License, "person", one.id), key=lambda each: (each.state, each.role))
    certificates = [
        each for each in frame.judge.facts.by(Certificate, "person", one.id) if frame.day in each.span
    ]
    rows: list[tuple[Cell, ...]] = [
        (
            f"{each.role} license{', multistate' if each.multistate else ''}",
            each.state,
            each.number,
            _holds(frame, each.span, each.status),
            days(each.span),
            f"{written(each.verified_on)} {each.verified_with}" if each.verified_on else "not verified",
        )
        for each in held
    ]
    rows += [
        (
            frame.labels.words.get(each.kind) or spaced(each.kind),
            each.state,
            each.number,
            "",
            days(each.span),
            "",
        )
        for each in certificates
    ]
    if rows:
        yield table(
            ("License or certificate", "State", "Number", "On the day", "Days", "Verified"),
            rows,
            (2.1, 0.6, 1.2, 1.1, 2, 1.8),
        )


def _holds(frame: Frame, span: Span, status: str) -> Cell:
    if status != "active":
        return colored(spaced(status), "barred")
    return "in force" if frame.day in span else colored("not in force", "barred")


def _skills(frame: Frame, one: Person) -> Iterator[Block]:
    skills = [each for each in frame.judge.facts.by(Competency, "person", one.id) if frame.day in each.span]
    if not skills:
        return
    yield heading("Signed off for", 2)
    yield table(
        ("Procedure", "By", "Days"),
        [
            (
                frame.labels.procedure(each.procedure),
                frame.labels.name(each.signed_by) if each.signed_by else "nobody is recorded",
                days(each.span),
            )
            for each in sorted(skills, key=lambda each: frame.labels.procedure(each.procedure))
        ],
        (3, 2.4, 2.4),
    )


def _papers(frame: Frame, one: Person) -> Iterator[Block]:
    records, labels = frame.judge.facts, frame.labels
    held = [each for each in records.by(Agreement, "person", one.id) if frame.day in each.span]
    given = [each for each in records.by(Delegation, "person", one.id) if frame.day in each.span]
    if not held and not given:
        return
    yield heading("Works under", 2)
    rows = [
        (
            f"{spaced(each.kind)} agreement with {labels.name(each.physician)}",
            _procedures(frame, each.procedures),
            _sites(frame, each.sites),
            days(each.span),
            _signed(frame, each.signatures),
        )
        for each in held
    ]
    rows += [
        (
            f"delegation by {labels.name(each.physician)}",
            _procedures(frame, each.procedures),
            _sites(frame, each.sites),
            days(each.span),
            _signed(frame, each.signatures),
        )
        for each in given
    ]
    yield table(("Paper", "Procedures", "Sites", "Days", "Signed"), rows, (1.7, 2.6, 1.4, 1.5, 1.6))
    attested = sorted({said for each in given for said in each.attests})
    if attested:
        yield words(f"Attested by the delegator: {'; '.join(spaced(said) for said in attested)}.")


def _procedures(frame: Frame, codes: Iterable[str] | None) -> str:
    return "not limited" if codes is None else ", ".join(sorted(frame.labels.procedure(one) for one in codes))


def _sites(frame: Frame, sites: Iterable[str] | None) -> str:
    return "every site" if sites is None else ", ".join(sorted(frame.labels.name(one) for one in sites))


def _signed(frame: Frame, signatures: tuple[Signature, ...]) -> Cell:
    if not signatures:
        return colored("by nobody", "barred")
    return "; ".join(f"{frame.labels.name(one.person)}, {written(one.on)}" for one in signatures)
