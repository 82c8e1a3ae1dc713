"""What a control is, what it finds, and how doubt about the law shows.

A control's search yields faults: what is wrong, which records, on which days. Only a fault that holds on the
day asked about becomes a finding, and the finding is dated from the first day of that unbroken run of days.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from openmso.authority.answer import Key
from openmso.authority.law import Reading, Statement
from openmso.authority.terms import Confidence
from openmso.compliance.rules.words import listed
from openmso.timeline.days import Days
from openmso.timeline.spans import day_to_date

if TYPE_CHECKING:
    from openmso.compliance.rules.context import Context


class Severity(IntEnum):
    """How grave: `must`, the law forbids it; `should`, good practice or doubtful law; `watch`, coming or uncertain."""

    WATCH = 1
    SHOULD = 2
    MUST = 3

    @property
    def word(self) -> str:
        """The severity as people and files write it."""
        return self.name.lower()


class Place(NamedTuple):
    """A record a finding speaks of: its id, its name in words, and the `file:line` it was read from."""

    record: str
    label: str
    source: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What a control's search yields. `where` are ids of records, the one at fault first.

    `days` are all days on which the fault holds. `law` are the readings it rests on, all of them: a doubtful
    one makes the whole finding doubtful, unless `each_suffices`: then one
    sure reading keeps the severity. `lesser` says that no law demands it here, so the control's lesser severity counts.
    `keys` are the authorities that are dark because of it.
    """

    what: str
    where: tuple[str, ...]
    days: Days
    law: tuple[Reading, ...] = ()
    each_suffices: bool = False
    lesser: bool = False
    keys: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A control that fails: what is wrong in words, where, since when, by which law, what mends it and who can.

    `since` is None where the first day is not known. `doubt` says why counsel has to confirm, and whether the
    severity was lowered for it; it is empty where the law is sure enough.
    """

    control: str
    severity: Severity
    title: str
    what: str
    where: tuple[Place, ...]
    since: date | None
    cites: tuple[Statement, ...]
    mend: str
    who: str
    doubt: str = ""
    keys: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Control:
    """One thing a network must, should or had better keep. `id` never changes and is never used again.

    `tests` says what is compared with what, `law` the parameters it rests on (empty: good practice only).
    `lesser` is the severity where no law demands it; None where the control is silent then.
    """

    id: str
    family: str
    severity: Severity
    title: str
    tests: str
    mend: str
    who: str
    search: Callable[[Context], Iterable[Fault]]
    law: tuple[str, ...] = ()
    lesser: Severity | None = None

    def __call__(self, context: Context) -> Iterator[Finding]:
        """The findings of this control on the context's day."""
        for fault in self.search(context):
            if context.day in fault.days:
                yield self._finding(context, fault)

    def _finding(self, context: Context, fault: Fault) -> Finding:
        severity = self.lesser if fault.lesser and self.lesser else self.severity
        doubts = tuple(doubt_of(context, reading) for reading in fault.law if not sure(reading))
        carried = fault.each_suffices and len(doubts) < len(fault.law)
        lowered = doubts and severity is Severity.MUST and not carried
        doubt = f"Counsel to confirm: {listed(doubts, most=4)}." if doubts else ""
        if lowered:
            doubt += " For that it counts as should, not must."
        return Finding(
            control=self.id,
            severity=Severity.SHOULD if lowered else severity,
            title=self.title,
            what=fault.what.replace("..", "."),  # after a name that ends in a period, as "Inc."
            where=tuple(context.place(record) for record in dict.fromkeys(fault.where)),
            since=since(fault.days, context.day),
            cites=tuple(dict.fromkeys(one for reading in fault.law for one in cited(reading))),
            mend=self.mend,
            who=self.who,
            doubt=doubt,
            keys=fault.keys,
        )


def sure(reading: Reading) -> bool:
    """Whether a finding may call its law certain: not of low confidence without a signature, not disputed."""
    return not reading.known or reading.trusted(Confidence.MEDIUM)


def doubt_of(context: Context, reading: Reading) -> str:
    """Why a reading is not sure, in words."""
    statement = reading.statements[0]
    why = "sources disagree" if reading.disputed else "low confidence, unsigned"
    return f"{context.parameter(statement.parameter)} in {context.state(statement.jurisdiction)} ({why})"


def cited(reading: Reading) -> tuple[Statement, ...]:
    """The deciding statement, and its rivals where they disagree."""
    return reading.statements if reading.disputed else reading.statements[:1]


def since(days: Days, on: int) -> date | None:
    """The first day of the unbroken run of days that holds `on`; None if it has no known beginning."""
    return next((day_to_date(start) for start, end in days.pairs() if start <= on < end), None)
