"""Keeping documents: once by their bytes, behind their wall, never changed, and refused in words."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from openmso.evidence.actions import attach, supersede
from openmso.evidence.models import Attachment, Content, Document, Event
from openmso.evidence.queries import content, document, documents_of
from openmso.foundation.actor import Actor, system
from openmso.foundation.door import WrongHandsError, acting, seeing
from openmso.foundation.register import NotThereError, RefusedError
from tests.evidence.kept import DAY, PDF, a_document, as_owner, counsel, director, network, operator

pytestmark = pytest.mark.django_db


def counted(by: Actor) -> tuple[int, int, int]:
    with seeing(system(by.network)):
        return Document.objects.count(), Content.objects.count(), Attachment.objects.count()


def test_a_document_is_kept_with_what_its_bytes_are_and_belongs_to_its_record() -> None:
    by = operator(network())
    kept = a_document(by, name="toxin.exe")
    assert (kept.sha256, kept.size, kept.media_type) == (sha256(PDF).hexdigest(), len(PDF), "application/pdf")
    assert (kept.dated, kept.wall, kept.kind, kept.name) == (DAY, "shared", "protocol", "toxin.exe")
    assert document(by, kept.id) == kept
    assert content(by, kept.id) == PDF
    assert documents_of(by, "workforce_person", "rosa") == (kept,)
    assert documents_of(by, "workforce_person", "nina") == ()


def test_the_same_bytes_are_kept_once_for_each_wall_of_each_network() -> None:
    own, other = network("own"), network("other")
    for by in (operator(own), operator(other)):
        a_document(by), a_document(by, title="The same again")
        assert counted(by) == (2, 1, 2)
    a_document(director(own), wall="chart")
    assert counted(system(own)) == (3, 2, 3)
    assert counted(system(other)) == (2, 1, 2)


def test_bytes_stay_out_of_the_history_and_their_hash_is_in_it() -> None:
    by = operator(network())
    kept = a_document(by)
    with seeing(by):
        event = Event.objects.get(table="evidence_content")
    assert event.after is not None
    assert "data" not in event.after
    assert event.after["code"] == kept.sha256


def test_the_next_version_stands_behind_the_same_wall_and_belongs_to_the_same_records() -> None:
    by = operator(network())
    first = a_document(by, wall="business")
    second = supersede(by=by, why="fourth edition", document=first.id, data=PDF + b"4", dated=DAY)
    assert (second.supersedes, second.wall, second.kind, second.title) == (
        first.id,
        "business",
        "protocol",
        "Toxin",
    )
    assert document(by, first.id).superseded_by == second.id
    assert documents_of(by, "workforce_person", "rosa") == (second,)
    assert {one.id for one in documents_of(by, "workforce_person", "rosa", with_old=True)} == {
        first.id,
        second.id,
    }
    assert content(by, first.id) == PDF


def test_a_version_is_superseded_once() -> None:
    by = operator(network())
    first = a_document(by)
    second = supersede(by=by, why="new", document=first.id, data=b"2", dated=DAY)
    before = counted(by)
    with pytest.raises(RefusedError, match=f"{second.id} has superseded it"):
        supersede(by=by, why="new", document=first.id, data=b"3", dated=DAY)
    assert counted(by) == before
    with pytest.raises(IntegrityError, match="superseded_once"), acting(by, why="past the action"):
        Document.objects.create(
            network_id=by.network, code="x", wall="shared", kind="protocol", title="X", dated=DAY,
            sha256="0" * 64, size=1, media_type="text/plain", supersedes=Document.objects.get(code=first.id),
        )  # fmt: skip


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"data": b""}, "the file is empty"),
    ({"data": b"MZ" + bytes(5)}, "this is a program"),
    ({"data": b"12345678901"}, "11 bytes are more than 10"),
    ({"title": "  "}, "a title has 1 to 300 characters"),
    ({"kind": "poem"}, '"poem" is not known'),
    ({"wall": "glass"}, '"glass" is no wall'),
    ({"of": [("workforce_person", "nobody")]}, 'there is no "nobody" in workforce_person'),
    ({"of": [("foundation_user", "rosa")]}, 'there is no "rosa" in foundation_user'),
]


@pytest.mark.parametrize(("change", "what"), REFUSED)
def test_what_cannot_be_kept_is_refused_and_leaves_nothing(
    change: dict[str, Any], what: str, settings: Any
) -> None:
    by = operator(network())
    settings.DOCUMENT_LIMIT = 10
    with pytest.raises(RefusedError, match=what):
        a_document(by, **{"data": b"1234567890", **change})
    assert counted(by) == (0, 0, 0)


WRITES: list[tuple[Callable[..., Actor], set[str]]] = [
    (operator, {"shared", "business", "office"}),
    (director, {"shared", "clinical", "chart"}),
    (counsel, set()),
]


@pytest.mark.parametrize(("who", "may"), WRITES)
@pytest.mark.parametrize("wall", ["shared", "business", "office", "clinical", "chart"])
def test_a_side_keeps_documents_behind_its_own_walls_only(
    who: Callable[..., Actor], may: set[str], wall: str
) -> None:
    by = who(network())
    if wall in may:
        assert a_document(by, wall=wall).wall == wall
    else:
        with pytest.raises(WrongHandsError):
            a_document(by, wall=wall)
        assert counted(by) == (0, 0, 0)


def test_a_chart_is_not_there_for_the_business_nor_is_anything_that_hangs_on_it() -> None:
    here = network()
    by, business = director(here), operator(here)
    kept = a_document(by, wall="chart", kind="chart")
    for reading in (document, content):
        with pytest.raises(NotThereError):
            reading(business, kept.id)
    assert documents_of(business, "workforce_person", "rosa") == ()
    for change in (
        lambda: attach(by=business, why="x", document=kept.id, of="workforce_person", id="rosa"),
        lambda: supersede(by=business, why="x", document=kept.id, data=b"x", dated=DAY),
    ):
        with pytest.raises(NotThereError):
            change()
    with seeing(business), connection.cursor() as cursor:
        for table in ("evidence_document", "evidence_content", "evidence_attachment"):
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - our tables
            assert cursor.fetchone() == (0,), table
        cursor.execute("SELECT count(*) FROM evidence_event WHERE \"table\" LIKE 'evidence%%'")
        assert cursor.fetchone() == (0,)


def test_a_document_of_another_network_is_not_there() -> None:
    kept = a_document(operator(network("own")))
    with pytest.raises(NotThereError):
        document(operator(network("other")), kept.id)


def test_attaching_twice_is_harmless_and_to_nobody_is_refused() -> None:
    by = operator(network())
    kept = a_document(by, of=())
    for _ in range(2):
        attach(by=by, why="hers", document=kept.id, of="workforce_person", id="rosa")
    assert counted(by)[2] == 1
    with pytest.raises(RefusedError, match='there is no "nina"'):
        attach(by=by, why="hers", document=kept.id, of="workforce_person", id="nina")


@pytest.mark.parametrize("table", ["evidence_document", "evidence_attachment"])
def test_nobody_changes_or_removes_a_document_not_even_the_owner(table: str) -> None:
    by = operator(network())
    a_document(by)
    for statement in (f"UPDATE {table} SET position = 7", f"DELETE FROM {table}"):  # noqa: S608 - our tables
        with pytest.raises(IntegrityError, match="is never changed"), transaction.atomic():
            as_owner(statement)
        with pytest.raises(ProgrammingError, match="permission denied"), acting(by, why="tampering"):
            as_owner(statement)


def test_the_database_takes_no_bytes_that_are_not_what_their_hash_says() -> None:
    by = operator(network())
    with pytest.raises(IntegrityError, match="content_is_what_its_hash_says"), acting(by, why="x"):
        Content.objects.create(network_id=by.network, wall="shared", code="0" * 64, data=PDF)
