"""Which combinations of owners a state accepts: how much allied licensees may hold, and beside whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from openmso.authority.terms import PHYSICIANS

Owner = tuple[str, str, Decimal]
"""Id, licensed role (empty: lay), percent."""


def faults(owners: tuple[Owner, ...], rule: Mapping[str, Any], *, nurse_owned: bool) -> Iterator[str]:
    """What the rule has against these owners, in words; `rule` is the value of `ownership.rule`.

    `nurse_owned`: NPs alone own it where they may; then nothing compares them with physicians.
    """
    held: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for owner, role, percent in owners:
        held[owner, role] += percent
    physicians = [share for (_, role), share in held.items() if role in PHYSICIANS]
    allied = [share for (_, role), share in held.items() if role and role not in PHYSICIANS]
    if not nurse_owned:
        yield from _compared(physicians, allied, len(held), rule)
    if rule.get("allied_needs_physician") and allied and not physicians:
        yield "licensees who are no physicians may own it only beside a physician"
    if rule.get("single_profession") and len({_profession(role) for _, role in held if role}) > 1:
        yield "its owners belong to more than one profession"


def _compared(
    physicians: list[Decimal], allied: list[Decimal], heads: int, rule: Mapping[str, Any]
) -> Iterator[str]:
    most = rule.get("allied_max_pct")
    if most is not None and sum(allied, Decimal(0)) > most:
        yield f"licensees who are no physicians hold {sum(allied, Decimal(0)).normalize():f} %, the law allows {most} %"
    if rule.get("none_above_physician") and physicians and any(share >= min(physicians) for share in allied):
        yield "a licensee who is no physician holds as much as a physician or more"
    if rule.get("allied_not_outnumber") and len(allied) > len(physicians):
        yield "owners who are no physicians outnumber those who are"
    if rule.get("physician_majority_headcount") and 2 * len(physicians) <= heads:
        yield "physicians are not the majority of its owners by head"


def _profession(role: str) -> str:
    return "physician" if role in PHYSICIANS else role
