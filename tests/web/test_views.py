"""From signing in to working: seats, sides, crossing the line, proving who one is."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from openmso.foundation.door import seeing
from openmso.foundation.models import Crossing, StepUp
from openmso.foundation.rules.sides import Post, Side
from tests.foundation.company import Company
from tests.web.visits import enroll_app, prove_by_app, prove_by_password, sign_in, take, with_password


@pytest.fixture
def ada(lone_star: Company, visitor: Client) -> Client:
    """Ada's browser: signed in, on the clinical side."""
    with_password(lone_star.users["ada"])
    sign_in(visitor, "ada")
    take(visitor, lone_star.seats["ada"], "clinical")
    return visitor


def works_on(client: Client) -> Side | None:
    """The side on which whoever is signed in works now."""
    actor = client.get("/seats/").context["actor"]
    return actor.side if actor else None


def crossed(lone_star: Company) -> list[tuple[str, str]]:
    with seeing(lone_star.system):
        return list(Crossing.objects.order_by("id").values_list("to_side", "why"))


def to_business(lone_star: Company) -> str:
    return f"/seats/cross/{lone_star.seats['ada']}/business/"


def asked(client: Client, page: str) -> str:
    """The page on which one is asked to prove who one is, before this one."""
    answer = client.get(page)
    assert answer.status_code == 302, answer.content
    where: str = answer.headers["Location"]
    assert where.startswith("/step-up/")
    return where


def agreed(client: Client, where: str) -> str:
    """Say "go on" on that page; where one proves it."""
    query = {name: values[0] for name, values in parse_qs(urlsplit(where).query).items()}
    answer = client.post("/step-up/", query)
    assert answer.status_code == 302, answer.content
    location: str = answer.headers["Location"]
    return location


def test_rosa_signs_in_and_takes_her_seat(lone_star: Company, visitor: Client) -> None:
    with_password(lone_star.users["rosa"])
    assert sign_in(visitor, "rosa").headers["Location"] == "/"
    page = visitor.get("/seats/")
    assert b"Work on the clinical side" in page.content
    assert b"business" not in page.content
    assert take(visitor, lone_star.seats["rosa"], "clinical").headers["Location"] == "/"
    assert works_on(visitor) is Side.CLINICAL


def test_signing_in_and_taking_a_seat_each_change_the_key_of_the_session(
    lone_star: Company, visitor: Client
) -> None:
    with_password(lone_star.users["rosa"])
    visitor.get("/accounts/login/")
    visitor.session["planted"] = "by somebody else"
    keys = [visitor.session.session_key]
    sign_in(visitor, "rosa")
    keys.append(visitor.session.session_key)
    take(visitor, lone_star.seats["rosa"], "clinical")
    keys.append(visitor.session.session_key)
    assert len(set(keys)) == 3


def expiry(client: Client) -> datetime:
    """When the session of a browser ends if nothing more is asked."""
    end: datetime = Session.objects.get(session_key=client.session.session_key).expire_date
    return end


def test_a_session_ends_half_an_hour_after_the_last_request(lone_star: Company, ada: Client) -> None:
    assert timedelta(minutes=29) < expiry(ada) - timezone.now() <= timedelta(minutes=30)
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=5))
    assert works_on(ada) is Side.CLINICAL
    assert expiry(ada) - timezone.now() > timedelta(minutes=29)
    Session.objects.update(expire_date=timezone.now())
    assert ada.get("/seats/").headers["Location"].startswith("/accounts/login/")


def test_one_ends_ones_other_sessions(lone_star: Company, ada: Client) -> None:
    other = Client()
    sign_in(other, "ada")
    assert other.get("/seats/").status_code == 200
    ada.get("/accounts/sessions/")
    ada.post("/accounts/sessions/")
    assert works_on(ada) is Side.CLINICAL
    assert other.get("/seats/").headers["Location"].startswith("/accounts/login/")


def test_signing_out_leaves_nothing_of_the_session(lone_star: Company, ada: Client) -> None:
    cookie = ada.cookies["openmso"].value
    ada.post("/accounts/logout/")
    ada.cookies["openmso"] = cookie
    assert ada.get("/seats/").headers["Location"].startswith("/accounts/login/")


def test_who_has_no_seat_reads_so(lone_star: Company, visitor: Client) -> None:
    from openmso.foundation.seats import end_seat

    with_password(lone_star.users["rosa"])
    end_seat(by=lone_star.system, why="moved away", seat=lone_star.seats["rosa"])
    sign_in(visitor, "rosa")
    assert b"You have no seat today" in visitor.get("/seats/").content


@pytest.mark.parametrize(
    ("whose", "side"), [("mia", "business"), ("rosa", "business"), ("rosa", "system"), ("rosa", "auditor")]
)
def test_a_seat_that_is_not_theirs_is_refused(
    lone_star: Company, visitor: Client, whose: str, side: str
) -> None:
    with_password(lone_star.users["rosa"])
    sign_in(visitor, "rosa")
    assert take(visitor, lone_star.seats[whose], side).status_code == 403
    assert works_on(visitor) is None


@pytest.mark.parametrize(
    ("seat", "side"), [("x", "clinical"), ("01a215d4-5bcc-7ec3-b2b1-45a7dac52c77", "both"), ("", "")]
)
def test_what_is_no_seat_or_side_is_not_there(
    lone_star: Company, visitor: Client, seat: str, side: str
) -> None:
    with_password(lone_star.users["rosa"])
    sign_in(visitor, "rosa")
    assert take(visitor, seat, side).status_code == 404


def test_a_seat_is_taken_by_posting_only(lone_star: Company, ada: Client) -> None:
    assert ada.get(f"/seats/take/?seat={lone_star.seats['ada']}&side=clinical").status_code == 405
    assert ada.get("/seats/leave/").status_code == 405
    ada.post("/seats/leave/")
    assert works_on(ada) is None


def test_a_form_from_elsewhere_takes_no_seat(lone_star: Company, visitor: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    with_password(lone_star.users["rosa"])
    sign_in(visitor, "rosa")
    strict.cookies = visitor.cookies
    assert take(strict, lone_star.seats["rosa"], "clinical").status_code == 403
    assert works_on(visitor) is None


def test_ada_crosses_with_her_password_and_a_reason(lone_star: Company, ada: Client) -> None:
    page = to_business(lone_star)
    way = agreed(ada, asked(ada, page))
    assert way.startswith("/accounts/reauthenticate/")
    back = parse_qs(urlsplit(way).query)["next"][0]
    assert prove_by_password(ada, back).headers["Location"] == back
    assert ada.get(back).headers["Location"] == page
    assert b"Why?" in ada.get(page).content
    assert works_on(ada) is Side.CLINICAL
    assert ada.post(page, {"why": "the lease"}).headers["Location"] == "/"
    assert works_on(ada) is Side.BUSINESS
    assert crossed(lone_star) == [("business", "the lease")]
    with seeing(lone_star.system):
        assert [one.method for one in StepUp.objects.filter(spent_at__isnull=False)] == ["password"]


def proved(client: Client, page: str) -> None:
    """Prove by password what the page asks for."""
    way = agreed(client, asked(client, page))
    back = parse_qs(urlsplit(way).query)["next"][0]
    prove_by_password(client, back)
    client.get(back)


def test_without_a_reason_nobody_crosses_and_the_proof_is_still_good(lone_star: Company, ada: Client) -> None:
    page = to_business(lone_star)
    proved(ada, page)
    for why in ("", "   "):
        answer = ada.post(page, {"why": why})
        assert answer.status_code == 422
        assert b"Say why" in answer.content
    assert (works_on(ada), crossed(lone_star)) == (Side.CLINICAL, [])
    ada.post(page, {"why": "the lease"})
    assert works_on(ada) is Side.BUSINESS


def test_without_a_proof_posting_a_reason_leads_to_the_proof(lone_star: Company, ada: Client) -> None:
    answer = ada.post(to_business(lone_star), {"why": "the lease"})
    assert answer.headers["Location"].startswith("/step-up/")
    assert (works_on(ada), crossed(lone_star)) == (Side.CLINICAL, [])


def test_having_just_signed_in_is_no_proof(lone_star: Company, ada: Client) -> None:
    where = asked(ada, to_business(lone_star))
    agreed(ada, where)
    assert b"Go on" in ada.get(where).content  # asked for, and not given
    assert asked(ada, to_business(lone_star))


def test_a_password_typed_before_one_was_asked_is_no_proof(lone_star: Company, ada: Client) -> None:
    prove_by_password(ada, "/seats/")
    time.sleep(0.01)
    where = asked(ada, to_business(lone_star))
    assert b"Go on" in ada.get(where).content
    agreed(ada, where)
    assert b"Go on" in ada.get(where).content
    assert crossed(lone_star) == []


def test_a_wrong_password_is_no_proof(lone_star: Company, ada: Client) -> None:
    where = asked(ada, to_business(lone_star))
    agreed(ada, where)
    answer = ada.post("/accounts/reauthenticate/", {"password": "wrong", "next": where})
    assert answer.status_code == 200
    assert b"Go on" in ada.get(where).content
    with seeing(lone_star.system):
        assert not StepUp.objects.exists()


def test_a_proof_for_the_line_signs_nothing(lone_star: Company, ada: Client) -> None:
    proved(ada, to_business(lone_star))
    answer = ada.get("/step-up/", {"purpose": "sign:protocol 7", "next": "/seats/"})
    assert b"Set up an authenticator app" in answer.content
    assert ada.post("/step-up/", {"purpose": "sign:protocol 7", "next": "/seats/"}).status_code == 200
    with seeing(lone_star.system):
        assert [one.purpose for one in StepUp.objects.all()] == ["cross:business"]


def test_a_signature_takes_the_app_and_a_password_does_not_do(lone_star: Company, ada: Client) -> None:
    secret = enroll_app(ada)
    sign = {"purpose": "sign:protocol 7", "next": "/seats/"}
    way = ada.post("/step-up/", sign).headers["Location"]
    assert way.startswith("/accounts/2fa/reauthenticate/")
    back = parse_qs(urlsplit(way).query)["next"][0]
    prove_by_password(ada, back)
    assert b"Go on" in ada.get(back).content
    prove_by_app(ada, secret, back, steps=1)  # the next code: the first is used up
    assert ada.get(back).headers["Location"] == "/seats/"
    with seeing(lone_star.system):
        made = StepUp.objects.get()
        assert (made.purpose, made.method, made.spent_at) == ("sign:protocol 7", "totp", None)
    assert ada.session["openmso_proofs"] == {"sign:protocol 7": str(made.id)}


def test_one_code_makes_one_proof(lone_star: Company, ada: Client) -> None:
    secret = enroll_app(ada)
    for purpose, steps in (("sign:a", 1), ("sign:b", 1)):
        way = ada.post("/step-up/", {"purpose": purpose, "next": "/seats/"}).headers["Location"]
        back = parse_qs(urlsplit(way).query)["next"][0]
        prove_by_app(ada, secret, back, steps=steps)
        ada.get(back)
    with seeing(lone_star.system):
        assert [one.purpose for one in StepUp.objects.all()] == ["sign:a"]


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_after_a_proof_one_is_sent_nowhere_else(lone_star: Company, ada: Client, back: str) -> None:
    page = ada.get("/step-up/", {"purpose": "cross:business", "next": back})
    assert page.context["next"] == "/seats/"


def test_who_crossed_has_to_take_the_seat_anew_in_another_browser(lone_star: Company, ada: Client) -> None:
    other = Client()
    sign_in(other, "ada")
    take(other, lone_star.seats["ada"], "clinical")
    proved(ada, to_business(lone_star))
    ada.post(to_business(lone_star), {"why": "the lease"})
    assert works_on(other) is None
    assert take(other, lone_star.seats["ada"], "clinical").status_code == 403
    assert works_on(other) is None


def test_pages_after_the_seat_send_one_to_take_it(lone_star: Company, visitor: Client) -> None:
    with_password(lone_star.users["ada"])
    sign_in(visitor, "ada")
    for page in (to_business(lone_star), "/step-up/?purpose=cross:business"):
        assert visitor.get(page).headers["Location"] == "/seats/"


def test_where_it_is_required_nobody_takes_a_seat_without_a_second_factor(
    lone_star: Company, visitor: Client, settings: Settings
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    with_password(lone_star.users["rosa"])
    sign_in(visitor, "rosa")
    assert b"set up a second factor" in visitor.get("/seats/").content
    assert take(visitor, lone_star.seats["rosa"], "clinical").headers["Location"] == "/accounts/2fa/"
    assert works_on(visitor) is None
    enroll_app(visitor)
    take(visitor, lone_star.seats["rosa"], "clinical")
    assert works_on(visitor) is Side.CLINICAL


def test_the_pages_say_to_which_network_and_practice_a_seat_belongs(
    lone_star: Company, visitor: Client
) -> None:
    lone_star.seat("rosa", Post.CLINIC_MANAGER, organization="dallas-pllc")
    with_password(lone_star.users["rosa"])
    sign_in(visitor, "rosa")
    page = visitor.get("/seats/").content.decode()
    assert "Lone Star" in page
    assert "clinic manager at dallas-pllc" in page


def test_what_is_sent_without_the_token_of_the_page_is_refused_in_words(lone_star: Company) -> None:
    with_password(lone_star.users["rosa"])
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/accounts/login/", {"login": "rosa@example.com", "password": "x"})
    assert answer.status_code == 403
    assert "nothing was done" in answer.content.decode()
    assert "CSRF" not in answer.content.decode()
