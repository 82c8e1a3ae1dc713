"""Many moments at once fall on the civil days, and exams lapse on the days, that the calendar gives one by one."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmso.authority.batch.zones import EPOCH, Calendar, months_later, still_good
from openmso.timeline.calendar import add_months, civil_day

ZONES = ("America/New_York", "America/Phoenix", "Europe/London", "Pacific/Apia", "Australia/Lord_Howe")
days = st.integers(date(1999, 1, 1).toordinal(), date(2030, 1, 1).toordinal())
moments = st.datetimes(datetime(1999, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - a bound


def micros(moment: datetime) -> int:
    return (moment - EPOCH) // timedelta.resolution


@given(st.lists(st.tuples(st.integers(0, len(ZONES) - 1), moments), min_size=1))
def test_moments_fall_on_their_civil_days(acts: list[tuple[int, datetime]]) -> None:
    calendar = Calendar(ZONES)
    zones, at = (np.array(one, np.int64) for one in zip(*((z, micros(m)) for z, m in acts), strict=True))
    calendar.reach(at)
    wanted = [civil_day(moment, ZoneInfo(ZONES[zone])).toordinal() for zone, moment in acts]
    assert calendar.days(zones, at).tolist() == wanted


@pytest.mark.parametrize("seconds", [-1, 0, 1])
@pytest.mark.parametrize(
    "turn",
    [
        "2026-03-08T07:00:00+00:00",
        "2026-11-01T06:00:00+00:00",
        "2026-03-08T05:00:00+00:00",
        "2026-11-01T04:00:00+00:00",
    ],
)
def test_around_the_change_of_clocks_and_around_midnight(turn: str, seconds: int) -> None:
    moment = datetime.fromisoformat(turn) + timedelta(seconds=seconds)
    calendar, at = Calendar(ZONES), np.array([micros(moment)])
    calendar.reach(at)
    wanted = civil_day(moment, ZoneInfo("America/New_York")).toordinal()
    assert calendar.days(np.array([0]), at).tolist() == [wanted]


def test_a_calendar_grows_both_ways_and_only_when_it_must() -> None:
    calendar = Calendar(ZONES)
    calendar.reach(np.zeros(0, np.int64))
    assert calendar.first == calendar.last
    for year in (2026, 2019, 2030):
        at = np.array([micros(datetime(year, 6, 1, 3, tzinfo=UTC))])
        calendar.reach(at)
        assert calendar.days(np.array([0]), at).tolist() == [date(year, 5, 31).toordinal()]
    before = calendar.before
    calendar.reach(np.array([micros(datetime(2021, 1, 1, tzinfo=UTC))]))
    assert calendar.before is before


@given(st.lists(st.tuples(days, st.integers(1, 40), st.integers(-3, 1300)), min_size=1))
def test_exams_are_good_for_calendar_months(exams: list[tuple[int, int, int]]) -> None:
    examined, months, age = (np.array(one, np.int64) for one in zip(*exams, strict=True))
    wanted = [
        date.fromordinal(day + old) <= add_months(date.fromordinal(day), count, rounding="down")
        for day, count, old in exams
    ]
    assert still_good(examined, months, examined + age).tolist() == wanted


@given(days, st.integers(0, 40))
def test_months_later_is_the_calendars(day: int, months: int) -> None:
    wanted = add_months(date.fromordinal(day), months, rounding="down").toordinal()
    assert months_later(np.array([day]), np.array([months])).tolist() == [wanted]
