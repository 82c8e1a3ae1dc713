"""A lapsed license is taken up, mended and closed by the look of the night; let stand by who may; and a corrective task by another's word."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, ProgrammingError
from django.db.models import F

from openmso.authority.facts.people import License
from openmso.compliance.actions import mending
from openmso.compliance.models import Task, Waiver
from openmso.compliance.queries.held import findings_of
from openmso.compliance.queries.mending import Kept, controls, matter, tasks, waivers
from openmso.compliance.rules.finding import Severity
from openmso.compliance.rules.mending import Key, Stands, key_of
from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError, acting
from openmso.foundation.register import NotThereError, RefusedError, amend
from openmso.foundation.rules.sides import Post, Side
from openmso.oversight.facts.held import SHELF
from openmso.timeline.spans import Span
from tests.cast import ADA, BEN, ROSA, altered
from tests.foundation.company import Company
from tests.web.cast import SIDES, seated_cast

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
WHY = "a test"
LAPSED = altered(License, "license-rosa", span=Span.of(date(2015, 1, 1), date(2026, 2, 1)))
SOUND = altered(License, "license-rosa", span=Span.of(date(2015, 1, 1), date(2030, 2, 1)))


@pytest.fixture
def company() -> Iterator[Company]:
    SHELF.clear()
    made = seated_cast(LAPSED)
    made.seat("cora", Post.COUNSEL)
    made.seat("cole", Post.COMPLIANCE, organization="lumen-management")
    yield made
    SHELF.clear()


def actor(company: Company, name: str) -> Actor:
    return company.actor(name, Side({**SIDES, "cora": "auditor", "cole": "business"}[name]))


def lapse(company: Company) -> Key:
    """The gravest that is found of Rosa's license."""
    found = [
        one.finding
        for one in findings_of(company.system, TODAY)
        if key_of(one.finding).record == "license-rosa"
    ]
    return key_of(max(found, key=lambda one: one.severity))


def renews(company: Company, record: License = SOUND) -> None:
    amend(by=actor(company, "olga"), why="renewed", record=record)


def taken(company: Company, **more: object) -> tuple[Key, str]:
    key = lapse(company)
    told = {"key": key, "owner": ROSA, "today": TODAY, **more}
    return key, mending.take_up(by=actor(company, "olga"), why=WHY, **told)  # type: ignore[arg-type] # as told


def only(company: Company, *, closed: bool = False) -> Kept:
    (one,) = tasks(company.system, closed=closed)
    return one


def refuses(what: str, act: Callable[[], object]) -> None:
    with pytest.raises(RefusedError) as refused:
        act()
    assert refused.value.field == what


def test_a_finding_is_taken_up_once_and_closes_by_itself_when_it_is_mended(company: Company) -> None:
    key, code = taken(company)
    one = only(company)
    severity = max(
        each.finding.severity for each in findings_of(company.system, TODAY) if key_of(each.finding) == key
    )
    days = {Severity.MUST: 14, Severity.SHOULD: 30, Severity.WATCH: 90}[severity]
    assert (one.code, one.owner, one.state, one.due) == (code, ROSA, "open", TODAY + timedelta(days=days))
    refuses("owner", lambda: taken(company))
    mending.say(by=actor(company, "rosa"), why=WHY, task=code, text="The board has my form.")
    assert mending.sweep(by=company.system, why=WHY, today=TODAY).gone == ()
    renews(company)
    tomorrow = TODAY + timedelta(days=1)
    assert mending.sweep(by=company.system, why=WHY, today=tomorrow).closed == (code,)
    done = only(company, closed=True)
    assert (done.state, done.closed_on, done.gone_on) == ("closed", tomorrow, tomorrow)
    found, said, earlier = matter(company.system, key, tomorrow)
    assert (found.failing, found.task, [one.text for one in said]) == ((), None, ["The board has my form."])
    assert [one.code for one in earlier] == [code]
    assert mending.sweep(by=company.system, why=WHY, today=tomorrow).gone == ()
    refuses(
        "finding",
        lambda: mending.take_up(by=actor(company, "olga"), why=WHY, key=key, owner=ROSA, today=tomorrow),
    )


def test_a_corrective_task_comes_back_with_the_finding_and_is_closed_by_another(company: Company) -> None:
    _, code = taken(company)
    olga, dana = actor(company, "olga"), actor(company, "dana")
    mending.agree(by=olga, why=WHY, task=code, cause="nobody looked", action="HR looks each month")
    renews(company)
    mending.sweep(by=company.system, why=WHY, today=TODAY)
    assert (only(company).state, only(company).gone_on) == ("gone", TODAY)
    renews(company, LAPSED)
    assert mending.sweep(by=company.system, why=WHY, today=TODAY).returned == (code,)
    assert (only(company).state, only(company).returned) == ("open", 1)
    renews(company)
    mending.sweep(by=company.system, why=WHY, today=TODAY)
    month = TODAY + timedelta(days=30)
    refuses("task", lambda: mending.close(by=dana, why=WHY, task=code, today=month - timedelta(days=1)))
    refuses("task", lambda: mending.close(by=actor(company, "rosa"), why=WHY, task=code, today=month))
    mending.close(by=dana, why=WHY, task=code, today=month)
    done = only(company, closed=True)
    assert (done.verified_by, done.closed_on) == (ADA, month)
    refuses("task", lambda: mending.agree(by=olga, why=WHY, task=code, cause="x", action="y"))
    with pytest.raises(IntegrityError, match="task_verified_by_another"), acting(company.system, why=WHY):
        Task.objects.filter(code=code).update(verified_by=F("owner"))


def test_compliance_lets_stand_what_is_no_must_and_counsel_what_is_one(company: Company) -> None:
    cole, cora = actor(company, "cole"), actor(company, "cora")
    key = lapse(company)
    last = TODAY + timedelta(days=20)

    def let(by: Actor, of: Key = key, through: date = last) -> str:
        return mending.let_stand(
            by=by, why=WHY, key=of, because="the board is slow", last=through, today=TODAY
        )

    worst = max(
        each.finding.severity for each in findings_of(company.system, TODAY) if key_of(each.finding) == key
    )
    assert worst is Severity.MUST
    for by in (cole, actor(company, "olga"), actor(company, "carl")):
        with pytest.raises(WrongHandsError):
            let(by)
    refuses("last", lambda: let(cora, through=TODAY + timedelta(days=400)))
    refuses("last", lambda: let(cora, through=TODAY - timedelta(days=1)))
    code = let(cora)
    assert waivers(cole, TODAY)[key].post == "counsel"
    assert key in waivers(cole, last)
    assert key not in waivers(cole, last + timedelta(days=1))
    mending.end_waiver(by=cora, why=WHY, waiver=code, today=TODAY)
    assert key not in waivers(cole, TODAY)
    lesser = next(
        key_of(one.finding)
        for one in findings_of(company.system, TODAY)
        if one.finding.severity < Severity.MUST
    )
    let(cole, lesser)
    assert lesser in waivers(cole, TODAY)
    with pytest.raises(IntegrityError, match="waiver_of_a_must_by_counsel"), acting(cole, why=WHY):
        Waiver.objects.create(
            network_id=company.network, code="w", control=key.control, record=key.record, severity="must",
            because="x", actor="x", post="compliance", since=TODAY, last=TODAY,
        )  # fmt: skip
    with pytest.raises(ProgrammingError, match="row-level security"), acting(actor(company, "olga"), why=WHY):
        Waiver.objects.create(
            network_id=company.network, code="w", control=key.control, record=key.record, severity="watch",
            because="x", actor="x", post="mso_owner", since=TODAY, last=TODAY,
        )  # fmt: skip


def test_who_is_late_is_written_to_once(company: Company) -> None:
    key, code = taken(company, due=TODAY)
    tomorrow = TODAY + timedelta(days=1)
    assert mending.newly_late(by=company.system, why=WHY, today=TODAY) == ()
    assert mending.newly_late(by=company.system, why=WHY, today=tomorrow) == ((code, ROSA, key, TODAY),)
    assert mending.newly_late(by=company.system, why=WHY, today=tomorrow) == ()
    assert mail.outbox == []


def test_a_control_is_kept_as_the_network_says(company: Company) -> None:
    key = lapse(company)
    olga, cora = actor(company, "olga"), actor(company, "cora")
    told = {"control": key.control, "owner": ROSA, "days": 3, "applies": True, "because": "", "today": TODAY}

    def rule(by: Actor, **more: object) -> None:
        mending.rule_control(by=by, why=WHY, **{**told, **more})  # type: ignore[arg-type] # as told

    rule(olga)
    taken(company)
    assert only(company).due == TODAY + timedelta(days=3)
    with pytest.raises(WrongHandsError):
        rule(actor(company, "rosa"))
    with pytest.raises(WrongHandsError):
        rule(olga, applies=False, because="we think so")  # a must
    refuses("because", lambda: rule(cora, applies=False, because=" "))
    with pytest.raises(NotThereError):
        rule(olga, control="NONE-00")
    rule(cora, applies=False, because="no such license here")
    standing = next(one for one in controls(olga, TODAY) if one.control.id == key.control)
    assert (standing.stands, standing.because) == (Stands.APART, "no such license here")


def test_what_lapses_within_ninety_days_is_due_soon_from_its_day(company: Company) -> None:
    renews(company, altered(License, "license-rosa", span=Span.of(date(2015, 1, 1), date(2026, 4, 1))))
    key = Key(lapse_control(company), "license-rosa")
    one = next(each for each in controls(company.system, TODAY) if each.control.id == key.control)
    assert one.soon == 1
    assert one.first == date(2026, 4, 1)
    assert one.stands is Stands.SOON


def lapse_control(company: Company) -> str:
    found = [
        one.finding
        for one in findings_of(company.system, date(2026, 4, 2))
        if key_of(one.finding).record == "license-rosa"
    ]
    return max(found, key=lambda one: one.severity).control


def test_a_task_for_nobody_who_is_there_is_refused(company: Company) -> None:
    refuses("owner", lambda: taken(company, owner="nobody"))
    refuses("due", lambda: taken(company, due=TODAY - timedelta(days=1)))
    _, code = taken(company, owner=BEN)
    refuses("text", lambda: mending.say(by=actor(company, "olga"), why=WHY, task=code, text=" "))
    with pytest.raises(NotThereError):
        mending.say(by=actor(company, "olga"), why=WHY, task="none", text="x")
    mending.hand_on(by=actor(company, "olga"), why=WHY, task=code, owner=ROSA, due=TODAY, today=TODAY)
    assert (only(company).owner, only(company).due) == (ROSA, TODAY)
