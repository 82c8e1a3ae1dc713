"""Signing at a desk: whoever signs proves anew who they are, for this paper as they saw it, and the proof is spent in the act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeVar
from uuid import UUID

from openmso.authority.facts.oversight import Agreement, Delegation, Protocol, StandingOrder
from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError, acting
from openmso.foundation.register import Kept, RefusedError, version_of
from openmso.foundation.register.tables import may_write
from openmso.foundation.stepup import spend
from openmso.oversight.actions.deciding import judged
from openmso.oversight.actions.register import change
from openmso.oversight.actions.signing import signed_by
from openmso.timeline.spans import Span

Paper = Agreement | Delegation | Protocol | StandingOrder
T = TypeVar("T")


def purpose_as_seen(paper: Paper) -> str:
    """The purpose for which somebody proves who they are, to sign this paper as it is: another word in it is another purpose."""
    return f"sign:{type(paper).__name__.lower()}:{version_of(paper)}"


def with_proof(*, by: Actor, why: str, proof: UUID, paper: Paper, do: Callable[[], T]) -> T:
    """Do what gives a paper, and spend the proof that was made for it, both or neither. Raises `StepUpNeededError`."""
    with acting(by, why=why):
        spend(by=by, why=why, proof=proof, purpose=purpose_as_seen(paper))
        return do()


def sign_paper(*, by: Actor, why: str, paper: Paper, proof: UUID) -> Kept[Paper]:
    """Put the actor's signature of today under a paper as they saw it. Refused if it was changed meanwhile, or they have signed it."""

    def signed(there: Paper) -> Paper:
        after = _signed(by, there)
        if after == there:
            raise RefusedError.at(
                "signatures", "your signature stands on it already", "nothing is left to do"
            )
        return after

    def do() -> Kept[Paper]:
        return change(by=by, why=why, kind=type(paper), id=paper.id, change=signed, version=version_of(paper))

    return with_proof(by=by, why=why, proof=proof, paper=paper, do=do)


def cannot_sign(by: Actor, paper: Paper) -> str:
    """Why the actor cannot sign a paper that is there, in words; nothing if they can."""
    after = _signed(by, paper)
    if after == paper:
        return "your signature stands on it already" if by.person else "your seat names nobody who could sign"
    return _refused(by, paper, after)


def cannot_end(by: Actor, paper: Paper, on: date) -> str:
    """Why the actor cannot let a paper end on a day, in words; nothing if they can."""
    start = paper.span.start
    return _refused(by, paper, replace(paper, span=Span(start, max(start + 1, on.toordinal()))))


def cannot_give(by: Actor, paper: Paper) -> str:
    """Why the actor cannot give a paper that is not there yet, in words; nothing if they can."""
    return _refused(by, None, _signed(by, paper))


def _signed(by: Actor, paper: Paper) -> Paper:
    match paper:
        case Agreement():
            return signed_by(by, paper)
        case Delegation():
            return signed_by(by, paper)
        case Protocol():
            return signed_by(by, paper, paper.practice)
    return signed_by(by, paper, paper.practice)


def _refused(by: Actor, before: Paper | None, after: Paper) -> str:
    try:
        may_write(by, type(after))
        judged(by, before, after)
    except RefusedError as refused:
        return f"{refused.what}: {refused.mend}"
    except WrongHandsError as refused:
        return str(refused)
    return ""
