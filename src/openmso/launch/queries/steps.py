"""Where a network stands on the way of setting up, with the law of the state each step rests on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from openmso.authority.facts.structure import Organization
from openmso.compliance.queries import RESERVED_POWERS, Severity
from openmso.compliance.queries.held import findings_of
from openmso.foundation.actor import Actor
from openmso.launch.rules.steps import LAW, Asked, Setup, Step, Task, practices_in, setup
from openmso.law.queries.lawbook import working
from openmso.law.queries.states import Answer, topics
from openmso.oversight.facts import judge_of

__all__ = ["Answer", "Organization", "Setup", "Step", "Task", "law_of_steps", "practices", "setting_up"]


def practices(by: Actor, state: str, on: date) -> tuple[Organization, ...]:
    """The practices that treat in a state, or were formed there."""
    judge, _ = judge_of(by)
    return practices_in(judge.facts, state, on.toordinal())


def setting_up(by: Actor, state: str, practice: str, on: date) -> Setup:
    """The five steps of a practice (empty: of one that is to be formed) in a state on a day. Raises `UnknownRecordError`."""
    judge, _ = judge_of(by)
    if practice:
        judge.facts.need(Organization, practice)
    failing = (one.finding for one in findings_of(by, on) if one.finding.severity is Severity.MUST)
    wrong = {place.record for finding in failing for place in finding.where}
    return setup(judge, Asked(state, practice, on.toordinal()), wrong, RESERVED_POWERS)


def law_of_steps(by: Actor, state: str, on: date) -> Mapping[str, tuple[Answer, ...]]:
    """What the law of a state says on what each step rests on; nothing of what nobody looked into. Raises `KeyError`."""
    pack, _ = working(by)
    known = {
        answer.parameter.name: answer
        for topic in topics(state, on, pack)
        for answer in reversed(topic.answers)
    }
    return {step: tuple(known[name] for name in names if name in known) for step, names in LAW.items()}
