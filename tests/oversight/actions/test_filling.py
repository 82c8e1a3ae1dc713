"""A demonstration has kits, an event and a meeting; once, and by the system only."""

from __future__ import annotations

from datetime import date

import pytest

from openmso.foundation.actor import system
from openmso.foundation.door import WrongHandsError, seeing
from openmso.oversight.actions.filling import fill_safety
from openmso.oversight.models import Event, Kit, Meeting
from openmso.oversight.queries.readiness import readiness
from tests.kept import clinician, network_of_the_cast

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 10)


def test_a_demonstration_is_filled_once() -> None:
    network = network_of_the_cast()
    by = system(network)
    with pytest.raises(WrongHandsError):
        fill_safety(by=clinician(network), why="a demonstration", on=ON)
    assert [fill_safety(by=by, why="a demonstration", on=ON) for _ in range(2)] == [2, 0]
    with seeing(by):
        assert (Kit.objects.count(), Event.objects.get().state, Meeting.objects.get().state) == (
            2,
            "told",
            "planned",
        )
    # Of two kits one has something that expired since it was checked; a drill both lack.
    found = [[one.about for one in site.wants] for site in readiness(by, ON)]
    assert found == [["items", "drill"], ["drill"]]
