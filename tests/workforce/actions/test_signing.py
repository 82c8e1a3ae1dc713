"""Under a license signs whoever holds it, while it is in force and in good standing; over HTTP, too."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from openmso.authority.facts.people import License
from openmso.evidence.queries import Intent, KeptDocument, LicenseInForce, Signed, signatures_of
from openmso.foundation import register
from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError
from openmso.foundation.register import NotThereError, RefusedError
from openmso.foundation.rules.sides import Post, Side
from openmso.foundation.stepup import StepUpNeededError
from openmso.timeline.spans import Span
from openmso.workforce.actions import sign_under_license
from tests.callers import problem
from tests.evidence.kept import a_document, proof
from tests.foundation.company import Company, today
from tests.web.network import browser, network_of, program

pytestmark = pytest.mark.django_db

MINE = License("serrano/test", "dr-serrano", "MD", "TX", Span.of(None, None), number="T-1")


@pytest.fixture
def company() -> Company:
    made = network_of()
    register.enter(by=made.system, why="a test", record=MINE)
    return made


@pytest.fixture
def director(company: Company) -> Actor:
    return company.actor("director", Side.CLINICAL)


@pytest.fixture
def kept(director: Actor) -> KeptDocument:
    return a_document(director, wall="clinical", of=())


def signed(by: Actor, kept: KeptDocument, license: str = MINE.id, **more: Any) -> Signed:
    given = {"intent": Intent.ADOPTS, "proof": proof(by, kept.id), **more}
    return sign_under_license(by=by, why="adopted", document=kept.id, license=license, **given)


def test_a_signature_holds_the_license_and_its_days(director: Actor, kept: KeptDocument) -> None:
    made = signed(director, kept, statement="I adopt it.")
    assert signatures_of(director, kept.id) == (made,)
    assert (made.license, made.person) == (LicenseInForce(MINE.id, MINE.span), "dr-serrano")


def test_a_license_of_another_or_not_in_force_or_of_no_good_standing_signs_nothing(
    company: Company, director: Actor, kept: KeptDocument
) -> None:
    past = replace(MINE, id="serrano/past", number="T-2", span=Span.of(None, today() - timedelta(days=3)))
    lapsed = replace(MINE, id="serrano/lapsed", number="T-3", status="lapsed")
    others = replace(MINE, id="rosa/test", person="rosa-delgado", role="RN", number="T-4")
    for one, said in ((past, "not in force"), (lapsed, "is lapsed"), (others, "not yours")):
        register.enter(by=company.system, why="a test", record=one)
        with pytest.raises(RefusedError, match=said):
            signed(director, kept, one.id)
    with pytest.raises(NotThereError):
        signed(director, kept, "nobody")
    assert signatures_of(director, kept.id) == ()


def test_without_a_proof_or_by_a_token_nothing_is_signed(director: Actor, kept: KeptDocument) -> None:
    other = a_document(director, b"another", wall="clinical", of=())
    with pytest.raises(StepUpNeededError):
        signed(director, kept, proof=proof(director, other.id))
    fresh = proof(director, kept.id)
    with pytest.raises(WrongHandsError):
        signed(replace(director, scopes=frozenset({"write"})), kept, proof=fresh)
    assert signatures_of(director, kept.id) == ()


def test_over_http_it_takes_the_session_and_a_proof(
    company: Company, director: Actor, kept: KeptDocument
) -> None:
    at, body = (
        "/api/v1/workforce/sign-under-license",
        {"document": kept.id, "intent": "adopts", "license": MINE.id},
    )
    assert problem(program(company, "director", Side.CLINICAL).ask("POST", at, body)) == "wrong-hands"
    there = browser(company, "director", Side.CLINICAL)
    assert problem(there.ask("POST", at, body)) == "step-up-needed"
    there.prove(director, f"sign:{kept.id}")
    made = there.ask("POST", at, body)
    assert made.status_code == 200, made.content
    assert json.loads(made.content)["license"]["id"] == MINE.id
    assert Post.MEDICAL_DIRECTOR.value == json.loads(made.content)["post"]
    assert problem(there.ask("POST", at, body)) == "step-up-needed"
