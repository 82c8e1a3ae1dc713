"""Events of a period, counted by site and grade, with what is still due after them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from openmso.foundation.rules.sides import Post
from openmso.oversight.actions.events import Reported, report_event, tell_director
from openmso.oversight.queries.tallies import events_of
from tests.cast import ADA, AUSTIN, DALLAS, FILLER, ROSA
from tests.kept import auditor, clinician, network_of_the_cast, operator

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 10, 16, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_events_are_counted_where_and_when_they_were_noticed() -> None:
    network = network_of_the_cast()
    rosa = clinician(network, ROSA, Post.RN)
    late = datetime(2026, 3, 10, 4, tzinfo=UTC)  # the ninth of March in Austin
    codes = [
        report_event(
            by=rosa,
            why="an event",
            reported=Reported(grade, "burn", at, site=site, procedure=FILLER),
            now=NOW,
        )
        for grade, at, site in ((3, NOW - 5 * HOUR, AUSTIN), (1, late, AUSTIN), (2, NOW - 2 * HOUR, DALLAS))
    ]
    tell_director(by=rosa, why="told", event=codes[0], to=ADA, how="phone", at=NOW - 3 * HOUR, now=NOW)
    for by in (operator(network), auditor(network)):
        tallies, open_ones = events_of(by, [AUSTIN, DALLAS], date(2026, 3, 10), date(2026, 3, 10), NOW)
        assert [(one.site, one.by_grade, one.open, one.told_late) for one in tallies] == [
            (AUSTIN, (0, 0, 1, 0, 0), 1, 1),
            (DALLAS, (0, 1, 0, 0, 0), 1, 0),
        ]
        assert [one.grave for one in tallies] == [1, 0]
        assert {one.site for one in open_ones} == {AUSTIN, DALLAS}
        assert all(one.due.utcoffset() == timedelta(hours=-5) for one in open_ones)
    # Two hours after it was noticed is too late for a grave one; the mild one was noticed the day before.
    tallies, _ = events_of(operator(network), [AUSTIN], date(2026, 3, 9), date(2026, 3, 9), NOW)
    assert [(one.site, one.by_grade) for one in tallies] == [(AUSTIN, (1, 0, 0, 0, 0))]
    assert events_of(operator(network), [], date(2026, 3, 10), date(2026, 3, 10), NOW) == ((), ())
