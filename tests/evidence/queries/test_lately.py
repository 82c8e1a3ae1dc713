"""What was done lately: one doing a transaction, newest first, with who did it, and nothing that a side may not read."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from openmso.authority.facts.people import Person
from openmso.evidence.queries import lately
from openmso.foundation.door import acting
from openmso.foundation.register import enter, strike
from openmso.foundation.rules.sides import Side
from tests.foundation.company import Company, company


def people(made: Company, why: str, *ids: str) -> None:
    with acting(made.system, why=why):
        for id in ids:
            enter(by=made.system, why=why, record=Person(id, id.title()))


def test_the_newest_doing_comes_first_with_its_reason_and_records(db: None) -> None:
    made = company()
    people(made, "the first of them", "rosa")
    people(made, "two more, at once", "lou", "nia")
    newest, older = lately(made.actor("olga", Side.BUSINESS))[:2]
    assert (newest.why, newest.count, newest.who, newest.side) == ("two more, at once", 2, "", "system")
    assert [(one.kind, one.id, one.verb) for one in newest.written] == [
        (Person, "nia", "insert"),
        (Person, "lou", "insert"),
    ]
    assert (older.why, older.count) == ("the first of them", 1)


def test_of_many_records_a_few_are_named_and_all_are_counted(db: None) -> None:
    made = company()
    people(made, "many", *(f"p{number}" for number in range(7)))
    (found,) = lately(made.actor("olga", Side.BUSINESS), most=1)
    assert (found.count, len(found.written)) == (7, 3)


def test_what_was_struck_is_told(db: None) -> None:
    made = company()
    people(made, "by mistake", "rosa")
    strike(by=made.system, why="it was a mistake", kind=Person, id="rosa", version=None)
    assert lately(made.actor("carl", Side.AUDITOR))[0].written[0].verb == "delete"


def test_nothing_is_told_of_later_moments_or_of_other_networks(db: None) -> None:
    made, other = company(), company("other")
    people(made, "now", "rosa")
    olga = made.actor("olga", Side.BUSINESS)
    assert lately(olga, before=timezone.now() - timedelta(minutes=1)) == ()
    assert lately(other.actor("olga", Side.BUSINESS)) == ()
