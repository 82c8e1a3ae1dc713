"""The lists of the credential desk as rows for a spreadsheet: names and days, no codes but the ids by which a record is found again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from openmso.workforce.queries.desk import Worklist


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to do: whose, what, by when, and what is known of it."""

    who: str
    what: str
    day: str
    said: str
    id: str


def _lapsing(work: Worklist) -> Iterator[Row]:
    for one in work.lapses:
        said = f"{-one.left} days ago" if one.left < 0 else f"in {one.left} days"
        yield Row(
            work.labels.name(one.subject),
            work.labels.record(one.record.id),
            str(one.ends),
            said,
            one.record.id,
        )


def _due(work: Worklist) -> Iterator[Row]:
    for one in work.due:
        said = f"last looked up on {one.on} at {one.source.label}: {one.result.replace('_', ' ')}"
        yield Row(
            work.labels.name(one.person),
            work.labels.record(one.license),
            str(one.next_due or ""),
            said,
            one.license,
        )


def _differing(work: Worklist) -> Iterator[Row]:
    for one in work.differing:
        said = "; ".join(
            f"{part.field}: {part.ours} on record, {part.theirs} at the source" for part in one.differs
        )
        yield Row(
            work.labels.name(one.person), work.labels.record(one.license), str(one.on), said, one.license
        )


def _never(work: Worklist) -> Iterator[Row]:
    for one in work.never:
        yield Row(work.labels.name(one.person), work.labels.record(one.id), "", "never looked up", one.id)


def _unscreened(work: Worklist) -> Iterator[Row]:
    for one in work.unscreened or ():
        yield Row(work.labels.name(one), "exclusion list of this month", "", "not looked up this month", one)


TABLES: Final[Mapping[str, Callable[[Worklist], Iterator[Row]]]] = {
    "lapsing": _lapsing,
    "due": _due,
    "differing": _differing,
    "never-verified": _never,
    "unscreened": _unscreened,
}
"""By the name under which a list is fetched."""
