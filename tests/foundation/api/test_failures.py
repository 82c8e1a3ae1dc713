"""Every failure is a problem document of its own kind, and tells nothing that is not for the one who asked."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import RequestFactory
from psycopg import errors

from openmso.foundation.api import failures
from tests.callers import Caller, problem

PEOPLE = "/api/workforce/people"


def errors_of(response: Any) -> dict[str, tuple[str, str]]:
    return {one["where"]: (one["what"], one["mend"]) for one in json.loads(response.content)["errors"]}


def test_who_asks_without_a_token_or_with_a_wrong_one_is_nobody(network: object) -> None:
    for token in ("", "wrong"):
        refused = Caller(token).get(PEOPLE)
        assert (refused.status_code, problem(refused)) == (401, "nobody")
        assert refused.headers["WWW-Authenticate"].startswith("Bearer")


def test_an_address_that_leads_nowhere_and_the_root(operator: Caller) -> None:
    for path in ("/api/nowhere", "/api/", "/api/workforce", "/api/workforce/licence"):
        lost = operator.get(path)
        assert (lost.status_code, problem(lost)) == (404, "no-route")


def test_a_method_that_the_address_does_not_take(operator: Caller) -> None:
    refused = operator.send("PATCH", f"{PEOPLE}/rosa", {})
    assert (refused.status_code, problem(refused)) == (405, "no-method")
    assert set(refused.headers["Allow"].split(", ")) == {"GET", "PUT", "DELETE"}


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"{", "is not JSON at line 1, column 2"),
        (b'{"id": "a", "id": "b"}', "holds a key twice"),
        (b'{"id": NaN}', "holds NaN"),
        (b"\xff\xfe", "is not UTF-8"),
        (b"[" * 5000, "is nested too deep"),
        (b"[" * 80 + b"]" * 80, "is nested too deep"),
    ],
)
def test_what_is_not_json(operator: Caller, raw: bytes, what: str) -> None:
    refused = operator.send("POST", PEOPLE, raw=raw)
    assert (refused.status_code, problem(refused)) == (400, "unreadable")
    assert errors_of(refused)["body"][0].startswith(what)


def test_another_media_type(operator: Caller) -> None:
    response: Any = operator.client.post(PEOPLE, {"id": "max"}, headers=operator.headers(X_Why="a test"))
    assert (response.status_code, problem(response)) == (415, "not-json")


def test_too_much_at_once(operator: Caller, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    refused = operator.send("POST", PEOPLE, {"id": "max", "name": "M" * 2000})
    assert (refused.status_code, problem(refused)) == (413, "too-large")


def test_a_body_that_differs_from_the_description_is_told_place_by_place(operator: Caller) -> None:
    body = {"person": "rosa", "role": "QUEEN", "state": 7, "span": {"since": "2020-13-01"}, "colour": "red"}
    refused = operator.send("POST", "/api/workforce/licenses", {**body, "multistate": "yes"})
    assert (refused.status_code, problem(refused)) == (400, "invalid")
    found = errors_of(refused)
    assert set(found) == {
        "body.id",
        "body.role",
        "body.state",
        "body.span.since",
        "body.colour",
        "body.multistate",
    }
    assert found["body.id"][1] == "say it"
    assert found["body.colour"][1] == "leave it out"
    assert "QUEEN" not in refused.content.decode()


def test_days_that_end_before_they_begin_are_refused(operator: Caller) -> None:
    body = {"id": "rosa/license/tx-rn", "person": "rosa", "role": "RN", "state": "TX"}
    span = {"since": "2026-01-01", "until": "2026-01-01"}
    refused = operator.send("POST", "/api/workforce/licenses", {**body, "span": span})
    assert (refused.status_code, problem(refused)) == (422, "refused")
    assert "body.span.until" in errors_of(refused)


def test_what_the_rules_refuse_says_what_mends_it(operator: Caller) -> None:
    body = {
        "id": "max/license/tx-rn",
        "person": "max",
        "role": "RN",
        "state": "TX",
        "span": {"since": "2020-01-01"},
    }
    refused = operator.send("POST", "/api/workforce/licenses", body)
    assert (refused.status_code, problem(refused)) == (422, "refused")
    assert errors_of(refused)["body.person"][1]


@pytest.mark.parametrize("why", ["", "%20", "%0A%0D"])
def test_without_a_reason_nothing_is_changed(operator: Caller, why: str) -> None:
    refused = operator.send("POST", PEOPLE, {"id": "max", "name": "Max"}, X_Why=why)
    assert (refused.status_code, problem(refused)) == (400, "no-reason")
    assert problem(operator.get(f"{PEOPLE}/max")) == "not-there"


def test_a_reason_in_any_language_comes_into_the_history(operator: Caller, network: Any) -> None:
    from openmso.evidence.models import Event
    from openmso.foundation.actor import system
    from openmso.foundation.door import seeing

    operator.send("POST", PEOPLE, {"id": "max", "name": "Max"}, X_Why="nueva%20compa%C3%B1era")
    with seeing(system(network)):
        assert Event.objects.get(code="max").why == "nueva compañera"


def test_what_nobody_foresaw_tells_neither_the_caller_nor_the_log_what_it_held(
    operator: Caller, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        broken = operator.get("/api/workforce/broken")
    assert (broken.status_code, problem(broken)) == (500, "broken")
    assert "Rosa" not in broken.content.decode()
    assert "1990" not in caplog.text
    instance = json.loads(broken.content)["instance"]
    assert any(instance in one.message and "RuntimeError" in one.message for one in caplog.records)


@pytest.mark.parametrize(
    ("cause", "status", "name"),
    [
        (errors.UniqueViolation, 409, "taken"),
        (errors.ExclusionViolation, 409, "taken"),
        (errors.ForeignKeyViolation, 409, "referred-to"),
        (errors.CheckViolation, 422, "refused"),
        (errors.NotNullViolation, 422, "refused"),
        (errors.NumericValueOutOfRange, 422, "refused"),
        (errors.InsufficientPrivilege, 403, "wrong-hands"),
        (errors.DeadlockDetected, 503, "busy"),
        (errors.SyntaxError, 500, "broken"),
    ],
)
def test_what_the_database_refuses_is_told_without_its_words(
    cause: type[Exception], status: int, name: str
) -> None:
    error = IntegrityError("Key (name)=(Rosa Reyes) in INSERT INTO workforce_person")
    error.__cause__ = cause("Key (name)=(Rosa Reyes)")
    told = failures.of_database(RequestFactory().get("/api/"), error)
    assert (told.status_code, problem(told)) == (status, name)
    assert "Rosa" not in told.content.decode()
    assert "INSERT" not in told.content.decode()
