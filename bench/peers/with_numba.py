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
    return (np.ascontiguousarray(np.array(one).transpose(2, 0, 1)) for one in (whole, limits))  # type: ignore[return-value]


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


@numba.njit
def _near(row: int, what: int, acts: Array, rules: Array) -> bool:
    told, values, ways, ranges = acts[1], acts[3], rules[4], rules[5]
    role = told[row, 7]
    if role < 0 or told[row, 6] == told[row, 0]:
        return False
    for way in range(ways.shape[1]):
        minutes, miles = ranges[what, way, 0], ranges[what, way, 1]
        if (
            told[row, 8] >= ways[what, way, 0]
            and (ways[what, way, 1] >> role) & 1
            and (minutes == np.inf or values[row, 0] <= minutes)
            and (miles == np.inf or values[row, 1] <= miles)
            and (not ways[what, way, 2] or told[row, 9] == 1)
        ):
            return True
    return False


@numba.njit
def _kept(row: int, what: int, acts: Array, rules: Array) -> bool:
    told, bits, values, asks, bounds = acts[1], acts[2], acts[3], rules[2], rules[3]
    if asks[what, 9] & ~bits[row, 1] or (
        asks[what, 6] and (not told[row, 13] or bits[row, 0] & asks[what, 7])
    ):
        return False
    for place in range(bounds.shape[1]):
        bound, value = bounds[what, place], values[row, place + 2]
        if bound == bound and not (value <= bound if AT_MOST[place] else value >= bound):  # noqa: PLR0124 - NaN
            return False
    return True


@numba.njit
def _missing(row: int, what: int, acts: Array, rules: Array) -> int:
    moments, told, bits, asks = acts[0], acts[1], acts[2], rules[2]
    missing, asked = 0, asks[what, 10]
    if asked & SUPERVISION and not _near(row, what, acts, rules):
        missing |= SUPERVISION
    if asked & ORDER:
        role = told[row, 5]
        if role < 0 or moments[row, 2] > moments[row, 0] or not (asks[what, 3] >> role) & 1:
            missing |= ORDER
    if asked & FIRST_VISIT and told[row, 12] != 1:
        missing |= FIRST_VISIT
    if asked & ATTEST and asks[what, 8] & ~bits[row, 1]:
        missing |= ATTEST
    if asked & LIMIT and not _kept(row, what, acts, rules):
        missing |= LIMIT
    if told[row, 10] != 1:
        missing |= CONSENT
    if told[row, 11] != -1 and told[row, 11] != told[row, 2]:
        missing |= PATIENT_STATE
    return missing


@numba.njit
def _examined(row: int, what: int, day: int, acts: Array, asks: Array, offsets: Array, first: int) -> bool:  # noqa: PLR0917 - compiled
    moments, told = acts[0], acts[1]
    role, at = told[row, 3], moments[row, 1]
    if role < 0 or at > moments[row, 0]:
        return False
    if not (asks[what, 1] >> role) & (asks[what, 2] >> told[row, 4]) & 1:
        return False
    return _still_good(_civil(at, told[row, 1], offsets, first), day, asks[what, 0])


@numba.njit
def _audit(  # noqa: PLR0917 - compiled loops take arrays by position
    results: Array, runs: Array, rules: Array, acts: Array, offsets: Array, first: int
) -> None:
    days, standings, outcomes, masks, to_show = results
    keys, firsts, starts, numbers = runs
    of, bars, asks, whats = rules[0], rules[1], rules[2], rules[6]
    moments, told = acts[0], acts[1]
    for row in range(len(keys)):
        day = _civil(moments[row, 0], told[row, 1], offsets, first)
        ruling = numbers[_run(keys[row], day, firsts, starts)]
        standing, mask, shown = of[ruling], bars[ruling], 0
        if standing <= 1:
            what = whats[ruling]
            shown, mask = asks[what, 5], _missing(row, what, acts, rules)
            if asks[what, 10] & EXAM and not _examined(row, what, day, acts, asks, offsets, first):
                mask |= EXAM
        days[row], standings[row], masks[row], to_show[row] = day, standing, mask, shown
        if standing == 2:
            outcomes[row] = 3
        elif standing > 2 or mask:
            outcomes[row] = 2
        else:
            outcomes[row] = 1 if shown else 0
