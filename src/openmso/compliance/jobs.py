"""What compliance does by itself: it makes the binders that were asked for, forgets their files when their time is over, and holds tasks against findings each night."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from openmso.compliance.actions.binding import JOB, fail_binder, forget_binders, make_binder
from openmso.compliance.actions.mending import newly_late, sweep
from openmso.foundation.actor import Actor
from openmso.foundation.jobs import job
from openmso.foundation.letters import write_to

FORGET = "compliance.forget_binders"
SWEEP = "compliance.tasks"


@job(JOB, tries=1)
def binder(by: Actor, *, binder: str) -> None:
    """Make a binder. One that cannot be made says so to whoever asked, and stays on the queue as failed."""
    try:
        make_binder(by=by, why="a binder that was asked for", binder=binder)
    except Exception:
        fail_binder(by=by, why="the binder could not be made", binder=binder)
        raise


@job(FORGET, every="47 * * * *")
def forget_hourly(by: Actor) -> None:
    """Remove the files of binders whose day is over."""
    forget_binders(by=by, why="kept for a day only")


@job(SWEEP, every="41 6 * * *")
def look_each_night(by: Actor) -> None:
    """Hold tasks against what the controls find: what is gone closes, what came back opens, and whoever is late is told once."""
    today = timezone.localdate(timezone=ZoneInfo(settings.ZONE))
    sweep(by=by, why="the look of the night", today=today)
    for _, owner, key, due in newly_late(by=by, why="told that they are late", today=today):
        write_to(
            by,
            owner,
            today,
            subject="A task of yours is late",
            words=f"Something that a control found was to be mended by {due:%b %-d}.",
            path=reverse("matter", args=key),
        )
