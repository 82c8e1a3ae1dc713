"""What tells a person from a namesake is the business's to keep, and never repeated."""

from __future__ import annotations

from datetime import date

import pytest

from openmso.foundation.actor import Actor
from openmso.foundation.door import NoReasonError, WrongHandsError
from openmso.foundation.register import NotThereError, RefusedError
from openmso.foundation.rules.sides import Post, Side
from openmso.workforce.actions import identify
from openmso.workforce.queries import subjects
from openmso.workforce.rules.listing import Born
from tests.workforce.staff import ON, events, network, of_post

pytestmark = pytest.mark.django_db
DAY = date(1985, 7, 9)


@pytest.fixture
def hr() -> Actor:
    return of_post(network(), Post.HR)


def known(by: Actor) -> tuple[tuple[str, ...], Born | None]:
    (one,) = (one for one in subjects(by) if one.id == "rosa")
    return one.names, one.born


def test_a_day_of_birth_and_other_names_are_kept_and_replaced(hr: Actor) -> None:
    identify(by=hr, why="passport", person="rosa", on=ON, born=DAY, other_names=["Rosa  Ruiz", "Rosa Ruiz"])
    assert known(hr) == (("Rosa Delgado-Ruiz", "Rosa Ruiz"), Born(1985, 7, 9))
    before = events(hr)
    identify(by=hr, why="again", person="rosa", on=ON, born=DAY, other_names=["Rosa Ruiz"])
    assert events(hr) == before
    identify(by=hr, why="it was another's passport", person="rosa", on=ON)
    assert known(hr) == (("Rosa Delgado-Ruiz",), None)


@pytest.mark.parametrize(
    ("born", "names"), [(date(1885, 7, 9), ()), (ON, ()), (DAY, ["."]), (DAY, ["x" * 201])]
)
def test_what_cannot_be_is_refused_without_repeating_it(born: date, names: list[str], hr: Actor) -> None:
    before = events(hr)
    with pytest.raises(RefusedError) as refused:
        identify(by=hr, why="typed", person="rosa", on=ON, born=born, other_names=names)
    assert str(born) not in str(refused.value)
    assert events(hr) == before


def test_it_is_for_the_business_with_a_reason_and_of_somebody_who_is_there(hr: Actor) -> None:
    before = events(hr)
    director = of_post(hr, Post.MEDICAL_DIRECTOR, Side.CLINICAL)
    with pytest.raises(WrongHandsError):
        identify(by=director, why="mine", person="rosa", on=ON, born=DAY)
    with pytest.raises(NoReasonError):
        identify(by=hr, why="", person="rosa", on=ON, born=DAY)
    with pytest.raises(NotThereError):
        identify(by=hr, why="who", person="nobody", on=ON, born=DAY)
    assert events(hr) == before
    with pytest.raises(WrongHandsError):
        subjects(director)
