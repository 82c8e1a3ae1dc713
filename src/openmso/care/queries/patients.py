"""Patients: found by what was typed, who may be the same, one of them, who opened their chart.

What is looked for is compared with blind marks, and only what fits is opened. Two entries that were merged are read as one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils import timezone

from openmso.authority.facts.oversight import Agreement, Appointment, Delegation
from openmso.authority.facts.structure import Site
from openmso.authority.holdings import engaged_as
from openmso.authority.judge import Judge
from openmso.care.access import may_bring, of_medicine
from openmso.care.facts.sealing import identity_of, opened
from openmso.care.models import Coverage, Opening, Patient, VisitPatient
from openmso.care.rules.patients import Identity, fits, keys_asked, keys_of, same
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.foundation.register import NotThereError, RefusedError
from openmso.foundation.rules.sides import Side
from openmso.foundation.sealed import marks
from openmso.oversight.facts import judge_of
from openmso.timeline.calendar import civil_day

MOST: Final = 50
"""So many patients are shown of those that fit."""
OPENED: Final = 400
"""So many rows are opened at most to see what fits."""
GLASS: Final = timedelta(hours=1)
"""So long the chart stays open for whom the glass was broken."""


@dataclass(frozen=True, slots=True)
class Found:
    """A patient among those that were found."""

    code: str
    identity: Identity
    site: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Cover:
    """Who pays, from when until when."""

    code: str
    kind: str
    payer: str
    number: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Opened:
    """Somebody opened the chart."""

    person: str
    post: str
    what: str
    at: datetime
    glass: bool
    reason: str


def sought(by: Actor, text: str) -> tuple[Found, ...]:
    """The patients whom what was typed fits: names by their beginning, a birthday, a telephone number, a mail address."""
    of_medicine(by)
    keys = keys_asked(text)
    if not keys:
        return ()
    with seeing(by):
        rows = _here(by)
        for key in keys:
            rows = rows.filter(marks__overlap=list(marks(by.network, key)))
        found = [(row, identity_of(row)) for row in rows.select_related("site").order_by("code")[:OPENED]]
    fitting = (_found(row, one) for row, one in found if fits(one, text))
    return tuple(sorted(fitting, key=lambda one: one.identity.name.casefold()))[:MOST]


def patient_meant(by: Actor, typed: str) -> str:
    """The code of the patient who is meant by what was typed: a code, or what fits one patient only. Raises `RefusedError`."""
    if typed.startswith("p-"):
        return typed
    of_medicine(by)
    fitting = sought(by, typed)
    if len(fitting) != 1:
        what = f"{len(fitting)} patients fit that" if fitting else "nobody fits that"
        raise RefusedError.at(
            "patient", what, "type more, such as the birthday, or enter them under Patients first"
        )
    return fitting[0].code


def likely(by: Actor, identity: Identity, but: str = "") -> tuple[Found, ...]:
    """Who is here already and may be the same human being, with why."""
    of_medicine(by)
    near = [key for key in keys_of(identity) if key.partition(" ")[0] in ("born", "phone", "mail")]
    words = [key for key in keys_of(identity) if key.startswith("name ")]
    with seeing(by):
        wanted = Q(marks__overlap=[one for key in near for one in marks(by.network, key)])
        named = Q()
        for key in words:
            named &= Q(marks__overlap=list(marks(by.network, key)))
        rows = _here(by).filter(wanted | named if words else wanted).exclude(code=but)
        found = [(row, identity_of(row)) for row in rows.select_related("site").order_by("code")[:OPENED]]
    judged = ((row, one, same(identity, one)) for row, one in found)
    return tuple(_found(row, one, why) for row, one, why in judged if why)


def _here(by: Actor) -> QuerySet[Patient]:
    return Patient.objects.filter(network=by.network, merged_into=None)


def _found(row: Patient, identity: Identity, why: str = "") -> Found:
    return Found(row.code, identity, row.site.code if row.site else "", why)


def patient_row(by: Actor, code: str) -> Patient:
    """The row of a patient; of one who was merged, that of the one they are read as. Raises `NotThereError`."""
    row = (
        Patient.objects.select_related("site", "merged_into", "merged_into__site")
        .filter(network=by.network, code=code)
        .first()
    )
    if row is None:
        raise NotThereError(Patient, code)
    return row.merged_into or row


def keys_as_one(row: Patient) -> list[UUID]:
    """The keys of all entries that are read as this one."""
    merged = Patient.objects.filter(network=row.network_id, merged_into=row).values_list("id", flat=True)
    return [row.id, *merged]


def names_of(by: Actor, codes: Iterable[str]) -> dict[str, str]:
    """The names of patients, by code."""
    of_medicine(by)
    with seeing(by):
        rows = Patient.objects.filter(network=by.network, code__in=list(codes))
        return {row.code: identity_of(row).name for row in rows}


def name_if_open(by: Actor, code: str) -> str:
    """The name of a patient whose chart is open to the actor; nothing for anybody else. Raises `NotThereError`."""
    with seeing(by):
        row = patient_row(by, code)
        return identity_of(row).name if in_reach(by, row) else ""


def covers(by: Actor, row: Patient) -> tuple[Cover, ...]:
    """Who pays for a patient, the latest first."""
    rows = Coverage.objects.filter(network=by.network, patient__in=keys_as_one(row)).order_by(
        "-since", "code"
    )
    told = ((one, opened(one)) for one in rows)
    return tuple(
        Cover(one.code, one.kind, said.get("payer", ""), said.get("number", ""), one.since, one.until)
        for one, said in told
    )


def openings(by: Actor, row: Patient, most: int = 20) -> tuple[Opened, ...]:
    """Who opened the chart, the last first."""
    rows = Opening.objects.filter(network=by.network, patient__in=keys_as_one(row)).order_by("-at")[:most]
    return tuple(
        Opened(one.person, one.post, one.what, one.at, one.glass, opened(one, "reason").get("why", ""))
        for one in rows
    )


def merged_into(by: Actor, row: Patient) -> tuple[Found, ...]:
    """The entries that were merged into a patient."""
    rows = Patient.objects.filter(network=by.network, merged_into=row).select_related("site").order_by("code")
    return tuple(_found(one, identity_of(one)) for one in rows)


def in_reach(by: Actor, row: Patient, now: datetime | None = None) -> bool:
    """Whether the chart is open to somebody: they work at, or direct, a site that treats the patient; or they broke the glass within the hour.

    A patient of no site yet, whom another system sent, is open to those who bring charts in.
    """
    if by.side is Side.SYSTEM:
        return True
    if by.side is not Side.CLINICAL or not by.person:
        return False
    judge, _ = judge_of(by)
    moment = now or timezone.now()
    sites = _sites(by, row)
    if any(_works_at(judge, by.person, site, moment) for site in sites) or (not sites and may_bring(by)):
        return True
    return Opening.objects.filter(
        network=by.network, patient=row, person=by.person, glass=True, at__gt=moment - GLASS
    ).exists()


def _sites(by: Actor, row: Patient) -> set[str]:
    seen = VisitPatient.objects.filter(network=by.network, patient__in=keys_as_one(row))
    found = set(seen.values_list("visit__site__code", flat=True).distinct())
    return found | ({row.site.code} if row.site else set())


def _works_at(judge: Judge, person: str, site: str, moment: datetime) -> bool:
    place = judge.facts.get(Site, site)
    if place is None:
        return False
    day = civil_day(moment, ZoneInfo(place.zone)).toordinal()
    if engaged_as(judge.world, person, site).at(day) or _answers_for(judge, person, site, day):
        return True
    return any(
        one.practice == place.practice and (one.sites is None or site in one.sites) and day in one.span
        for one in judge.facts.by(Appointment, "person", person)
    )


def _answers_for(judge: Judge, person: str, site: str, day: int) -> bool:
    """Whether a physician gives authority to somebody who works at a site: who reads their charts."""
    papers: list[Agreement | Delegation] = [*judge.facts.by(Agreement, "physician", person)]
    papers += judge.facts.by(Delegation, "physician", person)
    return any(
        day in one.span
        and (one.sites is None or site in one.sites)
        and engaged_as(judge.world, one.person, site).at(day)
        for one in papers
    )
