"""Everything that was done in a period, judged again by what is known now: what had no authority, where, whose, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from io import BytesIO
from typing import Final
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection
from psycopg import sql
from pyarrow import csv

from openmso.authority.batch.auditing import audit
from openmso.authority.batch.compiling import compile_table
from openmso.authority.batch.reasons import act_of
from openmso.authority.batch.tables import Table
from openmso.authority.decide import decide
from openmso.authority.facts.structure import Site
from openmso.authority.judge import Judge
from openmso.authority.reasons import Reason
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.oversight.facts import judge_of

COLUMNS: Final = ("code", "person", "procedure", "site", "at", "patient_state", "outcome")
DONE: Final = sql.SQL("""
    COPY (
        SELECT act.code, person.code, act.procedure, site.code, (extract(epoch FROM act.at) * 1000000)::bigint,
               act.patient_state, act.outcome
        FROM oversight_act act
        JOIN workforce_person person ON person.id = act.person_id
        JOIN structure_site site ON site.id = act.site_id
        WHERE act.network_id = {network} AND act."on" >= {first} AND act."on" < {until}
    ) TO STDOUT (FORMAT csv)
""")
READ: Final = csv.ReadOptions(column_names=list(COLUMNS))
AS: Final = csv.ConvertOptions(
    column_types={
        **{name: pa.string() for name in ("code", "outcome")},
        **{
            name: pa.dictionary(pa.int32(), pa.string())
            for name in ("person", "procedure", "site", "patient_state")
        },
        "at": pa.int64(),
    },
    strings_can_be_null=False,
)
WITHOUT: Final = ("stop", "unknown")
"""Outcomes of what should not have been done, or of which nobody knows."""
SPELLED: Final = 200
"""So many are told with their reasons, the last first."""
THEN: Final = ("allow", "allow_with_conditions")
"""Outcomes under which something was done without breaking glass."""


@dataclass(frozen=True, slots=True)
class Failed:
    """An act without authority as known now: at a moment of the site's clock, and why. `then`: what the gate had said."""

    code: str
    person: str
    procedure: str
    site: str
    at: datetime
    then: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Audited:
    """All acts of a period. `outcomes`: how many of each; `sites`: acts and those without authority; `turned`: allowed then, without authority as known now."""

    first: date
    until: date
    acts: int
    outcomes: Mapping[str, int]
    sites: Mapping[str, tuple[int, int]]
    turned: int
    failed: tuple[Failed, ...]

    @property
    def without(self) -> int:
        """How many have no authority, or of which nothing is known."""
        return sum(self.outcomes.get(one, 0) for one in WITHOUT)


def audited(by: Actor, first: date, until: date, *, most: int = SPELLED) -> Audited:
    """Judge the acts of the civil days from `first` to before `until`; at most so many are told with their reasons, the last first.

    What the bedside showed is not asked again: it stands in the acts.
    """
    judge, _ = judge_of(by)
    acts = _acts(by, first, until)
    found = audit(_table(judge), acts, complete=False)
    outcome = found.column("outcome")
    failing = pc.is_in(outcome, value_set=pa.array(WITHOUT))
    rows = pc.indices_nonzero(failing)
    listed = acts.take(rows)
    counts = pc.value_counts(outcome.combine_chunks())
    return Audited(
        first,
        until,
        len(acts),
        {str(one["values"]): int(one["counts"]) for one in counts.to_pylist()},
        _by_site(acts, listed),
        len(listed.filter(pc.is_in(listed.column("outcome"), value_set=pa.array(THEN)))),
        tuple(_spelled(judge, listed.sort_by([("at", "descending"), ("code", "ascending")]).slice(0, most))),
    )


@lru_cache(maxsize=4)
def _table(judge: Judge) -> Table:
    """Compiled once for each state of a network."""
    return compile_table(judge)


def _acts(by: Actor, first: date, until: date) -> pa.Table:
    """As columns, straight out of the database: a year may have a million."""
    taken = BytesIO()
    # Formatted here: a cursor that writes down what it is asked takes a statement and nothing beside it.
    asked = DONE.format(network=sql.Literal(by.network), first=sql.Literal(first), until=sql.Literal(until))
    with seeing(by), connection.cursor() as cursor, cursor.copy(asked) as copy:
        for block in copy:
            taken.write(block)
    if not taken.tell():
        return pa.table(
            {name: pa.array([], pa.int64() if name == "at" else pa.string()) for name in COLUMNS}
        ).set_column(COLUMNS.index("at"), "at", pa.array([], pa.timestamp("us", "UTC")))
    read = csv.read_csv(pa.py_buffer(taken.getbuffer()), read_options=READ, convert_options=AS)
    at = read.column("at").cast(pa.timestamp("us", "UTC"))
    return read.set_column(COLUMNS.index("at"), "at", at)


def _by_site(acts: pa.Table, failing: pa.Table) -> dict[str, tuple[int, int]]:
    without = _counted(failing)
    return {site: (count, without.get(site, 0)) for site, count in sorted(_counted(acts).items())}


def _counted(acts: pa.Table) -> dict[str, int]:
    sites = acts.column("site").cast(pa.string())
    return {
        str(one["values"]): int(one["counts"]) for one in pc.value_counts(sites.combine_chunks()).to_pylist()
    }


def _spelled(judge: Judge, acts: pa.Table) -> Iterator[Failed]:
    for one in acts.to_pylist():
        decision = decide(act_of(one, complete=False), judge)
        zone = ZoneInfo(judge.facts.need(Site, one["site"]).zone)
        yield Failed(
            one["code"],
            one["person"],
            one["procedure"],
            one["site"],
            one["at"].astimezone(zone),
            one["outcome"],
            tuple(decision.missing),
        )
