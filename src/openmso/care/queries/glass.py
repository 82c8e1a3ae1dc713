"""Broken glass: what waits to be told and judged, and what was; its words are there for medicine only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils import timezone

from openmso.care.facts.sealing import opened
from openmso.care.models import BrokenGlass, GlassReason
from openmso.care.rules.gate import Clocks, clocks
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.foundation.register import NotThereError
from openmso.foundation.rules.sides import Side


@dataclass(frozen=True, slots=True)
class Glass:
    """Glass that was broken. `why` and `judged` are empty outside of medicine."""

    code: str
    visit: str
    site: str
    person: str
    procedures: tuple[str, ...]
    at: datetime
    director: str
    told_at: datetime | None
    reviewer: str
    reviewed_at: datetime | None
    verdict: str
    clocks: Clocks
    why: str = ""
    judged: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nobody has judged it yet."""
        return self.reviewed_at is None


def broken_glass(by: Actor, *, now: datetime | None = None, most: int = 100) -> tuple[Glass, ...]:
    """What was broken, what is open first, then the last."""
    moment = now or timezone.now()
    with seeing(by):
        rows = list(_rows(by).order_by("-at", "code")[:most])
        said = _said(by, rows)
    found = [_glass(one, said.get(one.code, {}), moment) for one in rows]
    return tuple(sorted(found, key=lambda one: not one.is_open))


def glass(by: Actor, code: str, *, now: datetime | None = None) -> Glass:
    """One of them. Raises `NotThereError`."""
    with seeing(by):
        row = _rows(by).filter(code=code).first()
        if row is None:
            raise NotThereError(BrokenGlass, code)
        return _glass(row, _said(by, [row]).get(code, {}), now or timezone.now())


def _rows(by: Actor) -> QuerySet[BrokenGlass]:
    return BrokenGlass.objects.filter(network=by.network).select_related(
        "visit__site", "person", "director", "reviewer"
    )


def _said(by: Actor, rows: list[BrokenGlass]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    if by.side in (Side.CLINICAL, Side.SYSTEM):
        for one in GlassReason.objects.filter(network=by.network, glass__in=rows).select_related("glass"):
            found.setdefault(one.glass.code, {}).update(opened(one))
    return found


def _glass(row: BrokenGlass, said: dict[str, str], moment: datetime) -> Glass:
    where = ZoneInfo(row.visit.site.zone)
    return Glass(
        row.code,
        row.visit.code,
        row.visit.site.code,
        row.person.code,
        tuple(row.procedures),
        row.at.astimezone(where),
        row.director.code if row.director else "",
        row.told_at.astimezone(where) if row.told_at else None,
        row.reviewer.code if row.reviewer else "",
        row.reviewed_at.astimezone(where) if row.reviewed_at else None,
        row.verdict,
        clocks(row.at.astimezone(where), row.told_at, row.reviewed_at, moment),
        said.get("why", ""),
        said.get("verdict", ""),
    )
