"""What a source said of a license against what is on record, and which sources can verify one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from openmso.authority.facts.people import License
from openmso.timeline.spans import FOREVER
from openmso.workforce.rules.likeness import like_people
from openmso.workforce.rules.names import folded


class Source(StrEnum):
    """Where a license can be looked up."""

    BOARD = "board"
    NURSYS = "nursys"
    FSMB = "fsmb"
    NCCPA = "nccpa"
    NPPES = "nppes"
    COPY = "copy"

    @property
    def is_primary(self) -> bool:
        """Whether what it says of a license comes from whoever issues it.

        Nursys holds what the boards of nursing report. FSMB passes the medical boards' word on; NCCPA certifies and NPPES repeats
        what a clinician said of themselves, and a copy of the paper is what the clinician brought.
        """
        return self in (Source.BOARD, Source.NURSYS, Source.FSMB)

    @property
    def label(self) -> str:
        """Its name for people."""
        return LABELS[self]


LABELS: Final = {
    Source.BOARD: "licensing board",
    Source.NURSYS: "Nursys",
    Source.FSMB: "FSMB",
    Source.NCCPA: "NCCPA",
    Source.NPPES: "NPPES",
    Source.COPY: "copy of the license",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """What the source showed. `expires`: the last good day; None with `shows_expiry`: it never ends, without: not shown.

    `found` is False if the source has no such license; the rest is then empty.
    """

    name: str = ""
    number: str = ""
    status: str = ""
    expires: date | None = None
    shows_expiry: bool = True
    found: bool = True


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A field in which the source differs from the record."""

    field: str
    ours: str
    theirs: str


def discrepancies(license: License, names: Sequence[str], seen: Seen) -> Iterator[Discrepancy]:
    """Every field in which source and record differ. `names`: of whose license it is, the present one first.

    Two names are the same by the measure of the exclusion lists.
    """
    if not seen.found:
        yield Discrepancy("license", license.number or "on record", "not at the source")
        return
    if not any(like_people(name, seen.name) for name in names):
        yield Discrepancy("name", names[0], seen.name)
    if _bare(license.number) != _bare(seen.number):
        yield Discrepancy("number", license.number or "none", seen.number)
    if license.status != seen.status:
        yield Discrepancy("status", license.status, seen.status)
    if seen.shows_expiry and _last_day(license) != seen.expires:
        yield Discrepancy("expires", str(_last_day(license) or "never"), str(seen.expires or "never"))


def _last_day(license: License) -> date | None:
    return None if license.span.end >= FOREVER else date.fromordinal(license.span.end - 1)


def _bare(number: str) -> str:
    """A number without spaces, hyphens and case, which boards print in their own ways. Its zeros stay."""
    return folded(number).replace(" ", "")
