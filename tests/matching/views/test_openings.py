"""A need is opened in a browser, everybody who could is shown with reasons, and somebody is introduced."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from openmso.foundation.rules.sides import Post
from openmso.oversight.facts.held import SHELF
from tests.cast import ADA, AUSTIN
from tests.matching.need import CORA
from tests.matching.world import RECORDS, told
from tests.oversight.conftest import SIDES, Lumen, lumen_of

pytestmark = pytest.mark.django_db
SOON = (timezone.localdate() + timedelta(days=7)).isoformat()
NEED = {"sites": [AUSTIN], "mode": "hybrid", "wanted_from": SOON, "visits": "200", "count_NP": "1"}


@pytest.fixture
def lumen() -> Iterator[Lumen]:
    SHELF.clear()
    made = lumen_of(*RECORDS)
    made.seat("ada", Post.MEDICAL_DIRECTOR, person=ADA)
    made.seat("cora", Post.MEDICAL_DIRECTOR, person=CORA)
    SIDES.update({"ada": "clinical", "cora": "clinical"})
    told(made.network)
    yield made
    SHELF.clear()


def words(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.content
    return re.sub(r"\s+", " ", strip_tags(answer.content.decode()))


def opened(client: Client) -> str:
    return client.post("/directors-wanted/new/", NEED).headers["Location"]


def test_a_need_is_opened_and_who_could_is_shown_at_once(lumen: Lumen) -> None:
    olga = lumen.browser("olga")
    assert "No practice waits for a director" in words(olga, "/directors-wanted/")
    assert olga.post("/directors-wanted/new/", {**NEED, "sites": []}).status_code == 422
    assert olga.post("/directors-wanted/new/", {**NEED, "wanted_from": "2020-01-01"}).status_code == 422
    page = opened(olga)
    said = words(olga, page)
    assert "Who directs Lumen Medical?" in said
    assert "Cora Cole" in said
    assert "2 of 15 services" not in said
    assert "What is it worth?" in said
    assert "Lumen Medical" in words(olga, "/directors-wanted/")
    assert olga.get("/directors-wanted/opening-none/").status_code == 404


def test_the_excluded_are_shown_with_a_way_to_mend(lumen: Lumen) -> None:
    told(lumen.network, open=False)
    olga = lumen.browser("olga")
    said = words(olga, opened(olga))
    assert "They look for no office now" in said
    assert "Mend: ask whether they look for an office again" in said


def test_only_who_appoints_sees_who_could(lumen: Lumen) -> None:
    page = opened(lumen.browser("olga"))
    rosa = lumen.browser("rosa")
    assert "Cora" not in words(rosa, page)
    assert rosa.post(page, {"person": CORA, "kind": "director"}).status_code == 403
    assert rosa.get("/directors-wanted/new/").status_code == 403
    assert rosa.get("/directors-wanted/plan/").status_code == 403
    assert "Cora" in words(lumen.browser("carl"), page)


def test_who_fits_is_put_on_the_shortlist_once(lumen: Lumen) -> None:
    olga = lumen.browser("olga")
    page = opened(olga)
    assert olga.post(page, {"person": CORA, "kind": "director"}).status_code == 302
    again = olga.post(page, {"person": CORA, "kind": "backup"})
    assert again.status_code == 422
    assert "introduced already" in again.content.decode()
    assert "on the shortlist" not in words(olga, page)  # it waits for the introduction now
    assert olga.post(page, {"do": "close"}).status_code == 302
    assert "Closed" in words(olga, "/directors-wanted/")
