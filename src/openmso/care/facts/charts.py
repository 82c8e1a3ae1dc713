"""Rows of a chart as the gate reads them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from openmso.authority.facts.bedside import Order as Ordered
from openmso.care.facts.sealing import opened
from openmso.care.models import Consent, ConsentForm, Exam, Intake, Order, Treatment
from openmso.care.rules.charts import Examined, History, overtakes
from openmso.care.rules.gate import Agreed, Wording
from openmso.timeline.calendar import add_months


def exams_of(patients: Collection[UUID]) -> tuple[Examined, ...]:
    """The exams of a patient, oldest first, with when what the patient told later overtook them; without what was found."""
    rows = list(Exam.objects.filter(patient__in=patients).select_related("examiner").order_by("at", "code"))
    told = list(Intake.objects.filter(patient__in=patients).order_by("at", "code")) if rows else []
    histories = [(one.id, one.at, history_in(one)) for one in told]
    return tuple(_examined(one, histories) for one in rows)


def _examined(one: Exam, histories: list[tuple[UUID, datetime, History]]) -> Examined:
    rests_on = next(history for id, _, history in histories if id == one.intake_id)
    overtaken = (at for _, at, history in histories if at > one.at and overtakes(rests_on, history))
    return Examined(
        one.code,
        one.examiner.code,
        one.role,
        one.mode,
        one.at,
        one.patient_state,
        frozenset(one.indicated),
        frozenset(one.contraindicated),
        frozenset(one.deferred),
        min(overtaken, default=None),
    )


def orders_of(patients: Collection[UUID], moment: datetime) -> tuple[Ordered, ...]:
    """The orders for a patient that can be carried out at a moment: given, not revoked, not over, not used up."""
    rows = Order.objects.filter(patient__in=patients, at__lte=moment, until__gt=moment, revoked_at=None)
    used = used_up(patients)
    return tuple(
        Ordered(one.prescriber.code, one.role, one.at, frozenset(one.procedures), one.code)
        for one in rows.select_related("prescriber").order_by("at", "code")
        if used.get(one.id, 0) < one.times
    )


def used_up(patients: Collection[UUID]) -> dict[UUID, int]:
    """How often each order of a patient was carried out."""
    rows = (
        Treatment.objects.filter(patient__in=patients)
        .exclude(order=None)
        .values("order")
        .annotate(n=Count("id"))
    )
    return {one["order"]: one["n"] for one in rows}


def intake_of(patients: Collection[UUID]) -> Intake | None:
    """The last that the patient told of themselves."""
    return (
        Intake.objects.filter(patient__in=patients)
        .select_related("reviewed_by", "taken_by")
        .order_by("-at", "-code")
        .first()
    )


def history_in(row: Intake) -> History:
    """What an intake tells."""
    return History.of(opened(row))


def wordings_at(network: UUID, moment: datetime) -> tuple[Wording, ...]:
    """The wordings in force at a moment."""
    rows = ConsentForm.objects.filter(Q(until=None) | Q(until__gt=moment), network=network, since__lte=moment)
    return tuple(
        Wording(one.code, one.kind, one.title, frozenset(one.procedures), one.months)
        for one in rows.order_by("kind", "title")
    )


def agreed_by(patients: Collection[UUID]) -> tuple[Agreed, ...]:
    """What a patient signed."""
    rows = Consent.objects.filter(patient__in=patients).select_related("form", "visit").order_by("signed_at")
    return tuple(_agreed(one) for one in rows)


def _agreed(one: Consent) -> Agreed:
    months, at = one.form.months, one.signed_at
    until = None
    if months:
        last = add_months(at.date(), months, rounding="down")
        until = at.replace(year=last.year, month=last.month, day=last.day)
    return Agreed(
        one.code,
        one.form.code,
        one.by_guardian,
        at,
        until,
        one.visit.code if one.visit else "",
        one.withdrawn_at,
    )
