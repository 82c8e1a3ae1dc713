"""Pictures in a browser: taken on the phone, shown in the record, closed to whom the chart is closed to, each look written down."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from openmso.care.actions.forms import Wording, sign_consent, word_consent
from openmso.care.models import Opening
from openmso.foundation.door import seeing
from openmso.foundation.rules.sides import Post
from openmso.oversight.facts.held import SHELF
from tests.care.chart import TEXT, Ready, ada, rosa, walk_in
from tests.cast import ROSA
from tests.foundation.company import Company
from tests.foundation.test_pictures import taken
from tests.oversight.conftest import Lumen

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready() -> Iterator[Ready]:
    SHELF.clear()
    made = walk_in()
    wording = Wording("photo", "Clinical photographs", TEXT, frozenset())
    code = word_consent(by=ada(made.network), why="a wording", wording=wording)
    sign_consent(
        by=rosa(made.network), why="consent", patient=made.patient, wording=code, signed_as="Mara Quill"
    )
    yield made
    SHELF.clear()


@pytest.fixture
def company(ready: Ready) -> Company:
    made = Lumen(ready.network)
    made.seat("rosa", Post.RN, person=ROSA)
    made.seat("olga", Post.OPERATOR)
    return made


def browser(company: Company, name: str, side: str) -> Client:
    client = Client()
    client.force_login(company.users[name], backend="openmso.web.adapters.Users")
    client.post("/seats/take/", {"seat": str(company.seats[name]), "side": side})
    return client


def test_a_picture_is_taken_and_looked_at(ready: Ready, company: Company) -> None:
    client, olga = browser(company, "rosa", "clinical"), browser(company, "olga", "business")
    page = f"/visit/{ready.visit}/photos/"
    assert client.get(page).status_code == 200
    sent = {"view": "before", "area": "glabella"}
    assert client.post(page, sent).status_code == 422
    wrong = SimpleUploadedFile("a.jpg", b"no picture", "image/jpeg")
    refused = client.post(page, {**sent, "picture": wrong})
    assert (refused.status_code, "no JPEG, PNG or WebP" in refused.content.decode()) == (422, True)
    right = SimpleUploadedFile("IMG_0001.jpg", taken(), "image/jpeg")
    assert client.post(page, {**sent, "picture": right}).status_code == 302
    record = client.get(f"/visit/{ready.visit}/record/").content.decode()
    (address,) = set(re.findall(r'src="(/photo/[^"]+)"', record))
    assert "IMG_0001" not in record
    shown = client.get(address)
    assert (shown.headers["Content-Type"], shown.headers["Cache-Control"]) == ("image/jpeg", "no-store")
    assert shown.content.startswith(b"\xff\xd8\xff")
    assert olga.get(address).status_code == 403
    assert client.get("/photo/none/").status_code == 404
    with seeing(company.system):
        assert set(Opening.objects.filter(what="photo").values_list("person", flat=True)) == {ROSA}


def test_whom_the_chart_is_not_open_to_sees_no_picture(ready: Ready, company: Company) -> None:
    client = browser(company, "rosa", "clinical")
    picture = SimpleUploadedFile("a.jpg", taken(), "image/jpeg")
    client.post(f"/visit/{ready.visit}/photos/", {"view": "after", "picture": picture})
    record = client.get(f"/visit/{ready.visit}/record/").content.decode()
    address = re.findall(r'src="(/photo/[^"]+)"', record)[0]
    company.seat("lou", Post.LPN)  # a seat that names nobody of the network's people
    lou = browser(company, "lou", "clinical")
    assert lou.get(address).status_code == 403
    with seeing(company.system):
        assert not Opening.objects.exclude(person=ROSA).exists()
