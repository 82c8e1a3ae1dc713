"""How many people one physician may hold, and how many sites one director may direct."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from openmso.authority.facts import Facts
from openmso.authority.facts.oversight import Agreement, Appointment
from openmso.authority.facts.people import License
from openmso.authority.facts.structure import Site
from openmso.authority.law import LawBook
from openmso.authority.reasons import Code
from openmso.authority.terms import Standing
from openmso.timeline.spans import Span
from tests.authority.asking import codes, standing
from tests.cast import (
    ADA,
    AUSTIN,
    BEN,
    BOTOX,
    CONSULT,
    DALLAS,
    LONG_AGO,
    NIA,
    NM,
    PAT,
    ROSA,
    TELE,
    TODAY,
    TX,
    agreed,
    book,
    cast,
    says,
    signed,
)

MARCH_1 = date(2026, 3, 1)


def capped(most: object, **more: Any) -> LawBook:
    """The law with this cap on NPs and PAs together."""
    cap = {"max": most, "counts": ("NP", "PA"), **more}
    return book(says("np.max_per_physician", cap), says("pa.max_per_physician", cap))


def held(person: str, since: date, **more: Any) -> list[Agreement | License]:
    """Somebody's agreement with Ada from a day on, and their license as NP."""
    return [
        agreed(person, span=Span.of(since), **more),
        License(f"license-{person}", person, more.pop("role", "NP"), TX, LONG_AGO),
    ]


def of(nia: date, pat: date, **more: Any) -> Facts:
    """The cast with Nia's and Pat's agreements from these days on."""
    return cast(agreed(NIA, span=Span.of(nia), **more), agreed(PAT, span=Span.of(pat)))


def over(person: str, facts: Facts, law: LawBook, **more: Any) -> bool:
    """Whether the person is over the cap; with a ground that stands there is nothing else to say of a consult."""
    found = codes(person, CONSULT, facts, law, **more)
    assert found <= {Code.OVER_CAP}
    return bool(found)


def test_within_the_cap_nobody_is_over_it() -> None:
    assert not over(NIA, cast(), capped(2))
    assert not over(PAT, cast(), capped(2))


def test_whoever_came_later_is_over_the_cap_and_works_on_condition() -> None:
    facts = of(date(2025, 1, 1), MARCH_1)
    assert not over(NIA, facts, capped(1))
    assert over(PAT, facts, capped(1))
    assert standing(PAT, CONSULT, facts, capped(1)) is Standing.CONDITIONAL


def test_those_who_came_the_same_day_are_over_together() -> None:
    facts = of(MARCH_1, MARCH_1)
    assert over(NIA, facts, capped(1))
    assert over(PAT, facts, capped(1))


def test_room_is_free_again_the_day_an_agreement_ends() -> None:
    facts = cast(
        agreed(NIA, span=Span.of(date(2025, 1, 1), TODAY)), agreed(PAT, span=Span.of(date(2025, 6, 1)))
    )
    assert over(PAT, facts, capped(1), on=TODAY - timedelta(days=1))
    assert not over(PAT, facts, capped(1), on=TODAY)


def test_an_unsigned_agreement_takes_no_room() -> None:
    facts = of(date(2025, 1, 1), MARCH_1, signatures=signed(ADA))
    assert not over(PAT, facts, capped(1))


def test_somebody_without_a_good_license_takes_no_room() -> None:
    facts = of(date(2025, 1, 1), MARCH_1).without("license-nia")
    assert not over(PAT, facts, capped(1))


def test_only_the_roles_that_count_take_room() -> None:
    facts = of(date(2025, 1, 1), MARCH_1)
    assert not over(PAT, facts, capped(1, counts=("PA",)))
    nurses_only = capped(0, counts=("NP",))
    assert over(NIA, facts, nurses_only)
    assert not over(PAT, facts, nurses_only)  # his own agreement is not in the pool


def test_another_physicians_people_take_no_room() -> None:
    facts = cast(agreed(NIA, by=BEN), agreed(PAT, span=Span.of(MARCH_1)))
    assert not over(PAT, facts, capped(1))


def test_an_agreement_for_another_states_sites_takes_no_room() -> None:
    away = Site("santa-fe", "Santa Fe", "lumen-medical", NM, "America/Denver")
    facts = of(date(2025, 1, 1), MARCH_1, sites=frozenset({"santa-fe"})).changed(away)
    assert not over(PAT, facts, capped(1))
    both = of(date(2025, 1, 1), MARCH_1, sites=frozenset({"santa-fe", DALLAS})).changed(away)
    assert over(PAT, both, capped(1))


def test_one_person_counts_once_from_the_earliest_agreement() -> None:
    second = agreed(NIA, id="agreement-nia-2", span=Span.of(date(2025, 9, 1)))
    facts = of(date(2025, 1, 1), MARCH_1).changed(second)
    assert not over(PAT, facts, capped(2))
    assert over(PAT, facts, capped(1))


@pytest.mark.parametrize(("share", "is_over"), [("0.5", False), ("0.6", True)])
def test_a_cap_in_full_time_equivalents_adds_shares(share: str, is_over: bool) -> None:
    facts = of(date(2025, 1, 1), MARCH_1, fte=Decimal(share))
    assert over(PAT, facts, capped("1.5", unit="fte")) == is_over


def test_in_people_a_share_of_time_is_a_whole_person() -> None:
    assert over(PAT, of(date(2025, 1, 1), MARCH_1, fte=Decimal("0.1")), capped(1))


def test_of_equal_earliest_agreements_the_larger_share_counts() -> None:
    small = agreed(NIA, span=Span.of(date(2025, 1, 1)), fte=Decimal("0.2"))
    large = replace(small, id="agreement-nia-2", fte=Decimal("0.9"))
    facts = cast(small, large, agreed(PAT, span=Span.of(MARCH_1)))
    assert over(PAT, facts, capped("1.5", unit="fte"))


def test_where_only_prescribers_count_the_others_are_never_over() -> None:
    facts = of(date(2025, 1, 1), MARCH_1, prescribes=False)
    assert not over(PAT, facts, capped(1, only="prescribers"))
    assert not over(NIA, facts, capped(0, only="prescribers"))
    assert over(PAT, of(date(2025, 1, 1), MARCH_1), capped(1, only="prescribers"))


def test_a_cap_on_those_off_site_counts_everybody() -> None:
    assert over(PAT, of(date(2025, 1, 1), MARCH_1), capped(1, only="off_site"))


def test_no_cap_or_a_cap_repealed_holds_nobody() -> None:
    facts = of(MARCH_1, MARCH_1)
    none = book(says("np.max_per_physician", None), silent_on=["pa.max_per_physician"])
    assert not over(NIA, facts, none)
    assert not over(PAT, facts, none)


def test_a_cap_binds_from_the_day_it_is_law() -> None:
    cap = says("pa.max_per_physician", {"max": 1, "counts": ("NP", "PA")}, since=TODAY)
    facts = of(date(2025, 1, 1), date(2025, 6, 1))
    assert not over(PAT, facts, book(cap), on=TODAY - timedelta(days=1))
    assert over(PAT, facts, book(cap))


def test_the_cap_of_the_persons_own_role_is_asked() -> None:
    law = book(says("np.max_per_physician", {"max": 1, "counts": ("NP", "PA")}))
    facts = of(date(2025, 1, 1), date(2024, 6, 1))
    assert over(NIA, facts, law)
    assert not over(PAT, of(date(2024, 6, 1), date(2025, 1, 1)), law)


def test_nobody_elses_start_on_a_later_day_puts_an_earlier_one_over() -> None:
    third = held("tess", date(2026, 2, 1))
    facts = of(date(2025, 1, 1), date(2025, 2, 1)).changed(*third)
    assert not over(NIA, facts, capped(2))
    assert not over(PAT, facts, capped(2))


def directs(*appointments: Appointment) -> Facts:
    """The cast with these appointments of Ada instead of the one."""
    return cast(*appointments, without=["appointment-ada"])


def office(id: str, since: date, *sites: str, kind: str = "director") -> Appointment:
    """An appointment of Ada from a day on."""
    return Appointment(id, ADA, "lumen-medical", kind, frozenset(sites) or None, Span.of(since), signed(ADA))


def test_a_director_of_too_many_sites_directs_the_later_ones_on_condition() -> None:
    facts = directs(office("one", date(2024, 1, 1), AUSTIN), office("two", MARCH_1, DALLAS))
    law = book(says("medical_director.max_locations", 1))
    assert Code.OVER_CAP not in codes(ROSA, BOTOX, facts, law, site=AUSTIN)
    assert Code.OVER_CAP in codes(ROSA, BOTOX, facts, law, site=DALLAS)
    assert Code.OVER_CAP in codes(NIA, BOTOX, facts, law, site=DALLAS)
    two = book(says("medical_director.max_locations", 2))
    assert Code.OVER_CAP not in codes(ROSA, BOTOX, facts, two, site=DALLAS)


def test_an_appointment_for_every_site_begins_at_all_of_them_together() -> None:
    law = book(says("medical_director.max_locations", 1))
    assert Code.OVER_CAP in codes(ROSA, BOTOX, law=law, site=AUSTIN)
    assert Code.OVER_CAP in codes(ROSA, BOTOX, law=law, site=DALLAS)


def test_of_two_appointments_to_a_site_the_earlier_start_counts() -> None:
    facts = directs(
        office("late", MARCH_1, AUSTIN),
        office("early", date(2024, 1, 1), AUSTIN),
        office("other", date(2025, 1, 1), DALLAS),
    )
    law = book(says("medical_director.max_locations", 1))
    assert Code.OVER_CAP not in codes(ROSA, BOTOX, facts, law, site=AUSTIN)
    assert Code.OVER_CAP in codes(ROSA, BOTOX, facts, law, site=DALLAS)


def test_a_limit_of_sites_binds_from_the_day_it_is_law() -> None:
    law = book(says("medical_director.max_locations", 1, since=TODAY))
    assert Code.OVER_CAP not in codes(ROSA, BOTOX, law=law, on=TODAY - timedelta(days=1))
    assert Code.OVER_CAP in codes(ROSA, BOTOX, law=law)


def test_telehealth_is_no_location() -> None:
    facts = directs(office("one", date(2024, 1, 1), TELE), office("two", MARCH_1, AUSTIN))
    law = book(says("medical_director.max_locations", 1))
    assert Code.OVER_CAP not in codes(ROSA, BOTOX, facts, law, site=AUSTIN)
    assert Code.OVER_CAP not in codes(ROSA, BOTOX, facts, law, site=TELE)


def test_who_does_not_direct_a_site_is_never_over_there() -> None:
    facts = directs(
        office("one", date(2024, 1, 1), AUSTIN),
        office("two", MARCH_1, DALLAS, kind="collaborator"),
    )
    law = book(says("medical_director.max_locations", 0))
    assert Code.OVER_CAP in codes(ROSA, BOTOX, facts, law, site=AUSTIN)
    assert Code.OVER_CAP not in codes(ROSA, BOTOX, facts, law, site=DALLAS)
