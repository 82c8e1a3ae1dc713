"""Rulings: what a verdict comes to for an audit. Standing, mask, and what is asked at the bedside.

A network has hundreds of thousands of runs of days and only some hundred different rulings.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from openmso.authority.answer import Verdict
from openmso.authority.bedside import NEVER_AT_THE_BEDSIDE
from openmso.authority.reasons import Code
from openmso.authority.regimes import Nearness
from openmso.authority.terms import ExamMode, Standing


class ExamAsked(NamedTuple):
    """The exam that comes first: by whom, how, and for how many months it is good."""

    roles: frozenset[str]
    modes: frozenset[ExamMode]
    months: int


class Asked(NamedTuple):
    """What the conditions of a verdict ask at the bedside.

    `ways` are alternatives of supervision, the rule's own mode first; none: not asked. `orderers` are the roles
    whose order counts; none: no order is asked. `always` are the bits of what no bedside can show.
    """

    exam: ExamAsked | None = None
    ways: tuple[Nearness, ...] = ()
    orderers: frozenset[str] = frozenset()
    limits: tuple[tuple[str, Any], ...] = ()
    texts: frozenset[str] = frozenset()
    first_visit: bool = False
    always: int = 0


NOTHING_ASKED: Final = Asked()


class Ruling(NamedTuple):
    """Standing, the mask of all codes of the verdict, and what is asked; nothing where there is no authority."""

    standing: Standing
    mask: int
    asked: Asked


@dataclass
class Rulings:
    """All different rulings of a table, numbered in the order in which they were met. Grows, never changes."""

    found: list[Ruling] = field(default_factory=list)
    conditions: object = field(default=None, repr=False)
    """What `conditions_of` made of them, to be looked up again."""
    _numbers: dict[Ruling, int] = field(default_factory=dict, repr=False)

    def number(self, verdict: Verdict, orderers: frozenset[str]) -> int:
        """The number of a verdict's ruling, where orders by these roles count."""
        asked = asked_by(verdict, orderers) if verdict.standing.authorizes else NOTHING_ASKED
        return self._number(Ruling(verdict.standing, verdict.mask, asked))

    def barred(self, ruling: int, mask: int) -> int:
        """The number of a ruling when reasons that forbid, with the bits of `mask`, come on top of it."""
        return self._number(Ruling(Standing.BARRED, self.found[ruling].mask | mask, NOTHING_ASKED))

    def _number(self, ruling: Ruling) -> int:
        if ruling not in self._numbers:
            self._numbers[ruling] = len(self.found)
            self.found.append(ruling)
        return self._numbers[ruling]


def asked_by(verdict: Verdict, orderers: frozenset[str]) -> Asked:
    """What the conditions of a verdict ask."""
    asked = NOTHING_ASKED
    for reason in verdict.wanting:
        details = reason.details
        match reason.code:
            case Code.EXAM:
                exam = ExamAsked(details["roles"], details["modes"], details["months"])
                asked = asked._replace(exam=exam)
            case Code.SUPERVISION:
                asked = asked._replace(ways=details["nearness"])
            case Code.ORDER:
                asked = asked._replace(orderers=orderers)
            case Code.LIMIT:
                asked = asked._replace(limits=(*asked.limits, (details["limit"], details["value"])))
            case Code.ATTEST:
                asked = asked._replace(texts=asked.texts | {details["text"]})
            case Code.FIRST_VISIT:
                asked = asked._replace(first_visit=True)
            case code if code in NEVER_AT_THE_BEDSIDE:
                asked = asked._replace(always=asked.always | reason.bit)
            case code:  # pragma: no cover - a new condition must be taught to the audit, not passed over
                raise NotImplementedError(f"the audit does not know the condition {code.name}")
    return asked
