"""Pairs of worlds for the controls over cover."""

from datetime import date
from decimal import Decimal

from openmso.authority.facts import Settings
from tests.compliance.pairs import CONTROLS, Pair, each, hold
from tests.compliance.worlds import (
    ADA,
    BEN,
    BOTOX,
    FILLER,
    LATELY,
    MSO,
    OPENED,
    PC,
    ROSA,
    cover,
    scene,
    since,
)

LATER = date(2026, 5, 1)
WANTED = Settings(insured_roles=frozenset({"RN"}))
ENDED = cover(ROSA, span=since(OPENED, LATER))
NEITHER = ("malpractice-rosa", "malpractice-cedar-medical")
FILLERS = frozenset({FILLER})

PAIRS = (
    Pair("INS-01", scene(without=NEITHER, settings=WANTED), where=ROSA, since=OPENED, mended=scene(settings=WANTED)),
    Pair("INS-01", scene(ENDED, cover(PC, span=since(OPENED, date(2026, 9, 1))), settings=WANTED), where=ROSA,
         since=date(2026, 9, 1), mended=scene(ENDED, settings=WANTED)),
    Pair("INS-02", scene(ENDED), where="malpractice-rosa", since=LATER,
         mended=scene(ENDED, cover(ROSA, id="new", span=since(LATER)))),
    Pair("INS-03", scene(without=["malpractice-ben"]), where="appointment-ben", since=OPENED),
    Pair("INS-04", scene(without=["malpractice-cedar-medical"]), where=PC, since=date(2023, 6, 1)),
    Pair("INS-05", scene(cover(ROSA, covers=FILLERS), cover(PC, covers=FILLERS)), where="delegation-rosa",
         since=date(2026, 3, 2), mended=scene(cover(ROSA, covers=FILLERS), cover(PC, covers=frozenset({BOTOX})))),
    Pair("INS-06", scene(cover(PC, "general", span=since(OPENED, LATER))), where=PC, since=LATER),
    Pair("INS-07", scene(cover(MSO, "cyber", span=since(OPENED, LATER))), where=MSO, since=LATER),
    Pair("INS-08", scene(cover(ADA, per_claim=Decimal(200_000))), where="malpractice-ada", since=OPENED,
         says="$200,000 per claim (asked: $1,000,000)"),
    Pair("INS-08", scene(cover(PC, aggregate=Decimal(1_000_000))), where="malpractice-cedar-medical", since=OPENED,
         says="in all"),
    Pair("INS-09", scene(cover(BEN, id="old", span=since(OPENED, LATER)), cover(BEN, span=since(date(2026, 6, 1)))),
         where=BEN, since=LATER, says="for 31 days"),
)  # fmt: skip


@each(PAIRS)
def test_the_faulty_world_has_the_finding_and_the_mended_one_has_not(pair: Pair) -> None:
    hold(pair)


def test_a_gap_is_forgotten_after_a_year() -> None:
    long_ago = cover(BEN, id="old", span=since(date(2024, 1, 1), date(2025, 1, 1)))
    renewed = cover(BEN, span=since(date(2025, 2, 1)))
    assert scene(long_ago, renewed).findings(CONTROLS["INS-09"]) == []


def test_an_uninsured_nurse_takes_her_authorities_along() -> None:
    [finding] = scene(without=NEITHER, settings=WANTED).findings(CONTROLS["INS-01"])
    assert [key.procedure for key in finding.keys] == [BOTOX]
    assert finding.since is not None
    assert finding.since < LATELY
