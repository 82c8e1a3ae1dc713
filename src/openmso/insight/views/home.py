"""The operator's home: where do we stand today? Its parts have addresses of their own, and come after the page where they take long."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from openmso.evidence.queries import lately
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.insight.queries import today
from openmso.insight.views.addresses import kind_of
from openmso.oversight.queries.named import network_of
from openmso.words.causes import title
from openmso.words.dates import when_ordinal
from openmso.words.labels import Labels

NEAREST = 6
"""So many causes of the days ahead are shown before "more"."""
NAMED = 10
"""So many people on whom much hangs are shown before "more"."""


@page("insight/home.html")
def home(request: HttpRequest, desk: Desk) -> Shown:
    """The whole page. What lies there already is in it; the rest is asked for by the page itself."""
    del request
    there = today.ready(desk.by, desk.on)
    told = {"standing": _standing, "outlook": _outlook, "reliance": _reliance}
    shown: dict[str, Any] = {"part": {name: name in there for name in told}}
    for name in there:
        shown |= told[name](desk)
    # Records are called by their names, and to know those the network must have been loaded.
    shown["part"]["changes"] = bool(there)
    return shown | changes_of(desk) if there else shown


@page("insight/part_standing.html", fragment="insight/home_standing.html")
def standing(request: HttpRequest, desk: Desk) -> Shown:
    """The map, and what is held and dark."""
    del request
    return _standing(desk)


@page("insight/part_outlook.html", fragment="insight/home_outlook.html")
def outlook(request: HttpRequest, desk: Desk) -> Shown:
    """What lapses in the next 90 days."""
    del request
    return _outlook(desk)


@page("insight/part_reliance.html", fragment="insight/home_reliance.html")
def reliance(request: HttpRequest, desk: Desk) -> Shown:
    """On whom the network hangs."""
    del request
    return _reliance(desk)


@page("insight/part_changes.html", fragment="insight/home_changes.html")
def changes(request: HttpRequest, desk: Desk) -> Shown:
    """What was written lately, by whom, and why."""
    del request
    return changes_of(desk)


def _standing(desk: Desk) -> dict[str, Any]:
    labels, _, law = network_of(desk.by)
    found = today.standing(desk.by, desk.on)
    told = {
        state.code: {
            "standing": state.standing,
            "says": f"{_count(len(state.glances), 'site')}, {state.able} of {_count(len(state.offered), 'service')} can be done",
            "href": f"{reverse('sites')}?state={state.code}{_and_day(desk)}",
        }
        for state in found.states
    }
    return {"stand": found, "told": told, "labels": labels, "notes": law.notes}


def _outlook(desk: Desk) -> dict[str, Any]:
    labels, _, _ = network_of(desk.by)
    found = today.prospect(desk.by, desk.on)
    firsts = {one.turn.day: one for one in reversed(found.turns)}
    rows = [
        {
            "ahead": one,
            "title": title(one.turn.cause, labels, desk.on),
            "first": one is firsts[one.turn.day],
        }
        for one in found.turns
    ]
    return {
        "prospect": found,
        "soonest": rows[:NEAREST],
        "later": rows[NEAREST:],
        "bars": _bars(found, labels, desk),
        "labels": labels,
    }


def _bars(found: today.Prospect, labels: Labels, desk: Desk) -> list[dict[str, Any]]:
    """One bar a day."""
    days: dict[int, list[today.Ahead]] = {}
    for one in found.turns:
        days.setdefault(one.turn.day, []).append(one)
    return [
        {
            "day": day,
            "lost": sum(len(one.turn.losses) for one in turns),
            "dark": (dark := len({one.service.id for turn in turns for one in turn.dark})),
            "href": f"#day-{day}",
            "says": f"{when_ordinal(day, desk.today)}: {title(turns[0].turn.cause, labels, desk.on)}"
            + (f"; {_count(dark, 'service')} dark" if dark else ""),
        }
        for day, turns in days.items()
    ]


def _reliance(desk: Desk) -> dict[str, Any]:
    labels, _, _ = network_of(desk.by)
    rows = [
        {
            "label": labels.person(one.person),
            "count": len(one.services),
            "note": f"{_count(len(one.others), 'other person', 'other people')} at {_count(len(one.sites), 'site')} could do less",
            "href": f"{reverse('person', args=[one.person])}{desk.as_of}",
        }
        for one in today.reliance(desk.by, desk.on)
    ]
    return {"nearest": rows[:NAMED], "further": rows[NAMED:], "most": rows[0]["count"] if rows else 0}


def changes_of(desk: Desk) -> dict[str, Any]:
    """What was written lately, of what had been by the end of the day looked at."""
    labels, judge, _ = network_of(desk.by)
    zone = ZoneInfo(settings.ZONE)
    day_after = desk.on + timedelta(days=1)
    midnight = datetime(day_after.year, day_after.month, day_after.day, tzinfo=zone)
    done = lately(desk.by, before=None if desk.is_today else midnight)
    rows = [
        {
            "doing": one,
            "at": one.at.astimezone(zone),
            "written": [
                {
                    "kind": kind_of(written.kind),
                    "id": written.id,
                    "verb": VERBS[written.verb],
                    "called": labels.record(written.id) if judge.facts.find(written.id) else written.id,
                }
                for written in one.written
            ],
            "more": one.count - len(one.written),
        }
        for one in done
    ]
    return {"doings": rows, "labels": labels}


VERBS = {"insert": "entered", "update": "changed", "delete": "struck"}


def _and_day(desk: Desk) -> str:
    return "" if desk.is_today else f"&on={desk.on.isoformat()}"


def _count(number: int, noun: str, many: str = "") -> str:
    return f"{number} {noun if number == 1 else many or noun + 's'}"
