"""A visit goes forward only, and ends."""

from __future__ import annotations

from openmso.care.rules.visits import NEXT, minutes_of


def test_no_visit_comes_back_to_a_state_it_has_left() -> None:
    def after(state: str) -> set[str]:
        return {further for one in NEXT[state] for further in (one, *after(one))}

    assert all(state not in after(state) for state in NEXT)
    assert {one for one in NEXT if not NEXT[one]} == {"done", "no_show", "cancelled"}


def test_a_visit_of_several_procedures_takes_the_longest_and_a_little_more() -> None:
    assert minutes_of(["consult"]) == 20
    assert minutes_of(["injection", "infusion", "consult"]) == 60 + 15 + 15
