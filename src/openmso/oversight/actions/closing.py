"""What the director does with an event: take it up, find the cause, agree what changes, decide on reports outside, close it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.utils import timezone

from openmso.authority.facts.people import Person
from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError, action
from openmso.foundation.register import NotThereError, RefusedError, row_named
from openmso.foundation.rules.purposes import DECIDING
from openmso.foundation.rules.sides import Side
from openmso.oversight.actions.events import deciding, open_event, self_of
from openmso.oversight.facts.notes import write_note
from openmso.oversight.models import Event, EventAction, EventReport
from openmso.oversight.queries.happened import happened, left_of
from openmso.oversight.rules.events import CAUSES, DEATH, OUTCOMES, keeps_open
from openmso.timeline.calendar import civil_day

STRENGTHS = {
    "strong": "Strong: it cannot happen that way any more",
    "medium": "Medium: a check, a list, a second person",
    "weak": "Weak: a talk, a training, a reminder",
}


@action(Side.CLINICAL)
def take_up_event(*, by: Actor, why: str, event: str, now: datetime | None = None) -> None:
    """Begin the review. Refused before the director was told."""
    del why
    row = open_event(by, event)
    deciding(by, row, "review an event", now)
    if row.state != "told":
        what = "the director was not told yet" if row.state == "reported" else "it is in review"
        raise RefusedError.at(
            "event", what, "tell the director first" if row.state == "reported" else "go on"
        )
    row.state = "in_review"
    row.save(update_fields=["state"])


@action(Side.CLINICAL)
def find_cause(
    *, by: Actor, why: str, event: str, cause: str, words: str, now: datetime | None = None
) -> None:
    """Say what caused it, with the why behind it."""
    del why
    row, moment = open_event(by, event), now or timezone.now()
    deciding(by, row, "say what caused an event", now)
    if row.state != "in_review":
        raise RefusedError.at("event", "nobody has begun the review", "take it up first")
    if cause not in CAUSES:
        raise RefusedError.at("cause", f'"{cause}" is none', f"one of {', '.join(CAUSES)}")
    if not words.strip():
        raise RefusedError.at("words", "nobody knows how it came", "say how one thing led to another")
    row.cause, row.cause_at, row.cause_by_id = cause, row.cause_at or moment, self_of(by)
    row.save(update_fields=["cause", "cause_at", "cause_by"])
    write_note(by, event, "cause", words, person=self_of(by), at=moment)


@action(Side.CLINICAL)
def agree_action(
    *,
    by: Actor,
    why: str,
    event: str,
    owner: str,
    strength: str,
    due: date,
    words: str,
    now: datetime | None = None,
) -> str:
    """Agree on what changes, who sees to it and by when; its id."""
    del why
    row, moment = open_event(by, event), now or timezone.now()
    deciding(by, row, "agree on a corrective action", now)
    if strength not in STRENGTHS:
        raise RefusedError.at("strength", f'"{strength}" is none', f"one of {', '.join(STRENGTHS)}")
    if not words.strip():
        raise RefusedError.at("words", "nobody knows what is to be done", "say what changes")
    if due < civil_day(moment, ZoneInfo(row.site.zone)):
        raise RefusedError.at("due", "that day is over", "a day to come")
    code = f"eventaction-{uuid4().hex}"
    EventAction.objects.create(
        network_id=by.network,
        code=code,
        event=row,
        owner_id=row_named(by, Person, "owner", owner).id,
        strength=strength,
        due_on=due,
    )
    write_note(by, event, f"action:{code}", words, person=self_of(by), at=moment)
    return code


@action(Side.CLINICAL)
def finish_action(*, by: Actor, why: str, task: str, works: bool, now: datetime | None = None) -> None:
    """Say that a corrective action is done, and whether it works. By whoever was to do it, or whoever decides."""
    del why
    row = (
        EventAction.objects.select_for_update(of=("self",))
        .select_related("event", "owner")
        .filter(network=by.network, code=task)
        .first()
    )
    if row is None:
        raise NotThereError(EventAction, task)
    event = open_event(by, row.event.code)
    if row.owner.code != by.person and by.side is not Side.SYSTEM and by.post not in DECIDING:
        raise WrongHandsError(
            "a corrective action is finished by whoever was to do it, or by whoever decides"
        )
    if row.done_on is not None:
        raise RefusedError.at("action", "it is done already", "nothing is left to do")
    row.done_on, row.works = civil_day(now or timezone.now(), ZoneInfo(event.site.zone)), works
    row.save(update_fields=["done_on", "works"])


@action(Side.CLINICAL)
def decide_report(
    *,
    by: Actor,
    why: str,
    report: str,
    decision: str,
    sent_on: date | None = None,
    number: str = "",
    reason: str = "",
    now: datetime | None = None,
) -> None:
    """Decide on a report outside: sent, when and under which number; or not needed, and why. Decided again, the last word counts."""
    del why
    row = (
        EventReport.objects.select_for_update(of=("self",))
        .select_related("event")
        .filter(network=by.network, code=report)
        .first()
    )
    if row is None:
        raise NotThereError(EventReport, report)
    event, moment = open_event(by, row.event.code), now or timezone.now()
    deciding(by, event, "decide on a report outside", now)
    today = civil_day(moment, ZoneInfo(event.site.zone))
    if decision == "sent":
        if sent_on is None or sent_on > today:
            raise RefusedError.at("sent_on", "nobody knows when it was sent", "a day up to today")
    elif decision != "not_needed":
        raise RefusedError.at("decision", f'"{decision}" is none', "sent, or not_needed")
    elif not reason.strip():
        raise RefusedError.at("reason", "nobody knows why none is needed", "say why")
    row.decision, row.decided_at, row.decided_by_id = decision, moment, self_of(by)
    row.sent_on, row.number = (sent_on, number.strip()) if decision == "sent" else (None, "")
    row.save(update_fields=["decision", "decided_at", "decided_by", "sent_on", "number"])
    write_note(by, event.code, f"report:{row.to}", reason, person=self_of(by), at=moment)


@action(Side.CLINICAL)
def close_event(
    *, by: Actor, why: str, event: str, outcome: str, words: str = "", now: datetime | None = None
) -> None:
    """Close an event. Refused while anything its grade asks for is open, and for whoever did the act: nobody judges their own."""
    del why
    row, moment = open_event(by, event), now or timezone.now()
    deciding(by, row, "close an event", now)
    if row.person is not None and row.person.code == by.person:
        raise RefusedError.at("event", "you did what it followed", "let another physician close it")
    if outcome not in OUTCOMES:
        raise RefusedError.at("outcome", f'"{outcome}" is none', f"one of {', '.join(OUTCOMES)}")
    if (outcome == "died") != (row.grade == DEATH):
        raise RefusedError.at(
            "outcome", "grade 5 is a death, and no other grade is", "correct the grade, or the outcome"
        )
    if row.state != "in_review":
        raise RefusedError.at("event", "nobody has begun the review", "take it up first")
    still = keeps_open(happened(row), left_of(by, row), outcome)
    if still:
        raise RefusedError.at("event", "; ".join(still), "finish it first")
    row.state, row.outcome, row.closed_at, row.closed_by_id = "closed", outcome, moment, self_of(by)
    row.save(update_fields=["state", "outcome", "closed_at", "closed_by"])
    write_note(by, event, "closing", words, person=self_of(by), at=moment)


@action(Side.CLINICAL)
def reopen_event(*, by: Actor, why: str, event: str, reason: str, now: datetime | None = None) -> None:
    """Open a closed event again: more has come to light."""
    del why
    row = (
        Event.objects.select_for_update(of=("self",))
        .select_related("site")
        .filter(network=by.network, code=event)
        .first()
    )
    if row is None:
        raise NotThereError(Event, event)
    deciding(by, row, "open an event again", now)
    if row.state != "closed":
        raise RefusedError.at("event", "it is open", "nothing is left to do")
    if not reason.strip():
        raise RefusedError.at("reason", "nobody knows why", "say what has come to light")
    row.state, row.closed_at, row.closed_by, row.outcome = "in_review", None, None, ""
    row.save(update_fields=["state", "closed_at", "closed_by", "outcome"])
    write_note(by, event, "reopening", reason, person=self_of(by), at=now or timezone.now())
