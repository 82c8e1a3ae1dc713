"""Auditing: the standing of every act of a table, what was missing, and what is still to be shown.

Row by row the same as `decide`. What cannot be read as an act has nulls in the result and is named by `rejects`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa

from openmso.authority.answer import Outcome
from openmso.authority.batch.arrays import Bits, Bools, Ints, Small
from openmso.authority.batch.columns import check
from openmso.authority.batch.compiling import asked_aside
from openmso.authority.batch.conditions import Conditions, conditions_of
from openmso.authority.batch.judging import NO_RULING, Bedside, Lookup, rulings_of
from openmso.authority.batch.tables import Table
from openmso.authority.batch.telling import Asking, Wrong, asking, told
from openmso.authority.batch.zones import EPOCH_DAY
from openmso.authority.decide import outcome_of
from openmso.authority.terms import Standing

CHUNK: Final = 1 << 18
"""Rows judged together: enough to use arrays well, few enough to stay small."""
OUTCOMES: Final = tuple(Outcome)
STANDINGS: Final = tuple(one.name.lower() for one in Standing)
OUTCOME_OF: Final = np.array(
    [
        [
            [
                OUTCOMES.index(outcome_of(standing, missing=missing, to_show=to_show))
                for to_show in (False, True)
            ]
            for missing in (False, True)
        ]
        for standing in Standing
    ],
    np.int8,
)
"""The outcome by standing, whether anything is missing, and whether anything is still to be shown."""
BARS: Final = np.uint64((1 << 40) - 1)
"""The bits of bars, failing links and unknowns, as against those of conditions."""
RESULT: Final = ("day", "standing", "outcome", "mask", "to_show")
REJECTED: Final = pa.schema([("row", pa.int64()), ("column", pa.string()), ("why", pa.string())])


def audit(table: Table, acts: pa.Table, *, complete: bool = True, lookup: Lookup = rulings_of) -> pa.Table:
    """Judge acts that were done. The columns of `acts` are those of `columns.TYPES`; others are left alone.

    `complete` says that what a row does not tell did not happen; otherwise it is still to be shown. `lookup` finds
    rulings: by NumPy, or compiled (`compiled_lookup`), which pays from some million acts on.

    The result has a row for each act, in order: `act` as given, if it was; `day` (date32), the civil day at the
    site; `standing` and `outcome` (text); `mask` (uint64), bits of `reasons.Code`: what bars or fails where there is
    no authority, what was missing at the bedside where there is; `to_show` (uint64), what is still to be shown. A row
    that is no act has nulls. Raises `ActsError` if columns are missing or of the wrong type.
    """
    check(acts)
    slices = [acts.slice(first, CHUNK) for first in range(0, len(acts), CHUNK)] or [acts]
    result = pa.concat_tables([_audited(table, one, lookup, complete=complete) for one in slices])
    return result.add_column(0, "act", acts.column("act")) if "act" in acts.column_names else result


def _audited(table: Table, acts: pa.Table, lookup: Lookup, *, complete: bool) -> pa.Table:
    who, places = asking(acts, table.words), table.places
    known = ~_any(who.wrong, len(acts))
    zone, at = places.zone[who.site], np.where(known, who.at, 0)
    places.calendar.reach(at)
    days = places.calendar.days(zone, at)
    ruling = lookup(table, who.person, who.procedure, who.site, days)
    _set_aside(table, who, days, ruling, np.flatnonzero(known & (ruling == NO_RULING)))
    conditions = conditions_of(table.rulings)
    what = told(acts, table.words, places.states, conditions)
    places.calendar.reach(what.exam_at[what.exam_role >= 0])
    bedside = Bedside(
        conditions=conditions,
        told=what,
        asked=conditions.asked[ruling],
        person=who.person,
        at=who.at,
        day=days,
        zone=zone,
        calendar=places.calendar,
        state=places.state[who.site],
        complete=complete,
    )
    missing, to_show = bedside.lacking()
    valid = known & ~_any(what.wrong, len(acts))
    return _result(Judged(conditions, ruling, days, missing, to_show, valid))


def rejects(table: Table, acts: pa.Table) -> pa.Table:
    """The rows that are no acts: `row`, counted from 0, the `column` at fault and `why`. Raises `ActsError`."""
    check(acts)
    who = asking(acts, table.words)
    what = told(acts, table.words, table.places.states, conditions_of(table.rulings))
    why: dict[int, tuple[str, str]] = {}
    for column, text, rows in (*who.wrong, *what.wrong):
        for row in np.flatnonzero(rows).tolist():
            why.setdefault(row, (column, text))
    listed = [{"row": row, "column": column, "why": text} for row, (column, text) in sorted(why.items())]
    return pa.Table.from_pylist(listed, REJECTED)


def _any(wrong: tuple[Wrong, ...], count: int) -> Bools:
    found = np.zeros(count, np.bool_)
    for _, _, rows in wrong:
        found |= rows
    return found


def _set_aside(table: Table, who: Asking, days: Ints, ruling: Small, rows: Ints) -> None:
    """Judge keys that the table does not foresee: somebody who never worked there, a service never offered."""
    for aside in table.asides:
        ruling[rows] = _of_rows(aside, who, days, rows)
        rows = rows[ruling[rows] == NO_RULING]
    if not len(rows):
        return
    keys: dict[int, set[str]] = {}
    pairs = who.site[rows].astype(np.int64) << 32 | who.person[rows]
    for pair, procedure in np.unique(np.stack([pairs, who.procedure[rows]]), axis=1).T.tolist():
        keys.setdefault(pair, set()).add(table.words.procedures.words[procedure])
    table.asides.append(asked_aside(table, {pair: frozenset(asked) for pair, asked in keys.items()}))
    ruling[rows] = _of_rows(table.asides[-1], who, days, rows)


def _of_rows(table: Table, who: Asking, days: Ints, rows: Ints) -> Small:
    return rulings_of(table, who.person[rows], who.procedure[rows], who.site[rows], days[rows])


@dataclass(frozen=True)
class Judged:
    """Everything found, row by row; where `valid` is false it means nothing."""

    conditions: Conditions
    ruling: Small
    days: Ints
    missing: Bits
    to_show: Bits
    valid: Bools


def _result(judged: Judged) -> pa.Table:
    standing = judged.conditions.standing[judged.ruling]
    authorized = standing <= Standing.CONDITIONAL
    mask = np.where(authorized, judged.missing, judged.conditions.mask[judged.ruling] & BARS)
    to_show = np.where(authorized, judged.to_show, np.uint64(0))
    outcome = OUTCOME_OF[standing, (mask != 0).view(np.int8), (to_show != 0).view(np.int8)]
    null = None if judged.valid.all() else ~judged.valid
    days = (judged.days - EPOCH_DAY).astype(np.int32)
    return pa.table(
        {
            "day": pa.array(days, mask=null).view(pa.date32()),
            "standing": pa.DictionaryArray.from_arrays(
                pa.array(standing.view(np.int8), mask=null), STANDINGS
            ),
            "outcome": pa.DictionaryArray.from_arrays(pa.array(outcome, mask=null), OUTCOMES),
            "mask": pa.array(mask, mask=null),
            "to_show": pa.array(to_show, mask=null),
        }
    )
