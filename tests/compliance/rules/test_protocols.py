"""Pairs of worlds for the controls over protocols."""

from dataclasses import replace
from datetime import date

from openmso.authority.facts.oversight import Protocol
from openmso.authority.facts.structure import Service
from tests.compliance.pairs import CONTROLS, Pair, each, hold
from tests.compliance.worlds import (
    ADA,
    AUSTIN,
    BOTOX,
    CARL,
    FILLER,
    NIA,
    OPENED,
    PC,
    PROTOCOL,
    ROSA,
    SHOULD,
    SITE,
    licensed,
    scene,
    signed,
    since,
)

LATER = date(2026, 5, 1)
FILLERS = Service("filler", AUSTIN, "Filler", frozenset({FILLER}), since(LATER))
FOR_FILLERS = replace(PROTOCOL, id="protocol-filler", procedures=frozenset({FILLER}))
NEWER = replace(PROTOCOL, id="protocol-2", version="2.0", span=since(LATER))
DALLAS = replace(SITE, id="dallas", name="Cedar Dallas")
AT_DALLAS = Service("botox-dallas", "dallas", "Botox", frozenset({BOTOX}), since())
LOCAL = tuple(
    replace(PROTOCOL, id=f"protocol-{site}", sites=frozenset({site}), span=since(first))
    for site, first in ((AUSTIN, OPENED), ("dallas", LATER))
)

PAIRS = (
    Pair("PRO-01", scene(replace(PROTOCOL, span=since(OPENED, LATER))), where=AUSTIN, since=LATER),
    Pair("PRO-01", scene(FILLERS), where=AUSTIN, since=LATER, severity=SHOULD, mended=scene(FILLERS, FOR_FILLERS)),
    Pair("PRO-02", scene(replace(PROTOCOL, signatures=())), where="protocol", since=OPENED),
    Pair("PRO-03", scene(replace(PROTOCOL, signatures=signed(CARL))), where="protocol", since=OPENED, says="Carl C."),
    Pair("PRO-03", scene(replace(PROTOCOL, signatures=signed(ROSA)), licensed(ROSA, "MD", id="md", span=since(OPENED, LATER))),
         where="protocol", since=LATER, mended=scene(replace(PROTOCOL, signatures=signed(ROSA)), licensed(ROSA, "MD", id="md"))),
    Pair("PRO-04", scene(replace(PROTOCOL, reviewed_on=(date(2025, 3, 1),))), where="protocol", since=date(2026, 3, 1),
         says="last reviewed on Mar 1, 2025"),
    Pair("PRO-04", scene(replace(PROTOCOL, span=since(date(2025, 2, 1)), reviewed_on=())), where="protocol",
         since=date(2026, 2, 1), says="never reviewed", mended=scene(replace(PROTOCOL, span=since(LATER), reviewed_on=()))),
    Pair("PRO-05", scene(replace(PROTOCOL, span=since(date(2023, 12, 1)), reviewed_on=())), where="protocol",
         since=date(2025, 1, 1), says="dates from Dec 1, 2023, before the first site it covers opened"),
    Pair("PRO-06", scene(NEWER), where=AUSTIN, since=LATER, says="version 2.0 of May 1, 2026",
         mended=scene(NEWER, replace(PROTOCOL, span=since(OPENED, LATER)))),
    Pair("PRO-07", scene(DALLAS, AT_DALLAS, *LOCAL, without=["protocol"]), where=PC, since=LATER,
         mended=scene(DALLAS, AT_DALLAS)),
)  # fmt: skip


@each(PAIRS)
def test_the_faulty_world_has_the_finding_and_the_mended_one_has_not(pair: Pair) -> None:
    hold(pair)


def test_without_a_protocol_those_who_act_on_papers_are_dark() -> None:
    [finding] = scene(without=["protocol"]).findings(CONTROLS["PRO-01"])
    assert {key.person for key in finding.keys} == {NIA, ROSA}


def test_a_protocol_untouched_since_opening_day_is_not_reported_twice() -> None:
    old = scene(replace(PROTOCOL, reviewed_on=()))
    assert old.findings(CONTROLS["PRO-04"]) == []
    assert len(old.findings(CONTROLS["PRO-05"])) == 1


def test_whoever_gives_the_authority_may_sign_the_protocol() -> None:
    by_nia = Protocol(
        "protocol", PC, frozenset({BOTOX}), since(), signatures=signed(ADA, NIA), reviewed_on=(LATER,)
    )
    assert scene(by_nia).findings(CONTROLS["PRO-03"]) == []
