"""The pack that comes with this version, and what may be asked of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from openmso.authority.law import LawBook
from openmso.law.facts.book import SHIPPED, read_pack, shipped
from openmso.law.facts.cases import read_cases
from openmso.law.facts.pack import Pack
from openmso.law.rules.cases import Verdict, judge
from openmso.law.rules.problems import PackError, Problem
from openmso.law.rules.terms import Terms


def pack() -> LawBook:
    """The law book of the shipped pack, read once a process."""
    return shipped().book


def terms() -> Terms:
    """The words of the shipped pack: closed lists by name, then by code."""
    return shipped().terms


def words_of_law() -> dict[str, str]:
    """What the shipped pack calls its certificates, registrations and places, by code."""
    lists = terms()
    return {
        code: term.label
        for name in ("certificates", "registrations", "places")
        for code, term in lists.get(name, {}).items()
    }


def whole(root: Path | None = None) -> Pack:
    """A pack with its words and topics: the shipped one, or that of a folder. Raises `PackError`."""
    return shipped() if root is None else read_pack(root)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found. `pack` is None where the problems leave no book to ask."""

    root: Path
    pack: Pack | None
    problems: tuple[Problem, ...] = ()
    verdicts: tuple[Verdict, ...] = ()

    @property
    def failed(self) -> tuple[Verdict, ...]:
        """The cases that the pack contradicts."""
        return tuple(one for one in self.verdicts if not one.agrees)

    @property
    def good(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems and not self.failed


def check(root: Path | None = None) -> Checked:
    """Read a pack anew, strictly, and try its cases. Raises `FileNotFoundError` if there is no such folder."""
    place = SHIPPED if root is None else root
    try:
        found = read_pack(place, cached=False)
    except PackError as wrong:
        return Checked(place, None, wrong.problems)
    try:
        cases = read_cases(place, found)
    except PackError as wrong:
        return Checked(place, found, wrong.problems)
    return Checked(place, found, (), tuple(judge(cases, found.book)))
