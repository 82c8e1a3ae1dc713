"""Auditing a file of acts."""

from collections.abc import Sequence
from typing import Any

import pytest

from openmso.authority.answer import Outcome
from openmso.authority.decide import decide
from openmso.authority.judge import Judge
from openmso.authority.reasons import Code
from openmso.cli import audits
from openmso.cli.act_files import Row
from openmso.cli.act_rows import Acts
from openmso.cli.audits import Tally, audit_rows, audited
from tests import cast

JUDGE = Judge(cast.CAST, cast.LAW)
ACTS = Acts(cast.CAST, cast.LAW, complete=True)
PLAIN = {"procedure": cast.BOTOX, "site": cast.AUSTIN, "at": "2026-03-02T10:00", "consent": True}
EXAM = {"exam_role": "MD", "exam_mode": "in_person", "exam_at": "2026-02-01"}
NEAR = {"supervisor_role": "MD", "supervision": "on_site"}
ROWS = (
    {**PLAIN, "person": cast.ADA},
    {**PLAIN, **EXAM, **NEAR, "person": cast.ROSA},
    {**PLAIN, **NEAR, "person": cast.ROSA},
    {**PLAIN, "person": cast.MONA},
    {**PLAIN, "person": cast.ESTHER},
    {**PLAIN, "person": cast.ADA, "consent": False},
    {**PLAIN, "person": "nobody"},
)


def tallied(rows: Sequence[dict[str, Any]]) -> Tally:
    """The counts of some rows."""
    tally = Tally()
    for one in audited((Row(n, cells, n) for n, cells in enumerate(rows, 1)), ACTS, JUDGE):
        tally.add(one)
    return tally


def test_every_act_is_judged_as_decide_judges_it() -> None:
    acts = [ACTS.act(row) for row in ROWS[:-1]]
    for act, judged in zip(acts, audit_rows(JUDGE, acts), strict=True):
        decision = decide(act, JUDGE)
        assert judged.outcome is decision.outcome
        assert judged.standing is decision.standing
        assert {one.code for one in judged.reasons} == {
            one.code
            for one in (
                decision.to_show if decision.outcome is Outcome.ALLOW_WITH_CONDITIONS else decision.missing
            )
        }


def test_outcomes_and_reasons_are_counted() -> None:
    # Rosa lacks the exam once; the law keeps Mona (MA) from it and is silent on Esther (EST); once nobody consents.
    tally = tallied(ROWS)
    assert (tally.rows, tally.rejected) == (7, 1)
    assert tally.outcomes == {Outcome.ALLOW: 2, Outcome.STOP: 3, Outcome.UNKNOWN: 1}
    assert tally.reasons[Code.EXAM] == tally.reasons[Code.LAW_PROHIBITS] == tally.reasons[Code.CONSENT] == 1
    assert tally.sites[cast.AUSTIN, Outcome.STOP] == 3
    assert tally.people[cast.ROSA, Outcome.ALLOW] == tally.people[cast.ROSA, Outcome.STOP] == 1
    assert not tally.clean


def test_only_acts_that_may_all_go_ahead_are_clean() -> None:
    assert tallied(ROWS[:2]).clean
    assert not tallied([ROWS[0], ROWS[4]]).clean
    assert not tallied([ROWS[0], ROWS[6]]).clean


def test_chunks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = tallied(ROWS)
    monkeypatch.setattr(audits, "CHUNK", 2)
    assert tallied(ROWS) == whole


def test_rejections_that_differ_only_by_what_stood_there_are_one_kind() -> None:
    tally = tallied([{**PLAIN, "person": f"nobody-{n}"} for n in range(50)])
    assert tally.rejects == {"person: … is nobody in the network": 50}
