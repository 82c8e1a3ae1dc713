"""Whatever medicine decides in oversight takes a license and the right person, by whichever verb it is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from pytest_django import DjangoAssertNumQueries

from openmso.authority.facts.oversight import (
    Activity,
    Agreement,
    Appointment,
    Delegation,
    Protocol,
    StandingOrder,
)
from openmso.authority.facts.people import Person
from openmso.foundation.actor import system
from openmso.foundation.door import NoReasonError, WrongHandsError
from openmso.foundation.register import RefusedError, StaleError
from openmso.oversight.actions import amend, end, enter, strike
from openmso.oversight.queries import one, page
from openmso.timeline.spans import Span
from openmso.workforce.queries import UnlicensedError
from tests.cast import ADA, AUSTIN, BEN, BOTOX, CAST, FILLER, NIA, ROSA, agreed, delegated, licensed
from tests.kept import clinician, events, network_of_the_cast, operator

pytestmark = pytest.mark.django_db

LAPSED = licensed(ADA, span=Span.of(date(2015, 1, 1), date(2026, 1, 1)))
LATER = date(2027, 1, 1)
PAPERS: tuple[Any, ...] = (
    replace(delegated(ROSA, BOTOX), id="new", signatures=()),
    replace(agreed(NIA), id="new", signatures=()),
    replace(CAST.need(Protocol, "protocol"), id="new", signatures=()),
    replace(CAST.need(StandingOrder, "standing-order"), id="new", signatures=()),
    Activity("new", "chart_review", ADA, date(2026, 3, 1), person=ROSA, site=AUSTIN),
)
EACH = pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: type(paper).__name__)


@pytest.fixture
def network() -> UUID:
    return network_of_the_cast()


def kept_whole(network: UUID, error: Any, act: Callable[[], object], said: str = "") -> None:
    """It is refused, and nothing happened."""
    before = len(events(network))
    with pytest.raises(error, match=said or None):
        act()
    assert len(events(network)) == before


@EACH
def test_a_licensed_physician_enters_amends_ends_and_strikes_what_is_theirs(
    network: UUID, paper: Any
) -> None:
    by, kind = clinician(network), type(paper)
    enter(by=by, why="decided", record=paper)
    changed = (
        replace(paper, minutes=30) if kind is Activity else replace(paper, span=Span.of(date(2026, 1, 1)))
    )
    amend(by=by, why="corrected", record=changed)
    assert one(by, kind, "new").record == changed
    if kind is not Activity:
        end(by=by, why="over", kind=kind, id="new", on=LATER)
    strike(by=by, why="never was", kind=kind, id="new")
    assert [one.why for one in events(network, "new")][:2] == ["decided", "corrected"]
    assert {one.side for one in events(network, "new")} == {"clinical"}


@EACH
def test_without_a_license_in_force_nothing_is_decided(paper: Any) -> None:
    network = network_of_the_cast(LAPSED)
    by = clinician(network)
    kept_whole(network, UnlicensedError, lambda: enter(by=by, why="busy", record=paper), "ada holds none")


@EACH
def test_the_business_a_stranger_and_who_gives_no_reason_decide_nothing(network: UUID, paper: Any) -> None:
    kept_whole(network, WrongHandsError, lambda: enter(by=operator(network), why="revenue", record=paper))
    stranger = clinician(network, "")
    kept_whole(network, (UnlicensedError, RefusedError), lambda: enter(by=stranger, why="help", record=paper))
    kept_whole(network, NoReasonError, lambda: enter(by=clinician(network), why="", record=paper))


@EACH
def test_an_unknown_reference_is_refused_before_anybody_is_judged(network: UUID, paper: Any) -> None:
    field = "practice" if isinstance(paper, Protocol | StandingOrder) else "person"
    lost = replace(paper, **{field: "nobody"})
    kept_whole(network, RefusedError, lambda: enter(by=clinician(network), why="x", record=lost), '"nobody"')


def test_each_decides_for_themselves(network: UUID) -> None:
    for paper in (PAPERS[0], PAPERS[3], PAPERS[4]):  # whose physician or prescriber is Ada
        kept_whole(
            network,
            RefusedError,
            lambda: enter(by=clinician(network, BEN), why="for Ada", record=paper),  # noqa: B023 - called at once
            'would decide, and "ben" is here',
        )
    kept_whole(
        network,
        RefusedError,
        lambda: enter(by=clinician(network, BEN), why="for Ada", record=PAPERS[1]),
        "neither of its parties",
    )


def test_each_signs_for_themselves(network: UUID) -> None:
    forged = replace(PAPERS[2], signatures=CAST.need(Protocol, "protocol").signatures)
    kept_whole(
        network,
        RefusedError,
        lambda: enter(by=clinician(network, BEN), why="Ada agrees", record=forged),
        'would sign, and "ben" is here',
    )


def test_an_np_orders_and_reviews_and_does_not_delegate_in_texas(network: UUID) -> None:
    by = clinician(network, NIA)
    enter(by=by, why="flu season", record=replace(PAPERS[3], prescriber=NIA))
    enter(by=by, why="monthly", record=replace(PAPERS[4], id="review", physician=NIA))
    mine = replace(PAPERS[0], id="mine", physician=NIA)
    kept_whole(
        network, UnlicensedError, lambda: enter(by=by, why="busy", record=mine), "DO or MD in force in TX"
    )
    adopted = replace(PAPERS[2], id="adopted")
    kept_whole(network, UnlicensedError, lambda: enter(by=by, why="busy", record=adopted))


def test_to_take_back_the_giver_suffices_even_unlicensed_and_any_physician_of_the_state() -> None:
    network = network_of_the_cast(LAPSED)
    end(by=clinician(network), why="license lapsed", kind=Delegation, id="delegation-rosa", on=LATER)
    end(by=clinician(network, BEN), why="Ada is away", kind=Delegation, id="delegation-lou", on=LATER)
    kept_whole(
        network,
        UnlicensedError,
        lambda: end(by=clinician(network, ROSA), why="mine", kind=Delegation, id="delegation-mona", on=LATER),
    )
    strike(by=clinician(network), why="never meant", kind=Delegation, id="delegation-mona")


def test_what_looks_like_an_end_but_widens_is_a_decision_of_its_own() -> None:
    network = network_of_the_cast(LAPSED)
    there = one(clinician(network), Delegation, "delegation-rosa").record
    wider = replace(
        there, span=Span.of(date(2024, 1, 1), LATER), procedures=there.procedures | {FILLER, "prp"}
    )
    kept_whole(network, UnlicensedError, lambda: amend(by=clinician(network), why="x", record=wider))
    earlier = replace(there, span=Span.of(date(2020, 1, 1), LATER))
    kept_whole(network, UnlicensedError, lambda: amend(by=clinician(network), why="x", record=earlier))


def test_the_second_of_two_editors_is_told(network: UUID) -> None:
    paper = one(clinician(network), Agreement, "agreement-nia").record
    kept_whole(
        network,
        StaleError,
        lambda: amend(
            by=clinician(network), why="x", record=replace(paper, fte=paper.fte / 2), version="0" * 32
        ),
    )


def test_the_office_is_either_sides_to_keep(network: UUID) -> None:
    office = CAST.need(Appointment, "appointment-ben")
    amend(by=operator(network), why="terms", record=replace(office, duties=frozenset({"training"})))
    amend(by=clinician(network, ROSA), why="terms", record=office)


def test_the_system_brings_in_what_was_decided_elsewhere(network: UUID) -> None:
    for number, paper in enumerate(PAPERS):
        enter(by=system(network), why="import", record=replace(paper, id=f"imported-{number}"))


def test_what_is_another_rooms_is_refused_by_name(network: UUID) -> None:
    with pytest.raises(RefusedError, match="person is no record of this room"):
        enter(by=clinician(network), why="x", record=Person("zoe", "Zoe"))
    with pytest.raises(RefusedError, match="person is no record of this room"):
        page(clinician(network), Person)


def test_deciding_takes_a_fixed_number_of_statements(
    network: UUID, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    written = 4 + 5  # by the door, and to enter
    named = replace(PAPERS[0], sites=frozenset({AUSTIN}))
    # Sites, engagements; of who decides licenses and exclusions; the pack and the overlays of the law.
    with django_assert_num_queries(written + 6):
        enter(by=clinician(network), why="decided", record=named)
    with django_assert_num_queries(written + 5):
        enter(by=clinician(network), why="decided", record=replace(PAPERS[2], id="p"))
