"""People: licenses, certificates, experience, exclusions, insurance, engagements and pay, competencies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from openmso.timeline.spans import ALWAYS, Span


@dataclass(frozen=True, slots=True)
class Person:
    """A human being in the network. `npi` without spaces, empty if none."""

    id: str
    name: str
    npi: str = ""


@dataclass(frozen=True, slots=True)
class License:
    """A license of `person` to practice as `role` in `state`. Good on the days of `span` if `status` is active.

    `multistate`: a compact license issued by the home state. `span` runs from issue to expiry (exclusive).
    """

    id: str
    person: str
    role: str
    state: str
    span: Span
    number: str = ""
    status: str = "active"
    multistate: bool = False
    verified_on: date | None = None
    verified_with: str = ""


@dataclass(frozen=True, slots=True)
class Certificate:
    """An added certificate or sub-role (master esthetician, laser certificate, CPR, …); `kind`: a code."""

    id: str
    person: str
    kind: str
    span: Span = ALWAYS
    state: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Experience:
    """What `person` had accumulated as `role` by the day `on`; it counts from that day, never before."""

    id: str
    person: str
    role: str
    on: date
    hours: int | None = None
    months: int | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A confirmed exclusion of a person or organization from federal programs (LEIE, SAM, state)."""

    id: str
    subject: str
    source: str
    span: Span


@dataclass(frozen=True, slots=True)
class Screening:
    """A look into an exclusion list on a day. `result`: clear, possible, confirmed. `edition`: of the list, if known."""

    id: str
    subject: str
    source: str
    on: date
    result: str
    edition: str = ""


@dataclass(frozen=True, slots=True)
class Insurance:
    """A policy that covers `subject` (person or organization). `kind`: malpractice, general, cyber, …"""

    id: str
    subject: str
    kind: str
    span: Span
    per_claim: Decimal | None = None
    aggregate: Decimal | None = None
    covers: frozenset[str] | None = None
    """Procedures covered; None: not limited."""


@dataclass(frozen=True, slots=True)
class PayPlan:
    """How somebody is paid. `basis`: hourly, salary, per_service, commission, percentage, stipend."""

    basis: str
    amount: Decimal | None = None
    percent: Decimal | None = None
    of: str = ""
    """What a percentage is of: own_services, product_sales, clinic_revenue, referrals."""
    logged_hours: bool | None = None
    fmv_documented: bool | None = None


@dataclass(frozen=True, slots=True)
class Engagement:
    """`person` works as `role` at `sites` (None: all sites of the practice), engaged by `organization`.

    `kind`: employee, contractor, owner, leased. `manages`: decides over clinical staff.
    """

    id: str
    person: str
    organization: str
    role: str
    kind: str = "employee"
    sites: frozenset[str] | None = None
    span: Span = ALWAYS
    fte: Decimal = Decimal(1)
    pay: PayPlan | None = None
    reports_to: str = ""


@dataclass(frozen=True, slots=True)
class Competency:
    """`person` was signed off for `procedure` by `signed_by`; it lapses at the end of `span`."""

    id: str
    person: str
    procedure: str
    span: Span
    signed_by: str = ""
    training_hours: int | None = None
