"""Legal holds: what they cover, who releases them, and that nobody else does."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connections, transaction

from openmso.evidence.actions import attach, place_hold, release_hold, remove_expired, supersede
from openmso.evidence.models import Event, Hold
from openmso.evidence.queries import document, holds, holds_over
from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError, acting, seeing
from openmso.foundation.register import NotThereError, RefusedError
from openmso.foundation.rules.sides import Side
from openmso.timeline.spans import Span
from openmso.workforce.models import Person
from tests.evidence.kept import DAY, a_document, as_owner, counsel, director, network, operator

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Actor:
    return operator(network())


def holding(by: Actor, **limits: Any) -> str:
    return place_hold(by=by, why="letter of counsel", matter="Doe v. Clinic", **limits)


ROSA = ("workforce_person", "rosa")
COVERS: list[tuple[dict[str, Any], bool]] = [
    ({}, True),
    ({"kinds": ["protocol", "msa"]}, True),
    ({"kinds": ["msa"]}, False),
    ({"records": [ROSA]}, True),
    ({"records": [("workforce_person", "nina"), ROSA]}, True),
    ({"records": [("workforce_person", "nina")]}, False),
    ({"records": [("structure_site", "rosa")]}, False),
    ({"days": Span.of(DAY, None)}, True),
    ({"days": Span.of(None, DAY)}, False),
    ({"days": Span.of(date(2019, 1, 1), date(2020, 3, 2)), "kinds": ["protocol"]}, True),
    ({"days": Span.of(date(2019, 1, 1), date(2020, 3, 2)), "kinds": ["msa"]}, False),
]


@pytest.mark.parametrize(("limits", "covers"), COVERS)
def test_a_hold_covers_what_fits_all_of_its_limits(by: Actor, limits: dict[str, Any], covers: bool) -> None:
    kept = a_document(by)
    hold = holding(by, **limits)
    assert holds_over(by, kept.id) == ((hold,) if covers else ())


def test_a_hold_covers_what_comes_later_and_every_version(by: Actor) -> None:
    first = a_document(by)
    hold = holding(by, records=[ROSA])
    second = supersede(by=by, why="new", document=first.id, data=b"2", dated=DAY)
    other = a_document(by, b"x", of=())
    assert holds_over(by, other.id) == ()
    attach(by=by, why="hers", document=other.id, of="workforce_person", id="rosa")
    assert [holds_over(by, one.id) for one in (first, second, other)] == [(hold,)] * 3


def test_a_hold_of_another_network_covers_nothing_here(by: Actor) -> None:
    kept = a_document(by)
    holding(operator(network("other")))
    assert holds_over(by, kept.id) == ()


def test_a_hold_keeps_the_records_it_names_from_being_removed_or_renamed(by: Actor) -> None:
    holding(by, records=[ROSA])
    for change in (
        "DELETE FROM workforce_person WHERE code = 'rosa'",
        "UPDATE workforce_person SET code = 'rose' WHERE code = 'rosa'",
    ):
        with (
            pytest.raises(IntegrityError, match=r"legal hold hold-.* covers rosa"),
            acting(by, why="tidying"),
        ):
            as_owner(change)
    with acting(by, why="married"):
        assert Person.objects.filter(code="rosa").update(name="Rosa Diaz") == 1


def test_a_released_hold_holds_nothing_and_is_remembered(by: Actor) -> None:
    kept = a_document(by)
    hold = holding(by)
    release_hold(by=by, why="settled", hold=hold)
    assert (holds(by), holds_over(by, kept.id)) == ((), ())
    (past,) = holds(by, released=True)
    assert (past.id, past.matter, past.side) == (hold, "Doe v. Clinic", Side.BUSINESS)
    assert past.released_at is not None
    with seeing(by):
        events = list(Event.objects.filter(table__in=["evidence_hold", "evidence_release"]).order_by("id"))
    assert [(one.verb, one.why, one.actor) for one in events] == [
        ("insert", "letter of counsel", str(by.user)),
        ("insert", "settled", str(by.user)),
    ]
    with pytest.raises(RefusedError, match="released already"):
        release_hold(by=by, why="again", hold=hold)


def test_a_side_does_not_release_the_hold_of_the_other_and_counsel_releases_any() -> None:
    here = network()
    hold = holding(operator(here))
    with pytest.raises(WrongHandsError):
        release_hold(by=director(here), why="mine", hold=hold)
    assert [one.id for one in holds(director(here))] == [hold]
    release_hold(by=counsel(here), why="settled", hold=hold)
    assert holds(director(here)) == ()


@pytest.mark.parametrize(
    ("limits", "what"),
    [
        ({"matter": " "}, "a matter has 1 to 300 characters"),
        ({"kinds": []}, "an empty limit covers nothing"),
        ({"records": []}, "an empty limit covers nothing"),
        ({"kinds": ["poem"]}, '"poem" is not known'),
    ],
)
def test_a_hold_that_says_nothing_is_refused(by: Actor, limits: dict[str, Any], what: str) -> None:
    with pytest.raises(RefusedError, match=what):
        place_hold(by=by, why="x", **{"matter": "Doe", **limits})
    assert holds(by) == ()


def test_a_hold_that_is_not_there_is_not_released(by: Actor) -> None:
    with pytest.raises(NotThereError):
        release_hold(by=by, why="x", hold="hold-none")


def test_nobody_changes_or_removes_a_hold_not_even_the_owner(by: Actor) -> None:
    holding(by)
    for statement in ("UPDATE evidence_hold SET kinds = '{msa}'", "DELETE FROM evidence_hold"):
        with pytest.raises(IntegrityError, match="is never changed"), transaction.atomic():
            as_owner(statement)
        with pytest.raises(ProgrammingError, match="permission denied"), acting(by, why="tampering"):
            as_owner(statement)
    with seeing(by):
        assert Hold.objects.get().kinds is None


@pytest.mark.django_db(transaction=True)
def test_who_places_a_hold_waits_for_who_is_removing_and_then_finds_it_gone() -> None:
    by = operator(network())
    kept = a_document(by, kind="cost_estimate")
    with ThreadPoolExecutor(1) as pool:
        with acting(by, why="slowly"):
            remove_expired(by=by, why="in time", document=kept.id, on=date(2026, 3, 1))
            placing = pool.submit(in_a_connection_of_its_own, holding, by)
            with pytest.raises(TimeoutError):
                placing.result(timeout=0.5)
        hold = placing.result(timeout=30)
    assert document(by, kept.id).removed
    assert holds_over(by, kept.id) == (hold,)


def in_a_connection_of_its_own(work: Callable[..., str], by: Actor) -> str:
    try:
        return work(by)
    finally:
        connections.close_all()
