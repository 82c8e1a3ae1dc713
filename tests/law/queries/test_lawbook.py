"""By which law a network works: never another than the adopted one without saying so, and never less than counsel stated."""

from __future__ import annotations

import zlib
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

import pytest

from openmso.authority.law import LawBook
from openmso.foundation.actor import Actor, system
from openmso.foundation.door import acting
from openmso.foundation.models import Network
from openmso.foundation.rules.sides import Post, Side
from openmso.law.actions import add_overlay, adopt_pack, withdraw_overlay
from openmso.law.facts import PackError
from openmso.law.facts.book import shipped
from openmso.law.facts.compiled import MAKE, packed
from openmso.law.models import Adoption, Overlay
from openmso.law.queries import pack
from openmso.law.queries.lawbook import UnreadableLawError, lawbook, pack_of, prospect

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 26)
TEXT = """\
jurisdiction: TX
np.authority:
  - value: full
    since: 2027-01-01
    note: "Opinion of counsel."
"""
BEGINS = date(2027, 1, 1).toordinal()


@pytest.fixture
def by() -> Actor:
    return Actor(uuid4(), Network.objects.create(slug="n", name="N").id, Post.COUNSEL, Side.AUDITOR)


def older() -> bytes:
    """The pack as it might have been a version ago: without a word on Texas."""
    whole = shipped()
    kept = [one for one in whole.book.statements if one.jurisdiction != "TX"]
    book = LawBook.of(
        kept,
        procedures=whole.book.procedures,
        parameters=whole.book.parameters,
        version="2026.10.0",
        digest="o" * 64,
    )
    return zlib.compress(packed(replace(whole, book=book)))


def adopted(network: UUID, **fields: Any) -> None:
    content = fields.get("content", older())
    told = {
        "version": "2026.10.0",
        "digest": "o" * 64,
        "since": DAY,
        "make": MAKE,
        "fingerprint": sha256(content).hexdigest(),
        "content": content,
        **fields,
    }
    with acting(system(network), why="long ago"):
        Adoption.objects.create(network_id=network, code="first", **told)


def test_without_an_adoption_the_installed_pack_is_used_and_that_is_said(by: Actor) -> None:
    found = lawbook(by)
    assert found.book is pack()
    assert found.adopted is None
    assert found.notes == (f"no law pack is adopted; the installed one ({pack().version}) is used",)


def test_of_an_adopted_pack_that_is_installed_nothing_is_to_be_said(by: Actor) -> None:
    adopt_pack(by=by, why="reviewed", digest=pack().digest, on=DAY)
    found = lawbook(by)
    assert found.book is pack()
    assert found.notes == ()
    assert found.adopted is not None
    assert found.adopted.since == DAY


def test_another_pack_that_is_installed_switches_nothing_and_is_said(by: Actor) -> None:
    adopted(by.network)
    found = lawbook(by)
    assert found.book.version == "2026.10.0"
    assert not [one for one in found.book.statements if one.jurisdiction == "TX"]
    (note,) = found.notes
    assert note.startswith("law pack 2026.10.0, adopted on 2026-11-26, is used; ")
    assert note.endswith(f"; {pack().version} is installed: see what it would change, and adopt it")
    assert lawbook(by).book is found.book  # unpacked once


def test_the_pack_that_is_kept_with_an_adoption_is_the_one_that_was_adopted(by: Actor) -> None:
    adopt_pack(by=by, why="reviewed", digest=pack().digest, on=DAY)
    with acting(by, why="reading"):
        row = Adoption.objects.get()
    content = bytes(row.content)
    assert sha256(content).hexdigest() == row.fingerprint
    assert zlib.decompress(content) == packed(shipped())


@pytest.mark.parametrize("fields", [{"make": MAKE + 1}, {"content": b"no pack"}, {"digest": "p" * 64}])
def test_a_kept_pack_that_this_version_cannot_read_is_not_used_and_that_is_said(
    by: Actor, fields: dict[str, Any]
) -> None:
    adopted(by.network, **fields)
    found = lawbook(by)
    assert found.book is pack()
    assert "cannot be read by this version; the installed" in found.notes[0]


def test_a_kept_pack_that_was_altered_answers_nothing(by: Actor) -> None:
    adopted(by.network, fingerprint="0" * 64)
    with pytest.raises(UnreadableLawError, match="not what was adopted"):
        lawbook(by)


def test_what_counsel_states_wins_is_signed_and_is_named(by: Actor) -> None:
    before = lawbook(by)
    id = add_overlay(by=by, why="opinion", text=TEXT, counsel="C. Bench", signed_on=DAY)
    found = lawbook(by)
    deciding = found.book.reading("TX", "np.authority", BEGINS).statement
    assert deciding is not None
    assert (deciding.value, deciding.overlay, deciding.signed) == ("full", True, "C. Bench, 2026-11-26")
    assert deciding.where == f"{id}:3"
    assert found.book.reading("TX", "np.authority", BEGINS - 1) == pack().reading(
        "TX", "np.authority", BEGINS - 1
    )
    assert [one.id for one in found.overlays] == [id]
    assert found.digest != before.digest == pack().digest
    assert found.book.digest == found.digest
    assert lawbook(by).book is found.book


def test_a_withdrawn_overlay_leaves_the_law_as_it_was(by: Actor) -> None:
    before = lawbook(by)
    id = add_overlay(by=by, why="opinion", text=TEXT, counsel="C. Bench", signed_on=DAY)
    withdraw_overlay(by=by, why="no more", id=id, on=DAY)
    assert lawbook(by) == before


def test_an_overlay_counts_in_its_own_network_only(by: Actor) -> None:
    add_overlay(by=by, why="opinion", text=TEXT, counsel="C. Bench", signed_on=DAY)
    other = system(Network.objects.create(slug="m", name="M").id)
    assert lawbook(other).book is pack()


def test_an_overlay_that_cannot_be_read_any_more_answers_nothing(by: Actor) -> None:
    with acting(system(by.network), why="under an older pack"):
        Overlay.objects.create(
            network_id=by.network, code="old", text=TEXT.replace("np.", "gone."), counsel="C.", signed_on=DAY
        )
    with pytest.raises(UnreadableLawError, match=r"old of C\. cannot be read under law pack"):
        lawbook(by)


def test_an_overlay_is_read_under_the_pack_that_the_network_works_by(by: Actor) -> None:
    adopted(by.network)
    add_overlay(by=by, why="opinion", text=TEXT, counsel="C. Bench", signed_on=DAY)
    found = lawbook(by)
    assert found.book.version == pack_of(by).book.version == "2026.10.0"
    assert [one.value for one in found.book.said("TX", "np.authority")] == ["full"]


def test_a_prospect_is_the_law_as_it_would_be_and_nothing_is_written(by: Actor) -> None:
    adopted(by.network)
    assert prospect(by, installed=True).book is pack()
    drafted = prospect(by, overlay=TEXT)
    assert drafted.book.reading("TX", "np.authority", BEGINS).value == "full"
    assert prospect(by, installed=True, overlay=TEXT).book.version == pack().version
    with pytest.raises(PackError):
        prospect(by, overlay="jurisdiction: TX\n")
    assert lawbook(by).book.said("TX", "np.authority") == ()
