"""An agreement of an NP with a physician: what is agreed, and what of the state is asked for the role."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from openmso.compliance.rules.drafts.collaborative import collaborative
from tests.compliance.drafted import source, text
from tests.compliance.worlds import AGREEMENT, BEN, BOTOX


def test_what_is_agreed_is_told() -> None:
    full = replace(
        AGREEMENT,
        procedures=frozenset({BOTOX}),
        chart_review_pct=10,
        meeting_every_days=30,
        substitute=BEN,
        filed_on=date(2026, 1, 5),
    )
    made = text(collaborative(source(), full))
    for said in (
        "reads 10 % of the charts",
        "at least every 30 days",
        "Ben B. takes the physician's part",
        "January 5, 2026",
    ):
        assert said in made


def test_what_is_not_agreed_is_to_be_filled_in() -> None:
    bare = replace(
        AGREEMENT,
        procedures=None,
        chart_review_pct=None,
        meeting_every_days=None,
        substitute="",
        filed_on=None,
    )
    made = text(collaborative(source(), bare))
    for wanted in (
        "the procedures",
        "the share of charts",
        "how often they meet",
        "the physician who takes",
        "whether a state",
    ):
        assert f"To be filled in: {wanted}" in made


def test_without_prescribing_no_drug_is_spoken_of() -> None:
    made = text(collaborative(source(), replace(AGREEMENT, prescribes=False)))
    assert "Nothing is prescribed" in made
    assert "classes of drugs" not in made


def test_the_state_is_asked_about_nps_and_not_about_pas() -> None:
    made = text(collaborative(source(), AGREEMENT))
    assert "What of np.authority?" in made
    assert "What of pa." not in made
