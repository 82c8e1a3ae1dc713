"""Moments as typed, in the civil time of a site."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from openmso.authority.facts.structure import Site
from openmso.cli.failure import BadInputError
from openmso.cli.moments import read_moment

AUSTIN = Site("austin", "Austin", "lumen", "TX", "America/Chicago")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-12-05", datetime(2026, 12, 5, 18, tzinfo=UTC)),
        ("2026-07-05", datetime(2026, 7, 5, 17, tzinfo=UTC)),
        ("2026-12-05T14:30", datetime(2026, 12, 5, 20, 30, tzinfo=UTC)),
        ("2026-12-05T14:30-05:00", datetime(2026, 12, 5, 19, 30, tzinfo=UTC)),
        ("2026-12-05T20:30Z", datetime(2026, 12, 5, 20, 30, tzinfo=UTC)),
    ],
)
def test_a_moment_without_offset_is_the_clock_on_the_sites_wall(text: str, moment: datetime) -> None:
    assert read_moment(text, AUSTIN) == moment


def test_nothing_typed_is_now() -> None:
    assert abs(read_moment(None, AUSTIN) - datetime.now(UTC)) < timedelta(minutes=2)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tomorrow", "no moment"),
        ("2026-02-30", "no moment"),
        ("2026-12-05T25:00", "no moment"),
        ("", "no moment"),
        ("0001-01-01", "outside 1900"),
        ("9999-12-31T10:00Z", "outside 1900"),
        ("2026-11-01T01:30", "comes twice in America/Chicago"),
        ("2026-03-08T02:30", "never comes in America/Chicago"),
    ],
)
def test_a_moment_that_is_none_or_two_is_refused(text: str, said: str) -> None:
    with pytest.raises(BadInputError, match=said):
        read_moment(text, AUSTIN)


def test_with_an_offset_the_doubled_hour_is_no_riddle() -> None:
    moment = read_moment("2026-11-01T01:30-06:00", AUSTIN)
    assert moment.astimezone(UTC) == datetime(2026, 11, 1, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../etc"])
def test_a_zone_that_does_not_exist_is_said(zone: str) -> None:
    with pytest.raises(BadInputError, match="does not exist"):
        read_moment("2026-12-05", replace(AUSTIN, zone=zone))
