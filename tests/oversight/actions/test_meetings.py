"""A meeting counts once both have signed, a visit once whoever directs the site has: then the controls see it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from openmso.foundation.actor import Actor, system
from openmso.foundation.door import WrongHandsError, seeing
from openmso.foundation.register import NotThereError, RefusedError
from openmso.foundation.rules.sides import Post
from openmso.oversight.actions.meetings import (
    Planned,
    begin_visit,
    decide_in_meeting,
    finish_decision,
    hold_meeting,
    note_visit,
    plan_meeting,
    sign_meeting,
    sign_visit,
)
from openmso.oversight.models import Activity, Meeting, SiteVisit
from openmso.oversight.queries.meetings import agenda, meeting, meetings_due, visit, visits_due
from openmso.oversight.rules.meetings import LOOKED_AT
from tests.cast import ADA, AUSTIN, NIA, PAT, ROSA
from tests.kept import clinician, network_of_the_cast, operator

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 10, 16, tzinfo=UTC)
ON = date(2026, 3, 10)
WHY = "oversight"
PLANNED = Planned("director_clinician", ADA, frozenset({NIA}), ON)
ALL_GOOD = dict.fromkeys(LOOKED_AT, "good")


@pytest.fixture
def network() -> UUID:
    return network_of_the_cast()


def nia(network: UUID) -> Actor:
    return clinician(network, NIA, Post.NP)


def rosa(network: UUID) -> Actor:
    return clinician(network, ROSA, Post.RN)


def held(network: UUID) -> str:
    code = plan_meeting(by=clinician(network), why=WHY, planned=PLANNED)
    hold_meeting(
        by=nia(network),
        why=WHY,
        meeting=code,
        on=ON,
        mode="video",
        attendees=[NIA],
        notes="two cases",
        now=NOW,
    )
    return code


def rows(network: UUID) -> tuple[Any, ...]:
    with seeing(system(network)):
        return (
            list(Meeting.objects.values_list("state", "attendees", "decisions", "signatures")),
            list(SiteVisit.objects.values_list("items", "left_at", "signed_on")),
            sorted(
                Activity.objects.values_list("kind", "physician__code", "person", "site", "on", "minutes")
            ),
        )


def refuses(field: str, act: Callable[[], Any]) -> None:
    with pytest.raises(RefusedError) as refused:
        act()
    assert refused.value.field == field


def test_a_meeting_counts_once_for_the_clinician_when_the_physician_signs_last(network: UUID) -> None:
    code, ada = held(network), clinician(network)
    refuses("meeting", lambda: sign_meeting(by=ada, why=WHY, meeting=code, now=NOW))
    sign_meeting(by=nia(network), why=WHY, meeting=code, now=NOW)
    assert rows(network)[2] == []
    sign_meeting(by=ada, why=WHY, meeting=code, now=NOW)
    assert rows(network)[2] == [("meeting", ADA, NIA, "", ON, None)]
    refuses("meeting", lambda: sign_meeting(by=ada, why=WHY, meeting=code, now=NOW))
    # Texas asks for one at least every thirty days (Tex. Occ. Code § 157.0512): by April 9 they meet again, and Pat is long late.
    due = {one.person: one for one in meetings_due(operator(network), ON)}
    assert (due[NIA].due, due[NIA].cadence.days, due[NIA].cadence.source) == (date(2026, 4, 9), 30, "law")
    assert due[PAT].due == date(2024, 1, 31)
    assert meetings_due(operator(network), ON)[0].person == PAT


def test_a_committee_counts_for_each_who_has_signed_when_its_chair_does(network: UUID) -> None:
    planned = Planned("qa_committee", ADA, frozenset({NIA, PAT, ROSA}), ON)
    ada, code = clinician(network), plan_meeting(by=rosa(network), why=WHY, planned=planned)
    hold_meeting(by=ada, why=WHY, meeting=code, on=ON, mode="in_person", attendees=[NIA, PAT], now=NOW)
    for by in (nia(network), clinician(network, PAT, Post.PA), ada):
        sign_meeting(by=by, why=WHY, meeting=code, now=NOW)
    assert [one[2] for one in rows(network)[2]] == [NIA, PAT]


def test_decisions_have_an_owner_and_a_day_and_stay_on_the_agenda_until_done(network: UUID) -> None:
    code = held(network)
    number = decide_in_meeting(
        by=nia(network),
        why=WHY,
        meeting=code,
        owner=ROSA,
        due=ON + timedelta(days=7),
        words="new consent",
        now=NOW,
    )
    assert {"about": "decisions", "count": 1, "said": "decisions that are not done"} in agenda(
        operator(network), ADA, NOW
    )
    seen = [one.words for by in (nia(network), operator(network)) for one in meeting(by, code).decisions]
    assert seen == ["new consent", ""]
    with pytest.raises(WrongHandsError):
        finish_decision(by=nia(network), why=WHY, meeting=code, number=number, now=NOW)
    finish_decision(by=rosa(network), why=WHY, meeting=code, number=number, now=NOW)
    refuses(
        "number", lambda: finish_decision(by=rosa(network), why=WHY, meeting=code, number=number, now=NOW)
    )
    assert agenda(operator(network), ADA, NOW) == ()


def test_what_is_refused_of_meetings_changes_nothing(network: UUID) -> None:
    ada, code = clinician(network), held(network)
    planned = plan_meeting(by=ada, why=WHY, planned=PLANNED)
    before = rows(network)

    def plans(**change: Any) -> Callable[[], Any]:
        return lambda: plan_meeting(by=ada, why=WHY, planned=replace(PLANNED, **change))

    def holds(**change: Any) -> Callable[[], Any]:
        given = {"on": ON, "mode": "video", "attendees": [NIA], **change}
        return lambda: hold_meeting(by=ada, why=WHY, meeting=planned, now=NOW, **given)

    def decides(**change: Any) -> Callable[[], Any]:
        given = {"meeting": code, "owner": ROSA, "due": ON, "words": "this", **change}
        return lambda: decide_in_meeting(by=ada, why=WHY, now=NOW, **given)

    for field, act in (
        ("kind", plans(kind="lunch")),
        ("invited", plans(invited=frozenset({ADA}))),
        ("invited", plans(invited=frozenset({NIA, PAT}))),
        ("invited", plans(invited=frozenset({"nobody"}))),
        ("physician", plans(physician=ROSA)),
        ("physician", plans(kind="qa_committee", physician=PAT)),
        ("on", holds(on=ON + timedelta(days=1))),
        ("mode", holds(mode="letter")),
        ("attendees", holds(attendees=[ROSA])),
        ("attendees", holds(attendees=[])),
        ("words", decides(words=" ")),
        ("owner", decides(owner="nobody")),
        ("meeting", decides(meeting=planned)),
        ("meeting", lambda: sign_meeting(by=nia(network), why=WHY, meeting=planned, now=NOW)),
    ):
        refuses(field, act)
    for act in (
        lambda: hold_meeting(
            by=rosa(network), why=WHY, meeting=code, on=ON, mode="video", attendees=[NIA], now=NOW
        ),
        lambda: decide_in_meeting(
            by=rosa(network), why=WHY, meeting=code, owner=ROSA, due=ON, words="x", now=NOW
        ),
        lambda: plan_meeting(by=operator(network), why=WHY, planned=PLANNED),
        lambda: sign_meeting(by=operator(network), why=WHY, meeting=code),
    ):
        with pytest.raises(WrongHandsError):
            act()
    with pytest.raises(NotThereError):
        sign_meeting(by=ada, why=WHY, meeting="none", now=NOW)
    assert rows(network) == before


def test_a_visit_counts_once_all_was_looked_at_and_it_is_signed(network: UUID) -> None:
    ada = clinician(network)
    code = begin_visit(by=ada, why=WHY, site=AUSTIN, came=NOW - timedelta(hours=2), now=NOW)
    refuses("visit", lambda: sign_visit(by=ada, why=WHY, visit=code, left=NOW, now=NOW))
    refuses("drugs", lambda: note_visit(by=ada, why=WHY, visit=code, found={"drugs": "finding"}, now=NOW))
    refuses("found", lambda: note_visit(by=ada, why=WHY, visit=code, found={"roof": "good"}, now=NOW))
    found = {**ALL_GOOD, "drugs": "finding"}
    note_visit(by=ada, why=WHY, visit=code, found=found, words={"drugs": "lidocaine of 2024"}, now=NOW)
    note_visit(by=ada, why=WHY, visit=code, found=found, now=NOW)
    refuses("left", lambda: sign_visit(by=ada, why=WHY, visit=code, left=NOW - timedelta(hours=3), now=NOW))
    sign_visit(by=ada, why=WHY, visit=code, left=NOW, now=NOW)
    refuses("visit", lambda: note_visit(by=ada, why=WHY, visit=code, found={}, now=NOW))
    assert rows(network)[2] == [("site_visit", ADA, "", AUSTIN, ON, None)]
    seen = visit(operator(network), code)
    assert (seen.findings, seen.words, visit(ada, code).words) == (1, {}, {"drugs": "lidocaine of 2024"})
    due = {one.site.id: one for one in visits_due(operator(network), ON)}
    # No law of Texas sets an interval: a quarter is the custom of the house.
    assert (due[AUSTIN].due, due[AUSTIN].cadence.source) == (ON + timedelta(days=92), "house")
    assert "findings" in [one["about"] for one in agenda(ada, ADA, NOW)]


def test_a_visit_is_of_whoever_directs_the_site_and_theirs_alone(network: UUID) -> None:
    refuses("site", lambda: begin_visit(by=nia(network), why=WHY, site=AUSTIN, came=NOW, now=NOW))
    refuses("site", lambda: begin_visit(by=clinician(network), why=WHY, site="nowhere", came=NOW, now=NOW))
    refuses(
        "came",
        lambda: begin_visit(
            by=clinician(network), why=WHY, site=AUSTIN, came=NOW + timedelta(hours=1), now=NOW
        ),
    )
    for by in (rosa(network), operator(network)):
        with pytest.raises(WrongHandsError):
            begin_visit(by=by, why=WHY, site=AUSTIN, came=NOW, now=NOW)
    assert rows(network)[1] == []
    code = begin_visit(by=clinician(network), why=WHY, site=AUSTIN, came=NOW, now=NOW)
    with pytest.raises(WrongHandsError):
        note_visit(by=nia(network), why=WHY, visit=code, found=ALL_GOOD, now=NOW)
    with pytest.raises(NotThereError):
        sign_visit(by=clinician(network), why=WHY, visit="none", left=NOW, now=NOW)
    assert rows(network)[1] == [([], None, None)]
