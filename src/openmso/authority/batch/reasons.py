"""Reasons spelled out: what `decide` says of the acts that should have stopped, or of which nothing is known."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from openmso.authority.answer import Act, Outcome
from openmso.authority.batch.columns import MEASURES
from openmso.authority.decide import decide
from openmso.authority.facts.bedside import Bedside, Exam, Order, Presence
from openmso.authority.judge import Judge
from openmso.authority.reasons import MENDERS, sentence
from openmso.authority.terms import ExamMode, Supervision

SOMEBODY: Final = "somebody"
"""Who examined, ordered or supervised where a row gives a role and no name."""
SCHEMA: Final = pa.schema(
    [
        ("row", pa.int64()),
        ("outcome", pa.string()),
        ("code", pa.string()),
        ("reason", pa.string()),
        ("who_mends", pa.string()),
    ]
)
Row = Mapping[str, Any]


def reasons_for(judge: Judge, acts: pa.Table, result: pa.Table, *, complete: bool = True) -> pa.Table:
    """Why acts were stopped or are unknown, one row a reason: `row`, `outcome`, `code`, `reason`, `who_mends`.

    `acts` and `complete` are those of the audit and `result` what it gave. Only the failing rows are decided again.
    """
    failing = pc.is_in(result["outcome"].cast(pa.string()), pa.array([Outcome.STOP, Outcome.UNKNOWN]))
    rows = pc.indices_nonzero(failing)
    told = acts.take(rows).to_pylist()
    listed = []
    for row, cells in zip(rows.to_pylist(), told, strict=True):
        decision = decide(act_of(cells, complete=complete), judge)
        listed += [
            {
                "row": row,
                "outcome": decision.outcome.value,
                "code": reason.code.name.lower(),
                "reason": sentence(reason),
                "who_mends": MENDERS[reason.code],
            }
            for reason in decision.missing
        ]
    return pa.Table.from_pylist(listed, SCHEMA)


def act_of(row: Row, *, complete: bool = True) -> Act:
    """The act that one row tells of, as `decide` takes it."""
    return Act(
        row["person"], row["procedure"], row["site"], _moment(row["at"]), _bedside(row, complete=complete)
    )


def _bedside(row: Row, *, complete: bool) -> Bedside:
    role, mode, at = row.get("exam_role"), row.get("exam_mode"), row.get("exam_at")
    exams = (
        (Exam(row.get("exam_by") or SOMEBODY, role, ExamMode(mode), _moment(at)),)
        if role and mode and at
        else ()
    )
    role, at = row.get("order_role"), row.get("order_at")
    orders = (Order(row.get("order_by") or SOMEBODY, role, _moment(at)),) if role and at else ()
    areas = row.get("areas")
    measures = {name: Decimal(str(row[name])) for name in MEASURES if row.get(name) is not None}
    return Bedside(
        exams=exams,
        orders=orders,
        presences=_presences(row),
        consent=row.get("consent"),
        patient_state=row.get("patient_state") or None,
        measures=measures,
        areas=None if areas is None else _entries(areas),
        attested=_entries(row.get("attested") or ()),
        first_visit_in_person=row.get("first_visit_in_person"),
        complete=complete,
    )


def _presences(row: Row) -> tuple[Presence, ...]:
    role, near = row.get("supervisor_role"), row.get("supervision")
    if not role or not near:
        return ()
    person, county = row.get("supervisor") or SOMEBODY, row.get("contiguous_county")
    return (Presence(person, role, Supervision(near), row.get("minutes"), row.get("miles"), county),)


def _moment(value: Any) -> datetime:  # noqa: ANN401 - a moment, or the text of one
    return value if isinstance(value, datetime) else datetime.fromisoformat(value.strip())


def _entries(value: Any) -> frozenset[str]:  # noqa: ANN401 - a list, or text with semicolons
    listed = value.split(";") if isinstance(value, str) else value
    return frozenset(entry.strip() for entry in listed if entry is not None)
