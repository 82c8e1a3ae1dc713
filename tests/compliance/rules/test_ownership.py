"""Pairs of worlds for the controls over owners."""

from datetime import date
from decimal import Decimal

from openmso.authority.facts.structure import Organization, Ownership, Registration, Site
from tests.compliance.pairs import CONTROLS, Pair, each, hold
from tests.compliance.worlds import (
    ADA,
    AUSTIN,
    BEN,
    CARL,
    NIA,
    NM,
    OPENED,
    PC,
    ROSA,
    SHOULD,
    licensed,
    record,
    says,
    scene,
    since,
)

LATER = date(2025, 5, 1)
CHANGE = date(2025, 1, 1)


def owner(who: str, percent: int, first: date = OPENED, **more: str) -> Ownership:
    return Ownership(f"owner-{who}", PC, who, Decimal(percent), since(first), **more)


MINORITY = says("ownership.rule", {"lay_max_pct": 20})
LICENSED_MINORITY = says("ownership.rule", {"lay_max_pct": 100, "lay_needs_registration": "facility_license"})
NP_MAY = says("cpom.np_may_own_practice", "permitted")

PAIRS = (
    Pair(
        "OWN-01",
        scene(record(Ownership, "owner-ada", span=since(OPENED, LATER))),
        where=PC,
        since=LATER,
        says="No owner of Cedar Medical",
    ),
    Pair("OWN-02", scene(owner(ADA, 80, LATER)), where=PC, since=LATER, says="80 % together"),
    Pair("OWN-02", scene(owner(ADA, 33), owner(BEN, 33)), where=PC, since=OPENED, mended=scene(
        Ownership("owner-ada", PC, ADA, Decimal("33.34"), since()),
        Ownership("owner-ben", PC, BEN, Decimal("66.65"), since()),
    )),
    Pair(
        "OWN-03",
        scene(owner(ADA, 60), Ownership("share-of-carl", PC, CARL, Decimal(40), since(LATER))),
        where="share-of-carl",
        since=LATER,
        says="Carl C. (40 %)",
    ),
    Pair(
        "OWN-03",
        scene(
            owner(ADA, 60),
            Organization("fund", "Elm Fund", "holding", "LP", "DE"),
            Ownership("share-of-fund", PC, "fund", Decimal(40), since(LATER)),
            law=[says("cpom.lay_ownership_allowed", value=True, until=date(2026, 1, 1)),
                 says("cpom.lay_ownership_allowed", value=False, since=date(2026, 1, 1))],
        ),
        where="share-of-fund",
        since=date(2026, 1, 1),
        mended=scene(
            owner(ADA, 60),
            Organization("fund", "Elm Fund", "holding", "LP", "DE"),
            Ownership("share-of-fund", PC, "fund", Decimal(40), since(LATER)),
            law=[says("cpom.lay_ownership_allowed", value=True)],
        ),
    ),
    Pair(
        "OWN-04",
        scene(owner(ADA, 70), Ownership("share-of-carl", PC, CARL, Decimal(30), since(LATER)), law=[MINORITY]),
        where="share-of-carl",
        since=LATER,
        mended=scene(owner(ADA, 85), Ownership("share-of-carl", PC, CARL, Decimal(15), since(LATER)), law=[MINORITY]),
        says="lets them hold 20 % together",
    ),
    Pair(
        "OWN-05",
        scene(
            owner(ADA, 70),
            Ownership("share-of-carl", PC, CARL, Decimal(30), since(LATER)),
            Registration("clinic-license", AUSTIN, "facility_license", since(OPENED, date(2026, 2, 1))),
            law=[LICENSED_MINORITY],
        ),
        where="share-of-carl",
        since=date(2026, 2, 1),
        mended=scene(
            owner(ADA, 70),
            Ownership("share-of-carl", PC, CARL, Decimal(30), since(LATER)),
            Registration("clinic-license", AUSTIN, "facility_license", since()),
            law=[LICENSED_MINORITY],
        ),
    ),
    Pair(
        "OWN-06",
        scene(licensed(ADA, "MD", span=since(date(2015, 1, 1), LATER))),
        where="owner-ada",
        since=LATER,
        says="without a license good in Texas",
    ),
    Pair(
        "OWN-07",
        scene(
            owner(ADA, 40), owner(ROSA, 60, LATER),
            law=[says("cpom.physician_ownership_min_pct", 51), says("cpom.other_licensed_owners", ("RN",))],
        ),
        where="owner-rosa",
        since=LATER,
        mended=scene(
            owner(ADA, 60), owner(ROSA, 40, LATER),
            law=[says("cpom.physician_ownership_min_pct", 51), says("cpom.other_licensed_owners", ("RN",))],
        ),
    ),
    Pair("OWN-08", scene(owner(ADA, 60), owner(NIA, 40, LATER)), where="owner-nia", since=LATER,
         mended=scene(owner(ADA, 60), owner(NIA, 40, LATER), law=[NP_MAY])),
    Pair(
        "OWN-09",
        scene(owner(ADA, 60), owner(NIA, 40, LATER), law=[says("cpom.np_may_own_practice", "conditional")]),
        where="owner-nia",
        since=LATER,
        severity=SHOULD,
        mended=scene(owner(ADA, 60), owner(NIA, 40, LATER), law=[NP_MAY]),
    ),
    Pair("OWN-10", scene(owner(ADA, 90), owner(ROSA, 10, LATER)), where="owner-rosa", since=LATER, mended=scene(
        owner(ADA, 90), owner(ROSA, 10, LATER), law=[says("cpom.other_licensed_owners", ("RN",))]
    )),
    Pair(
        "OWN-11",
        scene(law=[says("cpom.clinical_entity_forms", ("PC",), since=CHANGE)]),
        where=PC,
        since=CHANGE,
        says="is a PLLC",
    ),
)  # fmt: skip


@each(PAIRS)
def test_the_faulty_world_has_the_finding_and_the_mended_one_has_not(pair: Pair) -> None:
    hold(pair)


def test_an_owner_is_judged_in_every_state_where_the_practice_treats() -> None:
    there = Site("santa-fe", "Cedar Santa Fe", PC, NM, "America/Denver", span=since(LATER))
    law = [says("cpom.lay_ownership_allowed", value=False, state=NM)]
    hold(
        Pair(
            "OWN-06",
            scene(there, law=law),
            where="owner-ada",
            since=LATER,
            mended=scene(there, licensed(ADA, "MD", id="license-ada-nm", state=NM), law=law),
            says="good in New Mexico",
        )
    )


def test_a_practice_that_owns_a_practice_counts_as_its_own_owners() -> None:
    above = Organization("parent", "Parent Medical", "practice", "PLLC", "TX", since())
    through = Ownership("owner-parent", PC, "parent", Decimal(40), since(LATER))
    by_carl = Ownership("parent-carl", "parent", CARL, Decimal(50), since(LATER))
    by_ada = Ownership("parent-ada", "parent", ADA, Decimal(50), since(LATER))
    found = scene(owner(ADA, 60), above, through, by_carl, by_ada).findings(CONTROLS["OWN-03"])
    whose = {one.where[-1].record: one.what for one in found}
    assert "Carl C. (20 %)" in whose[PC]
    assert "Carl C. (50 %)" in whose["parent"]
