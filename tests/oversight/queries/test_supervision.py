"""The board of a day from the roster in the database: what was told goes before what was planned."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from openmso.authority.facts import UnknownRecordError
from openmso.authority.facts.structure import Service
from openmso.authority.terms import Supervision
from openmso.oversight.actions.cover import say_away, say_back
from openmso.oversight.facts.held import SHELF
from openmso.oversight.queries.supervision import board, presences_at
from openmso.workforce.actions import Planned, clock_in, clock_out, plan_shift
from tests.cast import ADA, AUSTIN, BEN, BOTOX, DALLAS, ROSA
from tests.kept import clinician, network_of_the_cast, operator

pytestmark = pytest.mark.django_db

WHY = "the roster"
DAY = date(2026, 3, 10)


def at(hour: int) -> datetime:
    """An hour of the day by UTC; it is five hours earlier in Austin."""
    return datetime(2026, 3, 10, hour, tzinfo=UTC)


@pytest.fixture
def network() -> UUID:
    SHELF.clear()
    menu = Service("m-botox", AUSTIN, "Botox", frozenset({BOTOX}))
    return network_of_the_cast(menu, without=["menu-austin"])


def test_the_gate_takes_nobody_for_near_who_was_only_planned(network: UUID) -> None:
    ada = clinician(network)
    plan_shift(by=ada, why=WHY, planned=Planned(ADA, AUSTIN, at(14), at(22)))
    assert presences_at(ada, AUSTIN, at(15)) == ()
    (planned,) = presences_at(ada, AUSTIN, at(15), planned=True)
    assert planned.near is Supervision.ON_SITE
    clock_in(by=ada, why=WHY, site=AUSTIN, now=at(15))
    (told,) = presences_at(ada, AUSTIN, at(15))
    assert (told.person, told.role, told.near) == (ADA, "MD", Supervision.ON_SITE)
    assert presences_at(ada, AUSTIN, at(14)) == ()


def test_who_is_on_site_elsewhere_is_reachable_only_and_in_one_place(network: UUID) -> None:
    clock_in(by=clinician(network), why=WHY, site=DALLAS, person=BEN, now=at(14))
    here = presences_at(operator(network), AUSTIN, at(15))
    there = presences_at(operator(network), DALLAS, at(15))
    assert [(one.near, round(one.miles or 0) > 100) for one in here] == [(Supervision.REMOTE, True)]
    assert [(one.near, one.miles) for one in there] == [(Supervision.ON_SITE, 0)]


def test_a_day_is_cut_where_somebody_leaves_earlier_than_planned(network: UUID) -> None:
    ada = clinician(network)
    for person in (ADA, ROSA):
        plan_shift(by=ada, why=WHY, planned=Planned(person, AUSTIN, at(14), at(22)))
    came = clock_in(by=ada, why=WHY, site=AUSTIN, now=at(14))
    clock_out(by=ada, why=WHY, presence=came, now=at(16))
    found = board(ada, AUSTIN, DAY, now=at(17))
    assert [(one.start, one.until, bool(one.uncovered)) for one in found.stretches] == [
        (at(14), at(16), False),
        (at(16), at(22), True),
    ]
    assert found.now == found.stretches[1]
    assert found.uncovered == (found.stretches[1],)


def test_who_is_away_does_not_cover_whatever_was_planned(network: UUID) -> None:
    ada = clinician(network)
    for person in (ADA, ROSA):
        plan_shift(by=ada, why=WHY, planned=Planned(person, AUSTIN, at(14), at(22)))
    before = datetime(2026, 3, 1, 18, tzinfo=UTC)
    assert not board(ada, AUSTIN, DAY, now=before).uncovered
    say_away(by=ada, why=WHY, first=DAY, last=DAY, now=before)
    assert [one.start for one in board(ada, AUSTIN, DAY, now=before).uncovered] == [at(14)]
    assert [one.person for one in presences_at(ada, AUSTIN, at(15), planned=True)] == [ROSA]
    # Who came all the same is there.
    clock_in(by=ada, why=WHY, site=AUSTIN, now=at(15))
    assert [one.person for one in presences_at(ada, AUSTIN, at(16))] == [ADA]


def test_who_took_an_absence_back_covers_again(network: UUID) -> None:
    ada, before = clinician(network), datetime(2026, 3, 1, 18, tzinfo=UTC)
    for person in (ADA, ROSA):
        plan_shift(by=ada, why=WHY, planned=Planned(person, AUSTIN, at(14), at(22)))
    away = say_away(by=ada, why=WHY, first=DAY, last=DAY, now=before)
    assert board(ada, AUSTIN, DAY, now=before).uncovered
    say_back(by=ada, why=WHY, absence=away, now=before)
    assert not board(ada, AUSTIN, DAY, now=before).uncovered


def test_a_site_that_is_not_there_has_no_board(network: UUID) -> None:
    with pytest.raises(UnknownRecordError):
        board(operator(network), "nowhere", DAY)
