"""A proof serves one user, one purpose, for five minutes, once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from django.db import connection

from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError, acting, seeing
from openmso.foundation.models import StepUp
from openmso.foundation.rules.proofs import Method
from openmso.foundation.rules.sides import Side
from openmso.foundation.stepup import StepUpNeededError, keep, prove, require, spend
from openmso.foundation.who import NobodyError, take
from tests.foundation.company import WHY, Company, company

pytestmark = pytest.mark.django_db

SIGN = "sign:protocol 7"


@pytest.fixture
def lone_star() -> Company:
    return company()


@pytest.fixture
def ada(lone_star: Company) -> Actor:
    return lone_star.actor("ada", Side.CLINICAL)


def proof_of(by: Actor, purpose: str = SIGN, method: Method = Method.TOTP) -> UUID:
    return prove(by=by, why=WHY, purpose=purpose, method=method)


def unspent(by: Actor) -> set[UUID]:
    with seeing(by):
        return set(StepUp.objects.filter(spent_at__isnull=True).values_list("id", flat=True))


def age(proof: UUID, minutes: int) -> None:
    """Let a proof expire earlier, as the owner of the database can."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE foundation_stepup SET expires_at = expires_at - make_interval(mins => %s) WHERE id = %s",
            [minutes, proof],
        )
        assert cursor.rowcount == 1


def test_a_proof_is_spent_once(ada: Actor) -> None:
    proof = proof_of(ada)
    spent = spend(by=ada, why=WHY, proof=proof, purpose=SIGN)
    assert (spent.id, spent.user_id, spent.method, spent.purpose) == (proof, ada.user, "totp", SIGN)
    assert spent.spent_at is not None
    with pytest.raises(StepUpNeededError):
        spend(by=ada, why=WHY, proof=proof, purpose=SIGN)


@pytest.mark.parametrize("method", [Method.PASSWORD, Method.RECOVERY_CODE])
def test_what_is_too_weak_signs_nothing(ada: Actor, method: Method) -> None:
    proof = proof_of(ada, method=method)
    with pytest.raises(StepUpNeededError):
        spend(by=ada, why=WHY, proof=proof, purpose=SIGN)
    assert unspent(ada) == {proof}


def test_a_proof_for_one_purpose_is_none_for_another(ada: Actor) -> None:
    proof = proof_of(ada, "sign:protocol 7")
    for other in ("sign:protocol 8", "sign", "cross:business", ""):
        with pytest.raises(StepUpNeededError):
            spend(by=ada, why=WHY, proof=proof, purpose=other)
    assert unspent(ada) == {proof}


def test_a_proof_is_nobody_elses(lone_star: Company, ada: Actor) -> None:
    proof, rosa = proof_of(ada), lone_star.actor("rosa", Side.CLINICAL)
    with pytest.raises(StepUpNeededError):
        spend(by=rosa, why=WHY, proof=proof, purpose=SIGN)
    other = company("gulf").actor("ada", Side.CLINICAL)
    with pytest.raises(StepUpNeededError):
        spend(by=other, why=WHY, proof=proof, purpose=SIGN)
    assert unspent(ada) == {proof}


def test_a_proof_is_good_for_five_minutes(ada: Actor) -> None:
    fresh, old = proof_of(ada), proof_of(ada)
    age(fresh, 4)
    age(old, 5)
    assert spend(by=ada, why=WHY, proof=fresh, purpose=SIGN).id == fresh
    with pytest.raises(StepUpNeededError):
        spend(by=ada, why=WHY, proof=old, purpose=SIGN)
    assert unspent(ada) == {old}


def sign_and_fail(by: Actor, proof: UUID) -> None:
    with acting(by, why="signing"):
        spend(by=by, why="signing", proof=proof, purpose=SIGN)
        raise ValueError("the printer burns")


def test_if_what_it_serves_fails_the_proof_is_still_good(ada: Actor) -> None:
    proof = proof_of(ada)
    with pytest.raises(ValueError, match="burns"):
        sign_and_fail(ada, proof)
    assert spend(by=ada, why=WHY, proof=proof, purpose=SIGN).id == proof


def test_neither_the_system_nor_a_token_proves_or_spends(lone_star: Company, ada: Actor) -> None:
    from dataclasses import replace

    proof = proof_of(ada)
    for by in (lone_star.system, replace(ada, scopes=frozenset({"write"}))):
        with pytest.raises(WrongHandsError):
            prove(by=by, why=WHY, purpose=SIGN, method=Method.TOTP)
        with pytest.raises(WrongHandsError):
            spend(by=by, why=WHY, proof=proof, purpose=SIGN)
    assert unspent(ada) == {proof}


@pytest.mark.django_db(transaction=True)
def test_of_many_who_spend_a_proof_at_once_one_does(ada: Actor) -> None:
    proof, begin = proof_of(ada), Barrier(8)

    def one() -> bool:
        begin.wait()
        try:
            spend(by=ada, why=WHY, proof=proof, purpose=SIGN)
        except StepUpNeededError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as many:
        tries = [many.submit(one) for _ in range(8)]
    assert sorted(done.result() for done in tries) == [False] * 7 + [True]


def test_what_nobody_proved_is_no_proof(ada: Actor) -> None:
    with pytest.raises(StepUpNeededError):
        spend(by=ada, why=WHY, proof=uuid4(), purpose=SIGN)


def test_a_session_asks_for_its_proof_until_it_is_spent(lone_star: Company, ada: Actor) -> None:
    request = lone_star.request("ada")
    with pytest.raises(NobodyError):
        require(request, SIGN)
    by = take(request, lone_star.seats["ada"], Side.CLINICAL)
    with pytest.raises(StepUpNeededError) as needed:
        require(request, SIGN)
    assert needed.value.purpose == SIGN
    proof = proof_of(by)
    keep(request, SIGN, proof)
    assert require(request, SIGN) == require(request, SIGN) == proof
    with pytest.raises(StepUpNeededError):
        require(request, "sign:protocol 8")
    spend(by=by, why=WHY, proof=proof, purpose=SIGN)
    with pytest.raises(StepUpNeededError):
        require(request, SIGN)


def test_a_proof_of_somebody_else_put_into_the_session_is_none(lone_star: Company, ada: Actor) -> None:
    request = lone_star.request("rosa")
    take(request, lone_star.seats["rosa"], Side.CLINICAL)
    keep(request, SIGN, proof_of(ada))
    with pytest.raises(StepUpNeededError):
        require(request, SIGN)
