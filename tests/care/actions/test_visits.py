"""Booking: only what is lawful and free, once, however many book at once; and how a visit goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from django.db import connections

from openmso.care.actions.visits import (
    Booking,
    advance_visit,
    assign_patient,
    book_visit,
    cancel_visit,
    miss_visit,
)
from openmso.care.models import Patient, Visit, VisitPatient
from openmso.care.queries.slots import Asked, offers
from openmso.foundation.actor import Actor, system
from openmso.foundation.door import WrongHandsError, acting, seeing
from openmso.foundation.register import RefusedError
from openmso.oversight.facts.held import SHELF
from openmso.structure.queries.rooms import rooms_of
from tests.care.calendar import DAY, MENU, NOW, NURSES, at, austin, rosas
from tests.cast import ADA, AUSTIN, ESTHER, MONA, ROSA
from tests.kept import clinician, operator

WHY = "a visit"


@pytest.fixture(autouse=True)
def _nothing_held() -> Iterator[None]:
    SHELF.clear()
    yield
    SHELF.clear()


def room_of(network: UUID, number: int = 0) -> str:
    return rooms_of(operator(network), AUSTIN, DAY)[number].code


def book(by: Actor, booking: Booking) -> str:
    return book_visit(by=by, why=WHY, booking=booking, now=NOW)


def visits(network: UUID) -> list[tuple[str, Any]]:
    with seeing(system(network)):
        return list(Visit.objects.order_by("code").values_list("status", "span"))


@pytest.mark.django_db
def test_every_slot_that_is_offered_can_be_booked_and_is_offered_no_more() -> None:
    network = austin(ROSA)
    asked = Asked(AUSTIN, (MENU,), DAY, patient_state="TX")
    found = offers(operator(network), asked, now=NOW)
    of_rosa = [one for one in found.offers if one.slot.person == ROSA]
    # From nine until half past four, each quarter of an hour: half an hour fits before five.
    assert (of_rosa[0].at, of_rosa[-1].at, len(of_rosa)) == (at(14), at(21, 30), 31)
    first = of_rosa[0]
    book(operator(network), rosas(14, first.slot.room, supervisor=first.slot.supervisor))
    after = [one.at for one in offers(operator(network), asked, now=NOW).offers if one.slot.person == ROSA]
    assert after[0] == at(14, 30)


@pytest.mark.django_db
def test_who_is_left_out_is_told_why() -> None:
    network = austin(ROSA)
    found = offers(operator(network), Asked(AUSTIN, (MENU,), DAY, patient_state="TX"), now=NOW)
    assert found.in_the_way["lou"] == "not_on_shift"
    assert found.reasons[ESTHER]
    elsewhere = offers(operator(network), Asked(AUSTIN, (MENU,), DAY, patient_state="NM"), now=NOW)
    assert elsewhere.offers == ()
    assert {why.code.name for reasons in elsewhere.reasons.values() for why in reasons} == {"PATIENT_STATE"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"person": MONA}, "person"),
        ({"person": "lou"}, "person"),
        ({"supervisor": ""}, "supervisor"),
        ({"supervisor": ROSA}, "supervisor"),
        ({"room": "attic"}, "room"),
        ({"services": ("massage",)}, "services"),
        ({"patient_state": "NM"}, "person"),
        ({"at": at(23)}, "person"),
        ({"at": at(9)}, "at"),
    ],
)
def test_what_is_not_lawful_or_not_free_is_refused_and_nothing_booked(
    change: dict[str, Any], field: str
) -> None:
    network = austin(ROSA)
    with pytest.raises(RefusedError) as refused:
        book(operator(network), replace(rosas(15, room_of(network)), **change))
    assert refused.value.field == field
    assert visits(network) == []


@pytest.mark.django_db
def test_a_visit_goes_on_and_is_given_up_with_a_reason() -> None:
    network = austin(ROSA)
    front = operator(network)
    code = book(front, rosas(15, room_of(network)))
    for state in ("confirmed", "arrived", "in_room", "done"):
        advance_visit(by=front, why=WHY, visit=code, to=state)
    with pytest.raises(RefusedError, match="cannot be cancelled"):
        cancel_visit(by=front, why=WHY, visit=code, because="patient_asked")
    other = book(front, rosas(16, room_of(network)))
    with pytest.raises(RefusedError, match="no reason"):
        cancel_visit(by=front, why=WHY, visit=other, because="because")
    with pytest.raises(RefusedError, match="not begun"):
        miss_visit(by=front, why=WHY, visit=other, now=at(15))
    cancel_visit(by=front, why=WHY, visit=other, because="patient_asked")
    third = book(front, rosas(16, room_of(network)))
    miss_visit(by=front, why=WHY, visit=third, now=at(16, 20))
    assert Counter(state for state, _ in visits(network)) == {"done": 1, "cancelled": 1, "no_show": 1}


@pytest.mark.django_db
def test_whose_visit_it_is_medicine_says_once() -> None:
    network = austin(ROSA)
    with acting(system(network), why="patients"):
        for one in ("p-1", "p-2"):
            Patient.objects.create(network_id=network, code=one)
    with pytest.raises(WrongHandsError):
        book(operator(network), rosas(15, room_of(network), patient="p-1"))
    code = book(clinician(network), rosas(15, room_of(network), patient="p-1"))
    with pytest.raises(RefusedError, match="already"):
        assign_patient(by=clinician(network), why=WHY, visit=code, patient="p-2")
    free = book(operator(network), rosas(16, room_of(network)))
    with pytest.raises(RefusedError, match="no patient"):
        assign_patient(by=clinician(network), why=WHY, visit=free, patient="nobody")
    with seeing(clinician(network)):
        assert dict(VisitPatient.objects.values_list("code", "patient__code")) == {code: "p-1"}


def at_once(many: int, work: Callable[[int], object]) -> Counter[str]:
    """So many book, ten at the same moment; how many were done, and which field refused the others."""
    start = Barrier(10)

    def session(number: int) -> str:
        try:
            if number < 10:
                start.wait()
            work(number)
        except RefusedError as refused:
            return refused.field
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(10) as pool:
        return Counter(pool.map(session, range(many)))


@pytest.mark.django_db(transaction=True)
def test_of_fifty_who_book_one_time_of_somebody_one_gets_it_and_the_others_are_told() -> None:
    network = austin(ROSA, rooms=2)
    rooms = [room_of(network, number) for number in (0, 1)]
    found = at_once(50, lambda n: book(operator(network), rosas(15, rooms[n % 2])))
    assert found["done"] == 1
    assert set(found) <= {"done", "person"}
    assert len(visits(network)) == 1


@pytest.mark.django_db(transaction=True)
def test_fifty_who_book_without_a_supervisor_between_them_never_share_person_or_room() -> None:
    network = austin(rooms=1)
    room = room_of(network)
    # Ada needs nobody near: no lock of a supervisor, only what the calendar holds.
    found = at_once(50, lambda n: book(operator(network), rosas(14 + n % 5, room, person=ADA, supervisor="")))
    assert found["done"] == 5
    spans = sorted((span.lower, span.upper) for _, span in visits(network))
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


@pytest.mark.django_db(transaction=True)
def test_nobody_supervises_more_at_a_time_than_they_may_however_many_book() -> None:
    network = austin(*NURSES, rooms=10)
    rooms = [one.code for one in rooms_of(operator(network), AUSTIN, DAY)]
    # Ten nurses in ten rooms, five at quarters of the same hour each: only their supervisor is scarce.
    found = at_once(
        50,
        lambda n: book(
            operator(network), rosas(15, rooms[n % 10], 15 * (n // 10 % 4), person=NURSES[n % 10])
        ),
    )
    spans = [(span.lower, span.upper) for _, span in visits(network)]
    running = [sum(start <= moment < until for start, until in spans) for moment, _ in spans]
    assert max(running) == 6
    assert found["supervisor"] > 0
    assert found["done"] == len(spans)
