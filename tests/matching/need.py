"""An opening of the cast and a physician from outside it, who could take it; a test changes one thing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from openmso.authority.facts import Facts, Record
from openmso.authority.facts.people import License, Person
from openmso.authority.judge import Judge
from openmso.authority.law import LawBook
from openmso.matching.rules.openings import Opening, Place
from openmso.matching.rules.profiles import Profile
from tests.cast import AUSTIN, BOTOX, DALLAS, FILLER, LAW, LONG_AGO, LUMEN, TODAY, TX, cast

CORA = "cora"
IN_AUSTIN, IN_DALLAS, IN_WACO = (30.27, -97.74), (32.78, -96.80), (31.55, -97.15)


def opening(**other: Any) -> Opening:
    """Lumen wants a director for Austin, where one NP injects."""
    told: dict[str, Any] = {
        "id": "opening-austin",
        "practice": LUMEN,
        "places": (Place(AUSTIN, TX, IN_AUSTIN),),
        "procedures": frozenset({BOTOX, FILLER}),
        "people": (("NP", 1),),
        "visits": 200,
        "mode": "hybrid",
        "wanted_from": TODAY,
        **other,
    }
    return Opening(**told)


BOTH_SITES = (Place(AUSTIN, TX, IN_AUSTIN), Place(DALLAS, TX, IN_DALLAS))


def profile(**other: Any) -> Profile:
    """Cora practices in Waco, does both, and has 30 hours a month."""
    told: dict[str, Any] = {
        "person": CORA,
        "trained": frozenset({BOTOX, FILLER}),
        "boards": frozenset({"dermatology"}),
        "home": IN_WACO,
        "hours_free": Decimal(30),
        "pay_month": Decimal(1500),
        "elsewhere": (),
        "disciplined": False,
        **other,
    }
    return Profile(**told)


def facts(*records: Record, state: str = TX, until: date | None = None, **more: Any) -> Facts:
    """The cast with Cora, who is licensed and works nowhere in it."""
    from openmso.timeline.spans import Span

    span = LONG_AGO if until is None else Span.of(date(2015, 1, 1), until)
    cora = (Person(CORA, "Cora Cole"), License("license-cora", CORA, "MD", state, span))
    return cast(*cora, *records, **more)


def judge(*records: Record, law: LawBook = LAW, **more: Any) -> Judge:
    """Who judges that."""
    return Judge(facts(*records, **more), law)
