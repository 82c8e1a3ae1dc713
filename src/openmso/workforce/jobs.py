"""What the workforce does by itself: every day it warns of what ends, and looks up whoever was not looked up this month."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone

from openmso.foundation.actor import Actor
from openmso.foundation.jobs import job
from openmso.workforce.actions import raise_notices
from openmso.workforce.actions import screen_monthly as look

NOTICES = "workforce.notices"
SCREENING = "workforce.screening"


@job(NOTICES, every="17 11 * * *")
def warn_daily(by: Actor) -> None:
    """Raise the notices of the day. At 11:17 UTC it is the same day in every state and territory."""
    raise_notices(by=by, why="daily", on=timezone.now().date())


@job(SCREENING, every="37 11 12-28 * *")
def screen_monthly(by: Actor) -> None:
    """Look everybody up in the newest exclusion list of `OPENMSO_LISTS`: on the 12th, when the list of the month is out.

    On the days after it looks up whoever has come, and tries again if there was no list; it fails loudly until there is one.
    """
    look(by=by, why="monthly screening", on=timezone.now().date(), folder=settings.LISTS)
