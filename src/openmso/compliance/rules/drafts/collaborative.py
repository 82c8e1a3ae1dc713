"""The agreement of an NP or PA with a physician: scope, prescribing, how they work together, and who stands in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from openmso.authority.facts.oversight import Agreement
from openmso.authority.facts.people import Engagement, License
from openmso.compliance.rules.drafts.shape import (
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
    told_or_open,
)
from openmso.words.labels import spaced

TEMPLATE: Final = "collaborative 1.0.0"
OF_NP: Final[tuple[Asks, ...]] = (
    ("np.authority",),
    ("np.agreement_required",),
    ("np.transition",),
    ("np.chart_review_pct",),
    ("np.chart_review_every_days",),
    ("np.chart_review",),
    ("np.meeting_every_days",),
    ("np.meeting",),
    ("np.max_per_physician",),
)
OF_PA: Final[tuple[Asks, ...]] = (
    ("pa.relationship",),
    ("pa.agreement_required",),
    ("pa.chart_review_pct",),
    ("pa.chart_review",),
    ("pa.meeting_every_days",),
    ("pa.meeting",),
    ("pa.max_per_physician",),
)


def collaborative(source: Source, one: Agreement) -> Draft:
    """The draft of a collaborative, supervision or prescriptive agreement."""
    states = source.states_of(one.sites, source.practices_of(one.person))
    roles = {each.role for each in source.facts.by(Engagement, "person", one.person)}
    roles |= {each.role for each in source.facts.by(License, "person", one.person)}
    asked = (*(OF_NP if "NP" in roles else ()), *(OF_PA if "PA" in roles else ()))
    who, physician = source.labels.person(one.person), source.labels.name(one.physician)
    articles = (
        Article(
            "Who agrees",
            plain(
                f"{who} and {physician}, for patients at {source.sites(one.sites, 'every site at which both work')}."
            ),
        ),
        Article("Scope", tuple(_scope(source, one))),
        Article("Prescribing", tuple(_prescribing(one))),
        Article("Working together", tuple(_together(source, one))),
        Article("When the physician sees the patient", _physician()),
        Article("Quality and cover", _quality()),
        Article("Term, review and ending", (*term(one.span), *_review(one))),
        *source.asks(states, asked),
    )
    signers = (
        source.signer(one.person, "who practices under it", states),
        source.signer(one.physician, "the physician", states),
    )
    title = f"{spaced(one.kind).capitalize()} agreement of {source.labels.name(one.person)} with {physician}"
    return Draft(title, TEMPLATE, states, articles, signers)


def _scope(source: Source, one: Agreement) -> Iterator[Paragraph]:
    if one.procedures is None:
        yield to_fill("the procedures and the population; the record does not limit them")
    else:
        yield Paragraph(f"Procedures: {listed(source.procedures(one.procedures))}.")
    yield Paragraph(
        "Within this scope the NP or PA assesses, diagnoses and treats as license, training and the protocols in force allow. What lies outside goes to the physician."
    )


def _prescribing(one: Agreement) -> Iterator[Paragraph]:
    if not one.prescribes:
        yield Paragraph("Nothing is prescribed under this agreement.")
        return
    yield to_fill(
        "the classes of drugs, with what is left out; controlled substances by schedule, or that there are none"
    )
    yield Paragraph(
        "Before a controlled substance the monitoring program of the state is asked, where there is one."
    )


def _together(source: Source, one: Agreement) -> Iterator[Paragraph]:
    yield Paragraph(
        "The physician can be reached by phone or video whenever patients are treated under this agreement, and answers urgent questions within fifteen minutes."
    )
    substitute = source.labels.name(one.substitute) if one.substitute else ""
    yield told_or_open(
        f"{substitute} takes the physician's part while the physician cannot be reached, and has agreed to it in writing."
        if substitute
        else "",
        "the physician who takes the part of this one",
    )
    pct, every = one.chart_review_pct, one.meeting_every_days
    yield told_or_open(
        f"The physician reads {pct} % of the charts each month, drawn so that none is chosen by whom it is about, or more where a state asks for more."
        if pct is not None
        else "",
        "the share of charts that is read each month",
    )
    yield told_or_open(
        f"They meet at least every {every} days, sooner where a state asks for it, and write down what was said."
        if every is not None
        else "",
        "how often they meet",
    )
    yield Paragraph(
        "Results that are not normal are looked at on the day they come. Those that are critical are told to the patient and the physician on the same day."
    )


def _physician() -> tuple[Paragraph, ...]:
    return plain(
        "The physician is asked, and sees the patient in person or by video where the question needs it: when a patient does not get better as expected, after every grave event, at the patient's wish, and for whatever lies outside the protocols."
    )


def _quality() -> tuple[Paragraph, ...]:
    return plain(
        "Both take part in the quality program of the practice. What a review finds is followed until it is mended.",
        "Each carries malpractice cover that reaches this agreement, and shows it to the other.",
    )


def _review(one: Agreement) -> Iterator[Paragraph]:
    yield Paragraph("It is looked at again, and signed again, at least every year.")
    if one.reviewed_on:
        yield Paragraph(f"It was last looked at on {dated(max(one.reviewed_on))}.")
    yield told_or_open(
        f"It was filed with the state on {dated(one.filed_on)}." if one.filed_on else "",
        "whether a state wants it filed, and when it was",
    )
    yield Paragraph(
        "Nobody practices under it before both have signed. It ends by thirty days' notice, and at once with a license; patients of the day are seen to. A copy is kept at each site."
    )
