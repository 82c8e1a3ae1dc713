"""An emergency kit is set up, checked and given up; drills are written down, and confirmed by whoever led them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.utils import timezone

from openmso.authority.facts.oversight import Activity
from openmso.authority.facts.people import Person
from openmso.authority.facts.structure import Site
from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError, action
from openmso.foundation.register import NotThereError, RefusedError, row_named, rows_named
from openmso.foundation.rules.purposes import DECIDING
from openmso.foundation.rules.sides import Side
from openmso.oversight.actions.events import deciding_at, self_of
from openmso.oversight.actions.reviews import record_review
from openmso.oversight.models import DrillLog, Kit, KitCheck
from openmso.oversight.rules.readiness import SCENARIOS, Item, as_data, from_data
from openmso.timeline.calendar import civil_day

WHAT: Final = "set what an emergency kit holds"
MOST: Final = 100_000
LONGEST_DRILL: Final = 3600
"""Seconds until the first treatment that can be meant."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How much of an item somebody found, of which lot, and its last good day; None for what does not expire."""

    have: int
    lot: str = ""
    expires: date | None = None


@dataclass(frozen=True, slots=True)
class Drilled:
    """A drill that was held."""

    site: str
    scenario: str
    on: date
    led_by: str
    people: frozenset[str]
    seconds: int
    lessons: str = ""


@action(Side.CLINICAL)
def set_kit(
    *,
    by: Actor,
    why: str,
    site: str,
    name: str,
    place: str,
    items: Iterable[Item],
    kit: str = "",
    now: datetime | None = None,
) -> str:
    """Say which kit stands where and what it has to hold; its id. With `kit` that kit is changed: what is in it stays counted."""
    del why
    deciding_at(by, site, WHAT, now)
    listed = list(items)
    names = [one.item.strip() for one in listed]
    if not name.strip() or not place.strip():
        raise RefusedError.at(
            "name" if not name.strip() else "place", "it is empty", "so that it is found in an emergency"
        )
    if not listed or not all(names) or len(set(names)) < len(names):
        raise RefusedError.at("items", "nothing is to be in it, or one thing twice", "each item once")
    if any(not 0 < one.least <= MOST for one in listed):
        raise RefusedError.at("items", "a least quantity does not fit", f"from 1 to {MOST}")
    if kit:
        row = _kit(by, kit)
        there = {one["item"]: from_data(one) for one in row.items}
        listed = [_counted_as(one, there.get(one.item)) for one in listed]
    else:
        row = Kit(
            network_id=by.network, code=f"kit-{uuid4().hex}", site_id=row_named(by, Site, "site", site).id
        )
    row.name, row.place, row.items = name.strip(), place.strip(), [as_data(one) for one in listed]
    row.save()
    return row.code


def _counted_as(one: Item, before: Item | None) -> Item:
    return one if before is None else replace(one, have=before.have, lot=before.lot, expires=before.expires)


@action(Side.CLINICAL)
def check_kit(
    *,
    by: Actor,
    why: str,
    kit: str,
    counted: Mapping[str, Counted],
    sealed: bool,
    seal: str = "",
    now: datetime | None = None,
) -> str:
    """Write down what is in a kit; the id of the check. Every item is counted. What is short or expired is said, not refused."""
    del why
    row = _kit(by, kit)
    items = [from_data(one) for one in row.items]
    left = [one.item for one in items if one.item not in counted]
    if left or len(counted) > len(items):
        raise RefusedError.at(
            "items",
            f"{left[0]} was not counted" if left else "something is no item of it",
            "count each item of the kit",
        )
    if any(not 0 <= one.have <= MOST for one in counted.values()):
        raise RefusedError.at("items", "a quantity does not fit", f"from 0 to {MOST}")
    found = [
        replace(one, have=(seen := counted[one.item]).have, lot=seen.lot.strip()[:60], expires=seen.expires)
        for one in items
    ]
    today = civil_day(now or timezone.now(), ZoneInfo(row.site.zone))
    row.items, row.seal = [as_data(one) for one in found], seal.strip()
    row.save(update_fields=["items", "seal"])
    check = KitCheck.objects.create(
        network_id=by.network,
        code=f"kitcheck-{uuid4().hex}",
        kit=row,
        on=today,
        person_id=self_of(by),
        missing=[one.item for one in found if one.short],
        expired=[one.item for one in found if one.expired(today)],
        sealed=sealed,
    )
    return check.code


@action(Side.CLINICAL)
def retire_kit(*, by: Actor, why: str, kit: str, now: datetime | None = None) -> None:
    """Give a kit up: it counts no more from today on."""
    del why
    row = _kit(by, kit)
    deciding_at(by, row.site.code, WHAT, now)
    row.retired_on = civil_day(now or timezone.now(), ZoneInfo(row.site.zone))
    row.save(update_fields=["retired_on"])


@action(Side.CLINICAL)
def log_drill(*, by: Actor, why: str, drilled: Drilled, now: datetime | None = None) -> str:
    """Write a drill down; its id. Led by the actor as physician, NP or PA it counts at once; led by another one, once they confirm it."""
    site = row_named(by, Site, "site", drilled.site)
    today = civil_day(now or timezone.now(), ZoneInfo(site.zone))
    if drilled.scenario not in SCENARIOS:
        raise RefusedError.at("scenario", f'"{drilled.scenario}" is none', f"one of {', '.join(SCENARIOS)}")
    if drilled.on > today:
        raise RefusedError.at("on", "that day is still to come", "a day up to today")
    if not 0 < drilled.seconds <= LONGEST_DRILL:
        raise RefusedError.at(
            "seconds", f"{drilled.seconds} does not fit", f"seconds from 1 to {LONGEST_DRILL}"
        )
    rows = rows_named(by, Person, "people", drilled.people)
    leader = row_named(by, Person, "led_by", drilled.led_by)
    if not drilled.people - {drilled.led_by}:
        raise RefusedError.at("people", "nobody drilled", "who took part besides the leader")
    row = DrillLog.objects.create(
        network_id=by.network,
        code=f"drill-{uuid4().hex}",
        site_id=site.id,
        scenario=drilled.scenario,
        on=drilled.on,
        led_by_id=leader.id,
        people=sorted(rows),
        seconds=drilled.seconds,
        lessons=drilled.lessons.strip(),
    )
    if by.person == drilled.led_by and by.post in DECIDING:
        _counts(by, why, row, drilled.site)
    return row.code


@action(Side.CLINICAL)
def confirm_drill(*, by: Actor, why: str, drill: str) -> None:
    """Say that one led a drill that a colleague wrote down: from then on it counts as oversight."""
    rows = DrillLog.objects.select_for_update(of=("self",)).select_related("site", "led_by")
    row = rows.filter(network=by.network, code=drill).first()
    if row is None:
        raise NotThereError(DrillLog, drill)
    if row.activity:
        raise RefusedError.at("drill", "it counts already", "nothing is left to do")
    if row.led_by.code != by.person:
        raise WrongHandsError("a drill is confirmed by whoever led it")
    _counts(by, why, row, row.site.code)


def _counts(by: Actor, why: str, row: DrillLog, site: str) -> None:
    """Enter a drill as oversight that was done; by whom and with which license is judged there."""
    done = Activity(f"activity-{row.code}", "drill", by.person or "", row.on, site=site)
    record_review(by=by, why=why, activity=done)
    row.activity = done.id
    row.save(update_fields=["activity"])


def _kit(by: Actor, code: str) -> Kit:
    row = (
        Kit.objects.select_for_update(of=("self",))
        .select_related("site")
        .filter(network=by.network, code=code)
        .first()
    )
    if row is None:
        raise NotThereError(Kit, code)
    if row.retired_on is not None:
        raise RefusedError.at("kit", "it was given up", "another kit")
    return row
