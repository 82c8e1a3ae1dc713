"""A row of an exclusion list, as the Office of Inspector General (OIG) publishes its List of Excluded Individuals/Entities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any, Final

from openmso.workforce.rules.names import Name, company_of, name_of_parts

LEIE: Final = "LEIE"
SUPPLEMENT: Final = "OIG supplement"
"""What a look into a month's changes alone is called: it says nothing of those who were excluded before."""


@dataclass(frozen=True, slots=True)
class Born:
    """A day of birth. The supplements give two digits of the year: then `century` is None, and `year` below 100."""

    year: int
    month: int
    day: int
    has_century: bool = True

    @classmethod
    def on(cls, day: date) -> Born:
        """From a whole date."""
        return cls(day.year, day.month, day.day)

    def may_be(self, other: Born) -> bool:
        """Whether both can be the same day."""
        return (self.month, self.day) == (other.month, other.day) and self._same_year(other)

    def may_be_with_a_slip(self, other: Born) -> bool:
        """Whether day and month are in each other's place, or just one of day, month and year differs by one digit."""
        if self._same_year(other) and (self.month, self.day) == (other.day, other.month):
            return True
        pairs = ((self.month, other.month), (self.day, other.day), (self.year % 100, other.year % 100))
        differing = [(f"{a:02}", f"{b:02}") for a, b in pairs if a != b]
        if self.has_century and other.has_century and self.year // 100 != other.year // 100:
            return False
        return len(differing) == 1 and sum(a != b for a, b in zip(*differing[0], strict=True)) == 1

    def _same_year(self, other: Born) -> bool:
        whole = self.has_century and other.has_century
        return self.year == other.year if whole else self.year % 100 == other.year % 100


@dataclass(frozen=True)
class Listing:
    """One row. `npi` is empty where none is given or the given one fails its check digit; `line` is where it stands."""

    line: int
    last: str = ""
    first: str = ""
    middle: str = ""
    business: str = ""
    general: str = ""
    specialty: str = ""
    npi: str = ""
    born: Born | None = None
    address: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    kind: str = ""
    excluded_on: date = date.min
    reinstated_on: date | None = None
    waived_on: date | None = None
    waiver_state: str = ""

    @cached_property
    def name(self) -> Name:
        """The person's name."""
        return name_of_parts(given=self.first, middle=self.middle, family=self.last)

    @cached_property
    def company(self) -> str:
        """The company's name without its legal form; empty for a person."""
        return company_of(self.business) if self.business else ""

    @cached_property
    def exclusion(self) -> str:
        """A digest of whose exclusion it is: of everything but the address, the reinstatement and the waiver, which may follow."""
        born = self.born
        # A supplement gives two digits of the year of birth, the full list four.
        day = f"{born.year % 100:02}-{born.month:02}-{born.day:02}" if born else ""
        words = (
            self.last,
            self.first,
            self.middle,
            self.business,
            self.npi,
            day,
            self.kind,
            str(self.excluded_on),
        )
        return _digest(" ".join(one.split()).upper() for one in words)

    @cached_property
    def fingerprint(self) -> str:
        """A digest of the row as published: it differs as soon as anything in the row does.

        Not by the century of birth alone, which the full list gives and a supplement does not.
        """
        told = self.as_published()
        return _digest([*(str(told[name]) for name in told if name != "born"), told["born"][-8:]])

    def as_published(self) -> dict[str, Any]:
        """The row as plain words, for keeping; days as ISO dates, of a birth without century as `yy-mm-dd`."""
        found: dict[str, Any] = {}
        for one in fields(self):
            value = getattr(self, one.name)
            if one.name == "born":
                year = (
                    "" if value is None else f"{value.year:04}" if value.has_century else f"{value.year:02}"
                )
                value = f"{year}-{value.month:02}-{value.day:02}" if value else ""
            elif isinstance(value, date):
                value = value.isoformat()
            if one.name != "line":
                found[one.name] = value or ""
        return found


def listing_of(kept: Mapping[str, Any]) -> Listing:
    """The row that was kept by `as_published`; its line is 0."""
    values: dict[str, Any] = dict(kept)
    for name in ("excluded_on", "reinstated_on", "waived_on"):
        values[name] = date.fromisoformat(values[name]) if values[name] else None
    if values["born"]:
        year, month, day = values["born"].split("-")
        values["born"] = Born(int(year), int(month), int(day), has_century=len(year) == 4)
    return Listing(line=0, **{**values, "born": values["born"] or None})


def _digest(words: Any) -> str:  # noqa: ANN401 - any texts in order
    return sha256("\x1f".join(words).encode()).hexdigest()
