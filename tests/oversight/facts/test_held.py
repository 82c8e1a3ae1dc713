"""What is held of a network is never older than what was committed, and never a mixture."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from threading import Event, Thread
from typing import TypeVar
from uuid import UUID

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from openmso.authority.facts.people import Competency, Person, Screening
from openmso.authority.facts.people import License as HeldLicense
from openmso.foundation.actor import Actor, system
from openmso.foundation.door import acting, seeing
from openmso.foundation.models import Network
from openmso.netfile.actions.records import bring_in
from openmso.netfile.queries.network import Content
from openmso.oversight.facts import network_facts
from openmso.oversight.facts.held import SHELF, Shelf
from openmso.workforce import models
from tests.cast import ADA, BOTOX, CAST, LONG_AGO, ROSA
from tests.foundation.walls import undone
from tests.oversight.kept import as_listed, director, founded, operator, read_anew, renumbered

pytestmark = pytest.mark.django_db(transaction=True)

T = TypeVar("T")
ROSAS = f"license-{ROSA}"


@pytest.fixture
def by() -> Iterator[Actor]:
    SHELF.clear()
    yield operator(founded())
    SHELF.clear()


def said(asked: CaptureQueriesContext) -> list[str]:
    """The statements, but not the beginning and the end of a transaction."""
    return [one["sql"] for one in asked if one["sql"] not in ("BEGIN", "COMMIT")]


def number(by: Actor) -> str:
    return network_facts(by).need(HeldLicense, ROSAS).number


def test_as_long_as_nothing_changes_the_same_facts_are_given_to_every_side(by: Actor) -> None:
    first = network_facts(by)
    assert first.tables == CAST.tables
    assert network_facts(by) is first
    assert network_facts(director(by.network)) is first


def test_asking_again_takes_two_statements_however_large_the_network(by: Actor) -> None:
    network_facts(by)
    with CaptureQueriesContext(connection) as asked:
        network_facts(by)
    assert len(said(asked)) == 2  # who asks, and what is news


def test_after_a_change_only_its_record_is_read_and_every_other_table_is_shared(by: Actor) -> None:
    before = network_facts(by)
    before.by(HeldLicense, "person", ROSA)
    renumbered(by, ROSAS, "R-2")
    with CaptureQueriesContext(connection) as asked:
        after = network_facts(by)
    assert after.need(HeldLicense, ROSAS).number == "R-2"
    assert after.by(HeldLicense, "person", ROSA) == (after.need(HeldLicense, ROSAS),)
    assert before.need(HeldLicense, ROSAS).number == ""
    others = [kind for kind in before.tables if kind is not HeldLicense]
    assert all(after.tables[kind] is before.tables[kind] for kind in others)
    assert len(said(asked)) == 5  # who asks, news, news again behind the lock, the license, and no more news


def test_records_come_go_and_move_as_if_the_network_were_read_anew(by: Actor) -> None:
    network_facts(by).by(HeldLicense, "person", ROSA)
    with acting(by, why="a busy day"):
        rosa, ada = (models.Person.objects.get(code=code) for code in (ROSA, ADA))
        kept = models.License.objects.get(code=ROSAS)
        more = {
            "network_id": by.network,
            "role": "RN",
            "state": "NM",
            "status": "active",
            "multistate": False,
        }
        models.License.objects.create(code="new", position=3, person=rosa, valid=kept.valid, **more)
        models.License.objects.create(code="last", position=900, person=ada, valid=kept.valid, **more)
        models.License.objects.filter(code=f"license-{ADA}").update(position=77, number="A-1")
        models.License.objects.filter(code="license-nia").delete()
        models.Person.objects.filter(code="lea").update(name="Lea B.")
    found, fresh = network_facts(by), read_anew(by)
    assert as_listed(found) == as_listed(fresh)
    for person in (ROSA, ADA, "nia"):
        assert found.by(HeldLicense, "person", person) == fresh.by(HeldLicense, "person", person)


def test_the_last_record_of_a_kind_goes_with_its_table(by: Actor) -> None:
    with acting(by, why="one"):
        models.Screening.objects.create(
            network_id=by.network, code="s", subject=ROSA, source="LEIE", on=date(2026, 1, 1), result="clear"
        )
    assert network_facts(by).all(Screening)
    with acting(by, why="none"):
        models.Screening.objects.all().delete()
    assert network_facts(by).tables == CAST.tables


def test_a_change_of_many_records_reads_their_table(by: Actor) -> None:
    network_facts(by)
    clinic = system(by.network)
    many = [Competency(f"c{one}", ROSA, BOTOX, LONG_AGO) for one in range(600)]
    bring_in(by=clinic, why="a migration", given=Content(CAST.changed(*many)))
    assert as_listed(network_facts(by)) == as_listed(read_anew(by))
    assert len(network_facts(by).all(Competency)) == len(CAST.all(Competency)) + 600


def test_a_record_that_goes_by_another_code_takes_along_what_refers_to_it(by: Actor) -> None:
    network_facts(by)
    with acting(by, why="another code"):
        models.Person.objects.filter(code=ROSA).update(code="rosa-2")
    found = network_facts(by)
    assert found.tables == read_anew(by).tables
    assert found.need(HeldLicense, ROSAS).person == "rosa-2"
    assert found.get(Person, ROSA) is None


def test_name_and_settings_of_the_network_are_seen_at_once(by: Actor) -> None:
    network_facts(by)
    strict = replace(CAST, settings=replace(CAST.settings, insured_roles=frozenset({"RN"})), name="Lumen II")
    bring_in(by=system(by.network), why="counsel", given=Content(strict))
    found = network_facts(by)
    assert (found.name, found.settings) == ("Lumen II", strict.settings)


def test_what_was_rolled_back_is_never_given(by: Actor) -> None:
    with undone(), acting(by, why="trying"):
        renumbered(by, ROSAS, "R-2")
        assert number(by) == "R-2"
    assert number(by) == ""


def test_what_a_transaction_has_written_is_for_itself_alone_until_it_is_committed(by: Actor) -> None:
    other = Shelf()
    with acting(by, why="a renewal"):
        renumbered(by, ROSAS, "R-2")
        assert number(by) == "R-2"
        assert elsewhere(lambda: number_on(other, by)) == ""
        assert elsewhere(lambda: number(by)) == ""
        renumbered(by, ROSAS, "R-3")
        assert number(by) == "R-3"
    assert number(by) == "R-3"
    assert number_on(other, by) == "R-3"


def test_what_a_savepoint_took_back_is_gone(by: Actor) -> None:
    with acting(by, why="a renewal"):
        renumbered(by, ROSAS, "R-2")
        with undone():
            renumbered(by, ROSAS, "R-3")
            assert number(by) == "R-3"
        assert number(by) == "R-2"
    assert number(by) == "R-2"


def test_a_transaction_that_began_first_and_commits_last_is_seen(by: Actor) -> None:
    # The greatest number of an event or of a transaction would not tell: the earlier one comes later.
    network_facts(by)
    slow = Paused(by, ROSAS, "R-slow")
    slow.begin()
    renumbered(by, f"license-{ADA}", "A-fast")
    assert number(by) == ""
    assert network_facts(by).need(HeldLicense, f"license-{ADA}").number == "A-fast"
    slow.commit()
    assert number(by) == "R-slow"


def test_what_began_before_the_first_reading_is_seen_when_it_is_committed(by: Actor) -> None:
    slow = Paused(by, ROSAS, "R-slow")
    slow.begin()
    assert number(by) == ""
    slow.commit()
    assert number(by) == "R-slow"


def test_a_transaction_that_has_a_number_and_has_not_written_yet_leaves_nothing_behind(by: Actor) -> None:
    # Its own snapshot would count its later writes among those that were seen.
    network_facts(by)
    with acting(by, why="a renewal"):
        models.License.objects.select_for_update().get(code=ROSAS)
        elsewhere(lambda: renumbered(by, f"license-{ADA}", "A-2"))  # so that later numbers are over already
        assert elsewhere(lambda: number(by)) == ""
        assert number(by) == ""
        renumbered(by, ROSAS, "R-2")
    assert number(by) == "R-2"


def test_a_transaction_that_keeps_to_an_older_state_is_given_that_state(by: Actor) -> None:
    network_facts(by)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        assert number(by) == ""
        elsewhere(lambda: renumbered(by, ROSAS, "R-2"))
        assert elsewhere(lambda: number(by)) == "R-2"
        assert number(by) == ""
    assert number(by) == "R-2"


def test_networks_are_kept_apart(by: Actor) -> None:
    other = operator(founded(slug="other"))
    network_facts(other)
    renumbered(by, ROSAS, "R-2")
    assert number(by) == "R-2"
    assert number(other) == ""


def test_the_network_that_was_asked_for_longest_ago_is_let_go(by: Actor) -> None:
    shelf = Shelf(most=1)
    other = operator(Network.objects.create(slug="other", name="Other").id)
    first = shelf.of(by)
    assert shelf.of(by).judge is first.judge
    shelf.of(other)
    assert shelf.of(by).judge is not first.judge


def test_after_a_restart_or_a_restoration_everything_is_read_anew(by: Actor) -> None:
    shelf = Shelf()
    held = shelf.of(by)
    loaded = held.loaded
    before = replace(loaded.seen, era="another")
    shelf._held[by.network] = replace(held, loaded=replace(loaded, seen=before))
    assert shelf.of(by).judge is not held.judge
    again = shelf.of(by)
    assert shelf.of(by).judge is again.judge


def test_inside_another_block_of_the_same_actor_it_is_one_statement(by: Actor) -> None:
    network_facts(by)
    with seeing(by), CaptureQueriesContext(connection) as asked:
        network_facts(by)
    assert len(said(asked)) == 1


def number_on(shelf: Shelf, by: Actor) -> str:
    return shelf.of(by).loaded.facts.need(HeldLicense, ROSAS).number


def elsewhere(do: Callable[[], T]) -> T:
    """Do it in another thread, over a connection of its own."""
    found: list[T] = []

    def run() -> None:
        try:
            found.append(do())
        finally:
            connections.close_all()

    thread = Thread(target=run)
    thread.start()
    thread.join(timeout=30)
    return found[0]


class Paused:
    """A transaction of another connection that has written and waits."""

    def __init__(self, by: Actor, code: str, number: str) -> None:
        self._wrote, self._go = Event(), Event()
        self._thread = Thread(target=self._run, args=(by, code, number))

    def begin(self) -> None:
        self._thread.start()
        assert self._wrote.wait(30)

    def commit(self) -> None:
        self._go.set()
        self._thread.join(30)

    def _run(self, by: Actor, code: str, number: str) -> None:
        try:
            with acting(by, why="slowly"):
                renumbered(by, code, number)
                self._wrote.set()
                self._go.wait(30)
        finally:
            connections.close_all()


def test_the_network_of_an_unknown_id_is_refused(by: Actor) -> None:
    with pytest.raises(Network.DoesNotExist):
        network_facts(system(UUID(int=1)))
