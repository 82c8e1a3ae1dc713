"""A chart is read, part by part, and signed; what is grave asks for a correction, which is followed to its end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import uuid4

from django.utils import timezone

from openmso.authority.facts.oversight import Activity
from openmso.authority.facts.people import Person
from openmso.authority.facts.structure import Site
from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError, action
from openmso.foundation.register import NotThereError, RefusedError, row_named
from openmso.foundation.rules.purposes import DECIDING
from openmso.foundation.rules.sides import Side
from openmso.oversight.actions.drawing import add_reviews
from openmso.oversight.actions.reviews import record_review
from openmso.oversight.facts import judge_of
from openmso.oversight.facts.notes import write_note
from openmso.oversight.models import Capa, Draw, Review, ReviewSheet
from openmso.oversight.queries.drawing import charts_of, site_of
from openmso.oversight.rules.reviews import (
    LEVELS,
    PARTS,
    SHORTEST,
    Chart,
    Drawn,
    instead,
    is_grave,
    wrong_scores,
)
from openmso.workforce.queries import day_at, decided, directors

NEXT: Final[Mapping[str, str]] = {
    "open": "agreed",
    "agreed": "done",
    "done": "verified",
    "verified": "closed",
}
"""How a correction goes on."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reading comes to. Something grave asks for an `ask` (what is to be done), by `owner`, until `due`."""

    level: int
    said: str = ""
    ask: str = ""
    owner: str = ""
    due: date | None = None


@action(Side.CLINICAL)
def open_review(*, by: Actor, why: str, review: str, now: datetime | None = None) -> None:
    """Begin to read a chart. Refused to whoever wrote it, and to anybody but its reader; who may stand in takes it over first."""
    del why
    row, moment = _mine(by, review), now or timezone.now()
    if row.state == "open":
        return
    if row.state != "due":
        raise RefusedError.at("review", f"it is {row.state}", "another one")
    row.state, row.opened_at = "open", moment
    row.save(update_fields=["state", "opened_at"])
    ReviewSheet.objects.get_or_create(network_id=by.network, code=row.code, defaults={"review": row})


@action(Side.CLINICAL)
def take_over_review(*, by: Actor, why: str, review: str) -> None:
    """Read a chart in the place of its reader, with a license that suffices; never one's own."""
    row = _row(by, review)
    _not_own(by, row)
    _licensed(by, row, timezone.now())
    row.reviewer_id = row_named(by, Person, "person", by.person or "").id
    row.save(update_fields=["reviewer"])
    write_note(by, row.code, "taken over", why, person=row.reviewer_id, at=timezone.now())


@action(Side.CLINICAL)
def saw_chart(*, by: Actor, why: str, chart: str, what: str, now: datetime | None = None) -> int:
    """Somebody opened a chart: it is proof of reading for their open reviews of it. How many there are."""
    del why
    if not by.person:
        return 0
    rows = Review.objects.filter(network=by.network, chart=chart, state="open", reviewer__code=by.person)
    sheets = list(
        ReviewSheet.objects.select_for_update().filter(code__in=rows.values("code"), network=by.network)
    )
    for one in sheets:
        one.saw = [*one.saw, [what, (now or timezone.now()).isoformat()]]
        one.save(update_fields=["saw"])
    return len(sheets)


@action(Side.CLINICAL)
def score_part(
    *,
    by: Actor,
    why: str,
    review: str,
    part: str,
    scores: Mapping[str, str],
    said: str = "",
    now: datetime | None = None,
) -> None:
    """Score every item of one part. When it was is kept. Refused where an item has no score."""
    del why
    row, moment = _mine(by, review), now or timezone.now()
    if row.state != "open":
        raise RefusedError.at("review", f"it is {row.state}", "open it first")
    if part not in PARTS:
        raise RefusedError.at("part", f'"{part}" is no part', f"one of {', '.join(PARTS)}")
    wrong = wrong_scores(part, scores)
    if wrong:
        raise RefusedError.at(wrong[0], "it has no score", "met, minor, major, or that it does not apply")
    sheet = ReviewSheet.objects.select_for_update().get(network=by.network, code=row.code)
    sheet.parts = {**sheet.parts, part: moment.isoformat()}
    sheet.items = {**sheet.items, **{f"{part}.{item}": score for item, score in scores.items()}}
    sheet.save(update_fields=["parts", "items"])
    write_note(by, row.code, part, said, person=row.reviewer_id, at=moment)


@action(Side.CLINICAL)
def sign_review(*, by: Actor, why: str, review: str, verdict: Verdict, now: datetime | None = None) -> None:
    """Sign what was found. Refused unless each part was scored, the chart was opened (where it is kept here), and time went by; and for something grave without who does what by when.

    With the last chart of a draw the review of the clinician is on record.
    """
    row, moment = _mine(by, review), now or timezone.now()
    sheet = _readable(by, row, verdict, moment)
    _licensed(by, row, moment)
    sheet.level = verdict.level
    sheet.save(update_fields=["level"])
    row.state, row.done_at = "done", moment
    row.save(update_fields=["state", "done_at"])
    write_note(by, row.code, "finding", verdict.said, person=row.reviewer_id, at=moment)
    if is_grave(verdict.level, sheet.items):
        _ask(by, row, verdict, moment)
    _finish(by, why, row.draw, moment)


def _readable(by: Actor, row: Review, verdict: Verdict, moment: datetime) -> ReviewSheet:
    if row.state != "open" or row.opened_at is None:
        raise RefusedError.at("review", f"it is {row.state}", "open it first")
    sheet = ReviewSheet.objects.select_for_update().get(network=by.network, code=row.code)
    unscored = [said for part, said in PARTS.items() if part not in sheet.parts]
    if unscored:
        raise RefusedError.at("review", f"{unscored[0]} is not scored", "score each of the six parts")
    if row.source == "care" and not sheet.saw:
        raise RefusedError.at("review", "the chart was not opened", "open it from here and read it")
    if moment - row.opened_at < SHORTEST:
        raise RefusedError.at("review", "nobody reads a chart in so short a time", "read it, then sign")
    if verdict.level not in LEVELS:
        raise RefusedError.at("level", f"{verdict.level} is no level", "0 to 3")
    if is_grave(verdict.level, sheet.items):
        wanted = {
            "ask": verdict.ask.strip(),
            "owner": verdict.owner,
            "due": verdict.due,
            "said": verdict.said.strip(),
        }
        lacks = next((name for name, value in wanted.items() if not value), "")
        if lacks:
            raise RefusedError.at(
                lacks,
                "something grave asks for it",
                "say what was found, what is to be done, by whom, by when",
            )
    return sheet


def _ask(by: Actor, row: Review, verdict: Verdict, moment: datetime) -> None:
    assert verdict.due is not None  # noqa: S101 - a grave finding without a day was refused before
    capa = Capa.objects.create(
        network_id=by.network,
        code=f"capa-{uuid4().hex}",
        review=row,
        clinician_id=row.clinician_id,
        owner_id=row_named(by, Person, "owner", verdict.owner).id,
        due=verdict.due,
        opened_at=moment,
    )
    write_note(by, capa.code, "ask", verdict.ask, person=row.reviewer_id, at=moment)


@action(Side.CLINICAL)
def give_up_review(*, by: Actor, why: str, review: str, reason: str, now: datetime | None = None) -> None:
    """Say that a chart cannot be read: the next one by the order of the draw takes its place. Refused without a reason."""
    row, moment = _mine(by, review), now or timezone.now()
    if row.state not in ("due", "open"):
        raise RefusedError.at("review", f"it is {row.state}", "another one")
    if len(reason.split()) < 3:
        raise RefusedError.at("reason", "the reason says too little", "say why it cannot be read")
    row.state, row.done_at = "unreadable", moment
    row.save(update_fields=["state", "done_at"])
    write_note(by, row.code, "unreadable", reason, person=row.reviewer_id, at=moment)
    draw, clinician = row.draw, row.clinician.code
    charts = charts_of(by, clinician, draw.first, draw.until)
    taken = Review.objects.filter(draw=draw).values_list("chart", flat=True)
    following: Chart | None = instead(draw.seed, charts, taken)
    if following is not None:
        add_reviews(by, draw, clinician, [Drawn(following, ("instead",))], moment.date())
    _finish(by, why, draw, moment)


def _finish(by: Actor, why: str, draw: Draw, moment: datetime) -> None:
    """Once nothing of a draw waits: the review is on record, by who signed last."""
    reviews = Review.objects.filter(draw=draw)
    done = reviews.filter(state="done").count()
    if draw.activity or not done or reviews.filter(state__in=("due", "open")).exists():
        return
    activity = Activity(
        id=draw.code.replace("draw-", "review-of-"),
        kind="chart_review",
        physician=by.person or "",
        on=moment.date(),
        person=draw.clinician.code,
        reviewed=done,
        population=draw.population,
    )
    record_review(by=by, why=why, activity=activity)
    draw.activity = activity.id
    draw.save(update_fields=["activity"])


@action(Side.CLINICAL)
def advance_capa(*, by: Actor, why: str, capa: str, said: str, now: datetime | None = None) -> str:
    """Move a correction on: agreed and done by its owner, verified (with a license that suffices) and closed by somebody else; its state then."""
    del why
    row = (
        Capa.objects.select_for_update(of=("self",))
        .select_related("owner", "review__draw")
        .filter(network=by.network, code=capa)
        .first()
    )
    if row is None:
        raise NotThereError(Capa, capa)
    moment, to = now or timezone.now(), NEXT.get(row.state, "")
    if not to:
        raise RefusedError.at("capa", "it is closed", "nothing is left to do")
    owns = by.person == row.owner.code
    if to in ("agreed", "done") and not owns:
        raise WrongHandsError("whoever has to do it says that they will, and that it is done")
    if to in ("verified", "closed") and owns:
        raise WrongHandsError("nobody verifies what they did themselves")
    if len(said.split()) < 3:
        raise RefusedError.at("said", "so few words show nothing", "say what was done, or what you looked at")
    me = row_named(by, Person, "person", by.person or "").id
    if to == "verified":
        _licensed(by, row.review, moment)
        row.verified_by_id, row.verified_at = me, moment
    row.state = to
    row.done_at = moment if to == "done" else row.done_at
    row.closed_at = moment if to == "closed" else row.closed_at
    row.save()
    write_note(by, row.code, to, said, person=me, at=moment)
    return to


def _row(by: Actor, code: str) -> Review:
    if by.side is Side.CLINICAL and by.post not in DECIDING:
        raise WrongHandsError("charts are reviewed by who decides in medicine")
    row = (
        Review.objects.select_for_update(of=("self",))
        .select_related("reviewer", "clinician", "draw__clinician")
        .filter(network=by.network, code=code)
        .first()
    )
    if row is None:
        raise NotThereError(Review, code)
    return row


def _mine(by: Actor, code: str) -> Review:
    row = _row(by, code)
    _not_own(by, row)
    if row.reviewer is None or row.reviewer.code != by.person:
        raise WrongHandsError("another reads this chart; take it over first, and say why")
    return row


def _not_own(by: Actor, row: Review) -> None:
    if not by.person or row.clinician.code == by.person:
        raise WrongHandsError("nobody reviews their own charts")


def _licensed(by: Actor, row: Review, moment: datetime) -> None:
    judge, _ = judge_of(by)
    site = judge.facts.need(Site, site_of(by, row.clinician.code, row.source, row.chart))
    decided(by, f"review a chart on {day_at(site, moment)}", [site], directors, now=moment)
