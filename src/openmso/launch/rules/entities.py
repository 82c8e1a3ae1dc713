"""Management companies, practices with their owners, and the management agreements between them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from openmso.authority.facts.people import Engagement, Insurance, PayPlan, Screening
from openmso.authority.facts.structure import (
    FeeTerms,
    Msa,
    Office,
    Organization,
    Ownership,
    ServiceLine,
    Signature,
)
from openmso.launch.rules.draft import Draft, Practice
from openmso.launch.rules.names import words
from openmso.launch.rules.places import BY_STATE
from openmso.timeline.spans import Span

MANAGERS: Final = (
    "Cedar Lantern", "Blue Heron", "Juniper Gate", "Silver Birch", "Copper Canyon", "Harbor Finch",
)  # fmt: skip
POWERS: Final = frozenset(
    words("""diagnosis_and_treatment patient_acceptance clinical_staffing clinical_discipline clinical_schedules
    protocols_and_orders clinical_equipment coding_and_billing professional_prices payer_contracts records
    clinical_advertising""")
)
SERVICES: Final = (
    ServiceLine("Billing and card processing as agent", "transaction", "processor report"),
    ServiceLine("Payroll and benefits", "payslip", "payroll register", counted="people_engaged"),
    ServiceLine("Premises, devices and software", "month", "lease and inventory"),
    ServiceLine("Purchasing", "order", "purchase orders"),
    ServiceLine("Bookkeeping", "month", "closing file"),
)
HEADQUARTERS: Final = (
    ("chief_executive", "administrator", "chief executive"),
    ("", "administrator", "operations"),
    ("", "administrator", "compliance"),
    ("", "other", "people"),
    ("", "billing", "billing"),
    ("", "marketing", "marketing"),
    ("chief_financial", "other", "finance"),
)
"""Title, post and desk of the people of a management company. The desk is part of the engagement's id."""


def manager(draft: Draft, number: int, states: list[str]) -> Organization:
    """A management company, its owner and its people."""
    name = MANAGERS[number % len(MANAGERS)]
    id = f"{name.lower().replace(' ', '-')}-management"
    formed = draft.ago(2600, 3200)
    company = Organization(
        id, f"{name} Management LLC", "mso", "LLC", states[0], Span.of(formed), frozenset(states[1:])
    )
    draft.add(company, *insure(draft, id, "cyber", 2_000_000))
    screen(draft, id)
    for title, post, desk in HEADQUARTERS:
        person = draft.person()
        since = formed if title == "chief_executive" else draft.ago(500, 2000)
        salary = PayPlan("salary", Decimal(draft.chance.randrange(62, 140) * 1000))
        draft.add(
            Engagement(f"{person}-{desk.split()[0]}", person, id, post, span=Span.of(since), pay=salary)
        )
        screen(draft, person)
        hired(draft, person, since)
        if title:
            draft.add(Office(f"{id}-{title}", id, person, title, Span.of(since)))
        if title == "chief_executive":
            draft.chief_of[id] = person
            draft.add(Ownership(f"{id}-share", id, person, Decimal(100), Span.of(formed)))
    return company


def practice(draft: Draft, company: Organization, state: str, owners: int) -> Practice:
    """A practice of a state, owned by physicians who are licensed there, with its management agreement."""
    brand = company.name.removesuffix(" Management LLC")
    form = draft.leeway.form(state)
    formed = draft.ago(1900, 2500)
    id = f"{brand.lower().replace(' ', '-')}-{state.lower()}"
    made = Organization(
        id, f"{brand} Medical of {BY_STATE[state]} {form}", "practice", form, state, Span.of(formed)
    )
    drawn = Practice(made, company)
    draft.practices.append(drawn)
    draft.add(made, *insure(draft, id, "malpractice", 1_000_000), *insure(draft, id, "general", 1_000_000))
    screen(draft, id)
    shares = {1: (100,), 2: (60, 40)}[owners]
    for share in shares:
        person = physician(draft, drawn)
        drawn.owners.append(person)
        draft.add(Ownership(f"{id}-{person}", id, person, Decimal(share), Span.of(formed)))
        draft.add(
            Office(
                f"{id}-{person}-office",
                id,
                person,
                "manager" if share < 100 else "president",
                Span.of(formed),
            )
        )
    draft.add(agreement(draft, drawn, formed + timedelta(days=30)))
    return drawn


def physician(draft: Draft, of: Practice) -> str:
    """A physician licensed in the practice's state, insured and screened; their id."""
    person = draft.person(title="dr", provider=True)
    role = draft.chance.choices(("MD", "DO"), (80, 20))[0]
    draft.license(person, role, of.state)
    draft.add(*insure(draft, person, "malpractice", 1_000_000))
    screen(draft, person)
    return person


def agreement(draft: Draft, of: Practice, since: date) -> Msa:
    """A sound management agreement: twelve powers reserved, a flat or cost-plus fee within a current opinion."""
    signed = since - timedelta(days=draft.chance.randrange(2, 12))
    opinion = draft.ago(40, 240)
    flat = draft.chance.random() < 0.7
    amount = Decimal(draft.chance.randrange(14, 60) * 500)
    fee = FeeTerms(
        "flat" if flat else "cost_plus",
        amount=amount if flat else None,
        margin_percent=None if flat else Decimal(draft.chance.randrange(8, 13)),
        set_in_advance=True,
        includes_marketing=False,
        depends_on_referrals=False,
        excludes_federal_programs=True,
        fmv_opinion_on=opinion,
        fmv_valid_until=opinion + timedelta(days=364),
        fmv_low=amount * Decimal("0.85") if flat else Decimal(7),
        fmv_high=amount * Decimal("1.15") if flat else Decimal(14),
        fmv_valuer="Ridgeline Practice Valuation LLC",
        fmv_independent=True,
        fmv_method="market" if flat else "cost",
        fmv_services=frozenset(one.name for one in SERVICES),
        change_retroactive=False,
        unpaid_days=0,
    )
    return Msa(
        f"msa-{of.id}",
        of.manager.id,
        of.id,
        fee,
        Span.of(since),
        (
            Signature(of.owners[0], signed, of.id),
            Signature(draft.chief_of[of.manager.id], signed, of.manager.id),
        ),
        SERVICES,
        POWERS,
        clauses(since),
        governing_law=of.state,
        baa_signed_on=signed,
        funds_account_owner=of.id,
        funds_account_controlled_by=of.id,
        term_years=draft.chance.choice((3, 5, 7)),
        auto_renews_without_notice=False,
        termination_penalty_months=Decimal(draft.chance.choice((0, 1, 2))),
    )


def clauses(since: date) -> dict[str, object]:
    """The clauses that a sound agreement has, and none that it lacks."""
    return {
        "records_owner": "practice",
        "order_of_payments": "payroll, malpractice and taxes before the fee",
        "insurance_limits": {"per_claim": 1_000_000, "aggregate": 3_000_000},
        "termination_for_cause_by_practice": "30 days",
        "wind_down": "90 days",
        "change_of_law": "renegotiate within 60 days",
        "fee_change": "prospective",
        "budget_approval": "yearly by the practice",
        "compliance_program": "kept, reviewed yearly",
        "records_retention_years": 10,
        "renewal_notice_days": 90,
        "transaction_notice": since - timedelta(days=90),
    }


def hired(draft: Draft, person: str, since: date) -> None:
    """Look somebody up before their first day, if that lies within about a year."""
    if (draft.on - since).days < 400:
        draft.add(Screening(f"{person}-hired", person, "LEIE", since - timedelta(days=7), "clear"))


def screen(draft: Draft, subject: str) -> None:
    """Look a person or a company up in both lists, this month."""
    on = draft.ago(3, 25)
    draft.add(
        Screening(f"{subject}-leie", subject, "LEIE", on, "clear"),
        Screening(f"{subject}-sam", subject, "SAM", on, "clear"),
    )


def insure(draft: Draft, subject: str, kind: str, per_claim: int) -> tuple[Insurance, Insurance]:
    """Last year's policy and this year's, without a gap."""
    renewed = draft.ago(20, 350)
    last, next_ = renewed - timedelta(days=365), renewed + timedelta(days=365)
    limits = (Decimal(per_claim), Decimal(3 * per_claim))
    return (
        Insurance(f"{subject}-{kind}-before", subject, kind, Span.of(last, renewed), *limits),
        Insurance(f"{subject}-{kind}", subject, kind, Span.of(renewed, next_), *limits),
    )
