"""Oversight papers and what was done under them: appointments, agreements, delegations, protocols, orders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from openmso.authority.facts.people import PayPlan
from openmso.authority.facts.structure import Signature
from openmso.timeline.spans import ALWAYS, Span


@dataclass(frozen=True, slots=True)
class Appointment:
    """`person` holds the office of medical director, or stands in for it, at sites of `practice`.

    `kind`: director, backup, collaborator (a physician who collaborates or delegates without the office).
    `sites`: None means every site of the practice. The person may be an NP where the state lets NPs direct.
    """

    id: str
    person: str
    practice: str
    kind: str = "director"
    sites: frozenset[str] | None = None
    span: Span = ALWAYS
    signatures: tuple[Signature, ...] = ()
    pay: PayPlan | None = None
    hours_per_month: Decimal | None = None
    duties: frozenset[str] = frozenset()
    backup: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """A collaborative, supervision or prescriptive agreement of an NP or PA with a physician.

    It is good only when both have signed (`signed_from` is the later signature). `procedures` and `sites`
    None: not limited. `fte` counts toward caps by full-time equivalents.
    """

    id: str
    physician: str
    person: str
    kind: str
    span: Span
    sites: frozenset[str] | None = None
    procedures: frozenset[str] | None = None
    signatures: tuple[Signature, ...] = ()
    fte: Decimal = Decimal(1)
    prescribes: bool = True
    reviewed_on: tuple[date, ...] = ()
    filed_on: date | None = None
    substitute: str = ""
    chart_review_pct: int | None = None
    meeting_every_days: int | None = None


@dataclass(frozen=True, slots=True)
class Delegation:
    """`physician` (or another delegator where the law lets it) delegates `procedures` at `sites` to `person`.

    `attests` lists what the delegator attests of the law's untyped conditions, by their text or code.
    """

    id: str
    physician: str
    person: str
    procedures: frozenset[str]
    span: Span
    sites: frozenset[str] | None = None
    signatures: tuple[Signature, ...] = ()
    attests: frozenset[str] = frozenset()
    supervision: str = ""


@dataclass(frozen=True, slots=True)
class Protocol:
    """How a procedure is done at sites of a practice. Good when a physician signed it."""

    id: str
    practice: str
    procedures: frozenset[str]
    span: Span
    version: str = "1.0"
    sites: frozenset[str] | None = None
    signatures: tuple[Signature, ...] = ()
    reviewed_on: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class StandingOrder:
    """`prescriber` orders in advance: people of `roles` may do `procedures` at `sites` without an order each."""

    id: str
    prescriber: str
    practice: str
    procedures: frozenset[str]
    roles: frozenset[str]
    span: Span
    sites: frozenset[str] | None = None
    signatures: tuple[Signature, ...] = ()
    reviewed_on: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Activity:
    """Oversight that was done. `kind`: chart_review, meeting, site_visit, order_review, training, drill, duty (time spent on a duty, from the log).

    For chart reviews `reviewed` of `population` charts were read.
    """

    id: str
    kind: str
    physician: str
    on: date
    person: str = ""
    site: str = ""
    reviewed: int | None = None
    population: int | None = None
    minutes: int | None = None
