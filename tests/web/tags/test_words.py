"""Words in templates."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from openmso.authority.answer import Outcome
from openmso.authority.terms import Standing
from openmso.web.looks import OUTCOMES, STANDINGS
from openmso.web.tags.words import clock, countdown, lucide, outcome, short, standing, when, words

TODAY = date(2026, 11, 26)


def test_every_standing_and_outcome_has_icon_word_and_color_of_its_own() -> None:
    assert set(STANDINGS) == set(Standing)
    assert set(OUTCOMES) == set(Outcome)
    for looks in (STANDINGS.values(), OUTCOMES.values()):
        for part in ("icon", "word", "name"):
            assert len({getattr(one, part) for one in looks}) == len(looks)


@pytest.mark.parametrize("one", list(Standing))
def test_a_standing_is_told_in_words_and_its_icon_to_eyes_only(one: Standing) -> None:
    drawn = standing(one)
    assert one.name.capitalize() in drawn
    assert re.search(r'class="mark" aria-hidden="true">\S</span>', drawn)


def test_a_stop_says_stop() -> None:
    assert "Stop" in outcome(Outcome.STOP)


@pytest.mark.parametrize(
    ("due", "state", "said"),
    [
        (date(2026, 11, 25), "late", "yesterday (Nov 25)"),
        (date(2026, 11, 26), "soon", "today"),
        (date(2026, 12, 26), "soon", "in 30 days (Dec 26)"),
        (date(2026, 12, 27), "good", "in 31 days (Dec 27)"),
        (date(2026, 12, 27).toordinal(), "good", "in 31 days (Dec 27)"),
    ],
)
def test_a_clock_is_late_soon_or_in_time(due: date | int, state: str, said: str) -> None:
    drawn = str(clock(due, TODAY))
    assert f"c-{state}" in drawn
    assert said in drawn


def test_without_a_day_there_is_no_clock_and_nothing_to_say() -> None:
    assert clock(None, TODAY) == ""
    assert when(None, TODAY) == ""
    assert short(None, TODAY) == ""


def test_days_are_told_from_ordinals_and_from_dates_alike() -> None:
    day = date(2026, 12, 5)
    assert when(day, TODAY) == when(day.toordinal(), TODAY) == "in 9 days (Dec 5)"
    assert short(day, TODAY) == short(day.toordinal(), TODAY) == "Dec 5"


def test_a_code_is_said_as_words() -> None:
    assert words("on_site") == "on site"


def test_an_icon_is_for_eyes_only() -> None:
    assert lucide("menu").startswith("<svg")
    assert 'aria-hidden="true"' in lucide("menu")


def test_a_countdown_is_soon_or_late_and_once_done_in_time_or_late() -> None:
    now = datetime(2026, 11, 26, 12, tzinfo=UTC)
    due = now + timedelta(hours=1)
    assert "c-soon" in countdown(due, None, now)
    assert "c-good" in countdown(now + timedelta(days=3), None, now)
    assert "was due 60 minutes ago" in countdown(due, None, now + timedelta(hours=2))
    assert "in time" in countdown(due, due, now)
    assert "done Nov 26, 14:00" in countdown(due, now + timedelta(hours=2), now)
