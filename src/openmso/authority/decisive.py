"""What decides a verdict: of everything a verdict lists, the reasons that make its standing what it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from openmso.authority.answer import Verdict
from openmso.authority.reasons import Code, Reason
from openmso.authority.terms import Standing

LAST_BAR: Final = Code.TRAINING
LAST_FAILING: Final = Code.TOO_FAR
OPEN: Final = frozenset({Code.LAW_UNKNOWN, Code.OWNERSHIP_UNKNOWN, Code.REGIME_UNKNOWN})


def decisive(verdict: Verdict) -> tuple[Reason, ...]:
    """The bars of a BARRED verdict, the failing links of an ABSENT one, the conditions of a CONDITIONAL one."""
    match verdict.standing:
        case Standing.BARRED:
            found = tuple(one for one in verdict.bars if one.code <= LAST_BAR)
        case Standing.ABSENT:
            found = tuple(one for one in verdict.bars if LAST_BAR < one.code <= LAST_FAILING)
        case Standing.UNKNOWN:
            found = tuple(one for one in verdict.bars if one.code in OPEN)
        case Standing.CONDITIONAL:
            found = verdict.wanting
        case _:
            return ()
    return found or verdict.bars


def new_in(after: Verdict, before: Verdict) -> tuple[Reason, ...]:
    """What decides `after` and was not there before; everything that decides it where nothing is new."""
    old = marks((*before.bars, *before.wanting))
    found = decisive(after)
    return tuple(one for one in found if (one.code, one.subjects) not in old) or found


def marks(reasons: Iterable[Reason]) -> frozenset[tuple[Code, tuple[str, ...]]]:
    """Code and subjects of reasons: what makes one the same reason on another day."""
    return frozenset((one.code, one.subjects) for one in reasons)
