"""A million acts at once: OpenMSO's audit, as-of joins, NumPy, and the limit of one core, over the same acts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import process_time

import numpy as np
import pyarrow as pa
from online import UnequalError
from peers import with_duckdb, with_numba, with_numpy, with_polars
from peers.columns import Found, Scene, found_by, scene_of
from peers.spans import Spans, spans_of
from rounds import Participant, Rate, rounds, say

from openmso.authority.batch import Table, audit, compiled_lookup
from openmso.authority.batch.conditions import conditions_of
from openmso.authority.batch.judging import NO_RULING, Lookup, rulings_of
from openmso.authority.batch.telling import asking

OURS = ("OpenMSO, NumPy", "OpenMSO, compiled")
PEERS = ("DuckDB", "Polars", "NumPy")
LIMIT, ORDERED = "limit of one core", "limit, ordered by key"


@dataclass(frozen=True)
class Batch:
    """What was measured, and what the rest of the run goes on with."""

    rates: dict[str, dict[str, Rate]]
    spans: Spans
    first_audit: float
    """Seconds of the first audit of a table, which also judges the keys that nobody foresaw."""
    unforeseen: int
    foreseen: int
    """Acts whose keys the table foresees: of them standing alone is looked up."""


def batch(table: Table, acts: pa.Table, count: int) -> Batch:
    """Rates of looking standing up and of whole audits, all verdicts equal."""
    say("batch: the first audit")
    begun = process_time()
    result = audit(table, acts)
    first = process_time() - begun
    wanted, spans = found_by(result), spans_of(table)
    days = np.asarray(wanted.day, np.int64)
    say("batch: peers load, verdicts are compared")
    auditing = _auditing(table, acts, wanted, scene_of(table, spans, acts, days))
    rates = {"audit": rounds(auditing, count)}
    del auditing
    who = asking(acts, table.words)
    rows = np.flatnonzero(rulings_of(table, who.person, who.procedure, who.site, days) != NO_RULING)
    foreseen = acts.take(pa.array(rows)).combine_chunks()
    wanted = Found(np.asarray(wanted.standing)[rows], wanted.mask)
    say("batch: standing alone")
    looking = _looking(table, foreseen, days[rows], wanted, scene_of(table, spans, foreseen, days[rows]))
    rates["standing"] = rounds(looking, count)
    unforeseen = sum(one.keys for one in table.asides)
    return Batch(rates, spans, first, unforeseen, len(rows))


def agree(what: str, wanted: Found, given: Found) -> None:
    """Raise `UnequalError` unless every act was judged alike."""
    wrong = wanted.differs(given)
    if wrong or len(wanted.standing) != len(given.standing):
        raise UnequalError(f"{what} disagrees with OpenMSO in {wrong} of {len(wanted.standing)} acts")


def _auditing(table: Table, acts: pa.Table, wanted: Found, scene: Scene) -> dict[str, Participant]:
    compiled = compiled_lookup()
    duck, polars = with_duckdb.DuckDb(scene), with_polars.Polars(scene)
    limit, ordered = with_numba.Limit(scene), with_numba.Limit(scene, ordered=True)
    agree(OURS[1], wanted, found_by(audit(table, acts, lookup=compiled)))
    agree("DuckDB", wanted, with_duckdb.in_order(duck.audit()))
    agree("Polars", wanted, with_polars.in_order(polars.audit()))
    agree(LIMIT, wanted, limit.in_order(limit.audit()))
    agree(ORDERED, wanted, ordered.in_order(ordered.audit()))
    calls: dict[str, Callable[[], object]] = {
        OURS[0]: lambda: audit(table, acts),
        OURS[1]: lambda: audit(table, acts, lookup=compiled),
        "DuckDB": duck.audit,
        "Polars": polars.audit,
        LIMIT: limit.audit,
        ORDERED: ordered.audit,
    }
    return _participants(calls, len(acts))


def _looking(
    table: Table, acts: pa.Table, days: np.typing.NDArray[np.int64], wanted: Found, scene: Scene
) -> dict[str, Participant]:
    who, conditions, compiled = asking(acts, table.words), conditions_of(table.rulings), compiled_lookup()

    def ours(lookup: Lookup) -> Found:
        number = lookup(table, who.person, who.procedure, who.site, days)
        return Found(conditions.standing[number], conditions.mask[number])

    arrays, duck, polars = with_numpy.NumPy(scene), with_duckdb.DuckDb(scene), with_polars.Polars(scene)
    limit, ordered = with_numba.Limit(scene), with_numba.Limit(scene, ordered=True)
    first = ours(rulings_of)
    agree("the look-up", Found(wanted.standing, first.mask), first)
    agree(OURS[1], first, ours(compiled))
    agree("DuckDB", first, with_duckdb.in_order(duck.standing()))
    agree("Polars", first, with_polars.in_order(polars.standing()))
    agree("NumPy", first, arrays.standing())
    agree(LIMIT, first, limit.in_order(limit.standing()))
    agree(ORDERED, first, ordered.in_order(ordered.standing()))
    calls: dict[str, Callable[[], object]] = {
        OURS[0]: lambda: ours(rulings_of),
        OURS[1]: lambda: ours(compiled),
        "DuckDB": duck.standing,
        "Polars": polars.standing,
        "NumPy": arrays.standing,
        LIMIT: limit.standing,
        ORDERED: ordered.standing,
    }
    return _participants(calls, len(acts))


def _participants(calls: dict[str, Callable[[], object]], count: int) -> dict[str, Participant]:
    return {name: Participant(count, lambda _, call=call: call()) for name, call in calls.items()}
