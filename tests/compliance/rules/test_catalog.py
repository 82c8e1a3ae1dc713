"""The catalog as a whole: every control is paired, every severity is reached, a sound network is clean."""

from collections import Counter
from types import ModuleType

import pytest

from openmso.compliance.rules.catalog import CATALOG
from openmso.compliance.rules.finding import Control
from openmso.law.queries import pack
from tests.compliance.pairs import Pair
from tests.compliance.rules import (
    test_agreement_upkeep,
    test_agreements,
    test_cadence,
    test_combinations,
    test_coming,
    test_delegations,
    test_director_hours,
    test_directors,
    test_duties,
    test_employment,
    test_exams,
    test_fee_practice,
    test_fee_terms,
    test_fee_value,
    test_fees,
    test_governance,
    test_insurance,
    test_lawfacts,
    test_licenses,
    test_menus,
    test_msa_clauses,
    test_msa_terms,
    test_msas,
    test_obstacles,
    test_orders,
    test_ownership,
    test_pay,
    test_protocols,
    test_ratios,
    test_registrations,
    test_screening,
    test_visits,
)
from tests.compliance.worlds import CLEAN

MODULES: tuple[ModuleType, ...] = (
    test_agreement_upkeep,
    test_agreements,
    test_cadence,
    test_combinations,
    test_coming,
    test_delegations,
    test_director_hours,
    test_directors,
    test_duties,
    test_employment,
    test_exams,
    test_fee_practice,
    test_fee_terms,
    test_fee_value,
    test_fees,
    test_governance,
    test_insurance,
    test_lawfacts,
    test_licenses,
    test_menus,
    test_msa_clauses,
    test_msa_terms,
    test_msas,
    test_obstacles,
    test_orders,
    test_ownership,
    test_pay,
    test_protocols,
    test_ratios,
    test_registrations,
    test_screening,
    test_visits,
)
PAIRS: tuple[Pair, ...] = tuple(pair for module in MODULES for pair in module.PAIRS)


@pytest.mark.parametrize("control", CATALOG, ids=lambda control: control.id)
def test_a_sound_network_is_clean(control: Control) -> None:
    assert CLEAN.findings(control) == []


def test_every_control_has_its_pair() -> None:
    assert {control.id for control in CATALOG} == {pair.control for pair in PAIRS}


def test_every_severity_of_every_control_is_reached() -> None:
    severities = {control.id: control.severity for control in CATALOG}
    reached = {
        (pair.control, severities[pair.control] if pair.severity is None else pair.severity) for pair in PAIRS
    }
    promised = {(one.id, severity) for one in CATALOG for severity in (one.severity, one.lesser) if severity}
    assert promised - reached == set()


def test_no_pair_reaches_a_severity_the_catalog_does_not_promise() -> None:
    promised = {one.id: {one.severity, one.lesser} for one in CATALOG}
    assert all(pair.severity is None or pair.severity in promised[pair.control] for pair in PAIRS)


def test_ids_are_unique_and_named_after_their_family() -> None:
    assert max(Counter(control.id for control in CATALOG).values()) == 1
    prefixes: dict[str, set[str]] = {}
    for control in CATALOG:
        prefixes.setdefault(control.id.split("-")[0], set()).add(control.family)
    assert all(len(families) == 1 for families in prefixes.values())


def test_numbers_of_a_family_have_no_gap() -> None:
    numbers: dict[str, list[int]] = {}
    for control in CATALOG:
        prefix, number = control.id.split("-")
        numbers.setdefault(prefix, []).append(int(number))
    assert all(sorted(some) == list(range(1, len(some) + 1)) for some in numbers.values())


def test_there_are_at_least_eighty() -> None:
    assert len(CATALOG) >= 80


def test_every_parameter_named_is_one_of_the_law_pack() -> None:
    known = pack().parameters
    assert {name for control in CATALOG for name in control.law} - known.keys() == set()


@pytest.mark.parametrize("control", CATALOG, ids=lambda control: control.id)
def test_a_control_says_in_sentences_what_it_tests_and_what_mends_it(control: Control) -> None:
    assert control.tests.endswith(".")
    assert control.mend.endswith(".")
    assert control.title[0].isupper()
    assert not control.title.endswith(".")
    assert control.who
