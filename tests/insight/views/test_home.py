"""The operator's home: what is shown, of which day, and what it costs."""

from __future__ import annotations

from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from openmso.authority.facts.people import License
from openmso.authority.facts.structure import Service, Site
from openmso.foundation.rules.sides import Post, Side
from openmso.oversight.facts import network_facts
from openmso.workforce.actions import renew_license
from tests.foundation.company import Company
from tests.insight.conftest import Enter

PARTS = ("standing", "outlook", "reliance", "changes")


def part(client: Client, name: str, **query: str) -> str:
    answer = client.get(f"/home/{name}/", query, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("name", ["olga", "mia"])
def test_who_runs_or_markets_the_network_begins_where_it_stands(enter: Enter, name: str) -> None:
    assert enter(name).get("/").headers["Location"] == "/home/"


def test_the_page_comes_first_and_asks_for_its_parts(enter: Enter) -> None:
    shown = enter("olga").get("/home/").content.decode()
    assert "Where do we stand today?" in shown
    for name in PARTS:
        assert f'hx-get="/home/{name}/"' in shown


@pytest.mark.parametrize("name", PARTS)
def test_each_part_is_a_page_by_itself_and_a_fragment_for_the_home(enter: Enter, name: str) -> None:
    client = enter("olga")
    assert "<html" in client.get(f"/home/{name}/").content.decode()
    assert "<html" not in part(client, name)


def test_the_map_counts_the_sites_and_services_of_each_state_and_leads_to_them(
    enter: Enter, spas: Company
) -> None:
    shown = part(enter("olga"), "standing")
    facts, day = network_facts(spas.system), timezone.now().date()
    states = {one.state for one in facts.all(Site)}
    assert states
    for state in states:
        here = [one for one in facts.all(Site) if one.state == state and day in one.span]
        menu = [one for site in here for one in facts.by(Service, "site", site.id) if day in one.span]
        assert f'href="/sites/?state={state}"' in shown
        assert f"of {len(menu)} service" in shown
        assert f"{len(here)} site" in shown


def test_before_the_first_site_opened_there_is_nothing_to_stand(enter: Enter) -> None:
    client = enter("olga")
    assert "No site is open" in part(client, "standing", on="1995-01-01")
    assert "Nobody holds any authority" in part(client, "outlook", on="1995-01-01")
    assert "hangs on one person alone" in part(client, "reliance", on="1995-01-01")
    assert "Where do we stand on Jan 1, 1995?" in client.get("/home/", {"on": "1995-01-01"}).content.decode()


def test_what_the_network_file_ends_is_in_the_outlook_of_the_weeks_before(enter: Enter) -> None:
    client = enter(
        "olga"
    )  # by the file, the license in Louisiana is good through Dec 31, 2026, and nobody stands in there
    shown = unescape(part(client, "outlook", on="2026-12-12"))
    assert "Jan 1" in shown
    assert "Luc Thibodeaux's LA MD license ends" in shown
    assert "Neurotoxin at Gulf & Plains Metairie" in shown
    assert "LA MD license" not in part(client, "outlook", on="2027-01-01")


def test_a_change_shows_who_made_it_and_why(enter: Enter, spas: Company) -> None:
    spas.seat("hana", Post.HR)
    hana = spas.actor("hana", Side.BUSINESS)
    ends = next(one for one in network_facts(hana).all(License) if one.span.until)
    why = "the board renewed it for two years"
    later = date.fromordinal(ends.span.end + 730)
    renew_license(by=hana, why=why, id=ends.id, until=later)
    first, *_ = part(enter("olga"), "changes").split("<li>")[1:]
    assert why in first
    assert "Hana" in first
    assert "entered" in first
    assert f"{ends.state} {ends.role} license" in first
    before = timezone.now().date() - timedelta(days=2)
    assert why not in part(enter("olga"), "changes", on=before.isoformat())


def test_nobody_without_a_seat_sees_it(spas: Company) -> None:
    client = Client()
    client.force_login(spas.users["olga"], backend="openmso.web.adapters.Users")
    assert client.get("/home/").headers["Location"] == "/seats/"


@pytest.mark.django_db(transaction=True)
def test_once_worked_out_the_page_holds_everything_and_asks_little(
    enter: Enter, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = enter("olga")
    for name in PARTS:
        part(client, name)
    client.get("/home/")
    with django_assert_num_queries(18):
        shown = client.get("/home/").content.decode()
    assert 'hx-get="/home/' not in shown
