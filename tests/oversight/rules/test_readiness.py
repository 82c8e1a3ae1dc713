"""When a site is ready: kit complete and unexpired, checked within a month, a drill within a quarter (KPI CO21)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from openmso.oversight.rules.readiness import (
    Item,
    KitSeen,
    as_data,
    families_of,
    from_data,
    proposed,
    wants,
)

ON = date(2026, 3, 31)
GOOD = Item("Epinephrine 0.3 mg", "doses", 3, 3, "E7", ON)
HYLENEX = Item("Hyaluronidase", "units", 1500, 1500, "H1", date(2027, 1, 31))
KIT = KitSeen("Kit", (GOOD, HYLENEX), ON - timedelta(days=31), sealed=True)
DRILLED = ON - timedelta(days=92)
FILLER = families_of({"dermal_filler_injection": "injection"})


def lacks(kit: KitSeen | None = KIT, drilled: date | None = DRILLED, on: date = ON) -> list[str]:
    return [one.about for one in wants([kit] if kit else [], FILLER, drilled, on)]


def test_a_site_is_ready_through_the_last_day_of_each_interval_and_no_longer() -> None:
    assert lacks() == []
    assert lacks(on=ON + timedelta(days=1)) == ["items", "check", "drill"]


def test_each_thing_that_is_missing_is_said() -> None:
    assert lacks(None, None) == ["kit", "drill"]
    assert lacks(replace(KIT, items=(replace(GOOD, have=2), HYLENEX))) == ["items"]
    assert lacks(replace(KIT, items=(replace(GOOD, expires=ON - timedelta(days=1)), HYLENEX))) == ["items"]
    assert lacks(replace(KIT, sealed=False)) == ["seal"]
    assert lacks(replace(KIT, checked=None)) == ["check"]


def test_where_filler_is_done_a_kit_without_hyaluronidase_is_not_ready() -> None:
    (want,) = wants([replace(KIT, items=(GOOD,))], FILLER, DRILLED, ON)
    assert "hyaluronidase" in want.what
    assert wants([replace(KIT, items=(GOOD,))], {"injection"}, DRILLED, ON) == ()


def test_the_house_list_goes_by_what_is_done() -> None:
    assert "Hyaluronidase" in [one.item for one in proposed(FILLER)]
    assert "Hyaluronidase" not in [one.item for one in proposed({"device"})]
    assert "Cooling dressing" in [one.item for one in proposed({"device"})]


def test_an_item_lapses_within_a_month_and_comes_back_as_it_was_kept() -> None:
    assert HYLENEX.lapses(date(2027, 1, 1))
    assert not HYLENEX.lapses(date(2026, 12, 31))
    assert [from_data(as_data(one)) for one in (GOOD, replace(GOOD, expires=None))] == [
        GOOD,
        replace(GOOD, expires=None),
    ]
