"""Whom a question goes to, until when, and how long answers take."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from openmso.oversight.rules.consults import Times, step, times, whom

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_urgent_ones_have_fifteen_minutes_and_others_eight_hours() -> None:
    # The house values of the figure "director reply time": 15 minutes urgent, 8 hours routine.
    assert step("ada", NOON, urgent=True).due == datetime(2026, 3, 2, 12, 15, tzinfo=UTC)
    assert step("ada", NOON, urgent=False).due == datetime(2026, 3, 2, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("directing", "asked", "away", "asker", "to"),
    [
        (("ada", "ben"), (), (), "rosa", "ada"),
        (("ada", "ben"), (), ("ada",), "rosa", "ben"),
        (("ada", "ben"), ("ada",), (), "rosa", "ben"),
        (("ada", "ben"), ("ada", "ben"), (), "rosa", ""),
        (("ada", "ben"), (), (), "ada", "ben"),
        (("ada",), (), (), "ada", ""),
        ((), (), (), "rosa", ""),
        (("ada", "ben"), (), ("ada", "ben"), "rosa", "ada"),  # all are away: somebody still gets it
        (("ada", "ben"), ("ada",), ("ben",), "rosa", ""),  # but it is not passed on to who is away
    ],
)
def test_whom_it_goes_to(
    directing: tuple[str, ...], asked: tuple[str, ...], away: tuple[str, ...], asker: str, to: str
) -> None:
    assert whom(directing, asked, away, asker) == to


def test_the_middle_and_the_ninth_tenth_are_times_that_were_measured() -> None:
    took = [timedelta(minutes=one) for one in (1, 2, 3, 4, 5, 6, 7, 8, 9, 100)]
    assert times(took) == Times(10, 5, 9)
    assert times(took[:1]) == Times(1, 1, 1)
    assert times([]) == Times(0, None, None)
