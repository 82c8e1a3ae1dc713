"""Judging many acts at once with arrays: which ruling holds, and what of it is missing or still to be shown.

This is the reference. `compiled` looks rulings up row by row in machine code; tests hold the two together, and both
against `decide`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from openmso.authority.batch.arrays import Bits, Bools, Ints, Small
from openmso.authority.batch.columns import MEASURES, NOT_TOLD
from openmso.authority.batch.conditions import BOUNDS, NO_RANK, Conditions
from openmso.authority.batch.tables import Table
from openmso.authority.batch.telling import Told
from openmso.authority.batch.zones import Calendar, still_good
from openmso.authority.reasons import Code

NO_RULING = -1
Judged = tuple[Ints, Bools, Bools]
"""Rows that a condition is asked of, whether something was told, and whether it is met."""


def rulings_of(table: Table, people: Small, procedures: Small, sites: Small, days: Ints) -> Small:
    """The number of the ruling of each row; -1 where the table has no runs for the key."""
    found = np.full(len(days), NO_RULING, np.int32)
    pairs = table.pairs.find(people, sites)
    keys = pairs.astype(np.int64) * len(table.words.procedures) + procedures
    keys[(pairs < 0) | (procedures < 0)] = 0
    low, high = table.firsts[keys], table.firsts[keys + 1]
    rows = np.flatnonzero((pairs >= 0) & (procedures >= 0) & (low < high))
    low, high, days = low[rows], high[rows], days[rows].astype(np.int32)
    width = int((high - low).max(initial=1))
    while width > 1:
        middle = (low + high) >> 1
        later = table.starts[middle] <= days
        low, high = np.where(later, middle, low), np.where(later, high, middle)
        width = (width + 1) >> 1
    found[rows] = table.ruling[low]
    return found


@dataclass(frozen=True)
class Bedside:
    """Some acts with everything that is needed to judge their conditions; all arrays have one row an act.

    `asked` are rows of `conditions`; `day` is the civil day at the site, whose zone is a row of the calendar.
    """

    conditions: Conditions
    told: Told
    asked: Ints
    person: Small
    at: Ints
    day: Ints
    zone: Ints
    calendar: Calendar
    state: Ints
    complete: bool

    def lacking(self) -> tuple[Bits, Bits]:
        """What is missing and what is still to be shown, as masks; for acts that have authority."""
        missing = np.zeros(len(self.asked), np.uint64)
        to_show = self.conditions.always[self.asked]
        for code, (rows, told, met) in self._judged():
            bit = np.uint64(1 << code)
            gone = ~met & (told | self.complete)
            missing[rows[gone]] |= bit
            to_show[rows[~met & ~gone]] |= bit
        no_consent = self.told.consent == 0
        if self.complete:
            no_consent |= self.told.consent == NOT_TOLD
        missing[no_consent] |= np.uint64(1 << Code.CONSENT)
        elsewhere = (self.told.patient_state != NOT_TOLD) & (self.told.patient_state != self.state)
        missing[elsewhere] |= np.uint64(1 << Code.PATIENT_STATE)
        return missing, to_show

    def _judged(self) -> Iterator[tuple[Code, Judged]]:
        yield Code.EXAM, self._exam()
        yield Code.SUPERVISION, self._supervision()
        yield Code.ORDER, self._order()
        rows = np.flatnonzero(self.conditions.rare[self.asked])
        if len(rows):
            yield Code.FIRST_VISIT, self._first_visit(rows)
            yield Code.ATTEST, self._sentences(rows, self.conditions.attests)
            yield Code.LIMIT, self._sentences(rows, self.conditions.said)
            yield Code.LIMIT, self._areas(rows)
            for place in range(len(BOUNDS)):
                yield Code.LIMIT, self._bound(rows, place)

    def _exam(self) -> Judged:
        conditions, told = self.conditions, self.told
        rows = np.flatnonzero(conditions.exam_months[self.asked] > 0)
        asked, role, at = self.asked[rows], told.exam_role[rows], told.exam_at[rows]
        met = (role != NOT_TOLD) & (at <= self.at[rows])
        met &= _has(conditions.exam_roles[asked], role) & _has(
            conditions.exam_modes[asked], told.exam_mode[rows]
        )
        likely = np.flatnonzero(met)
        examined = self.calendar.days(self.zone[rows[likely]], at[likely])
        months = conditions.exam_months[asked[likely]]
        met[likely] = still_good(examined, months, self.day[rows[likely]])
        return rows, role != NOT_TOLD, met

    def _supervision(self) -> Judged:
        ways, told = self.conditions.ways, self.told
        rows = np.flatnonzero(ways.rank[0][self.asked] != NO_RANK)
        role = told.supervisor_role[rows]
        met = np.zeros(len(rows), np.bool_)
        could = (role != NOT_TOLD) & (told.near[rows] > 0) & (told.supervisor[rows] != self.person[rows])
        for way in range(len(ways.rank)):
            still = np.flatnonzero(could & ~met)
            met[still] = self._near_enough(rows[still], way)
        return rows, role != NOT_TOLD, met

    def _near_enough(self, rows: Ints, way: int) -> Bools:
        ways, told, asked = self.conditions.ways, self.told, self.asked[rows]
        met: Bools = (told.near[rows] >= ways.rank[way][asked]) & _has(
            ways.roles[way][asked], told.supervisor_role[rows]
        )
        for name, limits in (("minutes", ways.minutes[way]), ("miles", ways.miles[way])):
            limited = np.flatnonzero(met & np.isfinite(limits[asked]))
            met[limited] = told.numbers(name, rows[limited]) <= limits[asked[limited]]
        limited = np.flatnonzero(met & ways.county[way][asked])
        met[limited] = told.flags("contiguous_county", rows[limited]) == 1
        return met

    def _order(self) -> Judged:
        rows = np.flatnonzero(self.conditions.orderers[self.asked])
        role = self.told.order_role[rows]
        given = _has(self.conditions.orderers[self.asked[rows]], role) & (
            self.told.order_at[rows] <= self.at[rows]
        )
        return rows, role != NOT_TOLD, (role != NOT_TOLD) & given

    def _first_visit(self, rows: Ints) -> Judged:
        rows = rows[self.conditions.first_visit[self.asked[rows]]]
        first_visit = self.told.flags("first_visit_in_person", rows)
        return rows, first_visit != NOT_TOLD, first_visit == 1

    def _sentences(self, rows: Ints, groups: Ints) -> Judged:
        rows = rows[groups[self.asked[rows]] >= 0]
        return rows, np.zeros(len(rows), np.bool_), self.told.attests(groups[self.asked[rows]], rows)

    def _areas(self, rows: Ints) -> Judged:
        rows = rows[self.conditions.spared[self.asked[rows]]]
        told, areas = self.told.areas(rows)
        return rows, told, told & (areas & self.conditions.never[self.asked[rows]] == 0)

    def _bound(self, rows: Ints, place: int) -> Judged:
        rows = rows[~np.isnan(self.conditions.bounds[place][self.asked[rows]])]
        bounds, values = (
            self.conditions.bounds[place][self.asked[rows]],
            self.told.numbers(MEASURES[place], rows),
        )
        met = values <= bounds if BOUNDS[place].endswith("_max") else values >= bounds
        return rows, ~np.isnan(values), met


def _has(bits: Bits, places: Small) -> Bools:
    return np.asarray(bits >> np.maximum(places, 0).astype(np.uint64) & np.uint64(1), np.bool_)


Lookup = Callable[[Table, Small, Small, Small, Ints], Small]
"""What finds rulings: `rulings_of`, or the same compiled."""


def compiled_lookup() -> Lookup:
    """`rulings_of` compiled by numba, twice as fast from the second call on; itself where numba is not installed."""
    try:
        from openmso.authority.batch import compiled  # noqa: PLC0415 - numba is an extra, and slow to import
    except ImportError:
        return rulings_of
    return compiled.rulings_of
