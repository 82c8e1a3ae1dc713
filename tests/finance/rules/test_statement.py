"""The fee of a month by each model, worked out by hand; what has no evidence is not billed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmso.authority.facts.structure import Msa, ServiceLine
from openmso.finance.rules.evidence import Known, Piece
from openmso.finance.rules.statement import (
    Asked,
    Correction,
    drawn,
    line_of,
    refused,
    supported,
    told,
)
from openmso.timeline.spans import Span
from tests.finance.world import BILLING, FEBRUARY, PAYROLL, agreed, count

KNOWN = Known(FEBRUARY, 14, 3)


def cost(amount: str, service: str = BILLING, reference: str = "bill-1") -> Piece:
    return Piece(service, "cost", reference, amount=Decimal(amount))


def made(msa: Msa, *pieces: Piece, **more: Any) -> Any:
    assert refused(msa) is None
    return drawn(Asked(msa, FEBRUARY, pieces, KNOWN, more.pop("begun", KNOWN), **more))


def amounts(found: Any) -> dict[str, Decimal]:
    return {one.name: one.amount for one in found.lines if one.amount}


def test_a_flat_fee_is_due_for_all_services_once_each_is_shown() -> None:
    found = made(agreed(), count())
    assert (found.total, found.missing) == (Decimal("18000.00"), ())
    assert [one.units for one in found.lines[:2]] == [412, 14]
    assert found.lines[1].shown == ("14 counted from the records",)
    assert found.fair.inside is True


def test_a_flat_fee_without_evidence_for_one_service_is_not_due_at_all() -> None:
    found = made(agreed())
    assert found.total == 0
    assert found.lines[0].why == "there is no evidence for it"
    assert found.missing == (f"no evidence for {BILLING}; the fee is one amount for all services",)


def test_a_flat_fee_that_is_parted_bills_the_parts_that_are_shown() -> None:
    parts = (
        ServiceLine(BILLING, "claim", "claim log", price=Decimal(11000)),
        ServiceLine(PAYROLL, "payslip", "register", price=Decimal(7000)),
    )
    found = made(agreed(services=parts), count())
    assert (found.total, found.missing) == (Decimal(11000), ())
    assert [one.billable for one in found.lines] == [True, False]


def test_of_a_month_that_is_held_in_part_a_flat_fee_is_due_in_part() -> None:
    begun = Span.of(date(2026, 2, 15))
    msa = agreed()
    found = made(Msa(**{**{n: getattr(msa, n) for n in msa.__slots__}, "span": begun}), count())
    assert found.total == Decimal("9000.00")  # 14 of 28 days


def test_a_tiered_fee_goes_by_what_was_counted_as_the_month_began() -> None:
    bands = {"counted": "sites_open", "bands": ({"least": 1, "amount": 9000}, {"least": 3, "amount": 15000})}
    msa = agreed("tiered_flat", amount=None, clauses={"fee_bands": bands})
    assert made(msa, count()).total == 15000
    assert made(msa, count(), begun=Known(FEBRUARY, 9, 2)).total == 9000
    assert made(msa, count(), begun=Known(FEBRUARY, 9, 0)).missing == (
        "no band of the fee fits what the records count",
    )


def test_cost_plus_bills_documented_cost_with_the_margin_and_rounds_each_line() -> None:
    msa = agreed(
        "cost_plus", amount=None, margin_percent=Decimal(10), fmv_low=Decimal(7), fmv_high=Decimal(14)
    )
    found = made(msa, cost("1000.05"), cost("0.10", reference="bill-2"), count())
    # 1000.15 × 1.10 = 1100.165, half a cent away from zero; payroll has no cost in the ledger
    assert (found.total, found.lines[1].billable) == (Decimal("1100.17"), False)
    assert (found.fair.inside, found.fair.percent) == (True, True)


def test_per_service_multiplies_units_and_says_where_a_price_is_missing() -> None:
    lines = (
        ServiceLine(
            BILLING, "claim", "claim log", price=Decimal("6.50"), fmv_low=Decimal(5), fmv_high=Decimal(6)
        ),
        ServiceLine(PAYROLL, "payslip", "register", counted="people_engaged"),
    )
    found = made(agreed("per_service", amount=None, services=lines), count(10))
    assert found.total == Decimal("65.00")
    assert found.lines[0].fair.inside is False
    assert found.missing == (f"no price for {PAYROLL} in the schedule",)


def test_a_percentage_wants_what_was_collected_and_stops_at_the_cap() -> None:
    msa = agreed("percentage", amount=None, percent=Decimal("12.5"), base="collections", cap=Decimal(9000))
    assert made(msa, count()).missing == ("what the practice collected is not entered",)
    base = Piece("", "collections", "bank-2026-02", amount=Decimal(80000))
    found = made(msa, count(), base)
    assert amounts(found) == {
        "Fee for all services": Decimal(10000),
        "The cap of the agreement": Decimal(-1000),
    }
    assert found.total == 9000


def test_a_hybrid_fee_is_the_fixed_amount_and_the_costs_passed_through() -> None:
    msa = agreed("hybrid", amount=Decimal(5000), margin_percent=None)
    found = made(msa, count(), cost("120.40"))
    assert amounts(found) == {BILLING: Decimal("120.40"), "Fee for all services": Decimal(5000)}


@pytest.mark.parametrize(
    ("msa", "says"),
    [
        (agreed("remainder"), "whatever remains"),
        (agreed("percentage", percent=Decimal(10), base="profit"), "share of profit"),
        (agreed(services=()), "no schedule"),
        (agreed(services=(ServiceLine("Injections", clinical=True),)), "clinical work: Injections"),
        (agreed(amount=None), "its amount"),
        (agreed("tiered_flat"), "its bands"),
        (agreed("cost_plus"), "the margin"),
        (agreed("percentage"), "the percentage"),
    ],
)
def test_terms_that_allow_no_statement_say_why(msa: Msa, says: str) -> None:
    fault = refused(msa)
    assert fault is not None
    assert says in fault[0]


def test_corrections_are_lines_of_their_own_and_no_part_of_the_fee() -> None:
    found = made(
        agreed(),
        count(),
        corrections=(Correction(date(2026, 1, 1), Decimal("-250.00"), "12 claims counted twice"),),
    )
    assert found.total == Decimal("17750.00")
    assert supported(found.lines) == (Decimal(18000), Decimal(18000))
    assert found.lines[-1].name == "Correction of January 2026"


@pytest.mark.parametrize(
    ("terms", "why"),
    [
        ({"fmv_opinion_on": None}, "no opinion is on file"),
        ({"fmv_opinion_on": date(2026, 3, 2)}, "after the month"),
        ({"fmv_valid_until": date(2026, 2, 27)}, "ran out"),
        ({"fmv_low": None}, "no range"),
    ],
)
def test_without_an_opinion_that_counts_nobody_says_the_fee_is_fair(terms: dict[str, Any], why: str) -> None:
    found = made(agreed(**terms), count())
    assert found.fair.inside is None
    assert why in found.fair.why


def test_an_opinion_without_an_end_counts_for_a_year() -> None:
    terms: dict[str, Any] = {"fmv_valid_until": None}
    assert made(agreed(**terms, fmv_opinion_on=date(2025, 3, 1)), count()).fair.inside
    assert made(agreed(**terms, fmv_opinion_on=date(2025, 2, 28)), count()).fair.inside is None


@given(st.lists(st.decimals(0, 10**6, places=3), max_size=6), st.decimals(0, 40, places=2))
def test_a_total_is_the_sum_of_its_rounded_lines(costs: list[Decimal], margin: Decimal) -> None:
    pieces = [cost(str(one), reference=str(place)) for place, one in enumerate(costs)]
    found = made(agreed("cost_plus", amount=None, margin_percent=margin), *pieces)
    assert found.total == sum((one.amount for one in found.lines), Decimal(0))
    assert all(one.amount == one.amount.quantize(Decimal("0.01")) for one in found.lines)
    assert [line_of(one) for one in told(found)] == list(found.lines)
