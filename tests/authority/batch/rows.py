"""Rows of acts as files tell them: what is left out, unreadable, unknown, or told in full; and as Arrow tables."""

from datetime import datetime
from typing import Any

import pyarrow as pa
from hypothesis import strategies as st

from openmso.authority.batch.columns import MEASURES
from tests.cast import AUSTIN, BOTOX, ROSA
from tests.strategies.bedsides import START, minutes, moments
from tests.strategies.chance import mostly
from tests.strategies.networks import SITES, keys

Row = dict[str, Any]
NOON = datetime.fromisoformat("2026-03-02T12:00:00-06:00")
MOMENT = pa.timestamp("us", "UTC")
KINDS: dict[str, pa.DataType] = {
    **dict.fromkeys(("person", "procedure", "site"), pa.string()),
    **dict.fromkeys(("exam_by", "exam_role", "exam_mode", "order_by", "order_role"), pa.string()),
    **dict.fromkeys(("supervisor", "supervisor_role", "supervision", "patient_state"), pa.string()),
    **dict.fromkeys(("at", "exam_at", "order_at"), MOMENT),
    **dict.fromkeys(("minutes", "miles", *MEASURES), pa.float64()),
    **dict.fromkeys(("consent", "first_visit_in_person", "contiguous_county"), pa.bool_()),
    **dict.fromkeys(("areas", "attested"), pa.list_(pa.string())),
}
GOOD: Row = {
    "person": ROSA,
    "procedure": BOTOX,
    "site": AUSTIN,
    "at": NOON,
    "exam_role": "NP",
    "exam_mode": "in_person",
    "exam_at": NOON,
    "supervisor_role": "MD",
    "supervision": "remote",
    "consent": True,
}
"""An act of the cast that may go ahead."""


def table(*rows: Row, schema: pa.Schema | None = None) -> pa.Table:
    """Rows as a table; a column is there if any row has it."""
    names = [name for name in KINDS if any(name in row for row in rows)]
    full = [{name: row.get(name) for name in names} for row in rows]
    return pa.Table.from_pylist(full, schema or pa.schema([(name, KINDS[name]) for name in names]))


roles = mostly("MD", "NP", "PA", "RN", None)
numbers = st.sampled_from([None, 1.5, 3.0, 2.0, 10.0, 20.0, 20.1, 30.0, 31.0])
truths = st.sampled_from([None, True, False])
texts = st.sampled_from(["she is trained", "she is supervised", "layer: stratum_corneum", "the moon is full"])


@st.composite
def rows(draw: st.DrawFn) -> Row:
    """A row that is an act; half of what it might tell is left out or told otherwise."""
    key = draw(keys())
    at = START.fromtimestamp(START.timestamp() + 60 * draw(minutes), START.tzinfo)
    return {
        "person": key.person,
        "procedure": key.procedure,
        "site": draw(mostly(key.site, *SITES)),
        "at": at,
        "exam_by": draw(mostly("nia", None)),
        "exam_role": draw(roles),
        "exam_mode": draw(mostly("in_person", "video", "async", "phone", None)),
        "exam_at": draw(st.one_of(moments(at), st.none())),
        "order_role": draw(roles),
        "order_at": draw(st.one_of(moments(at), st.none())),
        "supervisor": draw(mostly("ada", "nia", "rosa", "nobody", None)),
        "supervisor_role": draw(roles),
        "supervision": draw(mostly("on_site", "available", "remote", "independent", None)),
        "minutes": draw(numbers),
        "miles": draw(numbers),
        "contiguous_county": draw(truths),
        "consent": draw(mostly(True, None, False)),
        "patient_state": draw(mostly(None, "TX", "NM", "OK")),
        "first_visit_in_person": draw(truths),
        "needle_depth_mm": draw(numbers),
        "peel_ph": draw(numbers),
        "areas": draw(st.sampled_from([None, [], ["lips"], ["eye", "lips"]])),
        "attested": draw(st.one_of(st.none(), st.lists(texts, max_size=3))),
    }
