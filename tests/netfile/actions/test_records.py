"""A network goes into the database and comes out the same, and a second time changes nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from django.db import IntegrityError

from openmso.authority.facts import Facts
from openmso.authority.facts.people import License, Person
from openmso.authority.facts.structure import Organization
from openmso.evidence.models import Event
from openmso.foundation.actor import Actor, system
from openmso.foundation.door import NoReasonError, WrongHandsError, seeing
from openmso.foundation.frozen import UnknownReferenceError
from openmso.foundation.models import Network
from openmso.foundation.rules.sides import Post, Side
from openmso.netfile.actions.records import bring_in
from openmso.netfile.queries import read
from openmso.netfile.queries.network import Difference, compare, facts_of

pytestmark = pytest.mark.django_db

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*/network.yaml"))
NOTHING = Difference((), (), ())


@pytest.fixture
def by() -> Actor:
    return system(Network.objects.create(slug="n", name="N").id)


def facts_in(path: Path) -> Facts:
    facts = read(path).facts
    assert facts is not None
    return facts


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_an_example_network_comes_out_as_it_went_in(path: Path, by: Actor) -> None:
    given = facts_in(path)
    bring_in(by=by, why="first", given=given)
    there = facts_of(by)
    assert there.tables == given.tables
    assert (there.settings, there.name) == (given.settings, given.name)


def test_bringing_the_same_in_twice_changes_nothing_and_leaves_no_event(by: Actor) -> None:
    given = facts_in(EXAMPLES[0])
    bring_in(by=by, why="first", given=given)
    with seeing(by):
        before = Event.objects.count()
    assert bring_in(by=by, why="again", given=given) == NOTHING
    with seeing(by):
        assert Event.objects.count() == before


def test_only_what_differs_is_written(by: Actor) -> None:
    given = facts_in(EXAMPLES[0])
    bring_in(by=by, why="first", given=given)
    one = given.all(License)[0]
    leaver = given.all(License)[-1]
    revised = given.changed(replace(one, number="CHANGED")).without(leaver.id)
    assert compare(given, revised) == Difference((), (one.id,), (leaver.id,))
    assert bring_in(by=by, why="renewal", given=revised) == Difference((), (one.id,), (leaver.id,))
    assert facts_of(by).get(License, one.id) == replace(one, number="CHANGED")
    assert facts_of(by).get(License, leaver.id) is None


def test_a_reference_that_leads_nowhere_changes_nothing(by: Actor) -> None:
    given = facts_in(EXAMPLES[0])
    bring_in(by=by, why="first", given=given)
    lost = replace(given.all(License)[0], id="lost", person="nobody")
    with pytest.raises(UnknownReferenceError, match="lost: person 'nobody' is not in the network"):
        bring_in(by=by, why="mistake", given=given.changed(lost, Person("new", "New")))
    assert compare(facts_of(by), given) == NOTHING


def test_the_database_refuses_the_same_license_twice_on_a_day(by: Actor) -> None:
    given = facts_in(EXAMPLES[0])
    twin = replace(given.all(License)[0], id="twin")
    with pytest.raises(IntegrityError, match="license_twice"):
        bring_in(by=by, why="mistake", given=given.changed(twin))


def test_only_the_system_brings_a_network_in_and_never_without_a_reason(by: Actor) -> None:
    owner = Actor(user=None, network=by.network, post=Post.MSO_OWNER, side=Side.BUSINESS)
    given = Facts.of([Organization("o", "O", "mso", "LLC", "TX")], name="N")
    with pytest.raises(WrongHandsError, match="bring in is not for the business side"):
        bring_in(by=owner, why="mine", given=given)
    with pytest.raises(NoReasonError, match="say why"):
        bring_in(by=by, why=" ", given=given)
    assert not facts_of(by).tables.get(Organization)
