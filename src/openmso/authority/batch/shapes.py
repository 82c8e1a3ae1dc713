"""The shape of a part: what folding can tell apart, and nothing else.

Two people whose licenses, papers and competences stand alike get the same standing, mask and conditions,
whoever they are. A shape leaves out who and which record; everything that decides stays in.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from openmso.authority.facts.oversight import Delegation
from openmso.authority.papers import PaperState
from openmso.authority.parts import Doer, Place, Skill
from openmso.authority.readings import RuleReading
from openmso.authority.reasons import Code, Reason

TELLING = {
    Code.EXAM: ("roles", "modes", "months", "excludes"),
    Code.LIMIT: ("limit", "value"),
    Code.ATTEST: ("text",),
}
"""Details of conditions that are judged at the bedside. Supervision's follow from the rule."""


def of_place(place: Place) -> Hashable:
    """Bars and conditions, the setting, and whose protocols count: `*` stands for everybody's."""
    signers = frozenset("*") if "*" in place.signers else place.signers
    return codes_of(place.found.bars), of_reasons(place.found.wanting), place.setting, signers


def of_doer(doer: Doer) -> Hashable:
    """Bars, and whether the regime is known and lets the person act alone."""
    regime = None if doer.regime is None else (doer.regime.known, of_reasons(doer.regime.wanting))
    return codes_of(doer.found.bars), regime, doer.independent


def of_skill(skill: Skill) -> Hashable:
    """Bars and competence."""
    return codes_of(skill.bars), skill.competent


def of_reading(reading: RuleReading) -> Hashable:
    """The rule with everything that the law of the day adds to it."""
    exam = () if reading.exam is None else of_reasons((reading.exam,))
    wanting = of_reasons((*reading.wanting, *reading.attests))
    return reading.rule, codes_of(reading.bars), wanting, exam, reading.standing_orders


class ByGiver(tuple[PaperState, ...]):
    """Papers at a place where only the giver's own protocol counts, so that it matters who gives."""

    __slots__ = ()


def of_papers(papers: tuple[PaperState, ...]) -> Hashable:
    """Each paper, oldest first, without who gives it unless that matters."""
    if isinstance(papers, ByGiver):
        return tuple((_of_paper(one), one.paper.physician) for one in papers)
    return tuple(_of_paper(one) for one in papers)


def _of_paper(state: PaperState) -> Hashable:
    attests = state.paper.attests if isinstance(state.paper, Delegation) else None
    giver = state.giver
    return attests, giver.roles, giver.may_delegate, codes_of(state.bars), of_reasons(state.wanting)


def of_reasons(reasons: Iterable[Reason]) -> tuple[Hashable, ...]:
    """Small with the details that tell."""
    return tuple(
        (one.code, *(one.details[name] for name in TELLING[one.code])) if one.code in TELLING else one.code
        for one in reasons
    )


def codes_of(reasons: Iterable[Reason]) -> tuple[Code, ...]:
    """The codes alone, where nothing else tells."""
    return tuple(one.code for one in reasons)
