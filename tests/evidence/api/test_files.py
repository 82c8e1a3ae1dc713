"""A document comes and goes as the bytes it is, up to the limit of the installation, with its name and the hash of what it is."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest
from django.http import HttpResponse

from openmso.evidence.models import Event
from openmso.evidence.queries import documents_of
from openmso.foundation.actor import system
from openmso.foundation.door import seeing
from openmso.foundation.rules.sides import Side
from tests.callers import problem
from tests.evidence.kept import PDF, as_owner, behind_the_triggers
from tests.foundation.company import Company
from tests.web.network import Program, network_of, program

pytestmark = pytest.mark.django_db

AT = "/api/v1/evidence"
KEEP = f"{AT}/keep-file?wall=shared&kind=protocol&title=Toxin&dated=2026-11-20"


def events(network: UUID) -> int:
    with seeing(system(network)):
        return Event.objects.count()


@pytest.fixture
def company() -> Company:
    return network_of()


@pytest.fixture
def olga(company: Company) -> Program:
    return used(program(company, "olga", Side.BUSINESS))


def used(by: Program) -> Program:
    """A program whose token has been used today: that is written down once a day."""
    assert by.ask("GET", f"{AT}/holds").status_code == 200
    return by


def told(answer: HttpResponse) -> Any:
    assert answer.status_code == 200, answer.content
    return json.loads(answer.content)


def errors(answer: HttpResponse) -> list[tuple[str, str]]:
    return [(one["where"], one["what"]) for one in json.loads(answer.content)["errors"]]


def test_bytes_come_back_as_they_were_kept_with_their_name_and_hash(olga: Program, company: Company) -> None:
    made = told(
        olga.send(f"{KEEP}&name=toxin.pdf&of=workforce_person&id=rosa-delgado", PDF, "application/pdf")
    )
    assert (made["sha256"], made["size"], made["media_type"]) == (
        sha256(PDF).hexdigest(),
        len(PDF),
        "application/pdf",
    )
    (kept,) = documents_of(company.system, "workforce_person", "rosa-delgado")
    assert kept.id == made["id"]
    back = olga.ask("GET", f"{AT}/content/{made['id']}")
    assert (back.content, back.headers["Content-Type"]) == (PDF, "application/octet-stream")
    assert back.headers["Content-Disposition"] == 'attachment; filename="toxin.pdf"'
    assert back.headers["ETag"] == f'"{sha256(PDF).hexdigest()}"'
    assert back.headers["X-Content-Type-Options"] == "nosniff"
    seen = olga.ask("GET", f"{AT}/content/{made['id']}", If_None_Match=back.headers["ETag"])
    assert (seen.status_code, seen.content, seen.headers["ETag"]) == (304, b"", back.headers["ETag"])


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("", "doc-"),
        ("%2Fetc%2Fpasswd", 'filename="_etc_passwd"'),
        ("protocolo%20t%C3%B3xico.pdf", "filename*=utf-8''protocolo%20t%C3%B3xico.pdf"),
        ("a%22b.pdf", 'filename="a\\"b.pdf"'),
    ],
    ids=["none", "a path", "not ascii", "a quotation mark"],
)
def test_a_name_comes_back_as_a_name_and_never_as_a_path(olga: Program, name: str, shown: str) -> None:
    made = told(olga.send(f"{KEEP}&name={name}" if name else KEEP, PDF))
    said = olga.ask("GET", f"{AT}/content/{made['id']}").headers["Content-Disposition"]
    assert said.startswith("attachment; ")
    assert shown in said


def test_what_is_announced_is_not_believed(olga: Program) -> None:
    made = told(olga.send(KEEP, b"<script>alert(1)</script>", "text/html"))
    assert made["media_type"] == "text/plain"
    back = olga.ask("GET", f"{AT}/content/{made['id']}")
    assert back.headers["Content-Type"] == "application/octet-stream"


def test_a_document_up_to_the_limit_is_kept_and_beyond_it_none(
    olga: Program, company: Company, settings: Any
) -> None:
    settings.DOCUMENT_LIMIT = 3_000_000
    assert settings.DATA_UPLOAD_MAX_MEMORY_SIZE < settings.DOCUMENT_LIMIT
    made = told(olga.send(KEEP, PDF.ljust(3_000_000)))
    assert len(olga.ask("GET", f"{AT}/content/{made['id']}").content) == 3_000_000
    before = events(company.network)
    refused = olga.send(KEEP, PDF.ljust(3_000_001))
    assert (refused.status_code, problem(refused)) == (413, "too-large")
    assert errors(refused) == [("body", "3,000,001 bytes are more than 3,000,000")]
    assert events(company.network) == before


def test_what_is_refused_is_named_and_nothing_is_kept(olga: Program, company: Company) -> None:
    before = events(company.network)
    assert errors(olga.send(KEEP, b"MZ\x90")) == [("body", "this is a program, not a document")]
    assert errors(olga.send(KEEP.replace("protocol", "novel"), PDF)) == [
        ("query.kind", '"novel" is not known')
    ]
    assert errors(olga.send(f"{KEEP}&of=workforce_person", PDF)) == [("query.id", "is missing")]
    assert errors(olga.send(f"{KEEP}&of=workforce_person&id=nobody", PDF)) == [
        ("query.of", 'there is no "nobody" in workforce_person')
    ]
    assert problem(olga.send(KEEP.replace("shared", "chart"), PDF)) == "wrong-hands"
    assert problem(olga.send(KEEP, PDF, "multipart/form-data; boundary=b")) == "not-json"
    assert events(company.network) == before


def test_the_next_version_takes_the_place_of_the_old_one_once(olga: Program, company: Company) -> None:
    old = told(olga.send(f"{KEEP}&of=workforce_person&id=rosa-delgado", PDF))
    at = f"{AT}/supersede-file?document={old['id']}&dated=2026-11-21"
    new = told(olga.send(at, PDF + b"4", Idempotency_Key="v2"))
    assert (new["supersedes"], new["title"]) == (old["id"], "Toxin")
    (kept,) = documents_of(company.system, "workforce_person", "rosa-delgado")
    assert kept.id == new["id"]
    before = events(company.network)
    assert told(olga.send(at, PDF + b"4", Idempotency_Key="v2")) == new
    assert errors(olga.send(at, PDF + b"5")) == [("query.document", f"{new['id']} has superseded it")]
    assert problem(olga.send(at.replace(old["id"], "nobody"), PDF)) == "not-there"
    assert events(company.network) == before


def test_who_only_reads_keeps_nothing(company: Company) -> None:
    carl = used(program(company, "carl", Side.AUDITOR))
    reader = used(program(company, "olga", Side.BUSINESS, "read"))
    before = events(company.network)
    assert problem(carl.send(KEEP, PDF)) == "wrong-hands"
    assert problem(reader.send(KEEP, PDF)) == "out-of-scope"
    assert events(company.network) == before


def test_bytes_that_were_altered_are_handed_to_nobody(olga: Program) -> None:
    made = told(olga.send(KEEP, PDF))
    as_owner("ALTER TABLE evidence_content DROP CONSTRAINT content_is_what_its_hash_says")
    behind_the_triggers("UPDATE evidence_content SET data = 'forged'")
    altered = olga.ask("GET", f"{AT}/content/{made['id']}")
    assert (altered.status_code, problem(altered)) == (500, "altered")
    assert "ETag" not in altered.headers


def test_behind_another_wall_there_is_no_document(company: Company, olga: Program) -> None:
    director = program(company, "director", Side.CLINICAL)
    made = told(director.send(KEEP.replace("shared", "chart"), PDF))
    for at in (f"{AT}/content/{made['id']}", f"{AT}/content/nobody"):
        assert problem(olga.ask("GET", at)) == "not-there"
    assert problem(olga.ask("GET", f"{AT}/content/{made['id']}", If_None_Match="*")) == "not-there"
