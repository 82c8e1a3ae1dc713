"""Whether a line of treatment lies within the protocol in force where and when it was done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from openmso.authority.facts.structure import Site
from openmso.care.facts.sealing import identity_of
from openmso.care.models import Patient, Treatment
from openmso.care.queries.patients import keys_as_one
from openmso.care.rules.patients import age
from openmso.foundation.actor import Actor
from openmso.oversight.facts import judge_of
from openmso.oversight.queries.library import Line, deviations, limits_at
from openmso.timeline.calendar import civil_day


def outside_protocol(
    by: Actor,
    patient: Patient,
    procedure: str,
    site: str,
    at: datetime,
    *,
    product: str,
    units: Mapping[str, Decimal],
) -> tuple[str, ...]:
    """In what a line lies outside the limits, in words: dose, product, interval since the last of its kind, age. Inside the door only."""
    judge, _ = judge_of(by)
    zone = ZoneInfo(judge.facts.need(Site, site).zone)
    day, born = civil_day(at, zone), identity_of(patient).born
    before = Treatment.objects.filter(patient__in=keys_as_one(patient), procedure=procedure, at__lt=at)
    last = before.order_by("-at").values_list("at", flat=True).first()
    line = Line(
        product or None,
        sum(units.values(), Decimal(0)) if units else None,
        units,
        age(born, day) if born else None,
        (day - civil_day(last, zone)).days if last else None,
    )
    return deviations(limits_at(by, procedure, site, at), line)
