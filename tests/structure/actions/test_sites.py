"""A site opens with its menu or not at all, closes with its menu, and says what else still counts on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from openmso.authority.facts.structure import Service, Site
from openmso.foundation.door import WrongHandsError
from openmso.foundation.register import NotThereError, RefusedError, StaleError
from openmso.structure.actions import close_site, enter, open_site
from openmso.structure.queries import one, page
from openmso.timeline.spans import Span
from tests.cast import AUSTIN, BOTOX, DALLAS, FILLER, LUMEN, MSO, TX
from tests.kept import auditor, events, network_of_the_cast, operator

pytestmark = pytest.mark.django_db

OPENS = date(2026, 7, 1)
WACO: Any = Site("waco", "Waco", LUMEN, TX, "America/Chicago", span=Span.of(OPENS))
MENU = (
    Service("waco/botox", "waco", "Wrinkles", frozenset({BOTOX})),
    Service("waco/filler", "waco", "Lips", frozenset({FILLER}), Span.of(date(2026, 9, 1))),
)


@pytest.fixture
def network() -> UUID:
    return network_of_the_cast()


def test_a_site_opens_with_its_menu(network: UUID) -> None:
    opened = open_site(by=operator(network), why="lease signed", site=WACO, menu=MENU)
    assert opened.site.record == WACO
    lines = page(operator(network), Service, site="waco").items
    assert [kept.record.span.first for kept in lines] == [OPENS, date(2026, 9, 1)]
    assert {one.why for one in events(network)[-3:]} == {"lease signed"}


@pytest.mark.parametrize(
    ("site", "menu", "field", "said"),
    [
        (replace(WACO, practice=MSO), MENU, "practice", "is of the kind mso"),
        (replace(WACO, span=Span.of(date(2020, 1, 1))), MENU, "span", "the practice stands from 2024-01-01"),
        (replace(WACO, zone="America/Phoenix"), MENU, "zone", "is not a zone of TX"),
        (WACO, (*MENU, replace(MENU[0], id="x", site=AUSTIN)), "menu", 'is a line of "austin"'),
        (WACO, (*MENU, MENU[0]), "id", '"waco/botox" is taken by a service'),
    ],
)
def test_if_anything_is_wrong_nothing_opens(
    network: UUID, site: Site, menu: Any, field: str, said: str
) -> None:
    before = len(events(network))
    with pytest.raises(RefusedError) as told:
        open_site(by=operator(network), why="lease signed", site=site, menu=menu)
    assert told.value.field == field
    assert said in told.value.what
    assert len(events(network)) == before


def test_a_site_closes_with_its_menu_and_says_what_else_counts_on_it(network: UUID) -> None:
    by = operator(network)
    later = Service("later", AUSTIN, "Lips", frozenset({FILLER}), Span.of(date(2026, 12, 1)))
    past = Service("past", AUSTIN, "Lips", frozenset({FILLER}), Span.of(date(2025, 1, 1), date(2025, 6, 1)))
    for line in (later, past):
        enter(by=by, why="menu", record=line)
    closed = close_site(by=by, why="lease is up", id=AUSTIN, on=date(2026, 10, 1))
    assert closed.site.record.span.until == date(2026, 10, 1)
    assert (closed.menu, closed.struck) == (("menu-austin",), ("later",))
    assert one(by, Service, "menu-austin").record.span.until == date(2026, 10, 1)
    assert one(by, Service, "past").record == past
    assert sorted(str(one) for one in closed.still) == [
        "engagement engagement-ada",
        "registration registration-austin",
    ]


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"id": DALLAS, "on": date(2023, 1, 1)}, RefusedError),
        ({"id": DALLAS, "on": date(2027, 1, 1), "version": "0" * 32}, StaleError),
        ({"id": "nowhere", "on": date(2027, 1, 1)}, NotThereError),
    ],
)
def test_what_cannot_close_stays_open(network: UUID, asked: Any, error: type[Exception]) -> None:
    before = len(events(network))
    with pytest.raises(error):
        close_site(by=operator(network), why="lease is up", **asked)
    assert len(events(network)) == before


def test_an_auditor_opens_and_closes_nothing(network: UUID) -> None:
    with pytest.raises(WrongHandsError):
        open_site(by=auditor(network), why="why not", site=WACO)
    with pytest.raises(WrongHandsError):
        close_site(by=auditor(network), why="why not", id=AUSTIN, on=OPENS)
    other = network_of_the_cast(slug="other", without=[AUSTIN, *(one for one in OF_AUSTIN)])
    with pytest.raises(NotThereError):
        close_site(by=operator(other), why="why not", id=AUSTIN, on=OPENS)


OF_AUSTIN = ("menu-austin", "registration-austin", "engagement-ada")
