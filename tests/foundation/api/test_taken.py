"""What a function takes is what a body may say, and comes to it as it wants it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest
from pydantic import ValidationError

from openmso.authority.facts.people import Person
from openmso.foundation.api.taken import arguments_of, body_of, example_body, query_of


class Way(StrEnum):
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen."""

    name: str = ""
    on: date | None = None


def act(
    *,
    by: object,
    why: str,
    id: str,
    person: Person,
    look: Look,
    way: Way,
    lines: Iterable[Person] = (),
    pairs: tuple[tuple[str, str], ...] = (),
    until: date | None,
    percent: Decimal | None = None,
    note: str = "",
    version: str | None = None,
) -> None:
    """Does nothing."""


ROSA = {"id": "rosa", "name": "Rosa"}
BODY: dict[str, Any] = {
    "id": "x/y",
    "person": ROSA,
    "look": {"name": "as printed"},
    "way": "left",
    "lines": [ROSA],
    "pairs": [["workforce_person", "rosa"]],
    "until": None,
    "percent": "12.50",
}


def test_a_body_becomes_arguments() -> None:
    given = arguments_of(act, body_of(act).model_validate(BODY), "body")
    assert given == {
        "id": "x/y",
        "person": Person("rosa", "Rosa"),
        "look": Look("as printed"),
        "way": Way.LEFT,
        "lines": (Person("rosa", "Rosa"),),
        "pairs": (("workforce_person", "rosa"),),
        "until": None,
        "percent": Decimal("12.50"),
    }


def test_what_must_be_said_and_may_be_nothing_is_said_as_null() -> None:
    with pytest.raises(ValidationError, match="until"):
        body_of(act).model_validate({name: value for name, value in BODY.items() if name != "until"})


@pytest.mark.parametrize(
    "change",
    [
        {"way": "up"},
        {"why": "because"},
        {"version": "1"},
        {"pairs": [["a"]]},
        {"pairs": [["a", "b", "c"]]},
        {"id": "X Y"},
        {"look": {"name": "x", "more": 1}},
        {"note": 1},
    ],
)
def test_what_it_does_not_take_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        body_of(act).model_validate({**BODY, **change})


def question(by: object, on: date, *, released: bool = False, days: int = 90) -> None:
    """Asks nothing."""


def test_a_query_is_text_and_becomes_what_the_question_wants() -> None:
    asked = query_of(question).model_validate({"on": "2026-11-20", "released": "true", "days": "30"})
    assert arguments_of(question, asked, "query") == {"on": date(2026, 11, 20), "released": True, "days": 30}
    left_out = query_of(question).model_validate({"on": "2026-11-20"})
    assert arguments_of(question, left_out, "query") == {"on": date(2026, 11, 20)}
    for wrong in ({"days": "0"}, {"days": "1e3"}, {"released": "yes"}, {"on": "today"}):
        with pytest.raises(ValidationError):
            query_of(question).model_validate({"on": "2026-11-20", **wrong})


def test_an_example_says_what_must_be_said_and_is_taken() -> None:
    example = example_body(act)
    assert set(example) == {"id", "person", "look", "way", "until"}
    body_of(act).model_validate(example)
