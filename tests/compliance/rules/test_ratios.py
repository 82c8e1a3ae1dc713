"""Pairs of worlds for the controls over ratios and distance."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from openmso.authority.facts import Record
from openmso.authority.facts.people import Engagement, Person
from openmso.authority.law import Statement
from tests.compliance.pairs import Pair, each, hold
from tests.compliance.worlds import (
    ADA,
    AGREEMENT,
    AUSTIN,
    HOURLY,
    PC,
    SHOULD,
    SITE,
    WORKS,
    licensed,
    says,
    scene,
    signed,
    since,
)

LATER = date(2026, 5, 1)


def cap(parameter: str, most: int, **more: Any) -> Statement:
    return says(parameter, {"max": most, "counts": ("NP", "PA"), "unit": "people", **more})


def another(person: str, role: str) -> tuple[Record, ...]:
    return (
        Person(person, person.title()),
        licensed(person, role),
        Engagement(f"engagement-{person}", person, PC, role, span=since(), pay=HOURLY),
        replace(
            AGREEMENT,
            id=f"agreement-{person}",
            person=person,
            span=since(LATER),
            signatures=signed(ADA, person),
        ),
    )


NORA, PAT = another("nora", "NP"), another("pat", "PA")
ONE_NP, TWO_NPS = cap("np.max_per_physician", 1), cap("np.max_per_physician", 3)
ONE_PA, TWO_PAS = cap("pa.max_per_physician", 1), cap("pa.max_per_physician", 3)
AT_ONCE = cap("np.max_per_physician", 1, at="supervised_at_once")
IN_FTE = says("np.max_per_physician", {"max": 4, "counts": ("NP",), "unit": "fte"})
WACO = replace(SITE, id="waco", name="Cedar Waco", latitude=31.55, longitude=-97.15, span=since(LATER))
NEAR = says("medical_director.distance", {"miles": 25})
NEXT_DOOR = says("medical_director.distance", {"miles": 120})
OR_COUNTY = says(
    "medical_director.distance", {"miles": 25, "ceiling_miles": 120, "or_contiguous_county": True}
)

PAIRS = (
    Pair("RAT-01", scene(*NORA, law=[ONE_NP]), where=ADA, since=LATER, mended=scene(*NORA, law=[TWO_NPS]), says="beyond it: Nora"),
    Pair("RAT-01", scene(*NORA, law=[AT_ONCE]), where=ADA, since=LATER, severity=SHOULD, mended=scene(law=[AT_ONCE])),
    Pair("RAT-02", scene(*PAT, law=[ONE_PA]), where=ADA, since=LATER, mended=scene(*PAT, law=[TWO_PAS]), says="beyond it: Pat"),
    Pair("RAT-02", scene(*PAT, law=[cap("pa.max_per_physician", 1, at="supervised_at_once")]), where=ADA, since=LATER,
         severity=SHOULD, mended=scene(*PAT, law=[TWO_PAS])),
    Pair("RAT-03", scene(*NORA, law=[cap("np.max_per_physician", 2)]), where=ADA, since=LATER,
         mended=scene(*NORA, law=[TWO_NPS])),
    Pair("RAT-04", scene(replace(AGREEMENT, fte=Decimal("0.5")), law=[IN_FTE]), where="agreement-nia",
         since=date(2024, 1, 1), mended=scene(law=[IN_FTE])),
    Pair("RAT-05", scene(WACO, replace(WORKS["ben"], sites=frozenset({AUSTIN, "waco"})), law=[NEAR]), where="appointment-ada",
         since=LATER, mended=scene(WACO, law=[NEXT_DOOR]), says="95 miles from Cedar Waco"),
    Pair("RAT-06", scene(WACO, replace(WORKS["ben"], sites=frozenset({AUSTIN, "waco"})), law=[OR_COUNTY]), where="appointment-ada",
         since=LATER, mended=scene(WACO, law=[NEXT_DOOR])),
    Pair("RAT-06", scene(replace(WORKS["ben"], sites=None), law=[NEAR]), where="appointment-ben", since=date(2024, 1, 1),
         mended=scene(law=[NEAR]), says="unknown distance"),
)  # fmt: skip


@each(PAIRS)
def test_the_faulty_world_has_the_finding_and_the_mended_one_has_not(pair: Pair) -> None:
    hold(pair)
