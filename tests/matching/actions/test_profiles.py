"""A profile is its physician's own; nobody else writes it."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest

from openmso.foundation.door import WrongHandsError
from openmso.foundation.register import RefusedError
from openmso.foundation.rules.sides import Post
from openmso.matching.actions.profiles import say_profile
from openmso.matching.queries.profiles import exported, profiles
from openmso.matching.queries.profiles import profile as profile_of
from openmso.matching.rules.profiles import Elsewhere, Preference, Profile
from tests.cast import ADA, NIA, ROSA, TX
from tests.kept import clinician, events, operator
from tests.matching.need import CORA, profile
from tests.matching.world import NOON, WHY, cora, lumen, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> UUID:
    return lumen()


def test_what_cora_said_is_there_for_both_sides(network: UUID) -> None:
    said = profile(elsewhere=(Elsewhere("NM", "NP", 2),), preference=Preference(most_miles=100))
    say_profile(by=cora(network), why=WHY, profile=said, now=NOON)
    for by in (cora(network), operator(network)):
        found = profile_of(by, CORA)
        assert (found.profile, found.at) == (said, NOON)
    assert profile_of(cora(network), ADA).at is None


def test_said_anew_it_replaces_and_leaves_its_history(network: UUID) -> None:
    told(network)
    told(network, hours_free=None)
    assert profile_of(cora(network), CORA).profile.hours_free is None
    assert [one.verb for one in events(network) if one.table == "matching_physicianprofile"] == [
        "insert",
        "update",
    ]


@pytest.mark.parametrize("who", ["operator", "ada", "rosa"])
def test_nobody_else_writes_it(network: UUID, who: str) -> None:
    hands = {
        "operator": operator(network),
        "ada": clinician(network),
        "rosa": clinician(network, ROSA, Post.RN),
    }
    with pytest.raises(WrongHandsError):
        say_profile(by=hands[who], why=WHY, profile=profile(), now=NOON)
    assert profile_of(cora(network), CORA).at is None


@pytest.mark.parametrize(
    "amiss",
    [
        {"hours_free": Decimal(800)},
        {"pay_hour": Decimal(-1)},
        {"home": (95.0, 0.0)},
        {"preference": Preference(modes=frozenset({"by post"}))},
        {"elsewhere": (Elsewhere("ZZ", "NP", 1),)},
        {"elsewhere": (Elsewhere(TX, "NP", 100),)},
    ],
)
def test_what_cannot_be_is_refused(network: UUID, amiss: dict[str, object]) -> None:
    with pytest.raises(RefusedError):
        told(network, **amiss)
    assert profile_of(cora(network), CORA).at is None


def test_everybody_who_could_direct_is_listed(network: UUID) -> None:
    told(network)
    assert set(profiles(operator(network))) == {ADA, "ben", CORA, NIA}


def test_it_is_taken_along_whole(network: UUID) -> None:
    told(network)
    found = exported(profile_of(cora(network), CORA))
    assert found["hours_free_per_month"] == "30"
    assert found["trained"] == ["dermal_filler_injection", "neuromodulator_injection"]
    assert found["elsewhere"] == []
    assert exported(profile_of(cora(network), ADA))["trained"] is None
    assert Profile(ADA) == profile_of(cora(network), ADA).profile
