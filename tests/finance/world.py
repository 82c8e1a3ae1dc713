"""The cast with a management agreement, and who draws, answers and pays under it: Fay keeps the books, Ada owns the practice, Carl audits."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from openmso.authority.facts import Record
from openmso.authority.facts.structure import FeeTerms, Msa, ServiceLine, Signature
from openmso.finance.actions import (
    approve_statement,
    draw_statement,
    enter_evidence,
    issue_invoice,
    purpose_of,
    send_statement,
)
from openmso.finance.queries import Stated, statement
from openmso.finance.rules.evidence import Piece
from openmso.foundation.actor import Actor
from openmso.foundation.rules.proofs import Method
from openmso.foundation.rules.sides import Post, Side
from openmso.foundation.stepup import prove
from openmso.timeline.spans import Span
from tests.cast import ADA, LUMEN, MSO, OPENED
from tests.foundation.company import Company
from tests.kept import network_of_the_cast
from tests.web.visits import with_password

WHY = "a test"
NOW = datetime(2026, 3, 4, 18, tzinfo=UTC)
FEBRUARY, JANUARY = date(2026, 2, 1), date(2026, 1, 1)
BILLING, PAYROLL = "Billing as agent", "Payroll"
FEE = FeeTerms(
    "flat",
    amount=Decimal(18000),
    set_in_advance=True,
    fmv_opinion_on=date(2025, 10, 1),
    fmv_valid_until=date(2026, 9, 30),
    fmv_low=Decimal(15000),
    fmv_high=Decimal(21000),
)
MSA = Msa(
    "msa-lumen",
    MSO,
    LUMEN,
    FEE,
    Span.of(OPENED),
    (Signature(ADA, OPENED, LUMEN),),
    (
        ServiceLine(BILLING, "claim", "claim log"),
        ServiceLine(PAYROLL, "payslip", "payroll register", counted="people_engaged"),
    ),
)


def agreed(model: str = "flat", **terms: Any) -> Msa:
    """The agreement with another fee."""
    services = terms.pop("services", MSA.services)
    clauses = terms.pop("clauses", {})
    return replace(MSA, fee=replace(FEE, model=model, **terms), services=services, clauses=clauses)


def books(*records: Record, msa: Msa = MSA, slug: str = "lumen") -> Company:
    """The network with the agreement, and its people seated."""
    made = Company(network_of_the_cast(msa, *records, slug=slug))
    made.seat("olga", Post.MSO_OWNER, organization=MSO)
    made.seat("fay", Post.FINANCE, organization=MSO)
    made.seat("ada", Post.PHYSICIAN_OWNER, organization=LUMEN, person=ADA)
    made.seat("rosa", Post.RN, organization=LUMEN, person="rosa")
    made.seat("carl", Post.AUDITOR)
    for user in made.users.values():
        with_password(user)
    return made


def fay(company: Company) -> Actor:
    """Who keeps the books of the management company."""
    return company.actor("fay", Side.BUSINESS)


def ada(company: Company, side: Side = Side.CLINICAL) -> Actor:
    """Who owns the practice."""
    return company.actor("ada", side)


def count(units: int = 412, **more: Any) -> Piece:
    """So many claims."""
    told: dict[str, Any] = {"service": BILLING, "kind": "count", "reference": "log-2026-02", **more}
    return Piece(units=Decimal(units), **told)


def shown(company: Company, *pieces: Piece, month: date = FEBRUARY) -> None:
    """Evidence is entered: the claims, if nothing else is said."""
    for one in pieces or (count(),):
        enter_evidence(by=fay(company), why=WHY, msa=MSA.id, month=month, piece=one)


def draw(company: Company, month: date = FEBRUARY) -> str:
    """The statement of a month."""
    return draw_statement(by=fay(company), why=WHY, msa=MSA.id, month=month, now=NOW)


def sent(company: Company, month: date = FEBRUARY) -> Stated:
    """A statement that waits for Ada."""
    shown(company, month=month)
    code = draw(company, month)
    send_statement(by=fay(company), why=WHY, code=code)
    return statement(fay(company), code)


def proof(company: Company, stated: Stated, method: Method = Method.PASSKEY) -> UUID:
    """Ada proves who she is, for this statement."""
    return prove(by=ada(company), why=WHY, purpose=purpose_of(stated), method=method)


def approved(company: Company, month: date = FEBRUARY) -> Stated:
    """A statement that Ada approved."""
    found = sent(company, month)
    approve_statement(by=ada(company), why=WHY, code=found.code, proof=proof(company, found), now=NOW)
    return statement(fay(company), found.code)


def billed(company: Company, month: date = FEBRUARY) -> Stated:
    """A statement with its bill."""
    found = approved(company, month)
    issue_invoice(by=fay(company), why=WHY, code=found.code, now=NOW)
    return statement(fay(company), found.code)
