"""A clinic in Ohio finds a director today: opened, explained, introduced, and a first call agreed within minutes, by two people at two browsers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.architecture.tree import ROOT
from tests.cli.installations import Installation
from tests.stories.house import House, database, served
from tests.stories.person import PHONE, at_the_desk_of

pytestmark = pytest.mark.slow
EAST = ZoneInfo("America/New_York")


def in_ohio(environment: Mapping[str, str], *asked: str) -> dict[str, str]:
    """Let something happen in Ohio, in a process of its own; what it says."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.stories.ohio", *asked],
        env={**os.environ, **environment, "DJANGO_SETTINGS_MODULE": "openmso.web.settings"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, str] = json.loads(done.stdout)
    return told


@contextmanager
def lake_erie(log: Path, *asked: str) -> Iterator[tuple[House, dict[str, str]]]:
    """A demonstration of its own with a clinic in Cleveland, served; with the ids of its people."""
    environment = database("ohio")
    said = Installation(environment)("demo", "--sites", "6")
    assert said.code == 0, said
    ids = in_ohio(environment, *asked)
    with served(environment, log) as address:
        yield House(address, environment, {}), ids


@pytest.fixture(scope="module")
def ohio(
    django_db_modify_db_settings: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[House, dict[str, str]]]:
    """A demonstration of its own to which a clinic in Cleveland was added."""
    with lake_erie(tmp_path_factory.mktemp("ohio") / "log") as found:
        yield found


def clean(page: Page) -> None:
    """Nothing on the page keeps anybody out, and it does not run out of its width."""
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def says_what_she_offers(chromium: Browser, house: House) -> None:
    """The medical director fills in her profile on a phone."""
    with at_the_desk_of(chromium, house.address, "medical-director", width=PHONE) as doctor:
        doctor.goto("/introductions/")
        doctor.get_by_role("link", name="My profile").click()
        doctor.get_by_label("Yes", exact=True).first.check()
        doctor.get_by_label("Hours free a month").fill("20")
        doctor.get_by_label("You expect a month").fill("900")
        doctor.get_by_label("Neuromodulator injection").check()
        doctor.get_by_label("latitude").fill("41.08")
        doctor.get_by_label("Longitude").fill("-81.52")
        doctor.get_by_label("outside this network").select_option("no")
        doctor.get_by_label("discipline").select_option("no")
        clean(doctor)
        doctor.get_by_role("button", name="Say it").click()
        expect(doctor.get_by_text("It is said.")).to_be_visible()


def looks_back(chromium: Browser, house: House, director: str) -> None:
    """The operator sees that it was in time, what if she left, and what pay rests on."""
    with at_the_desk_of(chromium, house.address, "operator", width=PHONE) as operator:
        operator.goto("/directors-wanted/")
        assert "in time" in operator.get_by_role("main").inner_text().lower()
        clean(operator)
        operator.goto(f"/directors-wanted/plan/?gone={director}")
        expect(operator.get_by_role("heading", level=1)).to_contain_text("What if")
        clean(operator)
        operator.goto("/directors-wanted/pay/")
        clean(operator)


def test_a_clinic_in_ohio_finds_a_director_today(
    chromium: Browser, ohio: tuple[House, dict[str, str]]
) -> None:
    house, ids = ohio
    says_what_she_offers(chromium, house)
    with at_the_desk_of(chromium, house.address, "operator") as operator:
        operator.goto("/directors-wanted/new/")
        operator.get_by_label("Lake Erie Cleveland").check()
        operator.get_by_label("Wanted from").fill((date.today() + timedelta(days=5)).isoformat())  # noqa: DTZ011 - the demonstration begins on the machine's day
        operator.get_by_label("Visits of patients a month").fill("150")
        operator.get_by_label("NPs supervised").fill("1")
        operator.get_by_role("button", name="Open it").click()
        expect(operator.get_by_role("heading", name="Who directs Lake Erie Aesthetics PC?")).to_be_visible()
        expect(operator.get_by_role("heading", name="To begin with")).to_be_visible()
        assert "no license" in operator.locator("#excluded").locator("..").inner_text().lower()
        clean(operator)
        operator.locator(f'input[value="{ids["director"]}"]').locator("..").get_by_role(
            "button", name="as director"
        ).click()
        call = datetime.now(EAST) + timedelta(hours=2)
        operator.get_by_label("First proposal").fill(call.strftime("%Y-%m-%dT%H:%M"))
        operator.get_by_role("button", name="Propose these times").click()
        expect(operator.get_by_text("It is said.")).to_be_visible()
        clean(operator)
    with at_the_desk_of(chromium, house.address, "medical-director", width=PHONE) as doctor:
        doctor.goto("/introductions/")
        expect(doctor.get_by_role("heading", name="1 practice waits for my word")).to_be_visible()
        clean(doctor)
        doctor.get_by_role("link", name="Lake Erie Aesthetics PC").click()
        clean(doctor)
        doctor.get_by_role("button", name=f"{call:%H:%M}").click()
        expect(doctor.get_by_text("First call: ")).to_be_visible()
        with doctor.expect_download() as taken:
            doctor.get_by_role("link", name="For my calendar").click()
        assert "STATUS:CONFIRMED" in taken.value.path().read_text()
    looks_back(chromium, house, ids["director"])
