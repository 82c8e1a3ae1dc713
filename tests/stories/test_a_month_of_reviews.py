"""A month of reviews: drawn when it is over, read by the director and by nobody else, on record; and what was grave is followed to its end. The director reads by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, expect

from openmso.authority.facts.oversight import Activity
from openmso.foundation.actor import system
from openmso.foundation.door import WrongHandsError, seeing
from openmso.foundation.register import RefusedError
from openmso.foundation.rules.sides import Post
from openmso.oversight.actions.acts import Done, mark_acts, record_act
from openmso.oversight.actions.drawing import draw_month, draw_reviews
from openmso.oversight.actions.reviewing import (
    Verdict,
    advance_capa,
    give_up_review,
    open_review,
    saw_chart,
    score_part,
    sign_review,
    take_over_review,
)
from openmso.oversight.facts import network_facts
from openmso.oversight.facts.held import SHELF
from openmso.oversight.models import Capa, Draw, Review
from openmso.oversight.queries.reviews import again, corrections, draws, queue, review
from openmso.oversight.rules.reviews import ITEMS, PARTS
from tests.cast import ADA, AUSTIN, BEN, BOTOX, ROSA
from tests.kept import clinician, network_of_the_cast
from tests.stories.acting import OVERSIGHT, on_the_floor
from tests.stories.house import House
from tests.stories.keyboard import finds, opens, reach, skips
from tests.stories.person import at_the_desk_of

WHY = "the review of the month"
TODAY = date(2026, 3, 3)
READ_ON = datetime(2026, 3, 5, 18, tzinfo=UTC)
FOUND_NOTHING = Verdict(0)
FINE = {part: dict.fromkeys(items, "met") for part, items in ITEMS.items()}


@pytest.fixture(autouse=True)
def _nothing_held() -> Iterator[None]:
    SHELF.clear()
    yield
    SHELF.clear()


def treated(network: UUID, charts: int, month: int = 2, source: str = "care") -> None:
    """So many charts of Rosa in a month; a year before there were twelve, so that nothing is new to her."""
    days = [datetime(2025, 1, 6, 15, tzinfo=UTC) + timedelta(days=n) for n in range(12)]
    days += [datetime(2026, month, 2 + n % 20, 15, n // 20, tzinfo=UTC) for n in range(charts)]
    for n, at in enumerate(days):
        done = Done(ROSA, AUSTIN, BOTOX, at, f"{source}-{at:%Y%m}-{n}", source=source)
        record_act(by=system(network), why="treated", done=done)


def read(
    network: UUID, code: str, verdict: Verdict = FOUND_NOTHING, worst: str = "met", at: datetime = READ_ON
) -> None:
    """Ada reads a chart as one should."""
    ada = clinician(network)
    open_review(by=ada, why=WHY, review=code, now=at)
    saw_chart(by=ada, why=WHY, chart=review(ada, code).review.chart, what="record", now=at)
    for part in PARTS:
        scores = {**FINE[part], **({"dose": worst} if part == "technique" else {})}
        score_part(by=ada, why=WHY, review=code, part=part, scores=scores, now=at)
    sign_review(by=ada, why=WHY, review=code, verdict=verdict, now=at + timedelta(minutes=3))


@pytest.mark.django_db
def test_a_month_is_drawn_read_and_on_record_and_what_was_grave_doubles_the_next() -> None:
    network = network_of_the_cast()
    treated(network, 60)
    mark_acts(by=system(network), why="it went wrong", chart="care-202602-71", marks=["adverse_event"])
    with pytest.raises(RefusedError, match="not over everywhere"):
        draw_reviews(
            by=clinician(network), why=WHY, clinician=ROSA, day=date(2026, 2, 9), today=date(2026, 3, 1)
        )
    assert draw_month(by=system(network), why=WHY, day=date(2026, 2, 9), today=TODAY) == 1
    draw_month(by=system(network), why=WHY, day=date(2026, 2, 9), today=TODAY)
    (drawn,) = draws(clinician(network), TODAY)
    # Ten percent of sixty by the house: six by chance; the one that went wrong is read in any case.
    assert (drawn.population, drawn.quota, drawn.share) == (60, 6, 10)
    waiting = queue(clinician(network))
    assert len(waiting) in (6, 7)
    assert [one.strata for one in waiting if one.chart == "care-202602-71"] == [("adverse_event",)]
    assert {one.due for one in waiting} == {date(2026, 3, 17)}
    assert again(clinician(network), drawn.code, TODAY).same
    bad, *rest = [one.code for one in waiting]
    grave = Verdict(
        2,
        "Forty units where the order says twenty.",
        "Go through the order set with me.",
        ROSA,
        date(2026, 3, 20),
    )
    with pytest.raises(RefusedError) as refused:
        read(network, bad, Verdict(2, "Forty units."), worst="major")
    assert refused.value.field == "ask"
    sign_review(by=clinician(network), why=WHY, review=bad, verdict=grave, now=READ_ON + timedelta(minutes=5))
    for code in rest:
        assert not activities(network)
        read(network, code)
    (done,) = activities(network)
    assert (done.physician, done.person, done.reviewed, done.population) == (ADA, ROSA, len(waiting), 60)
    assert draws(clinician(network), date(2026, 4, 1))[0].late == 0
    follow(network)
    treated(network, 60, month=3)
    draw_month(by=system(network), why=WHY, day=date(2026, 3, 9), today=date(2026, 4, 3))
    assert [(one.first.month, one.quota, one.doubled) for one in draws(clinician(network), TODAY)] == [
        (3, 12, True),
        (2, 6, False),
    ]


def activities(network: UUID) -> list[Activity]:
    """Reviews of Rosa on record in this network since the cast was brought in."""
    return [one for one in network_facts(system(network)).all(Activity) if one.id.startswith("review-of-")]


def follow(network: UUID) -> None:
    """The correction goes from hand to hand; nobody verifies their own."""
    (one,) = corrections(clinician(network))
    rosa = clinician(network, ROSA, Post.RN)
    with pytest.raises(WrongHandsError):
        advance_capa(by=clinician(network), why=WHY, capa=one.code, said="I did it for her.")
    for who, said in (
        (rosa, "I will do that."),
        (rosa, "We went through it together."),
        (clinician(network), "Ten charts, all within the order."),
        (clinician(network), "Nothing is left open."),
    ):
        advance_capa(by=who, why=WHY, capa=one.code, said=said)
    assert corrections(clinician(network)) == ()
    with seeing(system(network)):
        assert Capa.objects.get().state == "closed"


@pytest.mark.django_db
def test_nobody_reads_their_own_nor_in_a_hurry_nor_without_the_chart_nor_half() -> None:
    network = network_of_the_cast()
    treated(network, 6)
    draw_month(by=system(network), why=WHY, day=date(2026, 2, 9), today=TODAY)
    code, other, *_ = [one.code for one in queue(clinician(network))]
    ada, ben = clinician(network), clinician(network, BEN)
    with pytest.raises(WrongHandsError):
        open_review(by=clinician(network, ROSA, Post.RN), why=WHY, review=code, now=READ_ON)
    with pytest.raises(WrongHandsError, match="another reads"):
        open_review(by=ben, why=WHY, review=code, now=READ_ON)
    open_review(by=ada, why=WHY, review=code, now=READ_ON)
    with pytest.raises(RefusedError, match="is not scored"):
        sign_review(by=ada, why=WHY, review=code, verdict=Verdict(0), now=READ_ON + timedelta(hours=1))
    with pytest.raises(RefusedError, match="has no score"):
        score_part(by=ada, why=WHY, review=code, part="exam", scores={"own": "met"}, now=READ_ON)
    for part in PARTS:
        score_part(by=ada, why=WHY, review=code, part=part, scores=FINE[part], now=READ_ON)
    with pytest.raises(RefusedError, match="chart was not opened"):
        sign_review(by=ada, why=WHY, review=code, verdict=Verdict(0), now=READ_ON + timedelta(hours=1))
    assert saw_chart(by=ben, why=WHY, chart=review(ada, code).review.chart, what="record", now=READ_ON) == 0
    saw_chart(by=ada, why=WHY, chart=review(ada, code).review.chart, what="record", now=READ_ON)
    with pytest.raises(RefusedError, match="so short a time"):
        sign_review(by=ada, why=WHY, review=code, verdict=Verdict(0), now=READ_ON + timedelta(seconds=59))
    sign_review(by=ada, why=WHY, review=code, verdict=Verdict(0), now=READ_ON + timedelta(seconds=60))
    take_over_review(by=ben, why="Ada is on leave", review=other)
    open_review(by=ben, why=WHY, review=other, now=READ_ON)


@pytest.mark.django_db
def test_what_cannot_be_read_is_followed_by_the_next_of_the_draw_and_never_chosen() -> None:
    network = network_of_the_cast()
    treated(network, 12, source="other-emr")
    draw_month(by=system(network), why=WHY, day=date(2026, 2, 9), today=TODAY)
    with seeing(system(network)):
        before = set(Review.objects.values_list("chart", flat=True))
    first = queue(clinician(network))[0].code
    with pytest.raises(RefusedError, match="too little"):
        give_up_review(by=clinician(network), why=WHY, review=first, reason="no", now=READ_ON)
    give_up_review(by=clinician(network), why=WHY, review=first, reason="The export is empty.", now=READ_ON)
    with seeing(system(network)):
        (new,) = set(Review.objects.values_list("chart", flat=True)) - before
        assert Review.objects.get(chart=new).strata == ["instead"]
        assert Draw.objects.count() == 1
    assert again(clinician(network), draws(clinician(network), TODAY)[0].code, TODAY).same


def scores(page: Page) -> None:
    """Score a chart part by part: the focus stands at the heading of each part, Tab goes on, Space takes the first score, which is met."""
    for part, said in PARTS.items():
        expect(page.get_by_role("heading", name=said, exact=True)).to_be_focused()
        for item in ITEMS[part].values():
            reach(
                page, page.get_by_role("group", name=item, exact=True).get_by_label("met", exact=True), most=1
            )
            page.keyboard.press("Space")
        opens(page, page.get_by_role("button", name="Next"), most=2)
    expect(page.get_by_role("heading", name="Sign it")).to_be_focused()


def signs(page: Page) -> None:
    """What was found is nothing; Tab passes the words and the day, which has three parts."""
    opens(page, page.get_by_role("button", name="Sign"))


@pytest.mark.slow
def test_the_director_works_the_queue_by_keyboard_alone(chromium: Browser, demonstration: House) -> None:
    there = on_the_floor(demonstration, "charts", floor=OVERSIGHT)
    waiting = there["waiting"]
    with at_the_desk_of(chromium, demonstration.address, "medical-director") as page:
        finds(page, "reviews", "Reviews")
        expect(page.get_by_role("heading", level=1)).to_have_text("Which charts wait for me?")
        mine = page.locator("[data-queue] a")
        expect(mine).to_have_count(waiting)
        opens(page, mine.first, key="j", most=1)
        expect(page.get_by_role("heading", level=1)).to_contain_text(there["name"])
        expect(page.get_by_role("button", name="Begin")).to_be_focused()
        page.keyboard.press("Enter")
        scores(page)
        signs(page)
        refused = page.get_by_role("alert").filter(has_text="nobody reads a chart in so short a time")
        expect(refused).to_be_focused()

        begun = on_the_floor(demonstration, "begin", floor=OVERSIGHT, minutes=10)["review"]
        opens(page, page.get_by_role("link", name="All of them"), key="Shift+Tab")
        chart = page.locator(f'[data-queue] a[href="/reviews/{begun}/"]')
        expect(chart).to_contain_text("begun")
        opens(page, chart, key="j", most=waiting)
        scores(page)
        signs(page)
        expect(page.get_by_role("status").filter(has_text="It is signed.")).to_be_visible()
        expect(mine).to_have_count(waiting - 1)
        expect(chart).to_have_count(0)
        on_record(page, there["name"], waiting, begun)


def on_record(page: Page, name: str, drawn: int, review: str) -> None:
    """The draw says that one of its charts is read, and leads to what was found in it."""
    reach(page, page.locator("[data-queue] a").first, key="j", most=1)
    opens(page, page.get_by_role("link", name="Draws"), key="Shift+Tab", most=1)
    row = page.locator("tr", has_text=name)
    expect(row.get_by_role("cell").nth(3)).to_have_text(str(drawn))
    expect(row.get_by_role("cell").nth(4)).to_have_text("1")
    skips(page)
    opens(page, row.get_by_role("link"))
    skips(page)
    opens(page, page.locator(f'main a[href="/reviews/{review}/"]'))
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"What was found in this chart of {name}")
    expect(page.get_by_role("heading", name="nothing found")).to_be_visible()
