"""Records over HTTP: what is entered can be read, changed by who saw it, ended and struck; and by nobody else."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from typing import Any
from urllib.parse import quote
from uuid import UUID

import pytest
from django.db import connections
from django.http import HttpResponse

from openmso.authority.facts.people import License
from openmso.foundation.api.examples import example_of
from tests.callers import Caller, problem

LICENSES = "/api/workforce/licenses"
LICENSE: dict[str, Any] = {
    "id": "rosa/license/tx-rn",
    "person": "rosa",
    "role": "RN",
    "state": "TX",
    "span": {"since": "2020-01-01", "until": "2027-09-01"},
}


def read(response: HttpResponse) -> Any:
    return json.loads(response.content)


@pytest.fixture
def etag(operator: Caller) -> str:
    entered = operator.send("POST", LICENSES, LICENSE)
    assert entered.status_code == 201, entered.content
    return entered.headers["ETag"]


def test_what_is_entered_is_read_where_the_answer_says(operator: Caller) -> None:
    entered = operator.send("POST", LICENSES, LICENSE)
    assert (entered.status_code, entered.headers["Location"]) == (201, f"{LICENSES}/rosa/license/tx-rn")
    there = operator.get(entered.headers["Location"])
    assert there.status_code == 200
    assert (
        read(there)
        == read(entered)
        == {
            **LICENSE,
            "number": None,
            "status": "active",
            "multistate": False,
            "verified_on": None,
            "verified_with": None,
        }
    )
    assert there.headers["ETag"] == entered.headers["ETag"]


def test_what_was_seen_is_not_sent_again(operator: Caller, etag: str) -> None:
    again = operator.get(f"{LICENSES}/rosa/license/tx-rn", If_None_Match=f'"0", {etag}')
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", etag)
    assert operator.get(f"{LICENSES}/rosa/license/tx-rn", If_None_Match='"0"').status_code == 200


def test_the_second_of_two_editors_is_told_and_loses_nothing_of_the_first(
    operator: Caller, director: Caller, etag: str
) -> None:
    at = f"{LICENSES}/rosa/license/tx-rn"
    first = operator.send("PUT", at, {**LICENSE, "number": "123456"}, If_Match=etag)
    assert first.status_code == 200, first.content
    second = director.send("PUT", at, {**LICENSE, "status": "suspended"}, If_Match=etag)
    assert (second.status_code, problem(second)) == (412, "stale")
    assert second.headers["ETag"] == first.headers["ETag"]
    now = read(director.get(at))
    assert (now["number"], now["status"]) == ("123456", "active")
    third = director.send("PUT", at, {**now, "status": "suspended"}, If_Match=second.headers["ETag"])
    assert third.status_code == 200
    assert (read(third)["number"], read(third)["status"]) == ("123456", "suspended")


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_a_change_says_which_version_it_changes(operator: Caller, etag: str, method: str) -> None:
    refused = operator.send(method, f"{LICENSES}/rosa/license/tx-rn", LICENSE if method == "PUT" else None)
    assert (refused.status_code, problem(refused)) == (428, "no-version")


def test_a_record_ends_on_a_day_and_is_struck_only_as_it_was_seen(operator: Caller, etag: str) -> None:
    at = f"{LICENSES}/rosa/license/tx-rn"
    ended = operator.send("POST", f"{at}:end", {"on": "2026-11-01"}, If_Match=etag)
    assert read(ended)["span"] == {"since": "2020-01-01", "until": "2026-11-01"}
    assert problem(operator.send("DELETE", at, If_Match=etag)) == "stale"
    assert operator.send("DELETE", at, If_Match=ended.headers["ETag"]).status_code == 204
    assert problem(operator.get(at)) == "not-there"


def test_a_record_that_others_refer_to_is_not_struck(operator: Caller, etag: str) -> None:
    rosa = operator.get("/api/workforce/people/rosa")
    refused = operator.send("DELETE", "/api/workforce/people/rosa", If_Match=rosa.headers["ETag"])
    assert refused.status_code in (409, 422)
    assert "license" in refused.content.decode()


def test_medicine_decides_what_is_its_own(operator: Caller, director: Caller) -> None:
    body = {
        "id": "rosa/competency/botox",
        "person": "rosa",
        "procedure": "neuromodulator_injection",
        "span": {"since": "2026-01-01"},
        "signed_by": "ada",
    }
    refused = operator.send("POST", "/api/workforce/competencies", body)
    assert (refused.status_code, problem(refused)) == (403, "wrong-hands")
    assert read(operator.get("/api/workforce/competencies"))["items"] == []
    assert director.send("POST", "/api/workforce/competencies", body).status_code == 201
    assert len(read(operator.get("/api/workforce/competencies"))["items"]) == 1


def test_of_another_network_nothing_is_there(stranger: Caller, etag: str) -> None:
    at = f"{LICENSES}/rosa/license/tx-rn"
    assert problem(stranger.get(at)) == "not-there"
    assert problem(stranger.send("PUT", at, LICENSE, If_Match=etag)) in ("not-there", "refused")
    assert problem(stranger.send("DELETE", at, If_Match=etag)) == "not-there"
    assert read(stranger.get(LICENSES)) == {"items": [], "next": None}


def test_pages_hold_every_record_once_while_others_write(operator: Caller) -> None:
    for number in range(7):
        operator.send("POST", "/api/workforce/people", {"id": f"p{number}", "name": f"P {number}"})
    seen: list[str] = []
    at = "/api/workforce/people?limit=2"
    while at:
        page = read(operator.get(at))
        assert len(page["items"]) <= 2
        seen += [one["record"]["id"] for one in page["items"]]
        operator.send("POST", "/api/workforce/people", {"id": f"late{len(seen)}", "name": "Late"}) if len(
            seen
        ) < 6 else None
        at = page["next"]
    assert seen[:9] == ["ada", "rosa", *(f"p{number}" for number in range(7))]
    assert len(seen) == len(set(seen))
    assert {"late2", "late4"} <= set(seen)


def test_a_list_is_asked_by_fields_and_by_day(operator: Caller, etag: str) -> None:
    operator.send("POST", LICENSES, {**LICENSE, "id": "ada/license/tx-md", "person": "ada", "role": "MD"})

    def ids(query: str) -> list[str]:
        return [one["record"]["id"] for one in read(operator.get(f"{LICENSES}?{query}"))["items"]]

    assert ids("role=MD") == ["ada/license/tx-md"]
    assert ids("person=rosa&state=TX") == ["rosa/license/tx-rn"]
    assert ids("on=2027-08-31&multistate=false") == ["rosa/license/tx-rn", "ada/license/tx-md"]
    assert ids("on=2027-09-01") == []


@pytest.mark.parametrize(
    "query",
    ["colour=red", "limit=201", "limit=0", "limit=1.0", "on=2026-02-30", "state=ZZ", "state=TX&state=CA"],
)
def test_what_cannot_be_asked_is_refused_and_not_ignored(operator: Caller, query: str) -> None:
    refused = operator.get(f"{LICENSES}?{query}")
    assert (refused.status_code, problem(refused)) == (400, "invalid")
    assert read(refused)["errors"][0]["where"].startswith("query.")


def test_the_example_of_a_record_is_one() -> None:
    assert example_of(License)["role"] == "RN"


@pytest.mark.django_db(transaction=True)
def test_of_two_editors_at_the_same_moment_one_is_told(operator: Caller, etag: str) -> None:
    waiting = Barrier(2)

    def send(number: str) -> int:
        try:
            waiting.wait()
            at = f"{LICENSES}/rosa/license/tx-rn"
            return (
                Caller(operator.token)
                .send("PUT", at, {**LICENSE, "number": number}, If_Match=etag)
                .status_code
            )
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(send, ("1", "2"))) == [200, 412]


@pytest.mark.django_db(transaction=True)
def test_pages_hold_every_record_once_while_others_write_at_the_same_time(
    operator: Caller, network: UUID
) -> None:
    for number in range(20):
        operator.send("POST", "/api/workforce/people", {"id": f"p{number:02}", "name": "P"})
    done = Event()

    def write() -> int:
        late = 0
        try:
            while not done.is_set():
                late += 1
                Caller(operator.token).send(
                    "POST", "/api/workforce/people", {"id": f"late{late:03}", "name": "L"}
                )
        finally:
            connections.close_all()
        return late

    with ThreadPoolExecutor(1) as pool:
        writer = pool.submit(write)
        seen: list[str] = []
        at = "/api/workforce/people?limit=3"
        try:
            for _ in range(8):
                page = read(operator.get(at))
                seen += [one["record"]["id"] for one in page["items"]]
                at = page["next"]
        finally:
            done.set()
        assert writer.result() > 0
    assert len(seen) == len(set(seen))
    assert {f"p{number:02}" for number in range(20)} <= set(seen)


def test_every_change_is_told_with_who_and_why(operator: Caller, director: Caller, etag: str) -> None:
    at = f"{LICENSES}/rosa/license/tx-rn"
    director.send("PUT", at, {**LICENSE, "number": "7"}, If_Match=etag, X_Why="as the board has it")
    now = operator.get(at).headers["ETag"]
    operator.send("DELETE", at, If_Match=now, X_Why="entered twice")
    told = read(operator.get(f"{at}:history"))
    assert [(one["side"], one["post"], one["why"]) for one in told] == [
        ("business", "operator", "a test"),
        ("clinical", "medical_director", "as the board has it"),
        ("business", "operator", "entered twice"),
    ]
    assert (told[0]["before"], told[2]["after"]) == (None, None)
    assert (told[1]["before"]["number"], told[1]["after"]["number"]) == (None, "7")
    assert problem(operator.get(f"{LICENSES}/nobody:history")) == "not-there"


def test_a_record_is_read_as_it_was_known(operator: Caller, etag: str) -> None:
    at = f"{LICENSES}/rosa/license/tx-rn"
    entered = read(operator.get(f"{at}:history"))[0]["at"]
    operator.send("PUT", at, {**LICENSE, "number": "7"}, If_Match=etag)
    then = operator.get(f"{at}?known_at={quote(entered)}")
    assert (read(then)["number"], then.headers["ETag"]) == (None, etag)
    assert read(operator.get(at))["number"] == "7"
    assert problem(operator.get(f"{at}?known_at=2020-01-01T00:00:00Z")) == "not-there"


def test_all_of_a_kind_are_read_as_they_were_known(operator: Caller, etag: str) -> None:
    at = f"{LICENSES}/rosa/license/tx-rn"
    entered = read(operator.get(f"{at}:history"))[0]["at"]
    operator.send("PUT", at, {**LICENSE, "number": "7"}, If_Match=etag)
    (then,) = read(operator.get(f"{LICENSES}:known?at={quote(entered)}"))
    assert (f'"{then["version"]}"', then["record"]["number"]) == (etag, None)
    (now,) = read(operator.get(f"{LICENSES}:known?at=2100-01-01T00:00:00Z"))
    assert now["record"]["number"] == "7"
    assert read(operator.get(f"{LICENSES}:known?at=2020-01-01T00:00:00Z")) == []
    assert problem(operator.get(f"{LICENSES}:known")) == "invalid"


@pytest.mark.parametrize(
    ("what", "statements"),
    [("list", 5), ("read", 5), ("enter", 13), ("amend", 10)],
)
def test_so_many_statements_and_never_more(
    what: str, statements: int, operator: Caller, etag: str, django_assert_num_queries: Any
) -> None:
    """However many records there are; those of who asks come on top."""
    at = f"{LICENSES}/rosa/license/tx-rn"
    for number in range(5):
        operator.send("POST", LICENSES, {**LICENSE, "id": f"rosa/license/x{number}", "number": str(number)})
    with django_assert_num_queries(statements):
        match what:
            case "list":
                operator.get(LICENSES)
            case "read":
                operator.get(at)
            case "enter":
                operator.send("POST", LICENSES, {**LICENSE, "id": "rosa/license/new", "number": "9"})
            case "amend":
                operator.send("PUT", at, {**LICENSE, "number": "8"}, If_Match=etag)
