"""Notices on pages: what should hang, putting it up with a picture that keeps no place, and what is to be changed when a physician changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from openmso.authority.facts.oversight import Appointment
from openmso.authority.facts.people import License
from openmso.foundation.register import amend
from openmso.foundation.rules.sides import Side
from openmso.oversight.facts.held import SHELF
from openmso.timeline.spans import Span
from tests.cast import AUSTIN, altered
from tests.foundation.company import Company
from tests.web.cast import as_the_product, browser, seated_cast

pytestmark = pytest.mark.django_db
PAGE = f"/documents/notices/{AUSTIN}/"


@pytest.fixture
def company(db: None) -> Iterator[Company]:
    SHELF.clear()
    made = seated_cast(altered(License, "license-ada", number="M-77"))
    as_the_product()
    yield made
    SHELF.clear()


def photo() -> SimpleUploadedFile:
    """A picture as a phone takes it: it says where."""
    exif = Image.Exif()
    exif[0x010F] = "A phone"
    exif.get_ifd(0x8825)[1] = "N"
    out = BytesIO()
    Image.new("RGB", (60, 40), "white").save(out, "JPEG", exif=exif)
    return SimpleUploadedFile("n.jpg", out.getvalue(), content_type="image/jpeg")


def test_a_notice_is_put_up_shown_changed_and_taken_down(company: Company) -> None:
    olga, carl = browser(company, "olga"), browser(company, "carl")
    page = carl.get(PAGE).content.decode()
    assert "Medical director: Ada, MD, TX license M-77" in page
    assert "Nothing hangs there that is on record" in page
    assert "It hangs there" not in page  # an auditor puts nothing up
    assert olga.post(PAGE, {"place": "", "photo": photo()}).status_code == 422
    broken = SimpleUploadedFile("n.jpg", b"no picture")
    assert olga.post(PAGE, {"place": "Waiting room", "photo": broken}).status_code == 422
    assert olga.post(PAGE, {"place": "Waiting room", "photo": photo()}).status_code == 302
    shown = olga.get(PAGE)
    assert shown.context["one"].hangs == "posted"
    (hung,) = shown.context["one"].hung
    picture = carl.get(f"/documents/notices/picture/{hung.photo}.jpg")
    assert picture.headers["Content-Type"] == "image/jpeg"
    assert not Image.open(BytesIO(picture.content)).getexif()
    gone = altered(Appointment, "appointment-ben", span=Span.of(date(2015, 1, 1), date(2026, 1, 1)))
    amend(by=company.actor("olga", Side.BUSINESS), why="he left", record=gone)
    assert "other words than" in olga.get(PAGE).content.decode()
    assert olga.get("/documents/notices/").context["tallies"][1] == ("to be changed", 1)
    assert olga.post(PAGE, {"place": "Waiting room", "photo": photo()}).status_code == 302
    (again,) = olga.get(PAGE).context["one"].hung
    assert again.same
    assert again.code != hung.code
    assert olga.post(PAGE, {"down": again.code}).status_code == 302
    assert olga.get(PAGE).context["one"].hangs == "missing"
    assert olga.post(PAGE, {"down": again.code}).status_code == 404
    assert olga.get("/documents/notices/nowhere/").status_code == 404
    assert carl.get("/documents/notices/picture/none.jpg").status_code == 404
