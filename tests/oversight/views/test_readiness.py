"""The readiness pages in a browser: what is missing is said; a kit is set up, checked, a drill written down and confirmed."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils.html import strip_tags

from openmso.foundation.rules.sides import Post
from openmso.oversight.facts.held import SHELF
from tests.cast import ADA, AUSTIN, ROSA
from tests.oversight.conftest import Lumen, lumen_of
from tests.today import civil_today

pytestmark = pytest.mark.django_db
PAGE = f"/readiness/{AUSTIN}/"


@pytest.fixture
def lumen() -> Iterator[Lumen]:
    SHELF.clear()
    made = lumen_of()
    made.seat("ada", Post.MEDICAL_DIRECTOR, person=ADA)
    yield made
    SHELF.clear()


def at(lumen: Lumen, name: str) -> Client:
    client = Client()
    client.force_login(lumen.users[name], backend="openmso.web.adapters.Users")
    side = {"olga": "business", "carl": "auditor"}.get(name, "clinical")
    client.post("/seats/take/", {"seat": str(lumen.seats[name]), "side": side})
    return client


def words(client: Client, path: str = PAGE) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.content
    return re.sub(r"\s+", " ", strip_tags(answer.content.decode()))


def test_a_site_is_made_ready_on_its_page(lumen: Lumen) -> None:
    ada, rosa = at(lumen, "ada"), at(lumen, "rosa")
    assert "There is no emergency kit" in words(rosa)
    new = ada.get(PAGE).context["new"]
    kit = {field.html_name: field.initial for field in new if field.html_name.startswith("least")}
    refused = ada.post(PAGE, {"do": "set:", "name": "Kit", "place": "", **kit})
    assert refused.status_code == 422
    assert "required" in refused.content.decode()
    assert (
        ada.post(
            PAGE, {"do": "set:", "name": "Kit", "place": "Room 1", "other": "Tape, 2, rolls", **kit}
        ).status_code
        == 302
    )
    assert rosa.post(PAGE, {"do": "set:", "name": "Kit", "place": "Room 1", **kit}).status_code == 403

    ((held, _, _),) = rosa.get(PAGE).context["kits"]
    assert "Tape" in [one.item for one in held.items]
    found = {f"have{place}": one.least for place, one in enumerate(held.items)}
    assert rosa.post(PAGE, {"do": f"check:{held.code}", **found, "sealed": "on"}).status_code == 302
    drill = {
        "scenario": "anaphylaxis",
        "on": civil_today(),
        "led_by": ADA,
        "people": [ROSA],
        "seconds": 90,
    }
    assert rosa.post(PAGE, {"do": "drill", **drill}).status_code == 302
    assert "Counts once Ada, MD confirms it" in words(rosa)
    code = ada.get(PAGE).context["drills"][0][0].code
    assert ada.post(PAGE, {"do": f"confirm:{code}"}).status_code == 302
    assert "Austin: ready for an emergency" in words(rosa)

    olga = at(lumen, "olga")
    assert "1 of 2 (50.0 %)" in words(olga, "/readiness/")
    assert "Austin: ready" in words(at(lumen, "carl"))
    assert olga.post(PAGE, {"do": "drill", **drill}).status_code == 422
    assert ada.post(PAGE, {"do": "check:none"}).status_code == 422
    assert rosa.get("/readiness/nowhere/").status_code == 404
