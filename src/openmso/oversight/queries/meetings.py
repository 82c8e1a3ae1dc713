"""Meetings and visits: which are due by law, paper or custom, what is on their agenda, and each with what was decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from openmso.authority.asked import asked
from openmso.authority.facts.oversight import Activity, Agreement, Protocol
from openmso.authority.facts.people import Engagement
from openmso.authority.facts.structure import Site
from openmso.authority.judge import Judge
from openmso.authority.terms import PRACTITIONERS
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.foundation.register import NotThereError
from openmso.foundation.rules.sides import Side
from openmso.oversight.facts import judge_of
from openmso.oversight.facts.notes import Note, notes_of
from openmso.oversight.models import Meeting, Review, SiteVisit
from openmso.oversight.queries.appointed import directing, sites_directed
from openmso.oversight.queries.events import events
from openmso.oversight.queries.papers import desk_of
from openmso.oversight.rules.meetings import VISIT_EVERY, Cadence, cadence, due_on

CHANGED_WITHIN: Final = timedelta(days=92)
"""So far back a protocol counts as changed, and a finding of a visit as open to talk about."""


@dataclass(frozen=True, slots=True)
class MeetingDue:
    """A clinician and the physician they have an agreement with: when they met last, and until when they meet again."""

    person: str
    physician: str
    last: date | None
    due: date
    cadence: Cadence


@dataclass(frozen=True, slots=True)
class VisitDue:
    """A site: who directs it, when one of them was there last, and until when the next visit is."""

    site: Site
    directors: tuple[str, ...]
    last: date | None
    due: date
    cadence: Cadence


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided: whose it is, until when, whether it is done. `words` for medicine only."""

    number: int
    owner: str
    due: date
    done: date | None
    words: str


@dataclass(frozen=True, slots=True)
class Met:
    """A meeting. `signed`: who has signed it; `notes` for medicine only."""

    code: str
    kind: str
    physician: str
    invited: tuple[str, ...]
    attendees: tuple[str, ...]
    planned_on: date
    held_on: date | None
    mode: str
    agenda: tuple[Mapping[str, Any], ...]
    decisions: tuple[Decision, ...]
    signed: tuple[str, ...]
    state: str
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Visited:
    """A visit of a director to a site. Moments by the clock of the site. `words`: of its findings, by item, for medicine only."""

    code: str
    site: str
    zone: str
    physician: str
    came: datetime
    left: datetime | None
    items: tuple[tuple[str, str], ...]
    signed_on: date | None
    words: Mapping[str, str]

    @property
    def findings(self) -> int:
        """How many findings there were."""
        return sum(found == "finding" for _, found in self.items)


def meetings_due(by: Actor, on: date) -> tuple[MeetingDue, ...]:
    """Every pair under an agreement in force, those first that are due first (CO16)."""
    judge, _ = judge_of(by)
    day = on.toordinal()
    pairs: dict[tuple[str, str], list[Agreement]] = {}
    for one in judge.facts.all(Agreement):
        if day in one.span:
            pairs.setdefault((one.person, one.physician), []).append(one)
    found = [_pair(judge, person, physician, held, on) for (person, physician), held in pairs.items()]
    return tuple(sorted(found, key=lambda one: (one.due, one.person, one.physician)))


def _pair(judge: Judge, person: str, physician: str, held: list[Agreement], on: date) -> MeetingDue:
    began = min((one.span.first for one in held if one.span.first), default=None)
    promised = min((one.meeting_every_days for one in held if one.meeting_every_days), default=None)
    every = cadence([said for one in held for said in _laws(judge, one, on)], promised)
    met = [
        one.on for one in judge.facts.by(Activity, "person", person) if one.kind == "meeting" and one.on <= on
    ]
    last = max(met, default=None)
    return MeetingDue(person, physician, last, due_on(last, began or on, every.days), every)


def _laws(judge: Judge, one: Agreement, on: date) -> Iterator[tuple[int | None, str]]:
    """How often each state wants it in which somebody works under an agreement, and where it says so."""
    day = on.toordinal()
    works = [
        work
        for work in judge.facts.by(Engagement, "person", one.person)
        if work.role in PRACTITIONERS and day in work.span
    ]
    prefix = "pa" if any(work.role == "PA" for work in works) else "np"
    states = {
        site.state
        for site in judge.facts.all(Site)
        if day in site.span
        and (one.sites is None or site.id in one.sites)
        and any(_at(work, site) for work in works)
    }
    for state in sorted(states):
        plain, phased = f"{prefix}.meeting_every_days", f"{prefix}.meeting"
        found = asked(judge.law, one, state, plain=plain, phased=phased, field="every_days").at(day)
        yield found.number, found.reading.statement.cite if found.reading.statement else ""


def _at(work: Engagement, site: Site) -> bool:
    return site.id in work.sites if work.sites is not None else work.organization == site.practice


def visits_due(by: Actor, on: date) -> tuple[VisitDue, ...]:
    """Every open site of bricks that somebody directs, those first that are due first (CO17). A visit counts if who came directs the site."""
    judge, _ = judge_of(by)
    day = on.toordinal()
    found = []
    for site in judge.facts.all(Site):
        directors = directing(judge.facts, site, on) if day in site.span and site.kind != "telehealth" else ()
        if not directors:
            continue
        reading = judge.law.reading(site.state, "medical_director.site_visit_every_days", day)
        law = (
            Cadence(int(reading.value), "law", reading.statement.cite)
            if reading.value and reading.statement
            else None
        )
        every = law or Cadence(VISIT_EVERY, "house")
        was = [
            one.on
            for one in judge.facts.by(Activity, "site", site.id)
            if one.kind == "site_visit"
            and one.site == site.id
            and one.physician in directors
            and one.on <= on
        ]
        last = max(was, default=None)
        found.append(VisitDue(site, directors, last, due_on(last, site.span.first or on, every.days), every))
    return tuple(sorted(found, key=lambda one: (one.due, one.site.name)))


def agenda(by: Actor, physician: str, now: datetime) -> tuple[dict[str, Any], ...]:
    """What the system puts on the agenda of a physician: counts and where to look, no words of a patient."""
    on = now.date()
    judge, _ = judge_of(by)
    directed = sites_directed(judge.facts, physician, on)
    open_ones = [one for one in events(by, now) if one.site in directed]
    lapsing = desk_of(by, physician, on).lapsing
    practices = {one.practice for one in judge.facts.all(Site) if one.id in directed}
    changed = [
        one
        for one in judge.facts.all(Protocol)
        if one.practice in practices and one.span.first and on - CHANGED_WITHIN <= one.span.first <= on
    ]
    with seeing(by):
        rows = Meeting.objects.filter(network=by.network, physician__code=physician).values_list(
            "decisions", flat=True
        )
        undone = sum(not one["done_on"] for decisions in rows for one in decisions)
        unread = Review.objects.filter(
            network=by.network, reviewer__code=physician, state__in=("due", "open"), due__lt=on
        ).count()
        visits = SiteVisit.objects.filter(
            network=by.network, physician__code=physician, came_at__gte=now - CHANGED_WITHIN
        ).values_list("items", flat=True)
        findings = sum(one["found"] == "finding" for items in visits for one in items)
    late = sum(one.late(now) for one in open_ones)
    counted = (
        ("events", len(open_ones), "open adverse events"),
        ("late", late, "clocks of events that are late"),
        ("reviews", unread, "chart reviews that are late"),
        ("papers", len(lapsing), "papers that end within 90 days"),
        ("protocols", len(changed), "protocols that changed within a quarter"),
        ("findings", findings, "findings of visits within a quarter"),
        ("decisions", undone, "decisions that are not done"),
    )
    return tuple({"about": about, "count": count, "said": said} for about, count, said in counted if count)


def meetings(by: Actor, *, limit: int = 60) -> tuple[Met, ...]:
    """Meetings, the newest first."""
    with seeing(by):
        rows = (
            Meeting.objects.filter(network=by.network)
            .select_related("physician")
            .order_by("-planned_on", "-id")
        )
        return tuple(_met(one, ()) for one in rows[:limit])


def meeting(by: Actor, code: str) -> Met:
    """One meeting with all the actor may see. Raises `NotThereError`."""
    with seeing(by):
        row = Meeting.objects.filter(network=by.network, code=code).select_related("physician").first()
        if row is None:
            raise NotThereError(Meeting, code)
        return _met(row, notes_of(by, [code]) if _medicine(by) else ())


def visits(by: Actor, *, limit: int = 60) -> tuple[Visited, ...]:
    """Visits to sites, the newest first."""
    with seeing(by):
        rows = (
            SiteVisit.objects.filter(network=by.network)
            .select_related("physician", "site")
            .order_by("-came_at")
        )
        return tuple(_visited(one, ()) for one in rows[:limit])


def visit(by: Actor, code: str) -> Visited:
    """One visit with all the actor may see. Raises `NotThereError`."""
    with seeing(by):
        row = (
            SiteVisit.objects.filter(network=by.network, code=code)
            .select_related("physician", "site")
            .first()
        )
        if row is None:
            raise NotThereError(SiteVisit, code)
        return _visited(row, notes_of(by, [code]) if _medicine(by) else ())


def _medicine(by: Actor) -> bool:
    return by.side in (Side.CLINICAL, Side.SYSTEM)


def _met(row: Meeting, notes: Iterable[Note]) -> Met:
    listed = tuple(notes)
    words = {one.about: one.text for one in listed}
    decisions = tuple(
        Decision(
            one["number"],
            one["owner"],
            date.fromisoformat(one["due"]),
            date.fromisoformat(one["done_on"]) if one["done_on"] else None,
            words.get(f"decision:{one['number']}", ""),
        )
        for one in row.decisions
    )
    return Met(
        row.code,
        row.kind,
        row.physician.code,
        tuple(row.invited),
        tuple(row.attendees),
        row.planned_on,
        row.held_on,
        row.mode,
        tuple(row.agenda),
        decisions,
        tuple(one["person"] for one in row.signatures),
        row.state,
        tuple(one for one in listed if not one.about.startswith("decision:")),
    )


def _visited(row: SiteVisit, notes: Iterable[Note]) -> Visited:
    zone = ZoneInfo(row.site.zone)
    return Visited(
        row.code,
        row.site.code,
        row.site.zone,
        row.physician.code,
        row.came_at.astimezone(zone),
        row.left_at.astimezone(zone) if row.left_at else None,
        tuple((one["item"], one["found"]) for one in row.items),
        row.signed_on,
        {one.about.removeprefix("item:"): one.text for one in notes},
    )
