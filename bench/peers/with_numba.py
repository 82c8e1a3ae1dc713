"""The limit of one core: everything in one loop that numba compiles, over columns that are already decoded.

It is no peer, for nobody would keep such a thing; it says how far away the end is.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
from peers.columns import Found, Scene

from openmso.authority.batch.columns import MEASURES
from openmso.authority.batch.conditions import BOUNDS
from openmso.authority.batch.zones import EPOCH_DAY, MICROS
from openmso.authority.reasons import Code

Array = Any
"""Arrays and named tuples of arrays, whose types numba finds itself."""
EXAM, SUPERVISION, ORDER = 1 << Code.EXAM, 1 << Code.SUPERVISION, 1 << Code.ORDER
FIRST_VISIT, ATTEST, LIMIT = 1 << Code.FIRST_VISIT, 1 << Code.ATTEST, 1 << Code.LIMIT
CONSENT, PATIENT_STATE = 1 << Code.CONSENT, 1 << Code.PATIENT_STATE
CHUNK = 4096
"""Acts that are judged together."""
OF_STANDING = np.array([0, 0, 3, 2, 2], np.uint8)
"""The outcome of a standing without authority."""
AT_MOST = np.array([name.endswith("_max") for name in BOUNDS])


class Limit:
    """The kernel with its arrays; `ordered` sorts the acts by key and day beforehand."""

    def __init__(self, scene: Scene, *, ordered: bool = False) -> None:
        acts, asks = scene.acts, scene.rulings
        self.order = np.lexsort((acts["day"], acts["key"])) if ordered else np.arange(len(acts["key"]))
        columns = {name: np.ascontiguousarray(column[self.order]) for name, column in acts.items()}
        self.key, self.day = columns["key"].astype(np.int32), columns["day"].astype(np.int32)
        self.firsts, self.starts = scene.firsts.astype(np.int32), scene.spans.start.astype(np.int32)
        self.number = scene.spans.number.astype(np.int32)
        self.of_ruling, self.mask_of_ruling = asks["standing"], asks["mask"].astype(np.int64)
        self.moments = np.stack([columns[name] for name in ("at", "exam_at", "order_at")], axis=1)
        self.told = np.stack([columns[name].astype(np.int32) for name in TOLD], axis=1)
        self.bits = np.stack([columns[name] for name in ("areas", "attested")], axis=1)
        self.values = np.stack([columns[name] for name in ("minutes", "miles", *MEASURES)], axis=1)
        self.bars = asks["bars"].astype(np.int64)
        # A row for each different thing that rulings ask, so that all of it stays in the cache.
        _, firsts, whats = np.unique(scene.conditions.asked, return_index=True, return_inverse=True)
        self.whats = whats.astype(np.int32)
        asks = {name: column[firsts] for name, column in asks.items()}
        asks["asked"] = _asked(asks)
        self.asks = np.stack([asks[name].astype(np.int64) for name in ASKS], axis=1)
        self.bounds = np.stack([asks[f"bound{place}"] for place in range(len(BOUNDS))], axis=1)
        self.ways, self.ranges = _ways(asks)
        calendar = scene.calendar
        self.offsets = np.stack([calendar.before, calendar.turn, calendar.after], axis=2)
        self.first = calendar.first

    def standing(self) -> Found:
        """Standing and mask of all acts, in the order of the kernel."""
        standing, mask = np.empty(len(self.key), np.uint8), np.empty(len(self.key), np.int64)
        _look_up(
            standing,
            mask,
            self.key,
            self.day,
            self.firsts,
            self.starts,
            self.number,
            self.of_ruling,
            self.mask_of_ruling,
        )
        return Found(standing, mask)

    def audit(self) -> Found:
        """Everything of all acts, in the order of the kernel."""
        count = len(self.key)
        day, standing, outcome = (
            np.empty(count, np.int32),
            np.empty(count, np.uint8),
            np.empty(count, np.uint8),
        )
        mask, to_show = np.empty(count, np.int64), np.empty(count, np.int64)
        runs = (self.key, self.firsts, self.starts, self.number)
        rules = (self.of_ruling, self.bars, self.asks, self.bounds, self.ways, self.ranges, self.whats)
        acts = (self.moments, self.told, self.bits, self.values)
        _audit((day, standing, outcome, mask, to_show), runs, rules, acts, self.offsets, self.first)
        return Found(standing, mask, day, outcome, to_show)

    def in_order(self, found: Found) -> Found:
        """A result by rows of acts."""
        back = np.argsort(self.order)
        columns = (found.standing, found.mask, found.day, found.outcome, found.to_show)
        return Found(*(None if one is None else one[back] for one in columns))


TOLD = (
    *("person", "zone", "state", "exam_role", "exam_mode", "order_role", "supervisor", "supervisor_role"),
    *("near", "county", "consent", "patient_state", "first_visit", "areas_told"),
)
ASKS = (
    *("exam_months", "exam_roles", "exam_modes", "orderers", "asks_first_visit", "always", "spared"),
    *("never", "attests", "said", "asked"),
)


def _asked(asks: dict[str, Array]) -> Array:
    """The bits of the conditions that are asked at all."""
    limited = (asks["said"] != 0) | asks["spared"]
    for place in range(len(BOUNDS)):
        limited |= ~np.isnan(asks[f"bound{place}"])
    asked = {
        EXAM: asks["exam_months"] > 0,
        SUPERVISION: asks["way0_near"] < 9,
        ORDER: asks["orderers"] != 0,
        FIRST_VISIT: asks["asks_first_visit"],
        ATTEST: asks["attests"] != 0,
        LIMIT: limited,
    }
    return sum(np.where(where, np.int64(bit), np.int64(0)) for bit, where in asked.items())


def _ways(asks: dict[str, Array]) -> tuple[Array, Array]:
    ways = range(sum(name.endswith("_near") for name in asks))
    whole = [
        [asks[f"way{way}_{name}"].astype(np.int64) for name in ("near", "roles", "county")] for way in ways
    ]
    limits = [[asks[f"way{way}_{name}"] for name in ("minutes", "miles")] for way in ways]
    return (np.ascontiguousarray(np.array(one).transpose(2, 0, 1)) for one in (whole, limits))  # type: ignore[return-value] # two of them


@numba.njit
def _run(key: int, day: int, firsts: Array, starts: Array) -> int:
    low, high = firsts[key], firsts[key + 1]
    while high - low > 1:
        middle = (low + high) >> 1
        if starts[middle] <= day:
            low = middle
        else:
            high = middle
    return low


@numba.njit
def _look_up(  # noqa: PLR0917 - compiled loops take arrays by position
    standing: Array,
    mask: Array,
    keys: Array,
    days: Array,
    firsts: Array,
    starts: Array,
    number: Array,
    of: Array,
    masks: Array,
) -> None:
    for row in range(len(keys)):
        ruling = number[_run(keys[row], days[row], firsts, starts)]
        standing[row], mask[row] = of[ruling], masks[ruling]


@numba.njit
def _civil(moment: int, zone: int, offsets: Array, first: int) -> int:
    cell = offsets[zone, moment // MICROS - first]
    return (moment + (cell[2] if moment >= cell[1] else cell[0])) // MICROS + EPOCH_DAY


@numba.njit
def _date(day: int) -> tuple[int, int, int]:
    """Year, month and day of an ordinal, by whole eras of 400 years whose years begin in March."""
    day += 305
    era = day // 146097
    of_era = day - era * 146097
    year = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    month = (5 * of_year + 2) // 153
    of_month = of_year - (153 * month + 2) // 5 + 1
    month = month + 3 if month < 10 else month - 9
    return year + era * 400 + (1 if month <= 2 else 0), month, of_month


@numba.njit
def _still_good(examined: int, done: int, months: int) -> bool:
    if done - examined <= 28 * months:
        return True
    if done - examined > 31 * months:
        return False
    year, month, day = _date(examined)
    last_year, last_month, last_day = _date(done)
    passed = (last_year - year) * 12 + last_month - month
    return passed < months or (passed == months and last_day <= day)


# Helpers take arrays, not tuples of them: whenever a tuple is unpacked, numba counts references.


@numba.njit
def _near(row: int, what: int, told: Array, values: Array, ways: Array, ranges: Array) -> bool:  # noqa: PLR0917 - compiled
    role, found = max(told[row, 7], 0), False
    for way in range(ways.shape[1]):
        minutes, miles = ranges[what, way, 0], ranges[what, way, 1]
        found |= (
            (told[row, 8] >= ways[what, way, 0])
            & ((ways[what, way, 1] >> role) & 1 == 1)
            & ((minutes == np.inf) | (values[row, 0] <= minutes))
            & ((miles == np.inf) | (values[row, 1] <= miles))
            & ((ways[what, way, 2] == 0) | (told[row, 9] == 1))
        )
    return found & (told[row, 7] >= 0) & (told[row, 6] != told[row, 0])


@numba.njit
def _kept(row: int, what: int, told: Array, bits: Array, values: Array, asks: Array, bounds: Array) -> bool:  # noqa: PLR0917 - compiled
    if asks[what, 9] & ~bits[row, 1] or (
        asks[what, 6] and (not told[row, 13] or bits[row, 0] & asks[what, 7])
    ):
        return False
    for place in range(bounds.shape[1]):
        bound, value = bounds[what, place], values[row, place + 2]
        if not (np.isnan(bound) or (value <= bound if AT_MOST[place] else value >= bound)):
            return False
    return True


@numba.njit
def _missing(row: int, what: int, told: Array, bits: Array, moments: Array, asks: Array) -> int:  # noqa: PLR0917 - compiled
    """Bits without branches, for nobody can foretell them."""
    ordered = (told[row, 5] >= 0) & (moments[row, 2] <= moments[row, 0])
    ordered &= (asks[what, 3] >> max(told[row, 5], 0)) & 1 == 1
    missing = ORDER * (not ordered) | FIRST_VISIT * (told[row, 12] != 1)
    missing |= ATTEST * (asks[what, 8] & ~bits[row, 1] != 0)
    elsewhere = (told[row, 11] != -1) & (told[row, 11] != told[row, 2])
    return missing & asks[what, 10] | CONSENT * (told[row, 10] != 1) | PATIENT_STATE * elsewhere


@numba.njit
def _examined(  # noqa: PLR0917 - compiled loops take arrays by position
    row: int, what: int, day: int, moments: Array, told: Array, asks: Array, offsets: Array, first: int
) -> bool:
    role = told[row, 3]
    at = min(moments[row, 1], moments[row, 0])
    met = (role >= 0) & (moments[row, 1] <= moments[row, 0])
    met &= (asks[what, 1] >> max(role, 0)) & (asks[what, 2] >> max(told[row, 4], 0)) & 1 == 1
    return met & _still_good(_civil(at, told[row, 1], offsets, first), day, asks[what, 0])


@numba.njit
def _audit(  # noqa: PLR0917 - compiled loops take arrays by position
    results: Array, runs: Array, rules: Array, acts: Array, offsets: Array, first: int
) -> None:
    days, (keys, firsts, starts, numbers), (moments, told, _, _) = results[0], runs, acts
    rulings = np.empty(CHUNK, np.int32)
    for begin in range(0, len(keys), CHUNK):
        end = min(begin + CHUNK, len(keys))
        # Days and runs in loops of their own: a core then waits for many places of memory at once.
        for row in range(begin, end):
            days[row] = _civil(moments[row, 0], told[row, 1], offsets, first)
        for row in range(begin, end):
            rulings[row - begin] = numbers[_run(keys[row], days[row], firsts, starts)]
        _judge(begin, end, rulings, results, rules, acts, offsets, first)


@numba.njit
def _judge(  # noqa: PLR0917 - compiled loops take arrays by position
    begin: int,
    end: int,
    rulings: Array,
    results: Array,
    rules: Array,
    acts: Array,
    offsets: Array,
    first: int,
) -> None:
    days, standings, outcomes, masks, to_show = results
    of, bars, asks, bounds, ways, ranges, whats = rules
    moments, told, bits, values = acts
    for row in range(begin, end):
        ruling = rulings[row - begin]
        standing, mask, shown = of[ruling], bars[ruling], 0
        if standing <= 1:
            what = whats[ruling]
            shown, asked = asks[what, 5], asks[what, 10]
            mask = _missing(row, what, told, bits, moments, asks)
            if asked & SUPERVISION:
                mask |= SUPERVISION * (not _near(row, what, told, values, ways, ranges))
            if asked & LIMIT:
                mask |= LIMIT * (not _kept(row, what, told, bits, values, asks, bounds))
            if asked & EXAM:
                mask |= EXAM * (not _examined(row, what, days[row], moments, told, asks, offsets, first))
        standings[row], masks[row], to_show[row] = standing, mask, shown
        allowed = (shown != 0) if mask == 0 else 2
        outcomes[row] = OF_STANDING[standing] if standing > 1 else allowed
