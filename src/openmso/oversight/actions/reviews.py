"""Oversight that was done is written down: charts reviewed, meetings, visits, drills."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from openmso.authority.facts.oversight import Activity
from openmso.foundation.actor import Actor
from openmso.foundation.register import Kept, RefusedError
from openmso.oversight.actions.register import enter


def record_review(*, by: Actor, why: str, activity: Activity) -> Kept[Activity]:
    """Enter what was done by whoever did it. Refused for a day that has begun nowhere yet, and for more charts than there were."""
    if activity.on > _latest_day():
        raise RefusedError.at("on", f"{activity.on} is still to come", "a day that has begun")
    if (
        activity.reviewed is not None
        and activity.population is not None
        and activity.reviewed > activity.population
    ):
        what = f"{activity.reviewed} of {activity.population} charts cannot be reviewed"
        raise RefusedError.at("reviewed", what, "no more than there were")
    return enter(by=by, why=why, record=activity)


def _latest_day() -> date:
    """The civil day where it is latest: nothing of tomorrow there was done anywhere."""
    return (datetime.now(UTC) + timedelta(hours=14)).date()
