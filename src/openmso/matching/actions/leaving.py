"""A director leaves: the office ends on a day, and the need for a successor is open at the same moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from openmso.authority.facts.oversight import Appointment
from openmso.foundation.actor import Actor
from openmso.foundation.door import acting
from openmso.foundation.register import NotThereError, RefusedError
from openmso.matching.access import appointing
from openmso.matching.actions.openings import open_need
from openmso.matching.models import Opening as OpeningRow
from openmso.matching.queries.planned import office_as_opening, sites_of_office
from openmso.oversight.actions import end_appointment
from openmso.oversight.facts import judge_of


def give_notice(*, by: Actor, why: str, appointment: str, last: date, now: datetime | None = None) -> str:
    """Let an office of a director end after a day, and open the need for who comes next, from the day after; the code of the opening.

    The need is for the same sites, people and services. Both are done, or neither. Refused for an office that is none of a director, is
    over or ends sooner, for a day that has gone, and where its successor is sought already.
    """
    appointing(by)
    moment = now or timezone.now()
    today = moment.astimezone(ZoneInfo(settings.ZONE)).date()
    judge, _ = judge_of(by)
    office = judge.facts.get(Appointment, appointment)
    if office is None or office.kind != "director":
        raise NotThereError(Appointment, appointment)
    after = last + timedelta(days=1)
    if last < today:
        raise RefusedError.at("last", "that day has gone", "today or later")
    if after.toordinal() > office.span.end or today.toordinal() not in office.span:
        raise RefusedError.at("last", "the office is over by then", "the last day of the office, or sooner")
    sites = sites_of_office(judge, office, today.toordinal())
    what = office_as_opening(judge, office, sites, today)
    with acting(by, why=why):
        sought = OpeningRow.objects.filter(network=by.network, replaces=appointment, closed_at__isnull=True)
        if sought.exists():
            raise RefusedError.at(
                "appointment", "who comes next is sought already", "go on with that opening"
            )
        if after.toordinal() < office.span.end:
            end_appointment(by=by, why=why, id=appointment, on=after)
        code = open_need(by=by, why=why, opening=replace(what, id="", wanted_from=after), now=moment)
        OpeningRow.objects.filter(network=by.network, code=code).update(replaces=appointment)
    return code
