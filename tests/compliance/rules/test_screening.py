"""Pairs of worlds for the controls over exclusion screening."""

from datetime import date
from decimal import Decimal
from typing import Any

from openmso.authority.facts import Record, Settings
from openmso.authority.facts.people import Engagement, Exclusion, Person
from openmso.authority.facts.structure import Office, Organization, Ownership
from tests.compliance.pairs import CONTROLS, Pair, each, hold
from tests.compliance.worlds import (
    CARL,
    LATELY,
    MSO,
    OPENED,
    PC,
    ROSA,
    SHOULD,
    WATCH,
    Scene,
    duty,
    record,
    scene,
    screened,
    since,
)

LATER = date(2026, 5, 1)
FEDERAL = (
    duty("exclusion_screening_leie", "screening", "US", every_days=30),
    duty("exclusion_screening_sam", "screening", "US", every_days=30),
)
INSURED = Settings(self_pay_only=False)


def federal(*records: Record, without: tuple[str, ...] = ()) -> Scene:
    """A network that bills federal programs, under the federal duty to screen."""
    return scene(*records, without=without, law=FEDERAL, settings=INSURED)


def unseen(subject: str, source: str = "leie") -> dict[str, Any]:
    """The clean world without the last look at somebody."""
    return {"without": (f"screening-{source}-{subject}-{LATELY}",)}


OUT = Exclusion("exclusion-rosa", ROSA, "LEIE", since(LATER))
NORA = (Person("nora", "Nora N."), Ownership("owner-nora", PC, "nora", Decimal(1), since(LATER)))
FUND = (
    Organization("fund", "Elm Fund", "holding", "LP", "DE"),
    Ownership("owner-fund", MSO, "fund", Decimal(10), since(LATER)),
)
HIRED = record(Engagement, "engagement-rosa", span=since(LATER))
LOOKED = screened(ROSA, date(2026, 4, 15))

PAIRS = (
    Pair("SCR-01", federal(OUT), where="exclusion-rosa", since=LATER, mended=federal(), says="works for Cedar Medical"),
    Pair("SCR-01", scene(OUT), where="exclusion-rosa", since=LATER, severity=SHOULD, mended=scene(
        Exclusion("exclusion-rosa", ROSA, "LEIE", since(date(2010, 1, 1), date(2013, 1, 1)))
    )),
    Pair("SCR-01", federal(Exclusion("exclusion-mso", MSO, "SAM", since(LATER))), where="exclusion-mso", since=LATER,
         says="manages Cedar Medical", mended=federal()),
    Pair("SCR-02", federal(**unseen(ROSA)), where=PC, since=OPENED, mended=federal(), says="1 worker"),
    Pair("SCR-02", federal(screened(ROSA, date(2026, 10, 1)), **unseen(ROSA)), where=PC, since=date(2026, 11, 1),
         mended=federal(screened(ROSA, date(2026, 10, 26)), **unseen(ROSA)), says="last Oct 1, 2026"),
    Pair("SCR-02", scene(**unseen(ROSA)), where=PC, since=OPENED, severity=WATCH),
    Pair("SCR-03", federal(HIRED), where="engagement-rosa", since=LATER, mended=federal(HIRED, LOOKED)),
    Pair("SCR-03", scene(HIRED), where="engagement-rosa", since=LATER, severity=WATCH, mended=scene(HIRED, LOOKED)),
    Pair("SCR-04", federal(*NORA), where=PC, since=LATER, mended=federal(*NORA, screened("nora"))),
    Pair("SCR-04", scene(*NORA, Office("office-nora", PC, "nora", "secretary", since(LATER))), where=PC, since=LATER,
         severity=WATCH, mended=scene(*NORA, screened("nora"))),
    Pair("SCR-05", federal(*FUND), where=MSO, since=LATER, mended=federal(*FUND, screened("fund"))),
    Pair("SCR-05", scene(**unseen(MSO)), where=PC, since=OPENED, severity=WATCH),
    Pair("SCR-06", federal(**unseen(ROSA, "sam")), where=PC, since=OPENED, mended=federal(), says="SAM"),
    Pair("SCR-06", scene(**unseen(CARL, "sam")), where=MSO, since=OPENED, severity=WATCH),
    Pair(
        "SCR-07",
        scene(screened(ROSA, date(2026, 11, 3), "possible")),
        where="screening-leie-rosa-2026-11-03",
        since=date(2026, 11, 3),
        mended=scene(screened(ROSA, date(2026, 11, 3), "possible"), screened(ROSA, date(2026, 11, 9))),
    ),
    Pair(
        "SCR-08",
        scene(screened(ROSA, date(2026, 11, 3), "confirmed")),
        where="screening-leie-rosa-2026-11-03",
        since=date(2026, 11, 3),
        mended=scene(screened(ROSA, date(2026, 11, 3), "confirmed"), OUT),
    ),
)  # fmt: skip


@each(PAIRS)
def test_the_faulty_world_has_the_finding_and_the_mended_one_has_not(pair: Pair) -> None:
    hold(pair)


def test_everybody_who_was_missed_in_one_run_is_in_one_finding() -> None:
    nobody_seen = [one for person in ("ada", "ben", "nia", ROSA) for one in unseen(person)["without"]]
    [finding] = scene(without=nobody_seen).findings(CONTROLS["SCR-02"])
    assert [place.record for place in finding.where] == [PC, "ada", "ben", "nia", ROSA]
    assert finding.what.startswith("4 workers of Cedar Medical")


def test_whatever_ties_an_excluded_person_is_named() -> None:
    tied = (
        Exclusion("exclusion-ada", "ada", "LEIE", since(LATER)),
        Office("office-carl-2", PC, "ada", "secretary"),
    )
    [finding] = scene(*tied).findings(CONTROLS["SCR-01"])
    for words in ("works for", "holds an appointment at", "owns part of", "governs"):
        assert f"{words} Cedar Medical" in finding.what
    assert len(finding.keys) == 3
