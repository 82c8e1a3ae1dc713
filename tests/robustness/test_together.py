"""Many people at once, each in a session of their own: the second of two editors is told, and what may never be twice is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import OperationalError, connections

from openmso.authority.facts.people import License, Person
from openmso.evidence.actions import seal
from openmso.evidence.models import Event
from openmso.evidence.queries import verify
from openmso.foundation.actor import Actor, system
from openmso.foundation.door import seeing
from openmso.foundation.models import Network
from openmso.foundation.register import RefusedError, StaleError
from openmso.foundation.rules.sides import Post, Side
from openmso.timeline.spans import Span
from openmso.workforce.actions import amend, enter, strike
from openmso.workforce.models import License as LicenseRow
from openmso.workforce.queries import one

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS = 50
SESSIONS = 10  # at a time; PostgreSQL lets a hundred in, and other tests use some


@pytest.fixture
def network() -> Network:
    """A network with one person."""
    made = Network.objects.create(slug="own", name="Own")
    enter(by=system(made.id), why="a person", record=Person("ada", "Ada"))
    return made


def editor(network: Network) -> Actor:
    """Somebody of the business."""
    return Actor(user=None, network=network.id, post=Post.HR, side=Side.BUSINESS)


def at_once(many: int, work: Callable[[int], object]) -> Counter[str]:
    """Do a piece of work so many times, some at the same moment; how often it was done, and what refused it else."""
    start = Barrier(min(many, SESSIONS))

    def session(number: int) -> str:
        try:
            if number < SESSIONS:
                start.wait()
            work(number)
        except (RefusedError, StaleError) as refused:
            return type(refused).__name__
        except OperationalError as gave_way:
            if "deadlock" not in str(gave_way):
                raise
            return "gave way"
        else:
            return "done"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(SESSIONS) as pool:
        return Counter(pool.map(session, range(many)))


def test_of_two_who_edit_the_same_record_the_second_is_told_and_sees_what_is_there(network: Network) -> None:
    first, second = editor(network), editor(network)
    seen = one(first, Person, "ada").version
    assert one(second, Person, "ada").version == seen
    amend(by=first, why="married", record=Person("ada", "Ada Ahn"), version=seen)
    with pytest.raises(StaleError, match="was changed meanwhile") as told:
        amend(by=second, why="a number", record=Person("ada", "Ada", "1234567893"), version=seen)
    assert told.value.now.record == Person("ada", "Ada Ahn")
    with pytest.raises(StaleError):
        strike(by=second, why="gone", kind=Person, id="ada", version=seen)
    assert one(second, Person, "ada").record == Person("ada", "Ada Ahn")


def test_of_fifty_who_edit_what_they_saw_one_is_first_and_all_others_are_told(network: Network) -> None:
    by = editor(network)
    seen = one(by, Person, "ada").version
    came = at_once(
        WRITERS,
        lambda number: amend(by=by, why=f"{number}", record=Person("ada", f"Ada {number}"), version=seen),
    )
    assert came == {"done": 1, "StaleError": WRITERS - 1}
    with seeing(system(network.id)):
        assert Event.objects.filter(code="ada", verb="update").count() == 1


def test_of_fifty_who_enter_the_same_license_one_does_and_nobody_holds_it_twice(network: Network) -> None:
    """Under ids of their own, so that only the days are in the way."""
    by = editor(network)
    span = Span.of(date(2026, 1, 1), date(2028, 1, 1))
    came = at_once(
        WRITERS,
        lambda number: enter(
            by=by, why=f"{number}", record=License(f"ada/license/{number}", "ada", "RN", "TX", span)
        ),
    )
    assert came["done"] == 1
    assert came.total() == WRITERS
    with seeing(by):
        assert LicenseRow.objects.count() == 1


def test_fifty_who_write_each_their_own_all_do_and_the_chain_holds(network: Network) -> None:
    by = editor(network)
    came = at_once(
        WRITERS, lambda number: enter(by=by, why=f"{number}", record=Person(f"p{number}", f"Person {number}"))
    )
    assert came == {"done": WRITERS}
    seal(by=system(network.id), why="after all")
    found = verify(system(network.id))
    assert found.holds
    assert (found.unsealed, found.events) == (0, WRITERS + 2)  # the founding, and Ada
