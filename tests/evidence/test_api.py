"""Heads that were kept elsewhere are compared with the chain over HTTP."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest

from openmso.evidence.actions import seal_all
from openmso.evidence.queries import head
from openmso.foundation.rules.sides import Side
from tests.foundation.company import WHY
from tests.web.network import network_of, program

pytestmark = pytest.mark.django_db

AT = "/api/v1/evidence/lost-heads"


def test_a_head_that_the_chain_holds_is_there_and_another_is_lost() -> None:
    company = network_of()
    seal_all(company.system, "by night")
    olga = program(company, "olga", Side.BUSINESS)
    kept = f"2026-11-20T10:00:00+00:00 med-spa-group {head(company.system)}\n"
    assert json.loads(olga.ask("POST", AT, {"heads": kept}).content) == []
    other = f"2026-11-21T10:00:00+00:00 med-spa-group 1:{64 * '0'}\n"
    elsewhere = other.replace("med-spa-group", "elsewhere")
    told = json.loads(olga.ask("POST", AT, {"heads": kept + other + elsewhere}).content)
    assert told == ["seal 1, kept on 2026-11-21, is not the same"]


def test_what_is_no_head_is_told_with_its_line() -> None:
    olga = program(network_of(), "olga", Side.BUSINESS)
    refused = olga.ask("POST", AT, {"heads": "# heads\nnothing\n"})
    (one,) = json.loads(refused.content)["errors"]
    assert (one["where"], one["what"]) == ("body.heads", "line 2 is no head of a chain: nothing")


def test_what_was_done_lately_is_told_with_who_and_why() -> None:
    company = network_of()
    olga = program(company, "olga", Side.BUSINESS)
    body = {"id": "max-moor", "name": "Max Moor"}
    assert olga.ask("POST", "/api/v1/workforce/people", body).status_code == 201
    (last,) = json.loads(olga.ask("GET", "/api/v1/evidence/lately?most=1").content)
    assert (last["side"], last["door"], last["why"], last["count"]) == ("business", "api", WHY, 1)
    assert last["written"] == [{"kind": "Person", "id": "max-moor", "verb": "insert"}]
    before = olga.ask("GET", f"/api/v1/evidence/lately?before={quote(last['at'])}")
    assert last not in json.loads(before.content)
