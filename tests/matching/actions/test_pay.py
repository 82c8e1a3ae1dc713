"""Rows of pay: the house's until a network has its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from openmso.foundation.door import WrongHandsError
from openmso.foundation.register import NotThereError, RefusedError
from openmso.matching.actions.pay import end_source, keep_source
from openmso.matching.queries.pay import sources
from openmso.matching.rules.fmv import DEFAULTS, Source
from tests.kept import clinician, operator
from tests.matching.world import WHY, lumen

pytestmark = pytest.mark.django_db
OPINION = Source("", "An appraisal of May 2026", Decimal(1100), Decimal(1900), "month", assumed=False)


@pytest.fixture
def network() -> UUID:
    return lumen()


def test_the_first_row_makes_the_houses_rows_its_own(network: UUID) -> None:
    by = operator(network)
    assert sources(by) == DEFAULTS
    code = keep_source(by=by, why=WHY, source=OPINION)
    found = sources(by)
    assert [replace(one, code="") for one in found] == [replace(one, code="") for one in (*DEFAULTS, OPINION)]
    end_source(by=by, why=WHY, code=code, on=date(2026, 6, 1))
    assert sources(by)[-1].until == date(2026, 6, 1)


def test_what_is_no_range_or_says_nothing_is_refused(network: UUID) -> None:
    by = operator(network)
    for amiss in (
        replace(OPINION, low=Decimal(2000)),
        replace(OPINION, per="day"),
        replace(OPINION, basis="opinion"),
    ):
        with pytest.raises(RefusedError):
            keep_source(by=by, why=WHY, source=amiss)
    with pytest.raises(WrongHandsError):
        keep_source(by=clinician(network), why=WHY, source=OPINION)
    with pytest.raises(NotThereError):
        end_source(by=by, why=WHY, code="pay-none", on=date(2026, 6, 1))
    assert sources(by) == DEFAULTS
