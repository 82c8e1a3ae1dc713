"""Chart reviews: what waits for a reader, one of them, the draws of a month, corrections; and how well it goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median
from typing import Final
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.foundation.register import NotThereError
from openmso.foundation.rules.sides import Side
from openmso.oversight.facts.notes import Note, notes_of
from openmso.oversight.models import Act, Capa, Draw, Review, ReviewSheet
from openmso.oversight.queries.drawing import charts_of
from openmso.oversight.rules.reviews import ITEMS, PARTS, draw

COUNTED: Final = ("drawn", "done", "unreadable", "late")
READERS: Final = (Side.CLINICAL, Side.SYSTEM)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A chart that is to be read."""

    code: str
    chart: str
    source: str
    clinician: str
    reviewer: str
    strata: tuple[str, ...]
    due: date
    state: str
    opened_at: datetime | None
    done_at: datetime | None

    def late(self, today: date) -> bool:
        """Whether it should have been read by now."""
        return self.state in ("due", "open") and self.due < today


@dataclass(frozen=True, slots=True)
class Read:
    """A review with what was found so far. `acts`: procedure and day of what stands in the chart; `items` by `part.item`."""

    review: Waiting
    acts: tuple[tuple[str, date, str], ...]
    parts: Mapping[str, str]
    items: Mapping[str, str]
    saw: int
    level: int | None
    notes: tuple[Note, ...]

    @property
    def following(self) -> str:
        """The first part that is not scored yet."""
        return next((one for one in PARTS if one not in self.parts), "")

    def scores(self, part: str) -> dict[str, str]:
        """The scores of a part so far."""
        return {item: self.items.get(f"{part}.{item}", "") for item in ITEMS[part]}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A draw, and how far it is read. `days`: from draw to reading, in the middle; None while nothing was read."""

    code: str
    clinician: str
    first: date
    population: int
    quota: int
    share: int
    doubled: bool
    seed: str
    drawn: int
    done: int
    unreadable: int
    late: int
    activity: str
    days: float | None


@dataclass(frozen=True, slots=True)
class Correction:
    """What a grave finding asks for. `said`: its words, for medicine only."""

    code: str
    review: str
    clinician: str
    owner: str
    state: str
    due: date
    said: tuple[Note, ...]


def queue(by: Actor, *, mine: bool = True, most: int = 200) -> tuple[Waiting, ...]:
    """What waits to be read, the most urgent first: of the actor, or of everybody."""
    with seeing(by):
        rows = _reviews(by).filter(state__in=("due", "open"))
        if mine:
            rows = rows.filter(reviewer__code=by.person or "")
        return tuple(_waiting(one) for one in rows.order_by("due", "code")[:most])


def review(by: Actor, code: str) -> Read:
    """One review, for medicine. Raises `NotThereError`."""
    with seeing(by):
        row = _reviews(by).filter(code=code).first()
        if row is None:
            raise NotThereError(Review, code)
        sheet = ReviewSheet.objects.filter(network=by.network, code=code).first()
        acts = Act.objects.filter(network=by.network, chart=row.chart, source=row.source).order_by(
            "at", "code"
        )
        return Read(
            _waiting(row),
            tuple(acts.values_list("procedure", "on", "outcome")),
            sheet.parts if sheet else {},
            sheet.items if sheet else {},
            len(sheet.saw) if sheet else 0,
            sheet.level if sheet else None,
            notes_of(by, [code]),
        )


def draws(by: Actor, today: date, first: date | None = None) -> tuple[Drawn, ...]:
    """The draws of a month, or of all, the last first: how many charts, how many read, which are late."""
    waits = Q(state__in=("due", "open"))
    with seeing(by):
        rows = Draw.objects.filter(network=by.network, **({"first": first} if first else {}))
        rows = rows.select_related("clinician").order_by("-first", "clinician__code")
        kept = list(rows[:500])
        reviews = Review.objects.filter(draw__in=kept)
        counts: dict[UUID, dict[str, int]] = {}
        for key, *numbers in (
            reviews.values("draw")
            .annotate(
                drawn=Count("id"),
                done=Count("id", filter=Q(state="done")),
                unreadable=Count("id", filter=Q(state="unreadable")),
                late=Count("id", filter=waits & Q(due__lt=today)),
            )
            .values_list("draw", *COUNTED)
        ):
            counts[key] = dict(zip(COUNTED, numbers, strict=True))
        spans: dict[UUID, list[float]] = {}
        read = reviews.filter(done_at__isnull=False, state="done").select_related("draw")
        for one in read.only("done_at", "draw__drawn_at"):
            took = (one.done_at or one.draw.drawn_at) - one.draw.drawn_at
            spans.setdefault(one.draw_id, []).append(took.total_seconds() / 86_400)
    return tuple(_drawn(one, counts.get(one.id, {}), spans.get(one.id, [])) for one in kept)


def _drawn(row: Draw, count: Mapping[str, int], spans: list[float]) -> Drawn:
    return Drawn(
        row.code,
        row.clinician.code,
        row.first,
        row.population,
        row.quota,
        row.share,
        row.doubled,
        row.seed,
        activity=row.activity,
        days=round(median(spans), 1) if spans else None,
        **{name: count.get(name, 0) for name in COUNTED},
    )


@dataclass(frozen=True, slots=True)
class Again:
    """A draw, drawn again from its seed. `same`: whether the same charts come out, those read in the place of others aside."""

    draw: Drawn
    reviews: tuple[Waiting, ...]
    same: bool


def again(by: Actor, code: str, today: date) -> Again:
    """Draw a draw again, and compare. Raises `NotThereError`."""
    with seeing(by):
        row = Draw.objects.select_related("clinician").filter(network=by.network, code=code).first()
        if row is None:
            raise NotThereError(Draw, code)
        charts = charts_of(by, row.clinician.code, row.first, row.until)
        reviews = tuple(_waiting(one) for one in _reviews(by).filter(draw=row).order_by("due", "code"))
    drawn = {one.chart.code for one in draw(row.seed, charts, row.quota)}
    there = {one.chart for one in reviews if "instead" not in one.strata}
    # An act may be marked after the draw, as when something goes wrong later: its chart is drawn by the next month's rules only.
    found = next(one for one in draws(by, today, row.first) if one.code == code)
    return Again(found, reviews, there <= drawn)


def corrections(by: Actor, *, closed: bool = False) -> tuple[Correction, ...]:
    """Corrections that are open (or closed), the first due first."""
    with seeing(by):
        rows = Capa.objects.filter(network=by.network).select_related("review", "clinician", "owner")
        rows = rows.filter(state="closed") if closed else rows.exclude(state="closed")
        kept = list(rows.order_by("due", "code")[:200])
        words = notes_of_each(by, [one.code for one in kept])
    return tuple(
        Correction(
            one.code,
            one.review.code,
            one.clinician.code,
            one.owner.code,
            one.state,
            one.due,
            words.get(one.code, ()),
        )
        for one in kept
    )


def notes_of_each(by: Actor, codes: list[str]) -> dict[str, tuple[Note, ...]]:
    """The words about each of these, for medicine; nothing for anybody else."""
    if by.side not in READERS:
        return {}
    return {one: notes_of(by, [one]) for one in codes}


def _reviews(by: Actor) -> QuerySet[Review]:
    return Review.objects.filter(network=by.network).select_related("clinician", "reviewer")


def _waiting(row: Review) -> Waiting:
    return Waiting(
        row.code,
        row.chart,
        row.source,
        row.clinician.code,
        row.reviewer.code if row.reviewer else "",
        tuple(row.strata),
        row.due,
        row.state,
        row.opened_at,
        row.done_at,
    )
