"""Folding the parts of one key on one day into a verdict: bars first, then the best ground.

A bar beats any ground; what was never established is neither; the best of several grounds counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from openmso.authority.answer import Ground, Verdict
from openmso.authority.papers import PaperState
from openmso.authority.readings import Regime, RuleReading
from openmso.authority.reasons import Code, Reason
from openmso.authority.regimes import Rule
from openmso.authority.terms import PHYSICIANS, PRACTITIONERS, Leave, Standing, Supervision
from openmso.authority.world import Found

LAST_FORBIDDING = Code.TRAINING
OPEN = frozenset({Code.LAW_UNKNOWN, Code.OWNERSHIP_UNKNOWN, Code.REGIME_UNKNOWN})
KIND_ORDER = {"own_scope": 0, "agreement": 1, "delegation": 2}


@dataclass(frozen=True, slots=True)
class Parts:
    """What holds on one day, by part. `found` are bars and conditions of site, menu, person, cover, demands."""

    found: tuple[Found, ...]
    reading: RuleReading
    regime: Regime | None
    independent: bool
    protocol: frozenset[str]
    competent: bool
    ordered: bool
    papers: tuple[PaperState, ...]

    @classmethod
    def of(cls, values: tuple[Any, ...]) -> Parts:
        """From the values of a judge's tracks, in its order."""
        *found, reading, regime, protocol, competent, ordered = values[:10]
        known, independent = regime or (None, False)
        papers = tuple(one for one in values[10:] if one is not None)
        return cls(tuple(found), reading, known, independent, protocol, competent, ordered, papers)


@dataclass(frozen=True, slots=True)
class Candidate:
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
    bars = tuple(reason for found in parts.found for reason in found.bars)
    wanting = tuple(reason for found in parts.found for reason in found.wanting)
    rule = parts.reading.rule
    if rule is None or rule.leave is Leave.PROHIBITED:
        return Verdict(_barred_or(Standing.UNKNOWN, bars), (), bars, wanting, parts.reading.cites)
    candidates = list(_candidates(role, rule, parts))
    standing_grounds = sorted((one for one in candidates if not one.failing), key=lambda one: one.order)
    if standing_grounds:
        best = standing_grounds[0]
        wanting = (*wanting, *best.wanting)
        cites = (*parts.reading.cites, *best.ground.cites)
        standing = Standing.CONDITIONAL if wanting else Standing.HELD
        if any(bar.code is Code.OWNERSHIP_UNKNOWN for bar in bars):
            standing = Standing.UNKNOWN
        return Verdict(
            _barred_or(standing, bars), tuple(one.ground for one in standing_grounds), bars, wanting, cites
        )
    failing = _nearest(role, candidates)
    standing = Standing.ABSENT
    if parts.regime is not None and not parts.regime.known:
        standing, failing = Standing.UNKNOWN, (*parts.regime.wanting, *failing)
    bars = (*bars, *failing)
    return Verdict(_barred_or(standing, bars), (), bars, wanting, parts.reading.cites)


def _barred_or(standing: Standing, bars: tuple[Reason, ...]) -> Standing:
    return Standing.BARRED if any(bar.code <= LAST_FORBIDDING for bar in bars) else standing


def _nearest(role: str, candidates: list[Candidate]) -> tuple[Reason, ...]:
    if candidates:
        return min(candidates, key=lambda one: one.nearness).failing
    paper = "agreement" if role in PRACTITIONERS else "delegation"
    return (Reason(Code.NO_PAPER, details={"paper": paper}),)


def _candidates(role: str, rule: Rule, parts: Parts) -> Iterator[Candidate]:
    own = _own_scope(role, rule, parts)
    if own is not None:
        yield own
    for state in parts.papers:
        failing = (*_paper_links(state, rule), *_work_links(state, parts))
        yield Candidate(
            Ground(state.kind, state.paper.id, state.paper.physician, cites=parts.reading.cites),
            failing,
            _conditions(state, rule, parts),
            state.paper.span.start,
        )


def _own_scope(role: str, rule: Rule, parts: Parts) -> Candidate | None:
    cites = parts.reading.cites
    extra: tuple[Reason, ...] = ()
    if role in PRACTITIONERS:
        if parts.regime is None or not parts.independent:
            return None
        cites, extra = parts.regime.cites, parts.regime.wanting
    elif role not in PHYSICIANS and (
        rule.supervision is not Supervision.INDEPENDENT or rule.exam_first is True
    ):
        return None
    wanting = [*extra, *parts.reading.wanting, *_attestations(rule, frozenset())]
    exam = parts.reading.exam
    examines = role in PHYSICIANS or role in PRACTITIONERS
    if exam is not None and not (examines and not exam.details["excludes"]):
        wanting.append(exam)
    return Candidate(Ground("own_scope", cites=cites), (), tuple(wanting))


def _paper_links(state: PaperState, rule: Rule) -> tuple[Reason, ...]:
    accepted = PHYSICIANS
    if state.kind == "delegation":
        accepted = rule.delegators or state.giver.may_delegate
    if not state.giver.roles or state.giver.roles & accepted:
        return state.bars
    wrong = Reason(Code.DELEGATOR_ROLE, (state.paper.physician,), {"roles": accepted})
    return (*state.bars, wrong)


def _work_links(state: PaperState, parts: Parts) -> Iterator[Reason]:
    if "*" not in parts.protocol and state.paper.physician not in parts.protocol:
        yield Reason(Code.NO_PROTOCOL)
    if not parts.competent:
        yield Reason(Code.NO_COMPETENCY, (state.paper.person,))


def _conditions(state: PaperState, rule: Rule, parts: Parts) -> tuple[Reason, ...]:
    wanting = [*state.wanting, *parts.reading.wanting]
    if parts.reading.exam is not None:
        wanting.append(parts.reading.exam)
    if rule.supervision not in (None, Supervision.INDEPENDENT):
        details = {"mode": rule.supervision, "alternatives": rule.supervision_or}
        wanting.append(Reason(Code.SUPERVISION, (state.paper.physician,), details, parts.reading.cites))
    attested: frozenset[str] = frozenset()
    if state.kind == "delegation":
        attested = getattr(state.paper, "attests", frozenset())
        if rule.supervision is not Supervision.INDEPENDENT and not (
            parts.ordered and parts.reading.standing_orders
        ):
            wanting.append(Reason(Code.ORDER))
    return (*wanting, *_attestations(rule, attested))


def _attestations(rule: Rule, attested: frozenset[str]) -> Iterator[Reason]:
    for text in rule.attest:
        if text not in attested:
            yield Reason(Code.ATTEST, details={"text": text})


def better(verdicts: list[Verdict]) -> Verdict:
    """The best of verdicts for several roles: lowest standing, fewest reasons, smallest mask."""
    return min(verdicts, key=lambda one: (one.standing, len(one.bars) + len(one.wanting), one.mask))


def unengaged(verdict: Verdict, person: str, role: str) -> Verdict:
    """The verdict of somebody who is not engaged at the site: barred, whatever else was found."""
    reason = Reason(Code.NOT_ENGAGED, (person,), {"role": role or "anybody"})
    return replace(verdict, standing=Standing.BARRED, bars=(reason, *verdict.bars))
