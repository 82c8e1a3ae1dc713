"""What the law asks of an agreement as a number, day by day: an interval, a share; phased from its first day where the law phases it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from openmso.authority.facts.oversight import Agreement
from openmso.authority.law import LawBook, Reading
from openmso.timeline.calendar import add_months
from openmso.timeline.tracks import Track


@dataclass(frozen=True, slots=True)
class Asked:
    """A number the law asks for on a day, with its reading; `number` is None where it asks for none."""

    number: int | None
    reading: Reading


def asked(law: LawBook, one: Agreement, state: str, *, plain: str, phased: str, field: str) -> Track[Asked]:
    """What the law of a state asks of an agreement, day by day: the phased rule if it says anything, else the plain one.

    `plain` and `phased` are parameters, `field` names the number in the phased rule; its first phase is counted
    from the agreement's first day, and an agreement without one is past it.
    """
    rules, numbers = law.track(state, phased), law.track(state, plain)
    cuts = [*rules.starts, *numbers.starts]
    if one.span.first:
        for reading in rules.values:
            cuts += _turns(one.span.first, reading.value or {})

    def asked_on(day: int) -> Asked:
        rule = rules.at(day)
        value = rule.value or {}
        if value.get(field) is not None or value.get(f"first_{field}") is not None:
            return Asked(phase(value, one.span.first, day, field), rule)
        return Asked(_number(numbers.at(day).value), numbers.at(day))

    return Track.by_day(cuts, asked_on)


def _turns(began: date, value: Any) -> list[int]:  # noqa: ANN401 - the mapping of a statement
    months = (value.get("first_months"), value.get("ends_after_months"))
    return [add_months(began, one, rounding="up").toordinal() for one in months if one is not None]


def phase(value: Any, began: date | None, day: int, field: str) -> int | None:  # noqa: ANN401 - the mapping of a statement
    """The number of a phased rule on a day; None once the duty has ended, or where the phase has none."""
    if began is not None:
        ends = value.get("ends_after_months")
        if ends is not None and day >= add_months(began, ends, rounding="up").toordinal():
            return None
        first = value.get("first_months")
        if first is not None and day < add_months(began, first, rounding="up").toordinal():
            return _number(value.get(f"first_{field}"))
    return _number(value.get(field))


def _number(value: Any) -> int | None:  # noqa: ANN401 - a number of the law book, or nothing
    return None if value is None else int(value)
