"""The exchange desk: a file is looked into, brought in, and what waits is said; medicine only."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from openmso.authority.facts.people import Person
from openmso.care.models import Outside
from openmso.foundation.door import seeing
from openmso.foundation.rules.sides import Post
from openmso.oversight.models import Act
from tests.care.rules.fhir.samples import location, patient, practitioner, procedure
from tests.cast import ADA, AUSTIN, CAST
from tests.oversight.conftest import Lumen, lumen_of

pytestmark = pytest.mark.django_db
NPI = "1234567893"
EVERYTHING = [patient(), practitioner(npi=NPI), location(), procedure()]


@pytest.fixture
def lumen() -> Lumen:
    made = lumen_of(replace(CAST.need(Person, ADA), npi=NPI))
    made.seat("ada", Post.MEDICAL_DIRECTOR, person=ADA)
    return made


def at(lumen: Lumen, name: str) -> Client:
    client = Client()
    client.force_login(lumen.users[name], backend="openmso.web.adapters.Users")
    side = "business" if name == "olga" else "clinical"
    client.post("/seats/take/", {"seat": str(lumen.seats[name]), "side": side})
    return client


def sent(*resources: dict[str, Any], source: str = "Vendor EMR") -> dict[str, Any]:
    data = "\n".join(map(json.dumps, resources)).encode()
    return {"source": source, "file": SimpleUploadedFile("export.ndjson", data)}


def acts(lumen: Lumen) -> int:
    with seeing(lumen.system):
        return Act.objects.filter(network=lumen.network).count()


def test_a_file_is_looked_into_brought_in_and_becomes_an_act(lumen: Lumen) -> None:
    ada = at(lumen, "ada")
    looked = ada.post("/exchange/", sent(*EVERYTHING))
    assert looked.status_code == 302
    page = ada.get(looked.headers["Location"])
    assert page.context["all_rejects"] == 1
    assert b"would come from Vendor EMR" in page.content
    with seeing(lumen.system):
        assert not Outside.objects.exists()

    assert ada.post(looked.headers["Location"]).status_code == 302
    assert b"What came from Vendor EMR" in ada.get(looked.headers["Location"]).content
    codes = ada.get("/exchange/codes/")
    ((field, one, called),) = codes.context["rows"]
    assert (one.count, field.initial, called) == (1, "neuromodulator_injection", "Neuromodulator injection")
    said = {"stamp": codes.context["stamp"], field.name: "neuromodulator_injection"}
    assert ada.post("/exchange/codes/", said).status_code == 302
    assert acts(lumen) == 0
    places = ada.get("/exchange/places/")
    said = {"stamp": places.context["stamp"], "row0": AUSTIN}
    assert ada.post("/exchange/places/", said).status_code == 302
    assert acts(lumen) == 1
    assert ada.get("/exchange/rejected/").context["all"] == 0


def test_a_list_that_changed_meanwhile_is_looked_at_again(lumen: Lumen) -> None:
    ada = at(lumen, "ada")
    ada.post(ada.post("/exchange/", sent(*EVERYTHING)).headers["Location"])
    refused = ada.post("/exchange/codes/", {"stamp": "of before", "row0": "prp"})
    assert refused.status_code == 422
    assert b"The list has changed meanwhile" in refused.content
    assert ada.get("/exchange/codes/").context["rows"]


def test_rejects_come_as_a_sheet_without_what_was_said(lumen: Lumen) -> None:
    ada = at(lumen, "ada")
    looked = ada.post("/exchange/", sent({**patient(), "birthDate": "Lark, in spring"}))
    text = ada.get(looked.headers["Location"] + "?as=csv").content.decode()
    assert text.splitlines()[1] == "export.ndjson,line 1,Patient,p1,Patient.birthDate,is not as FHIR has it"
    ada.post(looked.headers["Location"])
    text = ada.get("/exchange/rejected/?as=csv").content.decode()
    assert text.splitlines()[1:] == ["Vendor EMR,Patient,p1,Patient.birthDate,is not as FHIR has it"]


@pytest.mark.parametrize("said", [{"source": "care"}, {"source": ""}])
def test_what_is_refused_is_said_beside_its_field_and_nothing_is_kept(
    lumen: Lumen, said: dict[str, str]
) -> None:
    ada = at(lumen, "ada")
    refused = ada.post("/exchange/", sent(patient(), **said))
    assert refused.status_code == 422
    assert refused.context["form"].errors["source"]
    assert ada.get("/exchange/").context["runs"] == ()


def test_a_nurse_looks_and_brings_nothing_in(lumen: Lumen) -> None:
    ada, rosa = at(lumen, "ada"), at(lumen, "rosa")
    looked = ada.post("/exchange/", sent(*EVERYTHING))
    assert b">Bring it in<" not in rosa.get(looked.headers["Location"]).content
    assert rosa.post(looked.headers["Location"]).status_code == 403
    assert rosa.post("/exchange/", sent(patient())).status_code in (403, 422)
    with seeing(lumen.system):
        assert not Outside.objects.exists()


@pytest.mark.parametrize("address", ["", "codes/", "places/", "rejected/", "exchange-none/"])
def test_the_business_sees_nothing_of_it(lumen: Lumen, address: str) -> None:
    assert at(lumen, "olga").get(f"/exchange/{address}").status_code == 403


def test_an_exchange_that_is_not_there_is_nowhere(lumen: Lumen) -> None:
    assert at(lumen, "ada").get("/exchange/exchange-none/").status_code == 404


def test_the_desk_asks_the_database_little(
    lumen: Lumen, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    ada = at(lumen, "ada")
    ada.post(ada.post("/exchange/", sent(*EVERYTHING)).headers["Location"])
    ada.get("/exchange/")
    with django_assert_max_num_queries(20):
        ada.get("/exchange/")
