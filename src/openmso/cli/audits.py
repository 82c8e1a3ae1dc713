"""Auditing a file of acts: each row judged or rejected, everything counted, nothing kept in memory but counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from openmso.authority.answer import Act, Key, Outcome
from openmso.authority.bedside import Shown
from openmso.authority.decide import bedside_of, moment_of, outcome_of
from openmso.authority.judge import Judge
from openmso.authority.reasons import Code, Reason
from openmso.authority.terms import Standing
from openmso.cli.act_files import Row
from openmso.cli.act_rows import Acts, RejectedError
from openmso.timeline.calendar import civil_day

CHUNK: Final = 10_000
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


def audit_rows(judge: Judge, acts: Sequence[Act]) -> list[Judged]:
    """Judge acts, each as `decide` would, without their chains."""
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
        return Judged(outcome, verdict.standing, (*verdict.bars, *missing))
    return Judged(outcome, verdict.standing, missing if outcome is Outcome.STOP else to_show)


def audited(rows: Iterable[Row], acts: Acts, judge: Judge) -> Iterator[Audited]:
    """Every row in order, judged in chunks."""
    for chunk in _chunks(rows):
        read = [_read(row, acts) for row in chunk]
        judged = iter(audit_rows(judge, [one.act for one in read if one.act is not None]))
        for one in read:
            yield one if one.act is None else Audited(one.row, one.act, next(judged))


def _read(row: Row, acts: Acts) -> Audited:
    if row.wrong:
        return Audited(row, rejected=row.wrong)
    try:
        return Audited(row, acts.act(row.cells))
    except RejectedError as why:
        return Audited(row, rejected=str(why))


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    left = iter(rows)
    while chunk := list(islice(left, CHUNK)):
        yield chunk


def _kind(rejected: str) -> str:
    """A rejection without what differs from row to row, so that there are few kinds however many rows."""
    return PARTICULAR.sub("…", rejected)
