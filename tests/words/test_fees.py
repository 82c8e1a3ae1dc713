"""Fees in words say what the agreement says, and no more."""

from __future__ import annotations

from decimal import Decimal

import pytest

from openmso.authority.facts.structure import FeeTerms
from openmso.words.fees import fee


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        (FeeTerms("flat", amount=Decimal(28500)), "$28,500 a month"),
        (FeeTerms("flat", amount=Decimal("99.5"), period="week"), "$99.50 a week"),
        (FeeTerms("percentage", percent=Decimal("15.0"), base="collections"), "15 % of collections"),
        (FeeTerms("percentage", percent=Decimal(15)), "15 % of a base that is not recorded"),
        (
            FeeTerms("hybrid", amount=Decimal(21000), percent=Decimal("7.5"), base="revenue"),
            "$21,000 a month and 7.5 % of revenue",
        ),
        (FeeTerms("cost_plus", margin_percent=Decimal(10)), "cost plus 10 %"),
        (FeeTerms("cost_plus"), "cost plus a margin that is not recorded"),
        (FeeTerms("per_service", amount=Decimal(40)), "$40 per service"),
        (FeeTerms("tiered_flat"), "flat fee by tier"),
        (FeeTerms("remainder"), "what remains"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_a_fee_in_words(terms: FeeTerms, said: str) -> None:
    assert fee(terms) == said
