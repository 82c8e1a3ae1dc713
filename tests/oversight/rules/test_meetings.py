"""How often two meet: by the strictest law, else their paper, else the house; and who signs when."""

from __future__ import annotations

from datetime import date

from openmso.oversight.rules.meetings import MEET_EVERY, Cadence, Signing, cadence, cannot_sign, due_on

BEGAN = date(2025, 6, 15)


def test_the_strictest_law_counts_then_the_paper_then_the_house() -> None:
    assert cadence([(90, "one"), (30, "two"), (None, "three")], 10) == Cadence(30, "law", "two")
    assert cadence([(None, "")], 60) == Cadence(60, "agreement")
    assert cadence([], None) == Cadence(MEET_EVERY, "house")


def test_the_next_one_is_due_from_the_last_or_from_the_beginning() -> None:
    assert due_on(date(2026, 3, 1), BEGAN, 30) == date(2026, 3, 31)
    assert due_on(None, BEGAN, 30) == date(2025, 7, 15)


def test_the_physician_signs_last() -> None:
    both = frozenset({"ada", "nia"})
    assert cannot_sign("ada", Signing("ada", both, frozenset())) is not None
    assert cannot_sign("nia", Signing("ada", both, frozenset())) is None
    assert cannot_sign("ada", Signing("ada", both, frozenset({"nia"}))) is None
    for person, signed in (("rosa", {"nia"}), ("nia", {"nia"}), ("nia", {"ada"})):
        assert cannot_sign(person, Signing("ada", both, frozenset(signed))) is not None
