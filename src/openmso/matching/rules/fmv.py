"""What an office is fairly worth: a range from rows of sources that people can edit, and what is offered.

Every row that applies gives a low and a high for a month; the range is the median of the lows to the median of the highs, so that
one advertisement does not move it. Money is US dollars.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Final

from openmso.matching.rules.duties import Duties
from openmso.matching.rules.openings import Opening

PER: Final = {
    "hour": "an hour of the office",
    "month": "a month",
    "person_month": "a month for each person supervised",
    "person_year": "a year for each person supervised",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A row. `per`: see `PER`. `assumed`: the house's assumption rather than an appraisal. `states`: empty for everywhere."""

    code: str
    basis: str
    low: Decimal
    high: Decimal
    per: str
    states: frozenset[str] = frozenset()
    assumed: bool = True
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Applied:
    """What a row gives for an opening, in a month."""

    source: Source
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Fair:
    """The range of a month and the rows it comes of. None where no row applies."""

    low: Decimal | None
    high: Decimal | None
    rows: tuple[Applied, ...]

    @property
    def middle(self) -> Decimal | None:
        """The middle of the range."""
        return None if self.low is None or self.high is None else dollars((self.low + self.high) / 2)


DEFAULTS: Final = (
    Source(
        "hourly",
        "House assumption for an hour of administrative work of a physician; replace it by an appraiser's opinion",
        Decimal(150),
        Decimal(300),
        "hour",
    ),
    Source(
        "advertised",
        "House assumption: what a broker of directors advertises a month for each clinician (Medical Director Co.)",
        Decimal(799),
        Decimal(1250),
        "person_month",
    ),
    Source(
        "survey",
        "House assumption: what members paid for NP collaboration in a survey in Pennsylvania in 2015",
        Decimal(500),
        Decimal(1000),
        "person_month",
    ),
)
"""Rows a network starts with; each says what it rests on."""


def dollars(amount: Decimal) -> Decimal:
    """To whole dollars."""
    return amount.quantize(Decimal(1))


def fair(sources: Iterable[Source], opening: Opening, duties: Duties, on: date) -> Fair:
    """The range for an opening on a day."""
    rows = tuple(
        _applied(one, opening, duties)
        for one in sources
        if (not one.states or one.states & set(opening.states))
        and (one.until is None or on < one.until)
        and (opening.dependents or not one.per.startswith("person"))
    )
    if not rows:
        return Fair(None, None, ())
    return Fair(dollars(median(one.low for one in rows)), dollars(median(one.high for one in rows)), rows)


def _applied(one: Source, opening: Opening, duties: Duties) -> Applied:
    people = Decimal(opening.dependents)
    low, high = {
        "hour": (duties.low * one.low, duties.high * one.high),
        "month": (one.low, one.high),
        "person_month": (people * one.low, people * one.high),
        "person_year": (people * one.low / 12, people * one.high / 12),
    }[one.per]
    return Applied(one, dollars(low), dollars(high))


def offer(range_: Fair, expected: Decimal | None, ceiling: Decimal | None) -> Decimal | None:
    """What to offer a month: what is expected, or else the middle, held within the range and under the ceiling. None without a range."""
    if range_.low is None or range_.high is None or range_.middle is None:
        return None
    wanted = range_.middle if expected is None else expected
    within = min(max(wanted, range_.low), range_.high)
    return within if ceiling is None else min(within, ceiling)
