"""Law in templates: a mark and a word for how sure it is, for leaves, for how far it is known."""

from __future__ import annotations

import pytest

from openmso.authority.law import Parameter, Reading, Statement
from openmso.authority.terms import Confidence
from openmso.law.queries.states import Answer
from openmso.web.tags.law import depth, law_key, leave, named, sort_name, sureness


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (Statement("TX", "p", (), 1, confidence=Confidence.HIGH), ("sure-high", "●", "high confidence")),
        (Statement("TX", "p", (), 1), ("sure-medium", "◑", "medium confidence")),
        (Statement("TX", "p", (), 1, confidence=Confidence.LOW), ("sure-low", "○", "low confidence")),
        (Statement("TX", "p", (), 1, signed="C."), ("sure-signed", "✓", "signed by counsel")),
        (
            Statement("TX", "p", (), 1, signed="C.", overlay=True),
            ("sure-signed", "§", "counsel’s own statement"),
        ),
    ],
    ids=["high", "medium", "low", "signed", "overlay"],
)
def test_how_sure_a_statement_is_has_a_mark_and_a_word(statement: Statement, said: tuple[str, ...]) -> None:
    assert all(one in sureness(statement) for one in said)


@pytest.mark.parametrize(
    ("value", "word"),
    [
        ({"leave": "permitted"}, "Permitted"),
        ({"leave": "prohibited"}, "Prohibited"),
        (None, "Not researched"),
    ],
    ids=["permitted", "prohibited", "no rule"],
)
def test_a_leave_has_a_mark_and_a_word(value: dict[str, str] | None, word: str) -> None:
    assert word in leave(Reading((Statement("TX", "p", (), value),)))
    assert "Not researched" in leave(Reading())


def test_an_answer_leads_to_its_question_in_all_states() -> None:
    asked = Parameter("delegation.rule", "Delegation", "?", "mapping", ("procedure_or_any", "role"))
    assert law_key(Answer(asked, ("any", "RN"), Reading(), (), ())) == "procedure=any&role=RN"


def test_names_are_shown_where_there_are_any() -> None:
    assert (named({"TX": "Texas"}, "TX"), named({}, "TX")) == ("Texas", "TX")
    assert sort_name("sure") == "How sure"
    assert "Known on few topics" in depth("few")
