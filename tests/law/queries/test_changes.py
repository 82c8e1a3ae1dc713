"""Days on which the law turns, and bills that decide nothing."""

from __future__ import annotations

from datetime import date

from openmso.law.queries.changes import pending, turns
from openmso.timeline.spans import Span
from tests.law.conftest import NP_FILE, Draft

TURN = date(2026, 9, 1)
AROUND = Span.of(date(2026, 1, 1), date(2027, 1, 1))


def test_the_day_on_which_one_rule_follows_another_is_one_turn(draft: Draft) -> None:
    (one,) = turns(draft.read().book, AROUND)
    assert (one.day, one.jurisdiction, one.parameter) == (TURN.toordinal(), "TX", "np.authority")
    assert (one.before.value, one.after.value) == ("reduced", "full")
    assert [cite.cite for cite in one.cites] == ["Tex. Code 1, as amended"]


def test_a_window_holds_its_first_day_and_not_the_day_after_its_last(draft: Draft) -> None:
    book, day = draft.read().book, TURN.toordinal()
    assert len(turns(book, Span(day, day + 1))) == 1
    assert turns(book, Span(day + 1, day + 90)) == turns(book, Span(day - 90, day)) == ()


def test_only_states_that_are_asked_for_are_told(draft: Draft) -> None:
    book = draft.read().book
    assert len(turns(book, AROUND, {"TX"})) == 1
    assert turns(book, AROUND, {"US"}) == ()


def test_the_same_rule_with_another_source_is_no_turn(draft: Draft) -> None:
    draft.edit(NP_FILE, "value: full", "value: reduced")
    assert turns(draft.read().book, AROUND) == ()


def test_a_rule_that_ends_without_another_leaves_what_nobody_established(draft: Draft) -> None:
    draft.edit("tx/delegation.yaml", "since: 2020-01-01", "since: 2020-01-01\n        until: 2026-12-01")
    one = turns(draft.read().book, AROUND)[1]
    assert (one.before.known, one.after.known) == (True, False)
    assert [cite.cite for cite in one.cites] == ["Rule 1"]


def test_a_bill_turns_nothing_and_is_pending(draft: Draft) -> None:
    draft.edit(NP_FILE, "confidence: medium", "confidence: medium\n    status: pending")
    draft.edit(NP_FILE, "    until: 2026-09-01\n", "")
    book = draft.read().book
    assert turns(book, AROUND) == ()
    assert [one.value for one in pending(book)] == ["full"]
    assert pending(book, {"US"}) == ()
