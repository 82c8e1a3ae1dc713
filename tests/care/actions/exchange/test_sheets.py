"""A sheet of another system becomes patients and acts like FHIR does; brought in again it changes nothing."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from zipfile import ZipFile

import pytest

from openmso.authority.facts.people import Person
from openmso.care.actions.exchange import map_code, place_outside, take_up
from openmso.care.facts.outside import opened
from openmso.care.files.fhir.reading import of_bytes
from openmso.care.models import Patient
from openmso.foundation.door import seeing
from tests.care.actions.exchange.test_linking import acts
from tests.care.actions.exchange.test_taking import brought, rows
from tests.care.files.fhir.test_sheets import ONE, OTHER, PDF, SAME_VISIT, sheet
from tests.cast import ADA, AUSTIN, BOTOX, CAST
from tests.kept import clinician, network_of_the_cast

pytestmark = pytest.mark.django_db


def packed() -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w") as made:
        made.writestr(
            "charts.csv",
            sheet(
                ONE.replace("Austin,,", "Austin,mara.pdf,"),
                SAME_VISIT,
                OTHER.replace("1932102084,,,", "1932102084,,Reed,Ann"),
            ),
        )
        made.writestr("mara.pdf", PDF)
    return out.getvalue()


def test_a_sheet_with_pdfs_comes_once_and_its_procedures_become_acts() -> None:
    network = network_of_the_cast(replace(CAST.need(Person, ADA), npi="1932102084"))
    first = brought(network, of_bytes("export.zip", packed()), "Old EMR")
    assert {one.kind for one in first.tally.rejects} == {"Procedure"}  # nobody has said what its words mean
    assert (first.tally.of("new"), first.tally.of("rejected")) == (7, 3)
    again = brought(network, of_bytes("export.zip", packed()), "Old EMR")
    assert (again.tally.of("new"), again.tally.of("changed"), again.tally.of("same")) == (0, 0, 7)
    with seeing(clinician(network)):
        assert Patient.objects.count() == 2
        (document,) = rows(network, kind="DocumentReference")
        assert opened(document)["content"][0]["attachment"]["title"] == "mara.pdf"
    assert not acts(network)
    by = clinician(network)
    map_code(by=by, why="a code", system="text", number="botox", procedure=BOTOX)
    (place,) = rows(network, kind="Location", current=True)
    place_outside(by=by, why="a place", location=place.code, site=AUSTIN)
    assert take_up(by=by, why="taken up").acts == 1  # the other row of Botox says no place
    (act,) = acts(network)
    assert (act.person.code, act.procedure, act.source) == (ADA, BOTOX, "Old EMR")
    assert act.at == datetime(2026, 3, 2, 20, 10, tzinfo=UTC)
