"""The protocol library as it holds: what is in force, what it comes to at a site, who has not read it, and how far practice drifts from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Count, Q, QuerySet

from openmso.authority.facts.structure import Site
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.foundation.register import NotThereError
from openmso.oversight.facts import judge_of
from openmso.oversight.models import Act, ProtocolText, ReadAndSign
from openmso.oversight.rules.library import (
    READ_WITHIN_DAYS,
    REVIEW_EVERY_DAYS,
    Composed,
    Drift,
    Limits,
    Line,
    Text,
    changes,
    composed,
    deviations,
    drift,
)

__all__ = [
    "Drifted",
    "Kept",
    "Limits",
    "Line",
    "Whole",
    "composed_at",
    "deviations",
    "drifts",
    "library",
    "limits_at",
    "master_codes",
    "masters_of",
    "text_of",
    "whole",
]

ORDER: Final = ("master", "state", "location")


@dataclass(frozen=True, slots=True)
class Kept:
    """A version. `unread`: who works by it and has not read it; `late` of them beyond the days there are; `stale`: not renewed for a year."""

    code: str
    text: str
    layer: str
    title: str
    procedures: tuple[str, ...]
    state: str
    site: str
    version: str
    note: str
    published_at: datetime
    published_by: str
    ended_at: datetime | None
    content: Text
    unread: tuple[str, ...] = ()
    late: bool = False
    stale: bool = False


@dataclass(frozen=True, slots=True)
class Whole:
    """A version with the one before it, what changed, and who has read it."""

    kept: Kept
    versions: tuple[tuple[str, str], ...]
    changed: tuple[tuple[str, str, str], ...]
    readers: tuple[tuple[str, datetime], ...]


def text_of(row: ProtocolText) -> Text:
    """The content of a row."""
    return Text(row.layer, row.version, row.sections, Limits.of(row.limits))


def masters_of(by: Actor, procedures: Iterable[str]) -> list[ProtocolText]:
    """The masters in force for any of these procedures."""
    rows = ProtocolText.objects.filter(network=by.network, layer="master", ended_at=None)
    return list(rows.filter(procedures__overlap=list(procedures)))


def master_codes(by: Actor, procedures: Iterable[str]) -> dict[str, str]:
    """Of these procedures those with a master in force, and its id."""
    with seeing(by):
        return {procedure: row.code for row in masters_of(by, procedures) for procedure in row.procedures}


def library(by: Actor, now: datetime) -> tuple[Kept, ...]:
    """Every text in force, by title and layer, with who has still to read it."""
    with seeing(by):
        rows = list(_rows(by).filter(ended_at=None))
        read: dict[object, set[str]] = {}
        for key, person in ReadAndSign.objects.filter(text__in=rows).values_list("text", "person__code"):
            read.setdefault(key, set()).add(person)
    found = [_kept(by, one, now, read.get(one.id, set())) for one in rows]
    return tuple(
        sorted(found, key=lambda one: (one.title.casefold(), ORDER.index(one.layer), one.state, one.site))
    )


def whole(by: Actor, code: str, now: datetime) -> Whole:
    """One version. Raises `NotThereError`."""
    with seeing(by):
        row = _rows(by).filter(code=code).first()
        if row is None:
            raise NotThereError(ProtocolText, code)
        versions = list(_rows(by).filter(text=row.text).order_by("-published_at"))
        readers = list(ReadAndSign.objects.filter(text=row).order_by("at").values_list("person__code", "at"))
    older = next((one for one in versions if one.published_at < row.published_at), None)
    return Whole(
        _kept(by, row, now, {person for person, _ in readers}),
        tuple((one.code, one.version) for one in versions),
        tuple(changes(text_of(older), text_of(row))) if older else (),
        tuple(readers),
    )


def composed_at(by: Actor, procedure: str, site: str, moment: datetime) -> Composed | None:
    """What held for a procedure at a site at a moment: master, state and site together; None where there was no master."""
    judge, _ = judge_of(by)
    place = judge.facts.need(Site, site)
    with seeing(by):
        rows = _rows(by).filter(
            Q(ended_at=None) | Q(ended_at__gt=moment),
            published_at__lte=moment,
            procedures__contains=[procedure],
        )
        rows = rows.filter(
            Q(layer="master") | Q(layer="state", state=place.state) | Q(layer="location", site__code=site)
        )
        found = sorted(rows, key=lambda one: (ORDER.index(one.layer), one.published_at))
    return (
        composed(tuple(text_of(one) for one in found))
        if any(one.layer == "master" for one in found)
        else None
    )


def limits_at(by: Actor, procedure: str, site: str, moment: datetime) -> Limits:
    """The limits that held for a procedure at a site at a moment; none where there was no protocol."""
    found = composed_at(by, procedure, site, moment)
    return found.limits if found else Limits()


@dataclass(frozen=True, slots=True)
class Drifted:
    """How far practice at a site lies from the protocol of a procedure."""

    site: str
    procedure: str
    drift: Drift


def drifts(by: Actor, since: date) -> tuple[Drifted, ...]:
    """By site and procedure: acts since a day, and how many were marked as off protocol when they were charted; the farthest first."""
    with seeing(by):
        rows = (
            Act.objects.filter(network=by.network, on__gte=since)
            .values_list("site__code", "procedure")
            .annotate(lines=Count("id"), outside=Count("id", filter=Q(marks__contains=["off_protocol"])))
            .order_by("site__code", "procedure")
        )
        found = [Drifted(site, procedure, drift(lines, outside)) for site, procedure, lines, outside in rows]
    return tuple(sorted(found, key=lambda one: (-one.drift.low, -one.drift.share, one.site, one.procedure)))


def _rows(by: Actor) -> QuerySet[ProtocolText]:
    return ProtocolText.objects.filter(network=by.network).select_related("site", "published_by")


def _kept(by: Actor, row: ProtocolText, now: datetime, read: set[str]) -> Kept:
    unread = tuple(sorted(_users(by, row, now) - read)) if row.ended_at is None else ()
    age = now - row.published_at
    return Kept(
        row.code,
        row.text,
        row.layer,
        row.title,
        tuple(row.procedures),
        row.state,
        row.site.code if row.site else "",
        row.version,
        row.note,
        row.published_at,
        row.published_by.code,
        row.ended_at,
        text_of(row),
        unread,
        bool(unread) and age > timedelta(days=READ_WITHIN_DAYS),
        row.ended_at is None and age > timedelta(days=REVIEW_EVERY_DAYS),
    )


def _users(by: Actor, row: ProtocolText, now: datetime) -> set[str]:
    """Who works by a text: whoever may do one of its procedures today at a site that it reaches."""
    judge, _ = judge_of(by)
    wanted, day = frozenset(row.procedures), now.date().toordinal()
    sites = [
        one.id
        for one in judge.facts.all(Site)
        if day in one.span
        and (
            row.layer == "master"
            or one.state == row.state
            or (row.site is not None and one.id == row.site.code)
        )
    ]
    return {
        key.person
        for site in sites
        for key in judge.keys_at(site)
        if key.procedure in wanted and judge.verdict(key, day).standing.authorizes
    }
