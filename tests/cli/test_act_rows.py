"""A row as an act, or the reason why it is none."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmso.authority.answer import Act
from openmso.authority.terms import ExamMode, Supervision
from openmso.cli.act_cells import RejectedError
from openmso.cli.act_rows import COLUMNS, Acts, check_columns, meant, tells_of_the_bedside
from openmso.cli.failure import BadInputError
from tests import cast

ACTS = Acts(cast.CAST, cast.LAW, complete=True)
PLAIN = {"person": cast.ROSA, "procedure": cast.BOTOX, "site": cast.AUSTIN, "at": "2026-03-02T10:00"}


def act(**cells: Any) -> Act:
    """The act of a plain row with other cells."""
    return ACTS.act({**PLAIN, **cells})


def test_a_time_without_offset_is_the_sites() -> None:
    assert act().at == datetime(2026, 3, 2, 16, tzinfo=UTC)
    assert act(at="2026-03-02T10:00:00Z").at == datetime(2026, 3, 2, 10, tzinfo=UTC)
    assert act(at=datetime(2026, 3, 2, 10)).at == datetime(2026, 3, 2, 16, tzinfo=UTC)  # noqa: DTZ001 - as Parquet may hold it
    assert act(at="2026-03-02").at == act(at=date(2026, 3, 2)).at == datetime(2026, 3, 2, 18, tzinfo=UTC)


def test_the_bedside_is_read_from_its_columns() -> None:
    bedside = act(
        exam_by="nia", exam_role="np", exam_mode="VIDEO", exam_at="2026-03-01T09:00", order_role="MD",
        order_at="2026-03-02T09:00", supervisor="ada", supervisor_role="MD", supervision="available", minutes="19.5",
        miles=3, consent="Yes", patient_state="tx", first_visit_in_person=False, areas="eye; lip",
        attested="Trained.", needle_depth_mm="0.5", act="77", stylist="ignored",
    ).bedside  # fmt: skip
    (exam,), (order,), (presence,) = bedside.exams, bedside.orders, bedside.presences
    assert (exam.person, exam.role, exam.mode) == ("nia", "NP", ExamMode.VIDEO)
    assert exam.at == datetime(2026, 3, 1, 15, tzinfo=UTC)
    assert order.at == datetime(2026, 3, 2, 15, tzinfo=UTC)
    assert (presence.near, presence.minutes, presence.miles) == (Supervision.AVAILABLE, 20, 3.0)
    assert (bedside.consent, bedside.patient_state, bedside.first_visit_in_person) == (True, "TX", False)
    assert bedside.areas == frozenset({"eye", "lip"})
    assert bedside.measures == {"needle_depth_mm": Decimal("0.5")}
    assert bedside.complete


def test_empty_cells_were_not_told() -> None:
    bedside = act(exam_role="", exam_at=None, consent=" ", minutes="").bedside
    assert (bedside.exams, bedside.presences, bedside.consent) == ((), (), None)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"person": ""}, "person: is empty"),
        ({"person": "nobody"}, "person: 'nobody' is nobody"),
        ({"procedure": "botox"}, "procedure: 'botox' is no procedure"),
        ({"site": "mars"}, "site: 'mars' is no site"),
        ({"at": "soon"}, "at: 'soon' is no ISO moment"),
        ({"at": 20260302}, "at: '20260302' is no ISO moment"),
        ({"at": "0099-01-01T10:00"}, "at: 0099-01-01 lies outside"),
        ({"at": "2026-03-08T02:30"}, "at: 2026-03-08T02:30 never comes"),
        ({"at": "2026-11-01T01:30"}, "at: 2026-11-01T01:30 comes twice"),
        ({"exam_role": "NP"}, "exam_mode: is empty where its neighbors are not"),
        ({"exam_role": "QQ", "exam_mode": "video"}, "exam_role: 'QQ' is none of"),
        ({"exam_role": "NP", "exam_mode": "video"}, "exam_at: is empty where its neighbors are not"),
        ({"supervisor": "ada", "supervision": "near"}, "supervisor_role: is empty"),
        ({"supervisor_role": "MD", "supervision": "near"}, "supervision: 'near' is none of"),
        ({"consent": "maybe"}, "consent: 'maybe' is neither"),
        ({"patient_state": "Texas"}, "patient_state: 'Texas' is no state"),
        ({"needle_depth_mm": "deep"}, "needle_depth_mm: 'deep' is no number"),
        ({"needle_depth_mm": "-1"}, "needle_depth_mm: '-1' is no number"),
        ({"exam_roll": "NP"}, "exam_roll: is no column; did you mean exam_role?"),
    ],
)
def test_a_row_that_is_no_act_says_which_column_and_why(cells: dict[str, Any], said: str) -> None:
    with pytest.raises(RejectedError) as why:
        act(**cells)
    assert str(why.value).startswith(said)


def test_a_day_alone_cannot_show_that_the_exam_came_first() -> None:
    exam = {"exam_role": "NP", "exam_mode": "video"}
    assert act(**exam, exam_at="2026-03-01").bedside.exams
    with pytest.raises(RejectedError, match="exam_at"):
        act(**exam, exam_at="2026-03-02")
    with pytest.raises(RejectedError, match="order_at"):
        act(order_role="NP", order_at=date(2026, 3, 2))


def test_the_doubled_hour_is_told_apart_by_its_offset() -> None:
    first, second = act(at="2026-11-01T01:30-05:00"), act(at="2026-11-01T01:10-06:00")
    assert first.at < second.at


def test_a_header_that_lacks_or_misspells_a_column_is_refused() -> None:
    with pytest.raises(BadInputError) as refused:
        check_columns(("person", "procedure", "site", "exam_roll", "note"), Path("acts.csv"))
    assert refused.value.details == ("'exam_roll': did you mean exam_role?", "the column 'at' is missing")
    check_columns(COLUMNS, Path("acts.csv"))
    assert not any(meant(column) for column in (*COLUMNS, "note", "invoice"))


def test_a_file_tells_of_the_bedside_by_its_columns() -> None:
    assert not tells_of_the_bedside(("act", "person", "procedure", "site", "at", "note"))
    assert tells_of_the_bedside(("person", "procedure", "site", "at", "consent"))


@given(
    st.dictionaries(
        st.sampled_from(COLUMNS),
        st.one_of(
            st.text(max_size=12),
            st.none(),
            st.integers(),
            st.floats(),
            st.booleans(),
            st.sampled_from(["ada", "MD", "video", "on_site", "2026-03-02T10:00", "austin", cast.BOTOX]),
            st.datetimes(),
            st.dates(),
            st.lists(st.text(max_size=3), max_size=2),
        ),
    )
)
def test_whatever_stands_in_a_row_it_is_an_act_or_rejected(cells: dict[str, Any]) -> None:
    try:
        said = ACTS.act({**PLAIN, **cells}).at.isoformat()
    except RejectedError as why:
        said = str(why)
    assert "+00:00" in said or ": " in said
