"""A patient's chart, opened: what they told, exams, orders, consents, treatments, notes. Moments are by the clock of the site where they mostly come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from openmso.care.access import of_medicine
from openmso.care.facts.charts import history_in, used_up
from openmso.care.facts.sealing import identity_of, opened
from openmso.care.models import (
    Consent,
    ConsentForm,
    Exam,
    Intake,
    Note,
    Order,
    Patient,
    Photo,
    Treatment,
    Visit,
    VisitPatient,
)
from openmso.care.queries.patients import (
    Cover,
    Found,
    Opened,
    covers,
    keys_as_one,
    merged_into,
    openings,
    patient_row,
)
from openmso.care.rules.charts import DECISIONS, History
from openmso.care.rules.patients import Identity
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.foundation.register import NotThereError


@dataclass(frozen=True, slots=True)
class Told:
    """An intake. `reviewed_by` is empty until somebody went through it."""

    code: str
    at: datetime
    history: History
    reviewed_by: str


@dataclass(frozen=True, slots=True)
class Examined:
    """An exam with what was found: by procedure the decision and its reason."""

    code: str
    examiner: str
    role: str
    mode: str
    at: datetime
    findings: str
    decisions: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Ordered:
    """An order, and how often it was carried out."""

    code: str
    prescriber: str
    procedures: tuple[str, ...]
    said: str
    times: int
    used: int
    at: datetime
    until: datetime
    revoked: bool


@dataclass(frozen=True, slots=True)
class Consented:
    """A signature under a wording. `current`: whether it is the version in force."""

    code: str
    title: str
    version: int
    kind: str
    at: datetime
    by_guardian: bool
    witness: str
    current: bool
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class Treated:
    """A line of treatment as it was signed."""

    code: str
    visit: str
    procedure: str
    person: str
    at: datetime
    product: str
    lot: str
    expires: date | None
    told: Mapping[str, Any]
    act: str


@dataclass(frozen=True, slots=True)
class Noted:
    """A note or an addendum."""

    code: str
    visit: str
    author: str
    at: datetime
    said: str
    adds_to: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A visit of theirs."""

    code: str
    site: str
    start: datetime
    status: str
    procedures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """All of it, the last first."""

    patient: str
    identity: Identity
    site: str
    zone: str
    told: Told | None
    exams: tuple[Examined, ...]
    orders: tuple[Ordered, ...]
    consents: tuple[Consented, ...]
    treatments: tuple[Treated, ...]
    notes: tuple[Noted, ...]
    visits: tuple[Seen, ...]
    covers: tuple[Cover, ...]
    readers: tuple[Opened, ...]
    merged: tuple[Found, ...]


def chart(by: Actor, code: str) -> Chart:
    """The chart of a patient. Raises `NotThereError`, and `WrongHandsError` on another side than the clinical."""
    of_medicine(by)
    with seeing(by):
        row = patient_row(by, code)
        keys = keys_as_one(row)
        zone = row.site.zone if row.site else settings.ZONE
        where = ZoneInfo(zone)
        return Chart(
            row.code,
            identity_of(row),
            row.site.code if row.site else "",
            zone,
            _told(keys, where),
            _exams(keys, where),
            _orders(keys, where),
            _consents(keys, where),
            _treatments(Treatment.objects.filter(patient__in=keys), where),
            _notes(Note.objects.filter(patient__in=keys), where),
            _visits(keys),
            covers(by, row),
            tuple(replace(one, at=one.at.astimezone(where)) for one in openings(by, row)),
            merged_into(by, row),
        )


@dataclass(frozen=True, slots=True)
class Record:
    """The record of one visit: whose, by whom, what was done and written."""

    visit: str
    zone: str
    patient: str
    identity: Identity
    treatments: tuple[Treated, ...]
    notes: tuple[Noted, ...]
    photos: tuple[Pictured, ...]


@dataclass(frozen=True, slots=True)
class Pictured:
    """A picture: `view` before, after or later; of which area; by whom and when."""

    code: str
    view: str
    area: str
    taken_by: str
    at: datetime


def record(by: Actor, visit: str) -> Record:
    """The record of a visit. Raises `NotThereError` for one that is nobody's."""
    of_medicine(by)
    with seeing(by):
        link = (
            VisitPatient.objects.select_related("visit__site", "patient", "patient__merged_into")
            .filter(network=by.network, code=visit)
            .first()
        )
        if link is None:
            raise NotThereError(Visit, visit)
        where = ZoneInfo(link.visit.site.zone)
        row: Patient = link.patient.merged_into or link.patient
        pictures = (
            Photo.objects.filter(network=by.network, visit=link.visit)
            .order_by("at")
            .values_list("code", "view", "area", "taken_by__code", "at")
        )
        return Record(
            visit,
            link.visit.site.zone,
            row.code,
            identity_of(row),
            _treatments(Treatment.objects.filter(visit=link.visit), where),
            _notes(Note.objects.filter(visit=link.visit), where),
            tuple(
                Pictured(code, view, area, who, at.astimezone(where))
                for code, view, area, who, at in pictures
            ),
        )


def _told(keys: Iterable[UUID], where: ZoneInfo) -> Told | None:
    row = (
        Intake.objects.filter(patient__in=keys).select_related("reviewed_by").order_by("-at", "-code").first()
    )
    if row is None:
        return None
    return Told(
        row.code, row.at.astimezone(where), history_in(row), row.reviewed_by.code if row.reviewed_by else ""
    )


def _exams(keys: Iterable[UUID], where: ZoneInfo) -> tuple[Examined, ...]:
    rows = Exam.objects.filter(patient__in=keys).select_related("examiner").order_by("-at", "-code")
    return tuple(_exam(one, where) for one in rows)


def _exam(one: Exam, where: ZoneInfo) -> Examined:
    told = opened(one)
    reasons = told.get("reasons", {})
    decisions = tuple(
        (code, name, reasons.get(code, "")) for name in DECISIONS for code in getattr(one, name)
    )
    return Examined(
        one.code, one.examiner.code, one.role, one.mode, one.at.astimezone(where), told["findings"], decisions
    )


def _orders(keys: list[UUID], where: ZoneInfo) -> tuple[Ordered, ...]:
    used = used_up(keys)
    rows = Order.objects.filter(patient__in=keys).select_related("prescriber").order_by("-at", "-code")
    return tuple(
        Ordered(
            one.code,
            one.prescriber.code,
            tuple(one.procedures),
            opened(one)["said"],
            one.times,
            used.get(one.id, 0),
            one.at.astimezone(where),
            one.until.astimezone(where),
            one.revoked_at is not None,
        )
        for one in rows
    )


def _consents(keys: Iterable[UUID], where: ZoneInfo) -> tuple[Consented, ...]:
    rows = (
        Consent.objects.filter(patient__in=keys)
        .select_related("form", "witness")
        .order_by("-signed_at", "-code")
    )
    return tuple(
        Consented(
            one.code,
            one.form.title,
            one.form.version,
            one.form.kind,
            one.signed_at.astimezone(where),
            one.by_guardian,
            one.witness.code,
            one.form.until is None,
            one.withdrawn_at,
        )
        for one in rows
    )


def _treatments(rows: Any, where: ZoneInfo) -> tuple[Treated, ...]:  # noqa: ANN401 - a set of rows
    return tuple(
        Treated(
            one.code,
            one.visit.code,
            one.procedure,
            one.person.code,
            one.at.astimezone(where),
            one.product,
            one.lot,
            one.expires,
            opened(one),
            one.act,
        )
        for one in rows.select_related("visit", "person").order_by("-at", "procedure")
    )


def _notes(rows: Any, where: ZoneInfo) -> tuple[Noted, ...]:  # noqa: ANN401 - a set of rows
    return tuple(
        Noted(
            one.code,
            one.visit.code,
            one.author.code,
            one.signed_at.astimezone(where),
            opened(one)["said"],
            one.adds_to.code if one.adds_to else "",
        )
        for one in rows.select_related("visit", "author", "adds_to").order_by("-signed_at", "-code")
    )


def _visits(keys: Iterable[UUID]) -> tuple[Seen, ...]:
    rows = (
        VisitPatient.objects.filter(patient__in=keys).select_related("visit__site").order_by("-visit__span")
    )
    return tuple(
        Seen(
            one.visit.code,
            one.visit.site.name,
            one.visit.span.lower.astimezone(ZoneInfo(one.visit.site.zone)),
            one.visit.status,
            tuple(one.visit.procedures),
        )
        for one in rows
    )


@dataclass(frozen=True, slots=True)
class Worded:
    """A wording: of which kind, which version, in force or not."""

    code: str
    kind: str
    title: str
    version: int
    procedures: tuple[str, ...]
    months: int
    text: str
    since: datetime
    until: datetime | None


def wordings(by: Actor) -> tuple[Worded, ...]:
    """Every wording of the network, those in force first, by title."""
    with seeing(by):
        rows = ConsentForm.objects.filter(network=by.network).order_by("title", "-version")
        found = [
            Worded(
                one.code,
                one.kind,
                one.title,
                one.version,
                tuple(one.procedures),
                one.months,
                one.text,
                one.since,
                one.until,
            )
            for one in rows
        ]
    return tuple(sorted(found, key=lambda one: (one.until is not None, one.title.casefold(), -one.version)))
