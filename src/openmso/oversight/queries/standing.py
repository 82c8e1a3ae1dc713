"""Standing, asked of the records: who may do what at a site, may she now, what is lost ahead, what hangs on one record.

Every answer is that of the core for the facts as committed when it was asked, and carries the facts and the law that it
was worked out from. Days are civil days of the site.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Generic, TypeVar

from openmso.authority.answer import Act, Key
from openmso.authority.board import Board
from openmso.authority.board import board as board_of
from openmso.authority.chain_days import Chain, chain
from openmso.authority.contingency import Reliance, contingency
from openmso.authority.decide import decide
from openmso.authority.differences import Difference, difference
from openmso.authority.facts import Facts, UnknownRecordError
from openmso.authority.facts.bedside import NOTHING_TOLD, Bedside
from openmso.authority.facts.people import Person
from openmso.authority.facts.structure import Site
from openmso.authority.judge import Judge
from openmso.authority.law import FEDERAL
from openmso.authority.outlook import Outlook
from openmso.authority.outlook import outlook as outlook_of
from openmso.foundation.actor import Actor
from openmso.law.queries import Change, diff
from openmso.law.queries.lawbook import Lawful, prospect
from openmso.oversight.facts import judge_of
from openmso.timeline.spans import Span

__all__ = [
    "Answered",
    "Asked",
    "Impact",
    "UnknownProcedureError",
    "UnknownRecordError",
    "ask",
    "board",
    "impact",
    "outlook",
    "reliance",
]

T = TypeVar("T")
COMPACTS: Final = "telehealth.compacts"
"""The one question whose answer in one state is felt in others."""


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
    """What was found, with the facts and the law it was found by; `law.notes` are to be shown with it."""

    found: T
    facts: Facts
    law: Lawful


def board(by: Actor, site: str, on: date, *, days: int = 90) -> Answered[Board]:
    """People by services of a site: the standing on a day, its changes in the days ahead, and what decides it.

    Raises `UnknownRecordError` for a site that the network has not.
    """
    judge, law = judge_of(by)
    judge.facts.need(Site, site)
    return Answered(board_of(judge, site, _window(on, days)), judge.facts, law)


def ask(by: Actor, question: Asked, bedside: Bedside = NOTHING_TOLD) -> Answered[Chain]:
    """May the act be done? The decision with its chain, and the days on which the standing stays as it is.

    Raises `UnknownRecordError` for a person or site that the network has not, `UnknownProcedureError`, and
    `NaiveTimeError` for a moment without a time zone.
    """
    judge, law = judge_of(by)
    judge.facts.need(Person, question.person)
    if question.procedure not in judge.law.procedures:
        raise UnknownProcedureError(f"the law has no procedure {question.procedure!r}")
    key = Key(question.person, question.procedure, question.site)
    decision = decide(Act(*key, question.at, bedside), judge)
    return Answered(chain(decision, judge.track(key)), judge.facts, law)


def outlook(by: Actor, on: date, *, days: int = 90) -> Answered[Outlook]:
    """What the whole network loses in the days ahead, by day and cause, and which services go dark."""
    judge, law = judge_of(by)
    return Answered(outlook_of(judge, _window(on, days)), judge.facts, law)


def reliance(by: Actor, on: date, record: str | None = None) -> Answered[tuple[Reliance, ...]]:
    """What goes dark on a day without a record, or without each person, appointment, agreement and license.

    The record on which most hangs comes first; records without which nothing changes are left out. Raises
    `UnknownRecordError`.
    """
    judge, law = judge_of(by)
    found = contingency(judge, on.toordinal(), None if record is None else [record])
    return Answered(found, judge.facts, law)


@dataclass(frozen=True, slots=True)
class Impact:
    """What another law would change in a network: its answers, and the entries of law that differ; who judges under it."""

    difference: Difference
    law: tuple[Change, ...]
    after: Lawful
    judges: tuple[Judge, Judge]


def impact(
    by: Actor, on: date, *, installed: bool = False, overlay: str | None = None, days: int = 365
) -> Answered[Impact]:
    """What would change in the network in the days ahead under the installed pack, or with one more overlay. Nothing is written.

    Only sites are judged again where the law that differs can be felt. Raises `PackError` for an overlay that cannot be read.
    """
    judge, law = judge_of(by)
    after = prospect(by, installed=installed, overlay=overlay)
    changes = diff(law.book, after.book)
    words = [f"under law pack {after.book.version}"] if installed else []
    words += ["with one more overlay"] if overlay is not None else []
    keys = [key for site in _felt(judge.facts, changes) for key in judge.keys_at(site)]
    other = Judge(judge.facts, after.book)
    found = difference(judge, other, _window(on, days), words, keys)
    return Answered(Impact(found, changes, after, (judge, other)), judge.facts, law)


def _felt(facts: Facts, changes: tuple[Change, ...]) -> list[str]:
    """The sites at which a difference of law can be felt: of its state; everywhere what is federal or binds states together."""
    states = {one.jurisdiction for one in changes}
    everywhere = FEDERAL in states or any(one.parameter == COMPACTS for one in changes)
    return sorted(one.id for one in facts.all(Site) if everywhere or one.state in states)


def _window(on: date, days: int) -> Span:
    return Span(on.toordinal(), on.toordinal() + days)
