"""How ready each site is for an emergency: its kits, their checks, its drills, and what it wants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from openmso.authority.facts.people import License
from openmso.authority.facts.structure import Service, Site
from openmso.authority.judge import Judge
from openmso.authority.terms import PHYSICIANS, PRACTITIONERS
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.oversight.facts import judge_of
from openmso.oversight.models import Activity, DrillLog, Kit, KitCheck
from openmso.oversight.rules.readiness import (
    Item,
    KitSeen,
    Proposed,
    Want,
    families_of,
    from_data,
    proposed,
    wants,
)


@dataclass(frozen=True, slots=True)
class Checked:
    """A look into a kit."""

    on: date
    person: str
    missing: tuple[str, ...]
    expired: tuple[str, ...]
    sealed: bool


@dataclass(frozen=True, slots=True)
class Held:
    """A kit: where it stands, what is in it, and the checks of it, newest first."""

    code: str
    name: str
    place: str
    items: tuple[Item, ...]
    seal: str
    checks: tuple[Checked, ...]


@dataclass(frozen=True, slots=True)
class Drill:
    """A drill. `counts`: as oversight; else it waits for whoever led it, or `never` does, where no physician, NP or PA led it."""

    code: str
    scenario: str
    on: date
    led_by: str
    people: tuple[str, ...]
    seconds: int
    lessons: str
    counts: bool
    never: bool


@dataclass(frozen=True, slots=True)
class Ready:
    """A site: its kits, its last drill that counts, and what it wants; nothing if it is ready. `drills`: those of two years, for one site only."""

    site: Site
    kits: tuple[Held, ...]
    drilled: date | None
    wants: tuple[Want, ...]
    proposed: tuple[Proposed, ...] = ()
    drills: tuple[Drill, ...] = ()


def readiness(by: Actor, on: date) -> tuple[Ready, ...]:
    """Every open site at which something is done to patients, those first that want most."""
    judge, _ = judge_of(by)
    places = [one for one in judge.facts.all(Site) if on.toordinal() in one.span and one.kind != "telehealth"]
    families = {one.id: _families(judge, one.id, on) for one in places}
    with seeing(by):
        kits = _kits(by, [one.id for one in places], on)
        last = _drilled(by, on)
    found = [
        _ready(one, kits.get(one.id, ()), families[one.id], last.get(one.id), on)
        for one in places
        if families[one.id]
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.wants), one.site.name)))


def site_readiness(by: Actor, site: str, on: date) -> Ready:
    """One site, with its drills. Raises `UnknownRecordError`."""
    judge, _ = judge_of(by)
    place = judge.facts.need(Site, site)
    with seeing(by):
        kits = _kits(by, [site], on).get(site, ())
        last = _drilled(by, on).get(site)
        rows = DrillLog.objects.filter(network=by.network, site__code=site, on__lte=on).select_related(
            "led_by"
        )
        drills = tuple(_drill(one, judge) for one in rows.order_by("-on", "-id")[:24])
    found = _ready(place, kits, _families(judge, site, on), last, on)
    return Ready(place, found.kits, found.drilled, found.wants, found.proposed, drills)


def ready_share(found: tuple[Ready, ...]) -> float | None:
    """Of a hundred sites, how many are ready (CO21); None without any."""
    return round(100 * sum(not one.wants for one in found) / len(found), 1) if found else None


def _families(judge: Judge, site: str, on: date) -> frozenset[str]:
    offered = {
        code
        for one in judge.facts.by(Service, "site", site)
        if on.toordinal() in one.span
        for code in one.procedures
    }
    known = judge.law.procedures
    return families_of({code: known[code].family for code in offered if code in known})


def _ready(
    site: Site, kits: tuple[Held, ...], families: frozenset[str], last: date | None, on: date
) -> Ready:
    seen = [
        KitSeen(
            one.name,
            one.items,
            one.checks[0].on if one.checks else None,
            one.checks[0].sealed if one.checks else False,
        )
        for one in kits
    ]
    return Ready(site, kits, last, wants(seen, families, last, on), proposed(families))


def _drilled(by: Actor, on: date) -> dict[str, date]:
    rows = Activity.objects.filter(network=by.network, kind="drill", on__lte=on)
    return dict(rows.values_list("site").annotate(Max("on")))


def _kits(by: Actor, sites: list[str], on: date) -> dict[str, tuple[Held, ...]]:
    rows = list(
        Kit.objects.filter(network=by.network, site__code__in=sites)
        .exclude(retired_on__lte=on)
        .select_related("site")
        .order_by("name", "code")
    )
    checks: dict[str, list[Checked]] = {}
    looked = (
        KitCheck.objects.filter(kit__in=rows, on__lte=on)
        .select_related("kit", "person")
        .order_by("-on", "-id")
    )
    for one in looked:
        who = one.person.code if one.person else ""
        checks.setdefault(one.kit.code, []).append(
            Checked(one.on, who, tuple(one.missing), tuple(one.expired), one.sealed)
        )
    found: dict[str, tuple[Held, ...]] = {}
    for row in rows:
        items = tuple(from_data(one) for one in row.items)
        held = Held(row.code, row.name, row.place, items, row.seal, tuple(checks.get(row.code, ())[:12]))
        found[row.site.code] = (*found.get(row.site.code, ()), held)
    return found


def _drill(one: DrillLog, judge: Judge) -> Drill:
    held = judge.facts.by(License, "person", one.led_by.code)
    able = any(each.role in PHYSICIANS | PRACTITIONERS for each in held)
    counts = bool(one.activity)
    return Drill(
        one.code,
        one.scenario,
        one.on,
        one.led_by.code,
        tuple(one.people),
        one.seconds,
        one.lessons,
        counts,
        not counts and not able,
    )
