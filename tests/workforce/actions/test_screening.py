"""Everybody is looked up; who may be listed awaits a human; every look leaves a record with the edition."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from openmso.authority.facts.people import Exclusion, Screening
from openmso.foundation import register
from openmso.foundation.actor import Actor
from openmso.foundation.door import NoReasonError, WrongHandsError
from openmso.foundation.register import RefusedError
from openmso.foundation.rules.sides import Post, Side
from openmso.workforce.actions import Looked, clear_match, confirm_match, screen
from openmso.workforce.files.leie import ListFile
from openmso.workforce.queries import editions, matches
from openmso.workforce.rules.rejects import Reject
from openmso.workforce.rules.screening import Allowance, Scope, State
from tests.workforce.staff import ON, ROSA_LISTED, born, events, listed, moved, network, of_post

pytestmark = pytest.mark.django_db

AS_OF = date(2026, 11, 10)
NEXT = ON + timedelta(days=30)


@pytest.fixture
def by() -> Actor:
    return network()


@pytest.fixture
def hr(by: Actor) -> Actor:
    return of_post(by, Post.HR)


def look(by: Actor, file: ListFile, *, on: date = ON, as_of: date = AS_OF, **more: Any) -> Looked:
    return screen(
        by=by,
        why="monthly",
        listed=file,
        as_of=as_of,
        on=on,
        **{"allowing": frozenset({Allowance.SHORT}), **more},
    )


def looks(by: Actor) -> dict[str, tuple[str, str, str]]:
    """By subject: source, result and edition of each look, the last of a subject."""
    found = register.page(by, Screening, limit=100).items
    return {one.record.subject: (one.record.source, one.record.result, one.record.edition) for one in found}


def test_everybody_is_looked_up_and_the_edition_is_kept(by: Actor) -> None:
    found = look(by, listed())
    assert found.results == {"ada": "clear", "lonestar": "clear", "rosa": "clear"}
    (edition,) = editions(by)
    assert (edition.id, edition.as_of, edition.rows, edition.digest) == (found.edition, AS_OF, 2, "a" * 64)
    assert looks(by) == dict.fromkeys(("ada", "lonestar", "rosa"), ("LEIE", "clear", found.edition))


def test_who_may_be_listed_awaits_a_human(by: Actor, hr: Actor) -> None:
    found = look(by, listed(ROSA_LISTED))
    assert found.results["rosa"] == "possible"
    (match,) = matches(hr)
    assert (match.subject, match.how, match.row.last, match.state) == ("rosa", "name", "DELGADO", State.OPEN)
    assert "a part of the family name" in match.because
    assert not register.page(by, Exclusion).items


def test_the_same_look_again_changes_nothing(by: Actor) -> None:
    look(by, listed(ROSA_LISTED))
    before = events(by)
    assert look(by, listed(ROSA_LISTED)).raised == ()
    assert events(by) == before


def test_an_npi_is_enough(by: Actor, hr: Actor) -> None:
    row = replace(ROSA_LISTED, last="QUIST", first="ZOE", npi="1234567893")
    look(by, listed(row))
    (match,) = matches(hr)
    assert (match.subject, match.how, match.score) == ("ada", "npi", 100)


def test_a_day_of_birth_tells_a_namesake_apart(by: Actor, hr: Actor) -> None:
    from openmso.workforce.rules.listing import Born

    row = replace(ROSA_LISTED, born=Born(1960, 1, 2))
    look(by, listed(row))
    (match,) = matches(hr)
    born(by, "rosa", date(1985, 7, 9))
    found = look(by, listed(row), on=NEXT)
    assert (found.lapsed, found.results["rosa"]) == ((match.id,), "clear")
    assert not matches(hr)


def test_a_former_name_is_looked_up_too(by: Actor) -> None:
    row = replace(ROSA_LISTED, last="QUISENBERRY")
    assert look(by, listed(row)).results["rosa"] == "clear"
    born(by, "rosa", date(1985, 7, 9), "Rosa Quisenberry")
    assert look(by, listed(row), on=NEXT).results["rosa"] == "possible"


def test_a_cleared_pair_is_not_raised_again_unless_the_row_changed(by: Actor, hr: Actor) -> None:
    (match,) = look(by, listed(ROSA_LISTED)).raised
    clear_match(by=hr, why="another day of birth, by telephone with the OIG", match=match, on=ON)
    again = look(by, listed(ROSA_LISTED, digest="b"), on=NEXT, as_of=AS_OF + timedelta(days=30))
    assert (again.raised, again.remembered, again.results["rosa"]) == ((), 1, "clear")
    changed = look(by, listed(moved(ROSA_LISTED), digest="c"), on=NEXT + timedelta(days=30), as_of=NEXT)
    assert len(changed.raised) == 1
    assert changed.results["rosa"] == "possible"


def test_an_open_match_whose_row_changed_is_renewed_not_doubled(by: Actor, hr: Actor) -> None:
    (match,) = look(by, listed(ROSA_LISTED)).raised
    found = look(by, listed(moved(ROSA_LISTED), digest="b"), on=NEXT)
    assert (found.raised, found.renewed) == ((), (match,))
    (renewed,) = matches(hr)
    assert renewed.row.address == "2 OAK ST"


def test_a_confirmed_exclusion_is_not_asked_about_again(by: Actor, hr: Actor) -> None:
    (match,) = look(by, listed(ROSA_LISTED)).raised
    confirm_match(by=hr, why="same day of birth", match=match, on=ON)
    found = look(by, listed(moved(ROSA_LISTED), digest="b"), on=NEXT)
    assert (found.raised, found.renewed, found.results["rosa"]) == ((), (), "confirmed")


def test_a_reinstatement_ends_the_exclusion(by: Actor, hr: Actor) -> None:
    (match,) = look(by, listed(ROSA_LISTED)).raised
    exclusion = confirm_match(by=hr, why="same day of birth", match=match, on=ON)
    back = replace(ROSA_LISTED, reinstated_on=date(2026, 12, 1), address="3 ASH ST")
    found = look(by, listed(back, digest="b"), on=NEXT, scope=Scope.SUPPLEMENT)
    assert found.reinstated == (exclusion,)
    assert register.one(by, Exclusion, exclusion).record.span.until == date(2026, 12, 1)
    assert look(by, listed(digest="c"), on=NEXT + timedelta(days=1), as_of=NEXT).results["rosa"] == "clear"


def test_the_reinstatement_of_somebody_else_ends_nothing(by: Actor, hr: Actor) -> None:
    (match,) = look(by, listed(ROSA_LISTED)).raised
    exclusion = confirm_match(by=hr, why="same day of birth", match=match, on=ON)
    other = replace(ROSA_LISTED, excluded_on=date(2010, 1, 1), reinstated_on=date(2026, 12, 1))
    assert look(by, listed(other, digest="b"), on=NEXT, scope=Scope.SUPPLEMENT).reinstated == ()
    assert register.one(by, Exclusion, exclusion).record.span.until is None


def test_who_is_off_the_list_without_a_reinstatement_stays_excluded_and_is_told(by: Actor, hr: Actor) -> None:
    (match,) = look(by, listed(ROSA_LISTED)).raised
    confirm_match(by=hr, why="same day of birth", match=match, on=ON)
    found = look(by, listed(digest="b"), on=NEXT)
    assert (found.off_the_list, found.results["rosa"]) == ((match,), "confirmed")


def test_a_supplement_alone_is_no_look_into_the_list(by: Actor) -> None:
    look(by, listed(ROSA_LISTED), scope=Scope.SUPPLEMENT)
    assert looks(by)["ada"][:2] == ("OIG supplement", "clear")
    assert looks(by)["rosa"][:2] == ("OIG supplement", "possible")


def test_only_some_may_be_looked_up(by: Actor) -> None:
    assert look(by, listed(ROSA_LISTED), only=frozenset({"ada"})).results == {"ada": "clear"}


REJECTED = (Reject(9, "EXCLDATE", "no day", "look the row up"),)


@pytest.mark.parametrize(
    ("file", "more", "field"),
    [
        (listed(rejects=REJECTED), {}, "rejects"),
        (listed(), {"allowing": frozenset()}, "rows"),
        (listed(), {"as_of": ON + timedelta(days=1)}, "as_of"),
        (listed(), {"as_of": ON - timedelta(days=46)}, "as_of"),
    ],
)
def test_a_file_that_may_leave_somebody_out_is_refused_and_nothing_changes(
    file: ListFile, more: dict[str, Any], field: str, by: Actor
) -> None:
    before = events(by)
    with pytest.raises(RefusedError) as refused:
        look(by, file, **more)
    assert refused.value.field == field
    assert events(by) == before


def test_the_same_file_cannot_be_two_editions(by: Actor) -> None:
    look(by, listed())
    before = events(by)
    with pytest.raises(RefusedError, match="as the full edition of 2026-11-10"):
        look(by, listed(), as_of=AS_OF + timedelta(days=5))
    assert events(by) == before


def test_rejects_may_be_allowed_knowingly_and_are_counted(by: Actor) -> None:
    look(by, listed(rejects=REJECTED), allowing=frozenset(Allowance))
    assert editions(by)[0].rejects == 1


@pytest.mark.django_db(transaction=True)
def test_two_looks_at_once_leave_what_one_leaves() -> None:
    by = network()
    start = Barrier(2)

    def once(_: int) -> Looked:
        try:
            start.wait()
            return look(by, listed(ROSA_LISTED))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(once, range(2)))
    assert sorted(len(one.raised) for one in found) == [0, 1]
    assert len(matches(by)) == len(editions(by)) == 1
    assert len(register.page(by, Screening, limit=100).items) == 3


def test_it_is_not_for_medicine_and_never_without_a_reason(by: Actor) -> None:
    before = events(by)
    with pytest.raises(WrongHandsError):
        look(of_post(by, Post.MEDICAL_DIRECTOR, Side.CLINICAL), listed())
    with pytest.raises(NoReasonError):
        screen(by=by, why=" ", listed=listed(), as_of=AS_OF, on=ON)
    assert events(by) == before
