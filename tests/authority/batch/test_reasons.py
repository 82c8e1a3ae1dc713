"""Reasons of failing acts, spelled out, and rows read one by one."""

from decimal import Decimal

import pyarrow as pa

from openmso.authority.batch import act_of, audit, compile_table, reasons_for
from openmso.authority.facts.bedside import Presence
from openmso.authority.judge import Judge
from openmso.authority.terms import Supervision
from tests.authority.batch.rows import GOOD, NOON, table
from tests.cast import BOTOX, CAST, LAW, MONA


def test_failing_rows_and_only_they_are_explained() -> None:
    judge = Judge(CAST, LAW)
    acts = table(GOOD, {**GOOD, "person": MONA}, {**GOOD, "consent": False, "supervision": None})
    result = audit(compile_table(judge), acts)
    found = reasons_for(judge, acts, result)
    said = [(one["row"], one["outcome"], one["code"]) for one in found.to_pylist()]
    assert said == [
        (1, "stop", "law_prohibits"),
        (2, "stop", "supervision"),
        (2, "stop", "consent"),
    ]
    assert found["reason"][0].as_py() == "the law of TX does not let MA do it"
    assert found["who_mends"][2].as_py() == "the patient"


def test_rows_that_are_no_acts_are_passed_over() -> None:
    judge = Judge(CAST, LAW)
    acts = table({**GOOD, "person": "nobody"})
    assert len(reasons_for(judge, acts, audit(compile_table(judge), acts))) == 0


def test_text_is_read_as_a_file_tells_it() -> None:
    row = {
        "person": "rosa",
        "procedure": BOTOX,
        "site": "austin",
        "at": " 2026-03-02T12:00:00-06:00 ",
        "order_role": "NP",
        "order_at": "2026-03-02T12:00:00-06:00",
        "supervisor": "",
        "supervisor_role": "MD",
        "supervision": "remote",
        "minutes": 5,
        "areas": "lips; eye",
        "attested": ["one", None],
        "peel_ph": 2.5,
        "patient_state": "",
    }
    act = act_of(row, complete=False)
    assert act.at == NOON
    assert act.bedside.orders[0].person == "somebody"
    assert act.bedside.presences == (Presence("somebody", "MD", Supervision.REMOTE, 5),)
    assert act.bedside.areas == frozenset({"lips", "eye"})
    assert act.bedside.attested == frozenset({"one"})
    assert act.bedside.measures == {"peel_ph": Decimal("2.5")}
    assert act.bedside.patient_state is None
    assert not act.bedside.exams


def test_a_result_in_pieces_is_explained_as_one() -> None:
    judge = Judge(CAST, LAW)
    acts = table(*[{**GOOD, "person": MONA}] * 2)
    result = audit(compile_table(judge), acts)
    pieces = pa.concat_tables([result.slice(0, 1), result.slice(1)])
    assert reasons_for(judge, acts, pieces)["row"].to_pylist() == [0, 1]
