"""What care does by itself: it makes the exports that were asked for, and forgets them when their time is over."""

from __future__ import annotations

from openmso.care.actions.exporting import JOB, fail_export, forget_exports, make_export
from openmso.foundation.actor import Actor
from openmso.foundation.jobs import job

FORGET = "care.forget_exports"


@job(JOB, tries=1)
def export(by: Actor, *, export: str) -> None:
    """Make an export. One that cannot be made says so to whoever asked, and stays on the queue as failed."""
    try:
        make_export(by=by, why="an export that was asked for", export=export)
    except Exception:
        fail_export(by=by, why="the export could not be made", export=export)
        raise


@job(FORGET, every="27 * * * *")
def forget_hourly(by: Actor) -> None:
    """Remove the files of exports whose day is over."""
    forget_exports(by=by, why="kept for a day only")
