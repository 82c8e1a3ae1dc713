"""Removing bytes whose time has passed, and saying what that time counts from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import uuid4

from django.utils import timezone

from openmso.evidence.actions.documents import may_write
from openmso.evidence.models import Content, Document, Milestone, Removal, Schedule
from openmso.evidence.queries.documents import row_of
from openmso.evidence.queries.retention import due_of, holds_over
from openmso.evidence.rules.schedules import Confidence, Moment, knows_kind
from openmso.foundation.actor import Actor
from openmso.foundation.door import action
from openmso.foundation.register import RefusedError
from openmso.foundation.rules.sides import Side


@action(Side.BUSINESS, Side.CLINICAL)
def adopt_schedule(
    *,
    by: Actor,
    why: str,
    kind: str,
    years: int,
    after: Sequence[Moment],
    source: str,
    confidence: Confidence,
    note: str = "",
) -> None:
    """Let the network keep documents of a kind for so many years after the latest of some moments, for a cited reason.

    It stands beside what is built in, so it can keep for longer and never for less; adopting again replaces the network's
    own. Raises `RefusedError`.
    """
    del why  # the door has put it into the transaction
    if not knows_kind(kind):
        raise RefusedError.at("kind", f'"{kind}" is not known', "take a known kind, or one of your own: x_…")
    if years < 0 or not after:
        raise RefusedError.at("years", "a schedule counts years from some moment", "say both")
    if not source.strip():
        raise RefusedError.at("source", "nothing says why", "cite the law, the contract or the policy")
    told = {"years": years, "after": list(after), "source": source, "confidence": confidence, "note": note}
    Schedule.objects.update_or_create(network_id=by.network, code=kind, defaults=told)


@action(Side.BUSINESS, Side.CLINICAL)
def tell_day(*, by: Actor, why: str, document: str, moment: Moment, day: date) -> None:
    """Say on which day a moment came from which a document's time counts. The latest day that was told counts.

    Raises `NotThereError`, `RefusedError` for the document's own day, and `WrongHandsError`.
    """
    del why  # the door has put it into the transaction
    row = row_of(by, document)
    may_write(by, row.wall)
    if moment is Moment.DATED:
        raise RefusedError.at("moment", "a document's own day does not change", "supersede the document")
    Milestone.objects.create(
        network_id=by.network,
        code=f"day-{uuid4().hex}",
        wall=row.wall,
        document_id=row.pk,
        moment=moment,
        day=day,
    )


@action(Side.BUSINESS, Side.CLINICAL)
def remove_expired(*, by: Actor, why: str, document: str, on: date) -> None:
    """Remove the bytes of a document whose time has passed on a day; what it was, and under which rule it went, is kept.

    Bytes that another document still has stay. Raises `NotThereError`, `WrongHandsError`, and `RefusedError` before its
    time, under a legal hold, or if they were removed before. The database refuses the same by itself.
    """
    del why  # the door has put it into the transaction
    row = row_of(by, document)
    may_write(by, row.wall)
    if on > timezone.now().date():
        raise RefusedError.at("on", "that day has not come", "today, or a day before")
    if row.removed:
        raise RefusedError.at("document", "its bytes were removed already", "nothing is left to do")
    found = due_of(by, document)
    if found.on is None or found.on > on:
        when = f"it must be kept until {found.on}" if found.on else "its time cannot be told"
        raise RefusedError.at("document", f"{when}: {found.why}", "wait")
    if holding := holds_over(by, document):
        raise RefusedError.at(
            "document", f"a legal hold covers it: {', '.join(holding)}", "have the hold released first"
        )
    Removal.objects.create(
        network_id=by.network,
        code=f"removal-{uuid4().hex}",
        wall=row.wall,
        document_id=row.pk,
        sha256=row.sha256,
        due_on=found.on,
        rule=found.why,
        user_id=by.user,
    )
    others = Document.objects.filter(network=by.network, wall=row.wall, sha256=row.sha256)
    gone = Removal.objects.filter(network=by.network, sha256=row.sha256).values("document")
    if not others.exclude(pk__in=gone).exists():
        Content.objects.filter(network=by.network, wall=row.wall, code=row.sha256).delete()
