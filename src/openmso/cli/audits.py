"""Auditing a file of acts: each row judged or rejected, everything counted, nothing kept in memory but counts.

Rows are judged many at a time by the batch audit where they can all be understood as columns; the others, and
those whose reasons are wanted, one by one. Both say the same of a row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Final

from openmso.authority.answer import Act, Key, Outcome
from openmso.authority.bedside import Shown
from openmso.authority.decide import bedside_of, moment_of, outcome_of
from openmso.authority.judge import Judge
from openmso.authority.reasons import Code, Reason
from openmso.authority.terms import Standing
from openmso.cli.act_cells import RejectedError
from openmso.cli.act_files import Row
from openmso.cli.act_rows import Acts
from openmso.timeline.calendar import civil_day

if TYPE_CHECKING:
    import pyarrow as pa

    from openmso.authority.batch.tables import Table
    from openmso.cli.act_columns import Columns

CHUNK: Final = 20_000
FEW: Final = 2_000
"""For fewer rows the network is not compiled: judging them one by one is faster."""

PARTICULAR: Final = re.compile(r"'.*'|\S*\d\S*")
FAILS: Final = (Outcome.STOP, Outcome.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Judged:
    """What is said of one act. `reasons` are missing for a stop, still to be shown for an allow with conditions."""

    outcome: Outcome
    standing: Standing
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Audited:
    """One row of the file: judged as an act, or rejected and why."""

    row: Row
    act: Act | None = None
    judged: Judged | None = None
    rejected: str = ""


@dataclass
class Tally:
    """The counts of an audit."""

    rows: int = 0
    rejected: int = 0
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    reasons: Counter[Code] = field(default_factory=Counter)
    sites: Counter[tuple[str, Outcome]] = field(default_factory=Counter)
    people: Counter[tuple[str, Outcome]] = field(default_factory=Counter)
    rejects: Counter[str] = field(default_factory=Counter)

    @property
    def clean(self) -> bool:
        """Whether every row was an act, and none had to be stopped or is unknown."""
        return not self.rejected and not any(self.outcomes[one] for one in FAILS)

    def add(self, one: Audited) -> None:
        """Count one row."""
        self.rows += 1
        if one.act is None or one.judged is None:
            self.rejected += 1
            self.rejects[_kind(one.rejected)] += 1
            return
        outcome = one.judged.outcome
        self.outcomes[outcome] += 1
        self.sites[one.act.site, outcome] += 1
        self.people[one.act.person, outcome] += 1
        if outcome is not Outcome.ALLOW:
            self.reasons.update({reason.code for reason in one.judged.reasons})

    def add_many(self, acts: pa.Table, result: pa.Table) -> None:
        """Count acts that were judged as columns."""
        outcomes = [Outcome(one) for one in result["outcome"].to_pylist()]
        self.rows += len(outcomes)
        self.outcomes.update(outcomes)
        self.sites.update(zip(acts["site"].to_pylist(), outcomes, strict=True))
        self.people.update(zip(acts["person"].to_pylist(), outcomes, strict=True))
        for bits, count in Counter(
            zip(result["mask"].to_pylist(), result["to_show"].to_pylist(), strict=True)
        ).items():
            mask, to_show = bits
            for code in Code:
                if (mask or to_show) >> code & 1:
                    self.reasons[code] += count


def audit_rows(judge: Judge, acts: Sequence[Act]) -> list[Judged]:
    """Judge acts one by one, each as `decide` would, without their chains."""
    return [_judged(judge, act) for act in acts]


def _judged(judge: Judge, act: Act) -> Judged:
    moment = moment_of(act, judge)
    day = civil_day(act.at, moment.zone).toordinal()
    verdict = judge.verdict(Key(act.person, act.procedure, act.site), day)
    shown = bedside_of(verdict, moment)
    missing = tuple(reason for reason, how in shown if how is Shown.MISSING)
    to_show = tuple(reason for reason, how in shown if how is Shown.TO_SHOW)
    outcome = outcome_of(verdict.standing, missing=bool(missing), to_show=bool(to_show))
    if not verdict.standing.authorizes:
        return Judged(outcome, verdict.standing, verdict.bars)
    return Judged(outcome, verdict.standing, missing if outcome is Outcome.STOP else to_show)


@dataclass
class Auditor:
    """Judges the rows of one file. `every_reason` asks for each act that could not simply go ahead."""

    acts: Acts
    judge: Judge
    every_reason: bool = False
    tally: Tally = field(default_factory=Tally)
    _compiled: tuple[Table, Columns] | None = None

    def audit(self, rows: Iterable[Row]) -> Iterator[Audited]:
        """Count every row; give back those to be written: rejects, and failing acts if their reasons are wanted."""
        left = iter(rows)
        while chunk := list(islice(left, CHUNK)):
            yield from self._chunk(chunk)

    def _chunk(self, rows: list[Row]) -> Iterator[Audited]:
        one_by_one: Sequence[int] = range(len(rows))
        counted = frozenset[int]()
        if self._compiled is not None or len(rows) >= FEW:
            one_by_one, counted = self._many(rows)
        for place in one_by_one:
            one = self._one(rows[place])
            if place not in counted:
                self.tally.add(one)
            if one.judged is None or (self.every_reason and one.judged.outcome is not Outcome.ALLOW):
                yield one

    def _many(self, rows: list[Row]) -> tuple[Sequence[int], frozenset[int]]:
        """Judge the rows that can be columns. Gives the rows still to be read one by one, and which of them are counted."""
        from openmso.authority.batch import audit, compile_table
        from openmso.cli.act_columns import Columns

        if self._compiled is None:
            self._compiled = (compile_table(self.judge), Columns(self.acts))
        table, columns = self._compiled
        acts, places = columns.table(rows)
        result = audit(table, acts, complete=self.acts.complete)
        understood = result["outcome"].is_valid()  # the table reaches fewer years than a row read alone
        self.tally.add_many(acts.filter(understood), result.filter(understood))
        outcomes = result["outcome"].to_pylist()
        counted = frozenset(place for place, one in zip(places, outcomes, strict=True) if one is not None)
        open_rows = {place for place in range(len(rows)) if place not in counted}
        if self.every_reason:
            open_rows |= {place for place, one in zip(places, outcomes, strict=True) if one != Outcome.ALLOW}
        return sorted(open_rows), counted

    def _one(self, row: Row) -> Audited:
        if row.wrong:
            return Audited(row, rejected=row.wrong)
        try:
            act = self.acts.act(row.cells)
        except RejectedError as why:
            return Audited(row, rejected=str(why))
        return Audited(row, act, audit_rows(self.judge, [act])[0])


def _kind(rejected: str) -> str:
    """A rejection without what differs from row to row, so that there are few kinds however many rows."""
    return PARTICULAR.sub("…", rejected)
