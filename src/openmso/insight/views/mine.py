"""Everybody's own page: what is asked of me and by when, what of mine lapses, what changed; the first two also as a calendar."""

from __future__ import annotations

from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from openmso.authority.facts.people import Person
from openmso.evidence.queries import Envelope, envelopes
from openmso.foundation.actor import Actor
from openmso.foundation.calendars import Entry
from openmso.foundation.pages.calendars import calendar
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.insight.queries.people import everybody, running
from openmso.insight.queries.person import dossier
from openmso.insight.views.home import changes_of
from openmso.oversight.queries.asked import Asked, asked_of_me
from openmso.oversight.queries.named import network_of
from openmso.oversight.queries.papers import desk_of
from openmso.workforce.queries.feeds import my_clocks

SOONEST: Final = 8
"""So many of what lapses are shown."""


@page("insight/mine.html")
def mine(request: HttpRequest, desk: Desk) -> Shown:
    """For somebody of the network's people their own papers and authority; for all others what of anybody's lapses next."""
    del request
    labels, judge, _ = network_of(desk.by)
    me = judge.facts.get(Person, desk.by.person or "")
    shown: dict[str, Any] = {"labels": labels, "me": me, "to_sign": _to_sign(desk), **changes_of(desk)}
    if me is None:
        listed = [one for one in everybody(desk.by, desk.on) if one.next is not None]
        listed.sort(key=lambda one: one.next.span.end if one.next else 0)
        return {**shown, "next": listed[:SOONEST]}
    return {
        **shown,
        "asked": asked_of_me(desk.by, desk.today, desk.now) if desk.is_today else (),
        "waiting": desk_of(desk.by, me.id, desk.on).waiting,
        "clocks": running(judge.facts, me.id, desk.on.toordinal())[:SOONEST],
        "who": dossier(desk.by, desk.on, me.id),
    }


def _to_sign(desk: Desk) -> list[Envelope]:
    me = str(desk.by.user or "")
    found = envelopes(desk.by, user=me) if me and desk.is_today else ()
    return [one for one in found if one.asks(me, desk.today)]


@calendar("clocks")
def clocks(by: Actor) -> tuple[str, tuple[Entry, ...]]:
    """What oversight asks of one, and the days on which one's own papers end."""
    today = timezone.localdate(timezone=ZoneInfo(settings.ZONE))
    asked = tuple(_entry(one) for one in asked_of_me(by, today, timezone.now()))
    return "My clocks", (*asked, *my_clocks(by, today))


def _entry(one: Asked) -> Entry:
    """What is due by a moment stands at it, what is due on a day on that day."""
    return Entry(f"asked/{one.id}", one.due, None, one.said)
