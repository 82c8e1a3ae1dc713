"""A demonstration network is sound where nothing was planted, and every planted fault is found by its control."""

from __future__ import annotations

from collections import Counter
from datetime import date
from random import Random

import pytest

from openmso.authority.facts import Facts
from openmso.authority.facts.people import Competency, Engagement, Person
from openmso.authority.facts.structure import Organization, Service, Site
from openmso.authority.judge import Judge
from openmso.authority.terms import Standing
from openmso.compliance.queries import CATALOG, Severity, check
from openmso.launch.rules.demonstration import Asked, Demonstration, demonstration
from openmso.law.queries import pack

ON = date(2026, 11, 26)
SEEDS = (1, 7, 23)


def drawn(sites: int, seed: int = 7, on: date = ON, *, faults: bool = True) -> Demonstration:
    return demonstration(Asked(sites, on, faults), pack(), Random(seed))


@pytest.mark.parametrize("sites", [1, 2, 6, 17, 60])
@pytest.mark.parametrize("seed", SEEDS)
def test_a_sound_network_has_nothing_that_must_or_should_be_mended(sites: int, seed: int) -> None:
    found = check(drawn(sites, seed, faults=False).facts, pack(), ON)
    grave = [(one.control, one.what) for one in found if one.severity > Severity.WATCH]
    assert grave == []


@pytest.mark.parametrize("sites", [6, 60, 200])
@pytest.mark.parametrize("seed", SEEDS)
def test_every_planted_fault_is_found_by_its_control_at_its_record(sites: int, seed: int) -> None:
    made = drawn(sites, seed)
    found = {(one.control, place.record) for one in check(made.facts, pack(), ON) for place in one.where}
    assert [one for one in made.planted if (one.control, one.record) not in found] == []


def test_a_small_network_has_the_faults_that_everybody_knows() -> None:
    kinds = {one.control for one in drawn(6).planted}
    assert {"LIC-02", "DIR-06", "DEL-15", "FEE-02", "ORD-02", "PRO-04", "OWN-03", "INS-02"} <= kinds


def test_faults_come_at_plausible_rates() -> None:
    made = drawn(200)
    counted = Counter(one.control for one in made.planted)
    clinicians = {
        one.person for one in made.facts.all(Engagement) if one.role in ("NP", "PA", "RN", "LPN", "EST")
    }
    assert 0.005 * len(clinicians) < counted["LIC-02"] < 0.03 * len(clinicians)
    assert counted["OWN-03"] <= 2
    assert set(counted) <= {control.id for control in CATALOG}


def standings(facts: Facts, *, meant: bool) -> Counter[Standing]:
    judge = Judge(facts, pack())
    skills = {(one.person, one.procedure) for one in facts.all(Competency)}
    every = judge.keys()
    return Counter(
        judge.verdict(key, ON.toordinal()).standing
        for key in every
        if not meant or (key.person, key.procedure) in skills
    )


def authorized(counted: Counter[Standing]) -> float:
    return sum(count for standing, count in counted.items() if standing.authorizes) / counted.total()


def test_whoever_is_signed_off_may_do_it_in_a_sound_network() -> None:
    assert authorized(standings(drawn(60, faults=False).facts, meant=True)) == 1


def test_boards_are_mostly_green_with_faults_planted() -> None:
    made = drawn(60)
    assert authorized(standings(made.facts, meant=True)) > 0.8
    assert authorized(standings(made.facts, meant=False)) > 0.55
    assert standings(made.facts, meant=False)[Standing.HELD] > 200


def test_a_small_network_is_not_all_red() -> None:
    assert (
        authorized(standings(drawn(6).facts, meant=True)) > 0.55
    )  # one site of six is all dark: a layman owns a share of its practice


def test_the_same_numbers_give_the_same_network_and_others_another() -> None:
    assert drawn(6) == drawn(6)
    assert drawn(6).facts != drawn(6, seed=8).facts


@pytest.mark.parametrize("on", [date(2026, 3, 1), date(2026, 12, 31), date(2028, 2, 29)])
def test_dates_are_relative_to_the_day(on: date) -> None:
    made = drawn(6, on=on, faults=False)
    assert not [one for one in check(made.facts, pack(), on) if one.severity > Severity.WATCH]


@pytest.mark.parametrize(("sites", "managers"), [(6, 1), (60, 1), (100, 1), (101, 2), (250, 3)])
def test_there_are_as_many_sites_as_asked_for_and_a_manager_for_each_hundred(
    sites: int, managers: int
) -> None:
    facts = drawn(sites, faults=False).facts
    assert len(facts.all(Site)) == sites
    assert sum(one.kind == "mso" for one in facts.all(Organization)) == managers
    assert all(facts.by(Service, "site", one.id) for one in facts.all(Site))


def test_people_and_sites_have_ids_and_names_of_their_own() -> None:
    facts = drawn(200).facts
    names = Counter(one.name for one in facts.all(Site))
    assert names.most_common(1)[0][1] <= 2
    assert len({one.npi for one in facts.all(Person) if one.npi}) == sum(
        bool(one.npi) for one in facts.all(Person)
    )


def test_there_is_no_network_without_a_site() -> None:
    with pytest.raises(ValueError, match="at least one site"):
        drawn(0)
