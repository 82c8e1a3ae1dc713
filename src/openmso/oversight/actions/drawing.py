"""Charts are drawn for review: a period of a clinician once, by a seed that is kept."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID, uuid4

from django.utils import timezone

from openmso.authority.facts.people import Person
from openmso.foundation.actor import Actor
from openmso.foundation.door import action
from openmso.foundation.register import RefusedError, row_named, rows_named
from openmso.foundation.rules.sides import Side
from openmso.oversight.facts import judge_of
from openmso.oversight.models import Draw, Review
from openmso.oversight.queries.drawing import (
    charts_of,
    clinicians_with_charts,
    is_doubled,
    period_over,
    reviewer_of,
    shares_asked,
)
from openmso.oversight.rules.reviews import DUE_AFTER, HOUSE_SHARE, Drawn, draw, month_of, quota


@action(Side.CLINICAL)
def draw_month(*, by: Actor, why: str, day: date, today: date | None = None) -> int:
    """Draw the charts of everybody who did something in the month of a day; how many draws there are then. Drawn once, it stays."""
    first, until = month_of(day)
    people = clinicians_with_charts(by, first, until)
    for one in people:
        draw_reviews(by=by, why=why, clinician=one, day=day, today=today)
    return len(people)


@action(Side.CLINICAL)
def draw_reviews(
    *, by: Actor, why: str, clinician: str, day: date, seed: str = "", today: date | None = None
) -> str:
    """Draw the charts of a clinician of the month of a day; the draw that is there, if there is one. Refused before the month is over everywhere, and where there is no chart."""
    del why
    first, until = month_of(day)
    person = row_named(by, Person, "clinician", clinician)
    there = Draw.objects.filter(network=by.network, clinician_id=person.id, first=first).first()
    if there is not None:
        return str(there.code)
    now = today or timezone.now().date()
    if not period_over(until, now):
        raise RefusedError.at("day", "that month is not over everywhere yet", "draw it after its last day")
    charts = charts_of(by, clinician, first, until)
    if not charts:
        raise RefusedError.at("clinician", "they have no chart in that month", "another month")
    judge, _ = judge_of(by)
    shares, doubled = shares_asked(judge, clinician, first), is_doubled(by, clinician, first)
    wanted, sown = quota(len(charts), shares, doubled=doubled), seed or secrets.token_hex(16)
    row = Draw.objects.create(
        network_id=by.network,
        code=f"draw-{uuid4().hex}",
        clinician_id=person.id,
        first=first,
        until=until,
        seed=sown,
        population=len(charts),
        quota=wanted,
        share=max((HOUSE_SHARE, *shares)),
        doubled=doubled,
        drawn_at=timezone.now(),
    )
    add_reviews(by, row, clinician, draw(sown, charts, wanted), now)
    return str(row.code)


def add_reviews(by: Actor, row: Draw, clinician: str, drawn: Iterable[Drawn], today: date) -> None:
    """Write down that these charts are to be read, each by who reads the charts of this clinician at its site. Inside an action only."""
    chosen = list(drawn)
    sites = {one.chart.site for one in chosen}
    readers = {one: reviewer_of(by, clinician, one, today) for one in sites}
    people = rows_named(by, Person, "reviewer", {one for one in readers.values() if one})
    Review.objects.bulk_create(
        Review(
            network_id=by.network,
            code=f"review-{uuid4().hex}",
            draw=row,
            chart=one.chart.code,
            source=one.chart.source,
            clinician_id=row.clinician_id,
            reviewer_id=_id(people, readers[one.chart.site]),
            strata=list(one.strata),
            due=today + DUE_AFTER,
        )
        for one in chosen
    )


def _id(people: Mapping[str, Person], code: str) -> UUID | None:
    return people[code].id if code else None  # type: ignore[return-value] # a record's row, whose key is a UUID
