"""A network goes into the database and comes out the same, and a second time changes nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from threading import Event as Flag

import pytest
from django.db import IntegrityError, connections, transaction
from hypothesis import Phase, assume, given, settings

from openmso.authority.facts import Facts, Record
from openmso.authority.facts.bedside import Bedside
from openmso.authority.facts.oversight import Agreement
from openmso.authority.facts.people import License, Person
from openmso.authority.facts.structure import Organization, Ownership, Site
from openmso.evidence.models import Event
from openmso.foundation.actor import Actor, system
from openmso.foundation.door import NoReasonError, WrongHandsError, acting, seeing
from openmso.foundation.frozen import UnknownReferenceError
from openmso.foundation.models import Network
from openmso.foundation.register import RefusedError, enter
from openmso.foundation.rules.sides import Post, Side
from openmso.netfile.actions import written
from openmso.netfile.actions.records import ChangedMeanwhileError, bring_in
from openmso.netfile.queries import read
from openmso.netfile.queries.network import Content, Difference, compare, content_of, facts_of
from tests.netfile.networks import BEDSIDES, networks

pytestmark = pytest.mark.django_db

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*/network.yaml"))
NOTHING = Difference()


@pytest.fixture
def by() -> Actor:
    return system(Network.objects.create(slug="n", name="N").id)


def facts_in(path: Path) -> Facts:
    facts = read(path).facts
    assert facts is not None
    return facts


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_an_example_network_comes_out_as_it_went_in(path: Path, by: Actor) -> None:
    facts = facts_in(path)
    bring_in(by=by, why="first", given=Content(facts))
    there = facts_of(by)
    assert there.tables == facts.tables
    assert (there.settings, there.name) == (facts.settings, facts.name)


def test_bringing_the_same_in_twice_changes_nothing_and_leaves_no_event(by: Actor) -> None:
    facts = facts_in(EXAMPLES[0])
    bring_in(by=by, why="first", given=Content(facts))
    with seeing(by):
        before = Event.objects.count()
    assert bring_in(by=by, why="again", given=Content(facts)) == NOTHING
    with seeing(by):
        assert Event.objects.count() == before


def test_whoever_waits_is_told_how_many_records_are_written(by: Actor) -> None:
    facts = facts_in(EXAMPLES[0])
    heard: list[int] = []
    bring_in(by=by, why="first", given=Content(facts), told=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == sum(len(table) for table in facts.tables.values())


def test_only_what_differs_is_written(by: Actor) -> None:
    facts = facts_in(EXAMPLES[0])
    bring_in(by=by, why="first", given=Content(facts))
    one = facts.all(License)[0]
    leaver = facts.all(License)[-1]
    revised = facts.changed(replace(one, number="CHANGED")).without(leaver.id)
    assert compare(Content(facts), Content(revised)) == Difference((), (one.id,), (leaver.id,))
    assert bring_in(by=by, why="renewal", given=Content(revised)) == Difference((), (one.id,), (leaver.id,))
    assert facts_of(by).get(License, one.id) == replace(one, number="CHANGED")
    assert facts_of(by).get(License, leaver.id) is None


def test_a_reference_that_leads_nowhere_changes_nothing(by: Actor) -> None:
    facts = facts_in(EXAMPLES[0])
    bring_in(by=by, why="first", given=Content(facts))
    lost = replace(facts.all(License)[0], id="lost", person="nobody")
    with pytest.raises(UnknownReferenceError, match="lost: person 'nobody' is not in the network"):
        bring_in(by=by, why="mistake", given=Content(facts.changed(lost, Person("new", "New"))))
    assert compare(content_of(by), Content(facts)) == NOTHING


def test_the_database_refuses_the_same_license_twice_on_a_day(by: Actor) -> None:
    facts = facts_in(EXAMPLES[0])
    twin = replace(facts.all(License)[0], id="twin")
    with pytest.raises(IntegrityError, match="license_twice"):
        bring_in(by=by, why="mistake", given=Content(facts.changed(twin)))


def test_only_the_system_brings_a_network_in_and_never_without_a_reason(by: Actor) -> None:
    owner = Actor(user=None, network=by.network, post=Post.MSO_OWNER, side=Side.BUSINESS)
    facts = Facts.of([Organization("o", "O", "mso", "LLC", "TX")], name="N")
    with pytest.raises(WrongHandsError, match="bring in is not for the business side"):
        bring_in(by=owner, why="mine", given=Content(facts))
    with pytest.raises(NoReasonError, match="say why"):
        bring_in(by=by, why=" ", given=Content(facts))
    assert not facts_of(by).tables.get(Organization)


def twice(facts: Facts) -> bool:
    """Whether the network says something that the tables refuse and a file may say."""
    papers = facts.all(Agreement)
    licenses = [(one.person, one.role, one.state, one.number) for one in facts.all(License)]
    interests = [(one.organization, one.owner) for one in facts.all(Ownership)]
    return (
        any(one.physician == one.person for one in papers)
        or len(set(licenses)) < len(licenses)
        or len(set(interests)) < len(interests)
    )


@settings(
    max_examples=20, phases=[Phase.explicit, Phase.reuse, Phase.generate]
)  # shrinking would take minutes
@given(first=networks(), second=networks(), bedside=BEDSIDES)
def test_any_network_goes_in_over_any_other_and_comes_out_without_loss(
    first: Facts, second: Facts, bedside: dict[str, Bedside]
) -> None:
    assume(not twice(first) and not twice(second))
    with transaction.atomic():
        by = system(Network.objects.create(slug="drawn", name="Drawn").id)
        for given_now in (Content(first, bedside), Content(second), Content(first, bedside)):
            bring_in(by=by, why="drawn", given=given_now)
            there = content_of(by)
            assert (there.facts, there.bedside) == (given_now.facts, given_now.bedside)
            assert written(there.facts, bedside=there.bedside)  # raises if it would not read back as the same
            assert not bring_in(by=by, why="again", given=given_now)
        transaction.set_rollback(True)


def test_a_difference_that_is_not_what_was_shown_is_not_applied(by: Actor) -> None:
    given = Content(facts_in(EXAMPLES[0]))
    shown = compare(content_of(by), given)
    bring_in(by=by, why="first", given=given, shown=shown)
    with pytest.raises(ChangedMeanwhileError, match="look at the difference again"):
        bring_in(by=by, why="second", given=given, shown=shown)


def test_a_practice_gives_way_to_another_that_takes_over_its_site(by: Actor) -> None:
    old, new = (Organization(id, id.title(), "practice", "PLLC", "TX") for id in ("old", "new"))
    site = Site("site", "Site", "old", "TX", "America/Chicago")
    bring_in(by=by, why="first", given=Content(Facts.of([old, site], name="N")))
    after = Facts.of([new, replace(site, practice="new")], name="N")
    assert bring_in(by=by, why="sale", given=Content(after)) == Difference(("new",), ("site",), ("old",))
    assert facts_of(by) == after


def test_two_owners_swap_their_shares(by: Actor) -> None:
    practice = Organization("p", "P", "practice", "PLLC", "TX")
    ada, ben = (Ownership(f"own-{id}", "p", id, Decimal(50)) for id in ("ada", "ben"))
    people: list[Record] = [Person("ada", "Ada"), Person("ben", "Ben"), practice]
    bring_in(by=by, why="first", given=Content(Facts.of([*people, ada, ben], name="N")))
    after = Facts.of([*people, replace(ada, owner="ben"), replace(ben, owner="ada")], name="N")
    assert bring_in(by=by, why="swap", given=Content(after)).changed == ("own-ada", "own-ben")
    assert facts_of(by) == after


@pytest.mark.django_db(transaction=True)
def test_who_enters_a_record_while_the_network_is_replaced_waits_and_then_sees_what_is_left() -> None:
    """Else a share could be left to somebody whom the network no longer has: owners are held by their id."""
    by = system(Network.objects.create(slug="n", name="N").id)
    left = (Person("ada", "Ada"), Organization("lumen", "Lumen", "practice", "PLLC", "TX"))
    bring_in(by=by, why="first", given=Content(Facts.of([*left, Person("zoe", "Zoe")], name="N")))
    holds, goes_on = Flag(), Flag()

    def replace_all() -> None:
        try:
            with acting(by, why="second"):
                bring_in(by=by, why="second", given=Content(Facts.of(left, name="N")))
                holds.set()
                goes_on.wait(10)
        finally:
            connections.close_all()

    def sell() -> str:
        try:
            enter(by=by, why="sells", record=Ownership("o", "lumen", "zoe", Decimal(10)))
        except RefusedError as told:
            return told.what
        finally:
            connections.close_all()
        return "sold"

    with ThreadPoolExecutor(2) as pool:
        whole = pool.submit(replace_all)
        assert holds.wait(10)
        one = pool.submit(sell)
        with pytest.raises(TimeoutError):
            one.result(timeout=0.3)
        goes_on.set()
        whole.result(10)
        assert one.result(10) == 'there is no person or organization "zoe"'
