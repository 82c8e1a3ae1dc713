"""A small API of three kinds of record, at `/api/`."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path
from ninja import Router

from openmso.authority.facts.oversight import Delegation
from openmso.authority.facts.people import Competency, License, Person
from openmso.authority.facts.structure import Msa, Organization
from openmso.evidence import facts as past
from openmso.foundation.actor import Actor
from openmso.foundation.api.files import OnFile, Taking, act_on_file, consult_file
from openmso.foundation.api.interface import Interface
from openmso.foundation.api.records import offer
from openmso.foundation.register import RefusedError, Room, tables
from openmso.foundation.rules.sides import Side
from tests.callers import Known

ROOM: Any = Room(tables(), past=past)
router = Router(tags=["workforce"], by_alias=True)
offer(
    router,
    "workforce",
    {
        "people": Person,
        "licenses": License,
        "competencies": Competency,
        "organizations": Organization,
        "management-agreements": Msa,
        "delegations": Delegation,
    },
    queries=ROOM,
    actions=ROOM,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a file."""

    lines: tuple[Line, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class KeptLines:
    """How many lines were kept."""

    lines: int


def count_lines(by: Actor, file: Path, but: tuple[str, ...] = ()) -> Lines:
    """Read the lines of a file, but for some."""
    data = file.read_bytes()
    lines = [Line(number, text) for number, text in enumerate(data.decode().splitlines(), 1)]
    return Lines(tuple(one for one in lines if one.text not in but), sha256(data).hexdigest())


def keep_lines(*, by: Actor, why: str, file: Path, person: str) -> KeptLines:
    """Enter a person for a file of lines."""
    if person == "nobody":
        raise RefusedError.at("person", "is nobody", "name somebody")
    ROOM.enter(by=by, why=why, record=Person(person, "Max Moor"))
    lines = file.read_text().splitlines()
    if not all(lines):
        raise RefusedError.at("file", "has an empty line", "take it out")
    return KeptLines(len(lines))


SHEET = Taking("SHEET_LIMIT", {"text/csv": "ada\n"})
consult_file(
    router, OnFile("workforce", count_lines, SHEET, tuple(Side)), rows=(Line, lambda found: found.lines)
)
act_on_file(router, OnFile("workforce", keep_lines, SHEET, (Side.BUSINESS,)))


@router.get("/broken")
def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("Rosa Reyes, born 1990-01-01")


api = Interface(title="A test", version="1", auth=Known(), urls_namespace="test-api")
api.add_router("/workforce", router)
urlpatterns = [path("api/", api.urls)]
