"""Values of law in words: `conditional, on site, delegated by MD or DO, needle at most 0.5 mm`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from openmso.words.labels import spaced

Names = Mapping[str, str]
"""Labels of codes that say little by themselves, such as certificates."""

_NONE: Final[Names] = {}

# How a field is said; `{}` is its value. Fields that are not listed are said by name and value.
_PHRASES: Final = {
    "leave": "{}",
    "supervision": "{}",
    "mode": "{}",
    "text": "{}",
    "limits": "{}",
    "orders": "{}",
    "details": "({})",
    "delegators": "delegated by {}",
    "exam_by": "exam by {}",
    "exam_modes": "exam {}",
    "exam_validity_months": "exam valid for {} months",
    "certificates": "with {}",
    "experience": "after {} of practice",
    "training_hours": "{} hours of training",
    "places": "only in {}",
    "by": "by {}",
    "miles": "within {} miles",
    "minutes": "within {} minutes",
    "hours": "{} hours",
    "months": "{} months",
    "years": "{} years",
    "in_specialty_hours": "{} hours in the specialty",
    "rn_hours": "{} hours as RN",
    "education_hours": "{} hours of further education",
    "only_for": "only for {}",
    "needle_depth_mm_max": "needle at most {} mm",
    "peel_strength_pct_max": "strength at most {} %",
    "peel_ph_min": "pH at least {}",
    "aha_pct_max": "AHA at most {} %",
    "bha_pct_max": "BHA at most {} %",
    "products_max": "at most {} products",
    "layer": "no deeper than the {}",
    "never_areas": "never the {}",
    "standing": "standing orders {}",
    "review_every_months": "reviewed every {} months",
    "max": "at most {}",
    "unit": "{}",
    "counts": "counting {}",
    "exempt": "exempt: {}",
    "at": "{}",
    "pct": "{} %",
    "every_days": "every {} days",
    "days_before": "{} days before",
    "allied_max_pct": "other licensees together at most {} %",
    "lay_max_pct": "lay owners at most {} %",
}

# How a switch is said when true and when false.
_SWITCHES: Final = {
    "exam_first": ("exam first", "no exam needed first"),
    "patient_specific": ("order for the patient", "no order for the patient needed"),
    "first_visit_in_person": (
        "delegator on site at the first visit",
        "delegator not needed at the first visit",
    ),
    "contiguous_county": ("or in a neighboring county", ""),
    "reaches_aesthetics": ("aesthetics included", "aesthetics left out"),
    "required": ("required", "not required"),
    "allied_needs_physician": (
        "other licensees only together with a physician",
        "other licensees also without a physician",
    ),
    "none_above_physician": ("no other licensee holds as much as any physician", ""),
    "single_profession": ("owners of one profession", "owners of several professions"),
    "allied_not_outnumber": ("other licensees not more than physicians", ""),
    "physician_majority_headcount": ("more than half of owners and officers physicians", ""),
    "needs_exam": ("after an exam", "also without an exam"),
    "needs_treatment_plan": ("after a treatment plan", "also without a treatment plan"),
}


def spoken(value: object, names: Names = _NONE) -> str:
    """A value in words. `names` are labels for codes."""
    if value is None:
        return "no rule exists (established)"
    if isinstance(value, Mapping):
        return ", ".join(part for part in _parts(value, names) if part) or "none"
    if isinstance(value, tuple):
        return ", ".join(spoken(one, names) for one in value) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return names.get(value) or (value if " " in value else spaced(value))
    return str(value)


def _parts(value: Mapping[str, Any], names: Names) -> Iterator[str]:
    for name, inner in value.items():
        if name == "supervision_or":
            yield from (f"or {_alternative(one, names)}" for one in inner)
        elif name == "attest":
            yield from (f"attested: “{one}”" for one in inner)
        elif isinstance(inner, bool):
            switch = _SWITCHES.get(name, (spaced(name), f"not {spaced(name)}"))
            yield switch[0] if inner else switch[1]
        else:
            yield _PHRASES.get(name, spaced(name) + " {}").format(_chosen(inner, names))


def _chosen(value: object, names: Names) -> str:
    """Codes among which one is enough are joined by "or"."""
    if isinstance(value, tuple) and len(value) > 1 and all(isinstance(one, str) for one in value):
        *first, last = (spoken(one, names) for one in value)
        return f"{', '.join(first)} or {last}"
    return spoken(value, names)


def _alternative(one: Mapping[str, Any], names: Names) -> str:
    """`remote within 150 miles by MD or DO (live telehealth supervision)`."""
    text = one.get("text")
    rest = {name: inner for name, inner in one.items() if name != "text"}
    said = " ".join(part for part in _parts(rest, names) if part)
    return f"{said} ({text})" if text else said
