"""An event as its clocks need it, and what else keeps it open."""

from __future__ import annotations

from datetime import datetime

from openmso.foundation.actor import Actor
from openmso.oversight.models import Event, EventAction, EventReport
from openmso.oversight.rules.events import Happened, Open


def happened(row: Event) -> Happened:
    """The moments of an event's row."""
    reached = {one["step"]: datetime.fromisoformat(one["at"]) for one in row.contacts if one["reached"]}
    tried = frozenset(one["step"] for one in row.contacts)
    return Happened(
        row.grade,
        row.recognized_at,
        row.told_at,
        row.disclosed_at,
        row.cause_at,
        reached,
        tried,
        row.grave_at,
    )


def left_of(by: Actor, row: Event) -> Open:
    """What of an event nobody decided or did yet. Inside the door only."""
    reports = EventReport.objects.filter(network=by.network, event=row, decision="").count()
    tasks = list(EventAction.objects.filter(network=by.network, event=row).values_list("done_on", flat=True))
    return Open(reports, sum(one is None for one in tasks), len(tasks))
