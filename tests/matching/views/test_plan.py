"""The plan in a browser, what if Ada left, and the rows of fair pay."""

from __future__ import annotations

import pytest

from openmso.matching.queries.pay import sources
from tests.cast import ADA
from tests.kept import operator
from tests.matching.views.test_openings import lumen as made
from tests.matching.views.test_openings import opened, words
from tests.matching.world import told
from tests.oversight.conftest import Lumen

pytestmark = pytest.mark.django_db
lumen = made


def test_the_plan_says_who_sits_where_and_what_would_be(lumen: Lumen) -> None:
    olga = lumen.browser("olga")
    opened(olga)
    said = words(olga, "/directors-wanted/plan/")
    assert "Ada" in said
    assert "Nothing is written" in said
    told(lumen.network, home=None, hours_free=60)
    found = olga.get("/directors-wanted/plan/", {"gone": [ADA, "nobody-we-know"]}).context["found"]
    assert {seat.primary for seat in found.plan.seats.values()}.isdisjoint({ADA})
    assert "What if Ada left?" in words(olga, f"/directors-wanted/plan/?gone={ADA}")
    assert lumen.browser("carl").get("/directors-wanted/plan/").status_code == 200


def test_rows_of_pay_are_added_and_end(lumen: Lumen) -> None:
    olga = lumen.browser("olga")
    assert "House assumption" in words(olga, "/directors-wanted/pay/")
    row = {"do": "add", "basis": "An opinion of May", "low": "1100", "high": "1900", "per": "month"}
    assert olga.post("/directors-wanted/pay/", {**row, "low": "2000"}).status_code == 422
    assert olga.post("/directors-wanted/pay/", row).status_code == 302
    last = sources(operator(lumen.network))[-1]
    assert last.basis == "An opinion of May"
    assert olga.post("/directors-wanted/pay/", {"do": "end", "code": last.code}).status_code == 302
    assert sources(operator(lumen.network))[-1].until is not None
    assert lumen.browser("rosa").post("/directors-wanted/pay/", row).status_code == 403
