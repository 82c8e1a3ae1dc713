"""Documents are signed over HTTP by whoever is there, on a fresh proof; by no token."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest

from openmso.evidence.actions import supersede
from openmso.evidence.queries import KeptDocument, signatures_of
from openmso.foundation.rules.sides import Side
from tests.callers import problem
from tests.evidence.kept import DAY, PDF, a_document
from tests.foundation.company import Company
from tests.web.network import Browser, browser, network_of, program

pytestmark = pytest.mark.django_db

AT = "/api/v1/evidence/sign"


@pytest.fixture
def company() -> Company:
    return network_of()


@pytest.fixture
def olga(company: Company) -> Browser:
    return browser(company, "olga", Side.BUSINESS)


@pytest.fixture
def kept(company: Company) -> KeptDocument:
    return a_document(company.actor("olga", Side.BUSINESS), of=())


def signing(kept: KeptDocument, **more: str) -> dict[str, str]:
    return {"document": kept.id, "intent": "acknowledges", "statement": "I have read it.", **more}


def test_who_is_there_signs_the_exact_bytes_once_for_a_proof(
    company: Company, olga: Browser, kept: KeptDocument
) -> None:
    proof = olga.prove(company.actor("olga", Side.BUSINESS), f"sign:{kept.id}")
    made = olga.ask("POST", AT, signing(kept))
    assert made.status_code == 200, made.content
    told = json.loads(made.content)
    assert (told["sha256"], told["step_up"], told["user"]) == (
        sha256(PDF).hexdigest(),
        str(proof),
        str(company.users["olga"].id),
    )
    assert (told["intent"], told["statement"], told["license"]) == ("acknowledges", "I have read it.", None)
    again = olga.ask("POST", AT, signing(kept))
    assert problem(again) == "step-up-needed"
    assert [one.id for one in signatures_of(company.system, kept.id)] == [told["id"]]


def test_without_a_proof_nothing_is_signed(company: Company, olga: Browser, kept: KeptDocument) -> None:
    refused = olga.ask("POST", AT, signing(kept))
    assert (refused.status_code, problem(refused)) == (403, "step-up-needed")
    assert json.loads(refused.content)["step_up"] == {
        "purpose": f"sign:{kept.id}",
        "page": f"/step-up/?purpose=sign%3A{kept.id}",
    }
    assert signatures_of(company.system, kept.id) == ()


def test_a_token_never_signs(company: Company, kept: KeptDocument) -> None:
    refused = program(company, "olga", Side.BUSINESS).ask("POST", AT, signing(kept))
    assert problem(refused) == "wrong-hands"
    assert signatures_of(company.system, kept.id) == ()


def test_what_was_superseded_or_is_not_ones_own_to_decide_is_signed_by_nobody(
    company: Company, olga: Browser, kept: KeptDocument
) -> None:
    by = company.actor("olga", Side.BUSINESS)
    clinical = a_document(company.actor("director", Side.CLINICAL), wall="clinical", of=())
    olga.prove(by, f"sign:{clinical.id}")
    assert problem(olga.ask("POST", AT, signing(clinical, intent="adopts"))) == "wrong-hands"
    supersede(by=by, why="a test", document=kept.id, data=PDF + b"4", dated=DAY)
    olga.prove(by, f"sign:{kept.id}")
    assert problem(olga.ask("POST", AT, signing(kept))) == "refused"
    assert problem(olga.ask("POST", AT, signing(kept, document="nobody"))) == "not-there"
    for one in (kept, clinical):
        assert signatures_of(company.system, one.id) == ()
