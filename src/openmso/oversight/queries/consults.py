"""Questions to directors: which wait for an answer, until when, from whom; one with its words for those it is between."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import F, Q, QuerySet

from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.foundation.register import NotThereError
from openmso.foundation.rules.sides import Side
from openmso.oversight.facts.notes import Note, notes_of
from openmso.oversight.models import Consult
from openmso.oversight.queries.appointed import directors_of
from openmso.oversight.rules.consults import Step, Times, times

MANY = 200
"""So many questions one page shows at most."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question. Moments by the clock of its site; `words` for those it is between, nothing for anybody else."""

    code: str
    site: str
    asked_by: str
    chart: str
    urgent: bool
    at: datetime
    steps: tuple[Step, ...]
    due: datetime
    answered: datetime | None
    answered_by: str
    closed: datetime | None
    words: tuple[Note, ...] = ()
    may_read: bool = False

    @property
    def waits(self) -> bool:
        """Whether nobody has answered it, and it is not closed."""
        return self.answered is None and self.closed is None

    @property
    def of(self) -> str:
        """Who is to answer it now."""
        return self.steps[-1].to

    def late(self, now: datetime) -> bool:
        """Whether the time of the first who was asked is over without an answer, or the answer came after it."""
        return (self.answered or self.closed or now) > self.steps[0].due


def questions(
    by: Actor, *, person: str = "", closed: bool = False, sites: Collection[str] | None = None
) -> tuple[Asked, ...]:
    """Questions that are open, those first that wait longest beyond their time (or the closed ones, the last first): all, or those somebody asked or is asked, or of sites."""
    with seeing(by):
        rows = _rows(by).filter(closed_at__isnull=not closed)
        if person:
            rows = rows.filter(Q(asked_by__code=person) | Q(steps__contains=[{"to": person}]))
        if sites is not None:
            rows = rows.filter(site__code__in=list(sites))
        order = ("-closed_at",) if closed else (F("answered_at").desc(nulls_first=True), "due_at")
        return tuple(_asked(one) for one in rows.order_by(*order, "code")[:MANY])


def question(by: Actor, code: str, today: date) -> Asked:
    """One question, with its words for who asked, was asked, or directs the site. Raises `NotThereError`."""
    with seeing(by):
        row = _rows(by).filter(code=code).first()
        if row is None:
            raise NotThereError(Consult, code)
        may = by.side in (Side.CLINICAL, Side.SYSTEM) and by.person in between(by, row, today)
        return _asked(row, notes_of(by, [code]) if may else (), may=may)


def between(by: Actor, row: Consult, today: date) -> frozenset[str]:
    """Whom a question is between: who asked, who was asked, who directs the site."""
    asked = {one["to"] for one in row.steps}
    return frozenset({row.asked_by.code, *asked, *directors_of(by, row.site.code, today)})


def reply_times(by: Actor, since: datetime, until: datetime, *, urgent: bool) -> Times:
    """How long first answers took of what was asked between two moments (CO15)."""
    with seeing(by):
        rows = Consult.objects.filter(
            network=by.network,
            urgent=urgent,
            asked_at__gte=since,
            asked_at__lt=until,
            answered_at__isnull=False,
        )
        return times(rows.values_list(F("answered_at") - F("asked_at"), flat=True))


def answered_in_time(by: Actor, person: str, since: datetime, now: datetime) -> tuple[int, int]:
    """Of what somebody was asked since a moment and whose time is over or who answered: how many they answered in time, of how many."""
    with seeing(by):
        rows = _rows(by).filter(asked_at__gte=since, steps__contains=[{"to": person}])
        found = [_asked(one) for one in rows]
    good = of = 0
    for one in found:
        step = next(each for each in one.steps if each.to == person)
        by_them = one.answered is not None and one.answered_by == person
        if by_them or step.due <= now:
            answered = by_them and one.answered is not None and one.answered <= step.due
            # What somebody else answered within their time asked nothing more of them.
            of += by_them or one.answered is None or one.answered > step.due
            good += answered
    return good, of


def _rows(by: Actor) -> QuerySet[Consult]:
    return Consult.objects.filter(network=by.network).select_related("site", "asked_by", "answered_by")


def _steps(row: Consult, zone: ZoneInfo) -> tuple[Step, ...]:
    """Who was asked, by the clock of a place."""
    return tuple(
        Step(one["to"], *(datetime.fromisoformat(one[name]).astimezone(zone) for name in ("at", "due")))
        for one in row.steps
    )


def _asked(row: Consult, words: tuple[Note, ...] = (), *, may: bool = False) -> Asked:
    zone = ZoneInfo(row.site.zone)

    def here(moment: datetime | None) -> datetime | None:
        return moment.astimezone(zone) if moment else None

    return Asked(
        row.code,
        row.site.code,
        row.asked_by.code,
        row.chart,
        row.urgent,
        row.asked_at.astimezone(zone),
        _steps(row, zone),
        row.due_at.astimezone(zone),
        here(row.answered_at),
        row.answered_by.code if row.answered_by else "",
        here(row.closed_at),
        tuple(replace(one, at=one.at.astimezone(zone)) for one in words),
        may,
    )
