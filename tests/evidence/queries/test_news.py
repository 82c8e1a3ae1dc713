"""What is news since a state was seen, whoever wrote it and in whichever order it was committed."""

from __future__ import annotations

import pytest
from django.db import connection

from openmso.evidence.queries import Seen, news
from openmso.evidence.queries.news import NAMED
from openmso.foundation.actor import Actor, system
from openmso.foundation.door import acting
from openmso.foundation.models import Network
from openmso.workforce.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Actor:
    return system(Network.objects.create(slug="n", name="N").id)


def write(by: Actor, *names: str) -> None:
    with acting(by, why="hiring"):
        for name in names:
            Person.objects.create(network_id=by.network, code=name.lower(), name=name)


def as_owner(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


PEOPLE = ("workforce_person",)


def test_news_names_what_was_written_since_a_state_was_seen(by: Actor) -> None:
    write(by, "Ada")
    then = news(by, PEOPLE).now
    found = news(by, PEOPLE, then, own=False)
    assert (found.codes, found.renamed, found.sure) == ({}, False, True)
    assert found.writes  # the transaction of the test itself


def test_what_the_transaction_itself_has_written_is_always_news_unless_it_is_not_wanted(by: Actor) -> None:
    then = news(by, PEOPLE).now
    write(by, "Ada", "Rosa")
    assert news(by, PEOPLE, then).codes == {"workforce_person": frozenset({"ada", "rosa"})}
    assert news(by, ("workforce_license",), then).codes == {}
    assert news(by, PEOPLE, then, own=False).codes == {}


def test_another_code_is_told_and_another_name_is_not_taken_for_one(by: Actor) -> None:
    write(by, "Ada")
    then = news(by, PEOPLE).now
    with acting(by, why="another name"):
        Person.objects.filter(code="ada").update(name="Ada B.")
    assert not news(by, PEOPLE, then).renamed
    with acting(by, why="another code"):
        Person.objects.filter(code="ada").update(code="ada-b")
    assert news(by, PEOPLE, then).renamed


def test_records_that_are_too_many_to_name_are_not_named(by: Actor) -> None:
    then = news(by, PEOPLE).now
    write(by, *(f"P{one}" for one in range(NAMED + 1)))
    assert news(by, PEOPLE, then).codes == {"workforce_person": None}


def test_of_another_network_nothing_is_news(by: Actor) -> None:
    then = news(by, PEOPLE).now
    write(system(Network.objects.create(slug="m", name="M").id), "Ada")
    assert news(by, PEOPLE, then).codes == {}


def test_numbers_of_a_server_that_a_history_was_restored_from_are_passed_over(by: Actor) -> None:
    write(by, "Ada")
    as_owner("UPDATE evidence_event SET transaction = '4000000000'::xid8")
    then = news(by, PEOPLE).now
    assert news(by, PEOPLE, then).codes == {}
    write(by, "Rosa")
    assert news(by, PEOPLE, then).codes == {"workforce_person": frozenset({"rosa"})}


def test_a_history_that_was_replaced_begins_another_era(by: Actor) -> None:
    then = news(by, PEOPLE).now
    assert news(by, PEOPLE).now.era == then.era
    as_owner("SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE evidence_event CASCADE")
    assert news(by, PEOPLE).now.era != then.era


def seen(snapshot: str, era: str = "2026") -> Seen:
    return Seen(snapshot, era)


@pytest.mark.parametrize(
    ("one", "other", "beyond"),
    [
        ("10:10:", "10:10:", False),
        ("10:11:", "10:10:", True),  # 10 is over
        ("10:10:", "10:11:", False),
        ("10:12:10", "10:12:10", False),
        ("10:12:10", "12:12:", False),
        ("12:12:", "10:12:10", True),
        ("10:12:11", "10:12:10", True),  # neither holds all of the other
        ("10:11:", "10:13:10,12", True),
        ("11:11:", "11:13:11,12", False),  # 11 and 12 began later, and are not over
    ],
)
def test_a_state_is_beyond_another_if_it_holds_what_that_does_not(one: str, other: str, beyond: bool) -> None:
    assert seen(one).beyond(seen(other)) is beyond


def test_states_of_two_eras_cannot_be_compared() -> None:
    assert not seen("20:20:", "2025").beyond(seen("10:10:"))
