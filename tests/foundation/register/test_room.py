"""The verbs as a room hands them out, for every kind of record there is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from openmso.authority.codes import ZONES
from openmso.authority.facts.oversight import Agreement
from openmso.authority.facts.people import Person
from openmso.authority.facts.structure import Site
from openmso.foundation.actor import system
from openmso.foundation.models import Network
from openmso.foundation.register import NotThereError, Room, tables
from tests.foundation.test_frozen import referred_to
from tests.netfile.networks import of

pytestmark = pytest.mark.django_db

ROOM = Room(tables())
KINDS = pytest.mark.parametrize("kind", list(tables()), ids=lambda kind: kind.__name__)


@KINDS
@settings(max_examples=8)
@given(data=st.data())
def test_whatever_a_network_file_can_hold_lives_through_the_four_verbs(
    kind: Any, data: st.DataObject
) -> None:
    """Entered, amended, ended and struck, by the system: for it no room judges."""
    first: Any = data.draw(of(kind))
    other = replace(data.draw(of(kind)), id=first.id)
    if isinstance(first, Agreement):  # nobody has one with themselves
        first, other = (replace(paper, physician="ada", person="ben") for paper in (first, other))
    if isinstance(first, Site):
        first, other = (replace(site, zone=ZONES[site.state][0]) for site in (first, other))
    with transaction.atomic():
        network = Network.objects.create(slug="drawn", name="Drawn").id
        referred_to(network)
        by = system(network)
        kept = ROOM.enter(by=by, why="drawn", record=first)
        assert ROOM.one(by, kind, first.id) == kept
        changed = ROOM.amend(by=by, why="drawn again", record=other, version=kept.version)
        assert ROOM.one(by, kind, first.id) == changed
        ROOM.strike(by=by, why="never", kind=kind, id=first.id, version=changed.version)
        with pytest.raises(NotThereError):
            ROOM.one(by, kind, first.id)
        transaction.set_rollback(True)


def test_a_room_without_a_past_says_so() -> None:
    by = system(Network.objects.create(slug="n", name="N").id)
    with pytest.raises(TypeError, match="no past to read"):
        ROOM.known(by, Person, datetime(2026, 1, 1, tzinfo=UTC))
