"""The examples of docs/law-cases.md are cases that hold, and every jurisdiction has cases of its own."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from openmso.authority.reasons import Code
from openmso.law import queries
from openmso.law.facts.book import SHIPPED
from openmso.law.facts.cases import read_cases
from openmso.law.files.documents import parse
from openmso.law.rules import cases
from openmso.law.rules.problems import Problem, Problems
from openmso.law.rules.scenes import Words

PAGE = Path(__file__).parents[2] / "docs" / "law-cases.md"
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
STATES = ("TX", "OK", "NV", "GA", "FL")

BIG = frozenset(
    [
        "AZ",
        "CA",
        "CO",
        "FL",
        "GA",
        "IL",
        "IN",
        "MA",
        "MI",
        "NC",
        "NJ",
        "NV",
        "NY",
        "OH",
        "OR",
        "PA",
        "TN",
        "TX",
        "UT",
        "VA",
        "WA",
    ]
)


def read(example: str, state: str) -> cases.Case:
    """The case of an example, read as if it stood in the folder of a state."""
    wrong: list[Problem] = []
    problems = Problems(PAGE.name, wrong)
    node = parse(example.encode(), problems)
    assert node is not None
    (case,) = cases.read_cases(node, state, queries.pack(), problems)
    assert not wrong
    return case


@pytest.mark.parametrize(("example", "state"), [*zip(EXAMPLES, STATES, strict=True)])
def test_an_example_holds_and_stands_in_the_pack(example: str, state: str) -> None:
    case = read(example, state)
    assert cases.judge([case], queries.pack())[0].agrees
    there = read_cases(SHIPPED, queries.whole())
    assert any(one.given == case.given and one.on == case.on for one in there if one.jurisdiction == state)


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_of_another_outcome_fails(example: str) -> None:
    """The page would not notice otherwise if cases were no longer judged at all."""
    case = read(example, STATES[EXAMPLES.index(example)])
    wrong = {"leave": "permitted"} if case.given is None else {"standing": "held"}
    asked = cases.Case(
        case.where,
        case.jurisdiction,
        case.name,
        case.on,
        wrong,
        case.because,
        case.parameter,
        case.key,
        case.given,
    )
    assert not cases.judge([asked], queries.pack())[0].agrees


def test_the_page_names_every_key() -> None:
    words = Words.of(queries.pack())
    named = {*words.given, *words.given["bedside"].fields, *words.given["settings"].fields, *words.expect}
    text = PAGE.read_text(encoding="utf-8")
    assert [word for word in sorted(named) if f"`{word}`" not in text and f"`{word}:" not in text] == []


def test_every_reason_can_be_expected() -> None:
    assert set(Words.of(queries.pack()).expect["bars"].codes) == {code.name.lower() for code in Code}


def test_every_state_has_cases_and_scenes_of_its_own() -> None:
    """Six and three of them scenes in the states where most spas are, two and one elsewhere; no scene plays federally."""
    found = read_cases(SHIPPED, queries.whole())
    all_of: Counter[str] = Counter()
    scenes: Counter[str] = Counter()
    for case in found:
        all_of[case.jurisdiction] += 1
        scenes[case.jurisdiction] += case.given is not None
    few = [
        f"{code}: {all_of[code]} cases, {scenes[code]} scenes"
        for code in queries.whole().jurisdictions
        if all_of[code] < (6 if code in BIG else 2)
        or (code != "US" and scenes[code] < (3 if code in BIG else 1))
    ]
    assert not few
