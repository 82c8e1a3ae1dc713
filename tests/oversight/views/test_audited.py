"""The page of acts: a year, its sites, what had no authority and why; as a table; years that are none are this one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils.html import strip_tags

from openmso.oversight.actions.acts import Done, record_act
from openmso.oversight.facts.held import SHELF
from tests.cast import AUSTIN, BOTOX, LASER, LOU, ROSA
from tests.kept import clinician
from tests.oversight.conftest import Found
from tests.today import civil_today

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_held() -> Iterator[None]:
    SHELF.clear()
    yield
    SHELF.clear()


def words(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.content
    return re.sub(r"\s+", " ", strip_tags(answer.content.decode()))


def test_a_year_of_acts(founded_lumen: Found) -> None:
    lumen = founded_lumen()
    year = civil_today().year
    at = datetime(year, 1, 15, 18, tzinfo=UTC)
    for person, procedure in ((ROSA, BOTOX), (LOU, LASER)):
        record_act(
            by=clinician(lumen.network),
            why="signed",
            done=Done(person, AUSTIN, procedure, at, f"c-{person}", outcome="allow"),
        )
    for name in ("olga", "rosa", "carl"):
        said = words(lumen.browser(name), "/acts/")
        assert "2 acts; 1 without authority by what is known now, 1 of them allowed at the time" in said
    carl = lumen.browser("carl")
    rows = carl.get(f"/acts/?year={year}&as=csv").content.decode().splitlines()
    assert len(rows) == 2
    assert "Laser" in rows[1]
    assert f"Nothing was recorded in {year - 1}" in words(carl, f"/acts/?year={year - 1}")
    for odd in ("1066", "²", "-1", "x"):
        assert "2 acts" in words(carl, f"/acts/?year={odd}")
