"""Legal entities, who owns and governs them, sites and menus, registrations, and management agreements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from openmso.timeline.spans import ALWAYS, Span


@dataclass(frozen=True, slots=True)
class Organization:
    """A legal entity. `kind`: mso, practice, holding, lender, other. `span`: from formation to dissolution."""

    id: str
    name: str
    kind: str
    form: str
    state: str
    span: Span = ALWAYS
    qualified_in: frozenset[str] = frozenset()
    investor: str = ""
    """`private_equity` or `hedge_fund` where such an investor stands behind it (CA SB 351)."""


@dataclass(frozen=True, slots=True)
class Ownership:
    """`owner` (a person or an organization) holds `percent` of `organization`."""

    id: str
    organization: str
    owner: str
    percent: Decimal
    span: Span = ALWAYS
    transfer_restricted_by: str = ""
    """The organization that may dictate a transfer of the interest, if any."""
    proxy_to: str = ""
    """Who may vote the interest by proxy, if anybody but the owner."""


@dataclass(frozen=True, slots=True)
class Office:
    """A person governs an organization. `title`: director, president, manager, secretary, …"""

    id: str
    organization: str
    person: str
    title: str
    span: Span = ALWAYS


@dataclass(frozen=True, slots=True)
class Site:
    """Where a practice treats. `kind`: clinic, telehealth, mobile. `setting`: a place code of the law pack.

    A telehealth site has a state and no street: it is where its patients are. Coordinates in degrees.
    """

    id: str
    name: str
    practice: str
    state: str
    zone: str
    kind: str = "clinic"
    setting: str = "medical_office"
    span: Span = ALWAYS
    latitude: float | None = None
    longitude: float | None = None
    county: str = ""
    med_spa: bool = True


@dataclass(frozen=True, slots=True)
class Service:
    """A line of a site's menu and the procedures it is made of."""

    id: str
    site: str
    name: str
    procedures: frozenset[str]
    span: Span = ALWAYS


@dataclass(frozen=True, slots=True)
class Registration:
    """A filing that `holder` (site, organization, person, agreement) has made. `kind`: a code of the law pack."""

    id: str
    holder: str
    kind: str
    span: Span = ALWAYS
    number: str = ""
    state: str = ""
    filed_on: date | None = None
    verified_on: date | None = None


@dataclass(frozen=True, slots=True)
class FeeTerms:
    """What the MSO is paid. `model`: flat, tiered_flat, cost_plus, per_service, percentage, hybrid, remainder.

    Money in US dollars, percents 0–100. `base`: collections, revenue, profit. The opinion on fair value (`fmv_…`): by whom, whether
    they are independent, by which method (market, cost, income), for which services of the schedule, and which document it is.
    """

    model: str
    amount: Decimal | None = None
    percent: Decimal | None = None
    margin_percent: Decimal | None = None
    base: str = ""
    period: str = "month"
    set_in_advance: bool | None = None
    includes_marketing: bool | None = None
    depends_on_referrals: bool | None = None
    excludes_federal_programs: bool | None = None
    fmv_opinion_on: date | None = None
    fmv_valid_until: date | None = None
    fmv_low: Decimal | None = None
    fmv_high: Decimal | None = None
    fmv_valuer: str = ""
    fmv_independent: bool | None = None
    fmv_method: str = ""
    fmv_services: frozenset[str] = frozenset()
    fmv_document: str = ""
    cap: Decimal | None = None
    last_changed_on: date | None = None
    change_retroactive: bool | None = None
    unpaid_days: int | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed, on which day, for which party (an organization or a person)."""

    person: str
    on: date
    for_party: str = ""


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """One line of the services schedule of a management agreement.

    `price`: US dollars a unit, or what of a flat fee is for this line; `fmv_low` to `fmv_high`: its fair range. `counted`: what of the
    records counts its units (people_engaged, sites_open); empty: evidence has to say.
    """

    name: str
    unit: str = ""
    evidence: str = ""
    clinical: bool = False
    price: Decimal | None = None
    fmv_low: Decimal | None = None
    fmv_high: Decimal | None = None
    counted: str = ""


@dataclass(frozen=True, slots=True)
class Msa:
    """A management services agreement. `clauses` maps clause codes (see `compliance`) to what they provide.

    A clause that is absent from the mapping is not in the agreement.
    """

    id: str
    mso: str
    practice: str
    fee: FeeTerms
    span: Span = ALWAYS
    signatures: tuple[Signature, ...] = ()
    services: tuple[ServiceLine, ...] = ()
    reserved_powers: frozenset[str] = frozenset()
    clauses: Mapping[str, Any] = field(default_factory=dict)
    governing_law: str = ""
    baa_signed_on: date | None = None
    funds_account_owner: str = ""
    funds_account_controlled_by: str = ""
    term_years: int | None = None
    auto_renews_without_notice: bool | None = None
    termination_penalty_months: Decimal | None = None
