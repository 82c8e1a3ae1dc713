"""A token is made for one's own seat and side, on a proof, is shown once, and may do what its scopes say."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from openmso.evidence.models import Event
from openmso.foundation.actor import Actor
from openmso.foundation.door import OutOfScopeError, WrongHandsError, action, seeing
from openmso.foundation.models import Token
from openmso.foundation.rules.proofs import Method
from openmso.foundation.rules.sides import Side
from openmso.foundation.stepup import StepUpNeededError, prove
from openmso.foundation.tokens import PURPOSE, BadTokenError, issue, revoke, tokens_of
from tests.foundation.company import WHY, Company, company

pytestmark = pytest.mark.django_db


@pytest.fixture
def lone_star() -> Company:
    return company()


@pytest.fixture
def olga(lone_star: Company) -> Actor:
    return lone_star.actor("olga", Side.BUSINESS)


def proof_of(by: Actor) -> UUID:
    return prove(by=by, why=WHY, purpose=PURPOSE, method=Method.PASSWORD)


def kept(by: Actor) -> list[Token]:
    with seeing(by):
        return list(Token.objects.all())


def test_olga_makes_a_token_for_her_seat_and_only_its_digest_stays(lone_star: Company, olga: Actor) -> None:
    made = issue(by=olga, why=WHY, name="roster", scopes=["structure:read", "read"], proof=proof_of(olga))
    assert made.text.startswith("oms_")
    assert len(made.text) > 40
    (row,) = tokens_of(olga)
    assert (row.id, row.user_id, row.seat_id, row.side) == (made.id, olga.user, olga.seat, "business")
    assert row.scopes == ["read", "structure:read"]
    assert timedelta(days=89) < row.expires_at - timezone.now() <= timedelta(days=90)
    assert made.text.startswith(row.prefix)
    assert len(row.prefix) == 12
    secret = made.text[12:]
    with seeing(lone_star.system):
        rows, events = list(Token.objects.values_list()), list(Event.objects.values_list())
    assert secret not in f"{rows} {events}"
    assert row.digest in str(rows)
    assert row.digest not in str(events)


@pytest.mark.parametrize("scopes", [[], ["admin"], ["read", "structure:"], [""]])
def test_a_token_has_scopes_and_they_are_scopes(olga: Actor, scopes: list[str]) -> None:
    with pytest.raises(BadTokenError):
        issue(by=olga, why=WHY, name="x", scopes=scopes, proof=proof_of(olga))
    assert kept(olga) == []


@pytest.mark.parametrize("days", [0, -1, 367])
def test_a_token_lasts_at_most_a_year(olga: Actor, days: int) -> None:
    with pytest.raises(BadTokenError):
        issue(by=olga, why=WHY, name="x", scopes=["read"], lasts=timedelta(days=days), proof=proof_of(olga))
    assert kept(olga) == []


def test_without_a_proof_there_is_no_token_and_a_proof_makes_one(olga: Actor) -> None:
    proof = proof_of(olga)
    for bad in (None, uuid4()):
        with pytest.raises(StepUpNeededError):
            issue(by=olga, why=WHY, name="x", scopes=["read"], proof=bad)
    issue(by=olga, why=WHY, name="x", scopes=["read"], proof=proof)
    with pytest.raises(StepUpNeededError):
        issue(by=olga, why=WHY, name="y", scopes=["read"], proof=proof)
    assert [one.name for one in kept(olga)] == ["x"]


def test_nobody_makes_a_token_for_another_seat_or_side(lone_star: Company, olga: Actor) -> None:
    ada = lone_star.actor("ada", Side.CLINICAL)
    with pytest.raises(WrongHandsError):
        issue(by=olga, why=WHY, name="x", scopes=["read"], proof=proof_of(olga), seat=lone_star.seats["mia"])
    with pytest.raises(WrongHandsError):
        issue(by=ada, why=WHY, name="x", scopes=["read"], proof=proof_of(ada), side=Side.BUSINESS)
    assert kept(olga) == []


def test_the_system_makes_no_token_for_a_side_the_seat_has_not(lone_star: Company) -> None:
    for name, side in (("mia", Side.CLINICAL), ("rosa", Side.BUSINESS), ("olga", Side.SYSTEM)):
        with pytest.raises(WrongHandsError):
            issue(
                by=lone_star.system, why=WHY, name="x", scopes=["read"], seat=lone_star.seats[name], side=side
            )
    with pytest.raises(WrongHandsError):
        issue(by=lone_star.system, why=WHY, name="x", scopes=["read"])
    assert kept(lone_star.system) == []


def test_a_token_makes_and_revokes_no_tokens(olga: Actor) -> None:
    made = issue(by=olga, why=WHY, name="x", scopes=["write"], proof=proof_of(olga))
    token, proof = replace(olga, scopes=frozenset({"write"}), door="api"), proof_of(olga)
    with pytest.raises(WrongHandsError):
        issue(by=token, why=WHY, name="y", scopes=["write"], proof=proof)
    with pytest.raises(WrongHandsError):
        revoke(by=token, why=WHY, token=made.id)
    with pytest.raises(WrongHandsError):
        tokens_of(token)
    assert [(one.name, one.revoked_at) for one in kept(olga)] == [("x", None)]


def test_one_revokes_ones_own_tokens_once(lone_star: Company, olga: Actor) -> None:
    made = issue(by=olga, why=WHY, name="x", scopes=["read"], proof=proof_of(olga))
    mia = lone_star.actor("mia", Side.BUSINESS)
    with pytest.raises(BadTokenError):
        revoke(by=mia, why=WHY, token=made.id)
    assert kept(olga)[0].revoked_at is None
    assert tokens_of(mia) == []
    revoke(by=olga, why=WHY, token=made.id)
    assert kept(olga)[0].revoked_at is not None
    with pytest.raises(BadTokenError):
        revoke(by=olga, why=WHY, token=made.id)


@action(Side.BUSINESS)
def rent(*, by: Actor, why: str) -> str:
    del by
    return why


def test_an_action_is_beyond_a_token_that_only_reads(monkeypatch: pytest.MonkeyPatch, olga: Actor) -> None:
    def asked(*scopes: str) -> str:
        return rent(by=replace(olga, scopes=frozenset(scopes)), why=WHY)

    # The room of an action is that of its module; this one's is the module of the test.
    assert asked("write") == asked("tests:write", f"{rent.__module__.partition('.')[0]}:write") == WHY
    for scopes in ((), ("read",), ("structure:write",)):
        with pytest.raises(OutOfScopeError, match="beyond the scopes"):
            asked(*scopes)
