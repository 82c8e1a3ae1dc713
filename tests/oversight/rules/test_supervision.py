"""Who covers whom through a day, by the law of the cast: Rosa's botox wants somebody reachable, her fillers somebody on site."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from openmso.authority.answer import Act, Outcome
from openmso.authority.decide import decide
from openmso.authority.facts.bedside import Bedside, Exam
from openmso.authority.facts.structure import Service, Site
from openmso.authority.judge import Judge
from openmso.authority.terms import ExamMode, Supervision
from openmso.oversight.rules.supervision import Covered, Near, Scene, presences, stretches
from tests.cast import ADA, AUSTIN, BEN, BOTOX, DALLAS, FILLER, LAW, NIA, PAT, ROSA, TODAY, book, cast, says

DAY = TODAY.toordinal()
ON_SITE, REMOTE = Supervision.ON_SITE, Supervision.REMOTE
MENU = (
    Service("m-botox", AUSTIN, "Botox", frozenset({BOTOX})),
    Service("m-filler", AUSTIN, "Filler", frozenset({FILLER})),
)
FACTS = cast(*MENU, without=["menu-austin"])


def at(hour: int) -> datetime:
    return datetime(TODAY.year, TODAY.month, TODAY.day, hour, tzinfo=UTC)


def near(person: str, how: Supervision, start: int, until: int, site: str = AUSTIN, **more: Any) -> Near:
    return Near(person, how, at(start), at(until), site, record=f"{person}-{start}", **more)


def scene(facts: Any = FACTS, law: Any = LAW) -> Scene:
    return Scene.of(Judge(facts, law), facts.need(Site, AUSTIN), DAY)


def told(covers: tuple[Covered, ...]) -> dict[str, str | None]:
    return {
        name: one.by.person if one.by else None
        for one in covers
        for name in [s.name for s in one.services]
        if one.ways
    }


def test_a_director_who_leaves_and_stays_reachable_covers_botox_and_no_longer_fillers() -> None:
    day = [near(ROSA, ON_SITE, 9, 17), near(ADA, ON_SITE, 9, 12), near(ADA, REMOTE, 12, 15, "")]
    found = stretches(scene(), day, at(0), at(23))
    assert [(one.start.hour, one.until.hour) for one in found] == [(9, 12), (12, 15), (15, 17)]
    of_rosa = [told(tuple(c for c in one.covers if c.person == ROSA)) for one in found]
    assert of_rosa == [
        {"Botox": ADA, "Filler": ADA},
        {"Botox": ADA, "Filler": None},
        {"Botox": None, "Filler": None},
    ]
    assert {name for one in found[2].uncovered for name in one.mends} == {ADA, BEN}


def test_somebody_at_another_site_is_reachable_from_there_as_far_as_it_is() -> None:
    day = [near(ROSA, ON_SITE, 9, 10), near(BEN, REMOTE, 9, 10, DALLAS)]
    (found,) = stretches(scene(), day, at(0), at(23))
    assert told(found.covers) == {"Botox": BEN, "Filler": None}
    by = next(one.by for one in found.covers if one.by)
    # Austin and Dallas are about 182 miles apart as the crow flies.
    assert by.miles is not None
    assert 175 < by.miles < 190


def test_nobody_supervises_themselves_and_where_nobody_works_nothing_is_told() -> None:
    (found,) = stretches(scene(), [near(NIA, ON_SITE, 9, 10)], at(0), at(23))
    assert told(found.covers) == {"Botox": None}
    assert stretches(scene(), [near(ADA, REMOTE, 9, 10, "")], at(0), at(23)) == ()


def test_what_is_only_planned_is_told_as_such_until_somebody_tells_that_it_is_so() -> None:
    day = [
        near(ROSA, ON_SITE, 9, 11, actual=True),
        near(ADA, ON_SITE, 9, 11),
        near(ADA, ON_SITE, 10, 11, actual=True),
    ]
    found = stretches(scene(), day, at(0), at(23))
    rosas = [next(c for c in one.covers if c.person == ROSA and c.by) for one in found]
    assert [one.planned_only for one in rosas] == [True, False]


def test_more_than_the_law_lets_one_supervise_at_once_are_told() -> None:
    cap = {"max": 1, "counts": ("NP", "PA"), "unit": "people", "at": "supervised_at_once"}
    law = book(says("np.max_per_physician", cap), says("pa.max_per_physician", cap))
    day = [near(NIA, ON_SITE, 9, 10), near(PAT, ON_SITE, 9, 10), near(ADA, REMOTE, 9, 10, "")]
    (found,) = stretches(scene(law=law), day, at(0), at(23))
    (load,) = found.loads
    assert (load.person, load.people, load.limit, load.over) == (ADA, (NIA, PAT), Decimal(1), True)
    (usual,) = stretches(scene(), day, at(0), at(23))
    assert not usual.loads[0].over


def test_the_board_says_of_every_service_what_the_gate_would_say_of_supervision() -> None:
    judge = Judge(FACTS, LAW)
    where = FACTS.need(Site, AUSTIN)
    exam = Exam(ADA, "MD", ExamMode.IN_PERSON, at(8))
    for how in (ON_SITE, REMOTE):
        day = [near(ROSA, ON_SITE, 9, 10), near(ADA, how, 9, 10, AUSTIN if how is ON_SITE else "")]
        (found,) = stretches(Scene.of(judge, where, DAY), day, at(0), at(23))
        there = presences(judge, where, DAY, day)
        for one in (one for one in found.covers if one.person == ROSA):
            for service in one.services:
                (code,) = service.procedures
                bedside = Bedside(
                    exams=(exam,), presences=there, consent=True, patient_state="TX", complete=True
                )
                decision = decide(Act(ROSA, code, AUSTIN, at(9), bedside), judge)
                assert (decision.outcome is not Outcome.STOP) == one.holds, (how, code)
