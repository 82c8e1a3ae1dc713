"""From signing in to working: seats, sides, crossing the line, proving who one is."""

from __future__ import annotations

from django.test import Client

from openmso.foundation.rules.sides import Side
from tests.foundation.company import Company
from tests.web.visits import sign_in, with_password


def test_rosa_signs_in_and_takes_her_seat(lone_star: Company, visitor: Client) -> None:
    with_password(lone_star.users["rosa"])
    assert sign_in(visitor, "rosa@example.com").headers["Location"] == "/seats/"
    page = visitor.get("/seats/")
    assert b"Work on the clinical side" in page.content
    assert b"business" not in page.content
    answer = visitor.post("/seats/take/", {"seat": lone_star.seats["rosa"], "side": "clinical"})
    assert answer.headers["Location"] == "/seats/"
    by = visitor.get("/seats/").context["actor"]
    assert (by.user, by.side) == (lone_star.users["rosa"].id, Side.CLINICAL)
