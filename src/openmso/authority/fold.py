"""Folding the parts of one key on one day into a verdict: bars first, then the best ground.

A bar beats any ground; what was never established is neither; the best of several grounds counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from openmso.authority.answer import Ground, Verdict
from openmso.authority.facts.oversight import Delegation
from openmso.authority.papers import PaperState
from openmso.authority.parts import Parts
from openmso.authority.reasons import Code, Reason
from openmso.authority.regimes import Rule
from openmso.authority.terms import PHYSICIANS, PRACTITIONERS, Standing, Supervision

LAST_FORBIDDING = Code.TRAINING
NO_AGREEMENT = Reason(Code.NO_PAPER, details={"paper": "agreement"})
NO_DELEGATION = Reason(Code.NO_PAPER, details={"paper": "delegation"})
NO_PROTOCOL = Reason(Code.NO_PROTOCOL)
ORDER = Reason(Code.ORDER)
KIND_ORDER = {"own_scope": 0, "agreement": 1, "delegation": 2}


class Candidate(NamedTuple):
    """A ground with the links that fail and the conditions it carries."""

    ground: Ground
    failing: tuple[Reason, ...]
    wanting: tuple[Reason, ...]
    age: int = 0

    @property
    def order(self) -> tuple[int, int, int, int]:
        """Smallest is best: fewest conditions, own scope before agreement before delegation, smallest mask, oldest."""
        return (len(self.wanting), KIND_ORDER[self.ground.kind], mask_of(self.wanting), self.age)

    @property
    def nearness(self) -> tuple[int, int, int]:
        """Smallest is nearest to standing: fewest failing links, smallest mask, oldest."""
        return (len(self.failing), mask_of(self.failing), self.age)


def mask_of(reasons: tuple[Reason, ...]) -> int:
    """The bits of the reasons' codes."""
    mask = 0
    for reason in reasons:
        mask |= reason.bit
    return mask


def fold(role: str, parts: Parts) -> Verdict:
    """The verdict for one role on one day."""
    reading = parts.reading
    rule, wanting = reading.rule, parts.place.found.wanting
    bars = (
        *parts.place.found.bars,
        *parts.doer.found.bars,
        *reading.bars,
        *_of_setting(rule, parts),
        *parts.cover,
        *parts.skill.bars,
    )
    if rule is None or reading.bars:
        return Verdict(_barred_or(Standing.UNKNOWN, bars), (), bars, wanting, reading.cites, role)
    candidates = list(_candidates(role, rule, parts))
    good = [one for one in candidates if not one.failing]
    if good:
        if len(good) > 1:
            good.sort(key=lambda one: one.order)
        wanting = (*wanting, *good[0].wanting)
        standing = Standing.CONDITIONAL if wanting else Standing.HELD
        if any(bar.code is Code.OWNERSHIP_UNKNOWN for bar in bars):
            standing = Standing.UNKNOWN
        cites = (*reading.cites, *good[0].ground.cites)
        grounds = tuple(one.ground for one in good)
        return Verdict(_barred_or(standing, bars), grounds, bars, wanting, cites, role)
    failing = _nearest(role, candidates)
    standing = Standing.ABSENT
    if parts.doer.regime is not None and not parts.doer.regime.known:
        standing, failing = Standing.UNKNOWN, (*parts.doer.regime.wanting, *failing)
    bars = (*bars, *failing)
    return Verdict(_barred_or(standing, bars), (), bars, wanting, reading.cites, role)


def _of_setting(rule: Rule | None, parts: Parts) -> tuple[Reason, ...]:
    if rule is None or not rule.places or parts.place.setting in rule.places:
        return ()
    return (Reason(Code.PLACE, (parts.place.site,), {"places": rule.places}, parts.reading.cites),)


def _barred_or(standing: Standing, bars: tuple[Reason, ...]) -> Standing:
    return Standing.BARRED if any(bar.code <= LAST_FORBIDDING for bar in bars) else standing


def _nearest(role: str, candidates: list[Candidate]) -> tuple[Reason, ...]:
    if candidates:
        return min(candidates, key=lambda one: one.nearness).failing
    return (NO_AGREEMENT if role in PRACTITIONERS else NO_DELEGATION,)


def _candidates(role: str, rule: Rule, parts: Parts) -> Iterator[Candidate]:
    own = _own_scope(role, rule, parts)
    if own is not None:
        yield own
    for state in parts.papers:
        ground = Ground(state.kind, state.paper.id, state.paper.physician, cites=parts.reading.cites)
        failing = (*_paper_links(state, rule), *_work_links(state, parts))
        wanting = () if failing else _conditions(state, rule, parts)
        yield Candidate(ground, failing, wanting, state.paper.span.start)


def _own_scope(role: str, rule: Rule, parts: Parts) -> Candidate | None:
    cites = parts.reading.cites
    extra: tuple[Reason, ...] = ()
    if role in PRACTITIONERS:
        if parts.doer.regime is None or not parts.doer.independent:
            return None
        cites, extra = parts.doer.regime.cites, parts.doer.regime.wanting
    elif role not in PHYSICIANS and (
        rule.supervision is not Supervision.INDEPENDENT or rule.exam_first is True
    ):
        return None
    wanting = (*extra, *parts.reading.wanting, *parts.reading.attests)
    exam = parts.reading.exam
    examines = role in PHYSICIANS or role in PRACTITIONERS
    if exam is not None and not (examines and not exam.details["excludes"]):
        wanting = (*wanting, exam)
    return Candidate(Ground("own_scope", cites=cites), (), wanting)


def _paper_links(state: PaperState, rule: Rule) -> tuple[Reason, ...]:
    accepted = PHYSICIANS
    if state.kind == "delegation":
        accepted = rule.delegators or state.giver.may_delegate
    if not state.giver.roles or state.giver.roles & accepted:
        return state.bars
    wrong = Reason(Code.DELEGATOR_ROLE, (state.paper.physician,), {"roles": accepted})
    return (*state.bars, wrong)


def _work_links(state: PaperState, parts: Parts) -> Iterator[Reason]:
    if "*" not in parts.place.signers and state.paper.physician not in parts.place.signers:
        yield NO_PROTOCOL
    if not parts.skill.competent:
        yield Reason(Code.NO_COMPETENCY, (state.paper.person,))


def _conditions(state: PaperState, rule: Rule, parts: Parts) -> tuple[Reason, ...]:
    reading = parts.reading
    wanting = [*state.wanting, *reading.wanting]
    if reading.exam is not None:
        wanting.append(reading.exam)
    if reading.supervision is not None:
        by = (state.paper.physician,)
        wanting.append(Reason(Code.SUPERVISION, by, reading.supervision, reading.cites))
    if not isinstance(state.paper, Delegation):
        return (*wanting, *reading.attests)
    if rule.supervision is not Supervision.INDEPENDENT and not (parts.ordered and reading.standing_orders):
        wanting.append(ORDER)
    attested = state.paper.attests
    return (*wanting, *(one for one in reading.attests if one.details["text"] not in attested))


def better(verdicts: list[Verdict]) -> Verdict:
    """The best of verdicts for several roles: lowest standing, fewest reasons, smallest mask."""
    return min(verdicts, key=lambda one: (one.standing, len(one.bars) + len(one.wanting), one.mask))


def unengaged(verdict: Verdict, person: str, role: str) -> Verdict:
    """The verdict of somebody who is not engaged at the site: barred, whatever else was found."""
    reason = Reason(Code.NOT_ENGAGED, (person,), {"role": role or "anybody"})
    bars = (reason, *verdict.bars)
    return Verdict(Standing.BARRED, verdict.grounds, bars, verdict.wanting, verdict.cites, role)
