"""Who decides takes an event up, finds the cause and closes it: not before its duties are done, and nobody their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from openmso.foundation.actor import Actor, system
from openmso.foundation.door import WrongHandsError, seeing
from openmso.foundation.register import NotThereError, RefusedError
from openmso.foundation.rules.sides import Post
from openmso.oversight.actions.closing import (
    agree_action,
    close_event,
    decide_report,
    find_cause,
    finish_action,
    reopen_event,
    take_up_event,
)
from openmso.oversight.actions.events import (
    Reported,
    contact_patient,
    disclose_event,
    regrade_event,
    report_event,
    tell_director,
)
from openmso.oversight.models import Event, EventAction, EventReport
from openmso.workforce.queries import UnlicensedError
from tests.cast import ADA, AUSTIN, BEN, NIA, ROSA
from tests.kept import clinician, network_of_the_cast, operator

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 3, 16, 0, tzinfo=UTC)
LATER = AT + timedelta(days=31)
WHY = "an event"


@pytest.fixture
def network() -> UUID:
    return network_of_the_cast()


def told(network: UUID, grade: int = 3, person: str = "") -> str:
    """An event that the director knows of."""
    by = clinician(network, ROSA, Post.RN)
    code = report_event(
        by=by, why=WHY, reported=Reported(grade, "burn", AT, site=AUSTIN, person=person), now=AT
    )
    tell_director(by=by, why=WHY, event=code, to=ADA, how="phone", at=AT, now=AT)
    return code


def rows(network: UUID) -> tuple[Any, ...]:
    with seeing(system(network)):
        return (
            list(Event.objects.values_list("state", "cause", "outcome")),
            list(EventAction.objects.values_list("due_on", "done_on", "works")),
            list(EventReport.objects.order_by("to").values_list("to", "decision")),
        )


def done_otherwise(by: Actor, code: str) -> None:
    """All that a grave event asks for, but cause, change and reports."""
    disclose_event(by=by, why=WHY, event=code, at=AT, now=LATER)
    for step, days in (("24h", 0), ("72h", 2), ("7d", 5), ("30d", 25)):
        contact_patient(
            by=by, why=WHY, event=code, step=step, at=AT + timedelta(days=days), reached=True, now=LATER
        )


def test_an_event_is_closed_once_all_that_its_grade_asks_for_is_done(network: UUID) -> None:
    ada, code = clinician(network), told(network)
    take_up_event(by=ada, why=WHY, event=code, now=AT)
    done_otherwise(ada, code)
    task = ""
    for left in ("cause", "no corrective action", "not done", "nobody decided"):
        with pytest.raises(RefusedError, match=left):
            close_event(by=ada, why=WHY, event=code, outcome="recovered", now=LATER)
        if left == "cause":
            find_cause(by=ada, why=WHY, event=code, cause="device", words="fluence too high", now=AT)
        elif left == "no corrective action":
            task = agree_action(
                by=ada,
                why=WHY,
                event=code,
                owner=ROSA,
                strength="medium",
                due=date(2026, 4, 1),
                words="test spot",
                now=AT,
            )
        elif left == "not done":
            finish_action(by=clinician(network, ROSA, Post.RN), why=WHY, task=task, works=True, now=LATER)
    with seeing(system(network)):
        reports = list(EventReport.objects.values_list("code", flat=True))
    for one in reports:
        decide_report(by=ada, why=WHY, report=one, decision="not_needed", reason="counsel", now=LATER)
    close_event(by=ada, why=WHY, event=code, outcome="recovered", now=LATER)
    assert rows(network)[0] == [("closed", "device", "recovered")]
    with pytest.raises(RefusedError, match="closed"):
        find_cause(by=ada, why=WHY, event=code, cause="training", words="once more", now=LATER)
    with pytest.raises(RefusedError, match="nobody knows why"):
        reopen_event(by=ada, why=WHY, event=code, reason="", now=LATER)
    reopen_event(by=ada, why=WHY, event=code, reason="a scar shows", now=LATER)
    assert rows(network)[0] == [("in_review", "device", "")]


def test_nobody_closes_what_they_did_themselves(network: UUID) -> None:
    code = told(network, 1, person=ADA)
    ada, ben = clinician(network), clinician(network, BEN)
    take_up_event(by=ben, why=WHY, event=code, now=AT)
    for step, days in (("24h", 0), ("72h", 2), ("7d", 5), ("30d", 25)):
        contact_patient(
            by=ben, why=WHY, event=code, step=step, at=AT + timedelta(days=days), reached=False, now=LATER
        )
    with pytest.raises(RefusedError, match="you did what it followed"):
        close_event(by=ada, why=WHY, event=code, outcome="lost", now=LATER)
    # Who was sought at every step and never found is lost to follow-up.
    with pytest.raises(RefusedError, match="30 days is still open"):
        close_event(by=ben, why=WHY, event=code, outcome="recovered", now=LATER)
    close_event(by=ben, why=WHY, event=code, outcome="lost", now=LATER)
    assert rows(network)[0] == [("closed", "", "lost")]


def test_what_is_refused_changes_nothing(network: UUID) -> None:
    code = told(network)
    ada = clinician(network)
    before = rows(network)
    agreed = {"owner": ROSA, "strength": "strong", "due": date(2026, 4, 1), "words": "another tip"}
    wrong: list[tuple[str, Callable[..., Any], dict[str, Any]]] = [
        ("event", find_cause, {"cause": "device", "words": "before the review"}),
        ("event", close_event, {"outcome": "recovered"}),
        ("outcome", close_event, {"outcome": "died"}),
        ("outcome", close_event, {"outcome": "fine"}),
        ("event", reopen_event, {"reason": "it is open"}),
        ("owner", agree_action, {**agreed, "owner": "nobody"}),
        ("strength", agree_action, {**agreed, "strength": "iron"}),
        ("due", agree_action, {**agreed, "due": date(2026, 3, 2)}),
        ("words", agree_action, {**agreed, "words": ""}),
    ]
    for field, act, given in wrong:
        with pytest.raises(RefusedError) as refused:
            act(by=ada, why=WHY, event=code, now=AT, **given)
        assert refused.value.field == field
        with pytest.raises(WrongHandsError):
            act(by=clinician(network, ROSA, Post.RN), why=WHY, event=code, now=AT, **given)
        with pytest.raises(WrongHandsError):
            act(by=operator(network), why=WHY, event=code, now=AT, **given)
    with pytest.raises(UnlicensedError):
        take_up_event(by=clinician(network, ROSA, Post.NP), why=WHY, event=code, now=AT)
    assert rows(network) == before


def test_a_report_outside_is_decided_with_day_or_reason(network: UUID) -> None:
    told(network)
    nia = clinician(network, NIA, Post.NP)
    with seeing(system(network)):
        report = EventReport.objects.get(to="insurer").code
    wrong: list[tuple[str, dict[str, Any]]] = [
        ("sent_on", {"decision": "sent"}),
        ("sent_on", {"decision": "sent", "sent_on": date(2026, 3, 4)}),
        ("reason", {"decision": "not_needed"}),
        ("decision", {"decision": "later"}),
    ]
    before = rows(network)
    for field, given in wrong:
        with pytest.raises(RefusedError) as refused:
            decide_report(by=nia, why=WHY, report=report, now=AT, **given)
        assert refused.value.field == field
    with pytest.raises(NotThereError):
        decide_report(by=nia, why=WHY, report="none", decision="sent", now=AT)
    assert rows(network) == before
    decide_report(
        by=nia, why=WHY, report=report, decision="sent", sent_on=date(2026, 3, 3), number="7", now=AT
    )
    assert ("insurer", "sent") in rows(network)[2]


def test_a_task_is_finished_by_its_owner_or_who_decides_once(network: UUID) -> None:
    code = told(network)
    ada = clinician(network)
    task = agree_action(
        by=ada, why=WHY, event=code, owner=NIA, strength="weak", due=date(2026, 3, 3), words="a talk", now=AT
    )
    with pytest.raises(WrongHandsError):
        finish_action(by=clinician(network, ROSA, Post.RN), why=WHY, task=task, works=True, now=AT)
    finish_action(by=ada, why=WHY, task=task, works=False, now=AT)
    with pytest.raises(RefusedError, match="done already"):
        finish_action(by=ada, why=WHY, task=task, works=True, now=AT)
    with pytest.raises(NotThereError):
        finish_action(by=ada, why=WHY, task="none", works=True, now=AT)
    assert rows(network)[1] == [(date(2026, 3, 3), date(2026, 3, 3), False)]


def test_a_grade_that_is_raised_asks_for_more_before_it_is_closed(network: UUID) -> None:
    ada, code = clinician(network), told(network, 2)
    take_up_event(by=ada, why=WHY, event=code, now=AT)
    regrade_event(by=ada, why=WHY, event=code, grade=5, reason="they died", now=LATER)
    with pytest.raises(RefusedError, match="family told is still open"):
        close_event(by=ada, why=WHY, event=code, outcome="died", now=LATER)
