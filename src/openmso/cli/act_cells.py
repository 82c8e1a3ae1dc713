"""The cells of a row of acts, each read strictly: text of CSV, or the values of the other forms.

Every reader raises `RejectedError` for what it does not understand, with the column and what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from openmso.cli.failure import BadInputError
from openmso.cli.moments import on_the_wall
from openmso.cli.options import EARLIEST, LATEST

Cells = Mapping[str, Any]

TRUE: Final = frozenset({"true", "yes", "1", "y", "t"})
FALSE: Final = frozenset({"false", "no", "0", "n", "f"})


class RejectedError(ValueError):
    """Why a row is no act. The first argument is the column, the second what is wrong with it."""

    def __str__(self) -> str:
        column, wrong = self.args
        return f"{column}: {wrong}"


def empty(value: Any) -> bool:  # noqa: ANN401 - a cell is text in CSV and anything in the other forms
    """Whether a cell tells nothing."""
    return value is None or (isinstance(value, str) and not value.strip())


def word(told: Cells, column: str, words: tuple[str, ...], case: Callable[[str], str]) -> str:
    """One of the closed words of a column."""
    if column not in told:
        raise RejectedError(column, "is empty where its neighbors are not")
    word = case(str(told[column]).strip())
    if word not in words:
        raise RejectedError(column, f"{str(told[column])[:40]!r} is none of {', '.join(words)}")
    return word


def truth(told: Cells, column: str) -> bool | None:
    """True, false, or nothing."""
    value = told.get(column)
    if value is None or isinstance(value, bool):
        return value
    word = str(value).strip().casefold()
    if word not in TRUE | FALSE:
        raise RejectedError(column, f"{str(value)[:40]!r} is neither true nor false")
    return word in TRUE


def number(told: Cells, column: str) -> Decimal:
    """A number from 0 to a million."""
    value = told[column]
    try:
        number = Decimal("NaN") if isinstance(value, bool) else Decimal(str(value).strip())
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or number < 0 or number > 1_000_000:
        raise RejectedError(column, f"{str(value)[:40]!r} is no number from 0 to a million")
    return number


def whole_minutes(told: Cells, column: str) -> int:
    """Minutes rounded up, never down: half a minute farther than the law allows is farther."""
    return int(number(told, column).to_integral_value(rounding="ROUND_CEILING"))


def state(told: Cells, column: str) -> str | None:
    """The two letters of a state, or nothing."""
    value = told.get(column)
    if value is None:
        return None
    state = str(value).strip().upper()
    if len(state) != 2 or not state.isascii() or not state.isalpha():
        raise RejectedError(column, f"{str(value)[:40]!r} is no state of two letters")
    return state


def entries(value: Any) -> frozenset[str]:  # noqa: ANN401 - text with semicolons, or a list where the form has lists
    """Several texts of one cell."""
    parts = value if isinstance(value, list | tuple) else str(value).split(";")
    return frozenset(text for part in parts if (text := str(part).strip()))


def day_alone(value: Any) -> bool:  # noqa: ANN401 - text, a date, a moment or anything wrong
    """Whether a cell holds a day without the time."""
    if isinstance(value, str):
        return len(value.strip()) <= len("2026-12-05")
    return isinstance(value, date) and not isinstance(value, datetime)


def moment(told: Cells, column: str, zone: ZoneInfo) -> datetime:
    """A moment in UTC; without an offset it is the clock on a wall of the zone, and a day alone its noon."""
    value = told.get(column)
    if value is None:
        raise RejectedError(column, "is empty where its neighbors are not")
    try:
        return _read(value.strip(), zone) if isinstance(value, str) else _placed(value, zone)
    except ValueError as wrong:
        raise RejectedError(column, str(wrong)) from None


@lru_cache(maxsize=65_536)
def _read(text: str, zone: ZoneInfo) -> datetime:
    try:
        value = date.fromisoformat(text) if day_alone(text) else datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text[:40]!r} is no ISO moment") from None
    return _placed(value, zone)


def _placed(value: Any, zone: ZoneInfo) -> datetime:  # noqa: ANN401 - a moment, a day, or anything wrong
    """In UTC, because moments of one zone compare by the clock on the wall, and that goes back once a year."""
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time(12))
    if not isinstance(value, datetime):
        raise ValueError(f"{str(value)[:40]!r} is no ISO moment")  # noqa: TRY004 - told with every other wrong text
    if not EARLIEST <= value.date() < LATEST:
        raise ValueError(f"{value.date().isoformat()} lies outside {EARLIEST.year} to {LATEST.year - 1}")
    if value.tzinfo is not None:
        return value.astimezone(UTC)
    try:
        return on_the_wall(value, zone).astimezone(UTC)
    except BadInputError as twice:
        raise ValueError(twice.message) from None
