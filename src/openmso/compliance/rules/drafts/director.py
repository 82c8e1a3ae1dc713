"""The agreement with a medical director: what the office is for, what the director may stop, and what it is paid by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from openmso.authority.facts.oversight import Appointment
from openmso.compliance.rules.clauses import CORE_DUTIES, DUTIES
from openmso.compliance.rules.drafts.shape import (
    OPEN,
    Article,
    Draft,
    Paragraph,
    Signer,
    Source,
    listed,
    plain,
    term,
    to_fill,
    told_or_open,
)
from openmso.words.fees import dollars, number
from openmso.words.labels import spaced

TEMPLATE: Final = "medical-director 1.0.0"
ASKED: Final = (
    ("medical_director.required_for_med_spa",),
    ("medical_director.eligible",),
    ("medical_director.max_locations",),
    ("medical_director.distance",),
    ("medical_director.site_visit_every_days",),
    ("medical_director.registration",),
    ("medical_director.posting",),
    ("initial_exam.required",),
    ("initial_exam.performed_by",),
    ("np.chart_review_pct",),
    ("np.meeting_every_days",),
    ("np.max_per_physician",),
    ("pa.chart_review_pct",),
    ("fee_splitting.prohibited",),
)
HOW_OFTEN: Final = {
    "protocols": "each protocol and order before it is used, and again every year and after each event that touches it",
    "chart_review": "each month, by a draw that leaves no clinician out, and within the month that follows",
    "meetings": "each clinician at least every month",
    "site_visits": "each site at least every quarter, in person, with a written list",
    "training": "before anybody does a procedure alone for the first time, and every year",
    "adverse_events": "within the hour for grave ones; cause and correction within thirty days",
    "availability": "answers within fifteen minutes while patients are treated, or has named who does",
}
"""How often, where the law or an agreement asks for nothing stricter (house)."""


def director(source: Source, one: Appointment) -> Draft:
    """The draft of an agreement with a medical director, or with who stands in."""
    states = source.states_of(one.sites, [one.practice])
    articles = (
        Article("The parties and the office", tuple(_office(source, one))),
        Article("Authority", _authority()),
        Article("Duties", tuple(_duties(one))),
        Article("Being reachable, and who stands in", tuple(_reach(source, one))),
        Article("Time, and what is paid for it", tuple(_pay(one))),
        Article("Qualification and cover", _qualified()),
        Article("Term and ending", (*term(one.span), *_ending())),
        *source.asks(states, ASKED),
    )
    called = "Medical director" if one.kind == "director" else spaced(one.kind).capitalize()
    title = f"{called} agreement of {source.labels.name(one.person)} with {source.labels.name(one.practice)}"
    signers = (
        source.signer(one.person, spaced(one.kind), states),
        Signer("", f"for {source.labels.name(one.practice)}: an owner who holds a license"),
    )
    return Draft(title, TEMPLATE, states, articles, signers)


def _office(source: Source, one: Appointment) -> Iterator[Paragraph]:
    name, practice = source.labels.name(one.person), source.labels.name(one.practice)
    yield Paragraph(f"{practice} appoints {name} as {spaced(one.kind)} for {source.sites(one.sites)}.")
    yield Paragraph(
        "Sites and services are added by an amendment that both sign, after the director has looked at them."
    )
    yield to_fill(
        "other directorships the director holds, with states, sites and people supervised; discipline of any kind, or that there is none"
    )


def _authority() -> tuple[Paragraph, ...]:
    return plain(
        "On every clinical question the director has the last word. Nobody who works for the business may overrule it, or make pay or term depend on it.",
        "The director may stop a service, a device or a person at any site at once. What is stopped stays stopped until the director lifts it, in writing.",
        "The director sees every chart, roster, event, complaint and stock list of these sites at any time.",
    )


def _duties(one: Appointment) -> Iterator[Paragraph]:
    named = [code for code in DUTIES if code in one.duties]
    for number_of, code in enumerate(named, 1):
        often = f": {HOW_OFTEN[code]}" if code in HOW_OFTEN else ""
        yield Paragraph(f"({number_of}) {DUTIES[code]}{often}.")
    missing = [DUTIES[code] for code in CORE_DUTIES if code not in one.duties]
    if missing:
        yield Paragraph(
            f"Without these an office is only a name, and the record does not state them: {listed(missing)}.",
            OPEN,
        )
    yield Paragraph(
        "Where the law of a state, or an agreement with a clinician, asks for more or sooner, that counts."
    )
    yield Paragraph(
        "What was done is written down when it is done: when, how long, where, on which charts or papers. Entries are not copied from one month to the next."
    )


def _reach(source: Source, one: Appointment) -> Iterator[Paragraph]:
    backup = source.labels.name(one.backup) if one.backup else ""
    yield told_or_open(
        f"{backup} stands in while the director is away or cannot be reached." if backup else "",
        "who stands in, with a license in each state",
    )
    yield Paragraph("Being away is said beforehand. Every quarter it is tried whether both can be reached.")


def _pay(one: Appointment) -> Iterator[Paragraph]:
    hours = one.hours_per_month
    yield told_or_open(
        f"The office takes up to {number(hours)} hours a month; more only after both have agreed."
        if hours is not None
        else "",
        "the hours of the office a month",
    )
    pay = one.pay
    if pay is None:
        yield to_fill("the pay: a fixed sum or a rate per hour, at fair market value, with a cap")
    elif pay.percent is not None or pay.basis in ("percentage", "commission", "per_service"):
        yield Paragraph(
            "Recorded: pay that follows treatments or revenue. It is left out of this draft, because it may be fee splitting or pay for referrals; agree on a fixed sum or a rate per hour.",
            OPEN,
        )
    else:
        amount = f" of {dollars(pay.amount)}" if pay.amount is not None else ""
        yield Paragraph(
            f"The director is paid a {spaced(pay.basis)}{amount}, at fair market value, against the log of hours and never without it."
        )
        if not pay.fmv_documented:
            yield to_fill("what shows that the pay is fair market value")
    yield Paragraph("Nothing is paid for patients that are sent, or for products that are sold.")


def _qualified() -> tuple[Paragraph, ...]:
    return plain(
        "The director holds an unrestricted license in each state of these sites and is trained in every service that is offered there.",
        "Malpractice cover reaches supervision and each of these services, and claims that come after the end.",
        "Discipline, an exclusion, or the loss or restriction of a license is told within three days.",
    )


def _ending() -> tuple[Paragraph, ...]:
    return plain(
        "Either may end it by ninety days' notice; it ends at once with the license, or with an exclusion.",
        "On the last day the director's name leaves advertisements and registrations, those who work under the director are passed on to another before, and no service goes on without one.",
        "The director may work for others and may speak about what happened here, as the law lets them.",
    )
