"""The database itself refuses a seat from the other side, in somebody else's practice, or for oneself. All of it in SQL."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from openmso.foundation.actor import Actor
from openmso.foundation.door import acting, seeing
from openmso.foundation.models import Seat, StepUp, Token
from openmso.foundation.rules.seating import seats_given
from openmso.foundation.rules.sides import Post, Side, sides_of
from tests.foundation.company import Company, company, user_named
from tests.foundation.walls import on, refusal

pytestmark = pytest.mark.django_db

SEAT = on(
    "INSERT INTO {} (network_id, user_id, post, organization, person, since) VALUES (%s, %s, %s, %s, '', '2026-01-01')",
    "foundation_seat",
)
REFUSED = "violates row-level security policy"


@pytest.fixture
def lone_star() -> Company:
    return company()


def seating(by: Actor, post: Post, organization: str = "austin-pllc", user: Any = None) -> str:
    """What the database answers when somebody seats Zoe, past all actions."""
    return refusal(by, SEAT, [by.network, user or user_named("zoe").id, post.value, organization])


@pytest.mark.parametrize("post", list(Post))
def test_an_mso_owner_seats_the_business_and_nobody_else(lone_star: Company, post: Post) -> None:
    answer = seating(lone_star.actor("olga", Side.BUSINESS), post)
    assert (answer == "") == (post in seats_given(Side.BUSINESS))
    assert answer == "" or REFUSED in answer


@pytest.mark.parametrize("post", list(Post))
def test_a_physician_owner_seats_clinicians_and_nobody_else(lone_star: Company, post: Post) -> None:
    answer = seating(lone_star.actor("ada", Side.CLINICAL), post)
    assert (answer == "") == (post in seats_given(Side.CLINICAL))
    assert answer == "" or REFUSED in answer


@pytest.mark.parametrize("post", list(Post))
def test_on_the_business_side_a_physician_owner_seats_nobody(lone_star: Company, post: Post) -> None:
    assert REFUSED in seating(lone_star.actor("ada", Side.BUSINESS), post)


@pytest.mark.parametrize("organization", ["dallas-pllc", ""])
def test_a_physician_owner_seats_nobody_in_another_practice(lone_star: Company, organization: str) -> None:
    assert REFUSED in seating(lone_star.actor("ada", Side.CLINICAL), Post.RN, organization)


def test_a_physician_owner_without_a_practice_seats_nobody(lone_star: Company) -> None:
    by = replace(lone_star.actor("ada", Side.CLINICAL), organization="")
    assert REFUSED in seating(by, Post.RN, "")


@pytest.mark.parametrize(("name", "side"), [("mia", Side.BUSINESS), ("rosa", Side.CLINICAL)])
def test_who_is_no_owner_seats_nobody(lone_star: Company, name: str, side: Side) -> None:
    for post in Post:
        assert REFUSED in seating(lone_star.actor(name, side), post)


def test_an_auditor_seats_nobody(lone_star: Company) -> None:
    assert "permission denied" in seating(lone_star.actor("carl", Side.AUDITOR), Post.AUDITOR)


def test_nobody_seats_themselves(lone_star: Company) -> None:
    olga, ada = lone_star.actor("olga", Side.BUSINESS), lone_star.actor("ada", Side.CLINICAL)
    assert REFUSED in seating(olga, Post.BILLING, user=olga.user)
    assert REFUSED in seating(ada, Post.MEDICAL_DIRECTOR, user=ada.user)
    assert REFUSED in seating(replace(olga, user=None), Post.BILLING)


def test_the_business_ends_no_clinical_seat_nor_medicine_a_business_one(lone_star: Company) -> None:
    from openmso.foundation.door import acting

    for name, side, theirs in (
        ("olga", Side.BUSINESS, "rosa"),
        ("ada", Side.CLINICAL, "mia"),
        ("mia", Side.BUSINESS, "olga"),
    ):
        with acting(lone_star.actor(name, side), why="reaching over"):
            assert Seat.objects.filter(id=lone_star.seats[theirs]).update(until="2026-01-01") == 0
    with seeing(lone_star.system):
        assert not Seat.objects.filter(until__isnull=False).exists()


@pytest.mark.parametrize("column", ["user_id", "post", "organization", "person", "since", "network_id"])
def test_nothing_of_a_seat_changes_but_its_end(lone_star: Company, column: str) -> None:
    for by in (
        lone_star.actor("olga", Side.BUSINESS),
        lone_star.actor("ada", Side.CLINICAL),
        lone_star.system,
    ):
        answer = refusal(by, on("UPDATE foundation_seat SET {} = DEFAULT", column))
        assert "permission denied" in answer


@pytest.mark.parametrize(
    "table", ["foundation_seat", "foundation_stepup", "foundation_token", "foundation_crossing"]
)
def test_no_side_removes_what_tells_who_was_where(lone_star: Company, table: str) -> None:
    for by in (
        lone_star.actor("olga", Side.BUSINESS),
        lone_star.actor("ada", Side.CLINICAL),
        lone_star.system,
    ):
        assert "permission denied" in refusal(by, on("DELETE FROM {}", table))


PROOF = on(
    "INSERT INTO {} (network_id, user_id, purpose, method, expires_at) VALUES (%s, %s, 'sign:x', 'totp', now() + interval '1 day')",
    StepUp._meta.db_table,
)
TOKEN = on(
    "INSERT INTO {} (network_id, user_id, seat_id, side, name, prefix, digest, scopes, expires_at) "
    "VALUES (%s, %s, %s, %s, 'x', 'oms_x', 'x', ARRAY['read'], now() + interval '1 day')",
    Token._meta.db_table,
)


@pytest.mark.parametrize(
    ("name", "side"), [("olga", Side.BUSINESS), ("ada", Side.CLINICAL), ("carl", Side.AUDITOR)]
)
def test_a_proof_is_ones_own(lone_star: Company, name: str, side: Side) -> None:
    by = lone_star.actor(name, side)
    assert refusal(by, PROOF, [by.network, by.user]) == ""
    assert REFUSED in refusal(by, PROOF, [by.network, lone_star.users["rosa"].id])


@pytest.mark.parametrize(
    ("name", "side"), [("olga", Side.BUSINESS), ("ada", Side.CLINICAL), ("carl", Side.AUDITOR)]
)
def test_a_token_is_ones_own_and_of_the_side_one_is_on(lone_star: Company, name: str, side: Side) -> None:
    by = lone_star.actor(name, side)
    seat = lone_star.seats[name]
    assert refusal(by, TOKEN, [by.network, by.user, seat, side.value]) == ""
    assert REFUSED in refusal(by, TOKEN, [by.network, lone_star.users["rosa"].id, seat, side.value])
    for other in set(Side) - {side}:
        assert REFUSED in refusal(by, TOKEN, [by.network, by.user, seat, other.value])


CROSSING = on(
    "INSERT INTO {} (network_id, user_id, seat_id, to_side, why, proof_id) VALUES (%s, %s, %s, 'business', 'x', %s)",
    "foundation_crossing",
)


def test_nobody_crosses_for_somebody_else_nor_at_another_time(lone_star: Company) -> None:
    by = lone_star.actor("ada", Side.CLINICAL)
    seat = lone_star.seats["ada"]
    assert REFUSED in refusal(by, CROSSING, [by.network, lone_star.users["rosa"].id, seat, uuid4()])
    earlier = on(
        "INSERT INTO {} (network_id, user_id, seat_id, to_side, why, proof_id, at) "
        "VALUES (%s, %s, %s, 'business', 'x', %s, '2026-01-01')",
        "foundation_crossing",
    )
    assert REFUSED in refusal(by, earlier, [by.network, by.user, seat, uuid4()])


LAWS = on(
    "INSERT INTO {} (network_id, code, position, text, counsel, signed_on) VALUES (%s, 'o', 0, '', 'C.', '2026-01-01')",
    "law_overlay",
)
ADOPTED = on(
    "INSERT INTO {} (network_id, code, position, version, digest, since, make, fingerprint, content) "
    "VALUES (%s, 'a', 0, '1', '', '2026-01-01', 1, '', '')",
    "law_adoption",
)
SEATED = [(post, side) for post in Post for side in sorted(sides_of(post))]


@pytest.mark.parametrize(("post", "side"), SEATED)
def test_only_counsel_states_law(lone_star: Company, post: Post, side: Side) -> None:
    by = Actor(user=None, network=lone_star.network, post=post, side=side)
    assert (refusal(by, LAWS, [by.network]) == "") == (post is Post.COUNSEL)


@pytest.mark.parametrize(("post", "side"), SEATED)
def test_compliance_an_owner_of_the_mso_and_counsel_adopt_a_law_pack(
    lone_star: Company, post: Post, side: Side
) -> None:
    by = Actor(user=None, network=lone_star.network, post=post, side=side)
    adopters = {Post.COMPLIANCE, Post.MSO_OWNER, Post.COUNSEL}
    assert (refusal(by, ADOPTED, [by.network]) == "") == (post in adopters)


def test_whoever_is_not_counsel_cannot_touch_what_counsel_stated(lone_star: Company) -> None:
    counsel, auditor = (
        Actor(user=None, network=lone_star.network, post=post, side=Side.AUDITOR)
        for post in (Post.COUNSEL, Post.AUDITOR)
    )
    with acting(counsel, why="an opinion"), connection.cursor() as cursor:
        cursor.execute(LAWS, [counsel.network])
    withdrawing = "UPDATE law_overlay SET withdrawn_on = '2026-02-01'"
    for by, touched in ((auditor, 0), (counsel, 1)):
        with acting(by, why="withdrawing"), connection.cursor() as cursor:
            cursor.execute(withdrawing)
            assert cursor.rowcount == touched
    for by in (auditor, counsel):
        assert "permission denied" in refusal(by, on("DELETE FROM {}", "law_overlay"))
