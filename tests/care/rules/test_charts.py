"""How a procedure stands with the exam, and what overtakes one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from openmso.care.rules.charts import Examined, History, counting, listed, overtakes, state_of

AT = datetime(2026, 3, 1, 15, tzinfo=UTC)
LATER = AT + timedelta(days=9)
INDICATED = Examined("e1", "ada", "MD", "video", AT, "TX", indicated=frozenset({"botox"}))
AGAINST = replace(
    INDICATED,
    code="e2",
    at=AT + timedelta(days=1),
    indicated=frozenset(),
    contraindicated=frozenset({"botox"}),
)
PUT_OFF = replace(
    INDICATED, code="e3", at=AT + timedelta(days=2), indicated=frozenset(), deferred=frozenset({"botox"})
)
OVERTAKEN = replace(INDICATED, superseded_at=AT + timedelta(days=5))


@pytest.mark.parametrize(
    ("exams", "needed", "counts", "intake", "state"),
    [
        ([], False, False, "none", "not_needed"),
        ([], True, False, "none", "forms_due"),
        ([], True, False, "told", "review_due"),
        ([], True, False, "reviewed", "exam_due"),
        ([INDICATED], True, True, "reviewed", "indicated"),
        ([INDICATED], True, False, "reviewed", "expired"),
        ([OVERTAKEN], True, False, "reviewed", "superseded"),
        ([INDICATED, AGAINST], True, False, "reviewed", "contraindicated"),
        ([INDICATED, AGAINST, PUT_OFF], False, False, "reviewed", "deferred"),
        ([replace(INDICATED, at=LATER + timedelta(hours=1))], True, False, "reviewed", "exam_due"),
    ],
)
def test_each_state_of_an_exam(
    exams: list[Examined], needed: bool, counts: bool, intake: str, state: str
) -> None:
    assert state_of(exams, "botox", LATER, needed=needed, counts=counts, intake=intake) == state


def test_nothing_before_a_word_against_it_counts_and_nothing_that_was_overtaken() -> None:
    again = replace(INDICATED, code="e4", at=AT + timedelta(days=3))
    assert counting([INDICATED, AGAINST, again], "botox", LATER) == (again,)
    assert counting([OVERTAKEN], "botox", AT + timedelta(days=4)) == (OVERTAKEN,)
    assert counting([OVERTAKEN], "botox", LATER) == ()
    assert counting([INDICATED], "filler", LATER) == ()


def test_what_is_new_overtakes_and_what_is_gone_does_not() -> None:
    before = History(drugs=frozenset({"aspirin"}), pregnant="no")
    assert overtakes(before, replace(before, drugs=frozenset({"aspirin", "warfarin"}))) == (
        "new drugs: warfarin",
    )
    assert overtakes(before, replace(before, pregnant="yes")) == ("pregnant now",)
    assert overtakes(before, replace(before, drugs=frozenset(), said="thinner lines")) == ()
    assert listed("Aspirin, none\n warfarin ,") == {"aspirin", "warfarin"}
