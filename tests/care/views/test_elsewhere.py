"""What another system sent of a patient is seen by whom their chart is open to; its papers are what was sent, and each look is written down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from openmso.authority.facts.people import Person
from openmso.care.files.fhir.reading import of_bytes
from openmso.care.models import Opening, Outside
from openmso.foundation.door import seeing
from openmso.foundation.rules.sides import Post
from openmso.oversight.facts.held import SHELF
from tests.care.actions.exchange.test_taking import brought
from tests.care.files.fhir.test_sheets import PDF, packed
from tests.care.views.test_photos import browser
from tests.cast import ADA, CAST, ROSA
from tests.foundation.company import Company
from tests.kept import network_of_the_cast
from tests.oversight.conftest import Lumen

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Iterator[Company]:
    SHELF.clear()
    made = Lumen(network_of_the_cast(replace(CAST.need(Person, ADA), npi="1932102084")))
    made.seat("ada", Post.MEDICAL_DIRECTOR, person=ADA)
    made.seat("rosa", Post.RN, person=ROSA)
    made.seat("olga", Post.OPERATOR)
    brought(made.network, of_bytes("export.zip", packed()), "Old EMR")
    yield made
    SHELF.clear()


def test_what_came_is_listed_and_its_paper_is_the_one_that_came(company: Company) -> None:
    with seeing(company.system):
        row = Outside.objects.select_related("patient").get(kind="DocumentReference")
        patient = row.patient.code
    ada, olga, rosa = (
        browser(company, "ada", "clinical"),
        browser(company, "olga", "business"),
        browser(company, "rosa", "clinical"),
    )
    page = ada.get(f"/patient/{patient}/elsewhere/").content.decode()
    assert "mara.pdf" in page
    assert "Old EMR" in page
    address = f"/paper/{row.code}/"
    assert address in page
    shown = ada.get(address)
    assert shown.content == PDF
    assert (shown.headers["Content-Type"], shown.headers["Cache-Control"]) == ("application/pdf", "no-store")
    assert shown.headers["Content-Disposition"].startswith("attachment")
    assert "mara" not in shown.headers["Content-Disposition"]
    for client, said in ((olga, 403), (rosa, 403)):
        assert client.get(address).status_code == said
        assert client.get(f"/patient/{patient}/elsewhere/").status_code == said
    assert ada.get("/paper/none/").status_code == 404
    with seeing(company.system):
        looked = Opening.objects.values_list("person", "what")
        assert {("ada", "elsewhere"), ("ada", "paper")} <= set(looked)
        assert ROSA not in {who for who, _ in looked}


def test_a_paper_stands_with_its_patient_and_nobody_else(company: Company) -> None:
    ada = browser(company, "ada", "clinical")
    with seeing(company.system):
        other = (
            Outside.objects.exclude(patient=None)
            .filter(kind="Patient")
            .values_list("patient__code", flat=True)
        )
    pages = [ada.get(f"/patient/{one}/elsewhere/").content.decode() for one in other]
    assert sum("mara.pdf" in one for one in pages) == 1
