"""What compliance does by itself: it makes the binders that were asked for, and forgets their files when their time is over."""

from __future__ import annotations

from openmso.compliance.actions.binding import JOB, fail_binder, forget_binders, make_binder
from openmso.foundation.actor import Actor
from openmso.foundation.jobs import job

FORGET = "compliance.forget_binders"


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
