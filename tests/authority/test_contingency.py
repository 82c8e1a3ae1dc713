"""What hangs on one person, one appointment, one agreement, one license."""

from datetime import date

import pytest

from openmso.authority.answer import Key
from openmso.authority.contingency import contingency, kind_of, removed
from openmso.authority.facts import UnknownRecordError
from openmso.authority.facts.oversight import Agreement, Appointment, Delegation, Protocol, StandingOrder
from openmso.authority.facts.people import License, Person
from openmso.authority.facts.structure import Ownership
from openmso.authority.judge import Judge
from openmso.timeline.spans import Span
from tests.cast import (
    ADA,
    AUSTIN,
    BEN,
    BOTOX,
    CAST,
    CONSULT,
    DALLAS,
    LAW,
    NIA,
    OPENED,
    PAT,
    PEEL,
    ROSA,
    TELE,
    TODAY,
    agreed,
    cast,
)

DAY = TODAY.toordinal()
JUDGE = Judge(CAST, LAW)


def test_everything_hangs_on_ada_who_owns_and_directs() -> None:
    first, *others = contingency(JUDGE, DAY)
    assert (first.record, first.kind) == (ADA, "person")
    assert first.sites == (AUSTIN, DALLAS, TELE)
    assert BOTOX in first.procedures
    assert len(first.dark) >= max(len(one.dark) for one in others)


def test_without_adas_appointment_only_what_she_gives_goes_dark() -> None:
    (found,) = contingency(JUDGE, DAY, ["appointment-ada"])
    assert Key(ROSA, BOTOX, AUSTIN) in found.dark
    assert Key(NIA, CONSULT, TELE) in found.dark
    assert Key("esther", PEEL, AUSTIN) not in found.dark  # her own scope
    assert {key.person for key in found.dark}.isdisjoint({ADA, BEN})


def test_an_agreement_carries_one_person() -> None:
    (found,) = contingency(JUDGE, DAY, ["agreement-nia"])
    assert {key.person for key in found.dark} == {NIA}
    assert found.kind == "agreement"


def test_what_nothing_hangs_on_is_left_out() -> None:
    assert contingency(JUDGE, DAY, ["appointment-ben"]) == ()
    spare = Judge(cast(agreed(NIA, by=BEN, id="agreement-spare")), LAW)
    assert contingency(spare, DAY, ["agreement-nia"]) == ()


def test_a_person_takes_along_what_they_hold_and_give() -> None:
    without = removed(CAST, ADA)
    for kind in (License, Appointment, Agreement, Delegation, Ownership, StandingOrder):
        for one in without.all(kind):
            assert ADA not in (
                getattr(one, name, "") for name in ("person", "physician", "owner", "prescriber")
            )
    assert without.get(Person, ADA) is None
    assert without.get(Protocol, "protocol") == CAST.get(Protocol, "protocol")
    assert without.get(Appointment, "appointment-ben") == CAST.get(Appointment, "appointment-ben")


def test_somebody_who_leaves_on_a_day_keeps_what_was_before_it() -> None:
    leaving = date(2026, 4, 1)
    future = agreed(PAT, id="agreement-future", span=Span.of(date(2027, 1, 1)))
    past = agreed(PAT, id="agreement-past", span=Span.of(date(2025, 1, 1), date(2025, 6, 1)))
    that_day = agreed(PAT, id="agreement-that-day", span=Span.of(leaving))
    facts = removed(cast(future, past, that_day), ADA, leaving.toordinal())
    assert facts.get(Agreement, "agreement-that-day") is None
    assert facts.need(Agreement, "agreement-nia").span == Span.of(OPENED, leaving)
    assert facts.need(Agreement, "agreement-past").span == past.span
    assert facts.get(Agreement, "agreement-future") is None
    assert facts.get(Person, ADA) is not None
    judge = Judge(facts, LAW)
    assert judge.verdict(Key(NIA, CONSULT, AUSTIN), leaving.toordinal() - 1).standing.authorizes
    assert not judge.verdict(Key(NIA, CONSULT, AUSTIN), leaving.toordinal()).standing.authorizes


def test_a_record_without_a_span_goes_as_a_whole_or_is_not_there() -> None:
    assert removed(CAST, "standing-order").get(StandingOrder, "standing-order") is None
    with pytest.raises(UnknownRecordError):
        removed(CAST, "nobody")


def test_kinds_are_named_in_lower_case() -> None:
    assert kind_of(CAST, ADA) == "person"
    assert kind_of(CAST, "standing-order") == "standingorder"
    assert kind_of(CAST, "nobody") == ""
