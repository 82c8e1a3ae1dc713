"""An adverse event is reported, the director told, the patient called; whoever is there and treats may say so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.db import connection
from django.utils import timezone

from openmso.authority.facts.people import Person
from openmso.authority.facts.structure import Site
from openmso.authority.law import FEDERAL
from openmso.authority.terms import Confidence
from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError, action
from openmso.foundation.register import NotThereError, RefusedError, row_named
from openmso.foundation.rules.purposes import DECIDING
from openmso.foundation.rules.sides import Side
from openmso.oversight.actions.acts import mark_acts
from openmso.oversight.facts import judge_of
from openmso.oversight.facts.notes import write_note
from openmso.oversight.models import Act, Event, EventDetail, EventReport
from openmso.oversight.queries.appointed import directors_of
from openmso.oversight.rules.events import (
    CIRCUMSTANCES,
    CONTACTS,
    DEATH,
    GRADES,
    GRAVE,
    HOWS,
    KINDS,
    NAMES,
    Case,
    Duty,
    outside,
    too_early,
)
from openmso.structure.queries import sites_of
from openmso.timeline.calendar import civil_day
from openmso.words.states import state
from openmso.workforce.queries import decided, givers

TOPIC: Final = "serious_adverse_events"
"""Under which key of `duty.rule` the law pack says who is told."""
LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


@dataclass(frozen=True, slots=True)
class Reported:
    """What went wrong. With `act` site, person, procedure and chart are those of the act; else a site is named. Moments are aware."""

    grade: int
    kind: str
    recognized: datetime
    act: str = ""
    site: str = ""
    person: str = ""
    procedure: str = ""
    chart: str = ""
    onset: datetime | None = None
    treated: datetime | None = None
    circumstances: frozenset[str] = frozenset()
    product: str = ""
    lot: str = ""
    description: str = ""
    care: str = ""


@action(Side.CLINICAL)
def report_event(*, by: Actor, why: str, reported: Reported, now: datetime | None = None) -> str:
    """Report an adverse event; its id. Every act of its chart is marked. Told again in the same words of code, it is the event that is there."""
    moment = now or timezone.now()
    _sound(reported, moment)
    act = _act(by, reported.act) if reported.act else None
    site = act.site if act else row_named(by, Site, "site", reported.site)
    person = (
        act.person_id
        if act
        else row_named(by, Person, "person", reported.person).id
        if reported.person
        else None
    )
    chart, procedure = (act.chart, act.procedure) if act else (reported.chart, reported.procedure)
    _one_after_another(by, site.code)
    who = self_of(by)
    same = {
        "site": site,
        "chart": chart,
        "act": reported.act,
        "recognized_at": reported.recognized,
        "reported_by_id": who,
    }
    found = EventDetail.objects.filter(
        network=by.network, kind=reported.kind, **{f"event__{name}": value for name, value in same.items()}
    ).first()
    if found is not None:
        return str(found.code)
    event = Event.objects.create(
        network_id=by.network,
        code=f"event-{uuid4().hex}",
        person_id=person,
        procedure=procedure,
        grade=reported.grade,
        grave_at=reported.recognized if reported.grade >= GRAVE else None,
        onset_at=reported.onset,
        treated_at=reported.treated,
        reported_at=moment,
        **same,
    )
    detail = _detail(by, event, reported)
    for about, text in (("description", reported.description), ("care", reported.care)):
        write_note(by, event.code, about, text, person=who, at=moment)
    seed_reports(by, event, detail)
    if chart:
        mark_acts(by=by, why=why, chart=chart, marks=["adverse_event"])
    return event.code


def _sound(reported: Reported, moment: datetime) -> None:
    """Raises for what is no event that happened."""
    known: list[tuple[str, Any, Any]] = [("grade", reported.grade, GRADES), ("kind", reported.kind, KINDS)]
    known += [("circumstances", one, CIRCUMSTANCES) for one in reported.circumstances]
    for field, value, allowed in known:
        if value not in allowed:
            raise RefusedError.at(field, f'"{value}" is none', f"one of {', '.join(map(str, allowed))}")
    if not (reported.act or reported.site):
        raise RefusedError.at("site", "nobody knows where it happened", "name the treatment, or the site")
    past(moment, recognized=reported.recognized, onset=reported.onset, treated=reported.treated)
    for field, first, then in (
        ("recognized", reported.onset, reported.recognized),
        ("treated", reported.onset, reported.treated),
    ):
        if first and then and then < first:
            raise RefusedError.at(field, "that is before it began", "a moment after the onset")


def past(now: datetime, **moments: datetime | None) -> None:
    """Raises for a moment without offset, or one still to come. A clock may be a minute off."""
    for field, one in moments.items():
        if one is not None and one.utcoffset() is None:
            raise RefusedError.at(
                field, "the moment has no offset", "a moment such as 2026-11-24T09:00:00-06:00"
            )
        if one is not None and one > now + timedelta(minutes=1):
            raise RefusedError.at(field, "that is still to come", "a moment that is past")


def _act(by: Actor, code: str) -> Act:
    row = Act.objects.select_related("site").filter(network=by.network, code=code).first()
    if row is None:
        raise RefusedError.at("act", f'there is no act "{code}"', "another treatment, or name the site")
    return row


def _one_after_another(by: Actor, site: str) -> None:
    """Of two who report at a site at once, the second sees what the first one wrote."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [f"{by.network}/events/{site}"])


def _detail(by: Actor, event: Event, reported: Reported) -> EventDetail:
    return EventDetail.objects.create(
        network_id=by.network,
        code=event.code,
        event=event,
        kind=reported.kind,
        circumstances=sorted(reported.circumstances),
        product=reported.product.strip(),
        lot=reported.lot.strip(),
    )


def seed_reports(by: Actor, event: Event, detail: EventDetail) -> None:
    """Put down which reports outside may be due now; those that are there stay as they are."""
    (site,) = sites_of(by, named=[event.site.code])
    day = civil_day(event.recognized_at, ZoneInfo(site.zone)).toordinal()
    judge, _ = judge_of(by)
    duties = []
    for place in (FEDERAL, site.state):
        reading = judge.law.reading(place, "duty.rule", day, TOPIC)
        if reading.statement is not None and reading.value:
            sure = reading.trusted(Confidence.HIGH)
            duties.append(Duty(place, reading.value.get("details") or {}, reading.statement.cite, sure))
    case = Case(
        event.grade,
        frozenset(detail.circumstances),
        event.recognized_at,
        event.onset_at,
        site.state,
        site.setting,
        state(site.state),
    )
    there = set(EventReport.objects.filter(network=by.network, event=event).values_list("to", flat=True))
    for one in outside(case, duties):
        if one.to not in there:
            there.add(one.to)
            EventReport.objects.create(
                network_id=by.network,
                code=f"eventreport-{uuid4().hex}",
                event=event,
                to=one.to,
                duty=one.duty,
                due_at=one.due,
                rule=one.rule[:300],
            )


@action(Side.CLINICAL)
def tell_director(
    *,
    by: Actor,
    why: str,
    event: str,
    to: str,
    how: str,
    at: datetime,
    advice: str = "",
    now: datetime | None = None,
) -> None:
    """Say that the director was told, when and how, and what they advised. Refused for whoever does not direct the site that day."""
    del why
    row, moment = open_event(by, event), now or timezone.now()
    if row.told_at is not None:
        raise RefusedError.at("event", "the director was told already", "write more to what happened")
    if how not in HOWS:
        raise RefusedError.at("how", f'"{how}" is no way to tell', f"one of {', '.join(HOWS)}")
    past(moment, at=at)
    _not_before(row, at)
    day = civil_day(at, ZoneInfo(row.site.zone))
    directing = directors_of(by, row.site.code, day)
    if to not in directing:
        raise RefusedError.at(
            "to", "they do not direct the site that day", f"one of {', '.join(directing) or 'nobody'}"
        )
    row.told_at, row.told_how, row.told_to_id = at, how, row_named(by, Person, "to", to).id
    row.state = "told"
    row.save(update_fields=["told_at", "told_how", "told_to", "state"])
    write_note(by, event, "advice", advice, person=self_of(by), at=moment)


@action(Side.CLINICAL)
def contact_patient(
    *,
    by: Actor,
    why: str,
    event: str,
    step: str,
    at: datetime,
    reached: bool,
    said: str = "",
    now: datetime | None = None,
) -> None:
    """Say that the patient was contacted, or that it was tried. Refused before the step before it was due."""
    del why
    row, moment = open_event(by, event), now or timezone.now()
    if step not in CONTACTS:
        raise RefusedError.at("step", f'"{step}" is no step', f"one of {', '.join(CONTACTS)}")
    if row.grade == DEATH:
        raise RefusedError.at("step", "nobody is called after a death", "tell the family")
    if any(one["step"] == step and one["reached"] for one in row.contacts):
        raise RefusedError.at("step", "they were reached then", "another step")
    past(moment, at=at)
    _not_before(row, at)
    if too_early(step, row.recognized_at, at):
        raise RefusedError.at(
            "step", f"it is too early for the contact after {NAMES[step]}", "the step before it"
        )
    row.contacts = [
        *row.contacts,
        {"step": step, "at": at.isoformat(), "person": by.person or "", "reached": reached},
    ]
    row.save(update_fields=["contacts"])
    write_note(by, event, f"contact:{step}", said, person=self_of(by), at=moment)


@action(Side.CLINICAL)
def disclose_event(
    *, by: Actor, why: str, event: str, at: datetime, said: str = "", now: datetime | None = None
) -> None:
    """Say that patient or family were told what happened."""
    del why
    row, moment = open_event(by, event), now or timezone.now()
    if row.disclosed_at is not None:
        raise RefusedError.at("event", "they were told already", "write more to what happened")
    past(moment, at=at)
    _not_before(row, at)
    row.disclosed_at, row.disclosed_by_id = at, self_of(by)
    row.save(update_fields=["disclosed_at", "disclosed_by"])
    write_note(by, event, "disclosure", said, person=self_of(by), at=moment)


@action(Side.CLINICAL)
def regrade_event(
    *, by: Actor, why: str, event: str, grade: int, reason: str, now: datetime | None = None
) -> None:
    """Change the grade, with a reason. Anybody of medicine raises it; to lower it takes whoever decides, for duties go with it."""
    del why
    row, moment = open_event(by, event), now or timezone.now()
    if grade not in GRADES or grade == row.grade:
        raise RefusedError.at("grade", f"{grade} is no other grade", "another one from 1 to 5")
    if not reason.strip():
        raise RefusedError.at("reason", "nobody knows why", "say what shows the other grade")
    if grade < row.grade:
        deciding(by, row, "lower the grade of an event", now)
    write_note(by, event, f"grade:{row.grade}-{grade}", reason, person=self_of(by), at=moment)
    row.grave_at = None if grade < GRAVE else row.grave_at or moment
    row.grade = grade
    row.save(update_fields=["grade", "grave_at"])
    seed_reports(by, row, EventDetail.objects.get(network=by.network, code=event))


@action(Side.CLINICAL)
def add_to_event(*, by: Actor, why: str, event: str, text: str, now: datetime | None = None) -> None:
    """Write more to what happened. What was written before stays."""
    del why
    row = open_event(by, event)
    if not text.strip():
        raise RefusedError.at("text", "there are no words", "say what is to be added")
    write_note(by, row.code, "more", text, person=self_of(by), at=now or timezone.now())


def open_event(by: Actor, code: str) -> Event:
    """The row of an event, locked. Raises `NotThereError`, and refuses for one that is closed."""
    rows = Event.objects.select_for_update(of=("self",)).select_related("site", "person")
    row = rows.filter(network=by.network, code=code).first()
    if row is None:
        raise NotThereError(Event, code)
    if row.state == "closed":
        raise RefusedError.at("event", "it is closed", "open it again, with a reason")
    return row


def deciding(by: Actor, row: Event, what: str, now: datetime | None) -> None:
    """Raises for whoever does not decide in medicine, with a license in force where the event was."""
    deciding_at(by, row.site.code, what, now)


def deciding_at(by: Actor, site: str, what: str, now: datetime | None) -> None:
    """Raises for whoever does not decide in medicine, with a license in force at the site."""
    if by.side is not Side.SYSTEM and by.post not in DECIDING:
        raise WrongHandsError(f"to {what} takes a physician, nurse practitioner or physician assistant")
    decided(by, what, sites_of(by, named=[site]), givers, now=now)


def decides_at(by: Actor, site: str) -> bool:
    """Whether they decide in medicine at a site now: pages show only what is not refused."""
    try:
        deciding_at(by, site, "decide", None)
    except WrongHandsError:
        return False
    return True


def self_of(by: Actor) -> UUID | None:
    """The row of whoever acts among the network's people; none for the system."""
    if not by.person:
        return None
    found: UUID = row_named(by, Person, "person", by.person).id
    return found


def _not_before(row: Event, at: datetime) -> None:
    # A clock of the phone and the form's minutes: what is said to be of the same minute is after it.
    if at < row.recognized_at.replace(second=0, microsecond=0):
        raise RefusedError.at("at", "that is before it was noticed", "a moment after that")
