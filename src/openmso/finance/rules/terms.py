"""Terms of an agreement that count days and units: bands of a tiered fee, the end of the term, the day of notice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from openmso.authority.facts.structure import Msa
from openmso.finance.rules.evidence import Known
from openmso.timeline.calendar import add_months

BANDS: Final = "fee_bands"
NOTICE: Final = "renewal_notice_days"
"""The clauses that give them."""


@dataclass(frozen=True, slots=True)
class Band:
    """From so many units on, so many dollars a period."""

    least: int
    amount: Decimal


def bands_of(msa: Msa) -> tuple[Band, ...]:
    """The bands of a tiered fee, the lowest first; none where the clause gives none that can be read."""
    given = msa.clauses.get(BANDS)
    listed = given.get("bands") if isinstance(given, Mapping) else None
    try:
        found = [Band(int(one["least"]), Decimal(str(one["amount"]))) for one in listed or ()]
    except (KeyError, TypeError, ValueError, ArithmeticError):
        return ()
    return tuple(sorted(found, key=lambda one: one.least))


def band_of(msa: Msa, known: Known) -> tuple[Band, int] | None:
    """The band that fits what the records count, and the count; None where none does. Never by revenue: only people and sites count."""
    given = msa.clauses.get(BANDS)
    counted = known.of(str(given.get("counted", ""))) if isinstance(given, Mapping) else None
    if counted is None:
        return None
    fitting = [one for one in bands_of(msa) if one.least <= counted]
    return (fitting[-1], int(counted)) if fitting else None


@dataclass(frozen=True, slots=True)
class Clock:
    """How an agreement goes on. `ends`: the last day of the term; `notice`: the last day on which notice is in time. None: not on record."""

    ends: date | None
    notice: date | None
    renews: bool | None


def clock_of(msa: Msa, on: date) -> Clock:
    """The end of the term that runs on a day, and the day of notice.

    A term of so many years begins again where the agreement renews itself; else it ends once. An agreed last day comes first.
    """
    first, last = msa.span.first, None if msa.span.until is None else msa.span.until - timedelta(days=1)
    ends = last
    if first is not None and msa.term_years:
        months = 12 * msa.term_years
        turns = 1
        while msa.auto_renews_without_notice and add_months(first, months * turns, rounding="up") <= on:
            turns += 1
        term = add_months(first, months * turns, rounding="up") - timedelta(days=1)
        ends = min(term, last) if last else term
    days = _days(msa.clauses.get(NOTICE))
    return Clock(
        ends,
        ends - timedelta(days=days) if ends and days is not None else None,
        msa.auto_renews_without_notice,
    )


def _days(given: Any) -> int | None:  # noqa: ANN401 - what a clause provides
    return given if isinstance(given, int) and not isinstance(given, bool) and given >= 0 else None
