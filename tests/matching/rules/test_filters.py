"""Who cannot, and how to mend it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from openmso.authority.facts.people import Engagement
from openmso.authority.facts.structure import Ownership
from openmso.authority.reasons import Code, Reason
from openmso.matching.rules.duties import Duties, Duty
from openmso.matching.rules.filters import Fit, fit
from openmso.matching.rules.openings import Opening
from openmso.matching.rules.profiles import Days, Preference, Profile
from openmso.matching.rules.supposing import Lawful
from tests.cast import BOTOX, LUMEN, MSO, licensed
from tests.matching.need import CORA, facts, opening, profile

TEN = Duties((Duty("charts", "", Decimal(8), Decimal(12), ""),))


def fitted(who: Profile, what: Opening | None = None, found: Lawful | None = None, **more: object) -> Fit:
    records = more.pop("records", ())
    told = {"miles": (Decimal(95),), "highest": Decimal(2500), **more}
    return fit(facts(*records), who, what or opening(), TEN, found or Lawful(), **told)  # type: ignore[misc, arg-type]  # a test changes any part


def kinds(found: Fit) -> list[str]:
    return [one.kind for one in found.against]


def test_nothing_stands_against_cora() -> None:
    assert fitted(profile()) == Fit((), ())


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"trained": frozenset({"iv_therapy"})}, "training"),
        ({"boards": frozenset({"pathology"})}, "specialty"),
        ({"hours_free": Decimal("7.9")}, "hours"),
        ({"pay_month": Decimal(2501)}, "fair_pay"),
        ({"pay_month": Decimal(2100)}, "price"),
        ({"pay_month": None, "pay_hour": Decimal(220)}, "price"),
        ({"preference": Preference(most_miles=94)}, "travel"),
        ({"disciplined": True}, "disciplined"),
        ({"open": False}, "closed"),
        ({"interests": frozenset({MSO})}, "conflict"),
    ],
)
def test_one_thing_is_enough_and_is_mended(changed: dict[str, object], kind: str) -> None:
    what = opening(musts=frozenset({BOTOX}), boards=frozenset({"dermatology"}), ceiling=Decimal(2000))
    found = fitted(profile(**changed), what)
    assert kinds(found) == [kind]
    assert found.against[0].mend
    assert not found.possible


def test_who_owns_the_mso_is_not_independent() -> None:
    share = Ownership("share", MSO, CORA, Decimal(5))
    assert kinds(fitted(profile(), records=(share,))) == ["conflict"]
    works = Engagement("works", CORA, MSO, "MD")
    assert kinds(fitted(profile(), records=(works,))) == ["conflict"]


def test_who_owns_the_practice_may_direct_it() -> None:
    assert kinds(fitted(profile(), records=(Ownership("share", LUMEN, CORA, Decimal(5)),))) == []


def test_a_license_on_probation_is_discipline() -> None:
    held = replace(licensed(CORA, "MD"), status="probation")
    assert kinds(fitted(profile(), records=(held,))) == ["disciplined"]


def test_who_is_away_on_the_first_day_cannot_begin() -> None:
    days = Days(date(2026, 2, 20), date(2026, 3, 2))
    assert kinds(fitted(profile(), away=(days,))) == ["away"]
    assert kinds(fitted(profile(), away=(Days(date(2026, 3, 3), date(2026, 3, 9)),))) == []


def test_what_the_law_says_comes_with_its_reason() -> None:
    reason = Reason(Code.PHYSICIAN_UNLICENSED, (CORA,), {"state": "TX"})
    (one,) = fitted(profile(), found=Lawful(bars=(reason,))).against
    assert (one.kind, one.law) == ("physician_unlicensed", reason)
    assert "license" in one.mend


def test_what_nobody_said_excludes_nobody_and_is_to_be_cleared() -> None:
    bare = Profile(CORA)
    found = fitted(bare, opening(boards=frozenset({"dermatology"})), miles=None)
    assert found.possible
    assert [one.kind for one in found.to_clear] == [
        "unsaid_elsewhere",
        "unsaid_trained",
        "unsaid_boards",
        "unsaid_hours",
        "unsaid_discipline",
    ]


def test_what_stands_against_at_several_sites_is_told_once_by_the_worst_of_them() -> None:
    far = [Reason(Code.TOO_FAR, ("ada",), {"miles": miles, "limit": 25}) for miles in (30, 207, 90)]
    full = [
        Reason(Code.OVER_CAP, ("ada", site), {"limit": 2, "load": load, "state": "FL", "unit": "sites"})
        for site, load in (("a", 3), ("b", 4))
    ]
    found = fitted(profile(), found=Lawful((*far, *full))).against
    assert [one.kind for one in found] == ["too_far", "over_cap"]
    assert found[0].law is far[1]
    assert found[1].said == "would direct 4 sites in FL; the law allows 2"
