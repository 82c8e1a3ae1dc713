"""The management services agreement: the business serves the practice for a fee, and the medicine stays with the physicians."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from openmso.authority.facts.structure import Msa, Organization, Ownership
from openmso.compliance.rules.clauses import CLAUSES, RESERVED_POWERS, provides
from openmso.compliance.rules.drafts.shape import (
    OPEN,
    Article,
    Draft,
    Paragraph,
    Signer,
    Source,
    dated,
    listed,
    plain,
    term,
    to_fill,
    told_or_open,
)
from openmso.words.fees import dollars, fee, worth
from openmso.words.labels import spaced
from openmso.words.states import state

TEMPLATE: Final = "msa 1.0.0"
ASKED: Final = (
    ("cpom.prohibition",),
    ("cpom.lay_ownership_allowed",),
    ("cpom.physician_ownership_min_pct",),
    ("cpom.lay_entity_may_employ_clinicians",),
    ("fee_splitting.prohibited",),
    ("fee_splitting.percentage_fee",),
    ("mso.specific_law",),
    ("mso.restrictions",),
    ("mso.transaction_notice",),
)
LIMITS: Final = (("per_claim", "a claim"), ("aggregate", "in all"))
WARNED: Final = {
    "percentage": "A fee as a share of revenue is doubtful or barred in many states; see what each state asks below.",
    "remainder": "A fee of whatever remains leaves the practice nothing of its own: it is refused here. Agree on another one.",
}
"""Fees that are not drafted without a word."""


def msa(source: Source, one: Msa) -> Draft:
    """The draft of a management services agreement."""
    states = source.states_of(None, [one.practice]) or _home(source, one.practice)
    articles = (
        Article("The parties", _parties(source, one)),
        Article("Why, and what it is not", _recitals()),
        Article("What the manager does", tuple(_services(one))),
        Article("What stays with the practice and its physicians", tuple(_reserved(source, one))),
        Article("The fee", tuple(_fee(one))),
        Article("Whose money it is", tuple(_funds(source, one))),
        Article(
            "Budget",
            plain(
                "The manager proposes a budget each year; it counts once the practice has approved it. Not approving it ends nothing."
            ),
        ),
        Article("Who employs whom", _personnel()),
        Article("Records and privacy", tuple(_records(one))),
        Article("Insurance", (_insurance(one),)),
        Article("Keeping the law", _compliance()),
        Article("Term and ending", (*term(one.span), *_ending(one))),
        Article("Further terms", tuple(_further(one))),
        *source.asks(states, ASKED),
    )
    title = f"Management services agreement of {source.labels.name(one.mso)} with {source.labels.name(one.practice)}"
    return Draft(title, TEMPLATE, states, articles, tuple(_signers(source, one, states)))


def _home(source: Source, practice: str) -> tuple[str, ...]:
    found = source.facts.get(Organization, practice)
    return (found.state,) if found and found.state else ()


def _parties(source: Source, one: Msa) -> tuple[Paragraph, ...]:
    found = []
    for id, called in ((one.mso, "the manager"), (one.practice, "the practice")):
        party = source.facts.get(Organization, id)
        name = source.labels.name(id)
        told = (
            [
                party.form.upper() if party.form.islower() else party.form,
                state(party.state) if party.state else "",
            ]
            if party
            else []
        )
        form = ", ".join(one for one in told if one)
        found.append(Paragraph(f"{name}{f' ({form})' if form else ''}, “{called}”."))
    return (*found, to_fill("addresses, tax numbers and the numbers of formation of both"))


def _recitals() -> tuple[Paragraph, ...]:
    return plain(
        "The practice treats patients through licensed clinicians. The manager runs what is business around that, and does not practice medicine, "
        "does not hold itself out as doing so, and has no say in how anybody is treated.",
        "No part of this agreement pays for, or depends on, patients that one party sends to the other. Each of them stays free to refer wherever that serves the patient.",
        "They are independent of each other. Neither is partner, employee or agent of the other, unless this agreement says so for a named purpose.",
    )


def _services(one: Msa) -> Iterator[Paragraph]:
    yield Paragraph("The manager provides these services, and no others without an amendment in writing:")
    for number, line in enumerate((each for each in one.services if not each.clinical), 1):
        by = f", counted by {line.unit}" if line.unit else ""
        shown = f"; shown by {line.evidence}" if line.evidence else ""
        yield Paragraph(f"({number}) {line.name}{by}{shown}.")
    clinical = [line.name for line in one.services if line.clinical]
    if clinical:
        yield Paragraph(
            f"Recorded among the services, and left out of this draft because it is clinical: {listed(clinical)}. Strike it from the record, or have counsel say why it stays.",
            OPEN,
        )
    if not one.services:
        yield to_fill("the services, each with what it is counted by and what shows that it was done")
    yield Paragraph(
        "Each month the manager shows what it did by this list. A service that is not shown is not paid for."
    )


def _reserved(source: Source, one: Msa) -> Iterator[Paragraph]:
    yield Paragraph(
        "Only the practice, through its physicians, decides on the following. The manager may give figures and may propose; it does not decide, and holds nothing back if it is not followed:"
    )
    for number, (code, said) in enumerate(RESERVED_POWERS.items(), 1):
        missing = "" if code in one.reserved_powers else " (the record does not reserve this; the draft does)"
        yield Paragraph(f"({number}) {said}{missing}.")
    yield Paragraph(
        "A decision on any of these is written down with who proposed it, who decided it, and under which license."
    )
    taken = [
        clause.says for clause in CLAUSES if clause.wanted == "barred" and provides(one.clauses, clause.code)
    ]
    if taken:
        yield Paragraph(
            f"Recorded, and left out of this draft because it would take from {source.labels.name(one.practice)} what is its own: {listed(taken)}. Counsel decides.",
            OPEN,
        )


def _fee(one: Msa) -> Iterator[Paragraph]:
    terms = one.fee
    if terms.model == "remainder":
        yield Paragraph(WARNED["remainder"], OPEN)
    else:
        yield Paragraph(
            f"The practice pays the manager: {fee(terms)}, against a monthly invoice that names the services."
        )
    if terms.model == "percentage" or terms.percent is not None:
        yield Paragraph(WARNED["percentage"], OPEN)
    yield Paragraph(
        "The fee is what the services are worth between strangers. It is set before the services begin, and takes no account of how many patients anybody sends, nor of what they are worth."
    )
    if terms.fmv_opinion_on:
        between = f" It finds {worth(terms)}." if worth(terms) else ""
        until = f", which counts until {dated(terms.fmv_valid_until)}" if terms.fmv_valid_until else ""
        yield Paragraph(
            f"It rests on the opinion of fair market value of {dated(terms.fmv_opinion_on)}{until}.{between}"
        )
    else:
        yield to_fill(
            "the opinion of fair market value: by whom, of which day, over which services, from what to what"
        )
    if terms.cap is not None:
        yield Paragraph(f"It is never more than {dollars(terms.cap)} a {terms.period}.")
    yield Paragraph(
        "It changes only in writing, only for the time after, and at most once a year unless the services change."
    )
    yield Paragraph(
        "What is late bears no more than the lawful rate. What stays unpaid for ninety days becomes a loan on terms that both have signed, or is written off; it is never taken from the account."
    )


def _funds(source: Source, one: Msa) -> Iterator[Paragraph]:
    yield Paragraph(
        "All income from professional services belongs to the practice, and comes first to an account in its name that it alone controls."
    )
    owner, hand = one.funds_account_owner, one.funds_account_controlled_by
    if owner and owner != one.practice:
        yield Paragraph(
            f"Recorded: the account is owned by {source.labels.name(owner)}. This draft says otherwise; counsel decides.",
            OPEN,
        )
    if hand and hand != one.practice:
        yield Paragraph(
            f"Recorded: the account is controlled by {source.labels.name(hand)}. This draft says otherwise; counsel decides.",
            OPEN,
        )
    yield Paragraph(
        "The practice may order its bank to pass money on by a standing instruction, and may revoke that on any day. Payments of government programs are never assigned."
    )
    yield Paragraph("Before the fee the practice pays its clinicians, its malpractice cover and its taxes.")


def _personnel() -> tuple[Paragraph, ...]:
    return plain(
        "The practice engages every licensed clinician. The manager engages those who do the manager's work, and may lease staff without clinical duties to the practice at cost.",
        "Nobody without a license directs, assesses, disciplines or pays by result those who treat patients.",
    )


def _records(one: Msa) -> Iterator[Paragraph]:
    owner = one.clauses.get("records_owner", "practice")
    if owner not in ("practice", one.practice):
        yield Paragraph(
            f"Recorded: the charts belong to {spaced(str(owner))}. This draft says otherwise; counsel decides.",
            OPEN,
        )
    yield Paragraph(
        "Charts belong to the practice. The manager sees of them what its services need and no more, as a business associate under the agreement that is attached."
    )
    signed = one.baa_signed_on
    yield told_or_open(
        f"That agreement was signed on {dated(signed)}." if signed else "",
        "the business associate agreement, signed before anybody sees a chart",
    )
    yield Paragraph(
        "At the end the manager hands over all records within thirty days, in a form that others can read, and holds none back for any claim of its own."
    )


def _insurance(one: Msa) -> Paragraph:
    limits = one.clauses.get("insurance_limits")
    said = ""
    if isinstance(limits, Mapping):
        said = listed(f"{_dollars(limits[code])} {said}" for code, said in LIMITS if code in limits)
    return told_or_open(
        f"The practice and each clinician carry malpractice cover of at least {said}; the manager carries general, cyber and employment cover."
        if said
        else "",
        "the least limits of malpractice cover, per claim and in all",
    )


def _dollars(value: Any) -> str:  # noqa: ANN401 - a number, or whatever was recorded as one
    return dollars(Decimal(value)) if isinstance(value, int | Decimal) else str(value)


def _compliance() -> tuple[Paragraph, ...]:
    return plain(
        "Both screen their people against the lists of excluded persons each month, keep written policies, answer audits, and punish nobody for speaking up.",
        "If a change of law makes a part unlawful, either may ask to change it; if they agree on nothing within sixty days, either may end the agreement.",
    )


def _ending(one: Msa) -> Iterator[Paragraph]:
    yield Paragraph(
        "Either may end it for a grave breach that is not mended within thirty days. The practice may end it without cause by ninety days' notice, at no penalty beyond three months' fee."
    )
    yield Paragraph("It never ends, and nothing is withheld, because of a clinical judgment.")
    yield Paragraph(
        "At the end both see to it that patients are cared for: they are told, their appointments are kept or passed on, and their charts come along."
    )
    if one.term_years is not None and one.term_years > 10:
        yield Paragraph(
            f"Recorded: a term of {one.term_years} years. More than ten is hard to defend; counsel decides.",
            OPEN,
        )


def _further(one: Msa) -> Iterator[Paragraph]:
    for clause in CLAUSES:
        if clause.wanted == "free" and provides(one.clauses, clause.code):
            yield Paragraph(
                f"{clause.says[0].upper()}{clause.says[1:]}: {_valued(one.clauses[clause.code])}."
            )
    law = state(one.governing_law) if one.governing_law else ""
    yield told_or_open(
        f"The law of {law} governs." if law else "", "the state whose law governs: that of the practice"
    )


def _valued(value: Any) -> str:  # noqa: ANN401 - a clause's value is of its own kind
    if isinstance(value, Mapping):
        return listed(f"{spaced(str(name))} {spaced(str(one))}" for name, one in value.items())
    return "as agreed" if value is True else spaced(str(value))


def _signers(source: Source, one: Msa, states: tuple[str, ...]) -> Iterator[Signer]:
    owners = [
        each for each in source.facts.by(Ownership, "organization", one.practice) if source.day in each.span
    ]
    for each in owners:
        yield source.signer(each.owner, f"for {source.labels.name(one.practice)}, as an owner", states)
    yield Signer("", f"for {source.labels.name(one.mso)}: an officer who holds none in the practice")
