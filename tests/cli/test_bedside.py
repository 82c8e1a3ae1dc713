"""What was told at the bedside."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from openmso.authority.facts.bedside import Bedside
from openmso.authority.terms import ExamMode, Supervision
from openmso.cli.bedside import Told
from openmso.cli.failure import BadInputError

NOW = datetime(2026, 3, 2, 16, tzinfo=UTC)


def test_nothing_told_is_nothing_told() -> None:
    assert Told().at(NOW) == Bedside()


def test_an_exam_has_role_mode_and_distance_in_days() -> None:
    (exam,) = Told(exams=("np:video:30",)).at(NOW).exams
    assert (exam.role, exam.mode, exam.at) == ("NP", ExamMode.VIDEO, NOW - timedelta(days=30))


def test_an_exam_is_in_person_and_now_unless_told_otherwise() -> None:
    (exam,) = Told(exams=("MD",)).at(NOW).exams
    assert (exam.mode, exam.at) == (ExamMode.IN_PERSON, NOW)


def test_a_supervisor_has_role_nearness_and_minutes() -> None:
    near, far = Told(supervisors=("MD:on_site", "DO:available:20")).at(NOW).presences
    assert (near.role, near.near, near.minutes) == ("MD", Supervision.ON_SITE, None)
    assert (far.role, far.near, far.minutes) == ("DO", Supervision.AVAILABLE, 20)


def test_orders_measures_and_words_are_read() -> None:
    bedside = Told(
        orders=("PA:2",),
        measures=("needle_depth_mm = 0.5",),
        areas=("eye",),
        attested=("Trained.",),
        state="ok",
    ).at(NOW)
    assert bedside.orders[0].at == NOW - timedelta(days=2)
    assert bedside.measures == {"needle_depth_mm": Decimal("0.5")}
    assert bedside.areas == frozenset({"eye"})
    assert bedside.attested == frozenset({"Trained."})
    assert bedside.patient_state == "OK"


def test_what_is_told_comes_on_top_of_a_named_situation() -> None:
    known = Told(exams=("MD",), consent=True, state="TX").at(NOW)
    bedside = Told(exams=("NP",), consent=False).at(NOW, known)
    assert [exam.role for exam in bedside.exams] == ["MD", "NP"]
    assert bedside.consent is False
    assert bedside.patient_state == "TX"


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (Told(exams=("XX",)), "'XX' is none of"),
        (Told(exams=("NP:telepathy",)), "'telepathy' is none of in_person, video, async, phone"),
        (Told(exams=("NP:video:-3",)), "no whole number"),
        (Told(exams=("NP:video:3:4",)), "write it as"),
        (Told(exams=("NP:video:99999999999",)), "no whole number"),
        (Told(supervisors=("MD",)), "say how near: remote, available, on_site"),
        (Told(supervisors=("MD:independent",)), "say how near"),
        (Told(orders=("NP:video:3",)), "write it as"),
        (Told(measures=("needle_depth_mm",)), "NAME=NUMBER"),
        (Told(measures=("needle_depth_mm=NaN",)), "NAME=NUMBER"),
        (Told(measures=("=3",)), "NAME=NUMBER"),
    ],
)
def test_what_cannot_be_read_is_said(told: Told, said: str) -> None:
    with pytest.raises(BadInputError, match=said.replace("(", r"\(")):
        told.at(NOW)
