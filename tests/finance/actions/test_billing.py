"""Money goes from a practice to its management company against something, or not at all; bills are numbered without a gap."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from openmso.finance.actions import enter_due, issue_invoice, record_transfer, reverse_transfer
from openmso.finance.models import Transfer
from openmso.finance.queries import bills, dues, statement, transfers
from openmso.foundation.door import WrongHandsError, acting
from openmso.foundation.register import NotThereError, RefusedError
from openmso.foundation.rules.sides import Side
from openmso.oversight.facts.held import SHELF
from tests.finance.world import (
    FEBRUARY,
    JANUARY,
    MSA,
    NOW,
    WHY,
    ada,
    agreed,
    approved,
    billed,
    books,
    fay,
    sent,
)
from tests.foundation.company import Company

pytestmark = pytest.mark.django_db
PAID = date(2026, 3, 4)


@pytest.fixture(autouse=True)
def _nothing_held() -> Iterator[None]:
    SHELF.clear()
    yield
    SHELF.clear()


@pytest.fixture
def company() -> Company:
    return books()


def pay(company: Company, against: str, amount: str = "18000.00", by: str = "fay", **other: object) -> str:
    actor = fay(company) if by == "fay" else ada(company)
    told = {
        "against": against,
        "amount": Decimal(amount),
        "on": PAID,
        "basis": "fee of February",
        "now": NOW,
        **other,
    }
    return record_transfer(by=actor, why=WHY, **told)  # type: ignore[arg-type] # as told


def test_bills_of_a_payer_are_numbered_in_turn_and_billed_twice_is_billed_once(company: Company) -> None:
    first, second = billed(company, JANUARY), billed(company)
    assert first.bill is not None
    assert second.bill is not None
    assert [first.bill.number, second.bill.number] == ["2026-0001", "2026-0002"]
    assert issue_invoice(by=fay(company), why=WHY, code=second.code, now=NOW) == "2026-0002"
    assert (second.bill.due_on, second.state) == (date(2026, 4, 3), "invoiced")


def _issued_and_thrown_away(company: Company, code: str) -> None:
    by = fay(company)
    with acting(by, why=WHY):
        issue_invoice(by=by, why=WHY, code=code, now=NOW)
        raise RefusedError.at("code", "none of mine", "")


def test_a_number_that_was_refused_leaves_no_gap(company: Company) -> None:
    found = approved(company)
    with pytest.raises(RefusedError, match="late as it is made"):
        issue_invoice(by=fay(company), why=WHY, code=found.code, due_on=date(2026, 3, 1), now=NOW)
    with pytest.raises(RefusedError, match="none of mine"):
        _issued_and_thrown_away(company, found.code)
    assert issue_invoice(by=fay(company), why=WHY, code=found.code, now=NOW) == "2026-0001"


def test_what_nobody_approved_is_not_billed(company: Company) -> None:
    with pytest.raises(RefusedError, match="no owner of the practice has approved"):
        issue_invoice(by=fay(company), why=WHY, code=sent(company).code, now=NOW)


def test_a_bill_is_paid_in_parts_and_never_beyond(company: Company) -> None:
    found = billed(company)
    assert found.bill is not None
    pay(company, found.bill.code, "10000.00")
    with pytest.raises(RefusedError, match=r"only \$8,000\.00 is open"):
        pay(company, found.bill.code, "8000.01")
    pay(company, found.bill.code, "8000.00", by="ada")
    assert statement(fay(company), found.code).state == "paid"
    assert [(one.amount, one.side, one.against) for one in transfers(fay(company))] == [
        (Decimal(8000), "clinical", "2026-0001"),
        (Decimal(10000), "business", "2026-0001"),
    ]


@pytest.mark.parametrize("against", ["", "remainder"])
def test_a_sweep_of_the_remainder_is_refused_in_words(company: Company, against: str) -> None:
    billed(company)
    with pytest.raises(RefusedError, match="sweep of the remainder is no payment"):
        pay(company, against)
    with pytest.raises(NotThereError):
        pay(company, "whatever")


def test_the_database_holds_no_transfer_against_nothing(company: Company) -> None:
    found = billed(company)
    assert found.bill is not None
    pay(company, found.bill.code, "5.00")
    row = Transfer.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic(), acting(company.system, why=WHY):
        Transfer.objects.create(
            network_id=company.network,
            code="sweep",
            msa=row.msa,
            amount=9,
            on=PAID,
            basis="sweep",
            side="system",
        )


def test_a_transfer_that_was_entered_wrongly_counts_no_more(company: Company) -> None:
    found = billed(company)
    assert found.bill is not None
    code = pay(company, found.bill.code)
    reverse_transfer(by=fay(company), why="another bill", code=code, now=NOW)
    (bill,) = bills(fay(company), PAID)
    assert (bill.paid, bill.open.left) == (Decimal(0), Decimal(18000))
    assert {one.reversed for one in transfers(fay(company)) if one.code == code} == {True}
    with pytest.raises(RefusedError, match="counts no more"):
        reverse_transfer(by=fay(company), why="again", code=code, now=NOW)
    pay(company, found.bill.code)


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ({"on": date(2026, 3, 5)}, "lies ahead"),
        ({"basis": " "}, "says nothing"),
        ({"amount": Decimal("0.001")}, "no amount"),
    ],
)
def test_a_slip_says_when_how_much_and_on_what_basis(
    company: Company, other: dict[str, object], says: str
) -> None:
    found = billed(company)
    assert found.bill is not None
    with pytest.raises(RefusedError, match=says):
        pay(company, found.bill.code, **other)  # type: ignore[arg-type] # as told


def test_a_loan_wants_its_clause_and_a_reimbursement_its_cause(company: Company) -> None:
    told = {"reference": "r-1", "amount": Decimal(500), "due_on": PAID, "about": "lasers, paid to the maker"}
    with pytest.raises(RefusedError, match="provides no loan"):
        enter_due(by=fay(company), why=WHY, msa=MSA.id, kind="loan", **told)  # type: ignore[arg-type] # as told
    with pytest.raises(RefusedError, match="none"):
        enter_due(by=fay(company), why=WHY, msa=MSA.id, kind="sweep", **told)  # type: ignore[arg-type] # as told
    code = enter_due(by=fay(company), why=WHY, msa=MSA.id, kind="reimbursement", **told)  # type: ignore[arg-type] # as told
    assert enter_due(by=fay(company), why=WHY, msa=MSA.id, kind="reimbursement", **told) == code  # type: ignore[arg-type] # as told
    pay(company, code, "500.00")
    assert [(one.number, one.open.left) for one in dues(fay(company), PAID)] == [("r-1", Decimal(0))]


def test_past_ninety_days_a_bill_wants_a_loan_on_paper() -> None:
    late = date(2026, 7, 3)
    company = books()
    billed(company)
    assert [one.open.wants_loan for one in bills(fay(company), late)] == [True]
    SHELF.clear()
    other = books(slug="other", msa=agreed(clauses={"loan": "at the prime rate"}))
    billed(other)
    assert [one.open.wants_loan for one in bills(fay(other), late)] == [False]


def test_a_nurse_and_an_auditor_write_down_no_transfer(company: Company) -> None:
    found = billed(company)
    assert found.bill is not None
    for name, side in (("rosa", Side.CLINICAL), ("carl", Side.AUDITOR)):
        with pytest.raises(WrongHandsError):
            record_transfer(
                by=company.actor(name, side),
                why=WHY,
                against=found.bill.code,
                amount=Decimal(1),
                on=PAID,
                basis="x",
                now=NOW,
            )


def test_the_year_of_a_number_is_that_of_the_bill(company: Company) -> None:
    found = approved(company, FEBRUARY)
    later = datetime(2027, 1, 4, 18, tzinfo=UTC)
    assert issue_invoice(by=fay(company), why=WHY, code=found.code, now=later) == "2027-0001"
