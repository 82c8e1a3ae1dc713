"""How many excluded people are found under names written otherwise, and how many others are taken for one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmso.workforce.files.leie import read_leie
from openmso.workforce.rules.likeness import THRESHOLD, Subject, of_people
from openmso.workforce.rules.listing import Born, Listing
from openmso.workforce.rules.matching import Index, candidates
from openmso.workforce.rules.names import name_of
from tests.shared_data import LEIE, needs_leie
from tests.workforce.rules.perturbed import PERTURBED, Row, rows_of

LISTED = ("1601EXCL.csv", "UPDATED-sample.csv")
OTHERS = ("1602EXCL.csv", "1601REIN.csv", "1602REIN.csv")
LEAST_FOUND = {
    "only the initial of the middle name": 0.99, "as listed": 1, "without the middle name": 1, "family name first, with a comma": 1,
}  # fmt: skip


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(row for name in LISTED for row in read_leie(LEIE / name).rows)


@pytest.fixture(scope="module")
def listed() -> list[Row]:
    return [row for name in LISTED for row in rows_of(LEIE / name)]


def found(
    index: Index, asked: dict[str, tuple[str, Row]], *, with_birth: bool
) -> dict[str, set[tuple[str, str, int]]]:
    """By subject, the rows that are raised, told by names and the short year of birth."""
    subjects = [
        Subject(id, (name,), "", Born.on(row.born) if with_birth else None)
        for id, (name, row) in asked.items()
    ]
    raised: dict[str, set[tuple[str, str, int]]] = {}
    for one in candidates(subjects, index):
        born = one.row.born
        raised.setdefault(one.subject.id, set()).add(
            (one.row.first, one.row.last, born.year % 100 if born else -1)
        )
    return raised


def is_there(row: Row, raised: set[tuple[str, str, int]]) -> bool:
    return (row.first, row.last, row.born.year % 100) in raised


ALMOST_ALL = 0.985
"""Of each way of writing a name otherwise at least so many are found; of most, all."""


@needs_leie
@pytest.mark.parametrize("with_birth", [True, False])
@pytest.mark.parametrize("what", PERTURBED)
def test_the_excluded_are_found_however_their_names_are_written(
    what: str, with_birth: bool, index: Index, listed: list[Row]
) -> None:
    asked = {str(number): (name, row) for number, row in enumerate(listed) if (name := PERTURBED[what](row))}
    assert len(asked) >= 13
    raised = found(index, asked, with_birth=with_birth)
    missed = [name for id, (name, row) in asked.items() if not is_there(row, raised.get(id, set()))]
    if what == "another family name" and not with_birth:
        assert len(missed) == len(asked)  # nothing is left to find them by
    else:
        assert 1 - len(missed) / len(asked) >= LEAST_FOUND.get(what, ALMOST_ALL), missed


@needs_leie
@pytest.mark.parametrize(("with_birth", "most_wrong"), [(True, 0), (False, 66)])
def test_who_is_raised_for_an_excluded_person_is_that_person(
    with_birth: bool, most_wrong: int, index: Index, listed: list[Row]
) -> None:
    right = wrong = 0
    for change in PERTURBED.values():
        asked = {str(number): (name, row) for number, row in enumerate(listed) if (name := change(row))}
        for id, raised in found(index, asked, with_birth=with_birth).items():
            is_right = is_there(asked[id][1], raised)
            right, wrong = right + is_right, wrong + len(raised) - is_right
    assert right > 10_000
    assert wrong <= most_wrong


@needs_leie
@pytest.mark.parametrize("with_birth", [True, False])
def test_hardly_anybody_else_is_raised(with_birth: bool, index: Index, listed: list[Row]) -> None:
    names = {(row.first, row.last) for row in listed}
    others = [row for name in OTHERS for row in rows_of(LEIE / name) if (row.first, row.last) not in names]
    assert len(others) > 300
    asked = {str(n): (f"{row.first} {row.middle} {row.last}".title(), row) for n, row in enumerate(others)}
    assert len(found(index, asked, with_birth=with_birth)) <= 1


@needs_leie
def test_a_namesake_is_told_apart_by_the_day_of_birth_and_only_by_it(index: Index, listed: list[Row]) -> None:
    asked = {
        str(n): (f"{row.first} {row.middle} {row.last}".title(), replace(row, born=another_day(row.born)))
        for n, row in enumerate(listed)
    }
    assert not found(index, asked, with_birth=True)
    assert len(found(index, asked, with_birth=False)) == len(asked)


def another_day(day: date) -> date:
    """A day that differs in year, month and day."""
    return date(day.year - 7, day.month % 12 + 1, day.day % 28 + 1)


def row(line: int, **values: Any) -> Listing:
    return Listing(line=line, **{"kind": "1128a1", "excluded_on": date(2016, 2, 18), **values})


def test_an_equal_npi_is_found_under_any_name() -> None:
    index = Index([row(2, last="ABLE", first="ANN", npi="1234567893")])
    (one,) = candidates([Subject("x", ("Zoe Quist",), "1234567893")], index)
    assert (one.likeness.score, one.likeness.how) == (100, "npi")


def test_two_numbers_are_two_people() -> None:
    index = Index([row(2, last="ABLE", first="ANN", npi="1234567893")])
    assert not candidates([Subject("x", ("Ann Able",), "1245319599")], index)


def test_who_was_reinstated_is_not_raised() -> None:
    index = Index([row(2, last="ABLE", first="ANN", reinstated_on=date(2016, 3, 1))])
    assert not candidates([Subject("x", ("Ann Able",))], index)


def test_another_name_of_a_person_counts_like_the_present_one() -> None:
    index = Index([row(2, last="ABLE", first="ANN")])
    assert not candidates([Subject("x", ("Ann Quisenberry",))], index)
    assert candidates([Subject("x", ("Ann Quisenberry", "Ann Able"))], index)


@pytest.mark.parametrize(
    ("ours", "listed"),
    [
        ("Medlink Professional Management Group, Inc.", "MEDLINK PROFESSIONAL MANAGEMEN"),
        ("Dennis B. Jaffe DMD P.C.", "DENNIS B JAFFE, D M D, PC"),
        ("The Comfort Consulting", "COMFORT CONSULTING, LLC"),
        ("Diversified Health Svcs.", "DIVERSIFIED HEALTH SVCS"),
    ],
)
def test_a_company_is_found_without_its_legal_form_and_beyond_the_width_of_the_list(
    ours: str, listed: str
) -> None:
    index = Index([row(2, business=listed), row(3, business="AMERICAN SLEEP INSTITUTE")])
    (one,) = candidates([Subject("x", (ours,), is_company=True)], index)
    assert one.row.business == listed


def test_a_like_company_is_another_one() -> None:
    index = Index([row(2, business="AUSTIN SLEEP INSTITUTE")])
    assert not candidates([Subject("x", ("Houston Sleep Institute",), is_company=True)], index)


WORDS = st.text("ABCDE", min_size=1, max_size=10)


@given(
    people=st.lists(st.tuples(WORDS, WORDS), max_size=6), rows=st.lists(st.tuples(WORDS, WORDS), max_size=8)
)
def test_looking_only_where_a_match_can_be_finds_what_comparing_everybody_finds(
    people: list[tuple[str, str]], rows: list[tuple[str, str]]
) -> None:
    listed = [row(n, first=first, last=last) for n, (first, last) in enumerate(rows)]
    subjects = [Subject(str(n), (f"{first} {last}",)) for n, (first, last) in enumerate(people)]
    blocked = {(one.subject.id, one.row.line) for one in candidates(subjects, Index(listed))}
    compared = {
        (subject.id, one.line)
        for subject in subjects
        for one in listed
        if of_people(name_of(subject.names[0]), "", None, one).score >= THRESHOLD
    }
    assert blocked == compared
