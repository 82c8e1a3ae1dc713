"""What was worked out of a network is kept while it stays as it was, and not a moment longer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from openmso.authority.facts.people import Person
from openmso.authority.judge import Judge
from openmso.foundation.actor import system
from openmso.oversight.queries.kept import Drawers
from openmso.workforce.actions import amend
from tests.kept import network_of_the_cast

pytestmark = pytest.mark.django_db(transaction=True)
ON = date(2026, 3, 2)


def counting(count: list[int]) -> Callable[[Judge], str]:
    """Work that tells Rosa's name, and counts how often it is done."""

    def work(judge: Judge) -> str:
        count.append(1)
        return judge.facts.need(Person, "rosa").name

    return work


def test_it_is_worked_out_once_a_day_and_anew_after_a_change() -> None:
    by, drawers, count = system(network_of_the_cast()), Drawers(), list[int]()
    name = drawers.of(by, "name", ON, counting(count))
    assert drawers.of(by, "name", ON, counting(count)) == name
    assert len(count) == 1
    drawers.of(by, "name", date(2026, 3, 3), counting(count))
    assert len(count) == 2
    amend(by=by, why="she married", record=Person("rosa", "Rosa Byron"))
    assert drawers.of(by, "name", ON, counting(count)) == "Rosa Byron"
    assert len(count) == 3


def test_what_lies_there_is_told_without_working_it_out() -> None:
    by, drawers, count = system(network_of_the_cast()), Drawers(), list[int]()
    assert drawers.ready(by, ["name"], ON) == frozenset()
    drawers.of(by, "name", ON, counting(count))
    assert drawers.ready(by, ["name", "other"], ON) == {"name"}
    amend(by=by, why="she married", record=Person("rosa", "Rosa Byron"))
    assert drawers.ready(by, ["name"], ON) == frozenset()
