"""The search parameters that are known, type by type, and how what is asked is understood."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

Parameter = tuple[str, str]
"""What type a parameter is of, and what it does."""
DIRECTORY: Final = ("Practitioner", "PractitionerRole", "Organization", "Location")
CHARTS: Final = (
    "Patient",
    "Encounter",
    "Procedure",
    "Consent",
    "Coverage",
    "Appointment",
    "DocumentReference",
)
ID: Final[Mapping[str, Parameter]] = {"_id": ("token", "its id; several with commas")}
UPDATED: Final[Mapping[str, Parameter]] = {
    **ID,
    "_lastUpdated": ("date", "when it came here, or came otherwise"),
    "identifier": ("token", "system|value, exactly"),
}
OF_PATIENT: Final[Mapping[str, Parameter]] = {
    **UPDATED,
    "patient": ("reference", "whose it is"),
    "date": ("date", "the day it tells of"),
}
PARAMETERS: Final[Mapping[str, Mapping[str, Parameter]]] = {
    "Patient": {
        **UPDATED,
        "name": (
            "string",
            "whole words of a name, whatever their case: names are sealed and found by their words",
        ),
        "family": ("string", "as name"),
        "given": ("string", "as name"),
        "birthdate": ("date", "the day of birth, to the day"),
    },
    "Practitioner": {
        **ID,
        "identifier": ("token", "system|value, such as an NPI"),
        "name": ("string", "how a word of the name begins"),
    },
    "PractitionerRole": {
        **ID,
        "practitioner": ("reference", "whose"),
        "organization": ("reference", "for whom"),
    },
    "Organization": {**ID, "name": ("string", "how a word of the name begins")},
    "Location": {
        **ID,
        "name": ("string", "how a word of the name begins"),
        "organization": ("reference", "of which organization"),
        "address-state": ("string", "the state, by two letters"),
    },
    **dict.fromkeys(CHARTS[1:], OF_PATIENT),
}
PAGING: Final = ("_count", "_after", "_format")
LARGEST, USUAL = 500, 50
FORMATS: Final = frozenset({"json", "application/json", "application/fhir+json"})


class AskedWrongError(ValueError):
    """A search that is not understood: the code of the outcome, and what is wrong."""

    def __init__(self, code: str, said: str) -> None:
        super().__init__(said)
        self.code = code


@dataclass(frozen=True, slots=True)
class Days:
    """Days that are asked for: from the first to before the end; open where None. `outside`: all others."""

    first: date | None
    end: date | None
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A search: parameter by parameter what is asked (each must hold), how many, and after which id."""

    kind: str
    said: tuple[tuple[str, str], ...]
    count: int = USUAL
    after: str = ""

    def all(self, name: str) -> tuple[str, ...]:
        """Every value that is asked of a parameter."""
        return tuple(value for key, value in self.said if key == name)


def asked(kind: str, said: list[tuple[str, str]], extra: tuple[str, ...] = ()) -> Asked:
    """A search as it is understood. Raises `AskedWrongError` for what is not known, for an empty value, and for a count that is none."""
    known = {*PARAMETERS[kind], *extra}
    count, after, kept = USUAL, "", []
    for name, value in said:
        plain = "patient" if name == "subject" else name
        if name not in PAGING and plain not in known:
            raise AskedWrongError(
                "not-supported", f"{name} is not known for {kind}; known are {', '.join(sorted(known))}"
            )
        if not value:
            raise AskedWrongError("value", f"{name} is empty")
        if name == "_count":
            if not value.isdecimal():
                raise AskedWrongError("value", "_count is a whole number")
            count = max(1, min(int(value), LARGEST))
        elif name == "_after":
            after = value
        elif name == "_format":
            if value not in FORMATS:
                raise AskedWrongError("not-supported", "only JSON is spoken here")
        else:
            kept.append((plain, value))
    return Asked(kind, tuple(kept), count, after)


def days(value: str) -> Days:
    """What a date parameter asks: `2026`, `ge2026-11`, `lt2026-11-24`. Raises `AskedWrongError`."""
    prefix = value[:2] if value[:2].isalpha() else "eq"
    first, end = _stretch(value.removeprefix(prefix))
    match prefix:
        case "eq":
            return Days(first, end)
        case "ne":
            return Days(first, end, outside=True)
        case "ge":
            return Days(first, None)
        case "gt" | "sa":
            return Days(end, None)
        case "lt" | "eb":
            return Days(None, first)
        case "le":
            return Days(None, end)
    raise AskedWrongError(
        "not-supported", f"{prefix} before a date is not known; known are eq ne gt ge lt le sa eb"
    )


def _stretch(said: str) -> tuple[date, date]:
    steps = said.partition("T")[0].split("-")
    try:
        numbers = [int(step) for step in steps]
        year, month, day = (*numbers, 1, 1)[:3]
        first = date(year, month, day)
        length = {1: 366 if monthrange(year, 2)[1] == 29 else 365, 2: monthrange(year, month)[1], 3: 1}[
            len(steps)
        ]
        return first, first + timedelta(days=length)
    except (ValueError, KeyError, OverflowError):
        raise AskedWrongError(
            "value", "a date is 2026, 2026-11 or 2026-11-24, with a prefix such as ge"
        ) from None


def moments(value: str) -> tuple[datetime | None, datetime | None]:
    """What `_lastUpdated` asks, as moments: from, and before. A moment may be given to the second. Raises `AskedWrongError`."""
    prefix = value[:2] if value[:2].isalpha() else "eq"
    rest = value.removeprefix(prefix)
    if "T" not in rest:
        found = days(value)
        if found.outside:
            raise AskedWrongError("not-supported", "ne is not known for _lastUpdated")
        start, end = (
            datetime(d.year, d.month, d.day, tzinfo=UTC) if d else None for d in (found.first, found.end)
        )
        return start, end
    try:
        at = datetime.fromisoformat(rest.replace(" ", "+"))
    except ValueError:
        raise AskedWrongError("value", "a moment is 2026-11-24T14:10:00-06:00") from None
    if at.utcoffset() is None:
        raise AskedWrongError("value", "a moment wants its offset")
    second = timedelta(seconds=1) if at.microsecond == 0 else timedelta(microseconds=1)
    match prefix:
        case "ge":
            return at, None
        case "gt" | "sa":
            return at + second, None
        case "lt" | "eb":
            return None, at
        case "le":
            return None, at + second
        case "eq":
            return at, at + second
    raise AskedWrongError("not-supported", f"{prefix} is not known for _lastUpdated")


def id_of(kind: str, value: str) -> str:
    """The id that a reference parameter names: `p-1`, or `Patient/p-1`. Raises `AskedWrongError` for one of another type."""
    named, _, id = value.rpartition("/")
    if named and named.rpartition("/")[2] != kind:
        raise AskedWrongError("value", f"a {kind} is asked for")
    return id
