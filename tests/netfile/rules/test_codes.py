"""The closed words agree with the law pack and with the time zone database."""

from pathlib import Path
from zoneinfo import available_timezones

import pytest
from ruamel.yaml import YAML

from openmso import law
from openmso.netfile.rules.codes import PLACES, PROCEDURES, ROLES, STATES, ZONES

TERMS = Path(law.__file__).parent / "pack" / "terms"


def term(name: str) -> set[str]:
    """The codes of a term of the law pack."""
    return set(YAML(typ="safe", pure=True).load(TERMS / f"{name}.yaml"))


def test_every_state_has_its_zones() -> None:
    assert set(ZONES) == STATES
    assert len(STATES) == 51


def test_every_zone_is_in_the_time_zone_database() -> None:
    assert {zone for zones in ZONES.values() for zone in zones} <= available_timezones()


@pytest.mark.parametrize(("name", "codes"), [("procedures", PROCEDURES), ("roles", ROLES)])
def test_procedures_and_roles_are_those_of_the_law_pack(name: str, codes: frozenset[str]) -> None:
    assert codes == term(name)


def test_places_are_those_of_the_law_pack_and_telehealth() -> None:
    assert term("places") | {"telehealth"} == PLACES
