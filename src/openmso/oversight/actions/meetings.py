"""Meetings are planned, held, signed by both; a director visits a site and signs what they found. Signed, they count as oversight."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from openmso.authority.facts.oversight import Activity
from openmso.authority.facts.people import License, Person
from openmso.authority.facts.structure import Site
from openmso.authority.terms import PHYSICIANS, PRACTITIONERS
from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError, action
from openmso.foundation.register import NotThereError, RefusedError, row_named, rows_named
from openmso.foundation.rules.sides import Side
from openmso.oversight.actions.events import deciding_at, past, self_of
from openmso.oversight.actions.reviews import record_review
from openmso.oversight.facts import judge_of
from openmso.oversight.facts.notes import notes_of, write_note
from openmso.oversight.models import Meeting, SiteVisit
from openmso.oversight.queries.appointed import directors_of
from openmso.oversight.queries.meetings import agenda
from openmso.oversight.rules.meetings import FOUND, KINDS, LOOKED_AT, MODES, Signing, cannot_sign
from openmso.timeline.calendar import civil_day


@dataclass(frozen=True, slots=True)
class Planned:
    """A meeting to be: of which kind, with which physician (who chairs a committee), whom else, on which day."""

    kind: str
    physician: str
    invited: frozenset[str]
    on: date


@action(Side.CLINICAL)
def plan_meeting(*, by: Actor, why: str, planned: Planned) -> str:
    """Plan a meeting; its id. A committee is chaired by a physician; whoever meets a clinician is physician, NP or PA."""
    del why
    if planned.kind not in KINDS:
        raise RefusedError.at("kind", f'"{planned.kind}" is none', f"one of {', '.join(KINDS)}")
    others = planned.invited - {planned.physician}
    if not others or (planned.kind == "director_clinician" and len(others) > 1):
        what = "nobody is invited" if not others else "more than one clinician is invited"
        raise RefusedError.at("invited", what, "one clinician; for more of them, the committee")
    rows_named(by, Person, "invited", others)
    physician = row_named(by, Person, "physician", planned.physician)
    wanted = PHYSICIANS if planned.kind == "qa_committee" else PHYSICIANS | PRACTITIONERS
    if not _holds(by, planned.physician, wanted):
        raise RefusedError.at(
            "physician", "they hold no license for it", f"somebody licensed as {' or '.join(sorted(wanted))}"
        )
    row = Meeting.objects.create(
        network_id=by.network,
        code=f"meeting-{uuid4().hex}",
        kind=planned.kind,
        physician_id=physician.id,
        invited=sorted(others),
        planned_on=planned.on,
    )
    return row.code


def _holds(by: Actor, person: str, roles: Iterable[str]) -> bool:
    judge, _ = judge_of(by)
    return any(one.role in roles for one in judge.facts.by(License, "person", person))


@action(Side.CLINICAL)
def hold_meeting(
    *,
    by: Actor,
    why: str,
    meeting: str,
    on: date,
    mode: str,
    attendees: Iterable[str],
    notes: str = "",
    now: datetime | None = None,
) -> None:
    """Say that it was held, who came, and what was talked about; the agenda is kept as it was. Said again before anybody signs, the last word counts."""
    del why
    row, moment = _meeting(by, meeting), now or timezone.now()
    came = frozenset(attendees) | {row.physician.code}
    if row.signatures:
        raise RefusedError.at("meeting", "somebody has signed it", "write more as a decision")
    _of_it(by, row, "write down what a meeting was")
    if on > _today(moment):
        raise RefusedError.at("on", "that day is still to come", "a day up to today")
    if mode not in MODES:
        raise RefusedError.at("mode", f'"{mode}" is none', f"one of {', '.join(MODES)}")
    strangers = sorted(came - {*row.invited, row.physician.code})
    if strangers or len(came) < 2:
        raise RefusedError.at(
            "attendees",
            "nobody else was there" if not strangers else "they were not invited",
            "who was invited and came",
        )
    # Of which day the agenda was: the end of that day, wherever it was read.
    fed = agenda(by, row.physician.code, min(moment, datetime.combine(on, time.max, moment.tzinfo)))
    row.held_on, row.mode, row.attendees, row.state, row.agenda = on, mode, sorted(came), "held", list(fed)
    row.save(update_fields=["held_on", "mode", "attendees", "state", "agenda"])
    write_note(by, meeting, "notes", notes, person=self_of(by), at=moment)


@action(Side.CLINICAL)
def decide_in_meeting(
    *, by: Actor, why: str, meeting: str, owner: str, due: date, words: str, now: datetime | None = None
) -> int:
    """Write a decision down, with who sees to it until when; its number. Refused once the physician has signed."""
    del why
    row = _meeting(by, meeting)
    _of_it(by, row, "write down what was decided")
    if row.state != "held":
        raise RefusedError.at("meeting", f"it is {row.state}", "a meeting that was held and is not finished")
    if not words.strip():
        raise RefusedError.at("words", "nobody knows what was decided", "say what is to be done")
    row_named(by, Person, "owner", owner)
    number = len(row.decisions) + 1
    row.decisions = [
        *row.decisions,
        {"number": number, "owner": owner, "due": due.isoformat(), "done_on": ""},
    ]
    row.save(update_fields=["decisions"])
    write_note(by, meeting, f"decision:{number}", words, person=self_of(by), at=now or timezone.now())
    return number


@action(Side.CLINICAL)
def finish_decision(*, by: Actor, why: str, meeting: str, number: int, now: datetime | None = None) -> None:
    """Say that a decision is done: whoever was to do it, or the physician of the meeting."""
    del why
    row = _meeting(by, meeting)
    found = next((one for one in row.decisions if one["number"] == number), None)
    if found is None or found["done_on"]:
        what = "there is no such decision" if found is None else "it is done already"
        raise RefusedError.at("number", what, "one that is open")
    if by.side is not Side.SYSTEM and by.person not in (found["owner"], row.physician.code):
        raise WrongHandsError(
            "a decision is finished by whoever was to do it, or by the physician of the meeting"
        )
    done = _today(now or timezone.now()).isoformat()
    row.decisions = [{**one, "done_on": done} if one is found else one for one in row.decisions]
    row.save(update_fields=["decisions"])


@action(Side.CLINICAL)
def sign_meeting(*, by: Actor, why: str, meeting: str, now: datetime | None = None) -> None:
    """Sign a meeting that was held. The physician signs last; then it counts as one for each clinician who has signed."""
    row = _meeting(by, meeting)
    if row.state != "held" or row.held_on is None:
        raise RefusedError.at("meeting", f"it is {row.state}", "say first that it was held")
    signed = frozenset(one["person"] for one in row.signatures)
    person = by.person or ""
    refused = cannot_sign(person, Signing(row.physician.code, frozenset(row.attendees), signed))
    if refused:
        raise RefusedError.at("meeting", *refused)
    row.signatures = [*row.signatures, {"person": person, "on": _today(now or timezone.now()).isoformat()}]
    if person == row.physician.code:
        row.activities = [_counts(by, why, row, place, one) for place, one in enumerate(sorted(signed))]
        row.state = "signed"
    row.save(update_fields=["signatures", "activities", "state"])


def _counts(by: Actor, why: str, row: Meeting, place: int, person: str) -> str:
    """Enter the meeting as oversight of a clinician; by whom and with which license is judged there. Minutes are told elsewhere."""
    assert row.held_on is not None  # noqa: S101 - held it was, or nobody could have signed
    done = Activity(f"activity-{row.code}-{place}", "meeting", by.person or "", row.held_on, person)
    record_review(by=by, why=why, activity=done)
    return done.id


def _meeting(by: Actor, code: str) -> Meeting:
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("physician")
    row = rows.filter(network=by.network, code=code).first()
    if row is None:
        raise NotThereError(Meeting, code)
    return row


def _of_it(by: Actor, row: Meeting, what: str) -> None:
    if by.side is not Side.SYSTEM and by.person not in (*row.invited, row.physician.code):
        raise WrongHandsError(f"to {what} takes somebody who is of it")


def _today(moment: datetime) -> date:
    return civil_day(moment, ZoneInfo(settings.ZONE))


@action(Side.CLINICAL)
def begin_visit(*, by: Actor, why: str, site: str, came: datetime, now: datetime | None = None) -> str:
    """Say that one has come to a site to see how it stands; its id. Only whoever directs the site that day, for themselves."""
    del why
    place = row_named(by, Site, "site", site)
    past(now or timezone.now(), came=came)
    deciding_at(by, site, "visit a site", now)
    if by.person not in directors_of(by, site, civil_day(came, ZoneInfo(place.zone))):
        raise RefusedError.at("site", "you do not direct it that day", "a site that you direct")
    row = SiteVisit.objects.create(
        network_id=by.network,
        code=f"sitevisit-{uuid4().hex}",
        site_id=place.id,
        physician_id=row_named(by, Person, "physician", by.person or "").id,
        came_at=came,
    )
    return row.code


@action(Side.CLINICAL)
def note_visit(
    *,
    by: Actor,
    why: str,
    visit: str,
    found: Mapping[str, str],
    words: Mapping[str, str] | None = None,
    now: datetime | None = None,
) -> None:
    """Write down what was looked at and how it was; a finding has words. Until it is signed the last word counts."""
    del why
    row = _visit(by, visit)
    for item, how in found.items():
        if item not in LOOKED_AT or how not in FOUND:
            raise RefusedError.at(
                "found", f'"{item}: {how}" is none', f"{', '.join(LOOKED_AT)}: {', '.join(FOUND)}"
            )
    said = words or {}
    before = {one.about.removeprefix("item:"): one.text for one in notes_of(by, [visit])}
    there = {**before, **said}
    bare = [item for item, how in found.items() if how == "finding" and not there.get(item, "").strip()]
    if bare:
        raise RefusedError.at(bare[0], "a finding has no words", "say what you found")
    kept: dict[str, str] = {one["item"]: one["found"] for one in row.items} | dict(found)
    row.items = [{"item": item, "found": kept[item]} for item in LOOKED_AT if item in kept]
    row.save(update_fields=["items"])
    for item, text in said.items():
        if text.strip() == before.get(item, ""):
            continue
        write_note(by, visit, f"item:{item}", text, person=self_of(by), at=now or timezone.now())


@action(Side.CLINICAL)
def sign_visit(*, by: Actor, why: str, visit: str, left: datetime, now: datetime | None = None) -> None:
    """Leave, and sign what was found: from then on it counts as a visit of the site. Refused while something was not looked at or said."""
    row, moment = _visit(by, visit), now or timezone.now()
    past(moment, left=left)
    if left <= row.came_at:
        raise RefusedError.at("left", "that is before you came", "a moment after that")
    there = {one["item"] for one in row.items}
    missing = [LOOKED_AT[item] for item in LOOKED_AT if item not in there]
    if missing:
        raise RefusedError.at(
            "visit", f"nothing is said of: {'; '.join(missing)}", "say it, be it that it was not seen"
        )
    on = civil_day(row.came_at, ZoneInfo(row.site.zone))
    done = Activity(f"activity-{row.code}", "site_visit", by.person or "", on, site=row.site.code)
    record_review(by=by, why=why, activity=done)
    row.left_at, row.signed_on, row.activity = left, civil_day(moment, ZoneInfo(row.site.zone)), done.id
    row.save(update_fields=["left_at", "signed_on", "activity"])


def _visit(by: Actor, code: str) -> SiteVisit:
    """A visit of the actor that is not signed yet, locked."""
    rows = SiteVisit.objects.select_for_update(of=("self",)).select_related("site", "physician")
    row: Any = rows.filter(network=by.network, code=code).first()
    if row is None:
        raise NotThereError(SiteVisit, code)
    if row.physician.code != by.person:
        raise WrongHandsError("a visit is written down by whoever made it")
    if row.signed_on is not None:
        raise RefusedError.at("visit", "it is signed", "make another visit")
    found: SiteVisit = row
    return found
