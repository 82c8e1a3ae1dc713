"""Seats, crossings and one's own tokens over HTTP; seats are given and ended by whoever is there, never by a token."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest

from openmso.foundation.crossings import cross
from openmso.foundation.door import seeing
from openmso.foundation.models import Seat
from openmso.foundation.rules.proofs import Method
from openmso.foundation.rules.sides import Side
from openmso.foundation.stepup import prove
from tests.callers import problem
from tests.foundation.company import WHY, Company, company, today
from tests.web.network import Browser, browser, program

AT = "/api/v1/foundation"


@pytest.fixture
def urls(settings: Any) -> None:
    """Here the addresses are those of the product."""
    settings.ROOT_URLCONF = "openmso.web.urls"


@pytest.fixture
def lone_star(db: None) -> Company:
    return company()


@pytest.fixture
def olga(lone_star: Company) -> Browser:
    return browser(lone_star, "olga", Side.BUSINESS)


def sitting(lone_star: Company) -> dict[UUID, Any]:
    with seeing(lone_star.system):
        return dict(Seat.objects.values_list("id", "until"))


def test_who_sits_where_is_told_to_programs_too(lone_star: Company) -> None:
    told = json.loads(program(lone_star, "carl", Side.AUDITOR).ask("GET", f"{AT}/seats").content)
    assert {(one["name"], one["post"]) for one in told} == {
        ("Olga", "mso_owner"),
        ("Ada", "physician_owner"),
        ("Rosa", "rn"),
        ("Mia", "marketing"),
        ("Carl", "auditor"),
    }


def test_somebody_is_entered_and_seated_and_the_seat_ends(lone_star: Company, olga: Browser) -> None:
    entered = olga.ask("POST", f"{AT}/enter-user", {"email": "nina@example.com", "name": "Nina"})
    user = json.loads(entered.content)
    given = olga.ask("POST", f"{AT}/give-seat", {"user": user, "post": "hr", "organization": "mso"})
    assert given.status_code == 200, given.content
    seat = UUID(json.loads(given.content))
    assert sitting(lone_star)[seat] is None
    ended = olga.ask("POST", f"{AT}/end-seat", {"seat": str(seat)})
    assert ended.status_code == 204, ended.content
    assert sitting(lone_star)[seat] == max(today(), sitting(lone_star)[seat])
    assert problem(olga.ask("POST", f"{AT}/end-seat", {"seat": str(seat)})) == "not-there"


def test_nobody_seats_the_other_side_or_themselves_or_for_no_time(lone_star: Company, olga: Browser) -> None:
    before = sitting(lone_star)
    rosa, own = str(lone_star.users["rosa"].id), str(lone_star.users["olga"].id)
    for user, post in ((rosa, "medical_director"), (own, "hr")):
        assert problem(olga.ask("POST", f"{AT}/give-seat", {"user": user, "post": post})) == "wrong-hands"
    none = {"user": rosa, "post": "hr", "since": "2030-01-02", "until": "2030-01-01"}
    refused = olga.ask("POST", f"{AT}/give-seat", none)
    assert json.loads(refused.content)["errors"][0]["where"] == "body.until"
    assert problem(olga.ask("POST", f"{AT}/give-seat", {"user": "olga", "post": "hr"})) == "invalid"
    assert sitting(lone_star) == before


def test_a_token_gives_and_ends_no_seat(lone_star: Company) -> None:
    token, before = program(lone_star, "olga", Side.BUSINESS), sitting(lone_star)
    for act, body in (
        ("enter-user", {"email": "eve@example.com"}),
        ("give-seat", {"user": str(lone_star.users["mia"].id), "post": "hr"}),
        ("end-seat", {"seat": str(lone_star.seats["mia"])}),
        ("revoke-token", {"token": str(lone_star.seats["mia"])}),
    ):
        assert problem(token.ask("POST", f"{AT}/{act}", body)) == "wrong-hands", act
    assert sitting(lone_star) == before


def test_crossings_are_told_with_their_reason(lone_star: Company, olga: Browser) -> None:
    ada = lone_star.actor("ada", Side.CLINICAL)
    proof = prove(by=ada, why=WHY, purpose="cross:business", method=Method.PASSWORD)
    cross(by=ada, why="the lease", seat=lone_star.seats["ada"], to=Side.BUSINESS, proof=proof)
    (told,) = json.loads(olga.ask("GET", f"{AT}/crossings").content)
    assert (told["to"], told["why"], told["user"]) == ("business", "the lease", str(ada.user))


def test_ones_own_tokens_are_told_without_their_text_and_revoked(lone_star: Company, olga: Browser) -> None:
    token = program(lone_star, "olga", Side.BUSINESS)
    program(lone_star, "mia", Side.BUSINESS)
    (told,) = json.loads(olga.ask("GET", f"{AT}/tokens").content)
    assert token.token.startswith(told["prefix"])
    assert token.token not in json.dumps(told)
    assert problem(token.ask("GET", f"{AT}/tokens")) == "wrong-hands"
    assert olga.ask("POST", f"{AT}/revoke-token", {"token": told["id"]}).status_code == 204
    assert problem(token.ask("GET", f"{AT}/seats")) == "nobody"
    assert problem(olga.ask("POST", f"{AT}/revoke-token", {"token": told["id"]})) == "not-there"
