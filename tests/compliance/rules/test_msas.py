"""Pairs of worlds for the controls over parties and signatures of management agreements."""

from dataclasses import replace
from datetime import date

from openmso.authority.facts.people import Engagement, Person
from openmso.authority.facts.structure import Organization
from tests.compliance.pairs import Pair, each, hold
from tests.compliance.worlds import (
    ADA,
    AUSTIN,
    CARL,
    CLEAN,
    HOURLY,
    MSA,
    MSO,
    OPENED,
    PC,
    SHOULD,
    licensed,
    record,
    says,
    scene,
    signed,
    since,
)

LATER = date(2025, 5, 1)
LAX = says("cpom.prohibition", "none")
BY_MSO = signed(CARL, party=MSO)
BY_PC = signed(ADA, party=PC)
NO_MSA = scene(without=["msa"])
LEASED = Engagement(
    "engagement-desk", "dora", MSO, "front_desk", sites=frozenset({AUSTIN}), span=since(LATER), pay=HOURLY
)

PAIRS = (
    Pair("MSA-01", scene(replace(MSA, span=since(OPENED, LATER))), where=PC, since=LATER),
    Pair("MSA-01", scene(Person("dora", "Dora D."), LEASED, without=["msa"]), where=PC, since=LATER, mended=NO_MSA),
    Pair("MSA-01", scene(replace(MSA, span=since(OPENED, LATER)), law=[LAX]), where=PC, since=LATER, severity=SHOULD),
    Pair("MSA-02", scene(replace(MSA, signatures=BY_PC)), where="msa", since=OPENED, says="for Cedar Management"),
    Pair("MSA-02", scene(replace(MSA, signatures=()), law=[LAX]), where="msa", since=OPENED, severity=SHOULD),
    Pair(
        "MSA-03",
        scene(replace(MSA, signatures=(*BY_MSO, *signed(ADA, on=date(2024, 1, 11), party=PC)))),
        where="msa",
        since=date(2024, 1, 11),
        says="10 days before",
    ),
    Pair(
        "MSA-04",
        scene(replace(MSA, signatures=(*BY_MSO, *signed("ben", party=PC)))),
        where="msa",
        since=OPENED,
        says="Ben B. (Jan 1, 2024)",
    ),
    Pair(
        "MSA-04",
        scene(replace(MSA, signatures=(*BY_MSO, *signed("ben", party=PC))), law=[LAX]),
        where="msa",
        since=OPENED,
        severity=SHOULD,
    ),
    Pair("MSA-05", scene(replace(MSA, signatures=(*BY_PC, *signed(ADA, party=MSO)))), where="msa", since=OPENED),
    Pair(
        "MSA-05",
        scene(replace(MSA, signatures=(*BY_PC, *signed(ADA, party=MSO))), law=[LAX]),
        where="msa",
        since=OPENED,
        severity=SHOULD,
    ),
    Pair(
        "MSA-16",
        scene(
            licensed(ADA, "MD", span=since(date(2024, 1, 2), date(2028, 1, 1))),
            licensed(ADA, "MD", id="license-ada-before", span=since(date(2015, 1, 1), OPENED)),
        ),
        where="msa",
        since=OPENED,
        mended=scene(licensed(ADA, "MD", span=since(date(2024, 1, 2), date(2028, 1, 1)))),
        says="held no license of Texas",
    ),
    Pair("MSA-06", scene(record(Organization, MSO, span=since(LATER))), where="msa", since=OPENED, says="Cedar Management"),
)  # fmt: skip


@each(PAIRS)
def test_the_faulty_world_has_the_finding_and_the_mended_one_has_not(pair: Pair) -> None:
    hold(pair)


def test_a_signature_dated_after_the_day_is_no_signature_yet() -> None:
    to_come = replace(MSA, signatures=(*BY_MSO, *signed(ADA, on=date(2026, 12, 24), party=PC)))
    hold(Pair("MSA-02", scene(to_come), where="msa", since=OPENED, mended=CLEAN))
