"""Findings taken up on pages: by a nurse for herself, let stand by counsel, followed on lists of tasks and controls."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from openmso.authority.facts.people import License
from openmso.compliance import jobs
from openmso.compliance.models import Task
from openmso.compliance.queries.held import findings_of
from openmso.compliance.queries.mending import tasks
from openmso.compliance.rules.mending import key_of
from openmso.foundation.door import acting
from openmso.foundation.rules.sides import Post
from openmso.oversight.facts.held import SHELF
from openmso.timeline.spans import Span
from tests.cast import ROSA, altered
from tests.foundation.company import Company
from tests.today import civil_today
from tests.web.cast import SIDES, as_the_product, browser, seated_cast

pytestmark = pytest.mark.django_db
LAPSED = altered(License, "license-rosa", span=Span.of(date(2015, 1, 1), date(2026, 2, 1)))


@pytest.fixture
def company(db: None) -> Iterator[Company]:
    SHELF.clear()
    SIDES.update({"cora": "auditor", "cole": "business"})
    made = seated_cast(LAPSED)
    for name, post in (("cora", Post.COUNSEL), ("cole", Post.COMPLIANCE)):
        made.seat(name, post)
        made.users[name].set_password("correct horse battery staple")
        made.users[name].save()
    as_the_product()
    yield made
    SHELF.clear()


def page_of(company: Company) -> str:
    found = [
        one.finding
        for one in findings_of(company.system, civil_today())
        if key_of(one.finding).record == "license-rosa"
    ]
    return reverse("matter", args=key_of(max(found, key=lambda one: one.severity)))


def said(client: Client, path: str, **form: Any) -> str:
    answer = client.post(path, form) if form else client.get(path)
    if answer.status_code == 302:
        answer = client.get(answer.headers["Location"])
    assert answer.status_code in (200, 422), answer.content
    return str(answer.content.decode())


def test_a_finding_is_taken_up_where_it_is_found_and_stands_on_the_page_of_who_sees_to_it(
    company: Company,
) -> None:
    rosa, olga = browser(company, "rosa"), browser(company, "olga")
    path = page_of(company)
    assert "Nobody has taken it up" in said(olga, "/findings/")
    assert f'href="{path}"' in said(olga, "/findings/?severity=must")
    due = civil_today() + timedelta(days=7)
    assert "that day has gone" in said(rosa, path, do="take_up", owner=ROSA, due="2020-01-01")
    assert "It is taken up" in said(rosa, path, do="take_up", owner=ROSA, due=due.isoformat())
    assert "sees to it" in said(olga, path)
    assert "I wrote to the board" in said(rosa, path, do="say", text="I wrote to the board.")
    assert "Rosa" in said(olga, "/findings/tasks/?whose=all")
    assert path in said(rosa, "/findings/tasks/mine/")
    assert "No task is here" in said(rosa, "/findings/tasks/?whose=closed")
    assert path not in said(olga, "/findings/?whose=nobody&severity=must")
    assert path in said(olga, "/findings/?whose=somebody&severity=must")
    table = olga.get("/findings/tasks/?whose=all&as=csv").content.decode()
    assert "license-rosa" in table
    assert olga.get("/findings/LIC-01/about/nothing/").status_code == 404


def test_counsel_lets_it_stand_and_then_it_counts_no_more_until_it_is_taken_back(company: Company) -> None:
    cora, cole, olga = browser(company, "cora"), browser(company, "cole"), browser(company, "olga")
    path = page_of(company)
    assert "Let it stand for a while" not in said(cole, path)
    assert "Let it stand for a while" not in said(olga, path)
    last = (civil_today() + timedelta(days=9)).isoformat()
    assert "It may stand until then" in said(cora, path, do="let", because="the board is slow", last=last)
    assert "the board is slow" in said(olga, path)
    assert path not in said(olga, "/findings/?severity=must")
    assert path in said(olga, "/findings/?whose=let")
    assert cole.post(path, {"do": "let", "because": "x", "last": last}).status_code == 403
    assert "It counts again" in said(cora, path, do="end")
    assert path in said(olga, "/findings/?severity=must")


def test_the_night_closes_what_is_mended_and_writes_to_who_is_late(company: Company, settings: Any) -> None:
    del settings
    rosa, path = browser(company, "rosa"), page_of(company)
    said(rosa, path, do="take_up", owner=ROSA, due=civil_today().isoformat())
    with acting(company.system, why="time goes by"):
        Task.objects.update(due=civil_today() - timedelta(days=1))
    jobs.look_each_night(company.system)
    jobs.look_each_night(company.system)
    (letter,) = mail.outbox
    assert letter.to == [company.users["rosa"].email]
    assert path in letter.body
    assert "Rosa" not in letter.body
    assert [one.state for one in tasks(company.system)] == ["open"]


def test_controls_are_told_with_how_they_stand_and_are_kept_as_is_said(company: Company) -> None:
    cora, olga, rosa = browser(company, "cora"), browser(company, "olga"), browser(company, "rosa")
    code = page_of(company).split("/")[2]
    page = olga.get("/findings/controls/")
    tallies = dict(page.context["tallies"])
    assert sum(tallies.values()) == page.context["all"] > 200
    assert tallies["failing"] >= 1
    assert "passing" not in {one["stands"] for found in page.context["families"].values() for one, _ in found}
    failing = olga.get("/findings/controls/?stands=failing").context["families"]
    assert code in {one["id"] for found in failing.values() for one, _ in found}
    assert "say how a control is kept" in said(rosa, f"/findings/{code}/kept/")
    kept = said(olga, f"/findings/{code}/kept/", owner=ROSA, days="3", applies="on", because="")
    assert "within 3 days" in kept
    assert "not applicable" in said(
        cora, f"/findings/{code}/kept/", owner="", days="", because="Nobody here."
    )
    assert "Nobody here." in said(olga, "/findings/controls/?stands=not+applicable")
    assert "license" in olga.get("/findings/controls/?stands=all&as=csv").content.decode()
    assert olga.get("/findings/NONE-00/kept/").status_code == 404
