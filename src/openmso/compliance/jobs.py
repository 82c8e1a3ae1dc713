"""What compliance does by itself: binders that were asked for, tasks against findings each night; it tells who is to sign, and seals what all have signed."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from openmso.compliance.actions.binding import JOB, fail_binder, forget_binders, make_binder
from openmso.compliance.actions.mending import newly_late, sweep
from openmso.compliance.actions.mocking import mock_month
from openmso.compliance.actions.sending import SEAL, TELL, seal_signed
from openmso.evidence.actions import wrote_letter
from openmso.evidence.queries import Envelope, envelope, envelopes
from openmso.foundation.actor import Actor
from openmso.foundation.jobs import job
from openmso.foundation.letters import write_to, write_to_user

FORGET = "compliance.forget_binders"
SWEEP = "compliance.tasks"
MOCK = "compliance.mock_audit"
REMIND = "compliance.remind_who_signs"
ENDED = {
    "signed": "A document that you sent is signed by all",
    "declined": "A document that you sent was declined",
    "unanswered": "A document that you sent was not signed in time",
}


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


@job(TELL)
def tell_who_signs(by: Actor, *, envelope: str) -> None:
    """Write to whose turn it is, or to the sender how it ended; each once."""
    _write(by, _envelope(by, envelope))


@job(SEAL)
def seal_what_is_signed(by: Actor, *, envelope: str) -> None:
    """Seal what all have signed, and tell the sender."""
    seal_signed(by=by, why="all have signed", code=envelope)
    _write(by, _envelope(by, envelope))


@job(REMIND, every="17 14 * * *")
def remind_daily(by: Actor) -> None:
    """Write to who has not answered for three days, and to senders whose document was not signed in time; seal what is not sealed yet."""
    for one in envelopes(by):
        if one.complete:
            seal_signed(by=by, why="all have signed", code=one.id)
        _write(by, one)


def _envelope(by: Actor, code: str) -> Envelope:
    return envelope(by, code)


def _write(by: Actor, one: Envelope) -> None:
    """A letter says nothing of what the document is about: that is read after signing in."""
    now = timezone.now()
    today = now.astimezone(ZoneInfo(settings.ZONE)).date()
    due = one.to_write(now, today)
    if due is None:
        return
    user, about = due
    subject, words = ENDED.get(about, ""), "Its page says who did what, and when."
    if not subject:
        again = about.endswith("reminder")
        subject = f"{'Still waiting' if again else 'Waiting'} for you: a document to review or to sign"
        words = f"It waits for your word until {one.answer_by:%b} {one.answer_by.day}."
    path = reverse("envelope", args=[one.id])
    wrote_letter(by=by, why="a letter", envelope=one.id, user=user, about=about)
    write_to_user(by, user, today, subject=subject, words=words, path=path)


@job(MOCK, every="11 13 3-9 * *")
def mock_monthly(by: Actor) -> None:
    """Draw and walk acts of last month: on the 3rd, when it is over and charts are due; on the days after it finds that it was done."""
    now = timezone.now()
    last = now.date().replace(day=1) - timedelta(days=1)
    mock_month(by=by, why="monthly mock audit", day=last, now=now)
