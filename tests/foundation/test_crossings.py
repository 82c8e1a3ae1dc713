"""The line is crossed on a fresh proof, for a reason, on record; and in no other way."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError

from openmso.evidence.models import Event
from openmso.foundation.actor import Actor
from openmso.foundation.crossings import cross, crossings, purpose_of
from openmso.foundation.door import NoReasonError, WrongHandsError, acting, seeing
from openmso.foundation.models import Crossing, StepUp
from openmso.foundation.places import places_of, standing_side
from openmso.foundation.rules.proofs import Method
from openmso.foundation.rules.sides import Post, Side
from openmso.foundation.seats import end_seat
from openmso.foundation.stepup import StepUpNeededError, prove
from tests.foundation.company import WHY, Company, company

pytestmark = pytest.mark.django_db


@pytest.fixture
def lone_star() -> Company:
    return company()


@pytest.fixture
def ada(lone_star: Company) -> Actor:
    return lone_star.actor("ada", Side.CLINICAL)


def proof_of(by: Actor, to: Side, method: Method = Method.PASSWORD) -> UUID:
    return prove(by=by, why=WHY, purpose=purpose_of(to), method=method)


def stands(lone_star: Company, name: str) -> Side | None:
    return standing_side(places_of(lone_star.users[name].id), lone_star.network)


def test_ada_crosses_to_the_business_and_back(lone_star: Company, ada: Actor) -> None:
    seat = lone_star.seats["ada"]
    cross(by=ada, why="the lease", seat=seat, to=Side.BUSINESS, proof=proof_of(ada, Side.BUSINESS))
    assert stands(lone_star, "ada") is Side.BUSINESS
    back = replace(ada, side=Side.BUSINESS)
    cross(by=back, why="a patient", seat=seat, to=Side.CLINICAL, proof=proof_of(back, Side.CLINICAL))
    assert stands(lone_star, "ada") is Side.CLINICAL
    assert [(one.to_side, one.why, one.user_id, one.seat_id) for one in crossings(ada)] == [
        ("clinical", "a patient", ada.user, seat),
        ("business", "the lease", ada.user, seat),
    ]


def test_a_crossing_leaves_its_proof_spent_and_an_event_with_the_reason(
    lone_star: Company, ada: Actor
) -> None:
    proof = proof_of(ada, Side.BUSINESS, Method.PASSKEY)
    made = cross(by=ada, why="the lease", seat=lone_star.seats["ada"], to=Side.BUSINESS, proof=proof)
    with seeing(lone_star.system):
        row = Crossing.objects.select_related("proof").get(id=made)
        assert (row.proof_id, row.proof.method) == (proof, "passkey")
        assert row.proof.spent_at is not None
        event = Event.objects.get(table="foundation_crossing")
        assert (event.actor, event.side, event.why) == (str(ada.user), "clinical", "the lease")


def nothing_changed(lone_star: Company, proofs: set[UUID]) -> bool:
    """Nobody crossed, and these proofs are still good."""
    with seeing(lone_star.system):
        good = set(StepUp.objects.filter(spent_at__isnull=True).values_list("id", flat=True))
        return not Crossing.objects.exists() and good == proofs and stands_clinical(lone_star)


def stands_clinical(lone_star: Company) -> bool:
    with seeing(lone_star.system):
        return not Crossing.objects.filter(user=lone_star.users["ada"]).exists()


def test_without_a_good_proof_nobody_crosses(lone_star: Company, ada: Actor) -> None:
    seat = lone_star.seats["ada"]
    other = proof_of(ada, Side.AUDITOR)
    rosas = proof_of(lone_star.actor("rosa", Side.CLINICAL), Side.BUSINESS)
    for proof in (uuid4(), other, rosas):
        with pytest.raises(StepUpNeededError):
            cross(by=ada, why="the lease", seat=seat, to=Side.BUSINESS, proof=proof)
    assert nothing_changed(lone_star, {other, rosas})


@pytest.mark.parametrize("why", ["", "   "])
def test_without_a_reason_nobody_crosses(lone_star: Company, ada: Actor, why: str) -> None:
    proof = proof_of(ada, Side.BUSINESS)
    with pytest.raises(NoReasonError):
        cross(by=ada, why=why, seat=lone_star.seats["ada"], to=Side.BUSINESS, proof=proof)
    assert nothing_changed(lone_star, {proof})


def test_a_proof_crosses_once(lone_star: Company, ada: Actor) -> None:
    proof, seat = proof_of(ada, Side.BUSINESS), lone_star.seats["ada"]
    cross(by=ada, why="the lease", seat=seat, to=Side.BUSINESS, proof=proof)
    with pytest.raises(StepUpNeededError):
        cross(by=ada, why="again", seat=seat, to=Side.BUSINESS, proof=proof)
    assert len(crossings(ada)) == 1


def test_past_the_action_a_proof_still_belongs_to_one_crossing(lone_star: Company, ada: Actor) -> None:
    proof, seat = proof_of(ada, Side.BUSINESS), lone_star.seats["ada"]
    cross(by=ada, why="the lease", seat=seat, to=Side.BUSINESS, proof=proof)

    def again() -> None:
        with acting(ada, why="past the action"):
            Crossing.objects.create(
                network_id=ada.network,
                user=lone_star.users["ada"],
                seat_id=seat,
                to_side="clinical",
                why="x",
                proof_id=proof,
            )

    with pytest.raises(IntegrityError):
        again()


def test_nobody_crosses_to_where_their_seats_have_no_place(lone_star: Company, ada: Actor) -> None:
    rosa = lone_star.actor("rosa", Side.CLINICAL)
    proofs = {proof_of(rosa, Side.BUSINESS), proof_of(ada, Side.AUDITOR), proof_of(ada, Side.SYSTEM)}
    for by, seat, to in (
        (rosa, "rosa", Side.BUSINESS),
        (rosa, "mia", Side.BUSINESS),
        (rosa, "ada", Side.BUSINESS),
        (ada, "ada", Side.AUDITOR),
        (ada, "ada", Side.SYSTEM),
    ):
        for proof in proofs:
            with pytest.raises(WrongHandsError):
                cross(by=by, why="the lease", seat=lone_star.seats[seat], to=to, proof=proof)
    assert nothing_changed(lone_star, proofs)


def test_nobody_crosses_to_where_they_are(lone_star: Company, ada: Actor) -> None:
    proof = proof_of(ada, Side.CLINICAL)
    with pytest.raises(WrongHandsError, match="already"):
        cross(by=ada, why="again", seat=lone_star.seats["ada"], to=Side.CLINICAL, proof=proof)
    assert nothing_changed(lone_star, {proof})


def test_a_token_never_crosses(lone_star: Company, ada: Actor) -> None:
    proof = proof_of(ada, Side.BUSINESS)
    token = replace(ada, scopes=frozenset({"write"}), door="api")
    with pytest.raises(WrongHandsError):
        cross(by=token, why="the lease", seat=lone_star.seats["ada"], to=Side.BUSINESS, proof=proof)
    assert nothing_changed(lone_star, {proof})


def test_a_seat_that_ended_crosses_nowhere(lone_star: Company, ada: Actor) -> None:
    proof = proof_of(ada, Side.BUSINESS)
    end_seat(by=lone_star.system, why="sold her share", seat=lone_star.seats["ada"])
    with pytest.raises(WrongHandsError):
        cross(by=ada, why="the lease", seat=lone_star.seats["ada"], to=Side.BUSINESS, proof=proof)
    assert nothing_changed(lone_star, {proof})


def test_who_has_two_seats_crosses_from_one_to_the_other(lone_star: Company) -> None:
    rosa = lone_star.actor("rosa", Side.CLINICAL)
    office = lone_star.seat("rosa", Post.HR)
    cross(by=rosa, why="payroll", seat=office, to=Side.BUSINESS, proof=proof_of(rosa, Side.BUSINESS))
    assert stands(lone_star, "rosa") is Side.BUSINESS
