"""Directors log their time: on duties they agreed to, within the hours of the office, once, and soon."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from openmso.authority.facts.oversight import Activity, Appointment
from openmso.authority.facts.people import Person
from openmso.authority.facts.structure import Site
from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError, action
from openmso.foundation.register import NotThereError, RefusedError, broken, row_named
from openmso.foundation.rules.sides import Side
from openmso.oversight.actions.register import strike
from openmso.oversight.actions.reviews import record_review
from openmso.oversight.facts import judge_of
from openmso.oversight.models import TimeEntry
from openmso.oversight.queries.hours import logged
from openmso.oversight.rules.hours import DUTIES, OPEN_FOR, Spent, left, sum_of, wrong
from openmso.timeline.calendar import civil_day

LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


@dataclass(frozen=True, slots=True)
class Entry:
    """Time to be logged for an office: on which duty, from when to when (aware), on what, at which site if at one."""

    appointment: str
    duty: str
    began: datetime
    ended: datetime
    said: str
    site: str = ""


@action(Side.CLINICAL)
def log_time(*, by: Actor, why: str, entry: Entry, now: datetime | None = None) -> str:
    """Log time; its code. Stopped, not warned, where it would go beyond the hours of the office in that month.

    Refused for another's office, for a duty that was not agreed, for time logged already, late or to come, and for the words of the entry before.
    """
    moment = now or timezone.now()
    office = _office(by, entry.appointment)
    zone = _zone(by, entry.site)
    if entry.began.utcoffset() is None or entry.ended.utcoffset() is None:
        raise RefusedError.at(
            "began", "the moment has no offset", "a moment such as 2026-11-24T14:10:00-06:00"
        )
    day, today = civil_day(entry.began, zone), civil_day(moment, zone)
    spent = Spent(entry.duty, entry.began, entry.ended, entry.said.strip())
    with connection.cursor() as cursor:  # the hours of an office are counted one entry after the other
        cursor.execute(LOCK, [f"{by.network}/hours/{office.id}"])
    _agreed(office, spent, day)
    month = [one.spent for one in logged(by, day, office.person) if one.appointment == office.id]
    fault = wrong(spent, day, today, max(month, key=lambda one: one.began, default=None))
    if fault:
        raise RefusedError.at(*fault)
    if office.hours_per_month is not None and spent.minutes > left(office.hours_per_month, sum_of(month)):
        rest = left(office.hours_per_month, sum_of(month))
        what = f"{rest} minutes are left of the {office.hours_per_month:f} hours of the office this month"
        raise RefusedError.at(
            "ended", what, "log no more than that, or amend the office before the work is done"
        )
    return _write(by, why, office, entry, spent=spent, day=day, moment=moment)


def _office(by: Actor, code: str) -> Appointment:
    judge, _ = judge_of(by)
    office = judge.facts.need(Appointment, code)
    if not by.person or office.person != by.person:
        raise WrongHandsError("time is logged by who spent it, for an office of their own")
    return office


def _zone(by: Actor, site: str) -> ZoneInfo:
    judge, _ = judge_of(by)
    return ZoneInfo(judge.facts.need(Site, site).zone if site else settings.ZONE)


def _agreed(office: Appointment, spent: Spent, day: date) -> None:
    if spent.duty not in DUTIES:
        raise RefusedError.at("duty", f'"{spent.duty}" is no duty', f"one of {', '.join(DUTIES)}")
    if office.duties and spent.duty not in office.duties:
        raise RefusedError.at("duty", "the office does not name this duty", "amend the appointment first")
    if day.toordinal() not in office.span:
        raise RefusedError.at("began", "the office did not hold on that day", "a day on which it does")


def _write(
    by: Actor, why: str, office: Appointment, entry: Entry, *, spent: Spent, day: date, moment: datetime
) -> str:
    code = f"time-{uuid4().hex}"
    activity = Activity(id=code, kind="duty", physician=office.person, on=day, minutes=spent.minutes)
    try:
        with transaction.atomic():
            TimeEntry.objects.create(
                network_id=by.network,
                code=code,
                person_id=row_named(by, Person, "person", office.person).id,
                appointment=office.id,
                duty=spent.duty,
                site_id=row_named(by, Site, "site", entry.site).id if entry.site else None,
                span=DateTimeTZRange(spent.began, spent.ended),
                on=day,
                said=spent.said,
                activity=activity.id,
                logged_at=moment,
            )
    except IntegrityError as refused:
        if broken(refused) == "timeentry_once":
            raise RefusedError.at(
                "began", "some of that time is logged already", "the time that is not"
            ) from None
        raise
    record_review(by=by, why=why, activity=activity)
    return code


@action(Side.CLINICAL)
def withdraw_time(*, by: Actor, why: str, entry: str, now: datetime | None = None) -> None:
    """Take an entry of one's own back while the log is open: it counts no more."""
    moment = now or timezone.now()
    row = (
        TimeEntry.objects.select_for_update(of=("self",))
        .select_related("person", "site")
        .filter(network=by.network, code=entry)
        .first()
    )
    if row is None:
        raise NotThereError(TimeEntry, entry)
    if row.person.code != by.person:
        raise WrongHandsError("time is taken back by who logged it")
    today = civil_day(moment, ZoneInfo(row.site.zone if row.site else settings.ZONE))
    if row.withdrawn_at is not None or today - row.on > OPEN_FOR:
        raise RefusedError.at(
            "entry", "it was taken back, or the log is closed over it", "an entry of these days"
        )
    row.withdrawn_at = moment
    row.save(update_fields=["withdrawn_at"])
    strike(by=by, why=why, kind=Activity, id=row.activity, version=None)
