"""A license counts as verified only if a primary source agrees with the record; every look is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from openmso.authority.facts.people import License
from openmso.foundation import register
from openmso.foundation.actor import Actor
from openmso.foundation.door import NoReasonError, WrongHandsError
from openmso.foundation.register import NotThereError, RefusedError, StaleError
from openmso.foundation.rules.sides import Post, Side
from openmso.workforce.actions import Verified, identify, record_verification
from openmso.workforce.queries import due_again, open_discrepancies, verifications
from openmso.workforce.rules.verification import Discrepancy, Seen, Source
from tests.workforce.staff import ON, ROSAS, events, network, of_post

pytestmark = pytest.mark.django_db

AGREES = Seen("ROSA M DELGADO", "RN712345", "active", date(2027, 2, 28))


@pytest.fixture
def hr() -> Actor:
    return of_post(network(), Post.HR)


def look(by: Actor, seen: Seen = AGREES, **more: Any) -> Verified:
    given = {
        "license": ROSAS.id,
        "on": ON,
        "source": Source.NURSYS,
        "looked_by": "Nina Park",
        "document": "nursys-1",
    }
    return record_verification(by=by, why="before the first day", seen=seen, **{**given, **more})


def held(by: Actor) -> License:
    return register.one(by, License, ROSAS.id).record


def test_a_primary_source_that_agrees_marks_the_license(hr: Actor) -> None:
    found = look(hr)
    assert (found.differs, found.marked) == ((), True)
    assert held(hr) == replace(ROSAS, verified_on=ON, verified_with="Nursys")
    (told,) = verifications(hr, license=ROSAS.id)
    assert (told.result, told.looked_by, told.document, told.next_due) == (
        "agrees",
        "Nina Park",
        "nursys-1",
        date(2027, 3, 1),
    )


@pytest.mark.parametrize(
    ("seen", "differs"),
    [
        (replace(AGREES, name="Bob Smith"), Discrepancy("name", "Rosa Delgado-Ruiz", "Bob Smith")),
        (replace(AGREES, number="RN 712346"), Discrepancy("number", "RN 712-345", "RN 712346")),
        (replace(AGREES, status="suspended"), Discrepancy("status", "active", "suspended")),
        (replace(AGREES, expires=date(2026, 2, 28)), Discrepancy("expires", "2027-02-28", "2026-02-28")),
        (replace(AGREES, expires=None), Discrepancy("expires", "2027-02-28", "never")),
        (Seen(found=False), Discrepancy("license", "RN 712-345", "not at the source")),
    ],
)
def test_a_difference_blocks_the_mark_and_stays_open(seen: Seen, differs: Discrepancy, hr: Actor) -> None:
    found = look(hr, seen)
    assert (found.differs, found.marked) == ((differs,), False)
    assert held(hr) == ROSAS
    (open_one,) = open_discrepancies(hr)
    assert open_one.differs == (differs,)


def test_a_later_look_that_agrees_closes_it(hr: Actor) -> None:
    look(hr, replace(AGREES, status="suspended"))
    assert look(hr, on=ON + timedelta(days=1)).marked
    assert not open_discrepancies(hr)


def test_a_second_look_on_the_same_day_is_the_later_one(hr: Actor) -> None:
    assert look(hr, replace(AGREES, status="suspended")).id == f"{ROSAS.id}/verification/{ON}"
    assert look(hr).id == f"{ROSAS.id}/verification/{ON}-2"
    assert not open_discrepancies(hr)


def test_an_earlier_look_that_is_recorded_late_marks_nothing(hr: Actor) -> None:
    look(hr, replace(AGREES, status="suspended"))
    assert not look(hr, on=ON - timedelta(days=1)).marked
    assert held(hr) == ROSAS
    assert len(open_discrepancies(hr)) == 1


@pytest.mark.parametrize("source", [Source.NPPES, Source.COPY, Source.NCCPA])
def test_what_is_no_primary_source_is_kept_and_marks_nothing(source: Source, hr: Actor) -> None:
    assert not look(hr, source=source).marked
    assert held(hr) == ROSAS
    assert verifications(hr)[0].source is source


def test_an_expiry_that_the_source_does_not_show_is_not_compared(hr: Actor) -> None:
    assert look(hr, replace(AGREES, expires=None, shows_expiry=False)).marked


def test_a_license_under_a_former_name_agrees_once_that_name_is_known(hr: Actor) -> None:
    seen = replace(AGREES, name="ROSA QUISENBERRY")
    assert [one.field for one in look(hr, seen).differs] == ["name"]
    identify(by=hr, why="marriage certificate", person="rosa", on=ON, other_names=["Rosa Quisenberry"])
    assert look(hr, seen).marked


def test_when_to_look_again_is_kept(hr: Actor) -> None:
    look(hr, next_due=ON + timedelta(days=120))
    assert not due_again(hr, ON + timedelta(days=119))
    assert [one.license for one in due_again(hr, ON + timedelta(days=120))] == [ROSAS.id]


@pytest.mark.parametrize(
    ("seen", "more", "field"),
    [
        (replace(AGREES, name=" "), {}, "name"),
        (replace(AGREES, number=""), {}, "number"),
        (replace(AGREES, status="fine"), {}, "status"),
        (AGREES, {"looked_by": " "}, "looked_by"),
        (AGREES, {"next_due": ON}, "next_due"),
    ],
)
def test_what_does_not_say_enough_is_refused_and_nothing_changes(
    seen: Seen, more: dict[str, Any], field: str, hr: Actor
) -> None:
    before = events(hr)
    with pytest.raises(RefusedError) as refused:
        look(hr, seen, **more)
    assert refused.value.field == field
    assert events(hr) == before


def test_a_license_that_is_not_there_or_was_changed_meanwhile_is_refused(hr: Actor) -> None:
    before = events(hr)
    with pytest.raises(NotThereError):
        look(hr, license="rosa/license/none")
    with pytest.raises(StaleError):
        look(hr, version="0" * 32)
    with pytest.raises(NoReasonError):
        record_verification(
            by=hr, why="", license=ROSAS.id, on=ON, source=Source.BOARD, seen=AGREES, looked_by="Nina"
        )
    with pytest.raises(WrongHandsError):
        look(Actor(user=None, network=hr.network, post=Post.MEDICAL_DIRECTOR, side=Side.CLINICAL))
    assert events(hr) == before
