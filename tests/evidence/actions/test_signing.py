"""Signing: one's own name, under what one read, now, on a proof; and it stands for ever."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from openmso.evidence.actions import supersede
from openmso.evidence.models import Signature
from openmso.evidence.queries import signatures_of
from openmso.evidence.rules.papers import Intent, LicenseInForce
from openmso.foundation.actor import Actor, system
from openmso.foundation.door import WrongHandsError, acting, seeing
from openmso.foundation.register import NotThereError, RefusedError
from openmso.foundation.rules.proofs import Method
from openmso.foundation.stepup import StepUpNeededError
from openmso.timeline.spans import Span
from tests.evidence.kept import (
    DAY,
    PDF,
    a_document,
    as_owner,
    counsel,
    director,
    network,
    operator,
    proof,
    signed,
)

pytestmark = pytest.mark.django_db

LICENSE = LicenseInForce("ada-tx", Span.of(date(2019, 1, 1), date(2021, 1, 1)))
INSERT = """
INSERT INTO evidence_signature
    (network_id, code, position, wall, document_id, sha256, user_id, person, post, intent, statement, license, step_up_id, at)
SELECT network_id, 'forged', 0, wall, id, sha256, %s, '', 'operator', 'adopts', '', '', %s, {}
FROM evidence_document
"""


def signing(by: Actor, document: str, **also: Any) -> Any:
    return signed(by, document, **{"intent": Intent.ADOPTS, **also})


def test_a_signature_holds_who_what_when_under_which_license_and_on_which_proof() -> None:
    by = replace(director(network()), person="ada")
    kept = a_document(by, wall="clinical")
    fresh = proof(by, kept.id)
    made = signing(by, kept.id, under=LICENSE, statement="I adopt this protocol.", proof=fresh)
    assert signatures_of(by, kept.id) == (made,)
    assert (made.user, made.person, made.post) == (str(by.user), "ada", "medical_director")
    assert (made.sha256, made.matches) == (sha256(PDF).hexdigest(), True)
    assert (made.intent, made.statement) == (Intent.ADOPTS, "I adopt this protocol.")
    assert (made.license, made.step_up) == (LICENSE, str(fresh))


def test_under_a_license_that_is_not_in_force_nothing_is_signed() -> None:
    by = director(network())
    kept = a_document(by)
    with pytest.raises(RefusedError, match="ada-tx is not in force on 2021-01-01"):
        signing(by, kept.id, under=LICENSE, on=date(2021, 1, 1))
    assert signatures_of(by, kept.id) == ()


def test_without_a_good_proof_of_who_signs_nothing_is_signed() -> None:
    here = network()
    by, other = director(here), operator(here)
    kept, another = a_document(by), a_document(by, b"another")
    spent = proof(by, kept.id)
    signing(by, kept.id, proof=spent)
    for bad in (
        spent,
        proof(by, another.id),
        proof(other, kept.id),
        proof(by, kept.id, Method.PASSWORD),
        uuid4(),
    ):
        with pytest.raises(StepUpNeededError):
            signing(by, kept.id, proof=bad)
    assert len(signatures_of(by, kept.id)) == 1


def test_a_proof_is_not_spent_on_what_is_refused() -> None:
    by = director(network())
    kept = a_document(by)
    fresh = proof(by, kept.id)
    with pytest.raises(RefusedError):
        signing(by, kept.id, under=LICENSE, on=date(2021, 1, 1), proof=fresh)
    assert signing(by, kept.id, proof=fresh).step_up == str(fresh)


def test_a_token_does_not_sign() -> None:
    by = operator(network())
    kept = a_document(by)
    fresh = proof(by, kept.id)
    with pytest.raises(WrongHandsError):
        signing(replace(by, scopes=frozenset({"evidence:write"})), kept.id, proof=fresh)


def test_what_was_superseded_is_signed_no_more_and_its_signatures_stay() -> None:
    by = director(network())
    kept = a_document(by)
    made = signing(by, kept.id)
    new = supersede(by=by, why="new", document=kept.id, data=b"4", dated=DAY)
    with pytest.raises(RefusedError, match="it was superseded"):
        signing(by, kept.id)
    assert signatures_of(by, kept.id) == (made,)
    assert signatures_of(by, new.id) == ()


def test_the_business_acknowledges_a_protocol_and_does_not_adopt_it() -> None:
    here = network()
    kept = a_document(director(here), wall="clinical")
    business = operator(here)
    with pytest.raises(WrongHandsError):
        signing(business, kept.id)
    assert signing(business, kept.id, intent=Intent.ACKNOWLEDGES).user == str(business.user)


def test_nobody_signs_what_is_not_there_for_them() -> None:
    here = network()
    kept = a_document(director(here), wall="chart", kind="chart")
    for by in (operator(here), counsel(here)):
        with pytest.raises(NotThereError):
            signing(by, kept.id, intent=Intent.ACKNOWLEDGES)
        with pytest.raises(NotThereError):
            signatures_of(by, kept.id)


def test_the_system_does_not_sign() -> None:
    by = operator(network())
    kept = a_document(by)
    with pytest.raises(WrongHandsError):
        signing(system(by.network), kept.id, proof=proof(by, kept.id))


@pytest.mark.parametrize("at", ["statement_timestamp()", "statement_timestamp() - interval '1 day'"])
@pytest.mark.parametrize("own", [True, False])
def test_the_database_takes_no_signature_for_another_nor_for_another_time(own: bool, at: str) -> None:
    here = network()
    by, other = operator(here), director(here)
    fresh = proof(by, a_document(by).id)
    now = at == "statement_timestamp()"
    with acting(by, why="forging"), connection.cursor() as cursor:
        insert = INSERT.format(at)
        if own and now:
            cursor.execute(insert, [by.user, fresh])
            assert cursor.rowcount == 1
        else:
            with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
                cursor.execute(insert, [by.user if own else other.user, fresh])


def test_nobody_changes_or_removes_a_signature_not_even_the_owner() -> None:
    by = operator(network())
    signing(by, a_document(by).id)
    for statement in ("UPDATE evidence_signature SET intent = 'agrees'", "DELETE FROM evidence_signature"):
        with (
            pytest.raises(IntegrityError, match="a row of evidence_signature is never changed"),
            transaction.atomic(),
        ):
            as_owner(statement)
        for who in (by, replace(by, user=None), system(by.network)):
            with pytest.raises(ProgrammingError, match="permission denied"), acting(who, why="tampering"):
                as_owner(statement)
    with seeing(by):
        assert Signature.objects.get().intent == "adopts"
