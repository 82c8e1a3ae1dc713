"""The chart is written: what the patient tells, exams, orders, notes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from django.utils import timezone

from openmso.authority.facts.people import Person
from openmso.authority.facts.structure import Site
from openmso.authority.holdings import engaged_as, licensed
from openmso.authority.terms import PHYSICIANS, PRACTITIONERS
from openmso.care.actions.patients import reached
from openmso.care.facts.charts import intake_of
from openmso.care.facts.sealing import sealed
from openmso.care.models import Exam, Intake, Note, Order, Visit, VisitPatient
from openmso.care.queries.patients import keys_as_one, patient_row
from openmso.care.rules.charts import DECISIONS, MODES, History
from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError, action
from openmso.foundation.register import NotThereError, RefusedError, row_named
from openmso.foundation.rules.sides import Side
from openmso.oversight.facts import judge_of
from openmso.workforce.queries import day_at, decided, givers

LONGEST: Final = timedelta(days=366)
"""No order holds longer."""


@dataclass(frozen=True, slots=True)
class Examination:
    """An exam as it is entered. `decisions`: by procedure a word of `DECISIONS`; `reasons` by procedure; `visit`: at which, if at one."""

    mode: str
    patient_state: str
    site: str
    findings: str
    decisions: dict[str, str]
    reasons: dict[str, str]
    visit: str = ""


@dataclass(frozen=True, slots=True)
class Ordering:
    """An order for one patient as it is entered. `said`: product, dose, area, interval, settings, in words."""

    site: str
    procedures: frozenset[str]
    said: str
    times: int
    until: datetime


@action(Side.CLINICAL)
def take_intake(*, by: Actor, why: str, patient: str, history: History, now: datetime | None = None) -> str:
    """Write down what a patient tells of themselves. What is new in it overtakes the exams that rest on what they told before: that is seen whenever it is asked."""
    del why
    row, moment = patient_row(by, patient), now or timezone.now()
    reached(by, row, moment)
    code = f"intake-{uuid4().hex}"
    Intake.objects.create(
        network_id=by.network,
        code=code,
        patient=row,
        sealed=sealed(Intake, by.network, code, history.plain()),
        taken_by_id=_self(by),
        at=moment,
    )
    return code


@action(Side.CLINICAL)
def review_intake(*, by: Actor, why: str, intake: str, now: datetime | None = None) -> None:
    """Somebody of medicine went through an intake with the patient. Refused if somebody had."""
    del why
    row = Intake.objects.select_for_update().filter(network=by.network, code=intake).first()
    if row is None:
        raise NotThereError(Intake, intake)
    reached(by, patient_row(by, row.patient.code), now)
    if row.reviewed_at is not None:
        raise RefusedError.at("intake", "it was reviewed already", "nothing is left to do")
    row.reviewed_by_id, row.reviewed_at = _self(by), now or timezone.now()
    row.save(update_fields=["reviewed_by", "reviewed_at"])


@action(Side.CLINICAL)
def examine(*, by: Actor, why: str, patient: str, exam: Examination, now: datetime | None = None) -> str:
    """Enter an exam that the actor did, now. Refused without a reviewed intake, without a decision, for a reason that is wanting, without a license in the patient's state."""
    del why
    row, moment = patient_row(by, patient), now or timezone.now()
    reached(by, row, moment)
    role = _role(by, exam.site, "examine a patient", moment, exam.patient_state)
    intake = _examinable(exam, intake_of(keys_as_one(row)))
    code = f"exam-{uuid4().hex}"
    Exam.objects.create(
        network_id=by.network,
        code=code,
        patient=row,
        examiner_id=_self(by),
        role=role,
        mode=exam.mode,
        patient_state=exam.patient_state,
        intake=intake,
        visit=_visit(by, exam.visit) if exam.visit else None,
        **{name: sorted(p for p, said in exam.decisions.items() if said == name) for name in DECISIONS},
        sealed=sealed(Exam, by.network, code, {"findings": exam.findings.strip(), "reasons": exam.reasons}),
        at=moment,
    )
    return code


def _examinable(exam: Examination, intake: Intake | None) -> Intake:
    if exam.mode not in MODES:
        raise RefusedError.at("mode", f'"{exam.mode}" is no way to examine', f"one of {', '.join(MODES)}")
    if intake is None:
        raise RefusedError.at("mode", "the patient told nothing of themselves yet", "take the intake first")
    if intake.reviewed_at is None:
        raise RefusedError.at("mode", "nobody reviewed the intake", "go through it with the patient first")
    if not exam.decisions:
        raise RefusedError.at("decisions", "nothing was decided", "decide for one procedure at least")
    if len(exam.findings.split()) < 3:
        raise RefusedError.at("findings", "so few words are no finding", "say what was found in this patient")
    for procedure, said in sorted(exam.decisions.items()):
        if said not in DECISIONS:
            raise RefusedError.at("decisions", f'"{said}" is no decision', f"one of {', '.join(DECISIONS)}")
        if said != "indicated" and not exam.reasons.get(procedure, "").strip():
            raise RefusedError.at(f"reasons.{procedure}", "a reason is wanted", f"say why it is {said}")
    return intake


@action(Side.CLINICAL)
def give_order(*, by: Actor, why: str, patient: str, order: Ordering, now: datetime | None = None) -> str:
    """Order procedures for one patient. Refused without a license in the state of the site, for no procedure, for no time to come, for more than a year."""
    del why
    row, moment = patient_row(by, patient), now or timezone.now()
    reached(by, row, moment)
    role = _role(by, order.site, "order for a patient", moment)
    if not order.procedures:
        raise RefusedError.at("procedures", "nothing is ordered", "name one procedure at least")
    if not moment < order.until <= moment + LONGEST:
        raise RefusedError.at(
            "until", "it ends before it begins, or in more than a year", "a day within a year"
        )
    if order.times < 1:
        raise RefusedError.at("times", "it is ordered at least once", "a number from 1 on")
    if len(order.said.split()) < 3:
        raise RefusedError.at("said", "the order says too little", "product, dose, area, interval")
    code = f"order-{uuid4().hex}"
    Order.objects.create(
        network_id=by.network,
        code=code,
        patient=row,
        prescriber_id=_self(by),
        role=role,
        procedures=sorted(order.procedures),
        times=order.times,
        sealed=sealed(Order, by.network, code, {"said": order.said.strip()}),
        at=moment,
        until=order.until,
    )
    return code


@action(Side.CLINICAL)
def revoke_order(*, by: Actor, why: str, order: str, now: datetime | None = None) -> None:
    """Take an order back, by its prescriber or anybody who could have given it. Refused if it was."""
    del why
    row = Order.objects.select_for_update().filter(network=by.network, code=order).first()
    if row is None:
        raise NotThereError(Order, order)
    reached(by, patient_row(by, row.patient.code), now)
    if row.revoked_at is not None:
        raise RefusedError.at("order", "it was taken back already", "nothing is left to do")
    row.revoked_at = now or timezone.now()
    row.save(update_fields=["revoked_at"])


@action(Side.CLINICAL)
def write_note(
    *, by: Actor, why: str, visit: str, said: str, adds_to: str = "", now: datetime | None = None
) -> str:
    """Sign a note of a visit, or an addendum to one. It is never changed."""
    del why
    moment = now or timezone.now()
    link = (
        VisitPatient.objects.select_related("visit", "patient").filter(network=by.network, code=visit).first()
    )
    if link is None:
        raise RefusedError.at("visit", "it is nobody's visit yet", "say whose it is first")
    reached(by, patient_row(by, link.patient.code), moment)
    if len(said.split()) < 3:
        raise RefusedError.at("said", "so few words are no note", "say what was done and how it went")
    before = (
        Note.objects.filter(network=by.network, code=adds_to, visit=link.visit).first() if adds_to else None
    )
    if adds_to and before is None:
        raise NotThereError(Note, adds_to)
    code = f"note-{uuid4().hex}"
    Note.objects.create(
        network_id=by.network,
        code=code,
        visit=link.visit,
        patient=link.patient,
        author_id=_self(by),
        adds_to=before,
        sealed=sealed(Note, by.network, code, {"said": said.strip()}),
        signed_at=moment,
    )
    return code


def _self(by: Actor) -> UUID:
    if not by.person:
        raise WrongHandsError("a chart is written by somebody of the network's people; the seat names nobody")
    found: UUID = row_named(by, Person, "person", by.person).id
    return found


def _visit(by: Actor, code: str) -> Visit:
    row = Visit.objects.filter(network=by.network, code=code).first()
    if row is None:
        raise NotThereError(Visit, code)
    return row


def _role(by: Actor, site: str, what: str, moment: datetime, patient_state: str = "") -> str:
    """The role in which the actor decides at a site: of those in which they are engaged there, one whose license is in force."""
    judge, _ = judge_of(by)
    place = judge.facts.need(Site, site)
    if patient_state and patient_state != place.state:
        said = f"the patient is in {patient_state}, and {place.name} treats in {place.state}"
        raise RefusedError.at("patient_state", said, "examine them for a site of the state they are in")
    decided(by, what, [place], givers, now=moment)
    day = day_at(place, moment).toordinal()
    held = [
        role
        for role in sorted(PHYSICIANS | PRACTITIONERS)
        if by.person and day in licensed(judge.world, by.person, role, place.state)
    ]
    here = [one for one in engaged_as(judge.world, by.person or "", site).at(day) if one in held]
    return next(iter(here or held))
