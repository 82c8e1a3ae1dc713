"""A standing order: named roles may do a procedure for patients who fit, without an order for each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from openmso.authority.facts.oversight import Protocol, StandingOrder
from openmso.authority.facts.people import Engagement
from openmso.compliance.rules.drafts.shape import (
    OPEN,
    Article,
    Asks,
    Draft,
    Paragraph,
    Source,
    dated,
    listed,
    plain,
    term,
    to_fill,
)

TEMPLATE: Final = "standing-order 1.0.0"
ASKED: Final[tuple[Asks, ...]] = (
    ("orders.standing",),
    ("initial_exam.required",),
    ("initial_exam.performed_by",),
    ("initial_exam.telehealth_allowed",),
    ("initial_exam.validity_months",),
)


def order(source: Source, one: StandingOrder) -> Draft:
    """The draft of a standing order."""
    states = source.states_of(one.sites, [one.practice])
    rules: list[Asks] = [
        ("delegation.rule", procedure, role)
        for procedure in sorted(one.procedures)
        for role in sorted(one.roles)
    ]
    physician, practice = source.labels.name(one.prescriber), source.labels.name(one.practice)
    articles = (
        Article(
            "Order",
            plain(
                f"{physician} orders for patients of {practice} at {source.sites(one.sites)}: {listed(source.procedures(one.procedures))}, within what stands here and in the protocols."
            ),
        ),
        Article("Who may act on it", tuple(_people(source, one))),
        Article("For whom", _patients()),
        Article("What is given or done", tuple(_doses(source, one))),
        Article("Watching, and when to stop", _stop()),
        Article("Term and review", (*term(one.span), *_review(one))),
        *source.asks(states, (*ASKED, *rules)),
    )
    signers = (source.signer(one.prescriber, "who orders", states),)
    return Draft(f"Standing order of {physician} for {practice}", TEMPLATE, states, articles, signers)


def _people(source: Source, one: StandingOrder) -> Iterator[Paragraph]:
    yield Paragraph(
        f"{listed(sorted(one.roles))} of the practice, each by name, once competency in the procedure is signed off:"
    )
    named = sorted(
        {
            each.person
            for each in source.facts.all(Engagement)
            if each.organization == one.practice
            and each.role in one.roles
            and source.day in each.span
            and (one.sites is None or each.sites is None or not one.sites.isdisjoint(each.sites))
        },
        key=source.labels.name,
    )
    if named:
        yield Paragraph(f"{listed(source.labels.person(each) for each in named)}.")
    else:
        yield to_fill("the people who may act on it; nobody of these roles is engaged there")
    yield Paragraph("Whoever is added signs that they have read it, before the first patient.")


def _patients() -> tuple[Paragraph, ...]:
    return (
        *plain(
            "Adults who were examined by somebody whom the state lets examine, whose exam still counts, who have consented in writing, and whom the protocol includes.",
            "Not: who is pregnant or breastfeeding, is allergic to a part of the product, has an infection at the place, or takes or has anything that the protocol excludes. They need an order of their own, or are not treated.",
        ),
        to_fill("further reasons of each procedure to include or exclude, unless the protocol states them"),
    )


def _doses(source: Source, one: StandingOrder) -> Iterator[Paragraph]:
    held = [each for each in source.facts.by(Protocol, "practice", one.practice) if source.day in each.span]
    for code in sorted(one.procedures, key=source.labels.procedure):
        called = source.labels.procedure(code)
        found = [each for each in held if code in each.procedures and each.signatures]
        if found:
            versions = listed(f"version {each.version}" for each in found)
            yield Paragraph(
                f"{called}: by the protocol in force ({versions}), with its doses by place, its most in all, its intervals and its settings."
            )
        else:
            yield Paragraph(
                f"{called}: no signed protocol is in force. An order without one does not count here.", OPEN
            )
    yield Paragraph(
        "Less may be given than the protocol states, never more. More, sooner or elsewhere needs an order for the patient."
    )


def _stop() -> tuple[Paragraph, ...]:
    return plain(
        "The patient is watched as the protocol states. At pain out of proportion, blanching, a change of sight, trouble breathing, fainting or a burn: stop, treat by the emergency protocol, call 911 where it is grave, and call the physician at once.",
        "What was done is written down with product, lot, amount and place before the patient leaves.",
    )


def _review(one: StandingOrder) -> Iterator[Paragraph]:
    yield Paragraph(
        "It is looked at again every year, and after every event, recall, change of law or new product. An order that was not looked at in time is not used."
    )
    if one.reviewed_on:
        yield Paragraph(f"It was last looked at on {dated(max(one.reviewed_on))}.")
