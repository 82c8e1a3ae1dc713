"""The closed words of a management agreement and of a director's appointment that controls read.

The network file carries them as codes; here is what each means. `Clause.wanted` says whether a sound
agreement has the clause (`needed`), lacks it (`barred`), or may have it (`free`). A clause whose value is
`False` counts as absent: the paper says outright that it is not so. Source of the list: the usual parts of an
agreement between a friendly practice and its manager, and the decisions medical boards keep for licensees.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

Wanted = Literal["needed", "barred", "free"]


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause code: what it provides in words, and the value it carries in the network file."""

    code: str
    says: str
    wanted: Wanted
    value: str = "text"


CLAUSES: Final = (
    Clause("records_owner", "who owns the medical records", "needed", "`practice`, or the practice's id"),
    Clause(
        "order_of_payments",
        "payroll, malpractice cover and taxes of the practice come before the fee",
        "needed",
    ),
    Clause(
        "insurance_limits",
        "least limits of malpractice cover",
        "needed",
        "mapping {per_claim, aggregate}, USD",
    ),
    Clause("termination_for_cause_by_practice", "the practice may end the agreement for cause", "needed"),
    Clause("wind_down", "care goes on and the records come back at the end", "needed"),
    Clause("change_of_law", "what happens when the law changes", "needed"),
    Clause("fee_change", "how the fee may change", "needed", "`prospective`, or text"),
    Clause("budget_approval", "the practice approves the budget", "needed"),
    Clause("compliance_program", "screening, policies, audits, no retaliation", "needed"),
    Clause("mso_hires_fires_clinicians", "the MSO chooses or dismisses clinicians", "barred"),
    Clause(
        "mso_sets_clinical_schedules", "the MSO sets clinical schedules or the time per patient", "barred"
    ),
    Clause(
        "mso_sets_prices_or_coding", "the MSO sets professional prices, coding or billing policy", "barred"
    ),
    Clause("mso_picks_payer_contracts", "the MSO alone decides on contracts with payers", "barred"),
    Clause("mso_selects_equipment", "the MSO chooses clinical equipment and supplies", "barred"),
    Clause("mso_controls_records", "the MSO owns the records or may hold back their release", "barred"),
    Clause(
        "terminates_for_clinical_judgment", "the MSO may end the agreement over clinical judgment", "barred"
    ),
    Clause("share_transfer_restriction", "the MSO decides who may own the practice's shares", "barred"),
    Clause("share_power_of_attorney", "a proxy or power of attorney over the physician's shares", "barred"),
    Clause(
        "noncompete", "clinicians or owners may not compete", "barred", "text, or mapping {months, miles}"
    ),
    Clause("nondisclosure", "clinicians may not disclose", "barred"),
    Clause("nondisparagement", "clinicians may not criticize", "barred"),
    Clause("advertising_under_mso_name", "the practice is advertised under the MSO's name", "barred"),
    Clause("records_retention_years", "for how many years charts are kept", "free", "number"),
    Clause(
        "transaction_notice", "when notice of the deal to the state was checked or filed", "free", "ISO date"
    ),
    Clause(
        "fee_bands", "amounts of a tiered fee by band, set in advance", "free", "mapping {counted, bands}"
    ),
    Clause("renewal_notice_days", "days of notice before the term ends", "free", "number"),
    Clause("loan", "a loan or line by which unpaid fees are carried", "free"),
    Clause("independence", "recital: independence, and no purchase of referrals", "free"),
    Clause("services_standards", "service levels", "free"),
    Clause("personnel", "who employs whom", "free"),
    Clause("intellectual_property", "license of name and marks", "free"),
    Clause("premises_lease", "lease of rooms", "free"),
    Clause("equipment_lease", "lease of devices", "free"),
    Clause("late_fee", "interest on what is late", "free"),
    Clause("insufficient_funds", "what happens when money does not suffice", "free"),
    Clause("indemnity", "who holds whom harmless", "free"),
    Clause("disputes", "how disputes are settled", "free"),
    Clause("confidentiality", "business secrets", "free"),
)
CLAUSE: Final[Mapping[str, Clause]] = {clause.code: clause for clause in CLAUSES}

RESERVED_POWERS: Final[Mapping[str, str]] = {
    "diagnosis_and_treatment": "diagnosis, treatment and referral",
    "patient_acceptance": "which patients are taken, how many, and who is refused",
    "clinical_staffing": "choosing, supervising and dismissing clinicians",
    "clinical_discipline": "clinical discipline and the quality program",
    "clinical_schedules": "clinical schedules and the time per patient",
    "protocols_and_orders": "protocols and standing orders",
    "clinical_equipment": "clinical equipment and supplies",
    "coding_and_billing": "coding and billing decisions",
    "professional_prices": "prices of professional services, and refunds for clinical reasons",
    "payer_contracts": "contracts with payers",
    "records": "contents, custody and release of medical records",
    "clinical_advertising": "clinical claims in advertising",
}
"""The twelve decisions that stay with the practice and its licensees."""

DUTIES: Final[Mapping[str, str]] = {
    "protocols": "adopting and reviewing protocols and orders",
    "chart_review": "reviewing charts",
    "meetings": "meeting the clinicians",
    "site_visits": "visiting the sites",
    "training": "signing off training",
    "adverse_events": "handling adverse events",
    "availability": "being reachable while patients are treated",
    "exams": "examining patients, or overseeing who does",
    "quality": "quality assurance",
    "credentialing": "a voice in credentialing",
    "complaints": "reviewing complaints",
    "stop": "stopping a service or a person",
}
"""Duties an appointment may name."""

CORE_DUTIES: Final = ("protocols", "chart_review", "training", "adverse_events", "availability", "stop")
"""What a director has to do for the office to be more than a name."""


def provides(clauses: Mapping[str, Any], code: str) -> bool:
    """Whether an agreement has a clause: it is there, and does not say that it is not so."""
    return code in clauses and clauses[code] is not False
