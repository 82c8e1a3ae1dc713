"""The difference between a network and the same network under an assumption."""

from datetime import date

from openmso.authority.differences import Difference, Turn, difference, turn_of, why
from openmso.authority.facts import Facts
from openmso.authority.facts.oversight import Appointment
from openmso.authority.facts.people import Competency
from openmso.authority.judge import Judge
from openmso.authority.law import LawBook
from openmso.authority.reasons import Code
from openmso.timeline.spans import Span
from tests import cast

START = cast.TODAY.toordinal()
COMPETENCY = "competency-rosa-neuromodulator_injection"


def compared(before: Facts, after: Facts, law: LawBook = cast.LAW) -> Difference:
    """Two networks over 30 days."""
    return difference(Judge(before, cast.LAW), Judge(after, law), Span(START, START + 30), ["something"])


def test_what_is_lost_names_what_is_missing_and_what_is_gained_what_stood_in_the_way() -> None:
    without = cast.cast(without=[COMPETENCY])
    lost, gained = compared(cast.CAST, without), compared(without, cast.CAST)
    assert {turn_of(change) for change in lost.changes} == {Turn.LOST}
    assert {turn_of(change) for change in gained.changes} == {Turn.GAINED}
    assert lost.of(Turn.LOST) == lost.changes
    assert lost.of(Turn.GAINED) == ()
    for change in (*lost.changes, *gained.changes):
        assert {reason.code for reason in why(change)} == {Code.NO_COMPETENCY}
        assert (change.key.person, change.key.procedure) == (cast.ROSA, cast.BOTOX)


def test_conditions_added_and_gone_are_told_apart_from_loss_and_gain() -> None:
    key = (cast.PEEL, "EST")
    tied = cast.book(cast.says("delegation.rule", {"leave": "permitted", "attest": ("Hair is tied.",)}, *key))
    free = cast.LAW
    found = difference(Judge(cast.CAST, free), Judge(cast.CAST, tied), Span(START, START + 30), [])
    assert Turn.LOST not in {turn_of(one) for one in found.changes}
    assert {turn_of(one) for one in found.changes if one.key.person == cast.ESTHER} == {Turn.TIED}
    back = difference(Judge(cast.CAST, tied), Judge(cast.CAST, free), Span(START, START + 30), [])
    assert {turn_of(one) for one in back.changes if one.key.person == cast.ESTHER} == {Turn.FREED}


def test_another_reason_without_authority_is_neither() -> None:
    law = cast.book(cast.rule("EST", cast.BOTOX, leave="prohibited"))
    found = compared(cast.CAST, cast.CAST, law)
    assert {turn_of(change) for change in found.changes} == {Turn.OTHER}


def test_a_change_lasts_as_long_as_it_differs() -> None:
    short = cast.altered(Competency, COMPETENCY, span=Span.of(cast.OPENED, date(2026, 3, 12)))
    found = compared(cast.CAST, cast.cast(short))
    assert {change.span for change in found.changes} == {Span(date(2026, 3, 12).toordinal(), START + 30)}


def test_nothing_assumed_is_no_difference() -> None:
    same = cast.altered(Appointment, "appointment-ada")
    assert compared(cast.CAST, cast.cast(same)).changes == ()
