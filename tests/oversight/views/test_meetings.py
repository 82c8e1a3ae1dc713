"""The meeting pages in a browser: what is due is planned, held, decided on and signed by both; the business reads no words."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils.html import strip_tags

from openmso.foundation.rules.sides import Post
from openmso.oversight.facts.held import SHELF
from tests.cast import ADA, NIA
from tests.oversight.conftest import Lumen, lumen_of
from tests.oversight.views.test_director import by_app, location
from tests.today import civil_today
from tests.web.visits import enroll_app

pytestmark = pytest.mark.django_db


@pytest.fixture
def lumen() -> Iterator[Lumen]:
    SHELF.clear()
    made = lumen_of()
    made.seat("ada", Post.MEDICAL_DIRECTOR, person=ADA)
    made.seat("nia", Post.NP, person=NIA)
    yield made
    SHELF.clear()


def at(lumen: Lumen, name: str) -> Client:
    client = Client()
    client.force_login(lumen.users[name], backend="openmso.web.adapters.Users")
    side = {"olga": "business", "carl": "auditor"}.get(name, "clinical")
    client.post("/seats/take/", {"seat": str(lumen.seats[name]), "side": side})
    return client


def signed_by_app(client: Client, page: str, **form: str) -> None:
    """Sign on a page: first one proves by an app who one is, and nothing is signed; then one signs."""
    secret = enroll_app(client)
    asked = location(client.post(page, {"do": "sign", **form}))
    assert asked.startswith("/step-up/")
    before = words(client, page)
    assert by_app(client, secret, asked) == page
    assert location(client.post(page, {"do": "sign", **form})) == page
    assert words(client, page) != before


def words(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.content
    return re.sub(r"\s+", " ", strip_tags(answer.content.decode()))


def test_a_meeting_from_the_list_of_what_is_due_to_both_signatures(lumen: Lumen) -> None:
    nia, ada, olga = at(lumen, "nia"), at(lumen, "ada"), at(lumen, "olga")
    assert "Nia, NP and Ada, MD" in words(nia, "/meetings/")
    today = civil_today().isoformat()
    plan = {"kind": "director_clinician", "physician": ADA, "invited": [NIA], "on": today}
    assert nia.post("/meetings/", {**plan, "invited": []}).status_code == 422
    assert olga.post("/meetings/", plan).status_code == 422
    page = nia.post("/meetings/", plan).headers["Location"]
    held = {"do": "hold", "on": today, "mode": "video", "attendees": [NIA, ADA], "notes": "two hard cases"}
    assert nia.post(page, {**held, "mode": "letter"}).status_code == 422
    assert nia.post(page, held).status_code == 302
    decided = {"do": "decide", "owner": NIA, "due": today, "words": "photos before every filler"}
    assert ada.post(page, decided).status_code == 302
    assert "let whoever met you sign first" in words(ada, page)
    assert ada.post(page, {"do": "sign"}).status_code == 422
    signed_by_app(nia, page)
    signed_by_app(ada, page)
    assert nia.post(page, {"do": "finish:1"}).status_code == 302
    said = words(ada, page)
    assert "It counts as oversight" in said
    assert "photos before every filler" in said
    for name in ("olga", "carl"):
        said = words(at(lumen, name), page) + words(at(lumen, name), "/meetings/")
        assert "Decision 1" in said
        assert "photos" not in said
        assert "two hard cases" not in said
    assert nia.get("/meetings/none/").status_code == 404
