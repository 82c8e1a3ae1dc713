"""Auditing a file of acts."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmso.authority.answer import Outcome
from openmso.authority.decide import decide
from openmso.authority.judge import Judge
from openmso.authority.reasons import Code
from openmso.cli import audits
from openmso.cli.act_files import Row
from openmso.cli.act_rows import Acts
from openmso.cli.audits import Audited, Auditor, Tally, audit_rows
from tests import cast

JUDGE = Judge(cast.CAST, cast.LAW)
PLAIN = {"procedure": cast.BOTOX, "site": cast.AUSTIN, "at": "2026-03-02T10:00", "consent": True}
EXAM = {"exam_role": "MD", "exam_mode": "in_person", "exam_at": "2026-02-01"}
NEAR = {"supervisor_role": "MD", "supervision": "on_site"}
ROWS: tuple[dict[str, Any], ...] = (
    {**PLAIN, "person": cast.ADA},
    {**PLAIN, **EXAM, **NEAR, "person": cast.ROSA},
    {**PLAIN, **NEAR, "person": cast.ROSA},
    {**PLAIN, "person": cast.MONA},
    {**PLAIN, "person": cast.ESTHER},
    {**PLAIN, "person": cast.ADA, "consent": False},
    {**PLAIN, "person": "nobody"},
)


def audited(
    rows: Sequence[dict[str, Any]], *, complete: bool = True, every_reason: bool = False
) -> tuple[Tally, list[Audited]]:
    """The counts of some rows, and what is to be written."""
    auditor = Auditor(Acts(cast.CAST, cast.LAW, complete), JUDGE, every_reason)
    written = list(auditor.audit(Row(n, cells, n) for n, cells in enumerate(rows, 1)))
    return auditor.tally, written


@pytest.fixture(params=["one by one", "as columns"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways of judging."""
    monkeypatch.setattr(audits, "FEW", 0 if request.param == "as columns" else 1_000_000)


def test_every_act_is_judged_as_decide_judges_it() -> None:
    acts = [Acts(cast.CAST, cast.LAW, True).act(row) for row in ROWS[:-1]]
    for act, judged in zip(acts, audit_rows(JUDGE, acts), strict=True):
        decision = decide(act, JUDGE)
        assert judged.outcome is decision.outcome
        assert judged.standing is decision.standing
        open_to_show = decision.outcome is Outcome.ALLOW_WITH_CONDITIONS
        expected = {one.code for one in (decision.to_show if open_to_show else decision.missing)}
        found = {one.code for one in judged.reasons}
        # Where there is no authority, what lacks at the bedside as well is of no use to anybody.
        assert found == expected if decision.standing.authorizes else found <= expected


@pytest.mark.usefixtures("way")
def test_outcomes_and_reasons_are_counted() -> None:
    # Rosa lacks the exam once; the law keeps Mona (MA) from it and is silent on Esther (EST); once nobody consents.
    tally, _ = audited(ROWS)
    assert (tally.rows, tally.rejected) == (7, 1)
    assert tally.outcomes == {Outcome.ALLOW: 2, Outcome.STOP: 3, Outcome.UNKNOWN: 1}
    assert tally.reasons[Code.EXAM] == tally.reasons[Code.LAW_PROHIBITS] == tally.reasons[Code.CONSENT] == 1
    assert tally.sites[cast.AUSTIN, Outcome.STOP] == 3
    assert tally.people[cast.ROSA, Outcome.ALLOW] == tally.people[cast.ROSA, Outcome.STOP] == 1
    assert not tally.clean


@pytest.mark.usefixtures("way")
def test_rejects_are_written_always_and_failing_acts_when_their_reasons_are_wanted() -> None:
    _, rejects = audited(ROWS)
    _, both = audited(ROWS, every_reason=True)
    assert [one.row.number for one in rejects] == [7]
    assert [one.row.number for one in both] == [3, 4, 5, 6, 7]
    assert [one.judged.outcome for one in both if one.judged] == [
        Outcome.STOP,
        Outcome.STOP,
        Outcome.UNKNOWN,
        Outcome.STOP,
    ]


@pytest.mark.usefixtures("way")
def test_what_was_not_told_is_still_to_be_shown_in_a_file_that_does_not_tell_everything() -> None:
    tally, written = audited(ROWS[2:3], complete=False, every_reason=True)
    assert tally.outcomes == {Outcome.ALLOW_WITH_CONDITIONS: 1}
    assert tally.reasons == {Code.EXAM: 1}
    assert len(written) == 1
    assert tally.clean


@pytest.mark.usefixtures("way")
def test_only_acts_that_may_all_go_ahead_are_clean() -> None:
    assert audited(ROWS[:2])[0].clean
    assert not audited([ROWS[0], ROWS[4]])[0].clean
    assert not audited([ROWS[0], ROWS[6]])[0].clean


@pytest.mark.usefixtures("way")
def test_chunks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = audited(ROWS, every_reason=True)
    monkeypatch.setattr(audits, "CHUNK", 2)
    assert audited(ROWS, every_reason=True) == whole


def test_rejections_that_differ_only_by_what_stood_there_are_one_kind() -> None:
    tally, _ = audited([{**PLAIN, "person": f"nobody-{n}"} for n in range(50)])
    assert tally.rejects == {"person: … is nobody in the network": 50}


def cells(*good: Any) -> st.SearchStrategy[Any]:
    """A cell: mostly one of these, sometimes nothing, sometimes junk."""
    return st.one_of(
        *[st.sampled_from(good)] * 6,
        st.sampled_from(["", " ", None]),
        st.one_of(
            st.text(max_size=5),
            st.integers(),
            st.booleans(),
            st.floats(),
            st.lists(st.text(max_size=2), max_size=2),
        ),
    )


AS_PARQUET_MAY_HOLD_IT = datetime(2026, 3, 2, 9, 30)  # noqa: DTZ001 - a time of the wall, without a zone
MOMENTS = cells(
    *("2026-03-02T10:00", "2026-03-02T10:00:00-06:00", "2026-01-05", "2026-03-08T02:30", "2026-11-01T01:30"),
    *("2025-01-01T08:00Z", "1950-05-05T10:00", "2150-05-05T10:00", date(2026, 3, 2), AS_PARQUET_MAY_HOLD_IT),
)
ROW = st.fixed_dictionaries(
    {
        "person": cells(*cast.ROLES),
        "procedure": cells(*sorted(cast.ALL)),
        "site": cells(cast.AUSTIN, cast.DALLAS, cast.TELE),
        "at": MOMENTS,
    },
    optional={
        "exam_by": cells("nia"),
        "exam_role": cells("MD", "np", "RN"),
        "exam_mode": cells("video", "in_person", "PHONE"),
        "exam_at": MOMENTS,
        "order_role": cells("MD", "RN"),
        "order_at": MOMENTS,
        "supervisor": cells(cast.ADA, cast.ROSA),
        "supervisor_role": cells("MD", "RN"),
        "supervision": cells("on_site", "remote", "available"),
        "minutes": cells("5", 30, 12.5),
        "miles": cells("5", 30),
        "consent": cells(True, "true", "no"),
        "patient_state": cells("TX", "nm"),
        "first_visit_in_person": cells(True, "false"),
        "areas": cells("eye", "eye; lip", ["eye"]),
        "attested": cells("Trained.", "a; b"),
        "needle_depth_mm": cells("0.5", 2),
        "stylist": cells("anybody"),
    },
)


@given(st.lists(ROW, min_size=1, max_size=12), st.booleans())
def test_judging_as_columns_says_the_same_as_one_by_one(rows: list[dict[str, Any]], complete: bool) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(audits, "FEW", 1_000_000)
        one_by_one = audited(rows, complete=complete, every_reason=True)
        patch.setattr(audits, "FEW", 0)
        as_columns = audited(rows, complete=complete, every_reason=True)
    assert as_columns == one_by_one
