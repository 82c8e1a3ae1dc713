"""The page that says how long each service takes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from openmso.authority.facts.structure import Service
from openmso.care.models import ServicePlan
from openmso.foundation.door import seeing
from openmso.oversight.facts.held import SHELF
from tests.cast import AUSTIN, BOTOX
from tests.oversight.conftest import lumen_of

pytestmark = pytest.mark.django_db
PAGE = f"/visits/{AUSTIN}/services/"


@pytest.fixture(autouse=True)
def _nothing_held() -> Iterator[None]:
    SHELF.clear()
    yield
    SHELF.clear()


def test_the_manager_says_it_and_takes_it_back_and_others_look() -> None:
    lumen = lumen_of(Service("m", AUSTIN, "Botox", frozenset({BOTOX})), without=["menu-austin"])
    manny = lumen.browser("manny")
    given = {"service": "m", "minutes": "45", "room_kinds": ["treatment"]}
    assert "as usual" in manny.get(PAGE).content.decode()
    assert manny.post(PAGE, given).status_code == 302
    assert "usually 30" in manny.get(PAGE).content.decode()
    assert manny.post(PAGE, {**given, "minutes": "44"}).status_code == 422
    for who in ("rosa", "carl"):
        assert "Say it anew" not in lumen.browser(who).get(PAGE).content.decode()
        assert lumen.browser(who).post(PAGE, given).status_code == 403
    assert manny.post(PAGE, {"act": "usual", "service": "m"}).status_code == 302
    with seeing(lumen.system):
        assert not ServicePlan.objects.exists()
