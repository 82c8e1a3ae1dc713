"""The delegation of acts by a physician to somebody: which acts, under which conditions, and how it is revoked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from openmso.authority.facts.oversight import Delegation
from openmso.authority.facts.people import Competency, Engagement
from openmso.authority.terms import UNLICENSED
from openmso.compliance.rules.drafts.shape import (
    OPEN,
    Article,
    Asks,
    Draft,
    Paragraph,
    Signer,
    Source,
    dated,
    listed,
    plain,
    term,
    told_or_open,
)
from openmso.words.labels import spaced

TEMPLATE: Final = "delegation 1.0.0"
ASKED: Final = (("initial_exam.required",), ("initial_exam.performed_by",), ("orders.standing",))


def delegation(source: Source, one: Delegation) -> Draft:
    """The draft of a delegation."""
    states = source.states_of(one.sites, source.practices_of(one.person))
    roles = sorted(
        {each.role for each in source.facts.by(Engagement, "person", one.person) if source.day in each.span}
    )
    rules: list[Asks] = [
        ("delegation.rule", procedure, role) for role in roles for procedure in sorted(one.procedures)
    ]
    who, giver = source.labels.person(one.person), source.labels.name(one.physician)
    articles = (
        Article(
            "Who delegates to whom",
            plain(
                f"{giver} delegates to {who}, at {source.sites(one.sites, 'every site at which both work')}, the acts that are listed here and no others."
            ),
        ),
        Article("The acts", tuple(_acts(source, one))),
        Article("Under which conditions", tuple(_conditions(one))),
        Article("Emergency", _emergency()),
        Article(
            "Writing it down",
            plain(
                "Each act is written into the chart by who did it, with time, product, amount, place on the body, and the order and exam on which it rests."
            ),
        ),
        Article("Term and revocation", (*term(one.span), *_revocation())),
        *source.asks(states, (*rules, *ASKED)),
    )
    signers = (
        source.signer(one.physician, "who delegates", states),
        _delegate(source, one.person, roles, states),
    )
    return Draft(
        f"Delegation by {giver} to {source.labels.name(one.person)}", TEMPLATE, states, articles, signers
    )


def _delegate(source: Source, person: str, roles: list[str], states: tuple[str, ...]) -> Signer:
    if set(roles) <= UNLICENSED:
        held = source.license(person, states)
        return Signer(source.labels.person(person), "to whom it is delegated", held, person)
    return source.signer(person, "to whom it is delegated", states)


def _acts(source: Source, one: Delegation) -> Iterator[Paragraph]:
    held = {
        each.procedure: each
        for each in source.facts.by(Competency, "person", one.person)
        if source.day in each.span
    }
    for number, code in enumerate(sorted(one.procedures, key=source.labels.procedure), 1):
        skill = held.get(code)
        called = source.labels.procedure(code)
        if skill is None:
            yield Paragraph(
                f"({number}) {called}. Nobody has signed off competency in it: sign off first, or strike it.",
                OPEN,
            )
        else:
            by = f" by {source.labels.name(skill.signed_by)}" if skill.signed_by else ""
            first = f" on {dated(skill.span.first)}" if skill.span.first else ""
            yield Paragraph(f"({number}) {called}, in which competency was signed off{by}{first}.")


def _conditions(one: Delegation) -> Iterator[Paragraph]:
    yield told_or_open(
        f"Supervision: {spaced(one.supervision)}, or nearer where a state asks for it."
        if one.supervision
        else "",
        "how near the supervisor is: on site, reachable at once, or remote",
    )
    yield Paragraph(
        "Before the act a patient has been examined by somebody whom the state lets examine, and the exam still counts. Whoever is outside the protocol is not treated under this delegation."
    )
    yield Paragraph(
        "The protocol that is in force on the day is followed. Limits of dose, depth and setting stand there."
    )
    if one.attests:
        yield Paragraph(f"The physician attests: {listed(sorted(spaced(said) for said in one.attests))}.")
    yield Paragraph(
        "Nothing of it is passed on to somebody else. Whoever is unsure, or was not trained, does not do it and says so; nobody is worse off for that."
    )


def _emergency() -> tuple[Paragraph, ...]:
    return plain(
        "In an emergency: stop, treat by the emergency protocol, call 911 where life, sight or tissue is in danger, then the physician, at once. Events are reported on the same day.",
    )


def _revocation() -> tuple[Paragraph, ...]:
    return plain(
        "The physician may revoke all or part of it on any day and need not say why. It ends at once when either loses the license, the physician leaves the office, or the person leaves the practice.",
        "It is looked at again every year, and whenever law, protocol, product or device changes.",
    )
