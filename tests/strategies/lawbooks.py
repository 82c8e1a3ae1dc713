"""Law books of two states: what lets everybody work, with up to six questions answered otherwise."""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from openmso.authority.law import LawBook, Procedure, Statement
from openmso.authority.terms import Confidence
from tests.strategies.chance import mostly, spans
from tests.strategies.networks import DRIP, HERE, INJECT, ROLES, THERE

VALID_CITE = "1 Code § 1"
Question = tuple[str, tuple[str, ...]]
PROCEDURES = {
    INJECT: Procedure(INJECT, "injection", "an injection", "injection"),
    # Of another family than in the pack, so that what a transition is only for makes a difference.
    DRIP: Procedure(DRIP, "drip", "a drip", "prescribing", frozenset({"NP"})),
}
# Every question without a key, with the answer of the valid world first.
ANSWERS: Mapping[str, tuple[Any, ...]] = {
    "cpom.prohibition": ("strict", "moderate", "none"),
    "cpom.clinical_entity_forms": (("PLLC", "PC"), ("PC",)),
    "cpom.lay_ownership_allowed": (False, True),
    "cpom.physician_ownership_min_pct": (None, 51, 100),
    "cpom.other_licensed_owners": (("PA", "RN"), ("PA",), ()),
    "cpom.np_may_own_practice": ("permitted", "conditional", "prohibited"),
    "ownership.rule": (
        None,
        {"lay_max_pct": 49},
        {"lay_max_pct": 49, "lay_needs_registration": "lay"},
        {"allied_max_pct": 49, "single_profession": True},
        {"allied_needs_physician": True, "none_above_physician": True},
        {"allied_not_outnumber": True, "lay_max_pct": 60},
        {"physician_majority_headcount": True, "lay_max_pct": 20},
    ),
    "medical_director.eligible": (("MD", "DO"), ("MD", "DO", "NP"), ("DO",)),
    "medical_director.distance": (
        None,
        {"miles": 75},
        {"miles": 75, "or_minutes": 60},
        {"miles": 75, "or_contiguous_county": True, "ceiling_miles": 80},
    ),
    "medical_director.max_locations": (None, 1),
    "initial_exam.required": (False, True),
    "initial_exam.performed_by": (("MD", "DO", "NP", "PA"), ("MD",)),
    "initial_exam.telehealth_allowed": ("permitted", "conditional", "prohibited"),
    "initial_exam.validity_months": (12, 1),
    "np.authority": ("full", "reduced", "restricted"),
    "np.agreement_required": (False, True),
    "np.transition": (
        None,
        {"hours": 2000},
        {"months": 12, "hours": 50},
        {"years": 2},
        {"text": "in words"},
        {"certificates": ("laser", "103")},
        {"hours": 2000, "only_for": ("prescribing",)},
        {"hours": 9000, "only_for": ("schedule_ii",)},
        {"hours": 1, "only_for": ("team_based",)},
        {"hours": 1, "reaches_aesthetics": False, "in_specialty_hours": 5, "education_hours": 2},
    ),
    "np.max_per_physician": (
        None,
        {"max": 1, "counts": ("NP", "PA")},
        {"max": "1.5", "counts": ("NP",), "unit": "fte"},
        {"max": 1, "counts": ("NP", "PA"), "only": "prescribers"},
        {"max": 0, "counts": ("NP",), "only": "off_site"},
    ),
    "pa.relationship": ("supervision", "collaboration", "independent"),
    "pa.agreement_required": (False, True),
    "pa.transition": (None, {"hours": 2000}, {"rn_hours": 100}, {"hours": 1, "only_for": ("schedule_ii",)}),
    "pa.max_per_physician": (None, {"max": 1, "counts": ("NP", "PA")}, {"max": 0, "counts": ("PA",)}),
    "telehealth.compacts": (
        {"NLC": "operating", "APRN": "operating", "PA": "operating", "IMLC": "operating"},
        {"NLC": "enacted", "APRN": "operating", "IMLC": "operating"},
        {},
    ),
    "iv_therapy.may_order": (("MD", "DO", "NP", "PA"), ("MD",)),
    "iv_therapy.may_administer": (("MD", "DO", "NP", "PA", "RN", "MA"), ("MD", "RN")),
}
# What a rule may say beside its leave; the fields of the valid world come first.
CLAUSES: tuple[dict[str, Any], ...] = (
    {"supervision": "remote"},
    {"supervision": "on_site", "supervision_by": ("MD", "DO")},
    {"supervision": "independent", "exam_first": False},
    {"supervision": "on_site", "supervision_or": ({"mode": "remote", "minutes": 30, "by": ("MD", "RN")},)},
    {"supervision": "available", "supervision_or": ({"mode": "remote", "miles": 20}, {"mode": "available"})},
    {"exam_first": True},
    {"exam_first": False},
    {"exam_first": True, "exam_by": ("MD",), "exam_modes": ("in_person",), "exam_validity_months": 1},
    {"exam_by": ("NP", "RN"), "exam_modes": ("async", "phone")},
    {"delegators": ("MD",)},
    {"delegators": ("NP", "PA")},
    {"certificates": ("laser", "master")},
    {"experience": {"hours": 2000}},
    {"experience": {"years": 1, "hours": 10}},
    {"experience": {"hours": 1, "in_specialty_hours": 5, "education_hours": 10}},
    {"training_hours": 8},
    {"places": ("medical_office", "spa")},
    {"limits": {"needle_depth_mm_max": "1.5", "never_areas": ("eye",)}},
    {"limits": {"layer": "stratum_corneum", "peel_ph_min": 3}},
    {"orders": {"standing": "prohibited"}},
    {"orders": {"standing": "permitted", "patient_specific": True}},
    {"first_visit_in_person": True},
    {"attest": ("she is trained", "she is supervised")},
)


@st.composite
def rules(draw: st.DrawFn) -> dict[str, Any]:
    """The value of a delegation rule."""
    value: dict[str, Any] = {"leave": draw(mostly("permitted", "conditional", "prohibited"))}
    for clause in draw(st.lists(st.sampled_from(CLAUSES), max_size=4)):
        value |= clause
    return value


registrations = st.fixed_dictionaries(
    {"applies_to": st.sampled_from(["all", "med_spa", "telehealth", "lay_owned", "non_physician_owned"])},
    optional={"procedures": st.just((INJECT,))},
)
standing_orders = st.fixed_dictionaries({"leave": st.sampled_from(["prohibited", "permitted"])})
PLAIN_RULE: Mapping[str, Any] = {"leave": "permitted", "supervision": "remote", "exam_first": True}
RULES: tuple[Question, ...] = tuple(("delegation.rule", (INJECT, role)) for role in ROLES)
QUESTIONS: Mapping[Question, st.SearchStrategy[Any]] = {
    **{(name, ()): st.sampled_from(answers) for name, answers in ANSWERS.items()},
    **dict.fromkeys(RULES, rules()),
    ("delegation.rule", (DRIP, "RN")): rules(),
    ("site.registration", ("spa",)): registrations,
    ("site.registration", ("lay",)): registrations,
    ("orders.standing", (INJECT,)): standing_orders,
    ("orders.standing", ("any",)): standing_orders,
}


def valid(state: str, ruling: Mapping[str, Any] = PLAIN_RULE) -> dict[Question, list[Statement]]:
    """The valid world's answers of a state; one rule lets every role inject."""
    said = {(name, ()): answers[0] for name, answers in ANSWERS.items() if answers[0] is not None}
    rulings = dict.fromkeys(RULES, ruling)
    return {
        (name, key): [Statement(state, name, key, answer, cite=VALID_CITE, confidence=Confidence.HIGH)]
        for (name, key), answer in (said | rulings).items()
    }


@st.composite
def statements(draw: st.DrawFn, state: str, question: Question) -> list[Statement]:
    """Up to three statements on one question: silence, changes, rivals, pending law, overlays."""
    name, key = question
    made = st.builds(
        Statement,
        st.just(state),
        st.just(name),
        st.just(key),
        mostly(1, 0).flatmap(lambda has_value: QUESTIONS[question] if has_value else st.none()),
        spans,
        st.booleans(),
        st.just("1 Code § 2"),
        confidence=st.sampled_from(sorted(Confidence, reverse=True)),
        signed=mostly("", "counsel"),
        pending=mostly(False, True),
        overlay=mostly(False, True),
    )
    return draw(st.lists(made, max_size=3))


@st.composite
def lawbooks(draw: st.DrawFn) -> LawBook:
    """A book of both states: some rule for injections, and up to eight questions answered otherwise."""
    ruling = draw(st.one_of(st.just(PLAIN_RULE), rules(), rules()))
    states = {HERE: valid(HERE, ruling), THERE: valid(THERE, ruling)}
    for _ in range(draw(st.integers(0, 8))):
        state, question = draw(mostly(HERE, THERE)), draw(st.sampled_from(sorted(QUESTIONS)))
        states[state][question] = draw(statements(state, question))
    said = [one for answers in states.values() for listed in answers.values() for one in listed]
    return LawBook.of(said, procedures=PROCEDURES)
