"""A demonstration gets months of evidence and statements that wait; nobody's word is made up."""

from __future__ import annotations

from datetime import date

import pytest

from openmso.finance.actions.filling import MONTHS, fill_fees
from openmso.finance.models import Approval
from openmso.finance.queries import statements, watch
from openmso.oversight.facts.held import SHELF
from tests.finance.world import MSA, WHY, agreed, books, fay

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 2)


@pytest.mark.parametrize(("terms", "made"), [(MSA, MONTHS), (agreed("remainder"), 0)])
def test_months_that_are_over_have_statements_and_the_last_waits(terms: object, made: int) -> None:
    SHELF.clear()
    company = books(msa=terms)  # type: ignore[arg-type] # an agreement
    assert fill_fees(by=company.system, why=WHY, on=ON) == made
    found = statements(fay(company))
    assert len(found) == made
    assert [one.state for one in found] == (["sent", *["drawn"] * (MONTHS - 1)] if made else [])
    assert {one.missing for one in found} <= {()}
    assert fill_fees(by=company.system, why=WHY, on=ON) == 0
    assert not Approval.objects.exists()
    assert [one.disguised for one in watch(fay(company), ON)] == ([False] if made else [])
    SHELF.clear()
