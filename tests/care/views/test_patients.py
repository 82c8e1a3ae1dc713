"""Patients in a browser: nothing of them in an address, the chart and its readers, the glass before a chart that is not open."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils.html import strip_tags
from pytest_django import DjangoAssertNumQueries

from openmso.care.models import Opening, Patient
from openmso.foundation.door import seeing
from openmso.foundation.rules.sides import Post
from openmso.oversight.facts.held import SHELF
from tests.cast import ADA, AUSTIN, DALLAS, LOU, engaged
from tests.oversight.conftest import SIDES, Lumen, lumen_of

pytestmark = pytest.mark.django_db
NEW = {"given": "Mara", "family": "Quill", "born": "1988-05-04", "site": AUSTIN, "phone": "512 555 0142"}


@pytest.fixture
def lumen() -> Iterator[Lumen]:
    SHELF.clear()
    made = lumen_of(engaged(LOU, sites=frozenset({DALLAS})))
    made.seat("lou", Post.LPN, person=LOU)
    made.seat("ada", Post.MEDICAL_DIRECTOR, person=ADA)
    SIDES.update(lou="clinical", ada="clinical")
    yield made
    SHELF.clear()


def words(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, answer.content
    return re.sub(r"\s+", " ", strip_tags(answer.content.decode()))


def test_somebody_is_entered_found_and_their_chart_says_who_read_it(lumen: Lumen) -> None:
    rosa = lumen.browser("rosa")
    assert "a guardian" not in words(rosa, "/patients/new/")
    made = rosa.post("/patients/new/", NEW)
    assert made.status_code == 302
    chart = made.headers["Location"]
    assert "quill" not in chart.casefold()
    answer = rosa.post("/patients/", {"sought": "mar qui"})
    assert answer.status_code == 200
    assert chart in answer.content.decode()
    assert "born May 4, 1988" in answer.content.decode()
    twice = rosa.post("/patients/new/", {**NEW, "given": "Marah"})
    assert twice.status_code == 422
    assert "the same birthday and much the same name" in twice.content.decode()
    assert "Rosa, RN: chart" in words(rosa, chart)
    assert rosa.post("/patients/new/", {**NEW, "born": "2020-01-01", "given": "Minna"}).status_code == 422
    with seeing(lumen.system):
        assert Patient.objects.count() == 1


def test_a_chart_that_is_not_open_is_behind_glass(lumen: Lumen) -> None:
    rosa, lou = lumen.browser("rosa"), lumen.browser("lou")
    chart = rosa.post("/patients/new/", NEW).headers["Location"]
    said = words(lou, chart, 403)
    assert "This chart is not open to you" in said
    assert "Quill" not in said
    assert lou.post(f"{chart}glass/", {"reason": "why not"}).status_code == 422
    assert lou.post(f"{chart}glass/", {"reason": "She fainted in our lobby."}).status_code == 302
    assert "glass broken: She fainted in our lobby." in words(lou, chart)
    for other in ("olga", "carl"):
        assert "Quill" not in words(lumen.browser(other), chart, 403)
    with seeing(lumen.system):
        assert Opening.objects.filter(glass=True).count() == 1


def test_a_chart_is_written_page_by_page(lumen: Lumen) -> None:
    rosa, ada = lumen.browser("rosa"), lumen.browser("ada")
    chart = rosa.post("/patients/new/", NEW).headers["Location"]
    exam = {"mode": "video", "findings": "Dynamic lines, no ptosis.", "decision0": "indicated"}
    refused = ada.post(f"{chart}exam/", exam)
    assert "take the intake first" in refused.content.decode()
    told = {"drugs": "aspirin", "allergies": "latex", "conditions": "", "pregnant": "no", "reviewed": "on"}
    assert rosa.post(f"{chart}intake/", told).status_code == 302
    assert rosa.post(f"{chart}exam/", exam).status_code == 403
    assert ada.post(f"{chart}exam/", exam).status_code == 302
    assert (
        ada.post(f"{chart}edit/", {"act": "pays", "kind": "self_pay", "since": "2026-01-01"}).status_code
        == 302
    )
    said = words(ada, chart)
    assert "Allergies: latex" in said
    assert "indicated" in said
    assert "self pay" in said


@pytest.mark.django_db(transaction=True)
def test_the_chart_asks_the_database_little(
    lumen: Lumen, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    rosa = lumen.browser("rosa")
    chart = rosa.post("/patients/new/", NEW).headers["Location"]
    rosa.get(chart)
    with django_assert_max_num_queries(34):
        rosa.get(chart)
