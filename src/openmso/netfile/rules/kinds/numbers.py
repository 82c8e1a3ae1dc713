"""Kinds of values that are numbers, booleans, days and moments."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final

from openmso.netfile.rules.kinds.kind import WRONG, Schema, Wrong, text_of
from openmso.netfile.rules.nodes import Node, Scalar
from openmso.netfile.rules.notes import At, Notes

WHOLE: Final = re.compile(r"-?(0|[1-9][0-9]{0,17})")
DECIMAL: Final = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
MOST_DIGITS: Final = 400
"""Enough for any float written out."""

DAY: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_DAY: Final = re.compile(DAY)
MOMENT: Final = DAY + r"T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})"
_MOMENT: Final = re.compile(MOMENT)


def _range(what: str, least: Decimal | int | None, most: Decimal | int | None) -> str:
    if least is not None and least == most:
        return str(least)
    if least is not None and most is not None:
        return f"{what} from {least} to {most}"
    return what if least is None else f"{what} of {least} or more"


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number."""

    least: int | None = 0
    most: int | None = None

    def take(self, node: Node, at: At, notes: Notes) -> int | Wrong:
        """The number."""
        expected = _range("a whole number", self.least, self.most)
        if not (isinstance(node, Scalar) and node.plain and WHOLE.fullmatch(node.text)):
            notes.unlike(node, at, expected)
            return WRONG
        number = int(node.text)
        if (self.least is not None and number < self.least) or (self.most is not None and number > self.most):
            notes.unlike(node, at, expected)
            return WRONG
        return number

    def give(self, value: int) -> int:
        """The number."""
        return value

    def schema(self) -> Schema:
        """An integer in the range."""
        return {"type": "integer", **_bounds(self.least, self.most)}


@dataclass(frozen=True, slots=True)
class Number:
    """A decimal number without sign of currency or thousands, exactly as written; quotes do no harm."""

    least: int | None = 0
    most: int | None = None
    what: str = "a number"

    def take(self, node: Node, at: At, notes: Notes) -> Decimal | Wrong:
        """The number."""
        expected = f"{_range(self.what, self.least, self.most)}, such as 12.5"
        if not (isinstance(node, Scalar) and len(node.text) <= MOST_DIGITS and DECIMAL.fullmatch(node.text)):
            notes.unlike(node, at, expected)
            return WRONG
        number = Decimal(node.text)
        if (self.least is not None and number < self.least) or (self.most is not None and number > self.most):
            notes.unlike(node, at, expected)
            return WRONG
        return number

    def give(self, value: Decimal) -> Decimal:
        """The number."""
        return value

    def schema(self) -> Schema:
        """A number in the range, or its digits as text."""
        digits = {"type": "string", "pattern": f"^{DECIMAL.pattern}$"}
        return {"anyOf": [{"type": "number", **_bounds(self.least, self.most)}, digits]}


@dataclass(frozen=True, slots=True)
class Measure:
    """A measurement (degrees, miles) as a float."""

    least: int | None = 0
    most: int | None = None
    what: str = "a number"

    def take(self, node: Node, at: At, notes: Notes) -> float | Wrong:
        """The number."""
        number = Number(self.least, self.most, self.what).take(node, at, notes)
        return float(number) if isinstance(number, Decimal) else WRONG

    def give(self, value: float) -> Decimal:
        """The shortest decimal that reads back as the same float."""
        return Decimal(repr(value))

    def schema(self) -> Schema:
        """As of a number."""
        return Number(self.least, self.most).schema()


@dataclass(frozen=True, slots=True)
class Flag:
    """`true` or `false`; never yes, no, on, off."""

    def take(self, node: Node, at: At, notes: Notes) -> bool | Wrong:
        """Whether."""
        if isinstance(node, Scalar) and node.plain and node.text in ("true", "false"):
            return node.text == "true"
        word = node.text.lower() if isinstance(node, Scalar) else ""
        meant = {"yes": "true", "on": "true", "true": "true", "no": "false", "off": "false", "false": "false"}
        notes.unlike(node, at, "true or false, without quotes", meant=meant.get(word, ""))
        return WRONG

    def give(self, value: bool) -> bool:  # noqa: FBT001 - the value is a boolean
        """The boolean."""
        return value

    def schema(self) -> Schema:
        """A boolean."""
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Day:
    """A date, `2026-11-23`. `word`: what may stand in its place (`always`, `never`), read as None."""

    word: str = ""

    def take(self, node: Node, at: At, notes: Notes) -> date | Wrong | None:
        """The date; None for the word."""
        expected = "a date such as 2026-11-23" + (f", or {self.word}" if self.word else "")
        if not isinstance(node, Scalar):
            notes.unlike(node, at, expected)
            return WRONG
        if self.word and node.text == self.word:
            return None
        try:
            if _DAY.fullmatch(node.text):
                return date.fromisoformat(node.text)
        except ValueError:
            notes.wrong(node, at, f"{node.text} is not in the calendar", expected=expected)
            return WRONG
        notes.unlike(node, at, expected)
        return WRONG

    def give(self, value: date | None) -> date | str:
        """The date as it stands in the file."""
        return self.word if value is None else value

    def schema(self) -> Schema:
        """A date, or the word."""
        day: Schema = {"$ref": "#/$defs/day"}
        return {"anyOf": [day, {"const": self.word}]} if self.word else day


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant with its offset, `2026-11-20T10:00:00-06:00`."""

    def take(self, node: Node, at: At, notes: Notes) -> datetime | Wrong:
        """The instant, aware."""
        expected = "a moment with its offset, such as 2026-11-20T10:00:00-06:00"
        text = text_of(node, at, notes, expected)
        if text is None:
            return WRONG
        try:
            if _MOMENT.fullmatch(text):
                return datetime.fromisoformat(text)
        except ValueError:
            notes.wrong(node, at, f"{text} is not in the calendar", expected=expected)
            return WRONG
        notes.unlike(node, at, expected)
        return WRONG

    def give(self, value: datetime) -> str:
        """ISO 8601; in UTC where the offset has seconds (local mean time)."""
        text = value.isoformat()
        return text if _MOMENT.fullmatch(text) else value.astimezone(UTC).isoformat()

    def schema(self) -> Schema:
        """The form of a moment."""
        return {"type": "string", "pattern": f"^{MOMENT}$"}


def _bounds(least: int | None, most: int | None) -> Schema:
    bounds: Schema = {}
    if least is not None:
        bounds["minimum"] = least
    if most is not None:
        bounds["maximum"] = most
    return bounds
