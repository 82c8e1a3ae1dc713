"""What states ask, in drafts: with the source, in doubt where it is, and never silent where nobody knows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from openmso.authority.law import Statement
from openmso.authority.terms import Confidence
from openmso.compliance.rules.drafts.shape import DOUBT, LAW, OPEN, listed
from openmso.law.facts import shipped
from tests.compliance.drafted import ASKED, source
from tests.compliance.worlds import ADA, TX, says

REQUIRED = "initial_exam.required"


def answers(*law: Statement, silent_on: Iterable[str] = (), parameter: str = REQUIRED) -> list[Any]:
    (article,) = source(*law, silent_on=silent_on).asks([TX], [(parameter,)])
    return list(article.paragraphs)


def test_what_a_state_asks_is_told_with_its_source() -> None:
    (told,) = answers(says(REQUIRED, value=True, cite="TX code 1", confidence=Confidence.HIGH))
    assert (told.kind, told.text) == (LAW, f"What of {REQUIRED}? Yes.")
    assert told.source.startswith("TX code 1")
    assert told.source.endswith("high confidence")


def test_what_is_in_doubt_says_so_unless_counsel_signed_it() -> None:
    (low,) = answers(says(REQUIRED, value=True, confidence=Confidence.LOW))
    assert DOUBT in low.source
    (signed,) = answers(says(REQUIRED, value=True, confidence=Confidence.LOW, signed="C. Counsel"))
    assert DOUBT not in signed.source
    rivals = answers(says(REQUIRED, value=True), says(REQUIRED, value=False))
    assert len(rivals) == 2
    assert all(DOUBT in one.source for one in rivals)


def test_what_nobody_established_is_left_open_and_not_silent() -> None:
    (told,) = answers(silent_on=[REQUIRED])
    assert told.kind == OPEN
    assert "Nobody has established this for Texas" in told.text


@pytest.mark.parametrize("asked", sorted({name for name, *_ in ASKED}))
def test_every_question_that_drafts_ask_is_one_of_the_pack(asked: str) -> None:
    assert asked in shipped().book.parameters


def test_who_signs_is_told_with_the_license_of_the_day() -> None:
    found = source()
    assert "MD license TX" in found.signer(ADA, "director", [TX]).license
    assert found.signer(ADA, "director", ["NM"]).license == "no license in force is recorded"


def test_lists_read_as_people_write_them() -> None:
    assert [listed(one) for one in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "none",
        "a",
        "a and b",
        "a, b and c",
    ]
