"""Many rows at once as columns for the batch audit.

Only rows of which every cell is understood come into the table; all others are left to be read one by one
(`act_rows`), where the reason of a rejection is worked out. A cell that is good here is good there and means the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from openmso.authority.facts.people import Person
from openmso.authority.facts.structure import Site
from openmso.authority.terms import ExamMode, Supervision
from openmso.cli import act_cells as read
from openmso.cli.act_cells import Cells, RejectedError
from openmso.cli.act_files import Row
from openmso.cli.act_rows import MEASURES, MOST_COLUMNS, PRESENCE, REQUIRED, Acts, meant
from openmso.cli.bedside import ROLES
from openmso.cli.moments import zone_of

Bools = npt.NDArray[np.bool_]
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MOST_KEPT: Final = 200_000
"""So many different cells of a column are remembered."""

MOMENTS: Final = ("at", "exam_at", "order_at")
TOGETHER: Final = (
    (("exam_by", "exam_role", "exam_mode", "exam_at"), ("exam_role", "exam_mode", "exam_at")),
    (("order_by", "order_role", "order_at"), ("order_role", "order_at")),
    (PRESENCE, ("supervisor_role", "supervision")),
)
"""If one of the first is told, all of the second must be."""


class Bad:
    """A cell that is not understood."""


BAD: Final = Bad()


@dataclass
class Columns:
    """Turns rows into columns, remembering what each text meant."""

    acts: Acts
    _kept: dict[str, dict[Any, Any]] = field(default_factory=dict)
    _names: dict[tuple[str, ...], bool] = field(default_factory=dict)

    def table(self, rows: Sequence[Row]) -> tuple[pa.Table, list[int]]:
        """The table of the rows that are understood, and their places among `rows`."""
        good = np.array([not row.wrong and self._fits(tuple(row.cells)) for row in rows], np.bool_)
        told = [row.cells for row in rows]
        used = [name for name in TYPES if any(name in names for names in self._names)]
        found = {name: self._column(name, told, good) for name in used if name not in MOMENTS}
        zones = self._zones(found, good)
        for name in MOMENTS:
            if name in used:
                found[name] = self._moments(name, told, zones, good)
        self._check_days(told, found, zones, good)
        _check_groups(found, good)
        places = np.flatnonzero(good).tolist()
        columns = {name: pa.array([cells[n] for n in places], TYPES[name]) for name, cells in found.items()}
        return pa.table(columns), places

    def _fits(self, names: tuple[str, ...]) -> bool:
        if names not in self._names:
            if len(self._names) >= MOST_COLUMNS:
                return False
            self._names[names] = not any(map(meant, names)) and set(REQUIRED) <= set(names)
        return self._names[names]

    def _column(self, name: str, told: Sequence[Cells], good: Bools) -> list[Any]:
        read_cell, kept = self._reader(name), self._kept.setdefault(name, {})
        values: list[Any] = []
        for place, cells in enumerate(told):
            cell = cells.get(name)
            value = kept.get(cell, kept) if type(cell) is str else read_cell(cell)
            if value is kept:
                if len(kept) >= MOST_KEPT:
                    kept.clear()
                value = kept[cell] = read_cell(cell)
            if value is BAD:
                good[place] = False
                value = None
            values.append(value)
        return values

    def _reader(self, name: str) -> Callable[[Any], Any]:
        facts, law = self.acts.facts, self.acts.law
        known: dict[str, Callable[[str], bool]] = {
            "person": lambda id: facts.get(Person, id) is not None,
            "procedure": lambda code: code in law.procedures,
            "site": lambda id: facts.get(Site, id) is not None,
        }
        if name in known:
            return lambda cell: str(cell) if not read.empty(cell) and known[name](str(cell)) else BAD
        one = READERS[name]
        return lambda cell: None if read.empty(cell) else _tried(one, cell, name)

    def _zones(self, found: dict[str, list[Any]], good: Bools) -> list[ZoneInfo | None]:
        sites = found["site"]
        known = {site: zone_of(self.acts.facts.need(Site, site)) for site in set(sites) - {None}}
        zones = [known.get(site) for site in sites]
        good &= np.array([zone is not None for zone in zones], np.bool_)
        return zones

    def _moments(
        self, name: str, told: Sequence[Cells], zones: list[ZoneInfo | None], good: Bools
    ) -> list[int | None]:
        kept = self._kept.setdefault(name, {})
        values: list[int | None] = []
        for place, (cells, zone) in enumerate(zip(told, zones, strict=True)):
            cell = cells.get(name)
            value = kept.get((cell, zone), kept) if type(cell) is str else _micros(name, cell, zone)
            if value is kept:
                if len(kept) >= MOST_KEPT:
                    kept.clear()
                value = kept[cell, zone] = _micros(name, cell, zone)
            if value is BAD or (value is None and name == "at"):
                good[place] = False
                value = None
            values.append(value)
        return values

    def _check_days(
        self, told: Sequence[Cells], found: dict[str, list[Any]], zones: list[ZoneInfo | None], good: Bools
    ) -> None:
        """A day alone that is the act's own does not say whether it was before the act: read it one by one."""
        for name in ("exam_at", "order_at"):
            if name not in found:
                continue
            for place, cells in enumerate(told):
                if read.day_alone(cells.get(name)) and not read.empty(cells.get(name)):
                    one, other, zone = found[name][place], found["at"][place], zones[place]
                    if one is None or other is None or zone is None or _day(one, zone) == _day(other, zone):
                        good[place] = False


def _check_groups(found: dict[str, list[Any]], good: Bools) -> None:
    for any_of, all_of in TOGETHER:
        told = [
            np.array([cell is not None for cell in found[name]], np.bool_) for name in any_of if name in found
        ]
        if told:
            whole = [
                np.array([cell is not None for cell in found[name]], np.bool_)
                if name in found
                else np.zeros(len(good), np.bool_)
                for name in all_of
            ]
            good &= ~np.logical_or.reduce(told) | np.logical_and.reduce(whole)


def _micros(name: str, cell: Any, zone: ZoneInfo | None) -> Any:  # noqa: ANN401 - microseconds, nothing, or bad
    if read.empty(cell):
        return None
    if zone is None:
        return BAD
    moment = _tried(lambda told, column: read.moment(told, column, zone), cell, name)
    return moment if moment is BAD else (moment - EPOCH) // timedelta.resolution


def _day(micros: int, zone: ZoneInfo) -> Any:  # noqa: ANN401 - compared only
    return (EPOCH + timedelta(microseconds=micros)).astimezone(zone).date()


def _tried(reads: Callable[[Cells, str], Any], cell: Any, name: str) -> Any:  # noqa: ANN401 - any value, or bad
    try:
        return reads({name: cell}, name)
    except RejectedError:
        return BAD


def _word(words: Iterable[str], case: Callable[[str], str]) -> Callable[[Cells, str], Any]:
    listed = tuple(words)
    return lambda told, name: read.word(told, name, listed, case)


def _text(told: Cells, name: str) -> str:
    return str(told[name])


def _float(told: Cells, name: str) -> float:
    return float(read.number(told, name))


def _entries(told: Cells, name: str) -> list[str]:
    return sorted(read.entries(told[name]))


ROLE: Final = _word(ROLES, str.upper)
READERS: Final[dict[str, Callable[[Cells, str], Any]]] = {
    "exam_by": _text,
    "exam_role": ROLE,
    "exam_mode": _word(ExamMode, str.lower),
    "order_by": _text,
    "order_role": ROLE,
    "supervisor": _text,
    "supervisor_role": ROLE,
    "supervision": _word(Supervision, str.lower),
    "minutes": lambda told, name: float(read.whole_minutes(told, name)),
    "miles": _float,
    "contiguous_county": read.truth,
    "consent": read.truth,
    "patient_state": read.state,
    "first_visit_in_person": read.truth,
    "areas": _entries,
    "attested": _entries,
    **dict.fromkeys(MEASURES, _float),
}
MOMENT: Final = pa.timestamp("us", "UTC")
TYPES: Final[dict[str, pa.DataType]] = {
    "person": pa.string(),
    "procedure": pa.string(),
    "site": pa.string(),
    **dict.fromkeys(MOMENTS, MOMENT),
    **{name: pa.string() for name in READERS},
    **dict.fromkeys(("minutes", "miles", *MEASURES), pa.float64()),
    **dict.fromkeys(("contiguous_county", "consent", "first_visit_in_person"), pa.bool_()),
    **dict.fromkeys(("areas", "attested"), pa.list_(pa.string())),
}
"""The columns that are read, and the types the batch audit takes."""
