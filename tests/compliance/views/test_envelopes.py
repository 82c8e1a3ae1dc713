"""Sending a document, signing it at one's turn, and who did what when, on pages."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from tests.compliance.actions.test_sending import HELD, finished
from tests.foundation.company import Company
from tests.oversight.views.test_director import by_app, location
from tests.web.cast import browser, seated_cast
from tests.web.visits import enroll_app

pytestmark = pytest.mark.django_db

SEND = "/documents/appointments/appointment-ada/send/"


@pytest.fixture
def company(db: None) -> Company:
    return seated_cast(HELD)


def words(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.content
    return re.sub(r"\s+", " ", strip_tags(answer.content.decode()))


def asked(company: Company, **also: object) -> dict[str, object]:
    form: dict[str, object] = {
        "file": SimpleUploadedFile("a.pdf", finished(), "application/pdf"),
        "answer_by": (timezone.now().date() + timedelta(days=14)).isoformat(),
        "who_1": str(company.users["dana"].id), "part_1": "signs", "role_1": "director", "licensed_1": "on",
        "who_2": str(company.users["olga"].id), "part_2": "signs", "role_2": "for the practice",
    }  # fmt: skip
    return {**form, **also}


def sent(company: Company) -> str:
    made = browser(company, "olga").post(SEND, asked(company))
    assert made.status_code == 302, made.content
    return location(made)


def signed(client: Client, page: str) -> None:
    secret = enroll_app(client)
    to_prove = location(client.post(page, {"do": "sign"}))
    assert to_prove.startswith("/step-up/")
    assert by_app(client, secret, to_prove) == page
    assert location(client.post(page, {"do": "sign"})) == page


def test_it_is_sent_signed_in_turn_and_told_who_did_what(company: Company) -> None:
    olga, dana = browser(company, "olga"), browser(company, "dana")
    assert "Send for signature" in words(olga, "/documents/appointments/appointment-ada/")
    page = sent(company)
    assert page in dana.get("/mine/").content.decode()
    assert page in dana.get("/documents/to-sign/").content.decode()
    assert "waits for Dana" in words(olga, page)
    assert "You sign under" in words(dana, page)
    signed(dana, page)
    assert "Nothing waits for you" in words(dana, "/documents/to-sign/")
    signed(olga, page)
    found = words(olga, page)
    assert found.index("Dana signed") < found.index("Olga signed")
    assert "The bytes are those that were signed" in found
    assert "Active" in words(olga, "/documents/appointments/appointment-ada/")


def test_who_does_not_know_of_it_finds_nothing(company: Company) -> None:
    page = sent(company)
    mia = browser(company, "mia")
    assert mia.get(page).status_code == 404
    assert page not in mia.get("/documents/to-sign/").content.decode()
    document = re.search(rf"{page}(doc-[0-9a-f]+)\.pdf", browser(company, "olga").get(page).content.decode())
    assert document is not None
    assert mia.get(document[0]).status_code == 404
    assert browser(company, "carl").get(document[0]).content.startswith(b"%PDF")
    assert browser(company, "carl").get(f"{page}other.pdf").status_code == 404


def test_it_is_declined_with_a_reason_and_withdrawn_by_who_sent_it(company: Company) -> None:
    page, dana = sent(company), browser(company, "dana")
    assert dana.post(page, {"do": "decline", "reason": ""}).status_code == 422
    assert location(dana.post(page, {"do": "decline", "reason": "No backup is named."})) == page
    assert "No backup is named." in words(dana, page)
    other = sent(company)
    assert "Withdraw it" in words(browser(company, "olga"), other)
    browser(company, "olga").post(other, {"do": "back", "reason": "a mistake"})
    assert "Withdrawn" in words(browser(company, "olga"), other)


def test_what_is_wrong_is_said_beside_its_field_and_who_may_not_send_is_refused(company: Company) -> None:
    olga = browser(company, "olga")
    for wrong, said in (
        ({"file": ""}, "still to be filled in"),
        ({"file": SimpleUploadedFile("a.txt", b"words")}, "it is no PDF"),
        ({"who_1": "", "who_2": ""}, "nobody signs"),
        ({"answer_by": "2020-01-01"}, "that day is over"),
    ):
        answer = olga.post(SEND, asked(company, **wrong))
        assert (answer.status_code, said in answer.content.decode()) == (422, True), said
    assert browser(company, "mia").get(SEND).status_code == 403
    assert olga.get("/documents/delegations/delegation-rosa/send/").status_code == 403
    assert "Send for signature" not in words(olga, "/documents/delegations/delegation-rosa/")
    assert browser(company, "dana").get("/documents/delegations/delegation-rosa/send/").status_code == 200


def test_a_director_whose_license_lapsed_is_told_and_does_not_sign() -> None:
    company = seated_cast(replace(HELD, status="expired"))
    page, dana = sent(company), browser(company, "dana")
    assert "you cannot sign today" in words(dana, page)
