"""Values of the law pack become typed records; what is absent says nothing."""

from decimal import Decimal
from typing import Any

import pytest

from openmso.authority.regimes import Bearing, Cap, Distance, Nearness, Rule, Threshold
from openmso.authority.terms import ExamMode, Leave, Supervision


def test_a_rule_of_one_word_says_nothing_else() -> None:
    assert Rule.from_value({"leave": "prohibited"}) == Rule(Leave.PROHIBITED)


def test_a_rule_with_everything() -> None:
    value = {
        "leave": "conditional",
        "supervision": "on_site",
        "supervision_or": [
            {"mode": "available", "minutes": 30, "miles": 25, "contiguous_county": True, "by": ["MD"]}
        ],
        "exam_first": False,
        "exam_by": ["MD", "NP"],
        "exam_modes": ["video"],
        "exam_validity_months": 6,
        "delegators": ["MD"],
        "certificates": ["laser"],
        "experience": {"years": "1.5"},
        "training_hours": 8,
        "places": ["medical_office"],
        "limits": {"peel_ph_min": 3, "never_areas": ["eye"]},
        "orders": {"standing": "prohibited", "patient_specific": True},
        "first_visit_in_person": True,
        "attest": ["she is trained"],
    }
    assert Rule.from_value(value) == Rule(
        leave=Leave.CONDITIONAL,
        supervision=Supervision.ON_SITE,
        supervision_or=(
            Nearness(
                Supervision.AVAILABLE, minutes=30, miles=25, contiguous_county=True, by=frozenset({"MD"})
            ),
        ),
        exam_first=False,
        exam_by=frozenset({"MD", "NP"}),
        exam_modes=frozenset({ExamMode.VIDEO}),
        exam_validity_months=6,
        delegators=frozenset({"MD"}),
        certificates=frozenset({"laser"}),
        experience=Threshold(months=18),
        training_hours=8,
        places=frozenset({"medical_office"}),
        limits=(("never_areas", ("eye",)), ("peel_ph_min", 3)),
        standing_orders=Leave.PROHIBITED,
        patient_specific=True,
        first_visit_in_person=True,
        attest=("she is trained",),
    )


@pytest.mark.parametrize(
    ("value", "months"),
    [
        ({}, None),
        ({"months": 6}, 6),
        ({"years": 2}, 24),
        ({"years": 2, "months": 30}, 30),
        ({"years": "0.5"}, 6),
    ],
)
def test_years_are_twelve_months_and_the_longer_of_both_counts(
    value: dict[str, Any], months: int | None
) -> None:
    assert Threshold.from_value(value).months == months


@pytest.mark.parametrize(
    ("value", "reachable"),
    [
        ({"text": "in words"}, False),
        ({"in_specialty_hours": 100}, False),
        ({"hours": 1}, True),
        ({"months": 1}, True),
        ({"rn_hours": 1}, True),
        ({"certificates": ["103"]}, True),
    ],
)
def test_words_and_hours_that_no_record_shows_are_never_reached(
    value: dict[str, Any], reachable: bool
) -> None:
    assert Threshold.from_value(value).can_be_reached == reachable


@pytest.mark.parametrize(
    ("value", "kind", "bearing"),
    [
        ({}, "aesthetic", Bearing.DECIDES),
        ({"only_for": ["team_based"]}, "consult", Bearing.NEVER),
        ({"reaches_aesthetics": False}, "aesthetic", Bearing.NEVER),
        ({"reaches_aesthetics": False}, "prescribing", Bearing.DECIDES),
        ({"only_for": ["prescribing"]}, "prescribing", Bearing.DECIDES),
        ({"only_for": ["prescribing"]}, "aesthetic", Bearing.SILENT),
        ({"only_for": ["schedule_ii"]}, "prescribing", Bearing.SILENT),
    ],
)
def test_a_transition_bears_on_what_it_is_for(value: dict[str, Any], kind: str, bearing: Bearing) -> None:
    assert Threshold.from_value(value).bearing(kind) is bearing


def test_a_threshold_in_words() -> None:
    asked = Threshold.from_value({"hours": 4000, "months": 24, "rn_hours": 100, "in_specialty_hours": 2000})
    assert asked.words() == "4,000 hours and 24 months and 100 hours as RN and 2,000 hours in the specialty"


@pytest.mark.parametrize(("only", "wanted"), [("none", ""), ("prescribers", "prescribers")])
def test_a_cap(only: str, wanted: str) -> None:
    cap = Cap.from_value({"max": "9.5", "counts": ["NP", "PA"], "unit": "fte", "only": only})
    assert cap == Cap(Decimal("9.5"), frozenset({"NP", "PA"}), "fte", wanted)
    assert Cap.from_value({"max": 7, "counts": ["NP"]}) == Cap(Decimal(7), frozenset({"NP"}))


def test_a_distance() -> None:
    value = {"miles": 25, "ceiling_miles": 75, "or_contiguous_county": True}
    assert Distance.from_value(value) == Distance(25, 75, None, or_contiguous_county=True)
    assert Distance.from_value({}) == Distance()
