"""What shows that a service was given in a month: counts, costs, reports, and what the practice collected."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

KINDS: Final = {
    "count": "units of service",
    "cost": "a cost of the service, in dollars",
    "report": "a report or document, without a number",
    "collections": "what the practice collected in the month, in dollars",
}
COLUMNS: Final = ("service", "kind", "reference", "units", "amount", "about")
LONGEST: Final = 300
MOST_ROWS: Final = 5000


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence for a month: of a `service` of the schedule (empty for collections), of a kind, with what it says.

    `reference`: the number of a report or a bill, by which it is known and comes once. Amounts in US dollars.
    """

    service: str
    kind: str
    reference: str
    units: Decimal | None = None
    amount: Decimal | None = None
    about: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a piece: the field, what it is, how to mend it."""

    field: str
    what: str
    mend: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as it was read: pieces, and what is wrong by line (the heading is line 1)."""

    pieces: tuple[Piece, ...]
    wrong: tuple[tuple[int, Wrong], ...]


def wrong_with(one: Piece, services: Iterable[str]) -> list[Wrong]:
    """What is wrong with a piece for an agreement whose schedule has these services."""
    found = []
    if one.kind not in KINDS:
        return [Wrong("kind", f'"{one.kind}" is no kind of evidence', ", ".join(KINDS))]
    known = sorted(services)
    if one.kind == "collections" and one.service:
        found.append(Wrong("service", "collections are the practice's, of no service", "leave it empty"))
    if one.kind != "collections" and one.service not in known:
        found.append(Wrong("service", f'"{one.service}" is not in the schedule', "; ".join(known)))
    if not one.reference.strip() or len(one.reference) > LONGEST:
        found.append(Wrong("reference", "it names nothing", "the number of the report or the bill"))
    if len(one.about) > LONGEST:
        found.append(Wrong("about", f"it has {len(one.about)} signs", f"at most {LONGEST}"))
    return [*found, *_numbers(one)]


def _numbers(one: Piece) -> list[Wrong]:
    wanted = {"count": "units", "cost": "amount", "collections": "amount"}.get(one.kind)
    found = []
    for field in ("units", "amount"):
        value = getattr(one, field)
        if field == wanted and (value is None or not value.is_finite() or value < 0):
            found.append(Wrong(field, "no such number is given", "a number of 0 or more"))
        elif field != wanted and value is not None:
            found.append(Wrong(field, f"{KINDS[one.kind]} has no {field}", "leave it empty"))
    return found


def read(text: str, services: Iterable[str]) -> Sheet:
    """The pieces of a sheet of comma-separated values with the heading `COLUMNS` (in any order; empty columns may be left out)."""
    rows = list(csv.reader(text.lstrip("\ufeff").splitlines()))
    heading = [one.strip().lower() for one in rows[0]] if rows else []
    if not {"service", "kind", "reference"} <= set(heading) or set(heading) - set(COLUMNS):
        return Sheet((), ((1, Wrong("file", "the heading is another one", ",".join(COLUMNS))),))
    if len(rows) > MOST_ROWS:
        return Sheet((), ((1, Wrong("file", f"it has {len(rows)} lines", f"at most {MOST_ROWS}")),))
    known = tuple(services)
    pieces: dict[tuple[str, str, str], Piece] = {}
    wrong: list[tuple[int, Wrong]] = []
    for line, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        told = dict(zip(heading, (cell.strip() for cell in row), strict=False))
        piece, faults = _piece(told, known)
        key = (piece.service, piece.kind, piece.reference)
        if key in pieces:
            faults.append(Wrong("reference", f'"{piece.reference}" stands there twice', "once in a sheet"))
        pieces[key] = piece
        wrong += [(line, one) for one in faults]
    return Sheet(tuple(pieces.values()), tuple(wrong))


def _piece(told: dict[str, str], services: tuple[str, ...]) -> tuple[Piece, list[Wrong]]:
    numbers: dict[str, Decimal | None] = {}
    faults = []
    for field in ("units", "amount"):
        said = told.get(field, "").replace(",", "").removeprefix("$")
        try:
            numbers[field] = Decimal(said) if said else None
        except InvalidOperation:
            numbers[field] = None
            faults.append(Wrong(field, f'"{said}" is no number', "a number such as 1250.50"))
    piece = Piece(
        told.get("service", ""),
        told.get("kind", ""),
        told.get("reference", ""),
        numbers["units"],
        numbers["amount"],
        told.get("about", ""),
    )
    named = {one.field for one in faults}
    return piece, [*faults, *(one for one in wrong_with(piece, services) if one.field not in named)]


def collected(pieces: Iterable[Piece]) -> Decimal | None:
    """What the practice collected in a month; None where nobody said."""
    found = [one.amount for one in pieces if one.kind == "collections" and one.amount is not None]
    return sum(found, Decimal(0)) if found else None


@dataclass(frozen=True, slots=True)
class Known:
    """What the records of the network count for a practice in a month, by the words of `counted`."""

    month: date
    people_engaged: int
    sites_open: int

    def of(self, counted: str) -> Decimal | None:
        """The number for a word; None for another one."""
        return {
            "people_engaged": Decimal(self.people_engaged),
            "sites_open": Decimal(self.sites_open),
        }.get(counted)
