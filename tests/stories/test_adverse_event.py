"""Rosa's filler blocks a vessel: reported on her phone, told late, treated, followed up, understood, closed; the business reads no word. In a browser, too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.db import ProgrammingError, connection
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags
from playwright.sync_api import Browser, Locator, Page, expect

from openmso.foundation.door import seeing
from openmso.foundation.rules.sides import Post, Side
from openmso.oversight.actions.acts import Done, record_act
from openmso.oversight.facts.held import SHELF
from openmso.oversight.models import Act, Event, EventAction, EventReport
from tests.cast import ADA, AUSTIN, BEN, FILLER, ROSA
from tests.kept import clinician
from tests.oversight.conftest import Lumen, lumen_of
from tests.stories.acting import OVERSIGHT, on_the_floor
from tests.stories.house import House
from tests.stories.person import PHONE, at_the_desk_of

NOTICED = datetime(2026, 3, 3, 20, 10, tzinfo=UTC)
"""Ten past two in the afternoon in Austin."""
PRIVATE = "livedo over the upper lip"


class Clock:
    """The hour it is in the story."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = NOTICED
        monkeypatch.setattr(timezone, "now", lambda: self.now)

    def goes_to(self, **after: float) -> None:
        self.now = NOTICED + timedelta(**after)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def lumen(clock: Clock) -> Iterator[Lumen]:
    SHELF.clear()
    made = lumen_of()
    made.seat("ada", Post.MEDICAL_DIRECTOR, person=ADA)
    made.seat("ben", Post.MEDICAL_DIRECTOR, person=BEN)
    yield made
    SHELF.clear()


def at(lumen: Lumen, name: str, side: str = "clinical") -> Client:
    client = Client()
    client.force_login(lumen.users[name], backend="openmso.web.adapters.Users")
    client.post("/seats/take/", {"seat": str(lumen.seats[name]), "side": side})
    return client


def words(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.content
    return re.sub(r"\s+", " ", strip_tags(answer.content.decode()))


class Desk:
    """Somebody at an event's page, who signs in anew each time: hours lie between."""

    def __init__(self, lumen: Lumen, name: str, page: str) -> None:
        self.lumen, self.name, self.page = lumen, name, page

    def does(self, do: str, **given: Any) -> str:
        """Send a form; what the page says then."""
        client = at(self.lumen, self.name)
        answer = client.post(self.page, {"do": do, **given})
        assert answer.status_code == 302, answer.content.decode()
        return words(client, self.page)

    def cannot(self, do: str, **given: Any) -> str:
        """Send a form that is refused; what the page says then."""
        answer = at(self.lumen, self.name).post(self.page, {"do": do, **given})
        assert answer.status_code == 422, answer.content.decode()
        return answer.content.decode()


def austin(moment: datetime) -> str:
    """As Rosa types it: the clock of Austin is six hours behind in early March."""
    return f"{moment - timedelta(hours=6):%Y-%m-%dT%H:%M}"


@pytest.mark.django_db
def test_an_occlusion_from_the_report_to_its_end(lumen: Lumen, clock: Clock) -> None:
    page = reported(lumen)
    told_late(lumen, clock, page)
    followed_up(lumen, clock, page)
    understood_and_closed(lumen, page)
    the_business_reads_no_word(lumen, page)


def reported(lumen: Lumen) -> str:
    """Rosa injects, sees it, and reports it on her phone; where it is kept."""
    act = record_act(
        by=clinician(lumen.network, ROSA, Post.RN),
        why="signed",
        done=Done(ROSA, AUSTIN, FILLER, NOTICED - timedelta(minutes=15), "chart-1"),
    )
    phone = at(lumen, "rosa")

    # On her phone: which treatment, what, how grave, when, and a few words.
    form = phone.get("/events/report/", {"act": act}).context["form"]
    assert act in [code for code, _ in form.fields["act"].choices]
    assert form["act"].value() == act
    told = {
        "act": act, "site": "", "kind": "occlusion", "grade": "4", "recognized": austin(NOTICED),
        "description": PRIVATE, "circumstances": ["product"],
    }  # fmt: skip
    answer = phone.post("/events/report/", told)
    assert answer.status_code == 302, answer.content.decode()
    page = answer.headers["Location"]
    with seeing(lumen.system):
        assert Act.objects.get().marks == ["adverse_event"]
    said = words(phone, page)
    assert "Vascular occlusion, grade 4 at Austin" in said
    assert PRIVATE in said
    assert "Director told due in 60 minutes House rule: within 1 hour" in said

    return page


def told_late(lumen: Lumen, clock: Clock, page: str) -> None:
    """An hour and a half later she reaches Ada: late, and that stays to be seen. Ada takes it up, and cannot close it yet."""
    clock.goes_to(minutes=90)
    rosa, ada = Desk(lumen, "rosa", page), Desk(lumen, "ada", page)
    early = austin(NOTICED - timedelta(hours=2))
    assert "before it was noticed" in rosa.cannot("tell", to=ADA, how="phone", at=early)
    said = rosa.does(
        "tell",
        to=ADA,
        how="phone",
        at=austin(clock.now),
        advice="hyaluronidase, again in an hour",
    )
    assert "Director told done Mar 3, 15:40 late" in said
    rosa.does("disclose", at=austin(clock.now), said="what happened, and what we do")

    # Ada takes it up; closing is refused while anything is open.
    ada.does("take_up")
    assert "reports outside nobody decided on" in ada.cannot("close", outcome="recovered")


def followed_up(lumen: Lumen, clock: Clock, page: str) -> None:
    """The patient is called four times, and Ada and Rosa find and mend the cause."""
    rosa, ada = Desk(lumen, "rosa", page), Desk(lumen, "ada", page)
    for step, after in (("24h", 20), ("72h", 70), ("7d", 160), ("30d", 700)):
        clock.goes_to(hours=after)
        rosa.does("call", step=step, at=austin(clock.now), reached="yes", said="better")

    ada.does("cause", cause="technique", words="a needle where a cannula is asked for")
    ada.does("agree", owner=ROSA, strength="strong", due="2026-04-10", words="cannula only in the lip")
    with seeing(lumen.system):
        task = EventAction.objects.get().code
    rosa.does("finish", task=task, works="yes")


def understood_and_closed(lumen: Lumen, page: str) -> None:
    """MedWatch is voluntary for an office, and sent; of the others Ada says why not."""
    ada = Desk(lumen, "ada", page)
    with seeing(lumen.system):
        reports = {one.to: one.code for one in EventReport.objects.all()}
    assert "FDA (MedWatch, form 3500): to be decided Voluntary" in words(at(lumen, "ada"), page)
    said = ada.does(
        "decide", report=reports.pop("fda"), decision="sent", sent_on="2026-03-10", number="MW-77"
    )
    assert "sent Mar 10, number MW-77" in said
    for code in reports.values():
        ada.does("decide", report=code, decision="not_needed", reason="counsel says so")
    said = ada.does("close", outcome="recovered", words="cannula")
    assert "Closed" in said
    with seeing(lumen.system):
        event = Event.objects.get()
        assert (event.state, event.told_to and event.told_to.code) == ("closed", ADA)


def the_business_reads_no_word(lumen: Lumen, page: str) -> None:
    """Business and auditor see that it was so and when, on pages and by SQL, and read no word of what it was."""
    for name, side in (("olga", Side.BUSINESS), ("carl", Side.AUDITOR)):
        client = at(lumen, name, side)
        said = words(client, page) + words(client, "/events/")
        assert "Grade 4" in said
        assert "done Mar 3, 15:40 late" in said
        assert not [
            one for one in (PRIVATE, "occlusion", "cannula", "hyaluronidase", "chart-1") if one in said
        ]
        assert client.get("/events/report/").status_code == 403
        assert client.post(page, {"do": "reopen", "reason": "a look"}).status_code in (403, 422)
    with seeing(lumen.actor("olga", Side.BUSINESS)), connection.cursor() as cursor:
        cursor.execute("SELECT grade, state FROM oversight_event")
        assert cursor.fetchall() == [(4, "closed")]
    for table in ("oversight_eventdetail", "oversight_oversightnote"):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            seeing(lumen.actor("olga", Side.BUSINESS)),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - a name of this test


ADVICE, LEARNED = "hyaluronidase, again in an hour", "a needle where a cannula is asked for"
SEALED = (PRIVATE, ADVICE, LEARNED, "Vascular", "occlusion", "cannula", "emr-event")
SCREEN = 844
MONTH = timedelta(days=31)
CALLS = {"24 hours": 20, "72 hours": 70, "7 days": 160, "30 days": 700}
"""The contacts that are asked for, and after how many hours each was made."""


def doing(page: Page, heading: str) -> Locator:
    """The form of what can be done to an event, unfolded."""
    fold = page.locator("details", has=page.locator("summary", has_text=heading)).last
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    return fold


@pytest.mark.slow
def test_a_nurse_reports_on_her_phone_and_the_event_goes_to_its_end(
    chromium: Browser, demonstration: House
) -> None:
    there = on_the_floor(demonstration, "treated", floor=OVERSIGHT)
    with at_the_desk_of(chromium, demonstration.address, "rn", width=PHONE) as page:
        event = reports_and_tells(page, there)
    director = there["post"].replace("_", "-")
    with at_the_desk_of(chromium, demonstration.address, director, width=PHONE) as page:
        takes_up(page, event)
    a_month_goes_by(demonstration, event)
    with at_the_desk_of(chromium, demonstration.address, "rn", width=PHONE) as page:
        calls(page, event, datetime.now(ZoneInfo(there["zone"])) - MONTH)
    with at_the_desk_of(chromium, demonstration.address, director, width=PHONE) as page:
        closes(page, event, there["nurse"])
    with at_the_desk_of(chromium, demonstration.address, "operator") as page:
        reads_no_word(page, event)


def reports_and_tells(page: Page, there: dict[str, Any]) -> str:
    """The nurse reports what she sees and tells the director; where the event is kept. What lies before it is refused."""
    page.goto("/events/")
    page.get_by_role("link", name="Report an event").click()
    page.get_by_label("After which treatment?").select_option(there["act"])
    page.get_by_label("What is it?").select_option(label="Vascular occlusion")
    page.get_by_label("4 Severe").check()
    page.get_by_label("What do you see?").fill(PRIVATE)
    page.get_by_label("A drug or filler may have caused it").check()
    page.get_by_role("button", name="Report it").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Vascular occlusion, grade 4")
    expect(page.locator("main")).to_contain_text("House rule: within 1 hour from grade 3 on")
    expect(page.locator("main")).to_contain_text(PRIVATE)

    tell = doing(page, "The director was told")
    box = tell.get_by_label("Who was told?").bounding_box()
    assert box is not None
    assert box["y"] < SCREEN, "what comes next is not on the first screen of the phone"
    tell.get_by_label("Who was told?").select_option(there["director"])
    tell.get_by_label("How?").select_option(label="By phone")
    tell.get_by_label("What did they say to do?").fill(ADVICE)
    noon = datetime.now(ZoneInfo(there["zone"]))
    tell.get_by_label("When?").fill(f"{noon - timedelta(hours=2):%Y-%m-%dT%H:%M}")
    tell.get_by_role("button").click()
    expect(tell).to_contain_text("before it was noticed")
    expect(tell.get_by_label("When?")).to_be_focused()
    tell.get_by_label("When?").fill(f"{datetime.now(noon.tzinfo):%Y-%m-%dT%H:%M}")
    tell.get_by_role("button").click()
    expect(page.get_by_role("status")).to_contain_text("The director was told.")

    disclose = doing(page, "Patient or family were told what happened")
    disclose.get_by_label("What were they told?").fill("what happened, and what we do")
    disclose.get_by_role("button").click()
    expect(page.get_by_role("status")).to_contain_text("It is written down.")
    return urlsplit(page.url).path


def takes_up(page: Page, event: str) -> None:
    """The director finds it among what is due, begins the review, and cannot close it yet."""
    page.goto("/events/")
    page.locator(f'main a[href="{event}"]').click()
    expect(page.locator("main")).to_contain_text(ADVICE)
    doing(page, "Begin the review").get_by_role("button").click()
    close = doing(page, "Close the event")
    close.get_by_label("How did it end?").select_option(label="Recovered")
    close.get_by_role("button").click()
    expect(close).to_contain_text("reports outside nobody decided on")


def a_month_goes_by(house: House, event: str) -> None:
    """Everything that was so far was a month ago."""
    code = event.split("/")[-2]
    moments = ("recognized_at", "grave_at", "reported_at", "told_at", "disclosed_at")
    aged = ", ".join(f"{one} = {one} - interval '31 days'" for one in moments)
    house.as_owner(f"UPDATE oversight_event SET {aged} WHERE code = %s", [code])  # noqa: S608 - names of this test


def calls(page: Page, event: str, noticed: datetime) -> None:
    """The nurse called the patient as often as is asked for, and writes down each."""
    page.goto(event)
    for step, hours in CALLS.items():
        call = doing(page, "The patient was contacted")
        call.get_by_label("Which contact?").select_option(label=step)
        call.get_by_label("When?").fill(f"{noticed + timedelta(hours=hours):%Y-%m-%dT%H:%M}")
        call.get_by_label("Were they reached?").select_option(label="Yes")
        call.get_by_label("How are they?").fill("better")
        call.get_by_role("button").click()
        expect(page.get_by_role("status")).to_contain_text("The contact is written down.")


def closes(page: Page, event: str, nurse: str) -> None:
    """The director finds the cause, agrees on what changes, decides on each report outside, and closes it."""
    page.goto(event)
    cause = doing(page, "What caused it?")
    cause.get_by_label("Cause").select_option(label="Technique")
    cause.get_by_label("How did one thing lead to another?").fill(LEARNED)
    cause.get_by_role("button").click()
    agree = doing(page, "Agree on what changes")
    agree.get_by_label("What changes?").fill("cannula only in the lip")
    agree.get_by_label("Who sees to it?").select_option(nurse)
    agree.get_by_label("Until").fill(f"{datetime.now(tz=UTC) + MONTH:%Y-%m-%d}")
    agree.get_by_role("button").click()
    expect(page.get_by_role("heading", name="What changes")).to_be_visible()
    page.get_by_label("Does it work?").select_option(label="Yes, checked")
    page.get_by_role("button", name="It is done").click()
    expect(page.locator("main")).to_contain_text("it works")
    outside = page.get_by_role("listitem").filter(has_text="to be decided")
    for left in range(outside.count(), 0, -1):
        expect(outside).to_have_count(left)
        outside.first.locator("summary").click()
        outside.first.get_by_label("Decision").select_option(label="Not needed")
        outside.first.get_by_label("Why is none needed?").fill("counsel says so")
        outside.first.get_by_role("button", name="Decide").click()
    expect(outside).to_have_count(0)
    close = doing(page, "Close the event")
    close.get_by_label("How did it end?").select_option(label="Recovered")
    close.get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("closed")


def reads_no_word(page: Page, event: str) -> None:
    """The operator sees the grade and the clocks, and no word of what it was."""
    page.goto("/events/")
    shown = page.locator("main").inner_text()
    page.locator(f'main a[href="{event}"]').click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Grade 4")
    expect(page.locator(".due")).to_contain_text("Director told")
    expect(page.locator("main")).to_contain_text("stays there")
    shown += page.locator("main").inner_text()
    assert not [one for one in SEALED if one.lower() in shown.lower()]
    expect(page.get_by_role("link", name="Report an event")).to_have_count(0)
    answer = page.goto("/events/report/")
    assert answer is not None
    assert answer.status == 403
