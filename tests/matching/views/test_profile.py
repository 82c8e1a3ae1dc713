"""A profile in a browser: said, said anew, taken along; nobody else's hand."""

from __future__ import annotations

import json

import pytest

from tests.matching.need import CORA
from tests.matching.views.test_openings import lumen as made
from tests.matching.views.test_openings import words
from tests.oversight.conftest import Lumen

pytestmark = pytest.mark.django_db
lumen = made
SAID = {
    "open": "yes",
    "hours_free": "12.5",
    "pay_hour": "200",
    "trained": ["iv_therapy"],
    "boards": "Internal Medicine, dermatology",
    "latitude": "41.5",
    "longitude": "-81.69",
    "disciplined": "no",
    "outside": "yes",
    "state_0": "OH",
    "role_0": "NP",
    "count_0": "2",
    "state_1": "OH",
    "role_1": "sites",
    "count_1": "1",
}


def test_what_is_said_is_taken_along_whole(lumen: Lumen) -> None:
    cora = lumen.browser("cora")
    assert cora.post("/my-profile/", SAID).status_code == 302
    taken = json.loads(cora.get("/my-profile/?as=json").content)
    assert taken["person"] == CORA
    assert taken["hours_free_per_month"] == "12.5"
    assert taken["pay_usd_per_month"] is None
    assert taken["boards"] == ["dermatology", "internal_medicine"]
    assert taken["elsewhere"] == [
        {"state": "OH", "role": "NP", "count": 2},
        {"state": "OH", "role": "", "count": 1},
    ]
    rows = cora.get("/my-profile/?as=csv").content.decode().splitlines()
    assert rows[0] == "what,value"
    assert 'hours_free_per_month,"""12.5"""' in rows
    form = cora.get("/my-profile/").context["form"]
    assert form["count_0"].value() == 2
    assert form["role_1"].value() == "sites"


def test_what_is_left_empty_is_not_said(lumen: Lumen) -> None:
    cora = lumen.browser("cora")
    assert cora.post("/my-profile/", {"open": "yes"}).status_code == 302
    taken = json.loads(cora.get("/my-profile/?as=json").content)
    assert (taken["trained"], taken["elsewhere"], taken["disciplined"]) == (None, None, None)


def test_what_cannot_be_is_told_beside_its_field(lumen: Lumen) -> None:
    cora = lumen.browser("cora")
    answer = cora.post("/my-profile/", {**SAID, "hours_free": "900"})
    assert answer.status_code == 422
    assert "hours_free" in answer.context["form"].errors


def test_it_is_for_whoever_could_direct(lumen: Lumen) -> None:
    for who in ("olga", "rosa", "carl"):
        assert lumen.browser(who).get("/my-profile/").status_code == 403
    assert "You have said nothing yet" in words(lumen.browser("ada"), "/my-profile/")
