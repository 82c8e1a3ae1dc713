"""Which combinations of owners a state accepts."""

from decimal import Decimal
from typing import Any

import pytest

from openmso.authority.facts.structure import Ownership
from openmso.authority.reasons import Code
from tests.authority.asking import codes, verdict
from tests.cast import ADA, BEN, BOTOX, LUMEN, NIA, PAT, ROSA, book, cast, says

ANYBODY = (
    says("cpom.other_licensed_owners", ("PA", "RN")),
    says("cpom.np_may_own_practice", "permitted"),
    says("cpom.physician_ownership_min_pct", None),
)
LENA = "lena"  # holds no license


def broken(rule: dict[str, Any], *shares: tuple[str, int]) -> bool:
    """Whether owners break the rule, where nothing else of ownership is wrong."""
    facts = cast(
        *(
            Ownership(f"owner-{number}", LUMEN, who, Decimal(percent))
            for number, (who, percent) in enumerate(shares)
        ),
        without=["ownership-ada"],
    )
    free = codes(ADA, BOTOX, facts, book(*ANYBODY, says("ownership.rule", {"lay_max_pct": 100})))
    assert free == frozenset()
    found = codes(ADA, BOTOX, facts, book(*ANYBODY, says("ownership.rule", {"lay_max_pct": 100, **rule})))
    assert found <= {Code.OWNERSHIP}
    return bool(found)


@pytest.mark.parametrize(
    ("rule", "shares", "is_broken"),
    [
        ({"allied_max_pct": 49}, [(ADA, 51), (PAT, 49)], False),
        ({"allied_max_pct": 49}, [(ADA, 50), (PAT, 25), (ROSA, 25)], True),
        ({"allied_max_pct": 49}, [(ADA, 40), (LENA, 60)], False),
        ({"allied_max_pct": 0}, [(ADA, 99), (PAT, 1)], True),
        ({"allied_needs_physician": True}, [(ADA, 1), (PAT, 99)], False),
        ({"allied_needs_physician": True}, [(PAT, 100)], True),
        ({"allied_needs_physician": True}, [(LENA, 100)], False),
        ({"none_above_physician": True}, [(ADA, 40), (BEN, 31), (PAT, 29)], False),
        ({"none_above_physician": True}, [(ADA, 40), (BEN, 30), (PAT, 30)], True),
        ({"none_above_physician": True}, [(PAT, 100)], False),
        ({"none_above_physician": True}, [(ADA, 20), (BEN, 40), (PAT, 10), (PAT, 30)], True),
        ({"none_above_physician": True}, [(ADA, 20), (ADA, 25), (PAT, 30), (BEN, 25)], True),
        ({"none_above_physician": True}, [(ADA, 20), (ADA, 25), (PAT, 20), (BEN, 35)], False),
        ({"single_profession": True}, [(ADA, 50), (BEN, 50)], False),
        ({"single_profession": True}, [(ADA, 50), (LENA, 50)], False),
        ({"single_profession": True}, [(PAT, 50), (ROSA, 50)], True),
        ({"allied_not_outnumber": True}, [(ADA, 10), (PAT, 90)], False),
        ({"allied_not_outnumber": True}, [(ADA, 90), (PAT, 5), (ROSA, 5)], True),
        ({"physician_majority_headcount": True}, [(ADA, 5), (BEN, 5), (LENA, 90)], False),
        ({"physician_majority_headcount": True}, [(ADA, 95), (LENA, 5)], True),
        ({"physician_majority_headcount": True}, [(ADA, 50), (ADA, 40), (PAT, 10)], True),
    ],
)
def test_owners_keep_or_break_a_clause(
    rule: dict[str, Any], shares: list[tuple[str, int]], is_broken: bool
) -> None:
    assert broken(rule, *shares) == is_broken


def test_of_nps_who_own_alone_only_company_and_profession_are_asked() -> None:
    shares_and_heads = {
        "allied_max_pct": 49,
        "physician_majority_headcount": True,
        "allied_not_outnumber": True,
    }
    assert not broken(shares_and_heads, (NIA, 100))
    assert broken(shares_and_heads, (NIA, 90), (PAT, 10))
    assert broken({"allied_needs_physician": True}, (NIA, 100))
    assert not broken({"single_profession": True}, (NIA, 100))


def test_every_broken_clause_is_a_reason_in_words() -> None:
    facts = cast(Ownership("owner", LUMEN, PAT, Decimal(100)), without=["ownership-ada"])
    rule = {"allied_max_pct": 49, "allied_needs_physician": True}
    found = verdict(ADA, BOTOX, facts, book(*ANYBODY, says("ownership.rule", rule)))
    assert [one.details["why"] for one in found.bars] == [
        "licensees who are no physicians hold 100 %, the law allows 49 %",
        "licensees who are no physicians may own it only beside a physician",
    ]
