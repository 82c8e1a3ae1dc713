"""Kits are set up by who decides and checked by anybody of medicine; a drill counts by the word of who led it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from openmso.foundation.actor import Actor, system
from openmso.foundation.door import WrongHandsError, seeing
from openmso.foundation.register import NotThereError, RefusedError
from openmso.foundation.rules.sides import Post
from openmso.oversight.actions.readiness import (
    Counted,
    Drilled,
    check_kit,
    confirm_drill,
    log_drill,
    retire_kit,
    set_kit,
)
from openmso.oversight.models import Activity, DrillLog, Kit, KitCheck
from openmso.oversight.queries.readiness import readiness, ready_share, site_readiness
from openmso.oversight.rules.readiness import Item
from tests.cast import ADA, AUSTIN, LOU, ROSA
from tests.kept import clinician, network_of_the_cast, operator

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 10, 16, tzinfo=UTC)
ON = date(2026, 3, 10)
WHY = "readiness"
ITEMS = [Item("Epinephrine 0.3 mg", "doses", 3), Item("Hyaluronidase", "units", 1500)]
FULL = {"Epinephrine 0.3 mg": Counted(3, "E7", date(2026, 12, 31)), "Hyaluronidase": Counted(1500)}
DRILL = Drilled(AUSTIN, "occlusion", ON, ADA, frozenset({ADA, ROSA}), 140, "the kit was locked")


@pytest.fixture
def network() -> UUID:
    return network_of_the_cast()


def rosa(network: UUID) -> Actor:
    return clinician(network, ROSA, Post.RN)


def kit_of(network: UUID, **more: Any) -> str:
    given = {"site": AUSTIN, "name": "Kit", "place": "Room 1", "items": ITEMS, **more}
    return set_kit(by=clinician(network), why=WHY, now=NOW, **given)


def rows(network: UUID) -> tuple[Any, ...]:
    with seeing(system(network)):
        return (
            list(Kit.objects.values_list("name", "items", "retired_on")),
            KitCheck.objects.count(),
            list(DrillLog.objects.values_list("on", "activity")),
            list(Activity.objects.values_list("kind", "physician__code", "site", "on")),
        )


def test_a_site_becomes_ready_by_kit_check_and_drill(network: UUID) -> None:
    kit = kit_of(network)
    about = [one.about for one in site_readiness(operator(network), AUSTIN, ON).wants]
    assert about == ["items", "check", "drill"]
    check_kit(by=rosa(network), why=WHY, kit=kit, counted=FULL, sealed=True, seal="77", now=NOW)
    log_drill(by=clinician(network), why=WHY, drilled=DRILL, now=NOW)
    ready = site_readiness(operator(network), AUSTIN, ON)
    assert (ready.wants, ready.drilled, [one.counts for one in ready.drills]) == ((), ON, [True])
    # Austin is ready, Dallas is not; nobody is treated by hand where all is telehealth.
    assert ready_share(readiness(operator(network), ON)) == 50.0
    assert rows(network)[3] == [("drill", ADA, AUSTIN, ON)]


def test_a_check_says_what_is_short_and_expired_and_a_change_keeps_what_was_counted(network: UUID) -> None:
    kit = kit_of(network)
    poor = {"Epinephrine 0.3 mg": Counted(1, "E7", date(2026, 3, 9)), "Hyaluronidase": Counted(1500)}
    check_kit(by=rosa(network), why=WHY, kit=kit, counted=poor, sealed=False, now=NOW)
    with seeing(system(network)):
        check = KitCheck.objects.get()
        assert (check.missing, check.expired) == (["Epinephrine 0.3 mg"], ["Epinephrine 0.3 mg"])
    kit_of(network, kit=kit, items=[replace(ITEMS[0], least=5), Item("Eye rinse", "bottles", 1)])
    kept = {one["item"]: (one["least"], one["have"]) for one in rows(network)[0][0][1]}
    assert kept == {"Epinephrine 0.3 mg": (5, 1), "Eye rinse": (1, 0)}


def test_what_is_refused_of_kits_changes_nothing(network: UUID) -> None:
    kit, gone = kit_of(network), kit_of(network, name="Old")
    retire_kit(by=clinician(network), why=WHY, kit=gone, now=NOW)
    before = rows(network)
    wrong: list[tuple[str, Callable[[], Any]]] = [
        ("name", lambda: kit_of(network, name=" ")),
        ("place", lambda: kit_of(network, place="")),
        ("items", lambda: kit_of(network, items=[])),
        ("items", lambda: kit_of(network, items=[ITEMS[0], ITEMS[0]])),
        ("items", lambda: kit_of(network, items=[Item("Air", "bags", 0)])),
        ("items", lambda: check_kit(by=rosa(network), why=WHY, kit=kit, counted={}, sealed=True, now=NOW)),
        ("kit", lambda: check_kit(by=rosa(network), why=WHY, kit=gone, counted=FULL, sealed=True, now=NOW)),
    ]
    for field, act in wrong:
        with pytest.raises(RefusedError) as refused:
            act()
        assert refused.value.field == field
    for by in (rosa(network), operator(network)):
        with pytest.raises(WrongHandsError):
            set_kit(by=by, why=WHY, site=AUSTIN, name="Kit", place="Room", items=ITEMS, now=NOW)
        with pytest.raises(WrongHandsError):
            retire_kit(by=by, why=WHY, kit=kit, now=NOW)
    with pytest.raises(NotThereError):
        check_kit(by=rosa(network), why=WHY, kit="none", counted=FULL, sealed=True, now=NOW)
    assert rows(network) == before


def test_a_drill_of_a_colleague_counts_once_who_led_it_says_so(network: UUID) -> None:
    code = log_drill(by=rosa(network), why=WHY, drilled=DRILL, now=NOW)
    assert rows(network)[3] == []
    for by, error in ((rosa(network), WrongHandsError), (operator(network), WrongHandsError)):
        with pytest.raises(error):
            confirm_drill(by=by, why=WHY, drill=code)
    confirm_drill(by=clinician(network), why=WHY, drill=code)
    assert rows(network)[3] == [("drill", ADA, AUSTIN, ON)]
    with pytest.raises(RefusedError, match="counts already"):
        confirm_drill(by=clinician(network), why=WHY, drill=code)
    with pytest.raises(NotThereError):
        confirm_drill(by=clinician(network), why=WHY, drill="none")


def test_a_drill_that_nobody_can_have_held_is_refused(network: UUID) -> None:
    wrong: list[tuple[str, dict[str, Any]]] = [
        ("scenario", {"scenario": "flood"}),
        ("on", {"on": date(2026, 3, 11)}),
        ("seconds", {"seconds": 0}),
        ("people", {"people": frozenset({ADA})}),
        ("people", {"people": frozenset({ADA, "nobody"})}),
        ("led_by", {"led_by": "nobody", "people": frozenset({LOU})}),
        ("site", {"site": "nowhere"}),
    ]
    for field, change in wrong:
        with pytest.raises(RefusedError) as refused:
            log_drill(by=clinician(network), why=WHY, drilled=replace(DRILL, **change), now=NOW)
        assert refused.value.field == field
    with pytest.raises(WrongHandsError):
        log_drill(by=operator(network), why=WHY, drilled=DRILL, now=NOW)
    assert rows(network)[2:] == ([], [])
