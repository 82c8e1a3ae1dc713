"""Standing of the records: the answers of the core, and while many people write the answer of a state that was committed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from threading import Lock, Thread
from time import monotonic, sleep
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from openmso.authority.answer import Act, Key, Outcome
from openmso.authority.board import board as board_of
from openmso.authority.contingency import contingency
from openmso.authority.decide import decide
from openmso.authority.facts import Facts
from openmso.authority.facts.bedside import Bedside
from openmso.authority.facts.people import Competency, License
from openmso.authority.facts.structure import Ownership
from openmso.authority.judge import Judge
from openmso.authority.outlook import outlook as outlook_of
from openmso.authority.whatif import whatif
from openmso.foundation.actor import Actor, system
from openmso.foundation.door import acting
from openmso.foundation.rules.sides import Post, Side
from openmso.law.actions import add_overlay, adopt_pack, withdraw_overlay
from openmso.law.facts import PackError
from openmso.law.queries import pack
from openmso.oversight.facts import network_facts
from openmso.oversight.facts.held import SHELF, Shelf
from openmso.oversight.queries.standing import (
    Asked,
    UnknownProcedureError,
    UnknownRecordError,
    ask,
    board,
    impact,
    outlook,
    reliance,
)
from openmso.structure import models as structure
from openmso.timeline.calendar import NaiveTimeError
from openmso.timeline.spans import Span
from openmso.workforce import models as workforce
from tests.cast import ADA, AUSTIN, BOTOX, CAST, DALLAS, ROSA, TODAY
from tests.foundation.walls import undone
from tests.oversight.kept import as_listed, founded, operator, read_anew, renumbered

pytestmark = pytest.mark.django_db(transaction=True)

NOON = datetime(2026, 3, 2, 18, tzinfo=UTC)
QUESTION = Asked(ROSA, BOTOX, AUSTIN, NOON)
WINDOW = Span(TODAY.toordinal(), TODAY.toordinal() + 90)


@pytest.fixture
def by() -> Iterator[Actor]:
    SHELF.clear()
    yield operator(founded())
    SHELF.clear()


def test_a_board_is_that_of_the_core(by: Actor) -> None:
    found = board(by, AUSTIN, TODAY)
    assert found.found == board_of(Judge(CAST, pack()), AUSTIN, WINDOW)
    assert {row.person for row in found.found.rows} >= {ROSA, ADA}
    assert found.law.book is pack()
    assert found.facts.tables == CAST.tables


def test_an_ask_is_decided_by_the_core_and_told_with_its_chain(by: Actor) -> None:
    told = Bedside(consent=True)
    found = ask(by, QUESTION, told).found
    assert found.decision == decide(Act(ROSA, BOTOX, AUSTIN, NOON, told), Judge(CAST, pack()))
    assert found.decision.outcome is not Outcome.STOP
    assert [hoop.link for hoop in found.hoops] == list(found.decision.chain)


def test_an_outlook_and_what_hangs_on_a_record_are_those_of_the_core(by: Actor) -> None:
    judge = Judge(CAST, pack())
    assert outlook(by, TODAY).found == outlook_of(judge, WINDOW)
    assert reliance(by, TODAY, ADA).found == contingency(judge, TODAY.toordinal(), [ADA])
    assert reliance(by, TODAY).found == contingency(judge, TODAY.toordinal())


def test_a_license_that_ends_is_felt_by_the_next_ask(by: Actor) -> None:
    assert ask(by, QUESTION).found.decision.outcome is Outcome.ALLOW_WITH_CONDITIONS
    with acting(by, why="the board revoked it"):
        one = workforce.License.objects.get(code=f"license-{ROSA}")
        one.status = "revoked"
        one.save()
    assert ask(by, QUESTION).found.decision.outcome is Outcome.STOP


def test_a_warm_ask_and_a_warm_board_take_two_statements(by: Actor) -> None:
    ask(by, QUESTION)
    board(by, AUSTIN, TODAY)
    for do in (lambda: ask(by, QUESTION), lambda: board(by, AUSTIN, TODAY), lambda: board(by, DALLAS, TODAY)):
        with CaptureQueriesContext(connection) as asked:
            do()
        assert len([one for one in asked if one["sql"] not in ("BEGIN", "COMMIT")]) == 2


@pytest.mark.parametrize(
    ("question", "refusal"),
    [
        (Asked("nobody", BOTOX, AUSTIN, NOON), UnknownRecordError),
        (Asked(ROSA, BOTOX, "nowhere", NOON), UnknownRecordError),
        (Asked(ROSA, "no_such_thing", AUSTIN, NOON), UnknownProcedureError),
        (Asked(ROSA, BOTOX, AUSTIN, NOON.replace(tzinfo=None)), NaiveTimeError),
    ],
)
def test_what_cannot_be_asked_is_refused(by: Actor, question: Asked, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        ask(by, question)


def test_the_board_of_an_unknown_site_is_refused(by: Actor) -> None:
    with pytest.raises(UnknownRecordError, match="no site 'nowhere'"):
        board(by, "nowhere", TODAY)


FREE = """\
jurisdiction: TX
delegation.rule:
  neuromodulator_injection:
    RN:
      - value: {leave: prohibited}
        since: unknown
        note: "Counsel reads the rule so."
"""


def counsel_of(by: Actor) -> Actor:
    return Actor(uuid4(), by.network, Post.COUNSEL, Side.AUDITOR)


def test_what_counsel_states_is_felt_by_the_next_ask_and_named_until_it_is_withdrawn(by: Actor) -> None:
    before = ask(by, QUESTION)
    assert before.found.decision.outcome is Outcome.ALLOW_WITH_CONDITIONS
    id = add_overlay(by=counsel_of(by), why="opinion", text=FREE, counsel="C. Bench", signed_on=TODAY)
    stopped = ask(by, QUESTION)
    assert stopped.found.decision.outcome is Outcome.STOP
    cites = [cite for link in stopped.found.decision.chain for cite in link.cites if cite.overlay]
    assert {(one.signed, one.where.partition(":")[0]) for one in cites} == {("C. Bench, 2026-03-02", id)}
    assert [one.id for one in stopped.law.overlays] == [id]
    assert board(by, AUSTIN, TODAY).found != board_of(Judge(CAST, pack()), AUSTIN, WINDOW)
    withdraw_overlay(by=counsel_of(by), why="no more", id=id, on=TODAY)
    after = ask(by, QUESTION)
    assert after.found == before.found
    assert after.law == before.law


def test_an_overlay_of_one_network_is_not_felt_in_another(by: Actor) -> None:
    other = operator(founded(slug="other"))
    add_overlay(by=counsel_of(by), why="opinion", text=FREE, counsel="C. Bench", signed_on=TODAY)
    assert ask(other, QUESTION).found.decision.outcome is Outcome.ALLOW_WITH_CONDITIONS


def test_an_answer_says_that_no_pack_is_adopted_and_nothing_once_it_is(by: Actor) -> None:
    assert "no law pack is adopted" in board(by, AUSTIN, TODAY).law.notes[0]
    compliance = Actor(uuid4(), by.network, Post.COMPLIANCE, Side.BUSINESS)
    adopt_pack(by=compliance, why="reviewed", digest=pack().digest, on=TODAY)
    assert board(by, AUSTIN, TODAY).law.notes == ()


def test_what_an_overlay_would_change_is_shown_and_changes_nothing(by: Actor) -> None:
    found = impact(by, TODAY, overlay=FREE).found
    (change,) = found.law
    assert (change.jurisdiction, change.parameter, change.kind) == ("TX", "delegation.rule", "changed")
    lost = {(one.key.person, one.key.procedure) for one in found.difference.changes}
    assert lost == {(ROSA, BOTOX)}
    assert {one.key.site for one in found.difference.changes} == {AUSTIN, DALLAS, "tele"}
    assert all(not one.after.standing.authorizes for one in found.difference.changes)
    assert ask(by, QUESTION).found.decision.outcome is Outcome.ALLOW_WITH_CONDITIONS


def test_what_is_looked_at_is_all_that_differs(by: Actor) -> None:
    found = impact(by, TODAY, overlay=FREE).found
    judges = Judge(CAST, pack()), Judge(CAST, found.after.book)
    assert found.difference.changes == whatif(*judges, Span(TODAY.toordinal(), TODAY.toordinal() + 365))


def test_law_of_another_state_changes_nothing_here_unless_it_binds_states_together(by: Actor) -> None:
    elsewhere = FREE.replace("TX", "OK")
    assert impact(by, TODAY, overlay=elsewhere).found.difference.changes == ()
    compact = 'jurisdiction: NM\ntelehealth.compacts:\n  - value: {}\n    since: unknown\n    note: "Left."\n'
    renumbered_to_nm(by)
    lost = {one.key.person for one in impact(by, TODAY, overlay=compact).found.difference.changes}
    assert lost == {ROSA}


def renumbered_to_nm(by: Actor) -> None:
    """Rosa practices in Texas by her compact license of New Mexico."""
    with acting(by, why="she moved"):
        workforce.License.objects.filter(code=f"license-{ROSA}").update(state="NM", multistate=True)


def test_the_installed_pack_changes_nothing_where_it_is_used_already(by: Actor) -> None:
    found = impact(by, TODAY, installed=True).found
    assert (found.law, found.difference.changes) == ((), ())


def test_an_overlay_that_cannot_be_read_has_no_impact(by: Actor) -> None:
    with pytest.raises(PackError):
        impact(by, TODAY, overlay="jurisdiction: TX\n")


WRITERS, READERS, SHELVES, CHANGES, ASKS = 4, 4, 2, 300, 100


@dataclass
class Ledger:
    """What the writers have done: how often each has committed, how far each has begun; and what went wrong."""

    committed: list[int] = field(default_factory=lambda: [0] * WRITERS)
    begun: list[int] = field(default_factory=lambda: [0] * WRITERS)
    asks: int = 0
    wrong: list[str] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)
    done: bool = False


PEOPLE = ("rosa", "lou", "nia", "pat")
"""One person a writer: nobody else writes this person's license and competency."""


def test_while_many_write_every_answer_is_that_of_a_committed_state_and_none_is_stale(by: Actor) -> None:
    """Four threads write, commit and roll back at random; four ask, over two shelves as two processes would have.

    Each writer gives the same number to records of two tables in one transaction, moves shares between two owners,
    and writes down which numbers of the others it has read. So an answer that mixes two states, or is older than
    what was committed before it was asked, shows.
    """
    halved(by)
    ledger, shelves = Ledger(), [Shelf() for _ in range(SHELVES)]
    writers = [
        Thread(target=guarded(ledger, write, system(by.network), ledger, one)) for one in range(WRITERS)
    ]
    readers = [
        Thread(target=guarded(ledger, read, by, ledger, shelves[one % SHELVES], one))
        for one in range(READERS)
    ]
    for thread in (*readers, *writers):
        thread.start()
    for thread in writers:
        thread.join(120)
    ledger.done = True
    for thread in readers:
        thread.join(60)
    assert not ledger.wrong, ledger.wrong[:3]
    assert sum(ledger.committed) > CHANGES // 2
    assert ledger.asks > ASKS
    for shelf in shelves:
        held = shelf.of(by)
        fresh = read_anew(by)
        assert as_listed(held.loaded.facts) == as_listed(fresh)
        assert board_of(held.judge, AUSTIN, WINDOW) == board_of(Judge(fresh, pack()), AUSTIN, WINDOW)


def halved(by: Actor) -> None:
    """Two owners share the practice."""
    with acting(by, why="two owners"):
        kept = structure.Ownership.objects.get()
        kept.percent = 50
        kept.save()
        kept.pk, kept.code, kept.owner = None, "ownership-ben", "ben"
        kept.save(force_insert=True)


def guarded(ledger: Ledger, do: Callable[..., None], *given: Any) -> Callable[[], None]:
    """What a thread runs: errors are kept, connections closed."""

    def run() -> None:
        try:
            do(*given)
        except BaseException as error:  # noqa: BLE001 - whatever goes wrong in a thread must fail the test
            ledger.wrong.append(repr(error))
        finally:
            connections.close_all()

    return run


def write(by: Actor, ledger: Ledger, writer: int) -> None:
    """Change this writer's records, some hundred times, and on until there were enough asks meanwhile."""
    rng, end = Random(writer), monotonic() + 90
    while ledger.begun[writer] < CHANGES // WRITERS or (ledger.asks <= ASKS and monotonic() < end):
        number = ledger.begun[writer] = ledger.begun[writer] + 1
        given_up = rng.random() < 0.3
        with undone() if given_up else nullcontext(), acting(by, why="a busy day"):
            write_once(by, writer, number, rng)
        if not given_up:
            ledger.committed[writer] = number


def write_once(by: Actor, writer: int, number: int, rng: Random) -> None:
    person = PEOPLE[writer]
    seen = ",".join(
        one.number.partition(" ")[0] or "0"
        for one in (workforce.License.objects.get(code=f"license-{name}") for name in PEOPLE)
    )
    workforce.License.objects.filter(code=f"license-{person}").update(number=f"{number} {seen}")
    sleep(rng.random() * 0.004)
    workforce.Competency.objects.filter(code=f"competency-{person}-{BOTOX}").update(training_hours=number)
    if rng.random() < 0.3:
        owners = structure.Ownership.objects.select_for_update().order_by("code")
        moved = rng.randrange(-5, 6)
        ada, ben = owners
        if 0 < ada.percent + moved < 100:
            structure.Ownership.objects.filter(pk=ada.pk).update(percent=ada.percent + moved)
            structure.Ownership.objects.filter(pk=ben.pk).update(percent=ben.percent - moved)
    if rng.random() < 0.2:
        extra = workforce.Certificate.objects.filter(code=f"extra-{writer}")
        if extra.exists():
            extra.delete()
        else:
            holder = workforce.Person.objects.get(code=person)
            valid = workforce.License.objects.get(code=f"license-{person}").valid
            workforce.Certificate.objects.create(
                network_id=by.network, code=f"extra-{writer}", person=holder, kind="laser_hair", valid=valid
            )


def read(by: Actor, ledger: Ledger, shelf: Shelf, reader: int) -> None:
    """Ask until the writers are done, and look at each answer."""
    rng = Random(100 + reader)
    end = monotonic() + 120
    while not ledger.done and monotonic() < end:
        before = tuple(ledger.committed)
        held = shelf.of(by)
        after = tuple(ledger.begun)
        looked_at(held.loaded.facts, before, after)
        if rng.random() < 0.2:
            key = Key(PEOPLE[rng.randrange(WRITERS)], BOTOX, AUSTIN)
            fresh = Judge(held.loaded.facts, pack())
            assert held.judge.verdict(key, TODAY.toordinal()) == fresh.verdict(key, TODAY.toordinal())
        with ledger.lock:
            ledger.asks += 1


def looked_at(facts: Facts, before: tuple[int, ...], after: tuple[int, ...]) -> None:
    """Raise where facts are stale, torn, or of a future that has not begun."""
    numbers: list[int] = []
    for writer, person in enumerate(PEOPLE):
        said = facts.need(License, f"license-{person}").number
        number = int(said.partition(" ")[0] or 0)
        hours = facts.need(Competency, f"competency-{person}-{BOTOX}").training_hours or 0
        assert number == hours, f"torn: license {number}, competency {hours}"
        assert before[writer] <= number <= after[writer], f"{before} {number} {after}: stale or of no state"
        numbers.append(number)
    for person in PEOPLE:
        seen = facts.need(License, f"license-{person}").number.partition(" ")[2]
        for there, then in zip(numbers, seen.split(",") if seen else ["0"] * WRITERS, strict=True):
            assert there >= int(then), "an effect without its cause"
    shares = [one.percent for one in facts.all(Ownership)]
    assert sum(shares) == 100, f"torn: {shares}"


def test_a_state_that_mixes_two_is_noticed() -> None:
    torn = CAST.changed(
        *(one for one in CAST.all(License) if one.id != "license-rosa"),
        License("license-rosa", ROSA, "RN", "TX", CAST.need(License, "license-rosa").span, "3 0,0,0,0"),
    )
    with pytest.raises(AssertionError, match="torn: license 3, competency 0"):
        looked_at(torn, (0,) * WRITERS, (9,) * WRITERS)
    with pytest.raises(AssertionError, match="stale"):
        looked_at(CAST, (1,) * WRITERS, (9,) * WRITERS)


def test_facts_given_with_an_answer_are_those_it_was_found_by(by: Actor) -> None:
    first = ask(by, QUESTION)
    renumbered(by, f"license-{ROSA}", "R-2")
    second = ask(by, QUESTION)
    assert first.facts is not second.facts
    assert second.facts is network_facts(by)
