"""What oversight does by itself: when a month is over everywhere, the charts to be reviewed are drawn; a question that nobody answers goes to who stands in."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from openmso.foundation.actor import Actor
from openmso.foundation.jobs import job
from openmso.foundation.letters import write_to
from openmso.oversight.actions.consults import LETTER, pass_on_late
from openmso.oversight.actions.drawing import draw_month
from openmso.oversight.queries.consults import question
from openmso.oversight.queries.named import network_of

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


@job(LETTER)
def write_to_who_is_asked(by: Actor, *, consult: str, to: str) -> None:
    """Write to whoever is asked that a question waits, of which site and until when. Where it waits for them no more, nothing is sent."""
    now = timezone.now()
    found = question(by, consult, now.date())
    if not found.waits or found.of != to:
        return
    labels, _, _ = network_of(by)
    until = found.steps[-1].due
    subject = "An urgent question waits for you" if found.urgent else "A question waits for you"
    words = f"{labels.name(found.site)} asks; answer by {until:%b %-d, %-I:%M %p %Z}, or it goes to who stands in."
    write_to(by, to, now.date(), subject=subject, words=words, path=reverse("consult", args=[consult]))
