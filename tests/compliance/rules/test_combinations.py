"""Pairs of worlds for the controls over owners side by side."""

from datetime import date
from decimal import Decimal
from typing import Any

from openmso.authority.facts.people import Engagement, Person
from openmso.authority.facts.structure import Organization, Ownership
from openmso.authority.law import Statement
from tests.compliance.pairs import Pair, each, hold
from tests.compliance.worlds import (
    ADA,
    BEN,
    MSO,
    NIA,
    OPENED,
    PC,
    ROSA,
    WATCH,
    Scene,
    licensed,
    record,
    says,
    scene,
    since,
)

LATER = date(2025, 5, 1)
NP_MAY = says("cpom.np_may_own_practice", "permitted")
PA_OWNER = (Person("pat", "Pat P."), licensed("pat", "PA"))


def owners(*shares: tuple[str, int], **rule: Any) -> Scene:
    records = [
        Ownership(f"owner-{who}", PC, who, Decimal(percent), since(OPENED if who == ADA else LATER))
        for who, percent in shares
    ]
    return scene(*PA_OWNER, *records, law=[NP_MAY, combined(**rule)])


def combined(**rule: Any) -> Statement:
    return says("ownership.rule", rule)


NURSE = Engagement("engagement-nia", NIA, PC, "NP", span=since(LATER))

PAIRS = (
    Pair(
        "OWN-12",
        owners((ADA, 40), ("pat", 60), allied_max_pct=49),
        where="owner-pat",
        since=LATER,
        mended=owners((ADA, 60), ("pat", 40), allied_max_pct=49),
        says="may hold 49 % together",
    ),
    Pair(
        "OWN-13",
        scene(
            *PA_OWNER,
            Ownership("owner-ada", PC, "pat", Decimal(100), since(LATER)),
            law=[combined(allied_needs_physician=True)],
        ),
        where="owner-ada",
        since=LATER,
        mended=owners((ADA, 20), ("pat", 80), allied_needs_physician=True),
    ),
    Pair(
        "OWN-14",
        owners((ADA, 50), ("pat", 50), none_above_physician=True),
        where="owner-pat",
        since=LATER,
        mended=owners((ADA, 51), ("pat", 49), none_above_physician=True),
    ),
    Pair(
        "OWN-15",
        owners((ADA, 60), (NIA, 40), single_profession=True),
        where="owner-ada",
        since=LATER,
        mended=owners((ADA, 60), (BEN, 40), single_profession=True),
    ),
    Pair(
        "OWN-16",
        scene(NURSE, law=[combined(each_profession=True)]),
        where=PC,
        since=LATER,
        severity=WATCH,
        mended=owners((ADA, 60), (NIA, 40), each_profession=True),
        says="practices nursing",
    ),
    Pair(
        "OWN-17",
        owners((ADA, 60), (ROSA, 40), physician_majority_headcount=True),
        where="owner-rosa",
        since=LATER,
        mended=owners((ADA, 40), (BEN, 40), (ROSA, 20), physician_majority_headcount=True),
    ),
    Pair(
        "OWN-18",
        scene(
            record(Engagement, "engagement-ben", span=since(OPENED, date(2026, 4, 1))),
            Ownership("owner-ada", PC, ADA, Decimal(50), since()),
            Ownership("owner-ben", PC, BEN, Decimal(50), since()),
            without=["appointment-ben"],
            law=[combined(active_practice=True)],
        ),
        where="owner-ben",
        since=date(2026, 4, 1),
        mended=owners((ADA, 50), (BEN, 50), active_practice=True),
    ),
)


@each(PAIRS)
def test_the_faulty_world_has_the_finding_and_the_mended_one_has_not(pair: Pair) -> None:
    hold(pair)


def test_a_rule_for_investors_does_not_reach_a_practice_without_one() -> None:
    law = [NP_MAY, combined(allied_max_pct=10, reaches=("private_equity",))]
    records = (
        *PA_OWNER,
        Ownership("owner-ada", PC, ADA, Decimal(60), since()),
        Ownership("owner-pat", PC, "pat", Decimal(40), since()),
    )
    backed = record(Organization, MSO, investor="private_equity")
    hold(
        Pair(
            "OWN-12",
            scene(*records, backed, law=law),
            where="owner-pat",
            since=OPENED,
            mended=scene(*records, law=law),
        )
    )
