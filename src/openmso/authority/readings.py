"""What the law of a state says of a role doing a procedure, as one value per day.

The rule of the pack if there is one; where there is none, what may be inferred without guessing: a plenary
license for physicians, the state's list of who may administer for infusions, general scope for NPs and PAs.
For anybody else an absent rule stays unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from openmso.authority.law import Reading, Statement
from openmso.authority.reasons import Code, Reason
from openmso.authority.regimes import Bearing, Nearness, Rule, Threshold
from openmso.authority.terms import PHYSICIANS, PRACTITIONERS, ExamMode, Leave, Supervision
from openmso.authority.world import World, remembered_of_law
from openmso.timeline.tracks import Track

HOUSE_EXAM_MONTHS = 12
EXAMINERS = frozenset({"MD", "DO", "NP", "PA"})
PRESCRIBERS = frozenset({"MD", "DO", "NP", "PA"})
ANY_PRESCRIBER = Track.constant(PRESCRIBERS)
PLENARY = Rule(Leave.PERMITTED, supervision=Supervision.INDEPENDENT)
GENERAL = Rule(Leave.PERMITTED)


@dataclass(frozen=True, slots=True)
class RuleReading:
    """The rule of a day: `bars` where it forbids or was never established (then `rule` is None), and conditions.

    `wanting` are those of every ground, `attests` what a delegation may attest.
    """

    rule: Rule | None
    bars: tuple[Reason, ...] = ()
    wanting: tuple[Reason, ...] = ()
    attests: tuple[Reason, ...] = ()
    supervision: Mapping[str, Any] | None = field(default=None, hash=False)
    """Details of the condition that somebody supervises a delegated act."""
    exam: Reason | None = None
    standing_orders: bool = True
    cites: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Regime:
    """Whether a role may act on its own. `threshold` is what makes it independent; None: at once."""

    known: bool
    may_be_independent: bool = False
    threshold: Threshold | None = None
    wanting: tuple[Reason, ...] = ()
    cites: tuple[Statement, ...] = ()


def counsel(world: World, reading: Reading, state: str) -> tuple[Reason, ...]:
    """The condition that counsel confirms, where a grant would rest on a doubtful statement."""
    if not reading.known or reading.trusted(world.facts.settings.grant_threshold):
        return ()
    return (
        Reason(
            Code.COUNSEL,
            details={"parameter": reading.statements[0].parameter, "state": state},
            cites=reading.statements,
        ),
    )


def _joint(world: World, state: str, *places: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(cut for place in places for cut in world.law.track(state, *place).starts)


@remembered_of_law
def rule_track(world: World, state: str, procedure: str, role: str) -> Track[RuleReading]:
    """What the law says, day by day, of `role` doing `procedure` in `state`."""
    places = (
        ("delegation.rule", procedure, role),
        ("iv_therapy.may_administer",),
        ("initial_exam.required",),
        ("initial_exam.performed_by",),
        ("initial_exam.telehealth_allowed",),
        ("initial_exam.validity_months",),
        ("orders.standing", procedure),
        ("orders.standing", "any"),
    )
    return Track.by_day(
        _joint(world, state, *places), lambda day: _rule_on(world, state, procedure, role, day)
    )


def _rule_on(world: World, state: str, procedure: str, role: str, day: int) -> RuleReading:
    rule, reading, extra = _base_rule(world, state, procedure, role, day)
    details = {"state": state, "role": role, "procedure": procedure}
    if rule is None:
        return RuleReading(None, (Reason(Code.LAW_UNKNOWN, details=details, cites=reading.statements),))
    bars: tuple[Reason, ...] = ()
    if rule.leave is Leave.PROHIBITED:
        bars = (Reason(Code.LAW_PROHIBITS, details=details, cites=reading.statements[:1]),)
    doubts = counsel(world, reading, state) if reading.value is not None else ()
    wanting = (*extra, *doubts, *_demands(rule))
    said = world.law.reading(state, "orders.standing", day, procedure)
    orders = said if said.known else world.law.reading(state, "orders.standing", day, "any")
    forbidden = rule.patient_specific or rule.standing_orders is Leave.PROHIBITED
    forbidden = forbidden or (orders.value is not None and orders.value.get("leave") == Leave.PROHIBITED)
    return RuleReading(
        rule=rule,
        bars=bars,
        wanting=wanting,
        attests=(
            *(Reason(Code.ATTEST, details={"text": text}) for text in rule.attest),
            *_attested(rule.experience),
        ),
        supervision=_supervision(rule),
        exam=_exam(world, state, role, rule, day),
        standing_orders=not forbidden,
        cites=reading.statements[:1],
    )


def _base_rule(
    world: World, state: str, procedure: str, role: str, day: int
) -> tuple[Rule | None, Reading, tuple[Reason, ...]]:
    reading = world.law.reading(state, "delegation.rule", day, procedure, role)
    if reading.value is not None:
        return Rule.from_value(reading.value), reading, ()
    if role in PHYSICIANS:
        return PLENARY, reading, ()
    if procedure == "iv_therapy":
        listed = world.law.reading(state, "iv_therapy.may_administer", day)
        if listed.value is not None:
            leave = Leave.CONDITIONAL if role in listed.value else Leave.PROHIBITED
            return replace(GENERAL, leave=leave, exam_first=True), listed, ()
    if role in PRACTITIONERS:
        known = world.law.procedures.get(procedure)
        if known is not None and role in known.general_scope:
            return GENERAL, reading, ()
        details = {"state": state, "role": role, "procedure": procedure}
        return GENERAL, reading, (Reason(Code.GENERAL_SCOPE, details=details),)
    return None, reading, ()


def _demands(rule: Rule) -> tuple[Reason, ...]:
    demands = [Reason(Code.LIMIT, details={"limit": name, "value": limit}) for name, limit in rule.limits]
    if rule.first_visit_in_person:
        demands.append(Reason(Code.FIRST_VISIT))
    return tuple(demands)


def _supervision(rule: Rule) -> dict[str, Any] | None:
    if rule.supervision in (None, Supervision.INDEPENDENT):
        return None
    ways = (Nearness(Supervision(rule.supervision), by=rule.supervision_by), *rule.supervision_or)
    words = " or ".join(way.words() for way in ways)
    return {"mode": rule.supervision, "nearness": ways, "ways": words}


def _exam(world: World, state: str, role: str, rule: Rule, day: int) -> Reason | None:
    required = world.law.reading(state, "initial_exam.required", day)
    listed = world.law.reading(state, "initial_exam.performed_by", day)
    by = rule.exam_by or (frozenset(listed.value) if listed.value else EXAMINERS)
    examines = role in PHYSICIANS or role in by
    if rule.exam_first is not True and not (
        rule.exam_first is None and required.value is True and not examines
    ):
        return None
    months = rule.exam_validity_months or world.law.reading(state, "initial_exam.validity_months", day).value
    details = {
        "roles": by,
        "modes": rule.exam_modes or _default_modes(world, state, day),
        "months": months or HOUSE_EXAM_MONTHS,
        "excludes": bool(rule.exam_by) and role not in rule.exam_by,
    }
    return Reason(Code.EXAM, details=details, cites=(*required.statements[:1], *listed.statements[:1]))


def _default_modes(world: World, state: str, day: int) -> frozenset[ExamMode]:
    video = world.law.reading(state, "initial_exam.telehealth_allowed", day).value
    if video in (Leave.PERMITTED, Leave.CONDITIONAL):
        return frozenset({ExamMode.IN_PERSON, ExamMode.VIDEO})
    return frozenset({ExamMode.IN_PERSON})


def orderers_track(world: World, state: str, procedure: str) -> Track[frozenset[str]]:
    """The roles whose order for the patient counts, day by day."""
    return _orderers_of_infusions(world, state) if procedure == "iv_therapy" else ANY_PRESCRIBER


@remembered_of_law
def _orderers_of_infusions(world: World, state: str) -> Track[frozenset[str]]:
    listed = world.law.track(state, "iv_therapy.may_order")
    return listed.map(lambda reading: frozenset(reading.value) if reading.value else PRESCRIBERS)


@remembered_of_law
def regime_track(world: World, state: str, role: str, kind: str) -> Track[Regime]:
    """Whether an NP or PA may do a kind of act on their own in a state, day by day, and from when on."""
    places = {
        "NP": (("np.authority",), ("np.agreement_required",), ("np.transition",)),
        "PA": (("pa.relationship",), ("pa.agreement_required",), ("pa.transition",)),
    }[role]
    return Track.by_day(
        _joint(world, state, *places),
        lambda day: _regime_on(world, state, (role, kind), places, day),
    )


def _regime_on(
    world: World, state: str, what: tuple[str, str], places: tuple[tuple[str, ...], ...], day: int
) -> Regime:
    role, kind = what
    main, agreement, transition = (world.law.track(state, *place).at(day) for place in places)
    if main.value is None:
        details = {"role": role, "state": state}
        return Regime(
            known=False, wanting=(Reason(Code.REGIME_UNKNOWN, details=details, cites=main.statements),)
        )
    threshold = None if transition.value is None else Threshold.from_value(transition.value)
    bearing = Bearing.SILENT if threshold is None else threshold.bearing(kind)
    at_once = main.value in ("full", "independent") and bearing is not Bearing.NEVER
    bound = agreement.value is True
    # An NP's agreement is required until the transition is done; a PA's never ends by hours alone.
    by_experience = bearing is Bearing.DECIDES and not (role == "PA" and bound)
    threshold = threshold if bearing is Bearing.DECIDES else None
    return Regime(
        known=True,
        may_be_independent=by_experience or (at_once and not bound),
        threshold=threshold,
        wanting=(
            *counsel(world, main, state),
            *(counsel(world, transition, state) if threshold is not None else ()),
            *_attested(threshold),
        ),
        cites=(*main.statements[:1], *transition.statements[:1]),
    )


def kind_of_act(world: World, procedure: str) -> str:
    """The kind of a procedure as transitions see it: prescribing, consult, or aesthetic (everything else)."""
    known = world.law.procedures.get(procedure)
    return known.family if known is not None and known.family in ("prescribing", "consult") else "aesthetic"


def _attested(threshold: Threshold | None) -> tuple[Reason, ...]:
    if threshold is None:
        return ()
    asked = (
        (threshold.in_specialty_hours, "hours in the specialty"),
        (threshold.education_hours, "hours of further education"),
    )
    return tuple(
        Reason(Code.ATTEST, details={"text": f"{hours:,} {words}"})
        for hours, words in asked
        if hours is not None
    )
