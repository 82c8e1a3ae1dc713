"""What must be done again and again: the days on which an interval was kept, and the intervals law and papers set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from openmso.authority.facts.oversight import Activity, Agreement
from openmso.authority.law import Reading
from openmso.compliance.rules.context import Context
from openmso.timeline.calendar import add_months
from openmso.timeline.days import Days

QUARTER = 92
"""The house interval for reviews, visits and drills where neither law nor paper sets one."""


def kept(done: Iterable[date], every: int, began: int) -> Days:
    """Days on which something was done within the last `every` days, or had not yet fallen due since it began."""
    starts = [began, *(day.toordinal() for day in done)]
    return Days.from_pairs((start, start + every + 1) for start in starts)


def acts(context: Context, kind: str, **of: str) -> list[Activity]:
    """Activities of a kind up to the day, of the person, physician or site named."""
    name, value = next(iter(of.items()), ("kind", kind))
    return [
        one
        for one in context.facts.by(Activity, name, value)
        if one.kind == kind
        and one.on <= context.on
        and all(getattr(one, name) == value for name, value in of.items())
    ]


def phase(context: Context, began: date | None, reading: Reading, first: str, later: str) -> int | None:
    """A phased number of the law on the day: the first one while the first phase lasts, else the later one.

    None where the law states none for the phase, or where the duty has ended.
    """
    value = reading.value
    if not value:
        return None
    if began is not None:
        ends = value.get("ends_after_months")
        if ends is not None and context.on >= add_months(began, ends, rounding="up"):
            return None
        months = value.get("first_months")
        if months is not None and context.on < add_months(began, months, rounding="up"):
            return _number(value, first)
    return _number(value, later)


def _number(value: Mapping[str, Any], field: str) -> int | None:
    found = value.get(field)
    return None if found is None else int(found)


def asked(
    context: Context, one: Agreement, state: str, prefix: str, *, plain: str, phased: str, field: str
) -> tuple[int | None, Reading]:
    """The number the law of a state asks of an agreement, and its reading: the phased rule if it has one."""
    rule = context.reading(state, f"{prefix}.{phased}")
    number = phase(context, one.span.first, rule, f"first_{field}", field)
    if number is not None:
        return number, rule
    if rule.value and (rule.value.get("ends_after_months") or rule.value.get(f"first_{field}")):
        return None, rule
    reading = context.reading(state, f"{prefix}.{plain}")
    return reading.value, reading
