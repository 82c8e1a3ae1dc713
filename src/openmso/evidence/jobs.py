"""What the evidence room does by itself: seal each network by night, verify it once a week, forget every hour what is kept for a day only."""

from __future__ import annotations

from openmso.evidence.actions import seal_all
from openmso.evidence.queries import verify
from openmso.foundation.actor import Actor
from openmso.foundation.api.once import forget_answers
from openmso.foundation.jobs import job

SEAL = "evidence.seal"
VERIFY = "evidence.verify"
FORGET = "evidence.forget"


class TamperedError(Exception):
    """Verifying found that something was altered, removed, added or moved. It names records, never what they hold."""


@job(SEAL, every="7 7 * * *")
def seal_by_night(by: Actor) -> None:
    """Chain the events of the day. By night in every state: at 07:07 UTC."""
    seal_all(by, "nightly")


@job(VERIFY, every="37 7 * * 0", tries=1)
def verify_weekly(by: Actor) -> None:
    """Compute everything again. Raises `TamperedError`, so that the job stays on the queue as failed."""
    found = verify(by)
    if not found.holds:
        raise TamperedError(found.sentence())


@job(FORGET, every="17 * * * *")
def forget_hourly(by: Actor) -> None:
    """Take away the answers to requests with an idempotency key that nobody may ask for again."""
    forget_answers(by=by, why="kept for a day only")
