"""What is told at the bedside becomes what the core decides by: nothing told stays untold."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from openmso.authority.facts.bedside import Bedside, Exam, Order, Presence
from openmso.authority.reasons import Code, Reason
from openmso.authority.regimes import Nearness
from openmso.authority.terms import ExamMode, Supervision
from openmso.oversight.forms import BedsideFacts
from openmso.oversight.rules.asking import ToShow

AT = datetime(2026, 12, 5, 14, 30, tzinfo=ZoneInfo("America/Chicago"))
DAY = AT.date()
NEAR = Nearness(Supervision.AVAILABLE, minutes=30, miles=20, contiguous_county=True)


def limit(name: str, value: Any) -> Reason:
    return Reason(Code.LIMIT, details={"limit": name, "value": value})


EVERYTHING = ToShow(
    exam=frozenset({"MD", "NP"}),
    supervision=(Reason(Code.SUPERVISION, details={"nearness": (NEAR,)}),),
    order=frozenset({"MD"}),
    limits=(limit("needle_depth_mm_max", 0.5), limit("never_areas", ("eye",)), limit("strength", "30 %")),
    attest=("trained",),
    first_visit=True,
)


def form(told: Mapping[str, str], to_show: ToShow = EVERYTHING) -> BedsideFacts:
    return BedsideFacts(
        {f"told-{name}": one for name, one in told.items()},
        to_show=to_show,
        states=[("TX", "Texas"), ("NM", "New Mexico")],
        examiners=[("nia:NP", "Nia, NP"), (":MD", "another MD")],
        supervisors=[("ada:MD", "Ada, MD")],
        orderers=[("ada:MD", "Ada, MD")],
        day=DAY,
    )


def told(said: Mapping[str, str]) -> Bedside:
    made = form({"exam_mode": "video", "exam_on": DAY.isoformat(), **said})
    assert made.is_valid(), made.errors
    return made.told(AT)


def test_who_tells_nothing_has_told_nothing() -> None:
    assert told({}) == Bedside()


def test_only_consent_and_state_are_asked_where_the_law_asks_for_nothing() -> None:
    assert list(form({}, ToShow()).fields) == ["consent", "state"]


@pytest.mark.parametrize(
    ("said", "bedside"),
    [
        ({"exam_by": "nia:NP"}, Bedside(exams=(Exam("nia", "NP", ExamMode.VIDEO, AT),))),
        ({"exam_by": ":MD"}, Bedside(exams=(Exam("another MD", "MD", ExamMode.VIDEO, AT),))),
        ({"order_by": "ada:MD"}, Bedside(orders=(Order("ada", "MD", AT),))),
        (
            {"supervisor": "ada:MD", "near": "available", "minutes": "20", "miles": "7.5", "county": "on"},
            Bedside(presences=(Presence("ada", "MD", Supervision.AVAILABLE, 20, 7.5, True),)),
        ),
        ({"supervisor": "ada:MD"}, Bedside()),
        ({"consent": "no", "state": "NM"}, Bedside(consent=False, patient_state="NM")),
        ({"limit_0": "0.25"}, Bedside(measures={"needle_depth_mm": Decimal("0.25")})),
        ({"limit_1": "no"}, Bedside(areas=frozenset())),
        ({"limit_1": "yes"}, Bedside(areas=frozenset({"eye"}))),
        ({"limit_2": "on"}, Bedside(attested=frozenset({"strength: 30 %"}))),
        ({"attest_0": "on"}, Bedside(attested=frozenset({"trained"}))),
        ({"first_visit": "yes"}, Bedside(first_visit_in_person=True)),
    ],
    ids=[
        "exam by Nia",
        "exam by another",
        "order",
        "supervisor",
        "supervisor who is nowhere",
        "consent and state",
        "needle",
        "no eye",
        "an eye",
        "a limit in words",
        "attested",
        "first visit",
    ],
)
def test_each_thing_that_is_told_is_known(said: dict[str, str], bedside: Bedside) -> None:
    assert told(said) == bedside


@pytest.mark.parametrize("field", ["exam_by", "supervisor", "order_by"])
def test_nobody_is_told_as_somebody_whom_no_law_accepts(field: str) -> None:
    found = told({field: "nobody"})
    everybody: list[Exam | Presence | Order] = [*found.exams, *found.presences, *found.orders]
    assert [(one.person, one.role) for one in everybody] == [("", "")]


def test_an_exam_of_another_day_was_done_that_day() -> None:
    made = form({"exam_by": "nia:NP", "exam_mode": "in_person", "exam_on": "2026-11-30"})
    assert made.is_valid()
    assert made.told(AT).exams[0].at.date() == DAY - timedelta(days=5)


@pytest.mark.parametrize(
    "said",
    [
        {"exam_by": "nia:NP", "exam_on": "2026-12-06"},
        {"exam_by": "rosa:RN"},
        {"exam_mode": "by letter"},
        {"limit_0": "-1"},
        {"limit_0": "deep"},
        {"minutes": "-3"},
    ],
    ids=lambda one: "-".join(one.values()),
)
def test_what_cannot_be_is_refused(said: dict[str, str]) -> None:
    made = form({"exam_mode": "video", "exam_on": DAY.isoformat(), **said})
    assert list(made.errors) == [list(said)[-1]]
