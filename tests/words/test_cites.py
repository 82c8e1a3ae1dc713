"""Citations in one line, and what a statement says in a few words."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from openmso.authority.law import Statement
from openmso.authority.terms import Confidence
from openmso.timeline.spans import Span
from openmso.words.cites import cited, distinct, says
from openmso.words.labels import Labels

TODAY = date(2026, 11, 23)
RULE = Statement(
    "TX",
    "delegation.rule",
    ("neuromodulator_injection", "RN"),
    {
        "leave": "conditional",
        "supervision": "on_site",
        "exam_first": True,
        "training_hours": 16,
        "attest": ("x",),
    },
    Span.of(date(2025, 1, 9)),
    cite="22 TAC § 169.26",
    confidence=Confidence.HIGH,
)


def test_a_citation_says_from_when_and_how_sure() -> None:
    assert cited(RULE, TODAY) == "TX: 22 TAC § 169.26 · since Jan 9, 2025 · high confidence"


def test_a_first_day_that_was_never_established_is_said() -> None:
    unknown = replace(RULE, span=Span(), since_known=False, confidence=Confidence.LOW)
    assert cited(unknown, TODAY) == "TX: 22 TAC § 169.26 · first day never established · low confidence"


def test_counsel_stands_in_the_place_of_confidence() -> None:
    assert cited(replace(RULE, signed="J. Doe"), TODAY).endswith("· signed by J. Doe")
    assert cited(replace(RULE, overlay=True), TODAY).endswith("· counsel's own statement")


def test_a_statement_without_a_citation_says_so() -> None:
    assert cited(replace(RULE, cite=""), TODAY).startswith("TX: no citation recorded")


def test_each_citation_is_told_once() -> None:
    assert len(distinct([RULE, replace(RULE, parameter="other"), replace(RULE, cite="b")], TODAY)) == 2


def test_a_rule_is_told_in_a_few_words(labels: Labels) -> None:
    assert says(RULE, labels) == (
        "Neuromodulator injection by RN: conditional, supervision on site, training hours 16, exam first"
    )


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "no such rule"),
        (True, "yes"),
        (False, "no"),
        ("reduced", "reduced"),
        (Decimal("3.5"), "3.5"),
        (("MD", "DO"), "MD, DO"),
        ((), "none"),
        ({"text": ("a",)}, "see the citation"),
    ],
)
def test_values_of_any_kind_are_words(value: Any, said: str, labels: Labels) -> None:
    statement = Statement("TX", "np.authority", (), value)
    assert says(statement, labels) == f"Practice authority of NPs: {said}"
