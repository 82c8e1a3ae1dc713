"""The protocol library in a browser: a master is written, read and signed; the business reads it and writes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils.html import strip_tags
from pytest_django import DjangoAssertNumQueries

from openmso.foundation.door import seeing
from openmso.foundation.rules.sides import Post
from openmso.oversight.facts.held import SHELF
from openmso.oversight.models import ProtocolText, ReadAndSign
from openmso.oversight.rules.library import SECTIONS
from tests.cast import ADA, BOTOX
from tests.oversight.conftest import SIDES, Lumen, lumen_of

pytestmark = pytest.mark.django_db
MASTER = {
    **dict.fromkeys(SECTIONS, "As it is done here."),
    "layer": "master",
    "title": "Botulinum toxin",
    "procedures": [BOTOX],
    "max_units": "64",
    "by_area": "glabella 20, forehead 20",
}


@pytest.fixture
def lumen() -> Iterator[Lumen]:
    SHELF.clear()
    made = lumen_of()
    made.seat("ada", Post.MEDICAL_DIRECTOR, person=ADA)
    SIDES["ada"] = "clinical"
    yield made
    SHELF.clear()


def words(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.content
    return re.sub(r"\s+", " ", strip_tags(answer.content.decode()))


def test_a_master_is_written_read_and_its_next_version_shows_what_changed(lumen: Lumen) -> None:
    ada, rosa, olga = (lumen.browser(one) for one in ("ada", "rosa", "olga"))
    assert "Write the first master" in words(ada, "/protocols/")
    assert (
        "no area with units"
        in ada.post("/protocols/new/", {**MASTER, "by_area": "glabella"}).content.decode()
    )
    assert rosa.post("/protocols/new/", MASTER).status_code == 403
    assert olga.post("/protocols/new/", MASTER).status_code == 403
    page = ada.post("/protocols/new/", MASTER).headers["Location"]
    assert "For you to read and sign" in words(rosa, "/protocols/")
    assert rosa.post(page).status_code == 302
    assert "For you to read and sign" not in words(rosa, "/protocols/")
    assert "<dt>glabella</dt><dd>20</dd>" in olga.get(page).content.decode()
    following = ada.post(f"{page}next/", {**MASTER, "max_units": "50", "note": "Fifty suffice."})
    assert following.status_code == 302
    said = words(rosa, following.headers["Location"])
    assert "version 1.1.0" in said
    assert "max units : 64 50" in said.replace("max units:", "max units :")
    assert "a later version is in force" in words(rosa, page)
    with seeing(lumen.system):
        assert (ProtocolText.objects.count(), ReadAndSign.objects.count()) == (2, 1)


@pytest.mark.django_db(transaction=True)
def test_the_pages_ask_the_database_little(
    lumen: Lumen, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    ada = lumen.browser("ada")
    page = ada.post("/protocols/new/", MASTER).headers["Location"]
    for path in ("/protocols/", page, f"{page}next/", "/drift/"):
        ada.get(path)
        with django_assert_max_num_queries(22):
            ada.get(path)
