"""A survey puts one question to all and keeps apart who answered, who said no rule exists, who is silent."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from openmso.law.queries import table
from openmso.law.queries.survey import answer
from tests.law.conftest import NP_FILE, Draft

DAY = date(2026, 8, 31)


def test_alike_answers_stand_together_on_the_day_asked(draft: Draft) -> None:
    pack = draft.read()
    before, after = (table("np.authority", day, of=pack) for day in (DAY, date(2026, 9, 1)))
    assert [(group.value, [row.label for row in group.rows]) for group in before.groups] == [
        ("reduced", ["Texas"])
    ]
    assert [group.value for group in after.groups] == ["full"]


def test_what_is_enacted_for_later_is_shown_with_the_row(draft: Draft) -> None:
    row = table("np.authority", DAY, of=draft.read()).groups[0].rows[0]
    assert [one.value for one in row.later] == ["full"]


def test_silence_is_not_the_same_as_no_rule(draft: Draft) -> None:
    survey = table("np.hours", DAY, of=draft.read())
    assert [(group.value, [row.jurisdiction for row in group.rows]) for group in survey.groups] == [
        (None, ["US"])
    ]
    assert [row.jurisdiction for row in survey.silent] == ["TX"]


def test_pending_law_decides_nothing_and_is_shown(draft: Draft) -> None:
    draft.edit(NP_FILE, "confidence: medium", "confidence: medium\n    status: pending")
    survey = table("np.authority", date(2026, 9, 1), of=draft.read())
    assert not survey.groups
    assert [one.value for one in survey.silent[0].pending] == ["full"]


def test_groups_stand_in_the_order_of_the_codes(draft: Draft) -> None:
    draft.write("us/np.yaml", (draft.root / NP_FILE).read_text().replace("reduced", "full"))
    survey = table("np.authority", DAY, of=draft.read())
    assert [group.value for group in survey.groups] == ["full", "reduced"]


def test_a_question_with_keys_is_asked_with_them(draft: Draft) -> None:
    pack = draft.read()
    assert table("delegation.rule", DAY, ("peel", "RN"), of=pack).groups[0].value == "conditional"
    with pytest.raises(ValueError, match="asked with procedure and role"):
        table("delegation.rule", DAY, of=pack)
    with pytest.raises(KeyError):
        table("np.none", DAY, of=pack)


def test_rules_are_alike_by_leave_and_limits_by_number() -> None:
    assert answer({"leave": "permitted", "exam_first": True}) == "permitted"
    assert answer({"max": Decimal(4), "unit": "fte", "exempt": "x"}) == {"max": Decimal(4), "unit": "fte"}
    assert answer(("b", "a")) == answer(("a", "b"))
    assert answer({"hours": 3, "text": "words"}) == {"hours": 3}
    assert answer({"text": "words"}) == {"text": "words"}
