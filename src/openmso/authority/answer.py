"""Questions and answers of the core."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from openmso.authority.facts.bedside import NOTHING_TOLD, Bedside
from openmso.authority.law import Statement
from openmso.authority.reasons import Code, Reason
from openmso.authority.terms import Standing
from openmso.timeline.spans import Span


class Key(NamedTuple):
    """Who, what, where: ids of a person and a site, and a code of a procedure."""

    person: str
    procedure: str
    site: str


@dataclass(frozen=True, slots=True)
class Question:
    """May `person` do `procedure` at `site`, on each day of `during`?"""

    person: str
    procedure: str
    site: str
    during: Span

    @property
    def key(self) -> Key:
        """The question without its span."""
        return Key(self.person, self.procedure, self.site)


class LinkKind(StrEnum):
    """The links of a chain of authority, from the law down to the patient. A paper is an agreement or delegation."""

    LAW = "law"
    PRACTICE = "practice"
    SITE = "site"
    ENGAGEMENT = "engagement"
    LICENSE = "license"
    PHYSICIAN = "physician"
    APPOINTMENT = "appointment"
    PAPER = "paper"
    PROTOCOL = "protocol"
    ORDER = "order"
    EXAM = "exam"
    COMPETENCY = "competency"
    SUPERVISION = "supervision"
    PATIENT = "patient"


class Ground(NamedTuple):
    """A way by which authority is granted. `kind`: own_scope, agreement, delegation.

    `paper` is the agreement or delegation, `physician` who gives it, `cites` the law.
    """

    kind: str
    paper: str = ""
    physician: str = ""
    cites: tuple[Statement, ...] = ()


class Verdict(NamedTuple):
    """Everything the core says of one key on one day.

    `bars` forbid or keep from granting; `wanting` are conditions; `role` is the one in which the person is judged.
    """

    standing: Standing
    grounds: tuple[Ground, ...] = ()
    bars: tuple[Reason, ...] = ()
    wanting: tuple[Reason, ...] = ()
    cites: tuple[Statement, ...] = ()
    role: str = ""

    @property
    def mask(self) -> int:
        """Bits of every code in `bars` and `wanting`."""
        mask = 0
        for reason in (*self.bars, *self.wanting):
            mask |= reason.bit
        return mask

    @property
    def codes(self) -> frozenset[Code]:
        """Every code in `bars` and `wanting`."""
        return frozenset(reason.code for reason in (*self.bars, *self.wanting))


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of days on which the verdict does not change."""

    span: Span
    verdict: Verdict

    @property
    def standing(self) -> Standing:
        """The standing of the verdict."""
        return self.verdict.standing


@dataclass(frozen=True, slots=True)
class Answer:
    """Stretches that cover the question's span exactly, in order, without overlap."""

    question: Question
    stretches: tuple[Stretch, ...]

    def on(self, day: int) -> Verdict:
        """The verdict on a day of the span. Raises `LookupError` outside it."""
        for stretch in self.stretches:
            if day in stretch.span:
                return stretch.verdict
        raise LookupError("the day lies outside the question's span")


class Outcome(StrEnum):
    """What `decide` says of an act."""

    ALLOW = "allow"
    ALLOW_WITH_CONDITIONS = "allow_with_conditions"
    STOP = "stop"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Act:
    """An act about to be done, or done: a key at an aware moment, with what is known at the bedside."""

    person: str
    procedure: str
    site: str
    at: datetime
    bedside: Bedside = NOTHING_TOLD


class Link(NamedTuple):
    """One link of the chain. `holds` is None where it is still to be shown."""

    kind: LinkKind
    text: str
    holds: bool | None
    record: str = ""
    since: Span | None = None
    reasons: tuple[Reason, ...] = ()
    cites: tuple[Statement, ...] = ()


class Decision(NamedTuple):
    """What `decide` answers: outcome, chain, what is missing or still to be shown, and when it last held."""

    act: Act
    day: int
    outcome: Outcome
    standing: Standing
    chain: tuple[Link, ...]
    missing: tuple[Reason, ...] = ()
    to_show: tuple[Reason, ...] = ()
    nearest_held: int | None = None
    """The day nearest to the act on which the standing authorized it; None if there is none."""
