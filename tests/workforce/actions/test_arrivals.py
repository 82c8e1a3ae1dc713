"""A file is taken whole as it was shown, or nothing of it; a second time it changes nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connections

from openmso.authority.facts.people import License, Person
from openmso.evidence.models import Event
from openmso.foundation import register
from openmso.foundation.actor import Actor
from openmso.foundation.door import NoReasonError, WrongHandsError, seeing
from openmso.foundation.register import RefusedError
from openmso.foundation.rules.sides import Post, Side
from openmso.timeline.spans import ALWAYS, Span
from openmso.workforce.actions import take_in
from openmso.workforce.files.nppes import read_nppes
from openmso.workforce.files.sheets import Sheet, read_sheet
from openmso.workforce.queries import planned, subjects
from openmso.workforce.rules.arrivals import Arrival, LicenseSaid
from openmso.workforce.rules.listing import Born
from tests.shared_data import NPPES, needs_nppes
from tests.workforce.staff import ON, ROSA, ROSAS, events, network, of_post

pytestmark = pytest.mark.django_db

CSV = """\
First,Last,NPI,DOB,License Type,State,License #,Exp Date
Zoe,Quist,1245319599,7/31/1990,Registered Nurse,Texas,RN-1,2028-05-31
Zoe,Quist,1245319599,,NP,TX,AP-1,2028-05-31
Ada,Lindqvist,1234567893,,MD,TX,P4471,2027-08-31
Max,Nobody,1234567890,,RN,TX,RN-2,2028-05-31
"""


@pytest.fixture
def by() -> Actor:
    return network()


@pytest.fixture
def hr(by: Actor) -> Actor:
    return of_post(by, Post.HR)


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    path = tmp_path / "people.csv"
    path.write_text(CSV)
    return read_sheet(path, ON)


def test_what_was_shown_is_taken(hr: Actor, sheet: Sheet) -> None:
    shown = planned(hr, sheet)
    assert (len(shown.added), [one.row for one in shown.rejects]) == (5, [5])
    assert take_in(by=hr, why="new hires", sheet=sheet, shown=shown) == shown
    assert register.one(hr, Person, "zoe-quist").record == Person("zoe-quist", "Zoe Quist", "1245319599")
    held = register.one(hr, License, "ada/license/tx-md").record
    assert held == License("ada/license/tx-md", "ada", "MD", "TX", Span.of(None, date(2027, 9, 1)), "P4471")
    (zoe,) = (one for one in subjects(hr) if one.id == "zoe-quist")
    assert zoe.born == Born(1990, 7, 31)


def test_the_same_file_again_changes_nothing(hr: Actor, sheet: Sheet) -> None:
    take_in(by=hr, why="new hires", sheet=sheet)
    before = events(hr)
    assert take_in(by=hr, why="again", sheet=sheet).changes == ()
    assert events(hr) == before


def test_the_reason_is_in_the_history_of_every_row(hr: Actor, sheet: Sheet) -> None:
    before = events(hr)
    take_in(by=hr, why="new hires of November", sheet=sheet)
    with seeing(hr):
        told = Event.objects.order_by("-id")[: events(hr) - before]
        assert {one.why for one in told} == {"new hires of November"}


def test_what_is_not_what_was_shown_is_not_taken(hr: Actor, sheet: Sheet) -> None:
    shown = planned(hr, sheet)
    register.enter(by=hr, why="meanwhile", record=Person("zoe-quist", "Zoe Quist"))
    before = events(hr)
    with pytest.raises(RefusedError, match="meanwhile"):
        take_in(by=hr, why="new hires", sheet=sheet, shown=shown)
    assert events(hr) == before


def test_what_cannot_stand_beside_what_is_there_takes_everything_back(hr: Actor) -> None:
    """Two licenses of one number on one day: the database refuses the second, and the first change goes with it."""
    second = License(
        "rosa/license/tx-rn-b", "rosa", "RN", "TX", Span.of(date(2027, 3, 1), date(2029, 3, 1)), ROSAS.number
    )
    register.enter(by=hr, why="renewed", record=second)
    earlier = LicenseSaid("RN", "TX", ROSAS.number, issued=date(2019, 3, 1), expires=date(2028, 1, 1))
    rows = (Arrival(2, "New Comer"), Arrival(3, ROSA.name, license=earlier))
    before = events(hr)
    with pytest.raises(RefusedError, match="holds the same"):
        take_in(by=hr, why="mistake", sheet=Sheet(rows, ()))
    assert events(hr) == before


@pytest.mark.django_db(transaction=True)
def test_two_who_take_the_same_file_at_once_take_it_once(sheet: Sheet) -> None:
    by = of_post(network(), Post.HR)
    start = Barrier(2)

    def take(_: int) -> int:
        try:
            start.wait()
            return len(take_in(by=by, why="at once", sheet=sheet).changes)
        except RefusedError:
            return 0
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        taken = sorted(pool.map(take, range(2)))
    assert taken == [0, 5]
    assert not planned(by, sheet).changes


def test_it_is_not_for_medicine_and_never_without_a_reason(by: Actor, hr: Actor, sheet: Sheet) -> None:
    before = events(by)
    director = of_post(by, Post.MEDICAL_DIRECTOR, Side.CLINICAL)
    with pytest.raises(WrongHandsError):
        take_in(by=director, why="mine", sheet=sheet)
    with pytest.raises(WrongHandsError):
        planned(director, sheet)
    with pytest.raises(NoReasonError):
        take_in(by=hr, why=" ", sheet=sheet)
    assert events(by) == before


@needs_nppes
def test_clinicians_of_the_registry_come_with_licenses_of_which_no_day_is_known(hr: Actor) -> None:
    sheet = read_nppes(NPPES / "npidata_sample.csv")
    take_in(by=hr, why="onboarding", sheet=sheet)
    held = register.page(hr, License, filters={"person": "william-c-pilcher"}).items
    assert {(one.record.state, one.record.number, one.record.status, one.record.span) for one in held} == {
        ("GA", "032024", "unknown", ALWAYS),
        ("FL", "ME68414", "unknown", ALWAYS),
    }
    before = events(hr)
    assert not take_in(by=hr, why="again", sheet=sheet).changes
    assert events(hr) == before


def test_a_license_of_unknown_standing_gives_no_authority(hr: Actor) -> None:
    from openmso.authority.holdings import GOOD_STATUSES

    assert "unknown" not in GOOD_STATUSES
