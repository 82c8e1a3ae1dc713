"""What is due after an event, by the house rules and the laws that were read; computed by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from openmso.oversight.rules.events import (
    Case,
    Clock,
    Duty,
    Happened,
    Open,
    Standing,
    clocks,
    closed_with_cause,
    keeps_open,
    notice_hours,
    outside,
    per_thousand,
    too_early,
    too_quiet,
    work_days_after,
)

NOTICED = datetime(2026, 3, 6, 20, 0, tzinfo=UTC)
"""A Friday."""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FLORIDA = Duty(
    "FL",
    {
        "report_to": "board",
        "report_within_days": 15,
        "counted_from": "occurrence",
        "after_death": True,
        "after_hospital": True,
    },
    "Fla. Stat. § 458.351",
    sure=True,
)
USER_FACILITY = Duty(
    "US",
    {
        "report_to": "fda_device", "report_within_work_days": 10, "after_death": True,
        "after_serious_harm": True, "devices_only": True, "user_facilities_only": True,
    },
    "21 CFR § 803.30",
    sure=True,
)  # fmt: skip
CASE = Case(4, frozenset({"product"}), NOTICED, None, "FL", "medical_office")


def due(one: Happened) -> dict[str, timedelta]:
    return {clock.name: clock.due - one.recognized for clock in clocks(one)}


def test_a_grave_event_is_told_within_the_hour_and_any_within_the_day() -> None:
    assert due(Happened(3, NOTICED))["told"] == HOUR
    assert due(Happened(2, NOTICED))["told"] == DAY


def test_contacts_are_due_after_a_day_three_a_week_and_a_month() -> None:
    found = due(Happened(1, NOTICED))
    assert [found[step] for step in ("24h", "72h", "7d", "30d")] == [DAY, 3 * DAY, 7 * DAY, 30 * DAY]
    assert "cause" not in found


def test_from_grade_three_cause_and_disclosure_are_due_and_after_a_death_nobody_is_called() -> None:
    assert due(Happened(3, NOTICED))["cause"] == 30 * DAY
    assert set(due(Happened(5, NOTICED))) == {"told", "disclosed", "cause"}


@pytest.mark.parametrize(
    ("done", "now", "standing"),
    [
        (None, NOTICED + HOUR, Standing.DUE),
        (None, NOTICED + HOUR + timedelta(seconds=1), Standing.LATE),
        (NOTICED + HOUR, NOTICED + DAY, Standing.IN_TIME),
        (NOTICED + 2 * HOUR, NOTICED + DAY, Standing.LATE),
    ],
)
def test_a_clock_is_due_in_time_or_late(done: datetime | None, now: datetime, standing: Standing) -> None:
    assert Clock("told", "Director told", NOTICED + HOUR, "house", done).standing(now) is standing


def test_a_call_on_the_first_day_is_none_after_a_month() -> None:
    assert too_early("30d", NOTICED, NOTICED + 6 * DAY)
    assert not too_early("30d", NOTICED, NOTICED + 7 * DAY)
    assert not too_early("24h", NOTICED, NOTICED)


def test_a_physicians_office_tells_the_fda_voluntarily_and_a_user_facility_must() -> None:
    device = replace(CASE, circumstances=frozenset({"device"}))
    office = {one.to: one.duty for one in outside(device, [USER_FACILITY, FLORIDA])}
    assert office == {"fda": "may", "maker": "may", "insurer": "policy"}
    hospital = outside(replace(device, setting="hospital"), [USER_FACILITY])
    found = next(one for one in hospital if one.to == "fda_device")
    # Ten work days from a Friday are two weeks.
    assert (found.duty, found.due) == ("must", NOTICED + 14 * DAY)


def test_florida_counts_fifteen_days_from_the_occurrence() -> None:
    began = NOTICED - 2 * DAY
    case = replace(CASE, circumstances=frozenset({"hospital"}), onset=began)
    board = next(one for one in outside(case, [FLORIDA]) if one.to == "board")
    assert (board.duty, board.due, board.rule) == ("must", began + 15 * DAY, "Fla. Stat. § 458.351")


def test_what_nobody_looked_into_is_unclear_and_what_is_in_doubt_too() -> None:
    unread = {one.to: one.duty for one in outside(replace(CASE, state="NV"), [FLORIDA])}
    assert "board" not in {one.to for one in outside(CASE, [FLORIDA])}
    assert unread["board"] == "unclear"
    doubtful = replace(FLORIDA, sure=False)
    told = outside(replace(CASE, grade=5), [doubtful])
    assert [one.duty for one in told if one.to == "board"] == ["unclear"]


def test_of_a_light_event_nobody_outside_is_told() -> None:
    assert outside(replace(CASE, grade=2), [FLORIDA, USER_FACILITY]) == ()


def test_work_days_leave_out_the_week_end() -> None:
    assert work_days_after(NOTICED, 1) == NOTICED + 3 * DAY


def test_an_event_is_kept_open_by_each_thing_that_is_left() -> None:
    steps = {"24h": NOTICED + DAY, "72h": NOTICED + 3 * DAY, "7d": NOTICED + 7 * DAY}
    all_but_one = Happened(3, NOTICED, NOTICED, NOTICED, NOTICED, steps)
    assert len(keeps_open(all_but_one, Open(1, 1, 1), "recovered")) == 3
    assert keeps_open(all_but_one, Open(0, 0, 0), "recovered") == (
        "patient contacted, 30 days is still open",
        "no corrective action was agreed",
    )
    lost = replace(all_but_one, tried=frozenset({"30d"}))
    assert keeps_open(lost, Open(actions=1), "lost") == ()
    assert keeps_open(lost, Open(actions=1), "recovered")


def test_two_thousand_acts_without_an_event_are_too_quiet() -> None:
    assert too_quiet(0, 2000)
    assert not too_quiet(0, 1999)
    assert not too_quiet(1, 9000)
    assert (per_thousand(3, 2000), per_thousand(1, 0)) == (1.5, None)


def test_what_is_found_to_be_grave_later_is_due_from_then_on() -> None:
    found = NOTICED + 5 * HOUR
    later = {clock.name: clock for clock in clocks(Happened(3, NOTICED, grave_since=found))}
    assert (later["told"].due, later["cause"].due) == (found + HOUR, found + 30 * DAY)
    assert later["24h"].due == NOTICED + DAY
    told = next(
        one
        for one in clocks(Happened(3, NOTICED, NOTICED + 2 * HOUR, grave_since=found))
        if one.name == "told"
    )
    assert told.standing(found + DAY) is Standing.IN_TIME
    assert due(Happened(2, NOTICED, grave_since=found))["told"] == DAY


def test_notice_and_closing_are_counted_only_of_what_can_be_told() -> None:
    grave = Happened(4, NOTICED, NOTICED + 90 * timedelta(minutes=1), cause=NOTICED + DAY)
    assert (notice_hours(grave), notice_hours(Happened(4, NOTICED))) == (1.5, None)
    month = NOTICED + 30 * DAY
    assert closed_with_cause(grave, month, 1, month + DAY)
    assert not closed_with_cause(grave, month + DAY, 1, month + DAY)
    assert closed_with_cause(grave, month, 0, month + DAY) is False
    assert closed_with_cause(grave, None, 1, month) is None
    assert closed_with_cause(grave, None, 1, month + DAY) is False
    assert closed_with_cause(replace(grave, grade=2), month, 1, month) is None
