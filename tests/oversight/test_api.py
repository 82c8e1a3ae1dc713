"""What puts a signature on a paper over HTTP takes whoever signs, there themselves, with a fresh proof, which is spent with it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import HttpResponse

from openmso.authority.facts.oversight import Delegation, Protocol
from openmso.authority.facts.structure import Signature
from openmso.foundation import register
from openmso.foundation.api.shapes import to_json
from openmso.foundation.door import seeing
from openmso.foundation.models import StepUp
from openmso.foundation.register import Kept
from openmso.foundation.rules.sides import Post, Side
from openmso.oversight.queries import one
from openmso.timeline.spans import Span
from tests.callers import problem
from tests.cast import ADA, AUSTIN, BEN, BOTOX, LUMEN, NIA, PEEL, ROSA, agreed
from tests.foundation.company import Company
from tests.kept import events, network_of_the_cast
from tests.web.network import Browser, browser, program

pytestmark = pytest.mark.django_db

V1 = "/api/v1/oversight"
DELEGATE = f"{V1}/delegate"
NEW: Any = Delegation(
    "new", ADA, ROSA, frozenset({BOTOX, PEEL}), Span.of(date(2026, 5, 1)), sites=frozenset({AUSTIN})
)
BODY = {"delegation": to_json(NEW)}
FOR_NEW = f"sign:delegation:{Kept.of(NEW).version}"
OWN = replace(NEW, id="own", signatures=(Signature(ADA, date(2026, 4, 30)),))


@pytest.fixture
def company() -> Company:
    made = Company(network_of_the_cast())
    made.seat("ada", Post.MEDICAL_DIRECTOR, person=ADA)
    return made


@pytest.fixture
def ada(company: Company) -> Browser:
    return browser(company, "ada", Side.CLINICAL)


def delegations(company: Company) -> set[str]:
    return {one.code for one in events(company.network) if one.table == "oversight_delegation"}


def spent(company: Company) -> list[str]:
    with seeing(company.system):
        return list(StepUp.objects.filter(spent_at__isnull=False).values_list("purpose", flat=True))


def wanted(answer: HttpResponse) -> str:
    """The purpose of the proof that is missing; its page asks for just this."""
    assert (answer.status_code, problem(answer)) == (403, "step-up-needed")
    said = json.loads(answer.content)["step_up"]
    page = urlsplit(said["page"])
    assert (page.path, parse_qs(page.query)) == ("/step-up/", {"purpose": [said["purpose"]]})
    purpose: str = said["purpose"]
    return purpose


def test_a_physician_signs_with_a_fresh_proof_which_is_spent_with_it(company: Company, ada: Browser) -> None:
    ada.prove(company.actor("ada", Side.CLINICAL), FOR_NEW)
    made = ada.ask("POST", DELEGATE, BODY, Idempotency_Key="new")
    assert made.status_code == 200, made.content
    assert [one["person"] for one in json.loads(made.content)["signatures"]] == [ADA]
    assert spent(company) == [FOR_NEW]
    # The same request again is answered as before, and takes no other proof.
    again = ada.ask("POST", DELEGATE, BODY, Idempotency_Key="new")
    assert (again.headers["Idempotency-Replayed"], again.content) == ("true", made.content)


def test_without_a_proof_nothing_is_signed_and_it_is_said_where_to_prove(
    company: Company, ada: Browser
) -> None:
    before = delegations(company)
    assert wanted(ada.ask("POST", DELEGATE, BODY)) == FOR_NEW
    assert delegations(company) == before


def test_a_proof_for_another_paper_signs_nothing(company: Company, ada: Browser) -> None:
    before = delegations(company)
    ada.prove(company.actor("ada", Side.CLINICAL), "sign:other")
    assert wanted(ada.ask("POST", DELEGATE, BODY)) == FOR_NEW
    assert (delegations(company), spent(company)) == (before, [])


def test_a_proof_is_good_for_one_signature(company: Company, ada: Browser) -> None:
    ada.prove(company.actor("ada", Side.CLINICAL), FOR_NEW)
    made = ada.ask("POST", DELEGATE, BODY)
    struck = ada.ask("DELETE", f"{V1}/delegations/new", If_Match=made.headers["ETag"])
    assert struck.status_code == 204, struck.content
    assert wanted(ada.ask("POST", DELEGATE, BODY)) == FOR_NEW


def test_a_token_signs_nothing(company: Company) -> None:
    token = program(company, "ada", Side.CLINICAL)
    before = delegations(company)
    assert problem(token.ask("POST", DELEGATE, BODY)) == "wrong-hands"
    assert problem(token.ask("POST", f"{V1}/delegations", to_json(OWN))) == "wrong-hands"
    assert delegations(company) == before


def test_what_is_refused_leaves_the_proof_good(company: Company, ada: Browser) -> None:
    oneself = replace(NEW, person=ADA)
    ada.prove(company.actor("ada", Side.CLINICAL), f"sign:delegation:{Kept.of(oneself).version}")
    assert problem(ada.ask("POST", DELEGATE, {"delegation": to_json(oneself)})) == "refused"
    assert spent(company) == []


def test_a_proof_is_for_the_paper_as_it_was_seen_word_for_word(company: Company, ada: Browser) -> None:
    ada.prove(company.actor("ada", Side.CLINICAL), FOR_NEW)
    less = {"delegation": to_json(replace(NEW, procedures=frozenset({BOTOX})))}
    assert wanted(ada.ask("POST", DELEGATE, less)) != FOR_NEW
    assert spent(company) == []


def test_what_is_refused_anyway_asks_for_no_proof(ada: Browser) -> None:
    oneself = {"delegation": to_json(replace(NEW, person=ADA))}
    assert problem(ada.ask("POST", DELEGATE, oneself)) == "refused"


def test_a_record_that_bears_ones_signature_takes_a_proof_too(company: Company, ada: Browser) -> None:
    before = delegations(company)
    at, wide = f"{V1}/delegations", replace(OWN, procedures=frozenset({BOTOX}))
    purposes = [f"sign:delegation:{Kept.of(paper).version}" for paper in (OWN, wide)]
    assert wanted(ada.ask("POST", at, to_json(OWN))) == purposes[0]
    assert delegations(company) == before
    ada.prove(company.actor("ada", Side.CLINICAL), purposes[0])
    made = ada.ask("POST", at, to_json(OWN))
    assert made.status_code == 201, made.content
    wider = to_json(wide)
    assert wanted(ada.ask("PUT", f"{at}/own", wider, If_Match=made.headers["ETag"])) == purposes[1]
    assert one(company.system, Delegation, "own").record == OWN
    ada.prove(company.actor("ada", Side.CLINICAL), purposes[1])
    assert ada.ask("PUT", f"{at}/own", wider, If_Match=made.headers["ETag"]).status_code == 200
    assert sorted(spent(company)) == sorted(purposes)


def test_to_take_back_takes_no_proof(company: Company, ada: Browser) -> None:
    ada.prove(company.actor("ada", Side.CLINICAL), FOR_NEW)
    made = ada.ask("POST", DELEGATE, BODY)
    body = {"id": "new", "on": "2026-11-20"}
    ended = ada.ask("POST", f"{V1}/revoke-delegation", body, If_Match=made.headers["ETag"])
    assert ended.status_code == 200, ended.content


def test_protocols_are_adopted_on_a_proof(company: Company, ada: Browser) -> None:
    paper = Protocol("toxin-4", LUMEN, frozenset({BOTOX}), Span.of(date(2026, 5, 1)), "4")
    body = {"protocol": to_json(paper)}
    purpose = f"sign:protocol:{Kept.of(paper).version}"
    assert wanted(ada.ask("POST", f"{V1}/adopt-protocol", body)) == purpose
    ada.prove(company.actor("ada", Side.CLINICAL), purpose)
    made = ada.ask("POST", f"{V1}/adopt-protocol", body)
    assert [one["person"] for one in json.loads(made.content)["signatures"]] == [ADA]


def test_the_other_party_signs_the_agreement_as_they_saw_it(company: Company) -> None:
    company.seat("ben", Post.MEDICAL_DIRECTOR, person=BEN)
    ben, by = browser(company, "ben", Side.CLINICAL), company.actor("ben", Side.CLINICAL)
    paper = replace(agreed(NIA, by=BEN), id="joint", signatures=())
    there = register.enter(by=company.system, why="drawn up", record=paper)
    at, body = f"{V1}/countersign-agreement", {"id": "joint"}
    assert (
        wanted(ben.ask("POST", at, body, If_Match=f'"{there.version}"')) == f"sign:agreement:{there.version}"
    )
    ben.prove(by, f"sign:agreement:{there.version}")
    signed = ben.ask("POST", at, body, If_Match=f'"{there.version}"')
    assert [one["person"] for one in json.loads(signed.content)["signatures"]] == [BEN]
