"""Values of law in words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from openmso.words.values import spoken


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "no rule exists (established)"),
        (True, "yes"),
        (7, "7"),
        ("full_license", "full license"),
        ("A sentence of law.", "A sentence of law."),
        ((), "none"),
        (("MD", "DO"), "MD, DO"),
        ({}, "none"),
        ({"IMLC": "operating", "NLC": "enacted"}, "IMLC operating, NLC enacted"),
        (
            {"leave": "conditional", "supervision": "on_site", "exam_first": True, "delegators": ("MD", "DO")},
            "conditional, on site, exam first, delegated by MD or DO",
        ),
        (
            {"leave": "conditional", "supervision_or": ({"mode": "available", "miles": 60}, {"mode": "remote", "text": "by phone"})},
            "conditional, or available within 60 miles, or remote (by phone)",
        ),
        ({"limits": {"needle_depth_mm_max": Decimal("0.5"), "never_areas": ("eye",)}}, "needle at most 0.5 mm, never the eye"),
        ({"orders": {"standing": "prohibited", "patient_specific": True}}, "standing orders prohibited, order for the patient"),
        ({"attest": ("A protocol covers it.",)}, "attested: “A protocol covers it.”"),
        (
            {"allied_max_pct": 49, "none_above_physician": True, "single_profession": False},
            "other licensees together at most 49 %, no other licensee holds as much as any physician, owners of several professions",
        ),
        ({"hours": 4600, "reaches_aesthetics": False}, "4600 hours, aesthetics left out"),
    ],
)  # fmt: skip
def test_a_value_is_said(value: object, words: str) -> None:
    assert spoken(value) == words


def test_codes_that_say_little_have_names() -> None:
    assert spoken({"certificates": ("x_y",)}, {"x_y": "Master esthetician"}) == "with Master esthetician"
