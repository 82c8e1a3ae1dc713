"""Days on which nobody who directs is there, and when to try again."""

from __future__ import annotations

from datetime import date, timedelta

from openmso.oversight.rules.cover import Days, gaps, next_try

FIRST = date(2026, 3, 1)


def days(count: int, *people: str) -> dict[date, tuple[str, ...]]:
    return {FIRST + timedelta(days=one): people for one in range(count)}


def spell(first: int, last: int) -> Days:
    return Days(date(2026, 3, first), date(2026, 3, last))


def test_a_backup_covers_and_where_both_are_away_nobody_does() -> None:
    away = {"ada": [spell(3, 10)], "ben": [spell(9, 12)]}
    assert gaps(days(31, "ada", "ben"), away) == (spell(9, 10),)
    assert gaps(days(31, "ada"), away) == (spell(3, 10),)
    assert gaps(days(31, "ada", "ben"), {}) == ()


def test_a_site_without_anybody_is_one_gap_and_an_office_that_ends_begins_one() -> None:
    assert gaps(days(5), {}) == (spell(1, 5),)
    ends = {**days(5, "ada"), date(2026, 3, 4): (), date(2026, 3, 5): ()}
    assert gaps(ends, {}) == (spell(4, 5),)
    assert gaps(days(9, "ada"), {"ada": [spell(2, 2), spell(4, 5)]}) == (spell(2, 2), spell(4, 5))


def test_they_are_tried_again_thirty_days_after_they_answered() -> None:
    assert next_try(date(2026, 3, 1), FIRST) == date(2026, 3, 31)
    assert next_try(None, FIRST) == date(2026, 3, 31)
