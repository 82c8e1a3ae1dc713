"""A miniature law of twelve states and twenty-five procedures, drawn from a seed. Invented: nothing of it is real law.

It asks everything that the core can ask: supervision with alternatives, exams, limits, attestations, certificates,
experience, training, regimes of NPs and PAs with transitions, caps, distances, registrations, compacts, doubtful
statements, and changes on a day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

from openmso.authority.law import LawBook, Procedure, Statement
from openmso.authority.terms import Confidence
from openmso.timeline.spans import Span

ZONES = {
    "AZ": "America/Phoenix",
    "CA": "America/Los_Angeles",
    "CO": "America/Denver",
    "FL": "America/New_York",
    "GA": "America/New_York",
    "IL": "America/Chicago",
    "NV": "America/Los_Angeles",
    "NY": "America/New_York",
    "OK": "America/Chicago",
    "TX": "America/Chicago",
    "UT": "America/Denver",
    "WA": "America/Los_Angeles",
}
STATES = tuple(ZONES)
FAMILIES = {
    "injection": ("toxin", "filler", "fat_dissolver", "im_vitamin", "prp", "mesotherapy", "sclerotherapy"),
    "infusion": ("iv_therapy", "nad_infusion", "iron_infusion"),
    "skin": ("peel_light", "peel_deep", "microneedling", "dermaplaning", "microdermabrasion", "facial"),
    "device": (
        "hair_laser",
        "vascular_laser",
        "ablative_laser",
        "radiofrequency",
        "cryolipolysis",
        "ultrasound",
    ),
    "prescribing": ("weight_loss", "hormones", "consult"),
}
FAMILY_OF = {code: family for family, codes in FAMILIES.items() for code in codes}
PROCEDURES = tuple(FAMILY_OF)
DOES = {
    "RN": ("injection", "infusion", "skin", "device"),
    "LPN": ("injection", "infusion", "skin"),
    "NP": tuple(FAMILIES),
    "PA": tuple(FAMILIES),
    "MA": ("injection", "skin", "device"),
    "EST": ("skin",),
    "LT": ("device",),
}
LIMITS = {
    "peel_light": {"peel_strength_pct_max": 30, "peel_ph_min": 3},
    "peel_deep": {"peel_strength_pct_max": 50, "never_areas": ("eye", "neck")},
    "microneedling": {"needle_depth_mm_max": 1, "never_areas": ("eye",)},
    "facial": {"aha_pct_max": 30, "bha_pct_max": 2, "products_max": 4},
    "dermaplaning": {"layer": "stratum_corneum"},
}
TURNS = (date(2025, 7, 1), date(2026, 1, 1), date(2026, 7, 1))
EXAMINERS = ("MD", "DO", "NP", "PA")


def lawbook(seed: int = 1) -> LawBook:
    """The law of all twelve states."""
    rng = Random(seed)
    statements = [one for state in STATES for one in _of_state(state, rng)]
    scope = {"consult": frozenset({"NP", "PA"})}
    procedures = {
        code: Procedure(
            code, code.replace("_", " "), f"what is done in {code}", family, scope.get(code, frozenset())
        )
        for code, family in FAMILY_OF.items()
    }
    return LawBook.of(statements, procedures=procedures, version=f"bench-{seed}")


def _says(state: str, parameter: str, value: object, *key: str, **more: object) -> Statement:
    told = {"cite": f"{state} code on {parameter}", "confidence": Confidence.HIGH, **more}
    return Statement(state, parameter, key, value, **told)


def _of_state(state: str, rng: Random) -> Iterator[Statement]:
    yield from _on_entities(state, rng)
    yield from _on_practitioners(state, rng)
    yield from _on_exams_and_orders(state, rng)
    for role, families in DOES.items():
        for procedure in PROCEDURES:
            if FAMILY_OF[procedure] in families and rng.random() < 0.97:
                yield from _rules(state, procedure, role, rng)


def _on_entities(state: str, rng: Random) -> Iterator[Statement]:
    lay = rng.random() < 0.4
    yield _says(state, "cpom.prohibition", "none" if lay else rng.choice(("strict", "moderate")))
    yield _says(state, "cpom.clinical_entity_forms", ("PC", "PLLC", "PA"))
    yield _says(state, "cpom.lay_ownership_allowed", lay)
    yield _says(state, "cpom.physician_ownership_min_pct", None if lay else 51)
    yield _says(state, "cpom.other_licensed_owners", ("NP", "PA"))
    yield _says(state, "cpom.np_may_own_practice", rng.choice(("permitted", "conditional", "prohibited")))
    yield _says(
        state, "medical_director.eligible", ("MD", "DO", "NP") if rng.random() < 0.3 else ("MD", "DO")
    )
    if rng.random() < 0.25:
        yield _says(state, "medical_director.distance", {"miles": 75, "or_minutes": 90, "ceiling_miles": 150})
    if rng.random() < 0.25:
        asked = {"applies_to": "med_spa", "procedures": FAMILIES["device"]}
        yield _says(state, "site.registration", asked, "laser_facility")
    nlc = rng.choice(("operating", "operating", "enacted"))
    yield _says(state, "telehealth.compacts", {"NLC": nlc, "APRN": "enacted", "IMLC": "operating"})


def _on_practitioners(state: str, rng: Random) -> Iterator[Statement]:
    authority = rng.choice(("full", "reduced", "restricted"))
    yield _says(state, "np.authority", authority)
    yield _says(state, "np.agreement_required", authority != "full")
    if authority == "reduced":
        yield _says(state, "np.transition", {"hours": 2000, "months": 12})
    elif authority == "restricted":
        turn = rng.choice(TURNS)
        yield _says(state, "np.transition", None, span=Span.of(None, turn))
        yield _says(state, "np.transition", {"hours": 4600, "months": 36}, span=Span.of(turn))
    yield _says(state, "pa.relationship", rng.choice(("supervision", "collaboration")))
    yield _says(state, "pa.agreement_required", value=True)
    for role in ("np", "pa"):
        if rng.random() < 0.6:
            cap = {"max": rng.choice((4, 6)), "counts": ("NP", "PA"), "unit": rng.choice(("people", "fte"))}
            yield _says(state, f"{role}.max_per_physician", cap)


def _on_exams_and_orders(state: str, rng: Random) -> Iterator[Statement]:
    yield _says(state, "initial_exam.required", value=True)
    yield _says(state, "initial_exam.performed_by", EXAMINERS if rng.random() < 0.7 else ("MD", "DO", "NP"))
    turn = rng.choice(TURNS)
    video = rng.choice(("conditional", "prohibited"))
    yield _says(state, "initial_exam.telehealth_allowed", "permitted", span=Span.of(None, turn))
    yield _says(state, "initial_exam.telehealth_allowed", video, span=Span.of(turn))
    yield _says(state, "initial_exam.validity_months", rng.choice((6, 12)))
    yield _says(state, "iv_therapy.may_order", EXAMINERS, span=Span.of(None, turn))
    yield _says(state, "iv_therapy.may_order", rng.choice((("MD", "DO"), EXAMINERS)), span=Span.of(turn))
    yield _says(state, "iv_therapy.may_administer", (*EXAMINERS, "RN"))
    if rng.random() < 0.2:
        yield _says(state, "orders.standing", {"leave": "prohibited"}, rng.choice(FAMILIES["injection"]))


def _rules(state: str, procedure: str, role: str, rng: Random) -> Iterator[Statement]:
    sure = rng.choices((Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW), (70, 24, 6))[0]
    told = {"confidence": sure}
    if rng.random() < 0.8:
        yield _says(state, "delegation.rule", _rule(procedure, role, rng), procedure, role, **told)
        return
    turn = rng.choice(TURNS)
    for span in (Span.of(None, turn), Span.of(turn)):
        yield _says(state, "delegation.rule", _rule(procedure, role, rng), procedure, role, span=span, **told)


def _rule(procedure: str, role: str, rng: Random) -> dict[str, Any]:
    family = FAMILY_OF[procedure]
    if role == "MA" and family == "injection" and rng.random() < 0.5:
        return {"leave": "prohibited"}
    if role == "EST":
        shallow = procedure != "peel_deep" or rng.random() < 0.3
        rule = {"leave": "permitted", "supervision": "independent", "exam_first": False}
        return {**rule, "limits": LIMITS.get(procedure, {})} if shallow else {"leave": "prohibited"}
    rule = {"leave": rng.choice(("permitted", "conditional"))}
    rule["supervision"] = rng.choices(("remote", "available", "on_site"), (50, 30, 20))[0]
    if rule["supervision"] == "on_site" and rng.random() < 0.6:
        rule["supervision_or"] = (
            {"mode": "remote", "minutes": 30},
            {"mode": "available", "by": ("MD", "DO")},
        )
    if role not in ("NP", "PA"):
        rule["exam_first"] = True
        rule.update(_extras(procedure, role, rng))
    return rule


def _extras(procedure: str, role: str, rng: Random) -> dict[str, Any]:
    extras: dict[str, Any] = {}
    if role == "LT":
        extras["certificates"] = ("laser_operator",)
    if role == "MA":
        extras["attest"] = ("The delegate is trained in the act.",)
    if procedure in LIMITS and rng.random() < 0.6:
        extras["limits"] = LIMITS[procedure]
    if rng.random() < 0.08:
        extras["orders"] = {"patient_specific": True}
    if rng.random() < 0.05:
        extras["first_visit_in_person"] = True
    if rng.random() < 0.05:
        extras["training_hours"] = 16
    if rng.random() < 0.04:
        extras["experience"] = {"months": 12}
    if rng.random() < 0.1:
        extras["exam_validity_months"] = 3
    if rng.random() < 0.06:
        extras["delegators"] = ("MD", "DO")
    return extras
