"""The frame: the rail with the line, the side one works on, the day that is shown; and where each post begins."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from openmso.foundation.rules.sides import Post, Side, sides_of
from openmso.web.desks import BOTH, BUSINESS, CLINICAL, DAILY, home_of, rail
from tests.foundation.company import Company
from tests.web.test_access import at_work
from tests.web.visits import sign_in, with_password

pytestmark = pytest.mark.django_db


def test_the_header_wears_the_side_one_works_on(lone_star: Company, visitor: Client) -> None:
    rosa = at_work(lone_star, visitor, "rosa", "clinical")
    page = rosa.get("/access/").content.decode()
    assert '<body class="side-clinical">' in page
    assert "clinical side" in page
    assert re.search(r'class="block block-clinical block-mine"', page)
    assert 'class="block block-business"' in page


def test_a_stranger_sees_no_rail_and_no_side(visitor: Client) -> None:
    page = visitor.get("/accounts/login/").content.decode()
    assert '<body class="side-none">' in page
    assert 'class="rail"' not in page


def test_a_day_that_is_not_today_wears_a_band_and_is_kept_by_the_rail(
    lone_star: Company, visitor: Client
) -> None:
    olga = at_work(lone_star, visitor, "olga", "business")
    page = olga.get("/access/?on=2031-02-03").content.decode()
    assert "not at today" in page
    assert 'href="/access/?on=2031-02-03"' in page
    today = olga.get("/access/").content.decode()
    assert "not at today" not in today
    assert "?on=" not in today


def test_a_day_that_is_none_is_answered_with_today_and_a_word(lone_star: Company, visitor: Client) -> None:
    olga = at_work(lone_star, visitor, "olga", "business")
    page = olga.get("/access/?on=%3Cscript%3E").content.decode()
    assert "&lt;script&gt;” is no day that can be shown" in page
    assert "<script>" not in page


def test_every_entry_of_the_rail_leads_to_a_page_and_each_only_once() -> None:
    entries = [*BUSINESS, *CLINICAL, *BOTH]
    assert len({reverse(one.address) for one in entries}) == len(entries)


@pytest.mark.parametrize("post", list(Post))
def test_every_post_begins_at_a_page_that_is_there(post: Post) -> None:
    assert reverse(home_of(post))


def test_who_has_one_seat_sits_on_it_by_arriving(lone_star: Company, visitor: Client) -> None:
    with_password(lone_star.users["rosa"])
    sign_in(visitor, "rosa")
    arrived = visitor.get("/")
    assert arrived.headers["Location"] == reverse(home_of(Post.RN))
    assert b"You work on the <strong>clinical</strong> side" in visitor.get("/seats/").content


def test_who_has_two_seats_chooses(lone_star: Company, visitor: Client) -> None:
    at_work(lone_star, visitor, "ada", "clinical")
    visitor.post("/seats/leave/")
    with connection.cursor() as cursor:
        cursor.execute("RESET SESSION AUTHORIZATION")
    lone_star.seat("ada", Post.AUDITOR)
    assert visitor.get("/").headers["Location"] == "/seats/"


def test_what_is_medicines_only_stands_on_no_other_rail(lone_star: Company, visitor: Client) -> None:
    olga = at_work(lone_star, visitor, "olga", "business").get("/sites/").content
    assert b'href="/exchange/' not in olga
    assert b'href="/visits/' in olga
    assert {side for side in Side if "exchange" in addresses(side)} == {Side.CLINICAL}


def addresses(side: Side) -> set[str]:
    return {one.address for block in rail(side) for one in block.daily}


@pytest.mark.parametrize("post", list(Post))
def test_what_a_post_needs_daily_stands_open_and_the_rest_is_one_step_away(post: Post) -> None:
    assert DAILY[post] <= {one.address for one in (*BUSINESS, *CLINICAL, *BOTH)}
    for side in sides_of(post):
        blocks = rail(side, post)
        shown = [one.address for block in blocks for one in block.daily]
        folded = [one.address for block in blocks for one in block.rest]
        for_them = {one.address for one in (*BUSINESS, *CLINICAL, *BOTH) if post in one.posts}
        assert sorted([*shown, *folded]) == sorted(addresses(side) & for_them)
        assert len(shown) <= 16
        assert home_of(post) in shown
