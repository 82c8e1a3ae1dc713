"""Sealing while others write never leaves an event that no seal can hold, nor a chain that does not."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import OperationalError, connection, connections

from openmso.evidence.actions import seal, seal_all, sealing
from openmso.evidence.models import Seal, trail
from openmso.evidence.queries import verify
from openmso.foundation.actor import Actor, system
from openmso.foundation.door import WrongHandsError, acting, seeing
from openmso.foundation.models import Network
from openmso.foundation.rules.sides import Post, Side
from openmso.workforce.models import Person

ROUNDS = 25


def hire(by: Actor, code: str) -> None:
    with acting(by, why="hiring"):
        Person.objects.create(network_id=by.network, code=code, name=code)


def hire_in_pairs_and_seal(by: Actor, code: str) -> None:
    """Two events, with a seal by the same transaction between them: the hardest neighbor there is."""
    with acting(by, why="hiring"):
        Person.objects.create(network_id=by.network, code=f"{code}-a", name=code)
        seal(by=by, why="between")
        Person.objects.create(network_id=by.network, code=f"{code}-b", name=code)


def session(start: Barrier, work: Callable[[int], object]) -> int:
    """Work in a connection of its own; how often the database made it give way to another (a deadlock)."""
    gave_way = 0
    try:
        start.wait()
        for number in range(ROUNDS):
            try:
                work(number)
            except OperationalError as error:
                if "deadlock" not in str(error):
                    raise
                gave_way += 1
    finally:
        connections.close_all()
    return gave_way


@pytest.mark.django_db(transaction=True)
def test_two_who_write_and_two_who_seal_at_once_leave_a_chain_that_holds() -> None:
    own, other = (system(Network.objects.create(slug=slug, name=slug).id) for slug in ("own", "other"))
    start = Barrier(5)
    jobs: list[Callable[[int], object]] = [
        lambda number: hire(own, f"w{number}"),
        lambda number: hire(other, f"x{number}"),
        lambda number: hire_in_pairs_and_seal(own, f"p{number}"),
        lambda number: seal(by=own, why="nightly"),
        lambda number: seal(by=other, why="nightly"),
    ]
    with ThreadPoolExecutor(len(jobs)) as pool:
        gave_way = sum(pool.map(lambda work: session(start, work), jobs))
    for by in (own, other):
        seal(by=by, why="at the end")
        found = verify(by)
        assert found.holds, found
        assert found.unsealed == 0
    with seeing(own):
        people, seals = Person.objects.count(), list(Seal.objects.order_by("number"))
    assert people >= 3 * ROUNDS - 2 * gave_way
    assert len(seals) > 1
    # Nothing is sealed twice and nothing is left out: every event lies in exactly one seal.
    assert sum(one.events for one in seals) == people + 1  # and the founding of the network
    assert [one.first_event for one in seals[1:]] == [one.last_event + 1 for one in seals[:-1]]


@pytest.mark.django_db(transaction=True)
def test_who_seals_waits_for_who_is_writing() -> None:
    """An event that is written but not committed has a number already: a seal must not pass it by."""
    by = system(Network.objects.create(slug="n", name="N").id)
    seal(by=by, why="before")
    with ThreadPoolExecutor(1) as pool:
        with acting(by, why="slowly"):
            Person.objects.create(network_id=by.network, code="ada", name="Ada")
            sealing = pool.submit(session_of_one_seal, by)
            with pytest.raises(TimeoutError):
                sealing.result(timeout=0.5)
        assert sealing.result(timeout=10) == 1
    assert verify(by).holds


def session_of_one_seal(by: Actor) -> int:
    try:
        return seal(by=by, why="meanwhile")
    finally:
        connections.close_all()


@pytest.mark.django_db
def test_many_events_are_sealed_by_several_seals_without_a_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    by = system(Network.objects.create(slug="n", name="N").id)
    few = trail.SEAL.replace(f"LIMIT {trail.MOST_SEALED}", "LIMIT 3")
    monkeypatch.setattr(sealing, "MOST_SEALED", 3)
    with connection.cursor() as cursor:
        cursor.execute(few)
    for number in range(6):
        hire(by, f"p{number}")
    assert seal_all(by, "nightly") == 7
    with seeing(by):
        seals = list(Seal.objects.order_by("number").values_list("events", "first_event", "last_event"))
    assert [events for events, _, _ in seals] == [3, 3, 1]
    assert verify(by).holds
    assert seal_all(by, "nightly") == 0


@pytest.mark.django_db
@pytest.mark.parametrize("post", [Post.OPERATOR, Post.MEDICAL_DIRECTOR, Post.AUDITOR])
def test_only_the_system_seals(post: Post) -> None:
    network = Network.objects.create(slug="n", name="N").id
    side = {Post.OPERATOR: Side.BUSINESS, Post.MEDICAL_DIRECTOR: Side.CLINICAL, Post.AUDITOR: Side.AUDITOR}[
        post
    ]
    with pytest.raises(WrongHandsError):
        seal(by=Actor(user=None, network=network, post=post, side=side), why="mine")


@pytest.mark.django_db
def test_a_seal_does_not_depend_on_the_time_zone_of_who_computes_it() -> None:
    by = system(Network.objects.create(slug="n", name="N").id)
    hire(by, "ada")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL timezone = 'Asia/Kolkata'")
        seal(by=by, why="far away")
        cursor.execute("SET LOCAL timezone = 'America/Denver'")
        with seeing(by):
            cursor.execute(
                "SELECT s.digest = again.digest FROM evidence_seal s, "
                "LATERAL openmso_digest(NULL, s.number, s.at, 0, s.last_event) again"
            )
            assert cursor.fetchall() == [(True,)]
