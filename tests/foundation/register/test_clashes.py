"""What the database holds back is said in words: a legal hold, a reference from a table that is no record's, a rule."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import IntegrityError

from openmso.authority.facts.people import License, Person
from openmso.evidence.actions import place_hold
from openmso.foundation.actor import system
from openmso.foundation.register import RefusedError, one, strike
from openmso.foundation.register.clashes import clash
from tests.cast import ADA
from tests.kept import events, network_of_the_cast, operator

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> UUID:
    return network_of_the_cast()


def test_what_a_legal_hold_covers_is_not_struck_and_the_hold_is_named(network: UUID) -> None:
    place_hold(
        by=system(network),
        why="subpoena",
        matter="Doe v. Lumen",
        records=[("workforce_license", "license-ada")],
    )
    before = len(events(network))
    with pytest.raises(RefusedError, match=r"legal hold .* covers license-ada"):
        strike(by=operator(network), why="typo", kind=License, id="license-ada")
    assert len(events(network)) == before
    assert one(operator(network), License, "license-ada").record.person == ADA


def test_what_nobody_foresaw_is_still_said() -> None:
    (fault,) = clash(Person("zoe", "Zoe"), IntegrityError("what is this"))
    assert fault.what == "the database refuses it: a rule of the database"
