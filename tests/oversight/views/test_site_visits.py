"""The pages of site visits in a browser: a director comes, looks, leaves and signs; others look on."""

from __future__ import annotations

from datetime import timedelta

from openmso.foundation.actor import system
from openmso.foundation.door import acting
from openmso.oversight.models import SiteVisit
from openmso.oversight.rules.meetings import LOOKED_AT
from tests.cast import AUSTIN
from tests.oversight.conftest import Lumen
from tests.oversight.views.test_meetings import at, lumen, pytestmark, signed_by_app, words

__all__ = ["lumen", "pytestmark"]


def back(lumen: Lumen, page: str) -> None:
    """She came two hours earlier than she did."""
    with acting(system(lumen.network), why="time goes by"):
        row = SiteVisit.objects.get(code=page.strip("/").split("/")[-1])
        row.came_at -= timedelta(hours=2)
        row.save(update_fields=["came_at"])


def test_a_visit_from_coming_to_leaving(lumen: Lumen) -> None:
    ada, nia, olga = at(lumen, "ada"), at(lumen, "nia"), at(lumen, "olga")
    assert nia.post("/site-visits/", {"site": AUSTIN}).status_code == 422
    assert olga.post("/site-visits/", {"site": AUSTIN}).status_code == 403
    page = ada.post("/site-visits/", {"site": AUSTIN}).headers["Location"]
    found = {f"found_{item}": "good" for item in LOOKED_AT} | {"found_drugs": "finding"}
    refused = ada.post(page, {"do": "note", **found})
    assert refused.status_code == 422
    assert "say what you found" in refused.content.decode()
    assert ada.post(page, {"do": "note", **found, "drugs": "lidocaine of 2024"}).status_code == 302
    assert nia.post(page, {"do": "note", **found}).status_code == 403
    leaving = ada.get(page).context["leaving"]["at"]
    assert "lidocaine of 2024" in words(nia, page)
    # A visit of less than a minute is none: the form's minute is the one in which she came.
    assert ada.post(page, {"do": "sign", "at": leaving.value().strftime("%Y-%m-%dT%H:%M")}).status_code == 422
    back(lumen, page)
    minute = ada.get(page).context["leaving"]["at"].value().strftime("%Y-%m-%dT%H:%M")
    signed_by_app(ada, page, at=minute)
    assert "it counts as a visit" in words(ada, page)
    said = words(olga, page) + words(olga, "/site-visits/")
    assert "1 finding" in said
    assert "lidocaine" not in said
    assert ada.get("/site-visits/none/").status_code == 404
