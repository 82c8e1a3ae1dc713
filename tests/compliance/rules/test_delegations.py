"""Pairs of worlds for the controls over delegations themselves."""

from dataclasses import replace
from datetime import date

from openmso.authority.facts.oversight import Appointment
from openmso.authority.facts.people import Person
from tests.compliance.pairs import CONTROLS, Pair, each, hold
from tests.compliance.worlds import (
    ADA,
    BEN,
    DELEGATION,
    MUST,
    NIA,
    OPENED,
    PC,
    ROSA,
    WORKS,
    licensed,
    rule,
    says,
    scene,
    signed,
    since,
)

BEGAN = date(2026, 3, 2)
LATER = date(2026, 5, 1)
TRAINED = rule("RN", supervision="remote", exam_first=True, attest=("The nurse was trained in emergencies.",))
ONLY_DO = rule("RN", supervision="remote", exam_first=True, delegators=("DO",))
NEAR = rule("RN", supervision="on_site", exam_first=True)
NEAR_OR_FAR = rule(
    "RN", supervision="on_site", exam_first=True, supervision_or=({"mode": "remote", "minutes": 30},)
)
BY_NIA = replace(DELEGATION, physician=NIA, signatures=signed(NIA))
NP_DIRECTS = says("medical_director.eligible", ("MD", "DO", "NP"))
OLGA = Person("olga", "Olga O.")
BY_OLGA = replace(DELEGATION, physician="olga", signatures=signed("olga"))
OFFICE = Appointment("appointment-olga", "olga", PC, "collaborator", None, since(), signed("olga"))

PAIRS = (
    Pair("DEL-01", scene(replace(DELEGATION, signatures=signed(ROSA))), where="delegation-rosa", since=BEGAN, says="by Ada A."),
    Pair("DEL-02", scene(replace(DELEGATION, signatures=signed(ADA, on=date(2026, 3, 12)))), where="delegation-rosa",
         since=date(2026, 3, 12), says="10 days before"),
    Pair("DEL-05", scene(law=[TRAINED]), where="delegation-rosa", since=BEGAN, says="trained in emergencies",
         mended=scene(replace(DELEGATION, attests=frozenset({"The nurse was trained in emergencies."})), law=[TRAINED])),
    Pair("DEL-06", scene(law=[ONLY_DO]), where="delegation-rosa", since=BEGAN, says="physician (DO)",
         mended=scene(replace(DELEGATION, physician=BEN, signatures=signed(BEN)), law=[ONLY_DO])),
    Pair("DEL-06", scene(BY_NIA), where="delegation-rosa", since=BEGAN, mended=scene(BY_NIA, law=[NP_DIRECTS])),
    Pair("DEL-07", scene(OLGA, BY_OLGA), where="delegation-rosa", since=BEGAN, mended=scene(OLGA, BY_OLGA, licensed("olga", "MD"))),
    Pair("DEL-08", scene(OLGA, BY_OLGA, licensed("olga", "MD")), where="delegation-rosa", since=BEGAN,
         mended=scene(OLGA, BY_OLGA, licensed("olga", "MD"), OFFICE)),
    Pair("DEL-08", scene(OLGA, BY_OLGA, licensed("olga", "MD"), replace(OFFICE, span=since(OPENED, LATER))),
         where="delegation-rosa", since=LATER),
    Pair("DEL-14", scene(law=[NEAR]), where="delegation-rosa", since=BEGAN, severity=MUST, says="on site",
         mended=scene(replace(DELEGATION, supervision="on_site"), law=[NEAR])),
    Pair("DEL-14", scene(law=[NEAR]), where="delegation-rosa", since=BEGAN, mended=scene(law=[NEAR_OR_FAR])),
    Pair("DEL-16", scene(replace(DELEGATION, span=since(date(2025, 6, 1)))), where="delegation-rosa", since=date(2026, 6, 1)),
    Pair("DEL-17", scene(replace(WORKS[ROSA], span=since(OPENED, LATER))), where="delegation-rosa", since=LATER),
)  # fmt: skip


@each(PAIRS)
def test_the_faulty_world_has_the_finding_and_the_mended_one_has_not(pair: Pair) -> None:
    hold(pair)


def test_an_unsigned_delegation_lists_what_is_dark() -> None:
    [finding] = scene(replace(DELEGATION, signatures=())).findings(CONTROLS["DEL-01"])
    assert [key.person for key in finding.keys] == [ROSA]
