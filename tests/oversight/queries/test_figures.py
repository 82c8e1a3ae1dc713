"""The figures of safety, counted by hand from one told in time, one late, one that is nobody's to tell yet."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from openmso.foundation.rules.sides import Post
from openmso.oversight.actions.acts import Done, record_act
from openmso.oversight.actions.events import Reported, regrade_event, report_event, tell_director
from openmso.oversight.queries.figures import Of, figures
from tests.cast import ADA, AUSTIN, FILLER, ROSA
from tests.kept import clinician, network_of_the_cast, operator

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 10, 16, tzinfo=UTC)
DAY = date(2026, 3, 10)
HOUR = timedelta(hours=1)


def test_each_figure_is_how_many_of_how_many() -> None:
    network = network_of_the_cast()
    rosa = clinician(network, ROSA, Post.RN)
    for number in range(4):
        at = NOW - timedelta(days=number)
        record_act(by=rosa, why="signed", done=Done(ROSA, AUSTIN, FILLER, at, f"c-{number}"))
    codes = [
        report_event(
            by=rosa,
            why="an event",
            reported=Reported(grade, "burn", noticed, site=AUSTIN, procedure=FILLER),
            now=NOW,
        )
        for grade, noticed in (
            (3, NOW - 5 * HOUR),
            (2, NOW - 4 * HOUR),
            (1, NOW - HOUR),
            (4, NOW - timedelta(days=40)),
        )
    ]
    for code, hours in zip(codes[:2], (3, 2), strict=True):
        tell_director(by=rosa, why="told", event=code, to=ADA, how="phone", at=NOW - hours * HOUR, now=NOW)
    found = figures(operator(network), DAY - timedelta(days=60), DAY, NOW)
    # Two hours were too long for the first and not for the second; the fourth was told to nobody; the third has a day.
    assert (found.told, found.notice) == (Of(1, 3), 2.0)
    assert found.closed == Of(0, 1)
    assert (found.rates.events, found.rates.acts, found.rates.rate, found.rates.quiet) == (
        4,
        4,
        1000.0,
        False,
    )
    assert found.rates.by_procedure == ((FILLER, 4, 4, 1000.0),)
    # Nia and Pat have never met Ada, nobody visited Austin or Dallas, and no site has a kit.
    assert (found.meetings, found.visits, found.ready) == (Of(0, 2), Of(0, 2), Of(0, 2))
    assert found.told.percent == 33.3
    # What is found to be grave now was told in time then.
    regrade_event(by=rosa, why="worse", event=codes[1], grade=3, reason="it blisters", now=NOW)
    assert figures(operator(network), DAY, DAY, NOW).told == Of(1, 2)
