"""DuckDB: an as-of join of acts with spans, a join with what rulings ask, and the bedside as SQL."""

from __future__ import annotations

import duckdb
import numpy as np
import pyarrow as pa
from peers.columns import Found, Scene

from openmso.authority.batch.columns import MEASURES
from openmso.authority.batch.conditions import BOUNDS
from openmso.authority.batch.zones import EPOCH_DAY
from openmso.authority.reasons import Code

STANDING = """
SELECT a.row, r.standing, r.mask
FROM acts a ASOF JOIN spans s ON {key} = s.key AND a.day >= s.start JOIN rulings r ON r.number = s.number
"""


class DuckDb:
    """Holds everything in its own tables, loaded beforehand."""

    def __init__(self, scene: Scene) -> None:
        self.base = duckdb.connect()
        self.base.execute("SET threads = 1; SET TimeZone = 'UTC'; SET preserve_insertion_order = false")
        self.ways = sum(name.endswith("_near") for name in scene.rulings)
        spans = {"key": scene.spans.key, "start": _days(scene.spans.start), "number": scene.spans.number}
        self.key = (
            f"(a.site * {len(scene.spans.people)} + a.person) * {len(scene.spans.procedures)} + a.procedure"
        )
        zones = {"zone": np.arange(len(scene.calendar.zones)), "name": list(scene.calendar.zones)}
        acts = {name: pa.array(one) for name, one in scene.acts.items()}
        acts["day"] = _days(scene.acts["day"])
        for name in ("at", "exam_at", "order_at"):
            moments = scene.acts[name].astype(np.int64)
            never = moments == np.iinfo(np.int64).max
            acts[name] = pa.array(moments, mask=never).cast(pa.timestamp("us", "UTC"))
        for name in ("minutes", "miles", *MEASURES):
            acts[name] = pa.array(scene.acts[name], from_pandas=True)
        self._load("acts", pa.table(acts))
        self._load("spans", pa.table(spans))
        self._load("zones", pa.table(zones))
        self._load("rulings", pa.table(scene.rulings))

    def _load(self, name: str, table: pa.Table) -> None:
        self.base.register("given", table)
        self.base.execute(f"CREATE TABLE {name} AS SELECT * FROM given")  # noqa: S608 - our own names
        self.base.unregister("given")

    def standing(self) -> pa.Table:
        """Row, standing and mask of all acts, in any order."""
        return self.base.sql(STANDING.format(key=self.key)).to_arrow_table()

    def audit(self) -> pa.Table:
        """Everything of all acts, in any order."""
        return self.base.sql(audit_query(self.key, self.ways)).to_arrow_table()


def _days(days: object) -> pa.Array:
    return pa.array((np.asarray(days) - EPOCH_DAY).astype(np.int32)).cast(pa.date32())


def in_order(result: pa.Table) -> Found:
    """A result by rows of acts."""
    columns = {name: result[name].to_numpy() for name in result.column_names if name != "day"}
    order = np.argsort(columns["row"])
    found = {name: column[order] for name, column in columns.items() if name != "row"}
    if "day" in result.column_names:
        found["day"] = result["day"].cast(pa.int32()).to_numpy()[order] + EPOCH_DAY
    return Found(**found)


def _has(bits: str, place: str) -> str:
    return f"(({bits} >> greatest({place}, 0)) & 1) = 1"


def _way(number: int) -> str:
    way = f"r.way{number}"
    return (
        f"(a.near >= {way}_near AND {_has(f'{way}_roles', 'a.supervisor_role')}"
        f" AND (isinf({way}_minutes) OR coalesce(a.minutes <= {way}_minutes, false))"
        f" AND (isinf({way}_miles) OR coalesce(a.miles <= {way}_miles, false))"
        f" AND (NOT {way}_county OR a.county = 1))"
    )


def _lacking(ways: int) -> dict[Code, str]:
    """When each condition is asked and not met."""
    exam = (
        f"a.exam_role >= 0 AND a.exam_at <= a.at AND {_has('r.exam_roles', 'a.exam_role')}"
        f" AND {_has('r.exam_modes', 'a.exam_mode')} AND exam_day + to_months(r.exam_months::INT) >= a.civil"
    )
    order = f"a.order_role >= 0 AND a.order_at <= a.at AND {_has('r.orderers', 'a.order_role')}"
    way = " OR ".join(_way(number) for number in range(ways))
    limits = ["(r.said & ~a.attested) <> 0", "r.spared AND (NOT a.areas_told OR (a.areas & r.never) <> 0)"]
    for place, name in enumerate(BOUNDS):
        sign = "<=" if name.endswith("_max") else ">="
        kept = f"coalesce(a.{MEASURES[place]} {sign} r.bound{place}, false)"
        limits.append(f"NOT isnan(r.bound{place}) AND NOT {kept}")
    return {
        Code.EXAM: f"r.exam_months > 0 AND NOT coalesce({exam}, false)",
        Code.SUPERVISION: f"r.way0_near < 9 AND NOT (a.supervisor_role >= 0 AND a.supervisor <> a.person AND ({way}))",
        Code.ORDER: f"r.orderers <> 0 AND NOT coalesce({order}, false)",
        Code.FIRST_VISIT: "r.asks_first_visit AND a.first_visit <> 1",
        Code.ATTEST: "(r.attests & ~a.attested) <> 0",
        Code.LIMIT: " OR ".join(f"({one})" for one in limits),
        Code.CONSENT: "a.consent <> 1",
        Code.PATIENT_STATE: "a.patient_state <> -1 AND a.patient_state <> a.state",
    }


def audit_query(key: str, ways: int) -> str:
    """The whole audit of complete acts in one statement."""
    missing = " | ".join(
        f"CASE WHEN {when} THEN {1 << code}::BIGINT ELSE 0 END" for code, when in _lacking(ways).items()
    )
    return f"""
WITH placed AS (
  SELECT acts.*, timezone(z.name, acts.at)::DATE AS civil, timezone(z.name, acts.exam_at)::DATE AS exam_day
  FROM acts JOIN zones z ON z.zone = acts.zone
), judged AS (
  SELECT a.row, a.civil, r.standing, CASE WHEN r.standing <= 1 THEN {missing} ELSE r.bars END AS mask,
         CASE WHEN r.standing <= 1 THEN r.always ELSE 0 END AS to_show
  FROM placed a ASOF JOIN spans s ON {key} = s.key AND a.civil >= s.start JOIN rulings r ON r.number = s.number
)
SELECT row, civil AS day, standing, mask, to_show,
       CASE WHEN standing = 2 THEN 3 WHEN standing > 2 OR mask <> 0 THEN 2 WHEN to_show <> 0 THEN 1 ELSE 0 END
         AS outcome
FROM judged
"""  # noqa: S608 - no text of others is in it
