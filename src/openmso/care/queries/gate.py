"""The gate: may this visit go ahead, line by line, by what is in the chart and who is near, at a moment.

At check-in what is not there yet is still to be shown; at the signature and at checkout what is not there is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from openmso.authority.answer import Outcome
from openmso.authority.facts.bedside import Bedside, Exam, Order, Presence
from openmso.authority.facts.structure import Site
from openmso.authority.reasons import Code
from openmso.authority.terms import ExamMode
from openmso.care.facts.charts import (
    agreed_by,
    exams_of,
    intake_of,
    orders_of,
    wordings_at,
)
from openmso.care.facts.sealing import identity_of
from openmso.care.models import Patient, Visit, VisitPatient
from openmso.care.queries.calendar import Booked
from openmso.care.queries.calendar import visit as visit_of
from openmso.care.queries.patients import keys_as_one
from openmso.care.rules.charts import Examined, counting, state_of
from openmso.care.rules.gate import Agreed, Agreement, Told, Wording, agreed, worst
from openmso.care.rules.patients import is_minor
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.foundation.register import RefusedError
from openmso.oversight.facts import judge_of
from openmso.oversight.queries.decisions import Asked, Decided, decided_on
from openmso.oversight.queries.supervision import presences_at
from openmso.timeline.calendar import civil_day

NOTHING: Final = Told()
COMPLETE: Final = ("sign", "checkout")
"""At these stages everything that exists has been told."""


@dataclass(frozen=True, slots=True)
class Line:
    """One procedure of a visit before the gate. `exam`: how it stands with the exam, a word of `charts.STATES`."""

    procedure: str
    decided: Decided
    exam: str
    agreement: Agreement

    @property
    def outcome(self) -> str:
        """What the core says of it; what was contraindicated or deferred is never allowed."""
        said = self.decided.chain.decision.outcome
        return Outcome.STOP.value if self.exam in ("contraindicated", "deferred") else said.value

    @property
    def exam_code(self) -> str:
        """The exam it rests on."""
        exams = self.decided.chain.decision.act.bedside.exams
        return max(exams, key=lambda one: one.at).id if exams and self.exam == "indicated" else ""

    @property
    def order_code(self) -> str:
        """The order that would be carried out: the first to run out."""
        orders = self.decided.chain.decision.act.bedside.orders
        return orders[0].id if orders else ""


@dataclass(frozen=True, slots=True)
class Gated:
    """A visit before the gate, at a stage and a moment. `patient`: whose it is, empty while it is nobody's."""

    visit: Booked
    patient: str
    person: str
    stage: str
    at: datetime
    minor: bool
    lines: tuple[Line, ...]

    @property
    def outcome(self) -> str:
        """That of its worst line."""
        return worst(one.outcome for one in self.lines)

    @property
    def may(self) -> bool:
        """Whether it may go on as it is."""
        return self.outcome in ("allow", "allow_with_conditions")


@dataclass(frozen=True, slots=True)
class _Chart:
    """What the gate reads of a patient, once for all lines."""

    born: date | None
    exams: tuple[Examined, ...] = ()
    orders: tuple[Order, ...] = ()
    signed: tuple[Agreed, ...] = ()
    wordings: tuple[Wording, ...] = ()
    intake: str = "none"
    first_in_person: bool | None = None


def gate(
    by: Actor,
    visit: str,
    stage: str,
    at: datetime,
    *,
    person: str = "",
    told: Mapping[str, Told] | None = None,
) -> Gated:
    """Ask the gate of a visit; `person` treats (who is booked, if left out); `told` by procedure. Nothing is written.

    Raises `NotThereError`, and `RefusedError` for a moment without its offset.
    """
    if at.utcoffset() is None:
        raise RefusedError.at("at", "the moment has no offset", "a moment such as 2026-11-24T09:00:00-06:00")
    booked = visit_of(by, visit)
    judge, _ = judge_of(by)
    day = civil_day(at, ZoneInfo(judge.facts.need(Site, booked.site).zone))
    with seeing(by):
        patient = _patient(by, visit)
        chart = _chart(by, patient, booked, at)
        scene = _Scene(
            by, booked, person or booked.person, stage, at, day, chart, presences_at(by, booked.site, at)
        )
        lines = tuple(scene.line(one, (told or {}).get(one, NOTHING)) for one in sorted(booked.procedures))
    return Gated(
        booked,
        patient.code if patient else "",
        person or booked.person,
        stage,
        at,
        is_minor(chart.born, day),
        lines,
    )


def _patient(by: Actor, visit: str) -> Patient | None:
    row = (
        VisitPatient.objects.filter(network=by.network, code=visit)
        .select_related("patient", "patient__merged_into")
        .first()
    )
    return (row.patient.merged_into or row.patient) if row is not None else None


def _chart(by: Actor, patient: Patient | None, booked: Booked, at: datetime) -> _Chart:
    wordings = wordings_at(by.network, at)
    if patient is None:
        return _Chart(None, wordings=wordings)
    keys = keys_as_one(patient)
    row = intake_of(keys)
    intake = "none" if row is None else "reviewed" if row.reviewed_at is not None else "told"
    return _Chart(
        identity_of(patient).born,
        exams_of(keys),
        orders_of(keys, at),
        agreed_by(keys),
        wordings,
        intake,
        _first_in_person(keys, booked),
    )


def _first_in_person(patients: list[UUID], booked: Booked) -> bool:
    """Whether the first visit of the patient was, or this one as the first is, in person."""
    first = (
        Visit.objects.filter(id__in=VisitPatient.objects.filter(patient__in=patients).values("visit"))
        .exclude(status__in=("cancelled", "no_show"))
        .order_by("span")
        .values_list("mode", flat=True)
        .first()
    )
    return (first or booked.mode) == "in_person"


@dataclass(frozen=True, slots=True)
class _Scene:
    """What all lines of a visit share before the gate."""

    by: Actor
    booked: Booked
    person: str
    stage: str
    at: datetime
    day: date
    chart: _Chart
    near: tuple[Presence, ...]

    def line(self, procedure: str, told: Told) -> Line:
        """One procedure before the gate."""
        chart, at = self.chart, self.at
        exams = counting(chart.exams, procedure, at)
        agreement = self._agreement(procedure)
        bedside = self._bedside(procedure, exams, agreement, told)
        decided = decided_on(self.by, Asked(self.person, procedure, self.booked.site, at), bedside)
        decision = decided.chain.decision
        state = state_of(
            chart.exams,
            procedure,
            at,
            needed=Code.EXAM in decided.chain.verdict.codes,
            counts=bool(exams)
            and Code.EXAM not in {one.code for one in (*decision.missing, *decision.to_show)},
            intake=chart.intake,
        )
        return Line(procedure, decided, state, agreement)

    def _agreement(self, procedure: str) -> Agreement:
        return agreed(
            procedure,
            self.chart.wordings,
            self.chart.signed,
            self.at,
            self.booked.code,
            minor=is_minor(self.chart.born, self.day),
            telehealth=self.booked.mode == "telehealth",
        )

    def _bedside(
        self, procedure: str, exams: tuple[Examined, ...], agreement: Agreement, told: Told
    ) -> Bedside:
        complete = self.stage in COMPLETE
        orders = self.chart.orders
        return Bedside(
            exams=tuple(_exam(one) for one in exams),
            orders=tuple(one for one in orders if one.procedures is None or procedure in one.procedures),
            presences=self.near,
            consent=True if not agreement.lacking else False if complete else None,
            patient_state=self.booked.patient_state or None,
            measures=told.measures,
            areas=told.areas,
            attested=told.attested,
            first_visit_in_person=self.chart.first_in_person,
            complete=complete,
        )


def _exam(one: Examined) -> Exam:
    return Exam(one.examiner, one.role, ExamMode(one.mode), one.at, one.indicated, one.code)
