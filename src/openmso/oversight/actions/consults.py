"""A clinician asks whoever directs the site; unanswered in its time, the question goes to who stands in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.utils import timezone

from openmso.authority.facts.structure import Site
from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError, action
from openmso.foundation.jobs import enqueue
from openmso.foundation.register import NotThereError, RefusedError, row_named
from openmso.foundation.rules.sides import Side
from openmso.oversight.actions.events import self_of
from openmso.oversight.facts.notes import write_note
from openmso.oversight.models import Consult
from openmso.oversight.queries.appointed import directors_of
from openmso.oversight.queries.consults import between
from openmso.oversight.queries.cover import away_on
from openmso.oversight.rules.consults import CHART, LONGEST, Step, step, whom
from openmso.timeline.calendar import civil_day

LETTER: Final = "oversight.letter"
"""The job that writes to who is asked."""
WORDS: Final = "message"
"""What the words of a question are kept as."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, of whoever directs a site. `chart`: the opaque id of the chart it is about."""

    site: str
    text: str
    urgent: bool = False
    chart: str = ""


@action(Side.CLINICAL)
def ask_director(*, by: Actor, why: str, question: Question, now: datetime | None = None) -> str:
    """Ask; its id. It goes to the director, or to who stands in while the director is away. Refused where nobody directs the site."""
    del why
    moment = now or timezone.now()
    site, asker = row_named(by, Site, "site", question.site), self_of(by)
    if asker is None:
        raise WrongHandsError("a question is asked by somebody who works here")
    _sound(question.text)
    if question.chart and not CHART.fullmatch(question.chart):
        raise RefusedError.at("chart", "it is no id of a chart", "ask from the chart, or leave it out")
    to = _whom(by, site.code, _day(site.zone, moment), ())
    if not to:
        what = "nobody directs this site whom you could ask"
        raise RefusedError.at("site", what, "appoint a director or a backup; in an emergency call 911")
    first = step(to, moment, urgent=question.urgent)
    row = Consult.objects.create(
        network_id=by.network,
        code=f"consult-{uuid4().hex}",
        site=site,
        asked_by_id=asker,
        chart=question.chart,
        urgent=question.urgent,
        asked_at=moment,
        steps=[_kept(first)],
        due_at=first.due,
    )
    write_note(by, row.code, WORDS, question.text, person=asker, at=moment)
    enqueue(by, LETTER, consult=row.code, to=to)
    return str(row.code)


@action(Side.CLINICAL)
def answer_question(*, by: Actor, why: str, consult: str, text: str, now: datetime | None = None) -> None:
    """Add words. The first of somebody other than who asked is the answer, and stops the clock; asking back is an answer, too."""
    del why
    moment = now or timezone.now()
    row = _open(by, consult)
    _of_theirs(by, row, moment)
    _sound(text)
    if row.answered_at is None and row.asked_by.code != by.person:
        row.answered_at, row.answered_by_id = moment, self_of(by)
        row.save(update_fields=["answered_at", "answered_by"])
    write_note(by, consult, WORDS, text, person=self_of(by), at=moment)


@action(Side.CLINICAL)
def close_question(*, by: Actor, why: str, consult: str, now: datetime | None = None) -> None:
    """Close it: who asked, at any time; whoever was asked, once it is answered. What was written stays."""
    del why
    moment = now or timezone.now()
    row = _open(by, consult)
    _of_theirs(by, row, moment)
    if row.answered_at is None and row.asked_by.code != by.person:
        raise RefusedError.at("consult", "nobody has answered it", "answer it first")
    row.closed_at = moment
    row.save(update_fields=["closed_at"])


@action(Side.CLINICAL)
def pass_on(*, by: Actor, why: str, consult: str, now: datetime | None = None) -> str:
    """Ask the next one at once: who asked need not wait for the clock. Who that is."""
    del why
    moment = now or timezone.now()
    row = _open(by, consult)
    _of_theirs(by, row, moment)
    if row.answered_at is not None:
        raise RefusedError.at("consult", "it is answered", "write to who answered")
    to = _next(by, row, moment)
    if not to:
        raise RefusedError.at("consult", "everybody who directs the site was asked", "call them")
    return to


@action(Side.CLINICAL)
def pass_on_late(*, by: Actor, why: str, now: datetime | None = None) -> int:
    """Pass on every question whose time is over; how many. Where nobody is left it stays with the last one, late."""
    del why
    moment = now or timezone.now()
    rows = Consult.objects.select_for_update(of=("self",)).select_related("site", "asked_by")
    late = rows.filter(network=by.network, answered_at=None, closed_at=None, due_at__lte=moment)
    return sum(bool(_next(by, one, moment)) for one in late.order_by("due_at", "code"))


def _next(by: Actor, row: Consult, moment: datetime) -> str:
    day = _day(row.site.zone, moment)
    to = _whom(by, row.site.code, day, [one["to"] for one in row.steps], row.asked_by.code)
    if to:
        then = step(to, moment, urgent=row.urgent)
        row.steps, row.due_at = [*row.steps, _kept(then)], then.due
        row.save(update_fields=["steps", "due_at"])
        enqueue(by, LETTER, consult=row.code, to=to)
    return to


def _whom(by: Actor, site: str, day: date, asked: list[str] | tuple[str, ...], asker: str = "") -> str:
    directing = directors_of(by, site, day)
    return whom(directing, asked, away_on(by, directing, day), asker or by.person or "")


def _kept(one: Step) -> dict[str, str]:
    return {"to": one.to, "at": one.at.isoformat(), "due": one.due.isoformat()}


def _open(by: Actor, code: str) -> Consult:
    rows = Consult.objects.select_for_update(of=("self",)).select_related("site", "asked_by")
    row = rows.filter(network=by.network, code=code).first()
    if row is None:
        raise NotThereError(Consult, code)
    if row.closed_at is not None:
        raise RefusedError.at("consult", "it is closed", "ask a new question")
    return row


def _of_theirs(by: Actor, row: Consult, moment: datetime) -> None:
    if by.person not in between(by, row, _day(row.site.zone, moment)):
        raise WrongHandsError("a question is between who asked and who directs the site")


def _sound(text: str) -> None:
    if not text.strip():
        raise RefusedError.at("text", "there are no words", "say what you ask")
    if len(text) > LONGEST:
        raise RefusedError.at("text", f"it has {len(text)} signs", f"at most {LONGEST}")


def _day(zone: str, moment: datetime) -> date:
    return civil_day(moment, ZoneInfo(zone))
