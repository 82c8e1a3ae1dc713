"""The exclusion list of the OIG as a CSV file: the full list, or a supplement of a month.

Eighteen columns, as published: zeros where there is no NPI or no date; days as 20160218, the day of birth in the supplements as
06/22/75. A row that cannot be read may be somebody of the network, so it is never dropped in silence: it becomes a reject.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import file_digest
from pathlib import Path
from typing import Final, TextIO

from openmso.workforce.rules.listing import Born, Listing
from openmso.workforce.rules.npi import is_npi
from openmso.workforce.rules.rejects import Reject, UnreadableError

COLUMNS: Final = (
    "LASTNAME", "FIRSTNAME", "MIDNAME", "BUSNAME", "GENERAL", "SPECIALTY", "UPIN", "NPI", "DOB", "ADDRESS", "CITY", "STATE",
    "ZIP", "EXCLTYPE", "EXCLDATE", "REINDATE", "WAIVERDATE", "WVRSTATE",
)  # fmt: skip
CHUNK: Final = 256 * 1024
NO_DAY: Final = frozenset({"", "00000000"})


@dataclass(frozen=True, slots=True)
class ListFile:
    """A list as read. `digest` is the SHA-256 of the file; `remarks` are about rows that were taken all the same."""

    rows: tuple[Listing, ...]
    rejects: tuple[Reject, ...]
    remarks: tuple[Reject, ...]
    digest: str


def read_leie(path: Path) -> ListFile:
    """Read a list. Raises `UnreadableError` if the columns are not those of the list; otherwise every row is there or a reject."""
    with path.open("rb") as whole:
        digest = file_digest(whole, "sha256").hexdigest()
    rows: list[Listing] = []
    rejects: list[Reject] = []
    remarks: list[Reject] = []
    # A list is tens of megabytes: it is read line by line, not held three times over.
    with path.open(encoding=_encoding(path), errors="replace", newline="") as text:
        for line, cells in _cells(text, path.name):
            found = _row(line, cells, remarks)
            (rejects if isinstance(found, Reject) else rows).append(found)  # type: ignore[arg-type] # one or the other
    return ListFile(tuple(rows), tuple(rejects), tuple(remarks), digest)


def _encoding(path: Path) -> str:
    """UTF-8 if all of the file is, else the code page in which the OIG has published it, too."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as text:
            while text.read(CHUNK):
                pass
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _cells(text: TextIO, name: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(text, strict=True)
    try:
        heading = next(reader, [])
        if tuple(one.strip() for one in heading) != COLUMNS:
            raise UnreadableError(
                f"{name} is no exclusion list of the OIG: its columns must be {', '.join(COLUMNS)}", 1
            )
        for cells in reader:
            if cells:
                yield reader.line_num, [" ".join(one.split()) for one in cells]
    except csv.Error as broken:
        raise UnreadableError(
            f"{name}, line {reader.line_num}: {broken}; fetch the file anew", reader.line_num
        ) from None


def _row(line: int, cells: list[str], remarks: list[Reject]) -> Listing | Reject:
    if len(cells) != len(COLUMNS):
        return Reject(line, "", f"{len(cells)} cells instead of {len(COLUMNS)}", "fetch the file anew")
    cell = dict(zip(COLUMNS, cells, strict=True))
    if not cell["LASTNAME"] and not cell["BUSNAME"]:
        return Reject(
            line, "LASTNAME", "neither a person's nor a company's name", "look the row up at the source"
        )
    days: dict[str, date | None] = {}
    for column in ("EXCLDATE", "REINDATE", "WAIVERDATE"):
        try:
            days[column] = None if cell[column] in NO_DAY else _day(cell[column])
        except ValueError:
            return Reject(line, column, "no day", "it should be like 20160218")
    if days["EXCLDATE"] is None:
        return Reject(
            line, "EXCLDATE", "no day from which the exclusion holds", "look the row up at the source"
        )
    return Listing(
        line=line,
        last=cell["LASTNAME"],
        first=cell["FIRSTNAME"],
        middle=cell["MIDNAME"],
        business=cell["BUSNAME"],
        general=cell["GENERAL"],
        specialty=cell["SPECIALTY"],
        npi=_npi(line, cell["NPI"], remarks),
        born=_born(line, cell["DOB"], remarks),
        address=cell["ADDRESS"],
        city=cell["CITY"],
        state=cell["STATE"],
        zip=cell["ZIP"],
        kind=cell["EXCLTYPE"],
        excluded_on=days["EXCLDATE"],
        reinstated_on=days["REINDATE"],
        waived_on=days["WAIVERDATE"],
        waiver_state=cell["WVRSTATE"],
    )


def _day(text: str) -> date:
    if len(text) != 8 or not text.isdigit():
        raise ValueError("no day")
    return date(int(text[:4]), int(text[4:6]), int(text[6:]))


def _npi(line: int, text: str, remarks: list[Reject]) -> str:
    if not text.strip("0") or is_npi(text):
        return text if text.strip("0") else ""
    remarks.append(Reject(line, "NPI", "fails its check digit", "the row is compared by name only"))
    return ""


def _born(line: int, text: str, remarks: list[Reject]) -> Born | None:
    if text in NO_DAY:
        return None
    try:
        if "/" in text:
            month, day, year = (int(part) for part in text.split("/"))
            # 1896 had a February 29 as 2096 will have: without its century a year of four digits that leaps serves the check.
            date(2000 + year if year % 4 == 0 else 2001, month, day)
            return Born(year, month, day, has_century=year > 99)
        return Born.on(_day(text))
    except ValueError:
        remarks.append(Reject(line, "DOB", "no day", "the row is compared without a day of birth"))
        return None
