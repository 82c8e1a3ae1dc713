"""The examples of docs/law-cases.md are cases that hold; jurisdictions and dated changes have cases of their own."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from openmso.authority.law import LawBook
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
DATED = (date(2024, 1, 1), date(2027, 12, 31))
"""First days whose changes are tried on both sides."""

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


def sides_missing(book: LawBook, found: Iterable[cases.Case]) -> list[str]:
    """Statements in force that begin in `DATED` without a case before their first day, or without one from it on.

    A scene counts for the delegation rule of its procedure and role only: what else it leans on it does not say.
    """
    days: defaultdict[tuple[str, ...], list[date]] = defaultdict(list)
    for case in found:
        given = case.given
        asked = (
            (case.parameter, *case.key)
            if given is None
            else ("delegation.rule", given["procedure"], given["role"])
        )
        days[case.jurisdiction, *asked].append(case.on)
    missing = []
    for one in book.statements:
        first = one.span.first
        if not one.since_known or one.pending or first is None or not DATED[0] <= first <= DATED[1]:
            continue
        on = days[one.jurisdiction, one.parameter, *one.key]
        for side, there in (
            ("before", any(day < first for day in on)),
            ("from", any(day >= first for day in on)),
        ):
            if not there:
                missing.append(f"{one.where} {one.parameter} {' '.join(one.key)}: no case {side} {first}")
    return missing


def test_every_change_of_2024_to_2027_has_a_case_on_each_side() -> None:
    """Where nobody found what held before, the case before expects `unresearched` and says what was looked for."""
    assert sides_missing(queries.pack(), read_cases(SHIPPED, queries.whole())) == []


@pytest.mark.parametrize("side", ["before", "from"])
def test_a_change_without_a_case_on_one_side_is_noticed(side: str) -> None:
    first = date(2025, 11, 1)
    found = [
        case
        for case in read_cases(SHIPPED, queries.whole())
        if (case.jurisdiction, case.parameter, case.key) != ("OK", "duty.rule", ("aprn_malpractice_cover",))
        or (case.on < first) == (side == "from")
    ]
    (told,) = sides_missing(queries.pack(), found)
    assert told.endswith(f"duty.rule aprn_malpractice_cover: no case {side} {first}")
