"""The look-up of `judging`, row by row, for numba to compile. Import it only where numba is installed.

Looking up a million keys in any order is memory that is reached here and there; a compiled loop goes to each place
once, where arrays go over all rows several times.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

import numba
import numpy as np

from openmso.authority.batch.arrays import Ints, Small
from openmso.authority.batch.judging import NO_RULING
from openmso.authority.batch.tables import NOWHERE, Table

F = TypeVar("F", bound=Callable[..., object])
GOLDEN = np.uint64(0x9E3779B97F4A7C15)


def njit(function: F) -> F:
    """Compile on first use, and keep the machine code beside the module for the next process."""
    return cast("F", numba.njit(cache=True, nogil=True)(function))


def rulings_of(table: Table, people: Small, procedures: Small, sites: Small, days: Ints) -> Small:
    """As `judging.rulings_of`."""
    pairs, width = table.pairs, len(table.words.procedures)
    keys = np.full(len(days), NOWHERE, np.int64)
    _keys(keys, pairs.slots, pairs.numbers, people, procedures, sites, width)
    found = np.full(len(days), NO_RULING, np.int32)
    _rulings(found, table.firsts, table.starts, table.ruling, keys, days)
    return found


@njit
def _keys(  # noqa: PLR0917 - compiled loops take arrays by position
    keys: Ints, slots: Ints, numbers: Small, people: Small, procedures: Small, sites: Small, width: int
) -> None:
    last, bits = len(slots) - 1, 0
    while last >> bits:
        bits += 1
    for row in range(len(keys)):
        if procedures[row] < 0:
            continue
        code = np.int64(sites[row]) << 32 | people[row]
        address = np.int64((np.uint64(code) * GOLDEN) >> np.uint64(64 - bits))
        while slots[address] != code and slots[address] != NOWHERE:
            address = (address + 1) & last
        if slots[address] == code:
            keys[row] = np.int64(numbers[address]) * width + procedures[row]


@njit
def _rulings(  # noqa: PLR0917 - compiled loops take arrays by position
    found: Small, firsts: Small, starts: Small, ruling: Small, keys: Ints, days: Ints
) -> None:
    for row in range(len(found)):
        if keys[row] < 0:
            continue
        low, high = firsts[keys[row]], firsts[keys[row] + 1]
        if low == high:
            continue
        while high - low > 1:
            middle = (low + high) >> 1
            if starts[middle] <= days[row]:
                low = middle
            else:
                high = middle
        found[row] = ruling[low]
