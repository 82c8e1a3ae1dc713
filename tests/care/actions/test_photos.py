"""Pictures of a visit: of who agreed, kept sealed, counted, and looked at by whom the chart is open to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from openmso.care.actions.forms import Wording, sign_consent, withdraw_consent, word_consent
from openmso.care.actions.photos import Picture, keep_photo
from openmso.care.models import Consent, Photo
from openmso.care.queries.charts import record
from openmso.care.queries.photos import photo, photo_of
from openmso.foundation.actor import system
from openmso.foundation.door import WrongHandsError, seeing
from openmso.foundation.pictures import kept
from openmso.foundation.register import NotThereError, RefusedError
from openmso.oversight.facts.held import SHELF
from tests.care.calendar import at
from tests.care.chart import TEXT, Ready, ada, rosa, walk_in
from tests.cast import ROSA
from tests.foundation.test_pictures import taken
from tests.kept import operator

pytestmark = pytest.mark.django_db
WHY = "a picture"
THREE = at(15)


@pytest.fixture(autouse=True)
def _nothing_held() -> Iterator[None]:
    SHELF.clear()
    yield
    SHELF.clear()


def worded(ready: Ready) -> str:
    wording = Wording("photo", "Clinical photographs", TEXT, frozenset())
    return word_consent(by=ada(ready.network), why=WHY, wording=wording, now=at(14))


def signed(ready: Ready, wording: str) -> None:
    sign_consent(
        by=rosa(ready.network), why=WHY, patient=ready.patient, wording=wording, signed_as="Mara Quill", now=at(14, 50)
    )  # fmt: skip


def keep(ready: Ready, picture: Picture) -> str:
    return keep_photo(by=rosa(ready.network), why=WHY, visit=ready.visit, picture=picture, now=THREE)


def test_a_picture_is_kept_of_who_agreed_and_is_sealed_in_its_row() -> None:
    ready = walk_in()
    picture = Picture(taken(), "before", "glabella")
    with pytest.raises(RefusedError, match="no wording for clinical photographs"):
        keep(ready, picture)
    wording = worded(ready)
    with pytest.raises(RefusedError, match="the patient has not signed"):
        keep(ready, picture)
    signed(ready, wording)
    code = keep(ready, picture)
    (one,) = record(rosa(ready.network), ready.visit).photos
    assert (one.code, one.view, one.area, one.taken_by) == (code, "before", "glabella", ROSA)
    assert photo_of(rosa(ready.network), code) == ready.patient
    assert photo(rosa(ready.network), code) == (kept(taken()), "image/jpeg")
    with seeing(system(ready.network)):
        raw = bytes(Photo.objects.get(code=code).sealed)
        consent = Consent.objects.get(form__code=wording).code
    assert b"JFIF" not in raw
    withdraw_consent(by=rosa(ready.network), why=WHY, consent=consent, now=at(14, 55))
    with pytest.raises(RefusedError, match="has not signed"):
        keep(ready, picture)


@pytest.mark.parametrize(
    ("picture", "said"),
    [
        (Picture(taken(), "sideways"), "view"),
        (Picture(taken(), "before", "elbow of the moon"), "area"),
        (Picture(b"no picture", "before"), "picture"),
    ],
)
def test_what_is_no_picture_of_the_visit_is_refused(picture: Picture, said: str) -> None:
    ready = walk_in()
    signed(ready, worded(ready))
    with pytest.raises(RefusedError) as refused:
        keep(ready, picture)
    assert refused.value.field == said
    with pytest.raises(NotThereError):
        keep_photo(
            by=rosa(ready.network),
            why=WHY,
            visit="visit-none",
            picture=Picture(taken(), "before"),
        )
    with seeing(system(ready.network)):
        assert not Photo.objects.exists()


def test_the_business_takes_and_sees_none() -> None:
    ready = walk_in()
    signed(ready, worded(ready))
    code = keep(ready, Picture(taken(), "after"))
    by = operator(ready.network)
    with pytest.raises(WrongHandsError):
        keep_photo(by=by, why=WHY, visit=ready.visit, picture=Picture(taken(), "after"))
    for ask in (photo, photo_of):
        with pytest.raises(WrongHandsError):
            ask(by, code)
