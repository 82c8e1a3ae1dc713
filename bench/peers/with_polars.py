"""Polars: `join_asof` of acts with spans, a join with what rulings ask, and the bedside as expressions."""

from __future__ import annotations

import os
from functools import reduce
from operator import or_

import numpy as np

os.environ["POLARS_MAX_THREADS"] = "1"  # read once, on import

import polars as pl
from peers.columns import Found, Scene

from openmso.authority.batch.columns import MEASURES
from openmso.authority.batch.conditions import BOUNDS
from openmso.authority.batch.zones import EPOCH_DAY
from openmso.authority.reasons import Code

DAYS = 1 << 22
"""More than the ordinals of all days: key and day together are one sorted number, which joins fastest."""


class Polars:
    """Holds frames, made beforehand."""

    def __init__(self, scene: Scene) -> None:
        codes = scene.spans.key * DAYS + scene.spans.start
        spans = pl.DataFrame({"code": codes, "number": scene.spans.number})
        self.spans = spans.set_sorted("code")
        self.rulings = pl.DataFrame(dict(scene.rulings))
        self.acts = pl.DataFrame(dict(scene.acts))
        site = pl.col("site") * len(scene.spans.people) + pl.col("person")
        self.key = site * len(scene.spans.procedures) + pl.col("procedure")
        self.zones = scene.calendar.zones
        self.ways = sum(name.endswith("_near") for name in scene.rulings)

    def standing(self) -> pl.DataFrame:
        """Row, standing and mask of all acts, in any order."""
        acts = self.acts.lazy().select("row", code=self.key * DAYS + pl.col("day"))
        ruled = self._ruled(acts, self.rulings.select("number", "standing", "mask"))
        return ruled.select("row", "standing", "mask").collect()

    def audit(self) -> pl.DataFrame:
        """Everything of all acts, in any order."""
        acts = self.acts.lazy().with_columns(civil=self._civil("at"), exam_day=self._civil("exam_at"))
        ordinal = pl.col("civil").cast(pl.Int64) + EPOCH_DAY
        ruled = self._ruled(acts.with_columns(code=self.key * DAYS + ordinal), self.rulings)
        mask = reduce(or_, (_bit(code, when) for code, when in lacking(self.ways).items()))
        authorized = pl.col("standing") <= 1
        judged = ruled.select(
            "row",
            "standing",
            day="civil",
            mask=pl.when(authorized).then(mask).otherwise("bars"),
            to_show=pl.when(authorized).then("always").otherwise(0),
        )
        outcome = (
            pl.when(pl.col("standing") == 2)
            .then(3)
            .when((pl.col("standing") > 2) | (pl.col("mask") != 0))
            .then(2)
            .otherwise((pl.col("to_show") != 0).cast(pl.Int32))
        )
        return judged.with_columns(outcome=outcome).collect()

    def _ruled(self, acts: pl.LazyFrame, rulings: pl.DataFrame) -> pl.LazyFrame:
        joined = acts.sort("code").join_asof(self.spans.lazy(), on="code")
        return joined.join(rulings.lazy(), on="number")

    def _civil(self, name: str) -> pl.Expr:
        """The civil day of a moment: a zone at a time, for Polars knows one zone a column."""
        moment = pl.when(pl.col(name) < np.iinfo(np.int64).max).then(name).cast(pl.Datetime("us", "UTC"))
        days = [moment.dt.convert_time_zone(zone).dt.date() for zone in self.zones]
        found = days[0]
        for place, day in enumerate(days[1:], 1):
            found = pl.when(pl.col("zone") == place).then(day).otherwise(found)
        return found


def in_order(result: pl.DataFrame) -> Found:
    """A result by rows of acts."""
    result = result.sort("row")
    found = {name: result[name].to_numpy() for name in result.columns if name not in {"row", "day"}}
    if "day" in result.columns:
        found["day"] = result["day"].cast(pl.Int64).to_numpy() + EPOCH_DAY
    return Found(**found)


def _bit(code: Code, when: pl.Expr) -> pl.Expr:
    return pl.when(when).then(pl.lit(1 << code, pl.Int64)).otherwise(pl.lit(0, pl.Int64))


def _has(bits: str, place: str) -> pl.Expr:
    power = pl.lit(2, pl.Int64).pow(pl.col(place).clip(lower_bound=0).cast(pl.UInt32))
    return (pl.col(bits) & power) != 0


def _way(number: int) -> pl.Expr:
    way = f"way{number}_"
    minutes, miles = pl.col(f"{way}minutes"), pl.col(f"{way}miles")
    return (
        (pl.col("near") >= pl.col(f"{way}near"))
        & _has(f"{way}roles", "supervisor_role")
        & (minutes.is_infinite() | _at_most(pl.col("minutes"), minutes))
        & (miles.is_infinite() | _at_most(pl.col("miles"), miles))
        & (~pl.col(f"{way}county") | (pl.col("county") == 1))
    )


def _at_most(value: pl.Expr, bound: pl.Expr) -> pl.Expr:
    return value.is_not_nan() & (value <= bound)


def _exam() -> pl.Expr:
    """Whether the exam counts: months are compared by the calendar, rounded down where a month is too short."""
    first, last = pl.col("exam_day"), pl.col("civil")
    months = (last.dt.year() - first.dt.year()) * 12 + last.dt.month().cast(pl.Int32) - first.dt.month()
    end = pl.min_horizontal(first.dt.day(), last.dt.month_end().dt.day())
    needed = months + (last.dt.day() > end).cast(pl.Int32)
    met = (pl.col("exam_role") >= 0) & (pl.col("exam_at") <= pl.col("at")) & (needed <= pl.col("exam_months"))
    return met & _has("exam_roles", "exam_role") & _has("exam_modes", "exam_mode")


def lacking(ways: int) -> dict[Code, pl.Expr]:
    """When each condition is asked and not met."""
    col = pl.col
    seen = (col("supervisor_role") >= 0) & (col("supervisor") != col("person"))
    near = reduce(or_, (_way(number) for number in range(ways)))
    ordered = (col("order_role") >= 0) & (col("order_at") <= col("at")) & _has("orderers", "order_role")
    limits = [
        (col("said") & ~col("attested")) != 0,
        col("spared") & (~col("areas_told") | ((col("areas") & col("never")) != 0)),
    ]
    for place, name in enumerate(BOUNDS):
        bound, value = col(f"bound{place}"), col(MEASURES[place])
        kept = value <= bound if name.endswith("_max") else value >= bound
        limits.append(bound.is_not_nan() & ~(value.is_not_nan() & kept))
    return {
        Code.EXAM: (col("exam_months") > 0) & ~_exam().fill_null(value=False),
        Code.SUPERVISION: (col("way0_near") < 9) & ~(seen & near),
        Code.ORDER: (col("orderers") != 0) & ~ordered,
        Code.FIRST_VISIT: col("asks_first_visit") & (col("first_visit") != 1),
        Code.ATTEST: (col("attests") & ~col("attested")) != 0,
        Code.LIMIT: reduce(or_, limits),
        Code.CONSENT: col("consent") != 1,
        Code.PATIENT_STATE: (col("patient_state") != -1) & (col("patient_state") != col("state")),
    }
