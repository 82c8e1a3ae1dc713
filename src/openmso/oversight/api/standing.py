"""Standing in the words of who asks over HTTP: a board, a decision with its chain, what is lost ahead, what hangs on whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from openmso.authority.answer import Link, LinkKind, Outcome
from openmso.authority.board import Cell
from openmso.authority.facts import UnknownRecordError
from openmso.authority.facts.bedside import NOTHING_TOLD, Bedside
from openmso.authority.facts.structure import Service
from openmso.authority.reasons import MENDERS, Code, Reason, sentence
from openmso.authority.terms import Standing
from openmso.foundation.actor import Actor
from openmso.foundation.api.problems import NOT_THERE, ProblemError, wrong
from openmso.oversight.queries import standing
from openmso.timeline.spans import Span, day_to_date

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Why:
    """One reason: its code, in words, the records it speaks of, who can mend it, and the law behind it."""

    code: Code
    says: str
    records: tuple[str, ...]
    mends: str
    law: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """A run of days of one standing."""

    days: Span
    standing: Standing


@dataclass(frozen=True, slots=True)
class Square:
    """One person and one service on a board: the standing on its first day, why, and how it goes on."""

    service: str
    standing: Standing
    changes_on: date | None
    reasons: tuple[Why, ...]
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One person of a board, with a square for each service."""

    person: str
    squares: tuple[Square, ...]


@dataclass(frozen=True, slots=True)
class SiteBoard:
    """Who may do what at a site. `facts` and `law` name what it was worked out from; `notes` are to be shown with it."""

    site: str
    days: Span
    services: tuple[Service, ...]
    lines: tuple[Line, ...]
    law: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One link of a chain of authority. `holds` is null where it is still to be shown."""

    kind: LinkKind
    says: str
    holds: bool | None
    record: str
    reasons: tuple[Why, ...]
    law: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """Whether an act may be done. `missing` stops it, `to_show` must hold at the bedside; `nearest`: the nearest day with authority."""

    outcome: Outcome
    standing: Standing
    day: date
    chain: tuple[ChainLink, ...]
    missing: tuple[Why, ...]
    to_show: tuple[Why, ...]
    nearest: date | None
    unchanged: Span
    law: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relied:
    """What goes dark without a record: so many (person, procedure, site), and where."""

    record: str
    kind: str
    dark: int
    sites: tuple[str, ...]
    procedures: tuple[str, ...]


def board(by: Actor, site: str, on: date, days: int = 90) -> SiteBoard:
    """People by services of a site: the standing on a day and on the days ahead, and what decides it."""
    answered = _found("path.id", lambda: standing.board(by, site, on, days=days))
    found = answered.found
    lines = tuple(
        Line(
            row.person,
            tuple(_square(one.id, cell) for one, cell in zip(found.services, row.cells, strict=True)),
        )
        for row in found.rows
    )
    return SiteBoard(site, found.window, found.services, lines, answered.law.digest, answered.law.notes)


def decision(
    by: Actor, *, person: str, procedure: str, site: str, at: datetime, bedside: Bedside | None = None
) -> Decided:
    """May the act be done at this moment? The decision with its chain: law, license, papers, and what is known at the bedside."""
    asked = standing.Asked(person, procedure, site, at)
    answered = _found("body", lambda: standing.ask(by, asked, bedside or NOTHING_TOLD))
    chain = answered.found
    decided = chain.decision
    return Decided(
        decided.outcome,
        decided.standing,
        date.fromordinal(decided.day),
        tuple(_link(one) for one in decided.chain),
        whys(decided.missing),
        whys(decided.to_show),
        None if decided.nearest_held is None else day_to_date(decided.nearest_held),
        chain.unchanged,
        answered.law.digest,
        answered.law.notes,
    )


def reliance(by: Actor, on: date, record: str | None = None) -> tuple[Relied, ...]:
    """What goes dark on a day without a record, or without each person, appointment, agreement and license; the most first."""
    found = _found("query.record", lambda: standing.reliance(by, on, record)).found
    return tuple(Relied(one.record, one.kind, len(one.dark), one.sites, one.procedures) for one in found)


def _found(where: str, look: Callable[[], T]) -> T:
    try:
        return look()
    except (UnknownRecordError, standing.UnknownProcedureError):
        raise ProblemError(NOT_THERE, [wrong(where, "names what the network or the law has not")]) from None


def _square(service: str, cell: Cell) -> Square:
    changes = None if cell.changes_on is None else day_to_date(cell.changes_on)
    runs = tuple(Run(days, one) for days, one in cell.stretches)
    return Square(service, cell.standing, changes, whys(cell.reasons), runs)


def _link(one: Link) -> ChainLink:
    law = tuple(dict.fromkeys(said.cite for said in one.cites if said.cite))
    return ChainLink(one.kind, one.text, one.holds, one.record, whys(one.reasons), law)


def whys(reasons: Sequence[Reason]) -> tuple[Why, ...]:
    """Reasons in words, with the law behind them."""
    return tuple(
        Why(
            one.code,
            sentence(one),
            one.subjects,
            MENDERS.get(one.code, ""),
            tuple(dict.fromkeys(said.cite for said in one.cites if said.cite)),
        )
        for one in reasons
    )
