"""An audit says row by row what `decide` says, and sets aside what is no act."""

from datetime import date, datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openmso.authority.answer import Decision
from openmso.authority.batch import act_of, audit, compile_table, compiled_lookup, recompile, rejects
from openmso.authority.decide import decide
from openmso.authority.judge import Judge
from openmso.authority.reasons import Code
from tests.authority.batch.rows import GOOD, NOON, Row, rows, table
from tests.cast import AUSTIN, CAST, DALLAS, ESTHER, LAW, PEEL, ROSA, TX, altered, book, rule, says
from tests.strategies.worlds import World, worlds

CAST_TABLE = compile_table(Judge(CAST, LAW))


def mask_of(*codes: Code) -> int:
    return sum(1 << code for code in set(codes))


def said(decision: Decision) -> dict[str, Any]:
    """A decision as a row of the result."""
    return {
        "day": date.fromordinal(decision.day),
        "standing": decision.standing.name.lower(),
        "outcome": decision.outcome.value,
        "mask": mask_of(*(one.code for one in decision.missing)),
        "to_show": mask_of(*(one.code for one in decision.to_show)),
    }


@settings(max_examples=150)
@given(worlds(), st.lists(rows(), min_size=1, max_size=12), st.booleans())
def test_an_audit_is_decide_row_by_row(world: World, told: list[Row], complete: bool) -> None:
    judge = Judge(world.facts, world.law)
    found = audit(compile_table(judge), table(*told), complete=complete).to_pylist()
    assert found == [said(decide(act_of(row, complete=complete), judge)) for row in told]


def audited(*told: Row, complete: bool = True) -> list[Row]:
    found: list[Row] = audit(CAST_TABLE, table(*told), complete=complete).to_pylist()
    return found


def test_an_act_of_the_cast_may_go_ahead() -> None:
    assert audited(GOOD) == [
        {"day": date(2026, 3, 2), "standing": "conditional", "outcome": "allow", "mask": 0, "to_show": 0}
    ]


def test_what_is_not_told_is_missing_or_still_to_be_shown() -> None:
    bare = {name: GOOD[name] for name in ("person", "procedure", "site", "at")}
    (complete,), (partial,) = audited(bare), audited(bare, complete=False)
    assert complete["outcome"] == "stop"
    assert complete["mask"] == mask_of(Code.EXAM, Code.SUPERVISION, Code.CONSENT)
    assert partial["outcome"] == "allow_with_conditions"
    assert (partial["mask"], partial["to_show"]) == (0, mask_of(Code.EXAM, Code.SUPERVISION))


def test_an_exam_lapses_after_its_months_in_the_sites_own_days() -> None:
    examined = datetime.fromisoformat("2025-02-28T23:30:00-06:00")
    last, next_day = (
        datetime.fromisoformat(f"2026-{day}:00-06:00") for day in ("02-28T23:59", "03-01T00:00")
    )
    told = [{**GOOD, "exam_at": examined, "at": at} for at in (last, next_day)]
    assert [one["mask"] for one in audited(*told)] == [0, mask_of(Code.EXAM)]


def test_somebody_who_never_worked_there_is_judged_all_the_same_and_once() -> None:
    fresh = compile_table(
        Judge(CAST.changed(altered(type(EXAMPLE), EXAMPLE.id, sites=frozenset({AUSTIN}))), LAW)
    )
    strays = [{**GOOD, "site": DALLAS}, {**GOOD, "site": DALLAS, "procedure": PEEL}, GOOD]
    for _ in range(2):
        found = audit(fresh, table(*strays)).to_pylist()
        wanted = [said(decide(act_of(row), fresh.judge)) for row in strays]
        assert found == wanted
        assert found[0]["mask"] & mask_of(Code.NOT_ENGAGED)
    assert len(fresh.asides) == 1
    audit(fresh, table({**GOOD, "site": DALLAS, "procedure": "iv_therapy"}))
    assert len(fresh.asides) == 2
    assert not recompile(fresh, [], fresh.judge).asides


EXAMPLE = next(
    one for one in CAST.tables[type(CAST.find("engagement-rosa"))].values() if one.id == "engagement-rosa"
)


def test_limits_areas_and_sentences_are_judged() -> None:
    limits = {"needle_depth_mm_max": "0.3", "peel_ph_min": 3, "never_areas": ("eye",), "layer": "epidermis"}
    law = book(
        rule("EST", PEEL, supervision="independent", exam_first=False, limits=limits, attest=("trained",))
    )
    judge = Judge(CAST, law)
    base = {name: GOOD[name] for name in ("site", "at", "consent")} | {"person": ESTHER, "procedure": PEEL}
    good = {
        "needle_depth_mm": 0.3,
        "peel_ph": 3.0,
        "areas": ["lips"],
        "attested": ["layer: epidermis", "trained"],
    }
    worse = (
        {"needle_depth_mm": 0.31},
        {"peel_ph": 2.9},
        {"areas": ["eye"]},
        {"attested": ["trained"]},
        {"areas": None},
    )
    told = [
        base | good,
        *(base | good | one for one in worse),
        base | good | {"attested": ["layer: epidermis"]},
    ]
    found = audit(compile_table(judge), table(*told)).to_pylist()
    assert found == [said(decide(act_of(row), judge)) for row in told]
    limit = mask_of(Code.LIMIT)
    assert [one["mask"] for one in found] == [0, limit, limit, limit, limit, limit, mask_of(Code.ATTEST)]


def test_who_may_order_an_infusion_may_change_on_a_day() -> None:
    turn = NOON.date()
    law = book(
        says("iv_therapy.may_order", ("MD", "NP"), until=turn),
        says("iv_therapy.may_order", ("MD",), since=turn),
        rule("RN", "iv_therapy", supervision="remote", exam_first=False, orders={"patient_specific": True}),
    )
    judge = Judge(CAST, law)
    yesterday = NOON - timedelta(days=1)
    told = [
        {**GOOD, "procedure": "iv_therapy", "at": at, "order_role": "NP", "order_at": yesterday}
        for at in (yesterday, NOON)
    ]
    found = audit(compile_table(judge), table(*told)).to_pylist()
    assert [one["mask"] for one in found] == [0, mask_of(Code.ORDER)]


JUNK: dict[str, tuple[Row, str, str]] = {
    "unknown person": ({"person": "nobody"}, "person", "is not in the network"),
    "no site": ({"site": None}, "site", "is empty"),
    "unknown procedure": ({"procedure": "haircut"}, "procedure", "is not in the network"),
    "no moment": ({"at": None}, "at", "is empty"),
    "wrong mode": ({"exam_mode": "zoom"}, "exam_mode", "is none of in_person, video, async, phone"),
    "wrong nearness": (
        {"supervision": "near"},
        "supervision",
        "is none of independent, remote, available, on_site",
    ),
}


@pytest.mark.parametrize("kind", JUNK)
def test_a_row_that_is_no_act_has_nulls_and_is_rejected(kind: str) -> None:
    told, column, why = JUNK[kind]
    acts = table(GOOD, {**GOOD, **told}, GOOD)
    found = audit(CAST_TABLE, acts).to_pylist()
    assert found[0] == found[2] == audited(GOOD)[0]
    assert set(found[1].values()) == {None}
    assert rejects(CAST_TABLE, acts).to_pylist() == [{"row": 1, "column": column, "why": why}]


def test_moments_without_an_offset_are_rejected_row_by_row() -> None:
    texts = ["2026-03-02T12:00:00-06:00", "2026-03-02T12:00:00", None]
    acts = table(GOOD, GOOD, GOOD).drop_columns(["at", "exam_at"])
    acts = acts.append_column("at", pa.array(texts)).append_column(
        "exam_at", pa.array([texts[0], None, texts[1]])
    )
    assert [one["outcome"] for one in audit(CAST_TABLE, acts).to_pylist()] == ["allow", None, None]
    assert [one["column"] for one in rejects(CAST_TABLE, acts).to_pylist()] == ["at", "at"]
    late = table(GOOD).drop_columns(["exam_at"]).append_column("exam_at", pa.array([texts[1]]))
    assert rejects(CAST_TABLE, late)["column"].to_pylist() == ["exam_at"]


def test_ids_of_acts_come_back() -> None:
    acts = table(GOOD, GOOD).append_column("act", pa.array(["a", "b"]))
    found = audit(CAST_TABLE, acts)
    assert found.column_names == ["act", "day", "standing", "outcome", "mask", "to_show"]
    assert found["act"].to_pylist() == ["a", "b"]


def test_no_acts_have_no_results() -> None:
    empty = table(GOOD).slice(0, 0)
    assert len(audit(CAST_TABLE, empty)) == 0
    assert len(rejects(CAST_TABLE, empty)) == 0


def test_the_compiled_look_up_gives_the_same_audit() -> None:
    acts = table(GOOD, {**GOOD, "site": DALLAS}, {**GOOD, "patient_state": TX}, {**GOOD, "person": ROSA})
    assert audit(CAST_TABLE, acts, lookup=compiled_lookup()).equals(audit(CAST_TABLE, acts))


def test_a_table_is_audited_in_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    acts = table(*[GOOD, {**GOOD, "consent": False}] * 4)
    whole = audit(CAST_TABLE, acts)
    monkeypatch.setattr("openmso.authority.batch.auditing.CHUNK", 3)
    assert audit(CAST_TABLE, acts).to_pylist() == whole.to_pylist()
