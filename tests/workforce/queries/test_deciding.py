"""Who may decide clinically: on the clinical side, somebody of the network's people, licensed there on that day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from openmso.authority.facts import Record
from openmso.authority.facts.people import Exclusion, License
from openmso.authority.facts.structure import Site
from openmso.foundation.actor import Actor, system
from openmso.foundation.door import WrongHandsError, seeing
from openmso.foundation.rules.sides import Post, Side
from openmso.law.actions import add_overlay
from openmso.timeline.spans import Span
from openmso.workforce.queries import (
    UnlicensedError,
    day_at,
    decided,
    directors,
    givers,
    physicians,
    where_they_work,
)
from tests.cast import ADA, AUSTIN, CAST, DALLAS, LUMEN, NIA, NM, ROSA, TELE, TX, altered, engaged, licensed
from tests.kept import clinician, network_of_the_cast, operator

pytestmark = pytest.mark.django_db

IN_TX = CAST.need(Site, AUSTIN)
IN_NM = Site("santa-fe", "Santa Fe", LUMEN, NM, "America/Denver")
NOON = datetime(2026, 3, 2, 18, tzinfo=UTC)


def may(network: UUID, *sites: Site, person: str = ADA, accepted: Any = physicians, **more: Any) -> str:
    """What keeps a person from deciding; nothing if they may."""
    try:
        decided(clinician(network, person), "delegate", sites or (IN_TX,), accepted, **{"now": NOON, **more})
    except UnlicensedError as told:
        return str(told)
    return ""


def world(*records: Record) -> UUID:
    return network_of_the_cast(*records)


def test_a_physician_licensed_in_the_state_decides() -> None:
    assert may(world()) == ""


def test_the_business_decides_nothing_and_the_system_writes_down_everything() -> None:
    network = world()
    with pytest.raises(WrongHandsError, match="to delegate is not for the business side"):
        decided(replace(operator(network), person=ADA), "delegate", [IN_TX], physicians)
    decided(system(network), "delegate", [], physicians)


def test_nobodys_seat_decides_nothing() -> None:
    assert "the seat names nobody" in may(world(), person="")


def test_a_nurse_is_no_physician_and_an_np_can_give_but_is_none() -> None:
    network = world()
    assert may(network, person=ROSA).startswith(
        "to delegate takes a license as DO or MD in force in TX on 2026-03-02"
    )
    assert may(network, person=NIA) != ""
    assert may(network, person=NIA, accepted=givers) == ""
    assert may(network, person=NIA, accepted=directors) != ""  # Texas lets only physicians be directors


@pytest.mark.parametrize(
    "held",
    [
        {"span": Span.of(date(2015, 1, 1), date(2026, 3, 2))},
        {"span": Span.of(date(2026, 3, 3))},
        {"status": "suspended"},
        {"state": NM},
    ],
    ids=["lapsed", "not yet", "suspended", "elsewhere"],
)
def test_a_license_that_is_not_good_there_on_that_day_does_not_suffice(held: dict[str, Any]) -> None:
    assert "ada holds none" in may(world(licensed(ADA, **held)))


def test_on_its_last_day_a_license_suffices_by_the_calendar_of_the_site() -> None:
    network = world(licensed(ADA, span=Span.of(date(2015, 1, 1), date(2026, 3, 3))))
    assert may(network, now=datetime(2026, 3, 3, 5, 59, tzinfo=UTC)) == ""  # 23:59 in Austin
    assert may(network, now=datetime(2026, 3, 3, 6, 0, tzinfo=UTC)) != ""  # midnight
    assert day_at(IN_TX, datetime(2026, 3, 3, 5, 59, tzinfo=UTC)) == date(2026, 3, 2)


def test_who_is_excluded_decides_nothing_whatever_they_hold() -> None:
    network = world(Exclusion("x", ADA, "LEIE", Span.of(date(2026, 1, 1))))
    assert "not excluded on 2026-03-02, and ada is" in may(network)


def test_every_state_that_is_named_needs_a_license_and_one_of_many_else() -> None:
    network = world(IN_NM)
    assert "in force in NM" in may(network, IN_TX, IN_NM)
    assert may(network, IN_TX, IN_NM, everywhere=False) == ""
    assert may(network, IN_NM, everywhere=False) != ""
    both = network_of_the_cast(licensed(ADA, id="ada-nm", state=NM), slug="both")
    assert may(both, IN_TX, IN_NM) == ""


def test_without_a_site_nobody_knows_which_license_it_takes() -> None:
    with pytest.raises(UnlicensedError, match="takes a site"):
        decided(clinician(world()), "delegate", [], physicians)


def test_a_compact_counts_where_it_operates() -> None:
    nurse: Any = altered(License, "license-rosa", multistate=True)
    network = world(nurse)

    def nurses(world: object, state: str, day: int) -> frozenset[str]:
        return frozenset({"RN"})

    assert may(network, IN_NM, person=ROSA, accepted=nurses) == ""
    assert may(world_without_compact(), IN_NM, person=ROSA, accepted=nurses) != ""


def world_without_compact() -> UUID:
    return network_of_the_cast(slug="plain")


def test_people_work_where_they_are_engaged() -> None:
    by = clinician(world(engaged(NIA, sites=frozenset({DALLAS}))))
    with seeing(by):
        assert [one.id for one in where_they_work(by, NIA)] == [DALLAS]
        assert [one.id for one in where_they_work(by, ROSA)] == [AUSTIN, DALLAS, TELE]
        assert where_they_work(by, LUMEN) == ()
    assert IN_TX.state == TX


def test_a_token_decides_nothing_whoever_made_it() -> None:
    by = replace(clinician(world()), scopes=frozenset({"write"}))
    with pytest.raises(WrongHandsError, match="a token decides nothing of medicine"):
        decided(by, "delegate", [IN_TX], physicians)


def test_what_counsel_states_decides_whose_license_suffices() -> None:
    network = world()
    counsel = Actor(user=uuid4(), network=network, post=Post.COUNSEL, side=Side.AUDITOR)
    assert may(network, person=NIA, accepted=directors) != ""
    stated = "jurisdiction: TX\nmedical_director.eligible:\n  - value: [MD, DO, NP]\n    since: 2026-01-01\n    note: opinion\n"
    add_overlay(by=counsel, why="opinion", text=stated, counsel="C. Bench", signed_on=date(2026, 2, 1))
    assert may(network, person=NIA, accepted=directors) == ""
    assert may(network, person=ROSA, accepted=directors) != ""
