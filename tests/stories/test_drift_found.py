"""Drift is found: at one site of two the dose lies outside the protocol; the director makes its limit clearer, and the nurse reads and signs it. In a browser, too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, expect

from openmso.care.actions.treating import Given, sign_treatment
from openmso.foundation.actor import system
from openmso.foundation.door import WrongHandsError, seeing
from openmso.foundation.register import RefusedError
from openmso.oversight.actions.acts import Done, record_act
from openmso.oversight.actions.library import Draft, publish_text, read_and_sign
from openmso.oversight.facts.held import SHELF
from openmso.oversight.models import Act
from openmso.oversight.queries.library import drifts, library, limits_at, whole
from openmso.oversight.rules.library import SECTIONS, Limits
from tests.care.calendar import NOW, at
from tests.care.chart import Ready, ada, rosa, walk_in
from tests.cast import AUSTIN, BOTOX, DALLAS, ROSA
from tests.kept import operator
from tests.stories.acting import OVERSIGHT, on_the_floor
from tests.stories.house import House
from tests.stories.person import PHONE, at_the_desk_of

WHY = "the protocol"
MASTER = Draft(
    "master",
    "Botulinum toxin",
    frozenset({BOTOX}),
    dict.fromkeys(SECTIONS, "As it is done here."),
    Limits(max_units=Decimal(64), least_age=18),
)


@pytest.fixture(autouse=True)
def _nothing_held() -> Iterator[None]:
    SHELF.clear()
    yield
    SHELF.clear()


def a_year(ready: Ready) -> None:
    """Forty lines at each site; at Dallas ten of them outside the protocol."""
    for n in range(80):
        site = AUSTIN if n % 2 else DALLAS
        marks = frozenset({"off_protocol"}) if site == DALLAS and n < 20 else frozenset[str]()
        done = Done(ROSA, site, BOTOX, at(15) - timedelta(days=n + 1), f"emr-{n}", source="emr", marks=marks)
        record_act(by=system(ready.network), why="treated", done=done)


@pytest.mark.django_db
def test_drift_is_found_and_mended() -> None:
    ready = walk_in()
    director, nurse = ada(ready.network), rosa(ready.network)
    a_year(ready)
    worst, fine = drifts(director, date(2025, 3, 10))
    # Ten of forty: Wilson's interval is 14.2 to 40.2 percent, surely above the house's 2.
    assert (worst.site, worst.drift.outside, worst.drift.state) == (DALLAS, 10, "over")
    assert (round(worst.drift.low, 3), round(worst.drift.high, 3)) == (0.142, 0.402)
    assert (fine.site, fine.drift.outside, fine.drift.state) == (AUSTIN, 0, "within")

    code = publish_text(by=director, why=WHY, draft=MASTER, now=NOW - timedelta(days=20))
    with pytest.raises(WrongHandsError):
        publish_text(by=nurse, why=WHY, draft=MASTER)
    for draft, field in (
        (replace(MASTER, sections={"steps": "Only this."}), "sections"),
        (replace(MASTER, layer="location", site=DALLAS, limits=Limits(max_units=Decimal(65))), "limits"),
        (replace(MASTER, layer="state"), "layer"),
    ):
        with pytest.raises(RefusedError) as refused:
            publish_text(by=director, why=WHY, draft=draft)
        assert refused.value.field == field
    read_and_sign(by=nurse, why=WHY, code=code, now=NOW - timedelta(days=19))
    (text,) = [one for one in library(director, NOW) if one.code == code]
    assert ROSA not in text.unread
    assert text.late

    clearer = replace(
        MASTER,
        text=text.text,
        note="A session has fifty units.",
        limits=Limits(max_units=Decimal(50), max_units_by_area={"glabella": Decimal(20)}, least_age=18),
    )
    newer = publish_text(by=director, why=WHY, draft=clearer, now=NOW)
    found = whole(nurse, newer, NOW)
    assert found.kept.version == "1.1.0"
    assert ("max units", "64", "50") in found.changed
    assert ROSA in found.kept.unread
    with pytest.raises(RefusedError, match="another version"):
        read_and_sign(by=nurse, why=WHY, code=code)
    read_and_sign(by=nurse, why=WHY, code=newer, now=NOW)
    assert ROSA not in whole(nurse, newer, NOW).kept.unread
    assert limits_at(nurse, BOTOX, AUSTIN, NOW - timedelta(days=1)).max_units == Decimal(64)
    assert limits_at(operator(ready.network), BOTOX, AUSTIN, timezone.now()).max_units == Decimal(50)


@pytest.mark.django_db
def test_a_line_outside_the_protocol_is_marked_when_it_is_signed() -> None:
    ready = walk_in()
    limits = Limits(max_units_by_area={"glabella": Decimal(20)}, products=frozenset({"Alpha"}))
    publish_text(
        by=ada(ready.network), why=WHY, draft=replace(MASTER, limits=limits), now=NOW - timedelta(days=20)
    )
    given = Given(
        BOTOX,
        product="alpha",
        lot="C1",
        expires=date(2027, 1, 1),
        units={"glabella": Decimal(24)},
        after_care=True,
    )
    signed = sign_treatment(by=rosa(ready.network), why=WHY, visit=ready.visit, given=[given], now=at(15, 10))
    assert signed.outside == ("glabella 24 units, and 20 are the most there",)
    with seeing(system(ready.network)):
        assert Act.objects.get().marks == ["off_protocol"]


@pytest.mark.slow
def test_the_director_goes_from_the_drift_to_the_protocol_and_mends_it(
    chromium: Browser, demonstration: House
) -> None:
    there = on_the_floor(demonstration, "lines", floor=OVERSIGHT)
    with at_the_desk_of(chromium, demonstration.address, "medical-director") as page:
        found(page, there["far"], there["near"])
        writes(page, there["far"])
        makes_clearer(page, there["far"])
    with at_the_desk_of(chromium, demonstration.address, "rn", width=PHONE) as page:
        page.goto("/protocols/")
        page.locator("a.tap", has_text="Botulinum toxin").click()
        expect(page.locator("main")).to_contain_text("A session has fifty units.")
        page.get_by_role("button", name="I have read it and will keep to it").click()
        expect(page.get_by_role("status")).to_contain_text("You have read and signed it.")
    with at_the_desk_of(chromium, demonstration.address, "medical-director", width=PHONE) as page:
        page.goto("/drift/")
        line(page, there["far"]).get_by_role("link").click()
        expect(page.locator("section", has_text="Who has read it")).to_contain_text(there["nurse"])


def line(page: Page, site: str) -> Locator:
    """How the injections of a site drift."""
    return page.locator("tr", has_text=site).filter(has_text="Neuromodulator")


def found(page: Page, far: str, near: str) -> None:
    """Ten of forty lines lie outside at one site (Wilson's interval: 14.2 to 40.2 percent), none at the other."""
    page.goto("/protocols/")
    page.get_by_role("link", name="Drift").click()
    nothing_yet = "Neuromodulator injection no protocol: write one"
    expect(line(page, far).get_by_role("cell")).to_have_text(
        [nothing_yet, "40", "10", "25.0 %", "14.2 and 40.2 %", "✗ over the limit"]
    )
    expect(line(page, near)).to_contain_text("✓ within")


def writes(page: Page, site: str) -> None:
    """There is no protocol yet: the director writes one from here. A master without a word in a section is refused."""
    line(page, site).get_by_role("link", name="write one").click()
    page.get_by_label("Title").fill("Botulinum toxin")
    page.get_by_label("Most units of a session").fill("64")
    sections = list(SECTIONS.values())
    for said in sections[1:]:
        page.get_by_label(said, exact=True).fill("As it is done here.")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator("main")).to_contain_text("a master says something in each section")
    page.get_by_label(sections[0], exact=True).fill("Adults.")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Botulinum toxin, version 1.0.0")


def makes_clearer(page: Page, site: str) -> None:
    """From the drift to the text, and its next version with a tighter limit."""
    page.goto("/drift/")
    line(page, site).get_by_role("link").click()
    page.get_by_role("link", name="Next version").click()
    page.get_by_label("Most units of a session").fill("50")
    page.get_by_label("Most units by area").fill("glabella 20")
    page.get_by_label("What is new").fill("A session has fifty units.")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Botulinum toxin, version 1.1.0")
    expect(page.locator("section", has_text="What changed")).to_contain_text("64 50")
