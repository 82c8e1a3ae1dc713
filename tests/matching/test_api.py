"""Matching over HTTP: a program of the operator opens, lists and introduces; the physician answers with a session or token of her own; nobody sees candidates who has no business with them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from openmso.authority.facts.oversight import Appointment
from openmso.foundation.rules.sides import Post, Side
from openmso.oversight.facts import network_facts
from openmso.oversight.facts.held import SHELF
from tests.cast import ADA, AUSTIN, BOTOX, LUMEN
from tests.foundation.company import Company
from tests.matching.need import CORA
from tests.matching.world import lumen
from tests.today import civil_today
from tests.web.network import Program, program

pytestmark = pytest.mark.django_db
AT = "/api/v1/matching"
SOON = (civil_today() + timedelta(days=9)).isoformat()
PROFILE = {
    "open": True,
    "trained": [BOTOX],
    "hours_free": "40",
    "pay_month": "1200",
    "latitude": 30.27,
    "longitude": -97.74,
    "elsewhere": [],
    "disciplined": False,
}


@pytest.fixture
def company() -> Iterator[Company]:
    SHELF.clear()
    made = Company(lumen())
    made.seat("olga", Post.OPERATOR)
    made.seat("cora", Post.MEDICAL_DIRECTOR, person=CORA)
    made.seat("bill", Post.BILLING)
    yield made
    SHELF.clear()


def said(response: Any, status: int = 200) -> Any:
    assert response.status_code == status, response.content
    return json.loads(response.content) if response.content else None


def olga(company: Company) -> Program:
    return program(company, "olga", Side.BUSINESS, "matching:write")


def cora(company: Company) -> Program:
    return program(company, "cora", Side.CLINICAL, "matching:write")


def need(**other: Any) -> dict[str, Any]:
    return {
        "practice": LUMEN, "sites": [AUSTIN], "procedures": [BOTOX], "wanted_from": SOON,
        "people": [{"role": "NP", "count": 1}], "visits": 200, **other,
    }  # fmt: skip


def test_from_the_profile_to_the_first_call(company: Company) -> None:
    said(cora(company).ask("POST", f"{AT}/say-profile", PROFILE), 204)
    mine = said(cora(company).ask("GET", f"{AT}/my-profile"))
    assert (mine["person"], mine["pay_month"], mine["trained"], mine["elsewhere"]) == (
        CORA,
        "1200",
        [BOTOX],
        [],
    )
    code = said(olga(company).ask("POST", f"{AT}/open-need", need()))
    listed = said(olga(company).ask("GET", f"{AT}/shortlist/{code}"))
    cora_ = next(one for one in listed["able"] if one["person"] == CORA)
    assert sum(float(one["low"]) for one in cora_["parts"]) == pytest.approx(float(cora_["low"]))
    assert sum(one["weight"] for one in cora_["parts"]) == 100
    assert all(one["reasons"] and len(one["mends"]) == len(one["reasons"]) for one in listed["excluded"])
    introduced = said(
        olga(company).ask(
            "POST", f"{AT}/put-on-shortlist", {"opening": code, "person": CORA, "kind": "director"}
        )
    )
    call = (datetime.now(UTC) + timedelta(hours=3)).replace(microsecond=0).isoformat()
    said(olga(company).ask("POST", f"{AT}/propose-times", {"code": introduced, "times": [call]}), 204)
    (one,) = said(cora(company).ask("GET", f"{AT}/introductions"))
    assert (one["step"], one["waits_for"], one["opening"]) == ("introduction", ["clinical"], code)
    said(cora(company).ask("POST", f"{AT}/take-time", {"code": introduced, "at": one["proposed"][0]}), 204)
    (wanted,) = said(olga(company).ask("GET", f"{AT}/openings"))
    assert datetime.fromisoformat(wanted["called"]) == datetime.fromisoformat(call)
    assert wanted["people"] == [{"role": "NP", "count": 1}]
    assert said(olga(company).ask("GET", f"{AT}/opening/{code}")) == wanted
    said(olga(company).ask("POST", f"{AT}/offer-terms", {"code": introduced, "offer": "1200"}), 422)
    said(olga(company).ask("POST", f"{AT}/close-need", {"opening": code}), 204)
    assert said(olga(company).ask("GET", f"{AT}/openings")) == []


def test_who_has_no_business_with_it_sees_no_candidate_and_changes_nothing(company: Company) -> None:
    code = said(olga(company).ask("POST", f"{AT}/open-need", need()))
    bill = program(company, "bill", Side.BUSINESS, "matching:write")
    for path in (f"shortlist/{code}", "plan"):
        said(bill.ask("GET", f"{AT}/{path}"), 403)
    said(bill.ask("POST", f"{AT}/open-need", need()), 403)
    said(olga(company).ask("POST", f"{AT}/say-profile", PROFILE), 403)
    said(olga(company).ask("GET", f"{AT}/opening/none"), 404)
    said(olga(company).ask("POST", f"{AT}/open-need", need(practice="nobody")), 422)
    refused = said(olga(company).ask("POST", f"{AT}/open-need", need(procedures=["nothing"])), 422)
    assert "procedures" in json.dumps(refused)


def test_a_notice_opens_the_need_and_the_plan_tells_the_seats(company: Company) -> None:
    offices = network_facts(company.system).by(Appointment, "person", ADA)
    office = next(one for one in offices if one.kind == "director")
    told = {"appointment": office.id, "last": SOON}
    said(
        olga(company).ask("POST", f"{AT}/give-notice", told), 403
    )  # it ends an office, which is oversight's to keep
    everywhere = program(company, "olga", Side.BUSINESS, "write")
    code = said(everywhere.ask("POST", f"{AT}/give-notice", told))
    found = said(olga(company).ask("GET", f"{AT}/opening/{code}"))
    assert found["replaces"] == office.id
    assert ADA not in {
        one["person"] for one in said(olga(company).ask("GET", f"{AT}/shortlist/{code}"))["able"]
    }
    plan = said(olga(company).ask("GET", f"{AT}/plan"))
    assert {office.id, code} == {one["opening"] for one in plan["seats"]}
    assert next(one for one in plan["seats"] if one["opening"] == office.id)["director"] == ADA
