"""What oversight does by itself: when a month is over everywhere, the charts to be reviewed are drawn; a question that nobody answers goes to who stands in."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from openmso.foundation.actor import Actor
from openmso.foundation.jobs import job
from openmso.oversight.actions.consults import pass_on_late
from openmso.oversight.actions.drawing import draw_month

DRAWING = "oversight.drawing"
ASKING = "oversight.asking"


@job(DRAWING, every="23 12 2-9 * *")
def draw_monthly(by: Actor) -> None:
    """Draw the charts of last month: on the 2nd, when it is over everywhere; on the days after it finds that it has been done."""
    last = timezone.now().date().replace(day=1) - timedelta(days=1)
    draw_month(by=by, why="monthly draw", day=last)


@job(ASKING, every="*/5 * * * *")
def ask_the_next(by: Actor) -> None:
    """Ask who stands in, where whoever was asked has not answered in time. Run again it finds that they were."""
    pass_on_late(by=by, why="nobody answered in time")
