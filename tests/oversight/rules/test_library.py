"""The protocol library: layers together, versions, what lies outside, and drift by Wilson's own interval."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from openmso.oversight.rules.library import (
    Limits,
    Line,
    Text,
    changes,
    composed,
    deviations,
    drift,
    loosened,
    next_version,
    tightened,
)

D = Decimal
MASTER = Limits(D(60), {"glabella": D(20)}, 84, frozenset({"Alpha", "Beta"}), 18, 65)
TEXT = Text("master", "1.2.3", {"steps": "Clean. Inject.", "records": "Lot."}, MASTER)


@pytest.mark.parametrize(
    ("line", "outside"),
    [
        (Line("alpha", D(60), {"glabella": D(20)}, 65, 84), 0),
        (Line(), 0),  # what was not charted deviates from nothing
        (Line(units=D("60.5")), 1),
        (Line(units_by_area={"glabella": D(21), "forehead": D(90)}), 1),
        (Line(days_since_last=83), 1),
        (Line(product="Gamma"), 1),
        (Line(age=17), 1),
        (Line(age=66), 1),
        (Line("gamma", D(61), {"glabella": D(61)}, 17, 1), 5),
    ],
)
def test_what_lies_outside_the_limits(line: Line, outside: int) -> None:
    assert len(deviations(MASTER, line)) == outside


def test_an_addendum_tightens_and_never_loosens() -> None:
    tighter = Limits(D(50), {"glabella": D(15), "forehead": D(20)}, 90, frozenset({"Alpha"}), 21, None)
    assert loosened(MASTER, tighter) == ()
    assert tightened(MASTER, tighter) == replace(tighter, most_age=65)
    wider = Limits(D(61), {"glabella": D(21)}, 80, frozenset({"Alpha", "Gamma"}), 16, 70)
    assert set(loosened(MASTER, wider)) == {
        "max_units", "interval_days", "least_age", "most_age", "units_by_area.glabella".replace("units", "max_units"), "products",
    }  # fmt: skip


def test_layers_stand_together_and_say_where_each_part_comes_from() -> None:
    site = Text("location", "1.0.0", {"steps": "Room 2 only."}, Limits(D(40)))
    both = composed((TEXT, site))
    assert dict(both.sections)["steps"] == (("master", "Clean. Inject."), ("location", "Room 2 only."))
    assert (both.limits.max_units, both.limits.interval_days) == (D(40), 84)


@pytest.mark.parametrize(
    ("after", "version"),
    [
        (replace(TEXT, sections={**TEXT.sections, "records": "Lot and time."}), "1.2.4"),
        (replace(TEXT, sections={**TEXT.sections, "steps": "Clean twice. Inject."}), "1.3.0"),
        (replace(TEXT, limits=replace(MASTER, max_units=D(50))), "1.3.0"),
    ],
)
def test_the_version_follows_from_what_changed(after: Text, version: str) -> None:
    assert next_version(TEXT, after) == version
    assert len(changes(TEXT, after)) == 1
    assert next_version(None, TEXT) == "1.0.0"


def test_drift_has_wilsons_interval() -> None:
    # Newcombe, Statistics in Medicine 17 (1998), table I, method 3: 81/263, 15/148, 0/20, 1/29.
    for lines, outside, low, high in (
        (263, 81, 0.2553, 0.3662),
        (148, 15, 0.0624, 0.1605),
        (20, 0, 0.0, 0.1611),
        (29, 1, 0.0061, 0.1718),
    ):
        found = drift(lines, outside)
        assert (round(found.low, 4), round(found.high, 4)) == (low, high)
    assert drift(263, 81).state == "over"
    assert drift(29, 1).state == "maybe"
    assert drift(1000, 10).state == "within"
