"""An act is handed to oversight by whoever holds the chart: once, and never changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import uuid4
from zoneinfo import ZoneInfo

from openmso.authority.facts.people import Person
from openmso.authority.facts.structure import Site
from openmso.foundation.actor import Actor
from openmso.foundation.door import action
from openmso.foundation.register import RefusedError, row_named
from openmso.foundation.rules.sides import Side
from openmso.oversight.models import Act
from openmso.timeline.calendar import civil_day

MARKS: Final = frozenset(
    {"minor", "controlled", "high_dose", "off_protocol", "adverse_event", "break_glass", "late_note"}
)


@dataclass(frozen=True, slots=True)
class Done:
    """What was done: ids and codes, an aware moment, the opaque id of the chart, and the decision acted on as plain data."""

    person: str
    site: str
    procedure: str
    at: datetime
    chart: str
    service: str = ""
    source: str = "care"
    patient_state: str = ""
    marks: frozenset[str] = frozenset()
    outcome: str = ""
    standing: str = ""
    chain: Mapping[str, Any] | None = None
    facts_digest: str = ""
    law_digest: str = ""
    signed_at: datetime | None = None
    code: str = ""


@action(Side.CLINICAL)
def record_act(*, by: Actor, why: str, done: Done) -> str:
    """Write an act down; its id. The same line of the same chart, told again, is the act that is there.

    Raises `RefusedError` for a moment without offset, unknown people, sites or marks.
    """
    del why
    site, person = row_named(by, Site, "site", done.site), row_named(by, Person, "person", done.person)
    day = _day_of(done, site.zone)
    found = _there(by, done)
    if found is not None:
        return found
    strange = sorted(done.marks - MARKS)
    if strange:
        raise RefusedError.at("marks", f'"{strange[0]}" is no mark', f"of {', '.join(sorted(MARKS))}")
    code = done.code or f"act-{uuid4().hex}"
    Act.objects.create(
        network_id=by.network,
        code=code,
        person_id=person.id,
        site_id=site.id,
        procedure=done.procedure,
        service=done.service,
        at=done.at,
        on=day,
        chart=done.chart,
        source=done.source,
        patient_state=done.patient_state,
        marks=sorted(done.marks),
        outcome=done.outcome,
        standing=done.standing,
        chain=None if done.chain is None else dict(done.chain),
        facts_digest=done.facts_digest,
        law_digest=done.law_digest,
        signed_at=done.signed_at,
    )
    return code


@action(Side.CLINICAL)
def mark_acts(*, by: Actor, why: str, chart: str, marks: Iterable[str]) -> int:
    """Mark every act of a chart, such as one after which something went wrong. How many there are. Marks are never taken away."""
    del why
    more = frozenset(marks)
    strange = sorted(more - MARKS)
    if strange:
        raise RefusedError.at("marks", f'"{strange[0]}" is no mark', f"of {', '.join(sorted(MARKS))}")
    acts = list(Act.objects.select_for_update().filter(network=by.network, chart=chart))
    for one in acts:
        one.marks = sorted(more.union(one.marks))
        one.save(update_fields=["marks"])
    return len(acts)


def _there(by: Actor, done: Done) -> str | None:
    same = {"chart": done.chart, "source": done.source, "procedure": done.procedure, "at": done.at}
    rows = Act.objects.filter(network=by.network, person__code=done.person, **same)
    return next(iter(rows.values_list("code", flat=True)[:1]), None)


def _day_of(done: Done, zone: str) -> date:
    if done.at.utcoffset() is None:
        what = f"{done.at.isoformat()} has no offset"
        raise RefusedError.at("at", what, "a moment such as 2026-11-24T14:10:00-06:00")
    return civil_day(done.at, ZoneInfo(zone))
