"""What changes around a day: turns of law of the states that are named, and bills that decide nothing."""

from __future__ import annotations

import pytest

from tests.law.views.desks import desk, law_firm

pytestmark = pytest.mark.django_db


def test_what_begins_within_the_year_is_ahead_and_later_it_is_past() -> None:
    """wi/np.yaml: NP practice authority is reduced until September 2026, full from then on."""
    client = desk(law_firm(), "rosa")
    before = client.get("/law/changes/?state=WI&on=2026-08-01").content.decode()
    ahead, lately = before[: before.index('id="lately"')], before[before.index('id="lately"') :]
    assert "What changes in the law of Wisconsin?" in before
    assert "<del>reduced</del> → <ins>full</ins>" in ahead
    assert "<del>reduced</del>" not in lately
    after = client.get("/law/changes/?state=WI&on=2026-11-26").content.decode()
    assert "<del>reduced</del> → <ins>full</ins>" in after[after.index('id="lately"') :]
    assert "Nothing is known to change in the next 365 days." in after
    texas = client.get("/law/changes/?state=TX&on=2026-08-01").content.decode()
    assert "<del>reduced</del> → <ins>full</ins>" not in texas


def test_a_state_that_there_is_not_is_left_out_and_all_are_shown() -> None:
    page = desk(law_firm(), "rosa").get("/law/changes/?state=ZZ&on=2026-08-01").content.decode()
    assert "What changes in the law?" in page
    assert "Wisconsin" in page
    assert "not yet law, decides nothing" in page
