"""The words of a notice from small worlds: who directs, who supervises, with licenses; and whether what hangs is right."""

from __future__ import annotations

from datetime import date

from openmso.authority.facts.oversight import Appointment
from openmso.authority.facts.people import License
from openmso.authority.facts.structure import Site
from openmso.authority.law import LawBook
from openmso.authority.terms import Confidence
from openmso.compliance.rules.postings import Hangs, badges, hangs, notice
from openmso.timeline.spans import Span
from tests.cast import AUSTIN, LAW, ROSA, TODAY, altered, book, cast, says

DAY = TODAY.toordinal()


def lines(*records: License | Appointment, law: LawBook = LAW) -> tuple[str, ...]:
    facts = cast(*records)
    return notice(facts, law, facts.need(Site, AUSTIN), DAY).lines


def test_the_director_and_who_stands_in_are_named_with_the_license_of_the_state() -> None:
    said = lines(altered(License, "license-ada", number="M-1"))
    assert said[0] == "Austin"
    assert "Medical director: Ada, MD, TX license M-1" in said
    assert any(one.startswith("Stands in for the medical director: Ben, DO, TX license") for one in said)


def test_who_has_no_license_there_is_named_as_such_and_whoever_left_is_not_named() -> None:
    over = Span.of(date(2015, 1, 1), date(2025, 1, 1))
    assert "Medical director: Ada (no license of TX on record)" in lines(
        altered(License, "license-ada", span=over)
    )
    gone = altered(Appointment, "appointment-ben", span=over)
    assert not any("Ben" in one and "Stands in" in one for one in lines(gone))


def test_what_the_law_asks_is_told_in_its_words_and_nothing_is_made_up() -> None:
    facts = cast()
    site = facts.need(Site, AUSTIN)
    assert notice(facts, LAW, site, DAY).asked == ()
    law = book(says("medical_director.posting", "Name the physicians in each room."))
    (one,) = notice(facts, law, site, DAY).asked
    assert (one.text, one.sure) == ("Name the physicians in each room.", True)
    doubted = book(says("medical_director.posting", "Name them.", confidence=Confidence.LOW))
    assert [each.sure for each in notice(facts, doubted, site, DAY).asked] == [False]


def test_a_notice_hangs_right_as_long_as_its_words_are_those_of_today() -> None:
    facts = cast()
    now = notice(facts, LAW, facts.need(Site, AUSTIN), DAY)
    assert hangs(now, []) is Hangs.MISSING
    assert hangs(now, [now.text, now.text]) is Hangs.POSTED
    assert hangs(now, [now.text, "older words"]) is Hangs.CHANGED


def test_badges_name_who_treats_there_and_as_what() -> None:
    facts = cast()
    found = {one.person: one.role for one in badges(facts, facts.need(Site, AUSTIN), DAY)}
    assert found[ROSA] == "registered nurse"
