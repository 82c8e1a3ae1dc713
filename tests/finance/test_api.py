"""Fees over HTTP: a program enters evidence, draws, bills and pays; an approval takes an owner who is there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from openmso.foundation.rules.sides import Side
from openmso.oversight.facts.held import SHELF
from tests.finance.world import BILLING, MSA, approved, books, sent
from tests.foundation.company import Company
from tests.web.network import Program, browser, program

pytestmark = pytest.mark.django_db
AT = "/api/v1/finance"
FEBRUARY = "2026-02-01"


@pytest.fixture
def company() -> Iterator[Company]:
    SHELF.clear()
    yield books()
    SHELF.clear()


def said(response: Any, status: int = 200) -> Any:
    assert response.status_code == status, response.content
    return json.loads(response.content) if response.content else None


def evidence(**other: Any) -> dict[str, Any]:
    told = {
        "msa": MSA.id,
        "month": FEBRUARY,
        "service": BILLING,
        "kind": "count",
        "reference": "log",
        "units": "412",
    }
    return {**told, **other}


def test_a_program_enters_evidence_draws_and_sends(company: Company) -> None:
    fay = program(company, "fay", Side.BUSINESS, "finance:write")
    said(fay.ask("POST", f"{AT}/enter-evidence", evidence()))
    assert said(fay.ask("POST", f"{AT}/enter-evidence", evidence(kind="sweep")), 422)["errors"][0][
        "where"
    ].endswith("kind")
    code = said(fay.ask("POST", f"{AT}/draw-statement", {"msa": MSA.id, "month": FEBRUARY}))
    assert said(fay.ask("POST", f"{AT}/draw-statement", {"msa": MSA.id, "month": FEBRUARY})) == code
    said(fay.ask("POST", f"{AT}/send-statement", {"code": code}), 204)
    found = said(fay.ask("GET", f"{AT}/fee-statement/{code}"))
    assert (found["state"], found["total"], found["lines"][0]["units"]) == ("sent", "18000.00", "412")
    assert [one["code"] for one in said(fay.ask("GET", f"{AT}/fee-statements?month={FEBRUARY}"))] == [code]
    assert [
        one["reference"] for one in said(fay.ask("GET", f"{AT}/fee-evidence?msa={MSA.id}&month={FEBRUARY}"))
    ] == ["log"]


def test_an_owner_approves_with_a_fresh_proof_and_no_token_does(company: Company) -> None:
    found = sent(company)
    body = {"code": found.code}
    for token in (program(company, "ada", Side.CLINICAL), program(company, "fay", Side.BUSINESS)):
        said(token.ask("POST", f"{AT}/approve-statement", body), 403)
    ada = browser(company, "ada", Side.CLINICAL)
    asked = said(ada.ask("POST", f"{AT}/approve-statement", body), 403)
    ada.prove(company.actor("ada", Side.CLINICAL), asked["step_up"]["purpose"])
    said(ada.ask("POST", f"{AT}/approve-statement", body), 204)
    assert said(ada.ask("GET", f"{AT}/fee-statement/{found.code}"))["approved"]["person"] == "ada"


def test_a_bill_is_made_and_paid_and_a_sweep_is_refused(company: Company) -> None:
    found = approved(company)
    fay = program(company, "fay", Side.BUSINESS)
    number = said(fay.ask("POST", f"{AT}/issue-invoice", {"code": found.code}))
    (bill,) = said(fay.ask("GET", f"{AT}/bills?on=2026-03-05"))
    assert bill["number"] == number
    told = {"against": "remainder", "amount": "18000.00", "on": "2026-03-05", "basis": "what is left"}
    assert "sweep" in said(fay.ask("POST", f"{AT}/record-transfer", told), 422)["errors"][0]["what"]
    said(fay.ask("POST", f"{AT}/record-transfer", {**told, "against": bill["code"], "basis": "the bill"}))
    assert said(fay.ask("GET", f"{AT}/bills?on=2026-03-05"))[0]["open"]["left"] in ("0", "0.00")
    assert [one["against"] for one in said(fay.ask("GET", f"{AT}/transfers"))] == [number]
    assert said(fay.ask("GET", f"{AT}/measures?on=2026-03-05"))["fair"] == "100"
    assert said(fay.ask("GET", f"{AT}/watch?on=2026-03-05")) is not None
    assert said(fay.ask("GET", f"{AT}/dues?on=2026-03-05")) == []


def test_who_has_no_part_in_fees_reads_none(company: Company) -> None:
    rosa: Program = program(company, "rosa", Side.CLINICAL)
    for question in ("fee-statements", "transfers", "bills?on=2026-03-05"):
        said(rosa.ask("GET", f"{AT}/{question}"), 403)
