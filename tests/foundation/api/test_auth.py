"""A token or a session: who is signed in changes nothing without the form's token, and who brings a token is nobody else."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from openmso.foundation.rules.sides import Side
from tests.callers import problem
from tests.foundation.company import Company, company
from tests.web.network import program

PEOPLE = "/api/v1/workforce/people"
MAX = {"id": "max", "name": "Max"}


@pytest.fixture
def urls(settings: Any) -> None:
    """Here the addresses are those of the product."""
    settings.ROOT_URLCONF = "openmso.web.urls"


@pytest.fixture
def lone_star(db: None) -> Company:
    return company()


@pytest.fixture
def browser(lone_star: Company) -> Client:
    """Olga's browser, as strict as a real one; she is signed in and took her seat."""
    made = Client(enforce_csrf_checks=True)
    made.force_login(lone_star.users["olga"], backend="openmso.web.adapters.Users")
    session = made.session
    session["openmso_seat"], session["openmso_side"] = str(lone_star.seats["olga"]), Side.BUSINESS.value
    session.save()
    return made


def post(browser: Client, **headers: str) -> HttpResponse:
    sent: Any = browser.post(
        PEOPLE, json.dumps(MAX), content_type="application/json", headers={"X-Why": "a test", **headers}
    )
    response: HttpResponse = sent
    return response


def test_who_is_signed_in_and_seated_reads(browser: Client) -> None:
    assert browser.get(PEOPLE).status_code == 200


def test_a_change_by_cookie_needs_the_token_of_the_form(browser: Client) -> None:
    refused = post(browser)
    assert (refused.status_code, problem(refused)) == (403, "no-csrf")
    refused = post(browser, **{"X-CSRFToken": "x" * 64})
    assert problem(refused) == "no-csrf"
    browser.get("/api/v1/docs")
    token = browser.cookies["openmso-csrf"].value
    assert post(browser, **{"X-CSRFToken": token}).status_code == 201


def test_a_file_comes_by_cookie_too_with_the_token_of_the_form(browser: Client) -> None:
    def send(**headers: str) -> HttpResponse:
        at = "/api/v1/workforce/plan-people"
        sent: Any = browser.post(at, b"name\nMax Moor\n", content_type="text/csv", headers=headers)
        response: HttpResponse = sent
        return response

    assert problem(send()) == "no-csrf"
    browser.get("/api/v1/docs")
    assert send(**{"X-CSRFToken": browser.cookies["openmso-csrf"].value}).status_code == 200


def test_who_is_signed_in_without_a_seat_is_nobody(lone_star: Company) -> None:
    browser = Client()
    browser.force_login(lone_star.users["olga"], backend="openmso.web.adapters.Users")
    answer: Any = browser.get(PEOPLE)
    assert problem(answer) == "nobody"


def test_a_wrong_token_is_not_made_good_by_a_session(browser: Client) -> None:
    refused: Any = browser.get(PEOPLE, headers={"Authorization": "Bearer oms_wrong"})
    assert (refused.status_code, problem(refused)) == (401, "nobody")


def test_a_seat_that_ended_ends_session_and_token_with_it(browser: Client, lone_star: Company) -> None:
    from openmso.foundation.seats import end_seat
    from tests.foundation.company import WHY, today

    mine = program(lone_star, "olga", Side.BUSINESS)
    assert mine.ask("GET", PEOPLE).status_code == 200
    end_seat(by=lone_star.system, why=WHY, seat=lone_star.seats["olga"], on=today())
    assert problem(mine.ask("GET", PEOPLE)) == "nobody"
    answer: Any = browser.get(PEOPLE)
    assert problem(answer) == "nobody"


def test_a_token_answers_for_its_side_only(lone_star: Company) -> None:
    """Ada stands on the clinical side: her token there may not write what is the business's."""
    look = {"id": "s", "subject": "ada", "source": "LEIE", "on": "2026-01-01", "result": "clear"}
    ada = program(lone_star, "ada", Side.CLINICAL)
    refused = ada.ask("POST", "/api/v1/workforce/screenings", look)
    assert (refused.status_code, problem(refused)) == (403, "wrong-hands")
