"""Altered bytes are never handed out, and verifying finds whatever was done to documents behind the product's back."""

from __future__ import annotations

import pytest

from openmso.evidence.actions import seal
from openmso.evidence.queries import AlteredError, content, signatures_of, verify
from openmso.foundation.actor import system
from tests.evidence.kept import a_document, as_owner, behind_the_triggers, network, operator, signed

pytestmark = pytest.mark.django_db

ANY_BYTES = "ALTER TABLE evidence_content DROP CONSTRAINT content_is_what_its_hash_says"


def test_altered_bytes_are_not_handed_out_and_found_out() -> None:
    by = operator(network())
    kept = a_document(by)
    assert signed(by, kept.id).matches is True
    as_owner("SET CONSTRAINTS ALL IMMEDIATE")
    as_owner(ANY_BYTES)
    behind_the_triggers("UPDATE evidence_content SET data = 'other'")
    with pytest.raises(AlteredError):
        content(by, kept.id)
    with pytest.raises(AlteredError):
        signed(by, kept.id)
    assert signatures_of(by, kept.id)[0].matches is False
    found = verify(system(by.network))
    assert [(one.table, one.id, one.what) for one in found.astray] == [
        ("bytes", kept.sha256, "the bytes are not what they were")
    ]


def test_bytes_and_hash_altered_together_are_found_out() -> None:
    by = operator(network())
    kept = a_document(by)
    as_owner("SET CONSTRAINTS ALL IMMEDIATE")
    behind_the_triggers("UPDATE evidence_content SET data = 'other', code = encode(sha256('other'), 'hex')")
    with pytest.raises(AlteredError):
        content(by, kept.id)
    assert {one.what for one in verify(system(by.network)).astray} == {
        "is not what was written last",
        "the bytes are gone, and were not removed in time",
    }


TAMPERINGS = [
    ("UPDATE {} SET position = position + 1", "is not what was written last"),
    ("UPDATE {} SET code = 'other'", "is not what was written last"),
    ("UPDATE {} SET id = uuidv7()", "is gone, and nothing tells of it"),
    ("DELETE FROM {}", "is gone, and nothing tells of it"),
    (
        "INSERT INTO {0} SELECT (jsonb_populate_record(t, jsonb_build_object('id', uuidv7(), 'code', 'ghost', 'step_up_id', uuidv7()))).* FROM {0} t",
        "is there, and nothing tells how it came",
    ),
]


@pytest.mark.parametrize(("sql", "what"), TAMPERINGS)
@pytest.mark.parametrize("table", ["evidence_document", "evidence_attachment", "evidence_signature"])
def test_tampering_behind_the_triggers_is_found_each_time(table: str, sql: str, what: str) -> None:
    by = operator(network())
    kept = a_document(by)
    signed(by, kept.id)
    seal(by=system(by.network), why="nightly")
    assert verify(system(by.network)).holds
    as_owner("SET CONSTRAINTS ALL IMMEDIATE")
    behind_the_triggers(sql.format(table))
    found = verify(system(by.network))
    assert what in {one.what for one in found.astray if one.table == table}


def test_the_events_of_documents_are_sealed_like_all_others() -> None:
    by = operator(network())
    a_document(by)
    seal(by=system(by.network), why="nightly")
    as_owner(
        """UPDATE evidence_event SET after = after || '{"title": "Another"}' WHERE "table" = 'evidence_document'"""
    )
    found = verify(system(by.network))
    assert found.broken == (1, "an event is not what it was when it was sealed")
    assert [one.table for one in found.astray] == ["evidence_document"]
