"""A protocol: how a procedure is done at the sites of a practice. What is a clinical judgment is left for the physician to write."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from openmso.authority.facts.oversight import Appointment, Protocol
from openmso.compliance.rules.drafts.shape import (
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
    to_fill,
)

TEMPLATE: Final = "protocol 1.0.0"
ASKED: Final[tuple[Asks, ...]] = (
    ("initial_exam.required",),
    ("initial_exam.performed_by",),
    ("initial_exam.telehealth_allowed",),
    ("initial_exam.validity_months",),
    ("orders.standing",),
)


def protocol(source: Source, one: Protocol) -> Draft:
    """The draft of a protocol: the sections in which protocols are written, those of medicine marked as the physician's to fill in for each procedure."""
    states = source.states_of(one.sites, [one.practice])
    named = source.procedures(one.procedures)
    practice = source.labels.name(one.practice)
    articles = (
        Article(
            "What it is for",
            plain(
                f"How {listed(named)} is done at {practice}: {source.sites(one.sites)}. Version {one.version}.",
                "It says how; it lets nobody do it. Who may, say licenses, delegations and orders, and the law of each state.",
            ),
        ),
        Article(
            "Whom it is for",
            (*_who(), *_each(named, "who else is eligible, and from which finding on")),
        ),
        Article(
            "What speaks against it", tuple(_each(named, "every contraindication, and what to do at each"))
        ),
        Article("What is looked at before", _before()),
        Article("What is agreed to", _consent()),
        Article(
            "Steps",
            tuple(_each(named, "preparation, product or device, technique and settings, step by step")),
        ),
        Article(
            "Dose",
            (
                *_each(named, "the range for each place, the most in one visit, the shortest interval"),
                *plain("No more is given, no sooner and nowhere else, without an order for the patient."),
            ),
        ),
        Article(
            "When something goes wrong",
            (*_wrong(), *_each(named, "each complication, its treatment with doses")),
        ),
        Article(
            "After-care", tuple(_each(named, "what the patient is told to do, and what brings them back"))
        ),
        Article("What is written down", _records()),
        Article("When a physician is called", _called()),
        Article("Reading, term and review", (*term(one.span), *_review(one))),
        *source.asks(states, ASKED),
    )
    title = f"Protocol of {practice}: {listed(named)}"
    return Draft(title, TEMPLATE, states, articles, tuple(_signers(source, one, states)))


def _each(named: list[str], what: str) -> Iterator[Paragraph]:
    for called in named:
        yield to_fill(f"{called}, by the physician: {what}")


def _who() -> tuple[Paragraph, ...]:
    return plain(
        "Adults who were examined by somebody whom the state lets examine, and whose exam still counts on the day. Minors only where the physician has ordered it for them."
    )


def _before() -> tuple[Paragraph, ...]:
    return plain(
        "Before each treatment: who the patient is, by two signs; what has changed since the exam; medicines, allergies, pregnancy; the place to be treated, with a photo; that the exam, the order and the consent still count.",
        "Whatever does not fit stops the treatment until a physician has decided.",
    )


def _consent() -> tuple[Paragraph, ...]:
    return plain(
        "The patient is told what is done, by whom, what it can do, what it cannot, its risks, what else there is, and that they may stop at any time. They sign before the first treatment, and again when one of these changes."
    )


def _wrong() -> tuple[Paragraph, ...]:
    return plain(
        "Stop. Treat by what stands here; call 911 where it is grave; then call the physician. Nobody waits for an answer before they call 911.",
        "What is needed for it is at hand at every site, in date, and looked at on each day of treatment.",
    )


def _records() -> tuple[Paragraph, ...]:
    return plain(
        "Before the patient leaves: who did it, on whose order, product with lot and expiry or device with settings, amount and place, what was seen after, what was told. Mistakes are corrected by an addition, and never taken out."
    )


def _called() -> tuple[Paragraph, ...]:
    return plain(
        "At once: pain out of proportion, blanching, a change of sight, trouble breathing, fainting, a burn. Before going on: whatever this protocol does not foresee, a patient who asks for a physician, a doubt of whoever treats."
    )


def _review(one: Protocol) -> Iterator[Paragraph]:
    yield Paragraph(
        "Whoever works by it has read and signed this version within seven days (house rule), and before they treat by it."
    )
    yield Paragraph(
        "It is looked at again every year, and after every event, recall, change of law or new product (house rule; a state may ask for more)."
    )
    if one.reviewed_on:
        yield Paragraph(f"It was last looked at on {dated(max(one.reviewed_on))}.")


def _signers(source: Source, one: Protocol, states: tuple[str, ...]) -> Iterator[Signer]:
    held = sorted(
        {
            each.person
            for each in source.facts.by(Appointment, "practice", one.practice)
            if each.kind == "director" and source.day in each.span
        },
        key=source.labels.name,
    )
    for person in held:
        yield source.signer(person, "who directs the practice and adopts it", states)
    if not held:
        yield Signer("", "the physician who adopts it")
