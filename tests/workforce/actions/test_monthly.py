"""Everybody is looked up once a month; whoever comes later when the job runs again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from openmso.authority.facts.people import Person
from openmso.foundation import register
from openmso.foundation.actor import Actor
from openmso.foundation.register import RefusedError
from openmso.workforce.actions.monthly import OldListError, screen_monthly
from openmso.workforce.files.leie import COLUMNS
from openmso.workforce.queries import editions, matches, unscreened
from openmso.workforce.rules import screening
from tests.workforce.staff import ON, events, network

pytestmark = pytest.mark.django_db

ROSA = (
    "DELGADO",
    "ROSA",
    "M",
    "",
    "NURSE",
    "",
    "",
    "0000000000",
    "",
    "1 ELM",
    "AUSTIN",
    "TX",
    "78701",
    "1128a1",
    "20240520",
    "00000000",
    "00000000",
    "",
)


@pytest.fixture
def by() -> Actor:
    return network()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one list, which is long enough for these tests."""
    monkeypatch.setattr("openmso.workforce.actions.screening.LEAST_ROWS", 1)
    write(tmp_path, "2026-11-10")
    return tmp_path


def write(folder: Path, day: str) -> None:
    rows = [",".join(COLUMNS), ",".join(ROSA), ",".join(ROSA).replace("ROSA", f"X{day.replace('-', '')}")]
    (folder / f"leie-{day}.csv").write_text("\n".join([*rows, ""]))


def look(by: Actor, folder: Path, on: date) -> dict[str, str] | None:
    looked = screen_monthly(by=by, why="monthly", on=on, folder=folder)
    return looked.results if looked else None


def test_everybody_is_looked_up_once_a_month(by: Actor, folder: Path) -> None:
    assert look(by, folder, ON) == {"ada": "clear", "lonestar": "clear", "rosa": "possible"}
    before = events(by)
    assert look(by, folder, ON) is None
    assert look(by, folder, date(2026, 11, 30)) is None
    assert events(by) == before
    write(folder, "2026-12-10")
    assert look(by, folder, date(2026, 12, 11)) == {"ada": "clear", "lonestar": "clear", "rosa": "possible"}
    assert [one.as_of for one in editions(by)] == [date(2026, 12, 10), date(2026, 11, 10)]
    assert len(matches(by)) == 1


def test_whoever_comes_later_is_looked_up_when_it_runs_again(by: Actor, folder: Path) -> None:
    look(by, folder, ON)
    register.enter(by=by, why="hired", record=Person("zoe", "Zoe Quist"))
    assert unscreened(by, ON) == {"zoe"}
    assert look(by, folder, ON) == {"zoe": "clear"}


@pytest.mark.parametrize("on", [date(2026, 11, 1), date(2027, 1, 10)])
def test_without_a_list_or_with_an_old_one_nobody_counts_as_looked_up(
    on: date, by: Actor, folder: Path
) -> None:
    before = events(by)
    with pytest.raises(OldListError):
        look(by, folder, on)
    assert events(by) == before


def test_a_list_that_is_cut_off_is_refused(by: Actor, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("openmso.workforce.actions.screening.LEAST_ROWS", screening.LEAST_ROWS)
    before = events(by)
    with pytest.raises(RefusedError, match="fewer than a full list has"):
        look(by, folder, ON)
    assert events(by) == before
