"""Sites: the list with its counts, and the page of one site, of worlds of which one knows who may do what."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags
from pytest_django import DjangoAssertNumQueries

from openmso.authority.facts.structure import Registration, Service, Site
from openmso.foundation.door import acting
from openmso.foundation.seats import end_seat
from openmso.timeline.spans import Span
from openmso.workforce.models import License
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
from tests.oversight.conftest import Found, Lumen

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


@pytest.mark.parametrize(("path", "statements"), [("/sites/", 12), ("/sites/austin/", 12)])
def test_a_page_asks_for_what_is_new_and_for_nothing_else(
    founded_lumen: Found, django_assert_num_queries: DjangoAssertNumQueries, path: str, statements: int
) -> None:
    """Session, user and seats; the side; what is new; the session again. However many sites and people there are."""
    olga = founded_lumen().browser("olga")
    olga.get(path)
    with django_assert_num_queries(statements):
        olga.get(path)


def seen_by(page: Any) -> str:
    """The token that a page, or a part of one, shows when it asks whether anything is new."""
    found = re.search(r'id="live-seen" name="seen" value="([^"]+)"', page.content.decode())
    assert found, page.content
    return found[1]


def looks(client: Client, seen: str, path: str = "/sites/austin/live/", on: str = "") -> Any:
    """What a page asks by itself."""
    asked = {"seen": seen, **({"on": on} if on else {})}
    return client.get(path, asked, headers={"HX-Request": "true"})


def revoke(lumen: Lumen, license: str = f"license-{ROSA}") -> None:
    with acting(lumen.system, why="the board revoked it"):
        one = License.objects.get(code=license)
        one.status = "revoked"
        one.save()


def test_an_open_page_is_told_what_somebody_else_changed_and_then_nothing_more(founded_lumen: Found) -> None:
    lumen = founded_lumen(NEUROTOXIN, without=["menu-austin"])
    olga = lumen.browser("olga")
    seen = seen_by(olga.get("/sites/austin/"))
    assert looks(olga, seen).status_code == 204
    revoke(lumen)
    told = looks(olga, seen)
    assert told.status_code == 200
    assert "Rosa&#x27;s TX RN license" in told.content.decode()
    assert re.search(r"of-rosa-neurotoxin[^>]*aria-label=\"Neurotoxin: Barred", told.content.decode())
    assert "HX-Reswap" not in told.headers
    shown = {
        f"Updated {timezone.localtime(timezone=ZoneInfo('America/Chicago')):%H:%M}",
        f"Updated {timezone.localtime(timezone.now() - timedelta(minutes=1), ZoneInfo('America/Chicago')):%H:%M}",
    }
    assert any(one in told.content.decode() for one in shown), "by the clock of the site"
    assert "<html" not in told.content.decode()
    assert looks(olga, seen_by(told)).status_code == 204


def test_what_changed_elsewhere_moves_nothing_on_an_open_page(founded_lumen: Found) -> None:
    """The practice of another state: nothing of it is seen in Austin, and only the token is renewed."""
    lumen = founded_lumen(licensed(ROSA, id="elsewhere", state="WY"))
    olga = lumen.browser("olga")
    seen = seen_by(olga.get("/sites/austin/"))
    revoke(lumen, "elsewhere")
    told = looks(olga, seen)
    assert told.headers["HX-Reswap"] == "none"
    assert "board" not in told.content.decode()
    assert looks(olga, seen_by(told)).status_code == 204


def test_an_open_page_is_made_anew_when_the_day_has_changed(founded_lumen: Found) -> None:
    """Nothing was written; but yesterday's page shows yesterday."""
    olga = founded_lumen().browser("olga")
    seen = seen_by(olga.get("/sites/austin/"))
    told = looks(olga, seen, on=in_days(1).isoformat())
    assert told.status_code == 200


@pytest.mark.parametrize("seen", ["", "nonsense", "WyJhIl0:1a:b"])
def test_a_token_that_is_none_of_ours_is_answered_with_the_part(founded_lumen: Found, seen: str) -> None:
    told = looks(founded_lumen().browser("olga"), seen)
    assert told.status_code == 200
    assert looks(founded_lumen(slug="lux").browser("olga"), seen, "/sites/nowhere/live/").status_code == 404


def test_looking_does_not_keep_somebody_signed_in_and_working_does(founded_lumen: Found) -> None:
    olga = founded_lumen().browser("olga")
    seen = seen_by(olga.get("/sites/austin/"))
    key = olga.cookies["openmso"].value

    def ends() -> datetime:
        return Session.objects.get(session_key=key).expire_date

    before = ends()
    answer = looks(olga, seen)
    assert "openmso" not in answer.cookies
    assert ends() == before
    assert looks(olga, "").status_code == 200
    assert ends() == before
    olga.get("/sites/austin/")
    assert ends() > before


def test_a_page_whose_session_ended_is_told_so_and_gets_no_sign_in_page(founded_lumen: Found) -> None:
    olga = founded_lumen().browser("olga")
    seen = seen_by(olga.get("/sites/austin/"))
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    here = {"HX-Request": "true", "HX-Current-URL": "http://testserver/sites/austin/?on=2026-12-05"}
    told = olga.get("/sites/austin/live/", {"seen": seen}, headers=here)
    assert told.status_code == 401
    assert "You are signed out" in told.content.decode()
    assert "/accounts/login/?next=%2Fsites%2Faustin%2F%3Fon%3D2026-12-05" in told.content.decode()
    assert "<form" not in told.content.decode()


def test_a_page_whose_reader_lost_the_seat_is_told_so(founded_lumen: Found) -> None:
    lumen = founded_lumen()
    olga = lumen.browser("olga")
    seen = seen_by(olga.get("/sites/austin/"))
    end_seat(by=lumen.system, why="left", seat=lumen.seats["olga"], on=timezone.now().date())
    told = looks(olga, seen)
    assert told.status_code == 401
    assert "You have no seat here any more" in told.content.decode()


def test_looking_asks_for_what_is_new_and_for_nothing_else(
    founded_lumen: Found, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Session, user, seats; the side, what is new: and no session is written."""
    olga = founded_lumen().browser("olga")
    seen = seen_by(olga.get("/sites/austin/"))
    with django_assert_num_queries(7):
        looks(olga, seen)
