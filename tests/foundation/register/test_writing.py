"""Four verbs for every kind of record: done with an event that says why, or refused with nothing changed."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal
from threading import Event as Flag
from typing import Any
from uuid import UUID

import pytest
from django.db import connections
from pytest_django import DjangoAssertNumQueries

from openmso.authority.facts.oversight import Activity, Delegation
from openmso.authority.facts.people import Engagement, License, Person
from openmso.authority.facts.structure import Organization, Ownership, Registration, Service, Site
from openmso.foundation.actor import system
from openmso.foundation.door import NoReasonError, OutOfScopeError, WrongHandsError, acting
from openmso.foundation.models import Network
from openmso.foundation.register import (
    NotThereError,
    RefusedError,
    StaleError,
    amend,
    end,
    enter,
    one,
    strike,
)
from openmso.timeline.spans import Span
from tests.cast import ADA, AUSTIN, BOTOX, DALLAS, LUMEN, MSO, NM, ROSA, TX, altered, licensed
from tests.kept import auditor, clinician, events, network_of_the_cast, operator

pytestmark = pytest.mark.django_db

IN_NM: Any = licensed(ADA, id="license-ada-nm", state=NM, number="NM1")


@pytest.fixture
def network() -> UUID:
    return network_of_the_cast()


def refused(network: UUID, act: Callable[[], object]) -> RefusedError:
    """Why it was refused; and nothing happened."""
    before = len(events(network))
    with pytest.raises(RefusedError) as told:
        act()
    assert len(events(network)) == before
    return told.value


def test_a_new_record_is_there_and_its_event_says_who_and_why(network: UUID) -> None:
    kept = enter(by=operator(network), why="opens in Santa Fe", record=IN_NM)
    assert one(operator(network), License, IN_NM.id) == kept
    (event,) = events(network, IN_NM.id)
    assert (event.verb, event.side, event.post, event.why) == (
        "insert",
        "business",
        "operator",
        "opens in Santa Fe",
    )


def test_without_a_reason_nothing_is_entered(network: UUID) -> None:
    with pytest.raises(NoReasonError):
        enter(by=operator(network), why=" ", record=IN_NM)
    assert not events(network, IN_NM.id)


def test_the_business_writes_nothing_that_medicine_decides(network: UUID) -> None:
    paper = altered(Delegation, "delegation-rosa", id="another")
    with pytest.raises(WrongHandsError, match="to write delegations is not for the business side"):
        enter(by=operator(network), why="more revenue", record=paper)
    with pytest.raises(WrongHandsError):
        strike(by=operator(network), why="trouble", kind=Delegation, id="delegation-rosa")
    assert not events(network, "another")
    assert len(events(network, "delegation-rosa")) == 1


def test_an_auditor_writes_nothing_at_all(network: UUID) -> None:
    with pytest.raises(WrongHandsError):
        enter(by=auditor(network), why="tidying up", record=IN_NM)


def test_an_id_is_taken_once_in_the_whole_network(network: UUID) -> None:
    told = refused(network, lambda: enter(by=operator(network), why="typo", record=Person(AUSTIN, "Austin")))
    assert (told.field, told.what) == ("id", '"austin" is taken by a site')


def test_the_same_id_in_another_network_is_another_record(network: UUID) -> None:
    other = Network.objects.create(slug="other", name="Other").id
    enter(by=operator(other), why="hired", record=Person(ADA, "Ada Other"))
    assert one(operator(network), Person, ADA).record.name == "Ada"


def test_a_record_of_another_network_is_not_there(network: UUID) -> None:
    other = Network.objects.create(slug="other", name="Other").id
    told = refused(other, lambda: enter(by=operator(other), why="hired", record=IN_NM))
    assert told.what == 'there is no person "ada"'
    with pytest.raises(NotThereError):
        strike(by=operator(other), why="gone", kind=Site, id=AUSTIN)
    with pytest.raises(NotThereError):
        amend(by=operator(other), why="gone", record=altered(Site, AUSTIN, name="Mine"))


@pytest.mark.parametrize(
    ("record", "field", "what", "mend"),
    [
        (replace(IN_NM, person="adda"), "person", 'there is no person "adda"', 'did you mean "ada"?'),
        (replace(IN_NM, person=LUMEN), "person", '"lumen-medical" is a organization', "the id of a person"),
        (replace(IN_NM, role="MDD"), "role", '"MDD" does not fit', 'did you mean "MD"?'),
        (replace(IN_NM, state="Texas"), "state", '"Texas" does not fit', "the two letters of a state"),
        (replace(IN_NM, status="actve"), "status", '"actve" does not fit', 'did you mean "active"?'),
        (replace(IN_NM, multistate="yes"), "multistate", "a str does not fit", "true or false"),
        (
            Engagement("e", ROSA, LUMEN, "RN", sites=frozenset({AUSTIN, "dalas"})),
            "sites",
            'there is no site "dalas"',
            'did you mean "dallas"?',
        ),
        (Engagement("e", ROSA, LUMEN, "RN", sites=frozenset()), "sites", "is empty", "the id of a site"),
        (
            Service("s", AUSTIN, "B", frozenset({"botox"})),
            "procedures",
            '"botox" does not fit',
            "a procedure",
        ),
        (
            Registration("r", "nowhere", "laser"),
            "holder",
            "there is no site or organization or person",
            "enter",
        ),
        (Ownership("o", LUMEN, MSO, Decimal(101)), "percent", "101 does not fit", "from 0 to 100"),
    ],
)
def test_what_does_not_fit_is_refused_with_field_fault_and_remedy(
    network: UUID, record: Any, field: str, what: str, mend: str
) -> None:
    told = refused(network, lambda: enter(by=operator(network), why="trying", record=record))
    assert told.field == field
    assert what in told.what
    assert mend in told.mend


def test_all_faults_are_told_at_once(network: UUID) -> None:
    bad = replace(IN_NM, person="x", role="Y", state="Z")
    told = refused(network, lambda: enter(by=operator(network), why="trying", record=bad))
    assert [one.field for one in told.faults] == ["role", "state"]


def test_what_the_days_exclude_is_told_with_the_record_in_the_way_and_its_days(network: UUID) -> None:
    again = licensed(ADA, id="again", span=Span.of(date(2020, 1, 1), date(2030, 1, 1)))
    told = refused(network, lambda: enter(by=operator(network), why="typo", record=again))
    assert (
        told.what == "license-ada holds the same person, role, state, number from 2020-01-01 until 2030-01-01"
    )


def test_amending_leaves_before_and_after_in_the_history(network: UUID) -> None:
    there = one(operator(network), Person, ROSA)
    kept = amend(by=operator(network), why="married", record=Person(ROSA, "Rosa Ruiz"), version=there.version)
    assert kept == one(operator(network), Person, ROSA)
    assert kept.version != there.version
    event = events(network, ROSA)[-1]
    assert event.before
    assert event.after
    assert (event.verb, event.why) == ("update", "married")
    assert (event.before["name"], event.after["name"]) == ("Rosa", "Rosa Ruiz")


def test_amending_to_the_same_leaves_no_event(network: UUID) -> None:
    amend(by=operator(network), why="nothing", record=Person(ROSA, "Rosa"))
    assert len(events(network, ROSA)) == 1


def test_the_second_of_two_editors_is_told_and_shown_what_is_there(network: UUID) -> None:
    seen = one(operator(network), Person, ROSA).version
    first = amend(by=operator(network), why="married", record=Person(ROSA, "Rosa Ruiz"), version=seen)
    with pytest.raises(StaleError) as told:
        amend(by=operator(network), why="spelling", record=Person(ROSA, "Róza"), version=seen)
    assert told.value.now == first
    for act in (
        lambda: end(
            by=operator(network), why="x", kind=Site, id=AUSTIN, on=date(2026, 5, 1), version="0" * 32
        ),
        lambda: strike(by=operator(network), why="x", kind=Site, id=AUSTIN, version="0" * 32),
    ):
        with pytest.raises(StaleError):
            act()
    assert len(events(network, AUSTIN)) == 1


def test_ending_sets_the_first_day_on_which_it_no_longer_holds(network: UUID) -> None:
    kept = end(by=operator(network), why="lease is up", kind=Site, id=DALLAS, on=date(2026, 6, 1))
    assert kept.record.span == Span.of(date(2024, 1, 1), date(2026, 6, 1))
    assert one(operator(network), Site, DALLAS) == kept


@pytest.mark.parametrize("on", [date(2023, 12, 31), date(2024, 1, 1)])
def test_nothing_ends_before_it_held_for_a_day(network: UUID, on: date) -> None:
    told = refused(network, lambda: end(by=operator(network), why="typo", kind=Site, id=DALLAS, on=on))
    assert told.what == f"{on} is not after its first day, 2024-01-01"


def test_ending_never_prolongs(network: UUID) -> None:
    end(by=operator(network), why="lease is up", kind=Site, id=DALLAS, on=date(2026, 6, 1))
    told = refused(
        network,
        lambda: end(by=operator(network), why="longer", kind=Site, id=DALLAS, on=date(2027, 6, 1)),
    )
    assert told.what == "it ends already on 2026-06-01"


def test_what_has_no_days_does_not_end(network: UUID) -> None:
    told = refused(
        network, lambda: end(by=operator(network), why="left", kind=Person, id=ROSA, on=date(2026, 6, 1))
    )
    assert told.what == "a person holds on no span of days"


def test_what_was_never_true_is_struck_and_its_history_stays(network: UUID) -> None:
    enter(by=operator(network), why="typo", record=IN_NM)
    strike(by=operator(network), why="it was another Ada", kind=License, id=IN_NM.id)
    with pytest.raises(NotThereError):
        one(operator(network), License, IN_NM.id)
    assert [(one.verb, one.why) for one in events(network, IN_NM.id)] == [
        ("insert", "typo"),
        ("delete", "it was another Ada"),
    ]


@pytest.mark.parametrize(
    ("kind", "id", "by_what"),
    [
        (Organization, LUMEN, "site austin"),  # by key
        (Site, AUSTIN, "engagement engagement-ada"),  # within an array
        (Site, AUSTIN, "registration registration-austin"),  # by code
        (Person, ADA, "protocol protocol"),  # within signatures
        (Person, ADA, "ownership ownership-ada"),
    ],
)
def test_what_is_referred_to_is_not_struck_and_by_what_is_said(
    network: UUID, kind: Any, id: str, by_what: str
) -> None:
    told = refused(network, lambda: strike(by=operator(network), why="x", kind=kind, id=id))
    assert by_what in told.what


def test_medicine_records_what_it_did(network: UUID) -> None:
    done = Activity("a1", "chart_review", ADA, date(2026, 3, 1), person=ROSA, reviewed=5, population=50)
    assert enter(by=clinician(network), why="monthly", record=done).record == done


def test_a_failed_write_inside_a_larger_act_leaves_the_act_whole(network: UUID) -> None:
    by = operator(network)
    with acting(by, why="two things"):
        enter(by=by, why="first", record=IN_NM)
        with pytest.raises(RefusedError):
            enter(by=by, why="second", record=replace(IN_NM, id="again"))
    assert one(by, License, IN_NM.id).record == IN_NM


BY_THE_DOOR = 4
"""What the door itself says inside a wider transaction: a savepoint, who acts, nobody any more, the release."""


def test_writing_takes_a_handful_of_statements_however_large_the_network(
    network: UUID, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    by = operator(network)
    with django_assert_num_queries(BY_THE_DOOR + 5):  # locks, look-up, savepoint, insert, release
        enter(by=by, why="new", record=IN_NM)
    with django_assert_num_queries(BY_THE_DOOR + 6):  # the row, and as above
        amend(by=by, why="number", record=replace(IN_NM, number="NM2"))
    with django_assert_num_queries(BY_THE_DOOR + 6):
        end(by=by, why="lapsed", kind=License, id=IN_NM.id, on=date(2027, 1, 1))
    with django_assert_num_queries(BY_THE_DOOR + 6):  # locks, row, savepoint, delete, constraints, release
        strike(by=by, why="never", kind=License, id=IN_NM.id)
    enter(by=by, why="hired", record=Person("zoe", "Zoe"))
    with django_assert_num_queries(BY_THE_DOOR + 7):  # and who refers to a person, in whatever tables
        strike(by=by, why="never came", kind=Person, id="zoe")


@pytest.mark.django_db(transaction=True)
def test_of_two_editors_at_the_same_moment_one_waits_and_is_told() -> None:
    network = network_of_the_cast()
    seen = one(operator(network), Person, ROSA).version
    holds, goes_on = Flag(), Flag()

    def first() -> None:
        try:
            with acting(operator(network), why="slow"):
                amend(by=operator(network), why="slow", record=Person(ROSA, "First"), version=seen)
                holds.set()
                goes_on.wait(10)
        finally:
            connections.close_all()

    def second() -> str:
        try:
            amend(by=operator(network), why="fast", record=Person(ROSA, "Second"), version=seen)
        except StaleError as told:
            return str(told.now.record.name)
        finally:
            connections.close_all()
        return "written"

    with ThreadPoolExecutor(2) as pool:
        slow = pool.submit(first)
        assert holds.wait(10)
        fast = pool.submit(second)
        with pytest.raises(TimeoutError):
            fast.result(timeout=0.3)
        goes_on.set()
        slow.result(10)
        assert fast.result(10) == "First"


@pytest.mark.django_db(transaction=True)
def test_who_strikes_waits_for_who_refers() -> None:
    network = network_of_the_cast()
    enter(by=system(network), why="new", record=Site("waco", "Waco", LUMEN, TX, "America/Chicago"))
    menu = Service("menu-waco", "waco", "B", frozenset({BOTOX}))
    holds, goes_on = Flag(), Flag()

    def refer() -> None:
        try:
            with acting(operator(network), why="menu"):
                enter(by=operator(network), why="menu", record=menu)
                holds.set()
                goes_on.wait(10)
        finally:
            connections.close_all()

    def take_away() -> str:
        try:
            strike(by=operator(network), why="never opened", kind=Site, id="waco")
        except RefusedError as told:
            return told.what
        finally:
            connections.close_all()
        return "struck"

    with ThreadPoolExecutor(2) as pool:
        slow = pool.submit(refer)
        assert holds.wait(10)
        fast = pool.submit(take_away)
        with pytest.raises(TimeoutError):
            fast.result(timeout=0.3)
        goes_on.set()
        slow.result(10)
        assert fast.result(10) == '"waco" is referred to by service menu-waco'


def test_a_token_writes_only_within_its_scopes(network: UUID) -> None:
    reading = replace(operator(network), scopes=frozenset({"read", "structure:write"}))
    with pytest.raises(OutOfScopeError, match="to write licenses is beyond the scopes"):
        enter(by=reading, why="sync", record=IN_NM)
    assert not events(network, IN_NM.id)
    enter(by=replace(reading, scopes=frozenset({"workforce:write"})), why="sync", record=IN_NM)
