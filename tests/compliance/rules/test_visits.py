"""Pairs of worlds for the controls over visits, drills and training."""

from datetime import date

from tests.compliance.pairs import CONTROLS, Pair, each, hold
from tests.compliance.worlds import ACTIVITIES, AUSTIN, PC, ROSA, SHOULD, did, duty, says, scene

SINCE_JUNE = [one.id for one in ACTIVITIES if one.on >= date(2026, 6, 1)]
MONTHLY = says("medical_director.site_visit_every_days", 30)
TRAININGS = [f"training-2026-02-03-{person}" for person in ("nia", ROSA)]
RECENT = did("training", date(2026, 11, 1), person=ROSA)
HALF_YEARLY = duty("osha_bloodborne_pathogens_training_months", "labor", "US", every_months=6)

PAIRS = (
    Pair("VIS-01", scene(law=[MONTHLY], without=SINCE_JUNE), where=AUSTIN, since=date(2026, 6, 12),
         mended=scene(law=[MONTHLY]), says="30 days, as the law asks: Cedar Austin (last May 12, 2026)"),
    Pair("VIS-01", scene(without=SINCE_JUNE), where=AUSTIN, since=date(2026, 8, 13), severity=SHOULD, says="92 days, as is the custom"),
    Pair("VIS-02", scene(without=["drill-2026-10-01-"]), where=AUSTIN, since=date(2024, 4, 3), says="Cedar Austin"),
    Pair("VIS-03", scene(without=TRAININGS), where=PC, since=date(2024, 1, 1), says="2 workers"),
    Pair("VIS-03", scene(law=[HALF_YEARLY]), where=PC, since=date(2026, 8, 3), mended=scene(
        *(did("training", date(2026, 11, 1), person=person) for person in ("ada", "ben", "nia", ROSA)), law=[HALF_YEARLY]
    )),
)  # fmt: skip


@each(PAIRS)
def test_the_faulty_world_has_the_finding_and_the_mended_one_has_not(pair: Pair) -> None:
    hold(pair)


def test_a_later_training_takes_one_person_out_of_the_finding() -> None:
    [finding] = scene(RECENT, without=TRAININGS).findings(CONTROLS["VIS-03"])
    assert [place.record for place in finding.where] == [PC, "nia"]
