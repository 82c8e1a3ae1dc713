"""Every operation of the API, asked by those who may not; and stories of those who may, with tokens as programs have them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from openmso.foundation.door import acting
from openmso.foundation.models import Token
from openmso.foundation.rules.sides import Side
from openmso.foundation.who import digest
from openmso.web.api import api
from tests.callers import problem
from tests.foundation.company import WHY, Company
from tests.web.network import Program, network_of, program
from tests.web.visits import enroll_app, prove_by_app, sign_in, take, with_password

pytestmark = pytest.mark.django_db

V1: Final = "/api/v1"
OPEN: Final = {f"{V1}/problems"}
ONLY_ASKS: Final = {
    f"{V1}/oversight/decision",
    f"{V1}/oversight/impact",
    f"{V1}/evidence/lost-heads",
    f"{V1}/workforce/check-list",
    f"{V1}/workforce/plan-people",
    f"{V1}/workforce/plan-clinicians",
}
"""Sent by POST, and nothing is written."""
ETAG: Final = f'"{"0" * 32}"'


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Method, path and description of every operation."""
    for path, methods in api.get_openapi_schema()["paths"].items():
        for method, operation in methods.items():
            yield method.upper(), path, operation


OPERATIONS: Final = list(operations())
ASKING: Final = [(method, path, told) for method, path, told in OPERATIONS if path not in OPEN]
EVERY: Final = pytest.mark.parametrize(
    ("method", "path", "told"),
    ASKING,
    ids=[f"{method} {path.removeprefix(V1)}" for method, path, _ in ASKING],
)


def body_of(told: dict[str, Any]) -> Any:
    """The body that the description gives as an example."""
    content = told.get("requestBody", {}).get("content", {}).get("application/json", {})
    examples = content.get("examples", {})
    return next((one["value"] for one in examples.values()), {"on": "2026-11-20"} if content else None)


def file_of(told: dict[str, Any]) -> tuple[bytes, str] | None:
    """The file that the description gives as an example of a body, and its media type."""
    for media, content in told.get("requestBody", {}).get("content", {}).items():
        if content["schema"].get("format") == "binary":
            return next(one["value"] for one in content["examples"].values()).encode(), media
    return None


def ask(by: Program, method: str, path: str, told: dict[str, Any]) -> HttpResponse:
    """An operation with its example, as if a record `nobody/there` had been seen."""
    query = "&".join(f"{one['name']}={VALUES[one['name']]}" for one in parameters_of(told))
    at = path.replace("{id}", "nobody/there")
    at = f"{at}?{query}" if query else at
    if file := file_of(told):
        return by.send(at, *file)
    body = body_of(told)
    if method == "PUT":
        body = {**body, "id": "nobody/there"}
    sent = {"If_Match": ETAG} if method != "GET" else {}
    return by.ask(method, at, body, **sent)


VALUES: Final = {
    "on": "2026-11-20",
    "of": "workforce_license",
    "msa": "msa-1",
    "month": "2026-02-01",
    "id": "nobody/there",
    "jurisdiction": "TX",
    "state": "TX",
    "parameter": "medical_director.eligible",
    "site": "austin",
    "as_of": "2026-11-10",
    "list": "procedures",
    "at": "2026-11-20T10:00:00Z",
    "shown": "nothing",
    "document": "nobody/there",
    "wall": "business",
    "kind": "protocol",
    "title": "Toxin",
    "dated": "2026-11-20",
}


def parameters_of(told: dict[str, Any]) -> list[dict[str, Any]]:
    """What a query must say."""
    shared = api.get_openapi_schema()["components"]["parameters"]
    every = [shared[one["$ref"].rpartition("/")[2]] if "$ref" in one else one for one in told["parameters"]]
    return [one for one in every if one["in"] == "query" and one["required"]]


@pytest.fixture(scope="module")
def company(django_db_setup: None, django_db_blocker: Any) -> Iterator[Company]:
    """One network for everything that is only refused. It is taken away behind the last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield network_of()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def operator(company: Company) -> Program:
    return program(company, "olga", Side.BUSINESS)


@pytest.fixture(scope="module")
def director(company: Company) -> Program:
    return program(company, "director", Side.CLINICAL)


@pytest.fixture(scope="module")
def both(operator: Program, director: Program) -> dict[str, Program]:
    return {"operator": operator, "director": director}


@pytest.fixture(scope="module")
def auditor(company: Company) -> Program:
    return program(company, "carl", Side.AUDITOR)


def test_the_api_has_operations_for_every_room() -> None:
    tags = {tag for _, _, told in OPERATIONS for tag in told.get("tags", [])}
    assert {"structure", "workforce", "oversight"} <= tags


@EVERY
def test_without_a_token_nobody_is_asking(method: str, path: str, told: dict[str, Any], db: None) -> None:
    for token in ("", "oms_nothing", "nothing"):
        refused = ask(Program(token), method, path, told)
        assert (refused.status_code, problem(refused)) == (401, "nobody")


@EVERY
def test_a_token_without_the_scope_is_refused_whatever_it_asks(
    method: str, path: str, told: dict[str, Any], company: Company
) -> None:
    room = path.removeprefix(f"{V1}/").partition("/")[0]
    other = "workforce" if room != "workforce" else "structure"
    reads = method == "GET" or path in ONLY_ASKS
    scopes = [f"{other}:write"] if reads else [f"{other}:write", f"{room}:read"]
    refused = ask(program(company, "olga", Side.BUSINESS, *scopes), method, path, told)
    assert (refused.status_code, problem(refused)) == (403, "out-of-scope")
    verb = "read" if reads else "write"
    assert f"{room}:{verb}" in refused.content.decode()


@EVERY
def test_an_auditor_reads_and_writes_nothing_but_legal_holds(
    method: str, path: str, told: dict[str, Any], auditor: Program
) -> None:
    if path.endswith("-hold") or path in ONLY_ASKS:
        assert ask(auditor, method, path, told).status_code in (200, 404)
        return
    if path == f"{V1}/foundation/tokens":
        assert problem(ask(auditor, method, path, told)) == "wrong-hands"  # a token tells of no tokens
        return
    if method == "GET":
        assert ask(auditor, method, path, told).status_code in (200, 404)
        return
    refused = ask(auditor, method, path, told)
    assert (refused.status_code, problem(refused)) in {(403, "wrong-hands"), (404, "not-there")}


OTHERS: Final = {
    "operator": ("agreements", "delegations", "protocols", "standing-orders", "activities", "competencies"),
    "director": ("msas", "engagements", "insurance", "screenings"),
}
"""What is the other side's alone to write."""


def across_the_line() -> Iterator[Any]:
    for name, kinds in OTHERS.items():
        for method, path, told in ASKING:
            kind = path.removeprefix(V1).split("/")[2].partition(":")[0]
            if method != "GET" and kind in kinds:
                yield pytest.param(name, method, path, told, id=f"{name} {method} {path.removeprefix(V1)}")


@pytest.mark.parametrize(("name", "method", "path", "told"), list(across_the_line()))
def test_what_is_the_other_sides_is_refused(
    name: str, method: str, path: str, told: dict[str, Any], both: dict[str, Program]
) -> None:
    refused = ask(both[name], method, path, told)
    assert (refused.status_code, problem(refused)) == (403, "wrong-hands")


def test_of_another_network_nothing_is_there(operator: Program, company: Company) -> None:
    other = program(network_of("telehealth", slug="elsewhere", director="nobody"), "olga", Side.BUSINESS)
    for method, path, _ in ASKING:
        if method != "GET" or path.endswith("{id}"):
            continue
        own = json.loads(operator.ask("GET", path).content)
        for one in own.get("items", [])[:2] if isinstance(own, dict) else []:
            at = f"{path}/{one['record']['id']}"
            assert operator.ask("GET", at).status_code == 200, at
            for method_, body in (("GET", None), ("DELETE", None), ("PUT", one["record"])):
                theirs = other.ask(method_, at, body, **({} if method_ == "GET" else {"If_Match": ETAG}))
                assert theirs.status_code in (403, 404, 422), at
                assert problem(theirs) in ("not-there", "wrong-hands", "refused")
            assert operator.ask("GET", at).headers["ETag"] == f'"{one["version"]}"'


def test_a_token_that_was_revoked_is_good_for_nothing(company: Company) -> None:
    mine = program(company, "olga", Side.BUSINESS)
    assert mine.ask("GET", f"{V1}/structure/sites").status_code == 200
    with acting(company.system, why=WHY):
        Token.objects.filter(prefix=mine.token[:12]).update(revoked_at=timezone.now())
    assert problem(mine.ask("GET", f"{V1}/structure/sites")) == "nobody"


def test_a_token_whose_time_is_over_is_good_for_nothing(company: Company, operator: Program) -> None:
    with acting(company.system, why=WHY):
        old = Token.objects.get(prefix=operator.token[:12])
        old.pk, old.digest, old.expires_at = None, digest("oms_old"), timezone.now() - timedelta(days=1)
        old.save(force_insert=True)
    assert problem(Program("oms_old").ask("GET", f"{V1}/structure/sites")) == "nobody"


def test_a_board_says_who_may_do_what_until_when_and_why(operator: Program) -> None:
    told = json.loads(operator.ask("GET", f"{V1}/oversight/board/austin?on=2026-11-20&days=30").content)
    assert told["days"] == {"since": "2026-11-20", "until": "2026-12-20"}
    squares = [square for line in told["lines"] for square in line["squares"]]
    assert {one["standing"] for one in squares} <= {"held", "conditional", "barred", "absent", "unknown"}
    assert all(one["reasons"] for one in squares if one["standing"] != "held")
    assert all(one["runs"][0]["days"]["since"] == "2026-11-20" for one in squares)
    assert "rosa-delgado" in {line["person"] for line in told["lines"]}


def test_the_outlook_says_what_is_lost_and_by_what(operator: Program) -> None:
    told = json.loads(operator.ask("GET", f"{V1}/oversight/outlook?on=2026-11-20&days=400").content)
    assert told["days"] == {"since": "2026-11-20", "until": "2027-12-25"}
    days = [one["on"] for one in told["lost"]]
    assert days
    assert days == sorted(days)
    assert all("2026-11-20" < day < "2027-12-25" for day in days)
    # What a license carries is lost on the day on which it ends.
    licenses = json.loads(operator.ask("GET", f"{V1}/workforce/licenses?limit=200").content)["items"]
    ends = {one["record"]["id"]: one["record"]["span"]["until"] for one in licenses}
    ended = [(one["on"], record) for one in told["lost"] for record in one["records"] if record in ends]
    assert ended
    assert all(ends[record] == day for day, record in ended)
    assert all(one["acts"] for one in told["lost"])


def test_one_more_overlay_shows_what_it_would_change_and_writes_nothing(operator: Program) -> None:
    before = operator.ask("GET", f"{V1}/oversight/board/austin?on=2026-11-20").content
    asked: dict[str, Any] = {"on": "2026-11-20", "overlay": "np.authority: of no shape"}
    unreadable = operator.ask("POST", f"{V1}/oversight/impact", asked)
    assert problem(unreadable) == "refused"
    text = "{jurisdiction: TX, np.authority: [{value: full, since: 2027-01-01, note: Opinion of counsel.}]}"
    asked = {"on": "2026-12-31", "days": 2, "overlay": text}
    other = json.loads(operator.ask("POST", f"{V1}/oversight/impact", asked).content)
    assert [(one["jurisdiction"], one["parameter"]) for one in other["law"]] == [("TX", "np.authority")]
    assert all(one["days"]["since"] == "2027-01-01" for one in other["changes"])
    same = json.loads(operator.ask("POST", f"{V1}/oversight/impact", {"on": "2026-11-20"}).content)
    assert (same["changes"], same["law"]) == ([], [])
    assert operator.ask("GET", f"{V1}/oversight/board/austin?on=2026-11-20").content == before


def test_a_decision_has_its_chain_and_says_what_mends_it(director: Program) -> None:
    act = {
        "person": "rosa-delgado",
        "procedure": "neuromodulator_injection",
        "site": "austin",
        "at": "2026-11-20T10:00:00-06:00",
    }
    told = json.loads(director.ask("POST", f"{V1}/oversight/decision", act).content)
    assert (told["outcome"], told["standing"], told["day"]) == (
        "allow_with_conditions",
        "conditional",
        "2026-11-20",
    )
    assert told["chain"][0]["kind"] == "law"
    assert all(one["says"] and one["mends"] for one in told["to_show"])
    exam = {"person": "nora-kim", "role": "NP", "mode": "in_person", "at": "2026-11-20T09:30:00-06:00"}
    bedside = {"exams": [exam], "consent": True, "measures": {"needle_depth_mm": "8.0"}, "complete": False}
    more = json.loads(director.ask("POST", f"{V1}/oversight/decision", {**act, "bedside": bedside}).content)
    assert {one["code"] for one in more["to_show"]} < {one["code"] for one in told["to_show"]}
    unknown = director.ask("POST", f"{V1}/oversight/decision", {**act, "person": "nobody"})
    assert problem(unknown) == "not-there"


def test_the_law_is_shown_with_its_citations(operator: Program) -> None:
    told = json.loads(
        operator.ask(
            "GET", f"{V1}/law/statements?jurisdiction=TX&topic=medical_director&on=2026-11-20"
        ).content
    )
    assert told
    assert all(one["jurisdiction"] == "TX" for one in told)
    assert all(said["cite"] or said["note"] for one in told for said in one["statements"])
    assert problem(operator.ask("GET", f"{V1}/law/statements?jurisdiction=ZZ")) == "not-there"


def test_the_page_that_a_refusal_names_makes_the_proof_with_which_it_is_signed(
    lone_star: Company, visitor: Client
) -> None:
    """As the product signs in to the database, from the sign-in page to the signature."""

    def sign() -> Any:
        body = json.dumps({"document": document, "intent": "acknowledges"})
        return visitor.post(
            f"{V1}/evidence/sign", body, content_type="application/json", headers={"X-Why": WHY}
        )

    with_password(lone_star.users["ada"])
    sign_in(visitor, "ada")
    take(visitor, lone_star.seats["ada"], "clinical")
    secret = enroll_app(visitor)
    at = f"{V1}/evidence/keep-file?wall=shared&kind=protocol&title=Toxin&dated=2026-11-20"
    kept = visitor.post(at, b"%PDF-1.7", content_type="application/pdf", headers={"X-Why": WHY})
    document = json.loads(kept.content)["id"]
    refused = sign()
    assert problem(refused) == "step-up-needed"
    page = json.loads(refused.content)["step_up"]["page"]
    assert b"Go on" in visitor.get(page).content
    way = visitor.post("/step-up/", {"purpose": f"sign:{document}", "next": ""}).headers["Location"]
    back = parse_qs(urlsplit(way).query)["next"][0]
    prove_by_app(visitor, secret, back, steps=1)
    visitor.get(back)
    assert json.loads(sign().content)["document"] == document
    assert problem(sign()) == "step-up-needed"
