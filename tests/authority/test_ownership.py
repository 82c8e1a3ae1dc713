"""Who may own the practice: physicians, a minority of others, and what nobody established."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from openmso.authority.facts import Facts
from openmso.authority.facts.people import License
from openmso.authority.facts.structure import Organization, Ownership, Registration, Site
from openmso.authority.law import Statement
from openmso.authority.reasons import Code
from openmso.authority.terms import Confidence, Standing
from openmso.timeline.spans import Span
from tests.authority.asking import codes, standing, verdict
from tests.cast import (
    ADA,
    BEN,
    BOTOX,
    LONG_AGO,
    LUMEN,
    MSO,
    NIA,
    OPENED,
    PAT,
    ROSA,
    TODAY,
    TX,
    book,
    cast,
    licensed,
    says,
)

LAY = "lena"
OTHER = "other-practice"


def owned(*shares: tuple[str, int], practice: str = LUMEN, span: Span = LONG_AGO) -> list[Ownership]:
    """Who owns how many percent of a practice."""
    return [Ownership(f"{practice}-{who}", practice, who, Decimal(percent), span) for who, percent in shares]


def of(*shares: tuple[str, int]) -> Facts:
    """The cast with the practice owned by these instead of Ada alone."""
    return cast(*owned(*shares), without=["ownership-ada"])


def asked(facts: Facts, *instead: Statement, **more: Any) -> frozenset[Code]:
    """What stands in the way of Ada, who needs nothing else than a practice owned as it must be."""
    return codes(ADA, BOTOX, facts, book(*instead, **more))


def test_a_practice_without_recorded_owners_treats_nobody() -> None:
    found = verdict(ADA, BOTOX, cast(without=["ownership-ada"]))
    assert found.standing is Standing.BARRED
    assert found.codes == {Code.OWNERSHIP}


def test_ownership_is_asked_day_by_day() -> None:
    facts = cast(*owned((BEN, 100), span=Span.of(TODAY)), without=["ownership-ada"])
    assert standing(ADA, BOTOX, facts, on=TODAY - timedelta(days=1)) is Standing.BARRED
    assert standing(ADA, BOTOX, facts, on=TODAY) is Standing.HELD


def test_two_physicians_own_together() -> None:
    assert asked(of((ADA, 50), (BEN, 50))) == frozenset()


@pytest.mark.parametrize("owner", [LAY, MSO, ROSA], ids=["a lay person", "the MSO", "a nurse not listed"])
def test_who_may_not_own_bars_everybody(owner: str) -> None:
    facts = of((ADA, 90), (owner, 10))
    assert asked(facts) == {Code.OWNERSHIP}
    assert standing(ROSA, BOTOX, facts) is Standing.BARRED


def test_an_owner_counts_by_a_license_good_in_the_state_that_day() -> None:
    facts = of((BEN, 100)).changed(licensed(BEN, span=Span.of(OPENED, TODAY)))
    assert standing(ADA, BOTOX, facts, on=TODAY - timedelta(days=1)) is Standing.HELD
    assert standing(ADA, BOTOX, facts, on=TODAY) is Standing.BARRED


def test_a_lay_owner_may_hold_what_the_state_leaves_them() -> None:
    small = says("ownership.rule", {"lay_max_pct": 49})
    assert asked(of((ADA, 51), (LAY, 49)), small) == frozenset()
    assert asked(of((ADA, 51), (LAY, 25), (MSO, 24)), small) == frozenset()
    no_minimum = ["cpom.physician_ownership_min_pct"]
    assert asked(of((ADA, 50), (LAY, 50)), small, silent_on=no_minimum) == {Code.OWNERSHIP}


def test_lay_owners_of_a_licensed_facility_are_admitted_while_the_license_holds() -> None:
    rule = says("ownership.rule", {"lay_needs_registration": "lay_owner"})
    facts = of((LAY, 100))
    assert asked(facts, rule) == {Code.OWNERSHIP}
    assert asked(facts.changed(Registration("filed", LUMEN, "lay_owner")), rule) == frozenset()
    assert asked(facts.changed(Registration("filed", "austin", "lay_owner")), rule) == frozenset()
    assert asked(facts.changed(Registration("filed", "austin", "another")), rule) == {Code.OWNERSHIP}
    elsewhere = replace(facts.need(Site, "dallas"), state="NM")
    assert asked(facts.changed(elsewhere, Registration("filed", "dallas", "lay_owner")), rule) == {
        Code.OWNERSHIP
    }


def test_a_licensed_facility_keeps_lay_owners_to_their_limit() -> None:
    rule = says("ownership.rule", {"lay_max_pct": 49, "lay_needs_registration": "lay_owner"})
    filed = Registration("filed", LUMEN, "lay_owner")
    assert asked(of((ADA, 51), (LAY, 49)), rule) == {Code.OWNERSHIP}
    assert asked(of((ADA, 51), (LAY, 49)).changed(filed), rule) == frozenset()
    assert asked(of((ADA, 50), (LAY, 50)).changed(filed), rule) == {Code.OWNERSHIP}


def test_a_licensed_facility_on_weak_law_needs_counsel() -> None:
    rule = says("ownership.rule", {"lay_needs_registration": "lay_owner"}, confidence=Confidence.LOW)
    assert asked(of((LAY, 100)).changed(Registration("filed", LUMEN, "lay_owner")), rule) == {Code.COUNSEL}


def test_where_lay_people_may_own_they_may_own_everything() -> None:
    lay = says("cpom.lay_ownership_allowed", value=True)
    assert asked(of((LAY, 100)), lay) == frozenset()
    assert asked(of((NIA, 100)), lay) == frozenset()


def test_where_lay_people_may_own_a_part_they_may_own_no_more() -> None:
    part = says("cpom.lay_ownership_allowed", value=True), says("ownership.rule", {"lay_max_pct": 49})
    assert asked(of((ADA, 51), (LAY, 49)), *part) == frozenset()
    assert asked(of((ADA, 50), (LAY, 50)), *part) == {Code.OWNERSHIP}


def test_lay_ownership_on_weak_law_needs_counsel() -> None:
    weak = says("cpom.lay_ownership_allowed", value=True, confidence=Confidence.LOW)
    assert asked(of((LAY, 100)), weak) == {Code.COUNSEL}
    assert asked(of((PAT, 100)), weak) == {Code.COUNSEL}
    assert asked(of((ADA, 100)), weak) == frozenset()
    assert standing(ADA, BOTOX, of((LAY, 100)), book(weak)) is Standing.CONDITIONAL


def test_weak_law_that_forbids_still_forbids() -> None:
    weak = says("cpom.lay_ownership_allowed", value=False, confidence=Confidence.LOW)
    assert asked(of((ADA, 60), (LAY, 40)), weak) == {Code.OWNERSHIP}


def test_where_nobody_established_who_may_own_only_physicians_surely_may() -> None:
    silent = ["cpom.lay_ownership_allowed"]
    assert asked(of((ADA, 100)), silent_on=silent) == frozenset()
    found = verdict(ADA, BOTOX, of((ADA, 60), (LAY, 40)), book(silent_on=silent))
    assert found.standing is Standing.UNKNOWN
    assert found.codes == {Code.OWNERSHIP_UNKNOWN}


def test_unknown_ownership_never_reads_as_absent_or_barred_law_for_others() -> None:
    facts = of((ADA, 60), (LAY, 40))
    found = verdict(
        ROSA, BOTOX, facts.without("delegation-rosa"), book(silent_on=["cpom.lay_ownership_allowed"])
    )
    assert found.standing is Standing.ABSENT
    assert found.codes == {Code.OWNERSHIP_UNKNOWN, Code.NO_PAPER}


def test_physicians_must_hold_the_minimum_together() -> None:
    assert asked(of((ADA, 26), (BEN, 25), (PAT, 49))) == frozenset()
    assert asked(of((ADA, 25), (BEN, 25), (PAT, 50))) == {Code.OWNERSHIP}
    gone = says("cpom.physician_ownership_min_pct", None)
    assert asked(of((ADA, 25), (PAT, 75)), gone) == frozenset()


@pytest.mark.parametrize(
    ("leave", "found"),
    [("permitted", set()), ("conditional", {Code.COUNSEL}), ("prohibited", {Code.OWNERSHIP})],
)
def test_an_np_owns_a_practice_as_the_state_lets_her(leave: str, found: set[Code]) -> None:
    assert asked(of((NIA, 100)), says("cpom.np_may_own_practice", leave)) == found
    assert asked(of((NIA, 40), (ADA, 60)), says("cpom.np_may_own_practice", leave)) == found


def test_an_np_who_may_own_on_weak_law_needs_counsel() -> None:
    weak = says("cpom.np_may_own_practice", "permitted", confidence=Confidence.LOW)
    assert asked(of((NIA, 100)), weak) == {Code.COUNSEL}
    signed = says("cpom.np_may_own_practice", "permitted", confidence=Confidence.LOW, signed="counsel")
    assert asked(of((NIA, 100)), signed) == frozenset()


def test_an_np_owner_where_nobody_established_whether_nps_may() -> None:
    facts = of((NIA, 40), (ADA, 60))
    assert asked(facts, silent_on=["cpom.np_may_own_practice"]) == {Code.OWNERSHIP_UNKNOWN}


@pytest.mark.parametrize(
    ("listed", "found"),
    [
        (says("cpom.other_licensed_owners", ("PA",)), set()),
        (says("cpom.other_licensed_owners", ("RN",)), {Code.OWNERSHIP}),
        (says("cpom.other_licensed_owners", ("PA",), confidence=Confidence.LOW), {Code.COUNSEL}),
        (says("cpom.other_licensed_owners", None), {Code.COUNSEL}),
    ],
    ids=["listed", "not listed", "listed on weak law", "no list"],
)
def test_other_licensees_own_by_the_list(listed: Statement, found: set[Code]) -> None:
    assert asked(of((ADA, 60), (PAT, 40)), listed) == found


def test_an_owner_with_several_licenses_counts_by_the_highest() -> None:
    second = License("license-pat-rn", PAT, "RN", TX, LONG_AGO)
    assert asked(of((ADA, 60), (PAT, 40)).changed(second)) == frozenset()
    doctor = License("license-pat-md", PAT, "MD", TX, LONG_AGO)
    assert asked(of((PAT, 100)).changed(doctor)) == frozenset()


def test_a_practice_that_owns_counts_as_its_own_owners() -> None:
    other = Organization(OTHER, "Other", "practice", "PC", TX)
    through = of((OTHER, 60), (ADA, 40)).changed(other)
    assert asked(through.changed(*owned((BEN, 100), practice=OTHER))) == frozenset()
    # 60 % of 50 % is 30 % of lay ownership, and physicians are left with 70 %.
    half = through.changed(*owned((BEN, 50), (LAY, 50), practice=OTHER))
    assert asked(half) == {Code.OWNERSHIP}
    assert asked(half, says("ownership.rule", {"lay_max_pct": 30})) == frozenset()
    assert asked(half, says("ownership.rule", {"lay_max_pct": 29})) == {Code.OWNERSHIP}


def test_a_practice_that_owns_and_has_no_owners_or_owns_itself_is_a_lay_owner() -> None:
    other = Organization(OTHER, "Other", "practice", "PC", TX)
    facts = of((OTHER, 40), (ADA, 60)).changed(other)
    assert asked(facts) == {Code.OWNERSHIP}
    assert asked(facts.changed(*owned((LUMEN, 100), practice=OTHER))) == {Code.OWNERSHIP}


def test_a_registration_of_lay_owned_sites_is_asked_until_the_owner_is_licensed() -> None:
    tomorrow = TODAY + timedelta(days=1)
    facts = of((ADA, 80), (LAY, 20)).changed(licensed(LAY, "MD", span=Span.of(tomorrow)))
    law = book(
        says("cpom.lay_ownership_allowed", value=True),
        says("site.registration", {"applies_to": "lay_owned"}, "owned"),
    )
    assert Code.SITE_UNREGISTERED in codes(ADA, BOTOX, facts, law, on=TODAY)
    assert Code.SITE_UNREGISTERED not in codes(ADA, BOTOX, facts, law, on=tomorrow)
