"""What a director would want to know of a practice: charts in time, no broken glass, corrections done; of 90 days, of its own sites."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from openmso.foundation.actor import system
from openmso.foundation.door import acting
from openmso.oversight.actions.acts import Done, record_act
from openmso.oversight.facts.held import SHELF
from openmso.oversight.models import Act
from openmso.oversight.queries.conduct import conduct
from tests.cast import AUSTIN, BOTOX, LUMEN, ROSA
from tests.kept import network_of_the_cast, operator

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 18, tzinfo=UTC)


def test_charts_and_glass_are_counted_of_the_practices_own_ninety_days() -> None:
    SHELF.clear()
    network = network_of_the_cast()
    by = system(network)

    def done(
        n: int, days: int, hours: float | None, *, source: str = "care", marks: tuple[str, ...] = ()
    ) -> None:
        at = NOW - timedelta(days=days)
        told = Done(ROSA, AUSTIN, BOTOX, at, f"c-{n}", source=source, marks=frozenset(marks))
        code = record_act(by=by, why="treated", done=told)
        with acting(by, why="signed"):
            signed = None if hours is None else at + timedelta(hours=hours)
            Act.objects.filter(code=code).update(signed_at=signed)

    done(1, 10, 1)
    done(2, 11, 71.9)
    done(3, 12, 73)  # late
    done(4, 13, None)  # never signed: late
    done(5, 1, None)  # has two days left: not counted
    done(6, 14, None, source="emr")  # nobody told: not counted
    done(7, 15, 1, marks=("break_glass",))
    done(8, 91, 1)  # too long ago
    found = {one.name: (one.number, one.of) for one in conduct(operator(network), LUMEN, NOW)}
    assert found == {"charts": (3, 5), "glass": (6, 7), "corrections": (0, 0)}
    assert [one.percent for one in conduct(operator(network), "no practice", NOW)] == [None, None, None]
