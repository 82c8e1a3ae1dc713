"""The separation ledger on its page: proposed on one side, decided on the other."""

from __future__ import annotations

import pytest

from tests.foundation.company import Company, today
from tests.web.cast import as_the_product, browser, seated_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def company(db: None) -> Company:
    made = seated_cast()
    as_the_product()
    return made


def test_it_is_proposed_by_the_business_and_decided_by_the_director(company: Company) -> None:
    olga, dana = browser(company, "olga"), browser(company, "dana")
    told = {
        "practice": "lumen-medical",
        "power": "professional_prices",
        "about": "Botox at 12 a unit",
        "holds_on": today(),
    }
    assert olga.post("/decisions/", {"do": "propose", **told, "about": ""}).status_code == 422
    assert olga.post("/decisions/", {"do": "propose", **told}).status_code == 302
    page = olga.get("/decisions/")
    ((one, may),) = page.context["waiting"]
    assert (one.about, may) == ("Botox at 12 a unit", False)
    assert olga.post("/decisions/", {"do": "taken", "code": one.code}).status_code == 403
    ((_, may),) = dana.get("/decisions/").context["waiting"]
    assert may
    assert dana.post("/decisions/", {"do": "taken", "code": one.code}).status_code == 302
    assert dana.post("/decisions/", {"do": "refused", "code": one.code}).status_code == 422
    ledger = olga.get("/decisions/")
    assert ledger.context["waiting"] == []
    assert "so by Ada on" in ledger.content.decode()


def test_a_nurse_reads_and_proposes_nothing(company: Company) -> None:
    page = browser(company, "rosa").get("/decisions/")
    assert (page.status_code, page.context["form"]) == (200, None)
