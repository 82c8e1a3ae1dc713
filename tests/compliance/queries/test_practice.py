"""What finance keeps is told to the controls: an old bill, and a fixed fee that goes with revenue, with its numbers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from openmso.authority.facts.structure import ServiceLine
from openmso.compliance.queries.held import findings_of
from openmso.compliance.queries.practice import practice_of
from openmso.compliance.rules.practice import Practice
from openmso.finance.actions import draw_statement, enter_evidence
from openmso.finance.rules.evidence import Piece
from openmso.finance.rules.money import after
from openmso.oversight.facts.held import SHELF
from tests.finance.world import BILLING, MSA, WHY, agreed, billed, books, fay
from tests.foundation.company import Company

pytestmark = pytest.mark.django_db
ON = date(2026, 7, 6)
BASE = (80, 120, 95, 140, 60, 110)


@pytest.fixture(autouse=True)
def _nothing_held() -> Iterator[None]:
    SHELF.clear()
    yield
    SHELF.clear()


def found(company: Company) -> set[str]:
    return {one.control.id for one in findings_of(company.system, ON)} & {"FEE-23", "FEE-24"}


def test_a_network_without_fees_tells_nothing() -> None:
    assert practice_of(books().system, ON) == Practice()


def test_a_bill_that_is_open_for_months_is_found() -> None:
    company = books()
    assert found(company) == set()
    billed(company)  # due on April 3
    told = practice_of(company.system, ON)
    assert [(one.number, one.left, one.due) for one in told.bills] == [
        ("2026-0001", Decimal(18000), date(2026, 4, 3))
    ]
    assert found(company) == {"FEE-23"}


def test_a_fixed_fee_that_goes_with_revenue_is_found() -> None:
    priced = (ServiceLine(BILLING, "claim", "claim log", price=Decimal(10)),)
    company = books(msa=agreed("per_service", services=priced))
    for place, base in enumerate(BASE):
        month = after(date(2026, 1, 1), place)
        pieces = (
            Piece(BILLING, "count", "log", units=Decimal(2 * base)),
            Piece("", "collections", "bank", amount=Decimal(100 * base)),
        )
        for piece in pieces:
            enter_evidence(by=fay(company), why=WHY, msa=MSA.id, month=month, piece=piece)
        draw_statement(
            by=fay(company), why=WHY, msa=MSA.id, month=month, now=datetime(2026, 7, 6, 18, tzinfo=UTC)
        )
    (share,) = practice_of(company.system, ON).shares
    assert (share.months, share.share, share.varies, share.correlation) == (
        6,
        Decimal(20),
        Decimal(0),
        Decimal(1),
    )
    assert found(company) == {"FEE-24"}
