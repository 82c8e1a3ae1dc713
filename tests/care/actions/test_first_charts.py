"""A demonstration has patients to try the gate with, once; nobody but the system makes any up."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from openmso.care.actions.first_charts import fill_charts
from openmso.care.actions.visits import book_visit
from openmso.care.models import ConsentForm, Patient, VisitPatient
from openmso.care.queries.patients import sought
from openmso.foundation.actor import system
from openmso.foundation.door import WrongHandsError, seeing
from openmso.oversight.facts.held import SHELF
from openmso.structure.queries.rooms import rooms_of
from tests.care.calendar import DAY, NOW, austin, rosas
from tests.care.chart import rosa
from tests.cast import AUSTIN, ROSA
from tests.kept import operator

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_held() -> Iterator[None]:
    SHELF.clear()
    yield
    SHELF.clear()


def test_visits_get_patients_and_consents_a_wording_once_and_by_the_system_only() -> None:
    network = austin(ROSA)
    room = rooms_of(operator(network), AUSTIN, DAY)[0].code
    for hour in (15, 16):
        book_visit(by=operator(network), why="a visit", booking=rosas(hour, room), now=NOW)
    with pytest.raises(WrongHandsError):
        fill_charts(by=rosa(network), why="made up", on=DAY)
    assert [fill_charts(by=system(network), why="made up", on=DAY) for _ in range(2)] == [2, 0]
    assert len(sought(rosa(network), "mara quill")) == 1
    with seeing(system(network)):
        assert (Patient.objects.count(), VisitPatient.objects.count(), ConsentForm.objects.count()) == (
            2,
            2,
            3,
        )
