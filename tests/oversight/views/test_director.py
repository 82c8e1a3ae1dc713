"""The director's desk: what waits, what lapses, what is carried; signing with a fresh proof, and withdrawing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from openmso.authority.facts.oversight import Agreement, Delegation
from openmso.foundation.register import version_of
from openmso.oversight.actions import amend
from openmso.oversight.queries import one
from tests.cast import PEEL
from tests.foundation.company import Company
from tests.kept import events
from tests.today import civil_today
from tests.web.visits import enroll_app, prove_by_app

pytestmark = pytest.mark.django_db

Came = Callable[[str], Client]


def location(answer: Any) -> str:
    assert answer.status_code == 302, answer.content
    where: str = answer.headers["Location"]
    return where


def proved(client: Client, secret: str, page: str) -> str:
    """From a page that asks for a proof, by the app, and back: where that leads."""
    asked = location(client.get(page))
    return by_app(client, secret, asked)


def by_app(client: Client, secret: str, asked: str) -> str:
    query = {name: values[0] for name, values in parse_qs(urlsplit(asked).query).items()}
    way = location(client.post("/step-up/", query))
    assert way.startswith("/accounts/2fa/reauthenticate/")
    # The app shows another code every half minute; this is the next one, as the one of setting up is used.
    back = location(prove_by_app(client, secret, asked, steps=1))
    return location(client.get(back))


def ids(found: Any) -> list[str]:
    return [one.paper.id for one in found]


def test_the_desk_shows_what_waits_for_whom(company: Company, came: Came) -> None:
    seen = came("ada").get("/oversight/").context
    assert (seen["person"], seen["mine"], seen["may"]) == ("ada", True, True)
    assert ids(seen["found"].waiting) == ["waits"]
    assert ids(seen["found"].of_others) == ["half"]
    assert seen["found"].licensed == ("TX",)
    hers = came("nia").get("/oversight/").context
    assert ids(hers["found"].waiting) == ["half"]
    assert "Read and sign" in came("nia").get("/oversight/").content.decode()


def test_whoever_gives_no_authority_reads_and_is_told_who_can(company: Company, came: Came) -> None:
    for name in ("olga", "carl", "rosa"):
        client = came(name)
        page = client.get("/oversight/?of=ada")
        assert (page.context["mine"], page.context["may"]) == (False, False)
        text = page.content.decode()
        assert "Read and sign" not in text
        assert "Ada, MD signs and withdraws, by a license in force in TX" in text
        paper = client.get("/oversight/paper/waits/").content.decode()
        assert "You cannot:" in paper
        assert '<button class="btn">Withdraw it' not in paper
        assert client.get("/oversight/sign/waits/").status_code == 200
        before = len(events(company.network))
        told = client.post("/oversight/sign/waits/", {"why": "x", "version": "x"})
        assert told.status_code == 422
        assert "You cannot sign it" in told.content.decode()
        assert len(events(company.network)) == before


def test_the_home_of_a_director_is_their_desk(company: Company, came: Came) -> None:
    assert location(came("ada").get("/")) == "/oversight/"


def test_a_paper_that_is_not_there_is_not_found(company: Company, came: Came) -> None:
    ada = came("ada")
    for page in ("/oversight/paper/nothing/", "/oversight/sign/nothing/", "/oversight/paper/austin/"):
        assert ada.get(page).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_the_desk_takes_as_many_statements_whatever_is_held(
    company: Company, came: Came, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ada = came("ada")
    ada.get("/oversight/")
    with django_assert_num_queries(21):
        ada.get("/oversight/")


def test_signing_takes_a_fresh_proof_by_the_app_and_is_done_once(company: Company, came: Came) -> None:
    ada = came("ada")
    secret = enroll_app(ada)
    assert proved(ada, secret, "/oversight/sign/waits/") == "/oversight/sign/waits/"
    page = ada.get("/oversight/sign/waits/")
    assert page.status_code == 200
    version = page.context["form"].initial["version"]
    assert ada.post("/oversight/sign/waits/", {"why": "", "version": version}).status_code == 422
    assert (
        location(ada.post("/oversight/sign/waits/", {"why": "trained in May", "version": version}))
        == "/oversight/"
    )
    kept = one(company.system, Delegation, "waits").record
    assert [signature.person for signature in kept.signatures] == ["ada"]
    assert events(company.network, "waits")[-1].why == "trained in May"
    before = len(events(company.network))
    again = ada.post("/oversight/sign/waits/", {"why": "again", "version": version})
    assert "your signature stands on it already" in again.content.decode()
    assert len(events(company.network)) == before


def test_the_other_party_countersigns(company: Company, came: Came) -> None:
    nia = came("nia")
    proved(nia, enroll_app(nia), "/oversight/sign/half/")
    assert location(nia.post("/oversight/sign/half/", {"why": "agreed", "version": "seen"})) == "/oversight/"
    kept = one(company.system, Agreement, "half").record
    assert [signature.person for signature in kept.signatures] == ["ada", "nia"]


def test_without_a_proof_nothing_is_signed(company: Company, came: Came) -> None:
    ada = came("ada")
    before = len(events(company.network))
    asked = location(ada.post("/oversight/sign/waits/", {"why": "x", "version": "x"}))
    assert asked.startswith("/step-up/?purpose=sign%3Adelegation%3A")
    assert len(events(company.network)) == before


def test_a_newcomer_is_led_to_an_app_and_back(company: Company, came: Came) -> None:
    ada = came("ada")
    asked = location(ada.get("/oversight/sign/waits/"))
    page = ada.get(asked).content.decode()
    assert "Set up an authenticator app" in page
    secret = enroll_app(ada)
    codes = ada.get("/accounts/2fa/recovery-codes/")
    assert codes.context["on_the_way"] == asked
    assert "You were about to sign" in codes.content.decode()
    assert by_app(ada, secret, codes.context["on_the_way"]) == "/oversight/sign/waits/"
    assert "You were about to sign" not in ada.get("/accounts/2fa/").content.decode()


def test_what_was_changed_meanwhile_takes_another_proof(company: Company, came: Came) -> None:
    ada = came("ada")
    proved(ada, enroll_app(ada), "/oversight/sign/waits/")
    there = one(company.system, Delegation, "waits").record
    amend(by=company.system, why="one more", record=replace(there, procedures=there.procedures | {PEEL}))
    before = len(events(company.network))
    assert location(ada.post("/oversight/sign/waits/", {"why": "x", "version": "x"})).startswith("/step-up/")
    assert len(events(company.network)) == before


def test_a_paper_is_withdrawn_on_a_day_with_a_reason(company: Company, came: Came) -> None:
    ada, page = came("ada"), "/oversight/paper/delegation-rosa/"
    tomorrow = civil_today() + timedelta(days=1)
    version = version_of(one(company.system, Delegation, "delegation-rosa").record)
    before = len(events(company.network))
    for given in (
        {},
        {"on": "soon", "why": "x"},
        {"on": tomorrow, "why": ""},
        {"on": tomorrow, "why": "x", "version": "0" * 32},
    ):
        refused = ada.post(page, {"version": version, **given})
        assert refused.status_code == 422, given
        assert refused.context["form"].errors
    assert len(events(company.network)) == before
    assert (
        location(ada.post(page, {"on": tomorrow, "why": "two complaints", "version": version}))
        == "/oversight/"
    )
    assert one(company.system, Delegation, "delegation-rosa").record.span.until == tomorrow
    assert "two complaints" in [event.why for event in events(company.network, "delegation-rosa")]


def test_nobody_else_withdraws_it(company: Company, came: Came) -> None:
    version = version_of(one(company.system, Delegation, "delegation-rosa").record)
    before = len(events(company.network))
    for name in ("rosa", "olga", "carl"):
        tomorrow = civil_today() + timedelta(days=1)
        answer = came(name).post(
            "/oversight/paper/delegation-rosa/", {"on": tomorrow, "why": "x", "version": version}
        )
        assert answer.status_code == 403, name
    assert len(events(company.network)) == before


def test_the_load_is_told_against_the_law_of_the_state(company: Company, came: Came) -> None:
    (texas,) = came("ada").get("/oversight/").context["loads"]
    (both,) = texas.people
    # Tex. Occ. Code 157.0512: seven full-time equivalents, NPs and PAs together. Nia and Pat work full time.
    assert (both.what, both.count, both.limit, both.unit) == ("NPs and PAs", 2, 7, "full-time equivalents")
    assert sorted(both.of) == ["nia", "pat"]
    # A telehealth site is no location.
    assert (texas.sites.of, texas.sites.limit, texas.sites.known) == (("austin", "dallas"), None, False)
    assert "not established" in came("ada").get("/oversight/").content.decode()
