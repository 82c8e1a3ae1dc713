"""Who feels that a site moves, at other sites too: each case changes the verdict of a key elsewhere, or of none."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from openmso.authority.answer import Key
from openmso.authority.batch import compile_table, recompile
from openmso.authority.facts import Facts
from openmso.authority.facts.structure import Ownership, Registration, Site
from openmso.authority.judge import Judge
from openmso.authority.law import LawBook
from openmso.timeline.spans import Span
from tests.authority.batch.test_compiling import agrees, judged
from tests.cast import (
    AUSTIN,
    BOTOX,
    CAST,
    DALLAS,
    LAW,
    LONG_AGO,
    LUMEN,
    NIA,
    NM,
    PAT,
    ROSA,
    agreed,
    book,
    cast,
    says,
)

LAY_OWNED = cast(
    Ownership("ownership-ada", LUMEN, "lay", Decimal(100), span=LONG_AGO),
    Registration("filed", AUSTIN, "lay_owner"),
)
CAPPED = cast(agreed(NIA, sites=frozenset({AUSTIN})), agreed(PAT, span=Span.of(date(2025, 1, 1))))
CASES: dict[str, tuple[Facts, LawBook, dict[str, Any], str]] = {
    "the license for lay owners": (
        LAY_OWNED,
        book(says("ownership.rule", {"lay_needs_registration": "lay_owner"})),
        {"state": NM},
        ROSA,
    ),
    "the giver's distance": (
        CAST,
        book(says("medical_director.distance", {"miles": 100})),
        {"latitude": 32.7, "longitude": -96.9},
        ROSA,
    ),
    "the director's number of sites": (
        CAST,
        book(says("medical_director.max_locations", 1)),
        {"state": NM},
        ROSA,
    ),
    "the cap by state": (
        CAPPED,
        book(says("pa.max_per_physician", {"max": 1, "counts": ("NP", "PA")})),
        {"state": NM},
        PAT,
    ),
}


def moved(facts: Facts, law: LawBook, **to: Any) -> Iterator[Judge]:
    """The judges before and after Austin moved, once the recompiled table was found to agree with the second."""
    old = facts.need(Site, AUSTIN)
    new = replace(old, **to)
    before = Judge(facts, law)
    after = Judge(facts.changed(new), law)
    agrees(recompile(compile_table(before), [old, new], after), after)
    yield from (before, after)


@pytest.mark.parametrize("case", CASES)
def test_another_site_feels(case: str) -> None:
    facts, law, to, person = CASES[case]
    before, after = moved(facts, law, **to)
    elsewhere = Key(person, BOTOX, DALLAS)
    assert judged(before, elsewhere) != judged(after, elsewhere)


def test_nobody_else_feels_where_the_law_sets_neither_distance_nor_number() -> None:
    before, after = moved(CAST, LAW, latitude=32.7, longitude=-96.9)
    assert all(judged(before, key) == judged(after, key) for key in before.keys())  # noqa: SIM118 - a judge is no mapping
