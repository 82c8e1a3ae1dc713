"""The waitlist: whoever asked first is proposed first; a time is offered to one at once, until a deadline, and booked once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from openmso.care.actions.plans import plan_service
from openmso.care.actions.visits import book_visit, cancel_visit
from openmso.care.actions.waiting import (
    Wished,
    ask_for_time,
    decline_offer,
    offer_time,
    take_offer,
    withdraw_wish,
)
from openmso.care.models import Patient, Visit, VisitPatient, Wish
from openmso.care.queries.waiting import waitlist, who_fit, wish
from openmso.foundation.actor import system
from openmso.foundation.door import WrongHandsError, acting, seeing
from openmso.foundation.register import NotThereError, RefusedError
from openmso.foundation.rules.sides import Post
from openmso.oversight.facts.held import SHELF
from openmso.structure.queries.rooms import rooms_of
from tests.care.calendar import DAY, MENU, NOW, at, austin, rosas
from tests.cast import AUSTIN, ROSA
from tests.kept import clinician, operator

pytestmark = pytest.mark.django_db
WHY = "the waitlist"
UNTIL = NOW + timedelta(hours=1)


@pytest.fixture
def network() -> Iterator[UUID]:
    SHELF.clear()
    made = austin(ROSA)
    with acting(system(made), why="patients"):
        for code in ("p-1", "p-2", "p-3"):
            Patient.objects.create(network_id=made, code=code)
    yield made
    SHELF.clear()


def asks(network: UUID, patient: str, **more: object) -> str:
    wished = Wished(patient, AUSTIN, (MENU,), DAY, DAY, **more)  # type: ignore[arg-type] # fields of a wish
    return ask_for_time(by=clinician(network), why=WHY, wished=wished, now=NOW)


def room(network: UUID) -> str:
    return rooms_of(operator(network), AUSTIN, DAY)[0].code


def offered(network: UUID, code: str, hour: int = 14, minute: int = 0) -> None:
    slot = rosas(hour, room(network), minute)
    offer_time(by=clinician(network), why=WHY, wish=code, slot=slot, until=UNTIL, now=NOW)


def states(network: UUID) -> dict[str, str]:
    with seeing(system(network)):
        return dict(Wish.objects.values_list("patient__code", "state"))


def test_a_time_that_is_given_up_is_proposed_to_whom_it_suits_first_asked_first(network: UUID) -> None:
    by = clinician(network)
    given_up = book_visit(by=by, why=WHY, booking=rosas(16, room(network)), now=NOW)
    asks(network, "p-1", from_hour=12)  # noon is 17 by UTC: too late for them
    second, third = asks(network, "p-2"), asks(network, "p-3", until_hour=12)
    assert who_fit(by, given_up, now=NOW) == ()
    cancel_visit(by=by, why=WHY, visit=given_up, because="patient_ill")
    found = who_fit(by, given_up, now=NOW)
    assert [(one.code, offer.at) for one, offer in found] == [(second, at(16)), (third, at(16))]
    book_visit(by=by, why=WHY, booking=rosas(16, room(network)), now=NOW)
    assert who_fit(by, given_up, now=NOW) == ()


def test_who_wants_more_than_fits_into_the_time_is_not_proposed(network: UUID) -> None:
    by = clinician(network)
    given_up = book_visit(by=by, why=WHY, booking=rosas(16, room(network)), now=NOW)
    cancel_visit(by=by, why=WHY, visit=given_up, because="patient_ill")
    asks(network, "p-1")
    plan_service(by=operator(network), why="slower", service=MENU, minutes=60)
    assert who_fit(by, given_up, now=NOW) == ()


def test_what_is_offered_is_booked_for_the_patient_and_the_visit_it_replaces_is_cancelled(
    network: UUID,
) -> None:
    by = clinician(network)
    late = book_visit(by=by, why=WHY, booking=rosas(21, room(network), patient="p-1"), now=NOW)
    code = asks(network, "p-1", instead_of=late)
    offered(network, code)
    taken = take_offer(by=by, why=WHY, wish=code, now=NOW)
    with seeing(system(network)):
        assert dict(Visit.objects.values_list("code", "status")) == {late: "cancelled", taken: "booked"}
        assert VisitPatient.objects.get(code=taken).patient.code == "p-1"
    assert states(network) == {"p-1": "booked"}
    with pytest.raises(RefusedError, match="it is booked"):
        take_offer(by=by, why=WHY, wish=code, now=NOW)


def test_after_its_deadline_an_offer_is_none_and_somebody_else_gets_it(network: UUID) -> None:
    by = clinician(network)
    first, second = asks(network, "p-1"), asks(network, "p-2")
    offered(network, first)
    with pytest.raises(RefusedError, match="offered to somebody else"):
        offered(network, second)
    with pytest.raises(RefusedError, match="offered to somebody else"):
        offered(network, second, 14, 15)  # it overlaps
    with pytest.raises(RefusedError, match="have an offer already"):
        offered(network, first, 15)
    with pytest.raises(RefusedError, match="deadline is over"):
        take_offer(by=by, why=WHY, wish=first, now=UNTIL)
    later = UNTIL + timedelta(hours=1)
    offer_time(by=by, why=WHY, wish=second, slot=rosas(14, room(network)), until=at(14), now=UNTIL)
    assert not wish(by, first).is_offered(UNTIL)
    assert later == at(14)
    assert take_offer(by=by, why=WHY, wish=second, now=UNTIL)


def test_a_time_that_somebody_took_meanwhile_is_refused_and_they_keep_what_they_had(network: UUID) -> None:
    by = clinician(network)
    late = book_visit(by=by, why=WHY, booking=rosas(21, room(network), patient="p-1"), now=NOW)
    code = asks(network, "p-1", instead_of=late)
    offered(network, code)
    book_visit(by=operator(network), why=WHY, booking=rosas(14, room(network)), now=NOW)
    with pytest.raises(RefusedError):
        take_offer(by=by, why=WHY, wish=code, now=NOW)
    with seeing(system(network)):
        assert sorted(Visit.objects.values_list("status", flat=True)) == ["booked", "booked"]
    assert states(network) == {"p-1": "offered"}
    decline_offer(by=by, why=WHY, wish=code)
    withdraw_wish(by=by, why=WHY, wish=code)
    assert states(network) == {"p-1": "withdrawn"}
    assert waitlist(by, AUSTIN, DAY) == ()


def test_asking_twice_is_waiting_once_and_nonsense_is_refused(network: UUID) -> None:
    by = clinician(network)
    code = asks(network, "p-1")
    assert asks(network, "p-1") == code
    good = Wished("p-2", AUSTIN, (MENU,), DAY, DAY)
    for wrong in (
        replace(good, last=date(2026, 3, 9)),
        replace(good, last=date(2028, 1, 1)),
        replace(good, from_hour=12, until_hour=12),
        replace(good, services=()),
        replace(good, services=("none",)),
        replace(good, instead_of="none"),
    ):
        with pytest.raises(RefusedError):
            ask_for_time(by=by, why=WHY, wished=wrong, now=NOW)
    with pytest.raises(NotThereError):
        ask_for_time(by=by, why=WHY, wished=replace(good, patient="none"), now=NOW)
    for slot, until in (
        (rosas(14, room(network)), NOW),
        (rosas(14, room(network)), at(15)),
        (rosas(3, ""), UNTIL),
    ):
        with pytest.raises(RefusedError):
            offer_time(by=by, why=WHY, wish=code, slot=slot, until=until, now=NOW)
    assert states(network) == {"p-1": "waiting"}


def test_the_business_neither_sees_nor_keeps_the_waitlist(network: UUID) -> None:
    code = asks(network, "p-1")
    for call in (
        lambda: waitlist(operator(network), AUSTIN, DAY),
        lambda: withdraw_wish(by=operator(network), why=WHY, wish=code),
    ):
        with pytest.raises(WrongHandsError):
            call()
    assert [one.code for one in waitlist(clinician(network, ROSA, Post.RN), AUSTIN, DAY)] == [code]
