"""The score of two names, and what raises and lowers it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmso.workforce.rules.likeness import THRESHOLD, of_people, slip
from openmso.workforce.rules.listing import Born, Listing
from openmso.workforce.rules.names import name_of

BORN = Born(1975, 6, 22)


def listed(first: str, last: str, middle: str = "", npi: str = "", born: Born | None = None) -> Listing:
    return Listing(
        2, last=last, first=first, middle=middle, npi=npi, born=born, excluded_on=date(2016, 2, 18)
    )


@pytest.mark.parametrize(
    ("ours", "theirs", "score"),
    [
        ("Ann Able", ("ANN", "ABLE"), 100),
        ("Bill Smith", ("WILLIAM", "SMITH"), 98),  # half of 0.95, half of 1: 97.5
        ("William Smyth", ("WILLIAM", "SMITH"), 90),
        ("Bill Smyth", ("WILLIAM", "SMITH"), 88),
        ("Smith William", ("WILLIAM", "SMITH"), 96),
        ("William Smith-Jones", ("WILLIAM", "SMITH"), 98),
        ("W. Smith", ("WILLIAM", "SMITH"), 92),
        ("William Jones", ("WILLIAM", "SMITH"), 0),
        ("Zoe Smith", ("WILLIAM", "SMITH"), 0),
        ("William Martin", ("WILLIAM", "MARTINEZ"), 0),
        ("Lee Wu", ("LEE", "WO"), 0),
    ],
)
def test_the_score_of_two_names(ours: str, theirs: tuple[str, str], score: int) -> None:
    found = of_people(name_of(ours), "", None, listed(*theirs)).score
    assert abs(found - score) <= 1


def test_a_middle_name_and_a_suffix_raise_or_lower_it() -> None:
    row = listed("WILLIAM", "SMYTHE", "ALAN")
    plain, same, initial, other = (
        of_people(name_of(text), "", None, row).score
        for text in ("Will Smithe", "Will Alan Smithe", "Will A Smithe", "Will Karl Smithe")
    )
    assert other < plain < initial < same
    junior = listed("WILLIAM", "SMYTHE JR")
    scores = [
        of_people(name_of(text), "", None, junior).score
        for text in ("Will Smithe Jr", "Will Smithe", "Will Smithe Sr")
    ]
    assert scores == [plain + 2, plain, plain - 10]


def test_the_day_of_birth_decides_between_namesakes() -> None:
    name = name_of("Ann Able")
    assert of_people(name, "", BORN, listed("ANN", "ABLE", born=BORN)).score == 100
    assert of_people(name, "", BORN, listed("ANN", "ABLE", born=Born(1975, 6, 23))).score == 92
    assert of_people(name, "", BORN, listed("ANN", "ABLE", born=Born(1961, 2, 3))).score < THRESHOLD
    assert of_people(name, "", None, listed("ANN", "ABLE", born=Born(1961, 2, 3))).score == 100


def test_who_took_another_family_name_is_found_by_day_of_birth_and_given_name() -> None:
    found = of_people(name_of("Ann Baker"), "", BORN, listed("ANN", "ABLE", born=BORN))
    assert (found.score, found.how) == (THRESHOLD, "day of birth")
    assert not of_people(name_of("Zoe Baker"), "", BORN, listed("ANN", "ABLE", born=BORN)).score


def test_the_reasons_are_said_and_hold_no_day_of_birth() -> None:
    found = of_people(name_of("Able Bill"), "", BORN, listed("WILLIAM", "ABLE", born=BORN))
    assert set(found.because) == {
        "the same family name", "forms of one given name", "given and family name swapped", "the same day of birth",
    }  # fmt: skip
    assert "1975" not in str(found)


def test_a_slip_is_one_letter_in_four_and_two_in_eight() -> None:
    assert slip("SMITH", "SMYTH") == slip("SMTIH", "SMITH") == 0.8
    assert slip("WU", "WO") == slip("SMITH", "SMAAH") == 0
    assert slip("KOWALSKI", "KAWALSKY") == 0.75


@given(st.text("ABC", max_size=12), st.text("ABC", max_size=12))
def test_a_slip_works_both_ways(one: str, other: str) -> None:
    assert slip(one, other) == slip(other, one)
