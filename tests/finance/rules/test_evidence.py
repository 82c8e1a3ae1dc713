"""Evidence as it is typed and as a sheet: what is wrong is told by line, all at once."""

from __future__ import annotations

from decimal import Decimal

import pytest

from openmso.finance.rules.evidence import Known, Piece, collected, read, wrong_with
from tests.finance.world import BILLING, FEBRUARY, PAYROLL

SERVICES = (BILLING, PAYROLL)


def test_a_sheet_is_read_in_any_order_of_columns() -> None:
    found = read(
        'kind,reference,service,amount,units\ncount,log-1,Billing as agent,,412\ncollections,bank,,"$81,250.40",\n\n',
        SERVICES,
    )
    assert found.wrong == ()
    assert found.pieces == (
        Piece(BILLING, "count", "log-1", units=Decimal(412)),
        Piece("", "collections", "bank", amount=Decimal("81250.40")),
    )


def test_everything_that_is_wrong_is_told_by_its_line() -> None:
    found = read(
        "service,kind,reference,units\nBilling,count,log-1,4\nPayroll,count,r,many\nPayroll,count,r,3\n",
        SERVICES,
    )
    assert [(line, one.field) for line, one in found.wrong] == [
        (2, "service"),
        (3, "units"),
        (4, "reference"),
    ]


@pytest.mark.parametrize("text", ["", "service,kind\n", "service,kind,reference,patient\n"])
def test_another_heading_is_no_sheet(text: str) -> None:
    assert [one.field for _, one in read(text, SERVICES).wrong] == ["file"]


@pytest.mark.parametrize(
    ("piece", "field"),
    [
        (Piece(BILLING, "sweep", "1"), "kind"),
        (Piece(BILLING, "count", "1"), "units"),
        (Piece(BILLING, "count", "1", units=Decimal(-1)), "units"),
        (Piece(BILLING, "count", "1", units=Decimal("NaN")), "units"),
        (Piece(BILLING, "count", "1", units=Decimal(1), amount=Decimal(1)), "amount"),
        (Piece(BILLING, "report", " "), "reference"),
        (Piece(BILLING, "collections", "1", amount=Decimal(1)), "service"),
        (Piece(BILLING, "report", "1", about="x" * 301), "about"),
    ],
)
def test_a_piece_that_cannot_be_is_told_by_its_field(piece: Piece, field: str) -> None:
    assert [one.field for one in wrong_with(piece, SERVICES)] == [field]


def test_collections_add_up_and_are_unknown_where_nobody_said() -> None:
    assert collected([]) is None
    rows = [Piece("", "collections", str(n), amount=Decimal(n)) for n in (3, 4)]
    assert collected(rows) == 7


def test_the_records_count_what_their_words_say_and_nothing_else() -> None:
    known = Known(FEBRUARY, 14, 3)
    assert [known.of(one) for one in ("people_engaged", "sites_open", "revenue")] == [14, 3, None]
