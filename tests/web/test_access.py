"""Whoever gives seats on a side gives and ends them on a page; everybody else reads who sits where."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core import mail
from django.test import Client

from openmso.foundation.door import seeing
from openmso.foundation.models import Seat, User
from tests.foundation.company import Company, today
from tests.web.cast import as_the_product, browser, seated_cast
from tests.web.visits import sign_in, take, with_password


def at_work(lone_star: Company, visitor: Client, name: str, side: str) -> Client:
    """The browser of somebody who has taken their seat."""
    with_password(lone_star.users[name])
    sign_in(visitor, name)
    take(visitor, lone_star.seats[name], side)
    return visitor


def rows(lone_star: Company) -> list[tuple[UUID, object]]:
    with seeing(lone_star.system):
        return list(Seat.objects.order_by("id").values_list("id", "until"))


def seat(client: Client, **form: Any) -> Any:
    """Post the form of a seat."""
    given = {
        "email": "bea@example.com",
        "name": "Bea",
        "post": "billing",
        "organization": "mso",
        "why": "she begins",
    }
    return client.post("/access/", {**given, **form})


def test_olga_seats_bea_who_gets_a_letter(lone_star: Company, visitor: Client) -> None:
    olga = at_work(lone_star, visitor, "olga", "business")
    assert seat(olga).headers["Location"] == "/access/"
    page = olga.get("/access/").content.decode()
    assert "Bea" in page
    (letter,) = mail.outbox
    assert letter.to == ["bea@example.com"]
    assert "/accounts/password/reset/key/" in letter.body


def test_who_has_a_password_gets_no_letter(lone_star: Company, visitor: Client) -> None:
    with_password(lone_star.users["mia"])
    olga = at_work(lone_star, visitor, "olga", "business")
    assert seat(olga, email="mia@example.com").status_code == 302
    assert mail.outbox == []


@pytest.mark.parametrize(
    "form",
    [
        {"post": "rn"},
        {"post": "physician_owner"},
        {"post": "auditor"},
        {"post": ""},
        {"email": "bea"},
        {"email": ""},
        {"why": ""},
        {"until": "2020-01-01"},
        {"until": "soon"},
        {"person": "rosa"},
    ],
    ids=str,
)
def test_what_is_wrong_is_said_and_nothing_changes(
    lone_star: Company, visitor: Client, form: dict[str, str]
) -> None:
    olga, before = at_work(lone_star, visitor, "olga", "business"), rows(lone_star)
    answer = seat(olga, **form)
    assert answer.status_code == 422
    assert b"errorlist" in answer.content
    assert rows(lone_star) == before
    assert not User.objects.filter(email="bea@example.com").exists()
    assert mail.outbox == []


def test_a_physician_owner_seats_in_her_own_practice_only(lone_star: Company, visitor: Client) -> None:
    ada, before = at_work(lone_star, visitor, "ada", "clinical"), rows(lone_star)
    assert ada.get("/access/").context["form"]["organization"].value() == "austin-pllc"
    assert seat(ada, post="np", organization="dallas-pllc").status_code == 403
    assert rows(lone_star) == before
    assert not User.objects.filter(email="bea@example.com").exists()
    assert seat(ada, post="np", organization="austin-pllc").status_code == 302


@pytest.mark.parametrize(("name", "side"), [("mia", "business"), ("rosa", "clinical"), ("carl", "auditor")])
def test_everybody_else_reads_and_gives_nothing(
    lone_star: Company, visitor: Client, name: str, side: str
) -> None:
    one, before = at_work(lone_star, visitor, name, side), rows(lone_star)
    page = one.get("/access/")
    assert (page.status_code, page.context["form"]) == (200, None)
    assert b"Olga" in page.content
    assert seat(one).status_code == 403
    assert one.post(f"/access/{lone_star.seats['mia']}/end/", {"why": "x"}).status_code == 403
    assert rows(lone_star) == before


def test_olga_ends_mias_seat_with_a_reason(lone_star: Company, visitor: Client) -> None:
    olga, before = at_work(lone_star, visitor, "olga", "business"), rows(lone_star)
    address = f"/access/{lone_star.seats['mia']}/end/"
    for why in ("", "  "):
        assert olga.post(address, {"why": why}).status_code == 422
    assert olga.get(address).status_code == 405
    assert rows(lone_star) == before
    assert olga.post(address, {"why": "she left"}).headers["Location"] == "/access/"
    assert dict(rows(lone_star))[lone_star.seats["mia"]] == today()
    assert olga.post(address, {"why": "again"}).status_code == 404


def test_olga_ends_no_seat_of_the_other_side_of_her_own_or_of_nowhere(
    lone_star: Company, visitor: Client
) -> None:
    olga, before = at_work(lone_star, visitor, "olga", "business"), rows(lone_star)
    for key, code in ((lone_star.seats["rosa"], 403), (lone_star.seats["olga"], 403), (uuid4(), 404)):
        assert olga.post(f"/access/{key}/end/", {"why": "x"}).status_code == code
    assert rows(lone_star) == before
    page = olga.get("/access/").content.decode()
    assert f"/access/{lone_star.seats['mia']}/end/" in page
    assert f"/access/{lone_star.seats['rosa']}/end/" not in page
    assert f"/access/{lone_star.seats['olga']}/end/" not in page


def test_the_page_shows_nobody_of_another_network(lone_star: Company, visitor: Client) -> None:
    olga = at_work(lone_star, visitor, "olga", "business")
    emails = {one.email for bench in olga.get("/access/").context["benches"] for one in bench.seats}
    assert emails == {f"{name}@example.com" for name in ("olga", "ada", "rosa", "mia", "carl")}


def test_without_a_seat_one_is_sent_to_take_one(lone_star: Company, visitor: Client) -> None:
    with_password(lone_star.users["olga"])
    sign_in(visitor, "olga")
    for answer in (visitor.get("/access/"), seat(visitor)):
        assert answer.headers["Location"] == "/seats/"


def test_seats_stand_by_side_with_names_and_what_a_post_may_write(db: None) -> None:
    company = seated_cast()
    as_the_product()
    page = browser(company, "olga").get("/access/")
    benches = {bench.side: {one.name for one in bench.seats} for bench in page.context["benches"]}
    assert benches == {"business": {"Olga", "Mia"}, "clinical": {"Dana", "Rosa"}, "auditor": {"Carl"}}
    text = page.content.decode()
    assert "<td>Lumen Management</td>" in text
    assert "Ada, MD" in text
    assert ">Lumen Medical</option>" in text, "organizations are chosen by name"
    writes = {one.post: one.writes for one in page.context["duties"]}
    assert writes["Front desk"] == ()
    assert "Delegations" in writes["Medical director"]
    assert "Delegations" not in writes["Operator"]
    assert "Licenses" in writes["HR"]
