"""What the core says of an appointment that does not exist: the law of the cast lets one physician hold three NPs and PAs."""

from __future__ import annotations

from decimal import Decimal

from openmso.authority.facts.people import Exclusion
from openmso.authority.law import LawBook
from openmso.authority.reasons import Code, Reason
from openmso.matching.rules.openings import Opening
from openmso.matching.rules.profiles import Elsewhere, Profile
from openmso.matching.rules.supposing import Lawful, burdened, lawful, rooms
from openmso.timeline.spans import Span
from tests.cast import ADA, LAW, TODAY, TX, book, says
from tests.matching.need import BOTH_SITES, CORA, IN_AUSTIN, judge, opening, profile


def found(who: Profile, what: Opening, law: LawBook = LAW, **more: object) -> Lawful:
    """What is found of somebody directing an opening."""
    asked = burdened(judge(law=law, **more), who, what.wanted_from)
    return lawful(asked, who.person, what)


def codes(reasons: tuple[Reason, ...]) -> list[Code]:
    return [one.code for one in reasons]


def test_nothing_stands_against_who_is_licensed_and_free() -> None:
    assert found(profile(), opening()) == Lawful()


def test_whose_license_ended_cannot() -> None:
    assert codes(found(profile(), opening(), until=TODAY).bars) == [Code.PHYSICIAN_UNLICENSED]


def test_who_is_excluded_cannot() -> None:
    out = Exclusion("exclusion-cora", CORA, "LEIE", Span.of(None))
    asked = judge(out)
    assert codes(lawful(asked, CORA, opening()).bars) == [Code.PHYSICIAN_EXCLUDED]


def test_who_is_no_physician_is_not_eligible() -> None:
    assert codes(found(profile(person="nia"), opening(people=())).bars) == [Code.DIRECTOR_INELIGIBLE]


def test_ada_takes_a_third_and_no_fourth() -> None:
    ada = profile(person=ADA)
    assert found(ada, opening(people=(("NP", 1),))).over == ()
    over = found(ada, opening(people=(("NP", 1), ("PA", 1)))).over
    assert codes(over) == [Code.OVER_CAP, Code.OVER_CAP]
    assert {one.details["load"] for one in over} == {Decimal(4)}


def test_what_is_carried_outside_counts() -> None:
    outside = (Elsewhere(TX, "PA", 3),)
    assert codes(found(profile(elsewhere=outside), opening()).over) == [Code.OVER_CAP]
    assert found(profile(elsewhere=(Elsewhere(TX, "PA", 2),)), opening()).over == ()


def test_what_is_carried_in_another_state_does_not() -> None:
    assert found(profile(elsewhere=(Elsewhere("NM", "NP", 9),)), opening()).over == ()


def test_a_cap_on_those_supervised_at_once_is_to_be_cleared() -> None:
    cap = {"max": 3, "counts": ("NP", "PA"), "unit": "people", "at": "supervised_at_once"}
    law = book(says("np.max_per_physician", cap), says("pa.max_per_physician", cap))
    there = found(profile(elsewhere=(Elsewhere(TX, "NP", 3),)), opening(), law)
    assert there.over == ()
    assert codes(there.loose) == [Code.OVER_CAP]


def test_sites_outside_count_where_sites_are_limited() -> None:
    law = book(says("medical_director.max_locations", 2))
    both = opening(places=BOTH_SITES, people=())
    assert found(profile(), both, law).over == ()
    there = found(profile(elsewhere=(Elsewhere(TX, "", 1),)), both, law)
    assert codes(there.over)[:1] == [Code.OVER_CAP]


def test_who_practices_too_far_away_cannot() -> None:
    law = book(says("medical_director.distance", {"miles": 75}))  # Waco is 95 miles from Austin
    assert codes(found(profile(), opening(), law).bars) == [Code.TOO_FAR]
    assert found(profile(home=IN_AUSTIN), opening(), law) == Lawful()
    unknown = found(profile(home=None), opening(), law)
    assert codes(unknown.wanting) == [Code.DISTANCE_UNKNOWN]


def test_room_is_what_the_cap_leaves() -> None:
    asked = burdened(judge(), profile(person=ADA, elsewhere=(Elsewhere(TX, "NP", 1),)), TODAY)
    (room,) = rooms(asked, ADA, [TX], TODAY.toordinal())
    assert (room.pool, room.limit, room.used, room.left) == ("NP+PA", Decimal(3), Decimal(3), Decimal(0))


def test_nothing_supposed_stays() -> None:
    asked = judge()
    before = asked.facts
    lawful(burdened(asked, profile(elsewhere=(Elsewhere(TX, "NP", 3),)), TODAY), CORA, opening())
    assert asked.facts is before
