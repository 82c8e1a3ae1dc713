"""The chain of a decision: every link from the law to the patient, and the broken one."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from openmso.authority.answer import Act, Link, LinkKind
from openmso.authority.chain import LINK_OF_CODE
from openmso.authority.decide import decide
from openmso.authority.facts.bedside import Bedside, Exam, Order, Presence
from openmso.authority.facts.oversight import Delegation, Protocol, StandingOrder
from openmso.authority.facts.people import Engagement
from openmso.authority.judge import Judge
from openmso.authority.reasons import Code
from openmso.authority.terms import ExamMode, Supervision
from openmso.timeline.spans import Span
from tests.authority.asking import NOON, decision
from tests.cast import (
    ADA,
    AUSTIN,
    BOTOX,
    CONSULT,
    ESTHER,
    NIA,
    OPENED,
    PEEL,
    ROSA,
    TODAY,
    altered,
    book,
    cast,
    delegated,
    licensed,
    rule,
    says,
    skilled,
)
from tests.strategies.worlds import World, done

READY = Bedside(
    exams=(Exam(NIA, "NP", ExamMode.IN_PERSON, NOON - timedelta(hours=1), id="exam-1"),),
    presences=(Presence(ADA, "MD", Supervision.ON_SITE, id="presence-1"),),
    consent=True,
)


def chain(person: str, procedure: str, *more: Any) -> dict[LinkKind, Link]:
    """The links of a decision by kind; each kind stands there once, in order."""
    links = decision(person, procedure, *more).chain
    kinds = [link.kind for link in links]
    assert kinds == [kind for kind in LinkKind if kind in kinds]
    return {link.kind: link for link in links}


def test_a_full_chain_names_every_record_it_rests_on() -> None:
    links = chain(ROSA, BOTOX, READY)
    assert {kind: link.record for kind, link in links.items()} == {
        LinkKind.LAW: "",
        LinkKind.SITE: AUSTIN,
        LinkKind.ENGAGEMENT: "engagement-rosa",
        LinkKind.LICENSE: "license-rosa",
        LinkKind.PHYSICIAN: "license-ada",
        LinkKind.APPOINTMENT: "appointment-ada",
        LinkKind.PAPER: "delegation-rosa",
        LinkKind.PROTOCOL: "protocol",
        LinkKind.ORDER: "standing-order",
        LinkKind.EXAM: "exam-1",
        LinkKind.COMPETENCY: f"competency-rosa-{BOTOX}",
        LinkKind.SUPERVISION: "presence-1",
    }
    assert all(link.holds for link in links.values())
    assert links[LinkKind.LAW].cites[0].cite == "TX code on delegation.rule"
    assert links[LinkKind.PAPER].since == Span.of(OPENED)
    assert links[LinkKind.PAPER].text == "delegation by Ada, signed Ada 2024-01-01"
    assert links[LinkKind.EXAM].text == "exam by nia (NP, in person) on 2026-03-02"
    assert links[LinkKind.SUPERVISION].text == "ada (MD) is on site"


def test_what_is_not_told_hangs_in_the_air() -> None:
    links = chain(ROSA, BOTOX)
    assert links[LinkKind.EXAM].holds is None
    assert links[LinkKind.EXAM].text == "an exam by DO, MD, NP, PA comes first"
    assert links[LinkKind.SUPERVISION].holds is None


def test_the_broken_link_stands_out_in_the_nearest_chain() -> None:
    links = chain(ROSA, BOTOX, READY, cast(without=["appointment-ada"]))
    assert links[LinkKind.APPOINTMENT].holds is False
    assert [one.code for one in links[LinkKind.APPOINTMENT].reasons] == [Code.NO_APPOINTMENT]
    assert links[LinkKind.PAPER].record == "delegation-rosa"
    assert links[LinkKind.PAPER].holds


def test_without_a_paper_the_chain_says_so() -> None:
    links = chain(ROSA, BOTOX, READY, cast(without=["delegation-rosa"]))
    assert links[LinkKind.PAPER].holds is False
    assert LinkKind.APPOINTMENT not in links
    expired = cast(altered(Delegation, "delegation-rosa", span=Span.of(OPENED, TODAY)))
    assert chain(ROSA, BOTOX, READY, expired)[LinkKind.PAPER].record == ""


def test_own_scope_needs_neither_physician_nor_paper() -> None:
    assert set(chain(ESTHER, PEEL)) == {
        LinkKind.LAW,
        LinkKind.SITE,
        LinkKind.ENGAGEMENT,
        LinkKind.LICENSE,
        LinkKind.COMPETENCY,
    }
    assert LinkKind.LAW not in chain(ADA, BOTOX)  # a plenary license needs no rule
    bare = chain(ESTHER, PEEL, READY, cast(without=[f"competency-esther-{PEEL}"]))
    assert LinkKind.COMPETENCY not in bare


def test_somebody_who_is_not_engaged_breaks_the_chain_there() -> None:
    links = chain(ROSA, BOTOX, READY, cast(without=["engagement-rosa"]))
    assert (links[LinkKind.ENGAGEMENT].holds, links[LinkKind.ENGAGEMENT].record) == (False, "")


def test_a_license_that_lapsed_is_shown_and_broken() -> None:
    facts = cast(licensed(ROSA, span=Span.of(OPENED, TODAY)))
    link = chain(ROSA, BOTOX, READY, facts)[LinkKind.LICENSE]
    assert (link.record, link.holds) == ("license-rosa", False)
    none = chain(ROSA, BOTOX, READY, cast(without=["license-rosa"]))[LinkKind.LICENSE]
    assert (none.record, none.holds) == ("", False)


def test_a_giver_without_a_license_breaks_the_chain_at_the_physician() -> None:
    facts = cast(delegated(ROSA, BOTOX, by="zoe"))
    links = chain(ROSA, BOTOX, READY, facts)
    assert (links[LinkKind.PHYSICIAN].record, links[LinkKind.PHYSICIAN].holds) == ("", False)
    unsigned = chain(ROSA, BOTOX, READY, cast(delegated(ROSA, BOTOX, signatures=())))
    assert unsigned[LinkKind.PAPER].text == "delegation by Ada"
    assert unsigned[LinkKind.PAPER].holds is False


def test_an_order_given_at_the_bedside_takes_the_place_of_the_standing_one() -> None:
    facts = cast(without=["standing-order"])
    assert chain(ROSA, BOTOX, READY, facts)[LinkKind.ORDER].holds is None
    ordered = replace(READY, orders=(Order(ADA, "MD", NOON, id="order-1"),))
    link = chain(ROSA, BOTOX, ordered, facts)[LinkKind.ORDER]
    assert (link.record, link.holds, link.text) == ("order-1", True, "order by ada (MD) on 2026-03-02")


def test_a_protocol_that_is_missing_leaves_its_link_without_a_record() -> None:
    link = chain(ROSA, BOTOX, READY, cast(without=["protocol"]))[LinkKind.PROTOCOL]
    assert (link.record, link.holds) == ("", False)


def test_an_agreement_is_the_paper_of_an_np() -> None:
    links = chain(NIA, CONSULT)
    assert links[LinkKind.PAPER].record == "agreement-nia"
    nobody = chain(NIA, CONSULT, READY, cast(skilled(NIA, CONSULT, signed_by="")))
    assert nobody[LinkKind.COMPETENCY].text == "signed off"


def test_a_multistate_license_is_shown_where_none_of_the_state_is_held() -> None:
    facts = cast(licensed(ROSA, state="NM", multistate=True, number="R-77"))
    link = chain(ROSA, BOTOX, READY, facts)[LinkKind.LICENSE]
    assert (link.text, link.holds) == ("RN license NM R-77", True)


def test_a_license_that_stays_in_its_own_state_is_no_link() -> None:
    link = chain(ROSA, BOTOX, READY, cast(licensed(ROSA, state="NM")))[LinkKind.LICENSE]
    assert (link.record, link.holds) == ("", False)
    doctor = chain(ADA, BOTOX, READY, cast(licensed(ADA, state="NM", multistate=True)))[LinkKind.LICENSE]
    assert (doctor.record, doctor.holds) == ("", False)


def test_every_way_of_supervision_is_named() -> None:
    ways = ({"mode": "available", "minutes": 30, "by": ("MD",)}, {"mode": "remote", "text": "by telephone"})
    law = book(rule("RN", BOTOX, supervision="on_site", exam_first=True, supervision_or=ways))
    text = chain(ROSA, BOTOX, Bedside(), cast(), law)[LinkKind.SUPERVISION].text
    for way in ("on the premises or ", "a MD within 30 minutes or ", "(by telephone)"):
        assert way in text


def test_the_engagement_shown_is_the_one_at_the_site() -> None:
    elsewhere = Engagement("engagement-0", ROSA, "lumen-medical", "RN", sites=frozenset({"dallas"}))
    assert chain(ROSA, BOTOX, READY, cast(elsewhere))[LinkKind.ENGAGEMENT].record == "engagement-rosa"


def test_the_chain_names_the_record_that_counts_and_not_an_older_one_that_does_not() -> None:
    older = Span.of(OPENED - timedelta(days=99))
    facts = cast(
        altered(Protocol, "protocol", id="unsigned-protocol", span=older, signatures=()),
        altered(StandingOrder, "standing-order", id="unsigned-order", span=older, signatures=()),
        licensed(ROSA, id="suspended-license", status="suspended", span=Span.of(OPENED, date(2099, 1, 1))),
        licensed(ROSA, span=Span.of(OPENED, date(2030, 1, 1))),
        licensed(
            ADA, id="suspended-license-of-ada", status="suspended", span=Span.of(OPENED, date(2099, 1, 1))
        ),
        licensed(ADA, span=Span.of(OPENED, date(2030, 1, 1))),
        Engagement("engagement-esthetician", ROSA, "lumen-medical", "EST", span=older),
    )
    links = chain(ROSA, BOTOX, READY, facts)
    assert links[LinkKind.PROTOCOL].record == "protocol"
    assert links[LinkKind.ORDER].record == "standing-order"
    assert links[LinkKind.LICENSE].record == "license-rosa"
    assert links[LinkKind.PHYSICIAN].record == "license-ada"
    assert links[LinkKind.ENGAGEMENT].record == "engagement-rosa"


@settings(max_examples=40)
@given(done, st.lists(st.integers(-20, 20), max_size=6))
def test_a_chain_that_is_remembered_is_the_chain_of_the_day(
    asked: tuple[World, Act], days: list[int]
) -> None:
    world, act = asked
    judge = Judge(world.facts, world.law)
    for later in (0, *days, 0):
        other = replace(act, at=act.at + timedelta(days=later))
        assert decide(other, judge).chain == decide(other, Judge(world.facts, world.law)).chain


def test_weak_law_hangs_at_the_law() -> None:
    weak = says("delegation.rule", {"leave": "permitted"}, CONSULT, "NP", confidence=1)
    link = chain(NIA, CONSULT, READY, cast(), book(weak))[LinkKind.LAW]
    assert link.holds is None
    assert [one.code for one in link.reasons] == [Code.COUNSEL]


def test_the_latest_good_exam_and_the_nearest_supervisor_are_shown() -> None:
    earlier = replace(READY.exams[0], at=NOON - timedelta(days=9), id="exam-0")
    far = replace(READY.presences[0], near=Supervision.REMOTE, id="presence-0")
    told = replace(READY, exams=(earlier, *READY.exams), presences=(far, *READY.presences))
    links = chain(ROSA, BOTOX, told)
    assert (links[LinkKind.EXAM].record, links[LinkKind.SUPERVISION].record) == ("exam-1", "presence-1")
    turned = replace(told, exams=told.exams[::-1], presences=told.presences[::-1])
    links = chain(ROSA, BOTOX, turned)
    assert (links[LinkKind.EXAM].record, links[LinkKind.SUPERVISION].record) == ("exam-1", "presence-1")


def test_a_standing_order_for_other_roles_is_not_shown() -> None:
    facts = cast(altered(StandingOrder, "standing-order", roles=frozenset({"MA"})))
    assert chain(ROSA, BOTOX, READY, facts)[LinkKind.ORDER].record == ""


def test_law_without_a_citation_is_shown_by_its_question() -> None:
    bare = says("delegation.rule", {"leave": "permitted"}, CONSULT, "NP", cite="", note="known to all")
    assert chain(NIA, CONSULT, READY, cast(), book(bare))[LinkKind.LAW].text == "TX: delegation.rule"
    assert chain(ROSA, BOTOX)[LinkKind.LAW].text == "TX: TX code on delegation.rule"


def test_every_code_has_its_link() -> None:
    assert set(LINK_OF_CODE) == set(Code)
