"""What codes and places of others are here is said by medicine, from closed lists."""

from __future__ import annotations

import pytest

from openmso.care.actions.exchange import map_code, place_outside
from openmso.care.facts.outside import codes_known
from openmso.care.rules.fhir.codes import Code
from openmso.foundation.door import WrongHandsError, seeing
from openmso.foundation.register import NotThereError, RefusedError
from tests.care.actions.exchange.test_taking import brought, rows, sent
from tests.care.rules.fhir.samples import location, patient
from tests.cast import AUSTIN, DALLAS
from tests.kept import clinician, network_of_the_cast, operator

pytestmark = pytest.mark.django_db
BOTOX = Code("HCPCS", "J0585")


def test_a_code_means_what_was_said_last() -> None:
    network = network_of_the_cast()
    by = clinician(network)
    for procedure in ("prp", "neuromodulator_injection"):
        map_code(by=by, why="a test", system="HCPCS", number="J0585", procedure=procedure, words="Botox")
    with seeing(by):
        assert codes_known(network) == {BOTOX: "neuromodulator_injection"}


@pytest.mark.parametrize(("number", "procedure"), [("J0585", "brain_surgery"), ("", "prp")])
def test_what_is_not_on_the_closed_list_is_refused(number: str, procedure: str) -> None:
    network = network_of_the_cast()
    by = clinician(network)
    with pytest.raises(RefusedError):
        map_code(by=by, why="a test", system="HCPCS", number=number, procedure=procedure)
    with seeing(by):
        assert codes_known(network) == {}


def test_a_place_is_one_of_our_sites_until_it_is_said_otherwise() -> None:
    network = network_of_the_cast()
    brought(network, sent(location()))
    by = clinician(network)
    code = rows(network)[0].code
    for site in (AUSTIN, DALLAS, ""):
        place_outside(by=by, why="a test", location=code, site=site)
        assert rows(network)[0].ours == site


def test_a_site_we_have_not_and_a_place_that_is_none_are_refused() -> None:
    network = network_of_the_cast()
    brought(network, sent(location(), patient()))
    by = clinician(network)
    place, person = (rows(network, kind=kind)[0].code for kind in ("Location", "Patient"))
    with pytest.raises(RefusedError):
        place_outside(by=by, why="a test", location=place, site="atlantis")
    for nowhere in (person, "out-none"):
        with pytest.raises(NotThereError):
            place_outside(by=by, why="a test", location=nowhere, site=AUSTIN)
    assert [row.ours for row in rows(network)] == ["", ""]


def test_the_business_says_nothing_of_it() -> None:
    network = network_of_the_cast()
    with pytest.raises(WrongHandsError):
        map_code(by=operator(network), why="a test", system="HCPCS", number="J0585", procedure="prp")
    with pytest.raises(WrongHandsError):
        place_outside(by=operator(network), why="a test", location="x", site=AUSTIN)
