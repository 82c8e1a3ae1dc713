"""A sheet of people and licenses as a CSV file, as spreadsheets save it. docs/credentials.md describes the columns."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Final

from rapidfuzz import fuzz, process

from openmso.authority.codes import BY_NAME, STATES, WORDS
from openmso.authority.facts.checks import is_id
from openmso.authority.terms import ROLES as CODES
from openmso.workforce.rules.arrivals import Arrival, LicenseSaid, RefusedRowError
from openmso.workforce.rules.columns import ALIKE, NO, ROLES, STATUSES, UNCLEAR_ROLES, YES, bare, heading
from openmso.workforce.rules.days import Order, UnclearDayError, day_of
from openmso.workforce.rules.npi import is_npi
from openmso.workforce.rules.rejects import Reject, UnreadableError

FIRST_BIRTH: Final = date(1900, 1, 1)
SEPARATORS: Final = (",", ";", "\t")
NEVER: Final = frozenset({"never", "none", "does not expire", "perpetual", "lifetime"})
_STATES: Final[Mapping[str, str]] = {
    **{bare(name): code for name, code in BY_NAME.items()},
    **{bare(one): one for one in STATES},
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a file says: who comes, which rows cannot be taken, and what should be known of those that can."""

    arrivals: tuple[Arrival, ...]
    rejects: tuple[Reject, ...]
    remarks: tuple[Reject, ...] = ()


class UnknownColumnsError(UnreadableError):
    """Some columns of a sheet cannot be used. `wrong`: a sentence for each."""

    def __init__(self, name: str, wrong: tuple[str, ...]) -> None:
        super().__init__(f"{name}: {'; '.join(wrong)}", 1)
        self.wrong = wrong


def read_sheet(path: Path, on: date, *, skip: Iterable[str] = (), order: Order | None = None) -> Sheet:
    """Read a sheet on a day. `skip`: headings to leave out; `order`: which of day and month comes first in numbers.

    Raises `UnreadableError` for another kind of file and `UnknownColumnsError` for columns that are not known; a row that cannot
    be read is a reject, and nothing of its content is repeated in it.
    """
    lines = _lines(path)
    _, cells = next(lines, (0, []))
    found = heading(cells, skip)
    if found.wrong:
        raise UnknownColumnsError(path.name, found.wrong)
    arrivals: list[Arrival] = []
    rejects: list[Reject] = []
    width = len(cells)
    for row, cells in lines:
        if not any(cells):
            continue
        if any(cells[width:]):
            what = "has more cells than there are headings"
            rejects.append(Reject(row, "", what, "put a cell with a comma in it into quotation marks"))
            continue
        said = {name: cells[place] if place < len(cells) else "" for name, place in found.places.items()}
        try:
            arrivals.append(_Row(row, said, on, order).arrival())
        except RefusedRowError as refused:
            rejects.append(refused.reject)
    return Sheet(tuple(arrivals), tuple(rejects))


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    content = path.read_bytes()
    if b"\x00" in content:
        raise UnreadableError(f"{path.name} is no CSV file; save the sheet as CSV (UTF-8)")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableError(f"{path.name} is not in UTF-8; save the sheet as CSV (UTF-8)") from None
    first = text.split("\n", 1)[0]
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for cells in reader:
            yield reader.line_num, [" ".join(cell.split()) for cell in cells]
    except csv.Error as broken:
        raise UnreadableError(f"{path.name}, line {reader.line_num}: {broken}", reader.line_num) from None


class _Row:
    """One row. Every refusal names row and column, and never the cell's content."""

    def __init__(self, row: int, said: Mapping[str, str], on: date, order: Order | None) -> None:
        self.row, self.said, self.on, self.order = row, said, on, order

    def arrival(self) -> Arrival:
        """Who comes with this row."""
        return Arrival(
            row=self.row,
            name=self._name(),
            id=self._id(),
            npi=self._npi(),
            born=self._born(),
            other_names=tuple(one for part in self._of("other_names").split(";") if (one := part.strip())),
            license=self._license(),
        )

    def _of(self, column: str) -> str:
        return self.said.get(column, "")

    def _refuse(self, column: str, what: str, mend: str) -> RefusedRowError:
        return RefusedRowError(self.row, column, what, mend)

    def _name(self) -> str:
        if "name" in self.said:
            name = self._of("name")
            if "," in name:
                last, _, first = name.partition(",")
                if len(first.split()) > 2 or not first.strip():
                    raise self._refuse("name", "the name has a comma", "write it as First Middle Last")
                name = f"{first.strip()} {last.strip()}"
        else:
            parts = [self._of(one) for one in ("first_name", "middle_name", "last_name", "suffix")]
            if not parts[0] or not parts[2]:
                column = "last_name" if parts[0] else "first_name"
                raise self._refuse(column, "is empty", "write the name as on the license")
            name = " ".join(part for part in parts if part)
        if not any(letter.isalpha() for letter in name):
            raise self._refuse("name", "is no name", "write the name as on the license")
        return name

    def _id(self) -> str:
        id = self._of("id")
        if id and not is_id(id):
            raise self._refuse(
                "id", "cannot be an id", "lower case letters, digits, and - _ . / between parts"
            )
        return id

    def _npi(self) -> str:
        number = self._of("npi").replace(" ", "").replace("-", "")
        if number and not is_npi(number):
            what = "fails its check digit" if len(number) == 10 and number.isdigit() else "is not ten digits"
            raise self._refuse("npi", what, "look it up in the registry")
        return number

    def _born(self) -> date | None:
        born = self._day("born")
        if born is not None and not FIRST_BIRTH <= born < self.on:
            raise self._refuse("born", "is not a day on which somebody alive was born", "look at the year")
        return born

    def _day(self, column: str) -> date | None:
        if not self._of(column):
            return None
        try:
            return day_of(self._of(column), self.order)
        except UnclearDayError as unclear:
            what, _, mend = str(unclear).partition("; ")
            raise self._refuse(column, what, mend) from None

    def _license(self) -> LicenseSaid | None:
        columns = ("license_number", "license_state", "license_status", "issued", "expires")
        given = [one for one in columns if self._of(one)]
        if not given:
            return None
        if not self._of("role") or not self._of("license_state"):
            column = "license_state" if self._of("role") else "role"
            raise self._refuse(
                column, f"is empty, and there is a {given[0]}", "say as what and by which state"
            )
        never = self._of("expires").lower() in NEVER
        issued, expires = self._day("issued"), None if never else self._day("expires")
        if issued and expires and expires < issued:
            raise self._refuse("expires", "comes before the day of issue", "look at both days")
        return LicenseSaid(
            role=self._role(),
            state=self._state(),
            number=self._of("license_number"),
            status=self._status(),
            multistate=self._multistate(),
            issued=issued,
            expires=expires,
            never_expires=never,
        )

    def _role(self) -> str:
        text = self._of("role")
        word = bare(text)
        if text.upper() in CODES:
            return text.upper()
        if word in ROLES:
            return ROLES[word]
        if word in UNCLEAR_ROLES:
            raise self._refuse("role", UNCLEAR_ROLES[word], f"one of {', '.join(sorted(CODES))}")
        words = [*ROLES, *(one.lower() for one in CODES)]
        found = process.extractOne(word, words, scorer=fuzz.ratio, score_cutoff=ALIKE)
        meant = f'did you mean "{found[0]}"? ' if found else ""
        raise self._refuse("role", "is no role of the law pack", f"{meant}one of {', '.join(sorted(CODES))}")

    def _state(self) -> str:
        found = _STATES.get(bare(self._of("license_state")))
        if found is None:
            raise self._refuse("license_state", "is no state", "two letters, such as TX")
        return found

    def _status(self) -> str | None:
        text = bare(self._of("license_status"))
        if not text:
            return None
        if text not in STATUSES:
            raise self._refuse(
                "license_status", "is not known", f"one of {', '.join(WORDS['license status'])}"
            )
        return STATUSES[text]

    def _multistate(self) -> bool | None:
        word = self._of("multistate").lower()
        if word and word not in YES | NO:
            raise self._refuse("multistate", "is neither yes nor no", "yes or no")
        return word in YES if word else None
