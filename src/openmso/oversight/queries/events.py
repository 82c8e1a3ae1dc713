"""Adverse events with their clocks; what one was, for medicine only; how often there are any."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet

from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.foundation.register import NotThereError
from openmso.foundation.rules.sides import Side
from openmso.oversight.facts.notes import Note, notes_of
from openmso.oversight.models import Act, Event, EventAction, EventDetail, EventReport
from openmso.oversight.queries.appointed import directed_by
from openmso.oversight.queries.happened import happened, left_of
from openmso.oversight.rules.events import (
    AUTHORITIES,
    GRAVE,
    Clock,
    Standing,
    clocks,
    keeps_open,
    per_thousand,
    too_quiet,
)

MANY = 200
"""So many events one page shows at most."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An event as everybody of the network may see it. Moments are by the clock of its site; `kind` is for medicine only."""

    code: str
    site: str
    zone: str
    person: str
    procedure: str
    chart: str
    act: str
    grade: int
    state: str
    recognized: datetime
    onset: datetime | None
    treated: datetime | None
    reported: datetime
    reported_by: str
    told: datetime | None
    told_to: str
    told_how: str
    disclosed: datetime | None
    cause: str
    outcome: str
    closed: datetime | None
    closed_by: str
    clocks: tuple[Clock, ...]
    kind: str = ""

    def late(self, now: datetime) -> int:
        """How many of its clocks are late and still open."""
        return sum(one.done is None and one.standing(now) is Standing.LATE for one in self.clocks)

    @property
    def next(self) -> Clock | None:
        """What is due first of what is open."""
        return next((one for one in self.clocks if one.done is None), None)

    @property
    def grave(self) -> bool:
        """Whether cause and disclosure are due."""
        return self.grade >= GRAVE


@dataclass(frozen=True, slots=True)
class Report:
    """A report outside: to whom, by which duty, until when, and what was decided."""

    code: str
    to: str
    duty: str
    due: datetime
    rule: str
    decision: str
    sent_on: date | None
    number: str


@dataclass(frozen=True, slots=True)
class Task:
    """A corrective action: whose, how strong, until when, whether it is done and works. `words` for medicine only."""

    code: str
    owner: str
    strength: str
    due: date
    done: date | None
    works: bool | None
    words: str


@dataclass(frozen=True, slots=True)
class Whole:
    """All of one event. `notes`, `circumstances`, `product` and `lot` are there for medicine only. `still`: what keeps it open."""

    seen: Seen
    reports: tuple[Report, ...]
    tasks: tuple[Task, ...]
    still: tuple[str, ...]
    circumstances: tuple[str, ...] = ()
    product: str = ""
    lot: str = ""
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Rates:
    """Events and acts of a time. `by_grade`: events and how many per 1,000 acts; `by_procedure`: events, acts, per 1,000, those first with most."""

    events: int
    acts: int
    rate: float | None
    quiet: bool
    by_grade: tuple[tuple[int, int, float | None], ...] = ()
    by_procedure: tuple[tuple[str, int, int, float | None], ...] = field(default=())


def events(by: Actor, now: datetime, *, closed: bool = False) -> tuple[Seen, ...]:
    """The events that are open, those first that are latest; or the closed ones, newest first."""
    with seeing(by):
        rows = Event.objects.filter(network=by.network)
        rows = (
            rows.filter(state="closed").order_by("-closed_at")
            if closed
            else rows.exclude(state="closed").order_by("recognized_at")
        )
        found = _seen(by, rows[:MANY])
    if closed:
        return found
    last = datetime.max.replace(tzinfo=now.tzinfo)
    return tuple(sorted(found, key=lambda one: (one.next.due if one.next else last, one.code)))


def open_events_of(by: Actor, person: str, now: datetime) -> tuple[Seen, ...]:
    """The open events at the sites that somebody directs."""
    sites = directed_by(by, person, now.date())
    return tuple(one for one in events(by, now) if one.site in sites)


def event(by: Actor, code: str) -> Whole:
    """One event with all of it that the actor may see. Raises `NotThereError`."""
    with seeing(by):
        row = _with_names(Event.objects.filter(network=by.network, code=code)).first()
        if row is None:
            raise NotThereError(Event, code)
        (seen,) = _seen(by, [row])
        still = keeps_open(happened(row), left_of(by, row), row.outcome)
        reports = tuple(
            _report(one) for one in EventReport.objects.filter(event=row).order_by("due_at", "to")
        )
        detail = EventDetail.objects.filter(code=code).first() if _medicine(by) else None
        notes = notes_of(by, [code]) if _medicine(by) else ()
        rows = EventAction.objects.filter(event=row).select_related("owner").order_by("due_on", "code")
        words = {one.about: one.text for one in notes}
        tasks = tuple(_task(one, words.get(f"action:{one.code}", "")) for one in rows)
    if detail is None:
        return Whole(seen, reports, tasks, still)
    shown = tuple(one for one in notes if not one.about.startswith("action:"))
    return Whole(seen, reports, tasks, still, tuple(detail.circumstances), detail.product, detail.lot, shown)


def rates(by: Actor, since: date, until: date) -> Rates:
    """How often something went wrong on the days from `since` to `until`, both included, by grade and by procedure (CO18)."""
    with seeing(by):
        in_time = Q(network=by.network, recognized_at__date__gte=since, recognized_at__date__lte=until)
        said = list(Event.objects.filter(in_time).values_list("grade", "procedure"))
        done = Act.objects.filter(network=by.network, on__gte=since, on__lte=until)
        acts = dict(done.values_list("procedure").annotate(Count("id")))
    all_acts = sum(acts.values())
    by_grade = tuple(
        (grade, count, per_thousand(count, all_acts))
        for grade in range(1, 6)
        for count in [sum(one == grade for one, _ in said)]
    )
    procedures = sorted({procedure for _, procedure in said if procedure})
    counted = [(one, sum(at == one for _, at in said), acts.get(one, 0)) for one in procedures]
    by_procedure = tuple(
        (one, n, of, per_thousand(n, of)) for one, n, of in sorted(counted, key=lambda row: -row[1])
    )
    return Rates(
        len(said),
        all_acts,
        per_thousand(len(said), all_acts),
        too_quiet(len(said), all_acts),
        by_grade,
        by_procedure,
    )


def acts_to_report_on(
    by: Actor, since: date, person: str = "", sites: Collection[str] = (), act: str = ""
) -> tuple[Act, ...]:
    """The acts that something may have followed: the one named, then the person's own since a day, then others at these sites; newest first."""
    with seeing(by):
        rows = Act.objects.filter(network=by.network).select_related("person", "site").order_by("-at")
        late = rows.filter(on__gte=since).exclude(code=act)
        named = list(rows.filter(code=act)) if act else []
        own = list(late.filter(person__code=person)[:30]) if person else []
        others = list(late.exclude(person__code=person).filter(site__code__in=list(sites))[:30])
    return (*named, *own, *others)


def _medicine(by: Actor) -> bool:
    return by.side in (Side.CLINICAL, Side.SYSTEM)


def _with_names(rows: QuerySet[Event]) -> QuerySet[Event]:
    return rows.select_related("site", "person", "told_to", "reported_by", "closed_by")


def _seen(by: Actor, rows: QuerySet[Event] | Iterable[Event]) -> tuple[Seen, ...]:
    """Rows as everybody may see them, with the clocks of their reports; three statements at most."""
    listed = list(_with_names(rows) if isinstance(rows, QuerySet) else rows)
    ids = [row.id for row in listed]
    kinds: dict[str, str] = {}
    if _medicine(by):
        kinds = dict(EventDetail.objects.filter(event__in=ids).values_list("code", "kind"))
    reports: dict[Any, list[Clock]] = {}
    for one in EventReport.objects.filter(event__in=ids).order_by("due_at"):
        reports.setdefault(one.event_id, []).append(
            Clock(
                f"report:{one.to}",
                f"{AUTHORITIES.get(one.to, one.to)}: decide",
                one.due_at,
                one.rule,
                one.decided_at,
            )
        )
    return tuple(_one(row, reports.get(row.id, []), kinds.get(row.code, "")) for row in listed)


def _one(row: Event, reports: list[Clock], kind: str) -> Seen:
    zone = ZoneInfo(row.site.zone)

    def here(moment: datetime | None) -> datetime | None:
        return moment.astimezone(zone) if moment else None

    found = sorted([*clocks(happened(row)), *reports], key=lambda one: one.due)
    return Seen(
        row.code,
        row.site.code,
        row.site.zone,
        row.person.code if row.person else "",
        row.procedure,
        row.chart,
        row.act,
        row.grade,
        row.state,
        row.recognized_at.astimezone(zone),
        here(row.onset_at),
        here(row.treated_at),
        row.reported_at.astimezone(zone),
        row.reported_by.code if row.reported_by else "",
        here(row.told_at),
        row.told_to.code if row.told_to else "",
        row.told_how,
        here(row.disclosed_at),
        row.cause,
        row.outcome,
        here(row.closed_at),
        row.closed_by.code if row.closed_by else "",
        tuple(Clock(one.name, one.said, one.due.astimezone(zone), one.rule, here(one.done)) for one in found),
        kind,
    )


def _report(one: EventReport) -> Report:
    return Report(one.code, one.to, one.duty, one.due_at, one.rule, one.decision, one.sent_on, one.number)


def _task(one: EventAction, words: str) -> Task:
    return Task(one.code, one.owner.code, one.strength, one.due_on, one.done_on, one.works, words)
