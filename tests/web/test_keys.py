"""A token is made on a page after a fresh proof, shown once, works at the API, and is revoked on a page."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid4

import pytest
from django.test import Client

from openmso.foundation.door import seeing
from openmso.foundation.models import Token
from tests.foundation.company import Company
from tests.web.test_access import at_work
from tests.web.visits import prove_by_password

FORM = {"name": "the roster", "scopes": "structure:read", "days": "30"}


@pytest.fixture
def olga(lone_star: Company, visitor: Client) -> Client:
    return at_work(lone_star, visitor, "olga", "business")


def proved(client: Client) -> None:
    """Prove by password, where the page of a new token sends one."""
    where = client.get("/tokens/new/").headers["Location"]
    query = {name: values[0] for name, values in parse_qs(urlsplit(where).query).items()}
    assert query == {"purpose": "token", "next": "/tokens/new/"}
    client.post("/step-up/", query)
    prove_by_password(client, where)
    assert client.get(where).headers["Location"] == "/tokens/new/"


def kept(lone_star: Company) -> list[tuple[UUID, str, bool]]:
    with seeing(lone_star.system):
        return [(one.id, one.name, one.revoked_at is None) for one in Token.objects.order_by("id")]


def sites(text: str) -> int:
    """What the API answers to a token."""
    return Client().get("/api/v1/structure/sites", headers={"Authorization": f"Bearer {text}"}).status_code


def test_olga_makes_a_token_that_works_at_the_api_until_she_revokes_it(
    lone_star: Company, olga: Client
) -> None:
    proved(olga)
    page = olga.post("/tokens/new/", FORM)
    text = page.context["made"].text
    assert text in page.content.decode()
    assert sites(text) == 200
    shown = olga.get("/tokens/").content.decode()
    assert "the roster" in shown
    assert text not in shown
    ((key, name, is_good),) = kept(lone_star)
    assert (name, is_good) == ("the roster", True)
    assert olga.post(f"/tokens/{key}/revoke/").headers["Location"] == "/tokens/"
    assert sites(text) == 401
    assert olga.post(f"/tokens/{key}/revoke/").status_code == 404


def test_without_a_proof_there_is_no_token(lone_star: Company, olga: Client) -> None:
    assert olga.post("/tokens/new/", FORM).headers["Location"].startswith("/step-up/")
    assert kept(lone_star) == []


def test_a_proof_makes_one_token(lone_star: Company, olga: Client) -> None:
    proved(olga)
    olga.post("/tokens/new/", FORM)
    assert olga.post("/tokens/new/", FORM).headers["Location"].startswith("/step-up/")
    assert len(kept(lone_star)) == 1


@pytest.mark.parametrize(
    "wrong", [{"scopes": "admin"}, {"scopes": ""}, {"days": "0"}, {"days": "367"}, {"name": ""}], ids=str
)
def test_what_is_wrong_is_said_and_the_proof_is_still_good(
    lone_star: Company, olga: Client, wrong: dict[str, str]
) -> None:
    proved(olga)
    answer = olga.post("/tokens/new/", {**FORM, **wrong})
    assert (answer.status_code, kept(lone_star)) == (422, [])
    assert b"errorlist" in answer.content
    assert olga.post("/tokens/new/", FORM).status_code == 200


def test_a_token_of_somebody_else_is_not_there(lone_star: Company, olga: Client) -> None:
    proved(olga)
    olga.post("/tokens/new/", FORM)
    ((key, *_),) = kept(lone_star)
    mia = at_work(lone_star, Client(), "mia", "business")
    assert b"the roster" not in mia.get("/tokens/").content
    for one in (key, uuid4()):
        assert mia.post(f"/tokens/{one}/revoke/").status_code == 404
    assert kept(lone_star) == [(key, "the roster", True)]


def test_a_token_alone_opens_no_page(olga: Client) -> None:
    proved(olga)
    text = olga.post("/tokens/new/", FORM).context["made"].text
    for page in ("/seats/", "/tokens/", "/access/"):
        answer = Client().get(page, headers={"Authorization": f"Bearer {text}"})
        assert answer.headers["Location"].startswith("/accounts/login/")
