"""What rulings ask at the bedside, as columns: roles, modes and areas as bits, limits as numbers.

One row of most columns is a different `Asked`; `asked` says which one a ruling has. No months, a way of rank
`NO_RANK`, no orderers and a bound of NaN mean that nothing is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import numpy as np
import numpy.typing as npt

from openmso.authority.batch.arrays import Bits, Bools, Floats, Ints
from openmso.authority.batch.rulings import NOTHING_ASKED, Asked, Rulings
from openmso.authority.bedside import MEASURE_OF_LIMIT, SUPERVISORS
from openmso.authority.regimes import Nearness
from openmso.authority.terms import ExamMode

MODES: Final[dict[str, int]] = {mode.value: place for place, mode in enumerate(ExamMode)}
BOUNDS: Final = tuple(MEASURE_OF_LIMIT)
"""Limits with a measure, in the order of the rows of `bounds`: `…_max` at most, `…_min` at least."""
NO_RANK: Final = 9
"""The rank of a way that does not exist: nobody is that near."""
BITS: Final = 62
"""How many roles and areas a network may ask for."""


@dataclass(frozen=True)
class Ways:
    """Ways to supervise, one row for each alternative: how near, who, and within which minutes and miles."""

    rank: Ints
    roles: Bits
    minutes: Floats
    miles: Floats
    county: Bools


@dataclass(frozen=True)
class Conditions:
    """All rulings of a table and everything they ask, ready to be looked up by number."""

    standing: npt.NDArray[np.uint8]
    mask: Bits
    asked: Ints
    exam_roles: Bits
    exam_modes: Bits
    exam_months: Ints
    ways: Ways
    orderers: Bits
    bounds: Floats
    spared: Bools
    """Whether some areas must be spared; `never` says which."""
    never: Bits
    first_visit: Bools
    always: Bits
    attests: Ints
    """The number of the group of sentences that must be attested; -1: none."""
    said: Ints
    """As `attests`, for limits without a measure, which are attested as `name: limit`."""
    rare: Bools
    """Whether anything but an exam, a supervisor or an order is asked."""
    groups: tuple[frozenset[str], ...]
    roles: Mapping[str, int]
    areas: Mapping[str, int]


def conditions_of(rulings: Rulings) -> Conditions:
    """The conditions of all rulings so far; made anew only if there are new ones."""
    known = rulings.conditions
    if not isinstance(known, Conditions) or len(known.standing) != len(rulings.found):
        known = rulings.conditions = _conditions(rulings)
    return known


def _conditions(rulings: Rulings) -> Conditions:
    listed = list(dict.fromkeys((NOTHING_ASKED, *(one.asked for one in rulings.found))))
    places = {asked: place for place, asked in enumerate(listed)}
    roles = _numbered("roles", (role for asked in listed for role in _roles(asked)))
    never = [_never(asked) for asked in listed]
    areas = _numbered("areas", (area for one in never for area in one or ()))
    groups: dict[frozenset[str], int] = {}
    attests = [_group(groups, asked.texts) for asked in listed]
    said = [_group(groups, _said(asked)) for asked in listed]
    exams = [asked.exam for asked in listed]
    return Conditions(
        standing=np.array([one.standing for one in rulings.found], np.uint8),
        mask=np.array([one.mask for one in rulings.found], np.uint64),
        asked=np.array([places[one.asked] for one in rulings.found], np.int64),
        exam_roles=_bits((exam.roles if exam else () for exam in exams), roles),
        exam_modes=_bits((exam.modes if exam else () for exam in exams), MODES),
        exam_months=np.array([exam.months if exam else 0 for exam in exams], np.int64),
        ways=_ways([asked.ways for asked in listed], roles),
        orderers=_bits((asked.orderers for asked in listed), roles),
        bounds=np.array([[_bound(asked, name) for asked in listed] for name in BOUNDS], np.float64),
        spared=np.array([one is not None for one in never], np.bool_),
        never=_bits((one or () for one in never), areas),
        first_visit=np.array([asked.first_visit for asked in listed], np.bool_),
        always=np.array([asked.always for asked in listed], np.uint64),
        attests=np.array(attests, np.int64),
        said=np.array(said, np.int64),
        rare=np.array([bool(one.first_visit or one.texts or one.limits) for one in listed], np.bool_),
        groups=tuple(groups),
        roles=roles,
        areas=areas,
    )


def _numbered(what: str, words: Iterable[str]) -> dict[str, int]:
    listed = sorted(set(words))
    if len(listed) > BITS:
        raise OverflowError(f"the law asks for {len(listed)} different {what}; the audit can tell {BITS}")
    return {word: place for place, word in enumerate(listed)}


def _roles(asked: Asked) -> Iterable[str]:
    exam = asked.exam.roles if asked.exam else frozenset()
    return exam.union(asked.orderers, *(way.by or SUPERVISORS for way in asked.ways))


def _bits(sets: Iterable[Iterable[str]], places: Mapping[str, int]) -> Bits:
    return np.array([sum(1 << places[word] for word in words) for words in sets], np.uint64)


def _ways(listed: list[tuple[Nearness, ...]], roles: Mapping[str, int]) -> Ways:
    most = max(1, *map(len, listed))
    table = [[ways[row] if row < len(ways) else None for ways in listed] for row in range(most)]
    inf = float("inf")

    def limits(name: str) -> Floats:
        stated = [[None if way is None else getattr(way, name) for way in row] for row in table]
        return np.array([[inf if limit is None else limit for limit in row] for row in stated], np.float64)

    return Ways(
        rank=np.array([[way.mode.rank if way else NO_RANK for way in row] for row in table], np.int64),
        roles=np.array(
            [_bits(((way.by or SUPERVISORS) if way else () for way in row), roles) for row in table]
        ),
        minutes=limits("minutes"),
        miles=limits("miles"),
        county=np.array([[bool(way and way.contiguous_county) for way in row] for row in table], np.bool_),
    )


def _bound(asked: Asked, name: str) -> float:
    return next((float(Decimal(str(value))) for limit, value in asked.limits if limit == name), float("nan"))


def _never(asked: Asked) -> tuple[str, ...] | None:
    return next((tuple(value) for limit, value in asked.limits if limit == "never_areas"), None)


def _said(asked: Asked) -> frozenset[str]:
    measured = (*BOUNDS, "never_areas")
    return frozenset(f"{limit}: {value}" for limit, value in asked.limits if limit not in measured)


def _group(groups: dict[frozenset[str], int], texts: frozenset[str]) -> int:
    return groups.setdefault(texts, len(groups)) if texts else -1
