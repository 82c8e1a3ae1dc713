"""The board of who covers whom, in a browser: covered, uncovered with what mends it, and renewed when somebody clocks in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from openmso.authority.facts.structure import Service
from openmso.oversight.facts.held import SHELF
from openmso.workforce.actions import clock_in, clock_out
from tests.cast import ADA, AUSTIN, BOTOX, ROSA
from tests.oversight.conftest import Lumen, lumen_of

pytestmark = pytest.mark.django_db
BOARD = f"/oversight/board/{AUSTIN}/"


@pytest.fixture
def lumen() -> Iterator[Lumen]:
    SHELF.clear()
    yield lumen_of(Service("m-botox", AUSTIN, "Botox", frozenset({BOTOX})), without=["menu-austin"])
    SHELF.clear()


def words(client: Client, path: str = BOARD) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.content
    return re.sub(r"\s+", " ", strip_tags(answer.content.decode()))


def here(lumen: Lumen, person: str, near: str = "on_site", ago: int = 1) -> str:
    now: datetime = timezone.now() - timedelta(seconds=ago)
    return clock_in(by=lumen.system, why="here", site=AUSTIN, person=person, near=near, now=now)


def test_a_nurse_alone_is_uncovered_until_the_director_is_reachable(lumen: Lumen) -> None:
    rosa = lumen.browser("rosa")
    assert "Nobody is on the roster here" in words(rosa)
    here(lumen, ROSA)
    said = words(rosa)
    assert "nobody is near enough" in said
    assert "Ada" in said
    here(lumen, ADA, "phone")
    assert "is covered by Ada" in words(rosa)


def test_the_board_is_renewed_when_somebody_leaves(lumen: Lumen) -> None:
    rosa = lumen.browser("rosa")
    here(lumen, ROSA, ago=9)
    ada = here(lumen, ADA, ago=9)
    seen = {"seen": rosa.get(BOARD).context["live"].token.text}
    assert rosa.get(f"{BOARD}live/", seen).status_code == 204
    clock_out(by=lumen.system, why="home", presence=ada)
    renewed = rosa.get(f"{BOARD}live/", seen)
    assert renewed.status_code == 200
    assert "nobody is near enough" in renewed.content.decode()


def test_a_site_that_is_not_there_has_no_board(lumen: Lumen) -> None:
    assert lumen.browser("rosa").get("/oversight/board/nowhere/").status_code == 404
