"""Days as people write them, read only if they can mean one day."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Final

MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FULL_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_ISO: Final = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_RUN: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NUMBERS: Final = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
_SHORT: Final = re.compile(r"\d{1,2}[-/. ](?:\d{1,2}|[A-Za-z]{3,9})[-/. ]\d{2}")
_DAY_FIRST: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[-/. ]+([A-Za-z]{3,9})\.?[-/., ]+(\d{4})")
_MONTH_FIRST: Final = re.compile(r"([A-Za-z]{3,9})\.?[-/. ]+(\d{1,2})(?:st|nd|rd|th)?,?[-/. ]+(\d{4})")


class Order(StrEnum):
    """Which number comes first where a whole file says so: 3/4/2026 is March 4 or April 3."""

    MONTH_FIRST = "mdy"
    DAY_FIRST = "dmy"


class UnclearDayError(ValueError):
    """A text is no day, or may be two. The message never repeats it: it may be a day of birth."""


def day_of(text: str, order: Order | None = None) -> date:
    """The one day a text can mean. Raises `UnclearDayError` with what is wrong and how it can be mended."""
    words = " ".join(text.split())
    if found := _ISO.fullmatch(words):
        return _day(found[1], found[3], found[4])
    if found := _RUN.fullmatch(words):
        return _day(found[1], found[2], found[3])
    if found := _NUMBERS.fullmatch(words):
        return _of_numbers(int(found[1]), int(found[3]), found[4], order)
    if found := _DAY_FIRST.fullmatch(words):
        return _day(found[3], _month(found[2]), found[1])
    if found := _MONTH_FIRST.fullmatch(words):
        return _day(found[3], _month(found[1]), found[2])
    if _SHORT.fullmatch(words):
        raise UnclearDayError("the year has two digits; write all four, as in 2026-03-31")
    if words.isdigit() and len(words) == 5:
        raise UnclearDayError("this is a spreadsheet's number of a day; write it as 2026-03-31")
    raise UnclearDayError("this is no day; write it as 2026-03-31")


def _of_numbers(first: int, second: int, year: str, order: Order | None) -> date:
    if order is Order.MONTH_FIRST or (order is None and second > 12):
        return _day(year, first, second)
    if order is Order.DAY_FIRST or first > 12 or first == second:
        return _day(year, second, first)
    raise UnclearDayError(
        "day and month cannot be told apart; write it as 2026-03-31, or say which comes first"
    )


def _month(word: str) -> int:
    low = word.lower()
    if low in FULL_MONTHS:
        return FULL_MONTHS.index(low) + 1
    if low[:3] in MONTHS and (len(low) == 3 or low == "sept"):
        return MONTHS.index(low[:3]) + 1
    raise UnclearDayError("there is no such month; write the day as 2026-03-31")


def _day(year: str | int, month: str | int, day: str | int) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise UnclearDayError("the calendar has no such day; write it as 2026-03-31") from None
