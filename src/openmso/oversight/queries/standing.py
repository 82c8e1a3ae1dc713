"""Standing, asked of the records: who may do what at a site, may she now, what is lost ahead, what hangs on one record.

Every answer is that of the core for the facts as committed when it was asked, and carries the facts and the law that it
was worked out from. Days are civil days of the site.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from openmso.authority.answer import Act, Key
from openmso.authority.board import Board
from openmso.authority.board import board as board_of
from openmso.authority.chain_days import Chain, chain
from openmso.authority.contingency import Reliance, contingency
from openmso.authority.decide import decide
from openmso.authority.facts import Facts, UnknownRecordError
from openmso.authority.facts.bedside import NOTHING_TOLD, Bedside
from openmso.authority.facts.people import Person
from openmso.authority.facts.structure import Site
from openmso.authority.law import LawBook
from openmso.authority.outlook import Outlook
from openmso.authority.outlook import outlook as outlook_of
from openmso.foundation.actor import Actor
from openmso.oversight.facts import judge_of
from openmso.timeline.spans import Span

__all__ = [
    "Answered",
    "Asked",
    "UnknownProcedureError",
    "UnknownRecordError",
    "ask",
    "board",
    "outlook",
    "reliance",
]

T = TypeVar("T")


class UnknownProcedureError(LookupError):
    """The law has no procedure of this code."""


@dataclass(frozen=True, slots=True)
class Asked:
    """May `person` do `procedure` at `site` at an aware moment?"""

    person: str
    procedure: str
    site: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Answered(Generic[T]):
    """What was found, with the facts and the law it was found by."""

    found: T
    facts: Facts
    law: LawBook


def board(by: Actor, site: str, on: date, *, days: int = 90) -> Answered[Board]:
    """People by services of a site: the standing on a day, its changes in the days ahead, and what decides it.

    Raises `UnknownRecordError` for a site that the network has not.
    """
    judge = judge_of(by)
    judge.facts.need(Site, site)
    return Answered(board_of(judge, site, _window(on, days)), judge.facts, judge.law)


def ask(by: Actor, question: Asked, bedside: Bedside = NOTHING_TOLD) -> Answered[Chain]:
    """May the act be done? The decision with its chain, and the days on which the standing stays as it is.

    Raises `UnknownRecordError` for a person or site that the network has not, `UnknownProcedureError`, and
    `NaiveTimeError` for a moment without a time zone.
    """
    judge = judge_of(by)
    judge.facts.need(Person, question.person)
    if question.procedure not in judge.law.procedures:
        raise UnknownProcedureError(f"the law has no procedure {question.procedure!r}")
    key = Key(question.person, question.procedure, question.site)
    decision = decide(Act(*key, question.at, bedside), judge)
    return Answered(chain(decision, judge.track(key)), judge.facts, judge.law)


def outlook(by: Actor, on: date, *, days: int = 90) -> Answered[Outlook]:
    """What the whole network loses in the days ahead, by day and cause, and which services go dark."""
    judge = judge_of(by)
    return Answered(outlook_of(judge, _window(on, days)), judge.facts, judge.law)


def reliance(by: Actor, on: date, record: str | None = None) -> Answered[tuple[Reliance, ...]]:
    """What goes dark on a day without a record, or without each person, appointment, agreement and license.

    The record on which most hangs comes first; records without which nothing changes are left out. Raises
    `UnknownRecordError`.
    """
    judge = judge_of(by)
    found = contingency(judge, on.toordinal(), None if record is None else [record])
    return Answered(found, judge.facts, judge.law)


def _window(on: date, days: int) -> Span:
    return Span(on.toordinal(), on.toordinal() + days)
