"""An oracle for matching, made apart from it: real rows, written otherwise in ways that occur, and people who are not in the list.

Nothing of the product is used here: the rows are read by `csv`, the short names are a list of their own, and every change of a
name is spelled out below. Who is who is known by construction.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

SHORT: Final = {
    "WILLIAM": "Bill", "ROBERT": "Bob", "RICHARD": "Dick", "JAMES": "Jim", "MICHAEL": "Mike", "JOSEPH": "Joe",
    "THOMAS": "Tom", "CHRISTOPHER": "Chris", "ELIZABETH": "Liz", "KATHERINE": "Katie", "JENNIFER": "Jenny", "REBECCA": "Becky",
    "PATRICIA": "Pat", "SUSAN": "Sue", "DEBORAH": "Debbie", "MARGARET": "Peggy", "KIMBERLY": "Kim", "STEPHEN": "Steve",
    "STEVEN": "Steve", "ANTHONY": "Tony", "EDWARD": "Ted", "CHARLES": "Chuck", "DANIEL": "Dan", "MATTHEW": "Matt",
    "JEFFREY": "Jeff", "TIMOTHY": "Tim", "GREGORY": "Greg", "KENNETH": "Ken", "RONALD": "Ron", "DONALD": "Don", "DAVID": "Dave",
    "ANDREW": "Andy", "BENJAMIN": "Ben", "SAMUEL": "Sam", "PAMELA": "Pam", "CYNTHIA": "Cindy", "SANDRA": "Sandy",
    "BARBARA": "Barb", "JESSICA": "Jess", "AMANDA": "Mandy", "MELISSA": "Missy", "STEPHANIE": "Steph", "CHRISTINA": "Tina",
    "THERESA": "Terry", "TERESA": "Teri", "JOSHUA": "Josh", "NICHOLAS": "Nick", "JONATHAN": "Jon", "ALEXANDER": "Alex",
    "LAWRENCE": "Larry", "RAYMOND": "Ray", "GERALD": "Jerry", "DOUGLAS": "Doug", "PHILIP": "Phil", "VICTORIA": "Vicky",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A real row: whose it is, and nothing else."""

    first: str
    middle: str
    last: str
    born: date

    @property
    def key(self) -> tuple[str, str, date]:
        """Who it is, for finding the row again."""
        return (self.first, self.last, self.born)


def rows_of(path: Path) -> list[Row]:
    """The people of a list whose day of birth is given. Nobody in it was born in this century."""
    with path.open(encoding="utf-8") as file:
        return [
            Row(one["FIRSTNAME"].strip(), one["MIDNAME"].strip(), one["LASTNAME"].strip(), _born(one["DOB"]))
            for one in csv.DictReader(file)
            if one["LASTNAME"].strip() and one["DOB"].strip()
        ]


def _born(text: str) -> date:
    if "/" in text:
        month, day, year = text.split("/")
        return date(1900 + int(year), int(month), int(day))
    return date(int(text[:4]), int(text[4:6]), int(text[6:]))


def _swapped_letters(word: str) -> str:
    return f"{word[:1]}{word[2]}{word[1]}{word[3:]}"


def _accented(word: str) -> str:
    return word.translate(str.maketrans("AEIOUN", "ÁÉÍÓÚÑ"))


Perturbation = Callable[[Row], str | None]
PERTURBED: Final[dict[str, Perturbation]] = {
    "as listed": lambda row: " ".join(filter(None, (row.first, row.middle, row.last))).title(),
    "without the middle name": lambda row: f"{row.first} {row.last}".title(),
    "only the initial of the middle name": lambda row: (
        f"{row.first} {row.middle[0]}. {row.last}".title() if row.middle else None
    ),
    "family name first, with a comma": lambda row: f"{row.last}, {row.first}".title(),
    "swapped": lambda row: f"{row.last} {row.first}".title() if len(row.last.split()) == 1 else None,
    "a short name": lambda row: f"{SHORT[row.first]} {row.last}".title() if row.first in SHORT else None,
    "a second family name behind a hyphen": lambda row: f"{row.first} {row.last}-Abernathy".title(),
    "a second family name before": lambda row: f"{row.first} Abernathy-{row.last}".title(),
    "two letters of the family name swapped": lambda row: (
        f"{row.first} {_swapped_letters(row.last)}".title()
        if len(row.last) >= 4 and row.last.isalpha() and row.last[1] != row.last[2]
        else None
    ),
    "a letter of the given name left out": lambda row: (
        f"{row.first[:2]}{row.first[3:]} {row.last}".title() if len(row.first) >= 6 else None
    ),
    "a letter of the family name doubled": lambda row: (
        f"{row.first} {row.last[:3]}{row.last[2:]}".title() if len(row.last) >= 4 else None
    ),
    "a suffix and a degree": lambda row: f"{row.first} {row.last} Jr., RN".title(),
    "with accents": lambda row: f"{_accented(row.first)} {_accented(row.last)}".title(),
    "without hyphens and apostrophes": lambda row: (
        f"{row.first} {row.last.replace('-', ' ').replace(chr(39), '')}".title()
        if not row.last.replace(" ", "").isalpha()
        else None
    ),
    "the initial of the given name": lambda row: f"{row.first[0]}. {row.last}".title(),
    "the middle name as given name": lambda row: (
        f"{row.middle} {row.last}".title() if len(row.middle.strip(".")) > 2 else None
    ),
    "another family name": lambda row: f"{row.first} Quisenberry".title(),
}
"""What may have happened to a name on its way into a staff list; None where it cannot happen to this one."""
