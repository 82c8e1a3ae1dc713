"""Who sees what of an event, and which events are whose."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from openmso.foundation.register import NotThereError
from openmso.foundation.rules.sides import Post
from openmso.oversight.actions.events import Reported, report_event
from openmso.oversight.queries.events import event, events, open_events_of
from tests.cast import ADA, AUSTIN, DALLAS, NIA, ROSA
from tests.kept import auditor, clinician, network_of_the_cast, operator

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 10, 16, tzinfo=UTC)


def test_medicine_sees_what_it_was_and_others_that_it_was_and_the_latest_comes_first() -> None:
    network = network_of_the_cast()
    rosa = clinician(network, ROSA, Post.RN)
    said = Reported(
        4, "vision", NOW - timedelta(hours=2), site=AUSTIN, person=ROSA, chart="c-1", description="blurred"
    )
    mild = Reported(1, "swelling", NOW - timedelta(hours=3), site=DALLAS)
    codes = [report_event(by=rosa, why="an event", reported=one, now=NOW) for one in (mild, said)]
    found = events(operator(network), NOW)
    # Told within the hour was due an hour ago; of the mild one nothing is due before tomorrow.
    assert [(one.code, one.late(NOW), one.kind) for one in found] == [(codes[1], 1, ""), (codes[0], 0, "")]
    assert found[0].recognized.isoformat() == "2026-03-10T09:00:00-05:00"
    whole = event(rosa, codes[1])
    assert (whole.seen.kind, [one.text for one in whole.notes]) == ("vision", ["blurred"])
    for by in (operator(network), auditor(network)):
        seen = event(by, codes[1])
        assert (seen.seen.grade, seen.seen.kind, seen.notes, seen.circumstances) == (4, "", (), ())
    assert {one.code for one in open_events_of(rosa, ADA, NOW)} == set(codes)
    assert open_events_of(rosa, NIA, NOW) == ()
    assert events(rosa, NOW, closed=True) == ()
    with pytest.raises(NotThereError):
        event(rosa, "event-none")
