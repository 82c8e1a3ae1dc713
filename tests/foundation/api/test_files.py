"""A file is the body: streamed within a limit, of the media type that is named, whole, and done once for a key."""

from __future__ import annotations

import json
import tempfile
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.http import HttpResponse

from openmso.evidence.models import Event
from openmso.foundation.actor import system
from openmso.foundation.door import seeing
from tests.callers import Caller, problem

READ, TAKE = "/api/workforce/count-lines", "/api/workforce/keep-lines"
LINES = b"ada\nrosa\n"


def send(by: Caller, path: str, file: bytes, media: str = "text/csv", **headers: str) -> HttpResponse:
    sent: Any = by.client.generic(
        "POST", path, file, content_type=media, headers=by.headers(X_Why="a test", **headers)
    )
    answer: HttpResponse = sent
    return answer


def errors(answer: HttpResponse) -> list[tuple[str, str]]:
    return [(one["where"], one["what"]) for one in json.loads(answer.content)["errors"]]


def written(network: UUID) -> int:
    with seeing(system(network)):
        return Event.objects.count()


def test_a_function_is_handed_the_very_bytes_and_what_the_query_says(operator: Caller) -> None:
    answer = send(operator, f"{READ}?but=rosa&but=max", LINES)
    assert json.loads(answer.content) == {
        "lines": [{"number": 1, "text": "ada"}],
        "digest": sha256(LINES).hexdigest(),
    }


def test_whoever_prefers_csv_gets_the_rows_as_a_table(operator: Caller) -> None:
    answer = send(operator, READ, b'ada\n"rosa", she said\n', Accept="text/csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.decode() == 'number,text\r\n1,ada\r\n2,"""rosa"", she said"\r\n'


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(operator: Caller, settings: Any) -> None:
    settings.SHEET_LIMIT = len(LINES)
    assert send(operator, READ, LINES).status_code == 200
    refused = send(operator, READ, LINES + b"\n")
    assert (refused.status_code, problem(refused)) == (413, "too-large")
    assert errors(refused) == [("body", "10 bytes are more than 9")]


@pytest.mark.parametrize("media", ["application/json", "multipart/form-data; boundary=b", "text/plain", ""])
def test_another_media_type_is_refused_by_the_name_of_the_right_one(operator: Caller, media: str) -> None:
    refused = send(operator, READ, LINES, media)
    assert (refused.status_code, problem(refused)) == (415, "not-json")
    assert json.loads(refused.content)["errors"][0]["mend"] == "text/csv"


def test_an_empty_file_is_refused(operator: Caller) -> None:
    sent: Any = operator.client.generic(
        "POST", READ, headers=operator.headers(), CONTENT_TYPE="text/csv", CONTENT_LENGTH="0"
    )
    refused: HttpResponse = sent
    assert (refused.status_code, errors(refused)) == (422, [("body", "is empty")])


def test_a_file_that_came_in_part_is_refused(operator: Caller) -> None:
    said: Any = {"CONTENT_TYPE": "text/csv", "CONTENT_LENGTH": "20", "wsgi.input": BytesIO(LINES)}
    sent: Any = operator.client.generic("POST", READ, headers=operator.headers(), **said)
    assert (sent.status_code, problem(sent)) == (400, "invalid")
    assert errors(sent) == [("body", "9 bytes came, and 20 were announced")]


def test_nothing_of_a_file_stays_on_the_disk(
    operator: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert send(operator, READ, LINES).status_code == 200
    assert send(operator, f"{TAKE}?person=nobody", LINES).status_code == 422
    assert not list(tmp_path.iterdir())


def test_what_is_done_with_a_file_is_done_once_for_a_key(operator: Caller, network: UUID) -> None:
    first = send(operator, f"{TAKE}?person=max", LINES, Idempotency_Key="k1")
    assert (first.status_code, json.loads(first.content)["lines"]) == (200, 2)
    before = written(network)
    again = send(operator, f"{TAKE}?person=max", LINES, Idempotency_Key="k1")
    assert (again.headers["Idempotency-Replayed"], again.content) == ("true", first.content)
    other = send(operator, f"{TAKE}?person=max", LINES + b"max\n", Idempotency_Key="k1")
    assert problem(other) == "key-used"
    assert written(network) == before


def test_a_refusal_names_the_part_of_the_query_or_the_body_and_changes_nothing(
    operator: Caller, network: UUID
) -> None:
    before = written(network)
    refused = send(operator, f"{TAKE}?person=nobody", LINES)
    assert (problem(refused), errors(refused)) == ("refused", [("query.person", "is nobody")])
    refused = send(operator, f"{TAKE}?person=max", b"\n")
    assert errors(refused) == [("body", "has an empty line")]
    assert written(network) == before


def test_another_side_is_refused_before_a_byte_is_read(director: Caller, settings: Any) -> None:
    settings.SHEET_LIMIT = 1
    assert problem(send(director, f"{TAKE}?person=max", LINES)) == "wrong-hands"


def test_what_nobody_knows_of_or_stands_twice_is_refused(operator: Caller) -> None:
    assert problem(send(operator, f"{READ}?nothing=1", LINES)) == "invalid"
    assert problem(send(operator, f"{TAKE}?person=a&person=b", LINES)) == "invalid"
