"""Sites: the list with its counts, and the page of one site, of worlds of which one knows who may do what."""

from __future__ import annotations

import re
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags
from pytest_django import DjangoAssertNumQueries

from openmso.authority.facts.structure import Registration, Service, Site
from openmso.timeline.spans import Span
from tests.cast import (
    AUSTIN,
    BOTOX,
    DALLAS,
    LASER,
    LUMEN,
    OPENED,
    ROSA,
    SINCE_OPENING,
    TX,
    altered,
    licensed,
)
from tests.oversight.conftest import Found

pytestmark = pytest.mark.django_db(transaction=True)


def in_days(days: int) -> date:
    """A day from today on, at the sites."""
    return timezone.localdate(timezone=ZoneInfo("America/Chicago")) + timedelta(days=days)


def read(client: Client, path: str) -> str:
    """A page in words."""
    answer = client.get(path)
    assert answer.status_code == 200, answer.content
    return re.sub(r"\s+", " ", strip_tags(answer.content.decode()))


NEUROTOXIN = Service("neurotoxin", AUSTIN, "Neurotoxin", frozenset({BOTOX}), SINCE_OPENING)
LASERS = Service("lasers", AUSTIN, "Laser", frozenset({LASER}), SINCE_OPENING)


def test_the_list_counts_how_sites_stand_and_says_what_nobody_may_do(founded_lumen: Found) -> None:
    """Ada works in Austin only; without Ben nobody in Dallas or by telehealth may do everything."""
    olga = founded_lumen(without=["engagement-ben"]).browser("olga")
    said = read(olga, "/sites/")
    assert "3 sites are open today" in said
    assert "3 in all" in said
    assert "Texas 3" in said
    assert said.count("Nobody may do: Everything") == 2
    assert said.count("all 1 services are covered") == 1


def test_the_list_is_narrowed_by_name_standing_and_state(founded_lumen: Found) -> None:
    olga = founded_lumen(without=["engagement-ben"]).browser("olga")
    assert {one.site.name for one in olga.get("/sites/?name=DAL").context["shown"]} == {"Dallas"}
    held = olga.get("/sites/?standing=held")
    assert {one.site.name for one in held.context["shown"]} == {"Austin"}
    assert held.context["alike"] == 3
    assert {one.site.name for one in olga.get("/sites/?state=TX&name=a").context["shown"]} >= {"Austin"}
    assert "No site is like that" in read(olga, "/sites/?name=nowhere")


@pytest.mark.parametrize(
    "nonsense", ["?state=ZZ", "?standing=splendid", "?page=nine", "?page=-4", "?on=soon"]
)
def test_nonsense_in_the_address_of_the_list_narrows_nothing(founded_lumen: Found, nonsense: str) -> None:
    assert len(founded_lumen().browser("carl").get(f"/sites/{nonsense}").context["shown"]) == 3


def test_many_sites_are_turned_page_by_page(founded_lumen: Found) -> None:
    more = [Site(f"site-{i}", f"Site {i:03}", LUMEN, TX, "America/Chicago") for i in range(120)]
    olga = founded_lumen(*more).browser("olga")
    first, second = (olga.get(f"/sites/?page={page}").context["shown"] for page in (1, 2))
    assert (len(first), len(second)) == (100, 23)
    assert not {one.site.id for one in first} & {one.site.id for one in second}


def test_sites_that_open_later_or_are_closed_are_listed_apart(founded_lumen: Found) -> None:
    waco = Site("waco", "Waco", LUMEN, TX, "America/Chicago", span=Span.of(in_days(30)))
    laredo = altered(Site, DALLAS, name="Laredo", span=Span.of(OPENED, in_days(-10)))
    olga = founded_lumen(waco, laredo).browser("olga")
    said = read(olga, "/sites/")
    assert re.search(r"Waco Texas opens in 30 days", said)
    assert re.search(r"Laredo Texas closed 10 days ago", said)
    assert "This site is not open yet. It opens in 30 days" in read(olga, "/sites/waco/")
    assert "This site closed 10 days ago" in read(olga, "/sites/dallas/")
    assert "not open" not in read(olga, "/sites/austin/")


def test_a_site_says_who_oversees_it_and_what_it_is_registered_as(founded_lumen: Found) -> None:
    laser = altered(Registration, "registration-austin", span=Span.of(OPENED, in_days(20)))
    said = read(founded_lumen(laser).browser("rosa"), "/sites/austin/")
    assert "Ada, MD, director since Jan 1, 2024" in said
    assert "Ben, DO, backup since Jan 1, 2024" in said
    assert re.search(r"laser facility Jan 1, 2024 – .* in 20 days", said)


def test_what_changes_next_names_the_license_that_ends_and_whom_it_stops(founded_lumen: Found) -> None:
    """Rosa's license runs out in twelve days; nothing else does."""
    runs_out = licensed(ROSA, span=Span.of(OPENED, in_days(12)))
    lumen = founded_lumen(NEUROTOXIN, LASERS, runs_out, without=["menu-austin"])
    events = lumen.browser("olga").get("/sites/austin/").context["floor"].ahead
    assert [(one.day, one.cause.records) for one in events] == [(in_days(12).toordinal(), ("license-rosa",))]
    assert [(one.person, [x.name for x in one.services]) for one in events[0].turned] == [
        (ROSA, ["Neurotoxin"])
    ]
    said = read(lumen.browser("olga"), "/sites/austin/")
    assert "in 12 days" in said
    assert "Rosa&#x27;s TX RN license" in said or "Rosa's TX RN license" in said


def test_nothing_changes_where_nothing_ends(founded_lumen: Found) -> None:
    assert "Nothing changes here in the 90 days" in read(founded_lumen().browser("olga"), "/sites/austin/")


def test_services_that_nobody_may_do_are_told_with_who_mends_it(founded_lumen: Found) -> None:
    """Without the physicians nobody there uses a laser by their own scope; for a neurotoxin there is still Rosa."""
    lumen = founded_lumen(NEUROTOXIN, LASERS, without=["menu-austin", "engagement-ada", "engagement-ben"])
    found = lumen.browser("olga").get("/sites/austin/").context["floor"].dark
    assert [[one.name for one in dark.services] for dark in found] == [["Laser"]]
    assert "Nobody here may do Laser" in read(lumen.browser("olga"), "/sites/austin/")


def test_people_on_a_board_are_in_the_order_of_their_names(founded_lumen: Found) -> None:
    rows = founded_lumen().browser("olga").get("/sites/austin/").context["floor"].board.rows
    assert [row.person for row in rows] == sorted(row.person for row in rows)


def test_a_site_that_is_not_there_is_not_found(founded_lumen: Found) -> None:
    assert founded_lumen().browser("olga").get("/sites/el-paso/").status_code == 404


@pytest.mark.parametrize(("path", "statements"), [("/sites/", 12), ("/sites/austin/", 11)])
def test_a_page_asks_for_what_is_new_and_for_nothing_else(
    founded_lumen: Found, django_assert_num_queries: DjangoAssertNumQueries, path: str, statements: int
) -> None:
    """Session, user and seats; the side; what is new; the session again. However many sites and people there are."""
    olga = founded_lumen().browser("olga")
    olga.get(path)
    with django_assert_num_queries(statements):
        olga.get(path)
