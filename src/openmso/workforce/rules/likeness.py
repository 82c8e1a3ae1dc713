"""How alike a person or a company of the network and a row of an exclusion list are, as a score with its reasons.

The score of two people runs from 0 to 100: half of it is the likeness of the family names, half that of the given names;
middle names, suffixes, dates of birth and NPIs raise or lower it. From `THRESHOLD` on a human has to look. The numbers below are
the house's own; how well they find and how often they are wrong is measured in tests and told in docs/credentials.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from openmso.workforce.rules.listing import Born, Listing
from openmso.workforce.rules.names import Name, name_of
from openmso.workforce.rules.nicknames import forms_of_one_name

THRESHOLD: Final = 85
COMPANY_THRESHOLD: Final = 90
LISTED_WIDTH: Final = 30
"""The list cuts the names of companies after so many letters."""

NICKNAME: Final = 0.95
TOGETHER: Final = 0.97
PART_OF_COMPOUND: Final = 0.95
SECOND_NAME: Final = 0.9
INITIAL: Final = 0.85

SWAPPED: Final = -4
SAME_MIDDLE, SAME_INITIAL, OTHER_MIDDLE = 3, 2, -6
SAME_SUFFIX, OTHER_SUFFIX = 2, -10
SAME_DAY, NEAR_DAY, OTHER_DAY = 10, -8, -40
OTHER_NPI: Final = -40
SAME_DAY_AND_GIVEN: Final = THRESHOLD
"""The same day of birth and given name under another family name: people marry."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """A score from 0 to 100, by what it was found (npi, name, day of birth), and the reasons in words."""

    score: int
    how: str
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody of the network as they are compared. `names`: the present one first, then others; `npi` may be empty."""

    id: str
    names: tuple[str, ...]
    npi: str = ""
    born: Born | None = None
    is_company: bool = False


def of_people(name: Name, npi: str, born: Born | None, row: Listing) -> Likeness:
    """How alike a person under one of their names and a row are."""
    if npi and npi == row.npi:
        return Likeness(100, "npi", ("the same NPI",))
    listed = row.name
    straight = _by_name(name, listed)
    if straight[0] < 95:
        swapped = _by_name(name.turned(), listed)
        if swapped[0] + SWAPPED > straight[0]:
            straight = (swapped[0] + SWAPPED, (*swapped[1], "given and family name swapped"))
    score, because = straight
    how = "name"
    days = 0 if born is None or row.born is None else _days(born, row.born)
    if not score and days == SAME_DAY and _given(name, listed)[0] >= NICKNAME:
        score, because, how = SAME_DAY_AND_GIVEN - SAME_DAY, ("the same given name",), "day of birth"
    if not score:
        return Likeness(0, how, ())
    if days:
        score += days
        because = (
            *because,
            {SAME_DAY: "the same day of birth", NEAR_DAY: "a day of birth with one slip"}.get(
                days, "another day of birth"
            ),
        )
    if npi and row.npi:
        score += OTHER_NPI
        because = (*because, "another NPI")
    return Likeness(max(0, min(100, round(score))), how, because)


def like_people(one: str, other: str) -> bool:
    """Whether two names, as people write them, can be one person's."""
    name = name_of(other)
    last, first = " ".join((*name.family, name.suffix)), " ".join((*name.given, *name.middle))
    return of_people(name_of(one), "", None, Listing(0, last=last, first=first)).score >= THRESHOLD


def of_companies(name: str, npi: str, row: Listing) -> Likeness:
    """How alike a company and a row are; names without their legal forms."""
    if npi and npi == row.npi:
        return Likeness(100, "npi", ("the same NPI",))
    listed = row.company
    cut = name[: len(listed)] if len(row.business) >= LISTED_WIDTH else name
    score = max(fuzz.token_sort_ratio(name, listed), fuzz.ratio(cut, listed))
    because = "the same name" if score == 100 else "a like name"
    return Likeness(int(score), "name", (because,))


def _by_name(name: Name, listed: Name) -> tuple[float, tuple[str, ...]]:
    """Score and reasons by the names alone, in the order in which they stand; 0 if either half is not alike at all."""
    given, why_given = _given(name, listed)
    if not given:
        return 0, ()
    family, why_family = _family(name, listed)
    if not family:
        return 0, ()
    score = 50 * given + 50 * family
    because = [why_family, why_given]
    middle = 0 if "second" in why_given else _middle(name, listed)
    if middle:
        score += middle
        because.append("another middle name" if middle < 0 else "the same middle name")
    if name.suffix and listed.suffix:
        same = name.suffix == listed.suffix
        score += SAME_SUFFIX if same else OTHER_SUFFIX
        because.append("the same suffix" if same else "another suffix")
    return score, tuple(because)


def _given(name: Name, listed: Name) -> tuple[float, str]:
    if not name.given or not listed.given:
        return 0, ""
    one, other = name.given[0], listed.given[0]
    if one == other:
        return 1, "the same given name"
    if forms_of_one_name(one, other):
        return NICKNAME, "forms of one given name"
    whole, whole_listed = one + "".join(name.middle), other + "".join(listed.middle)
    if (len(one) > 1 and len(other) > 1 and whole in (other, whole_listed)) or whole_listed == one:
        return TOGETHER, "the same given names"
    near = slip(one, other)
    if near:
        return near, "given names with a slip"
    for mine, theirs in ((one, listed.middle[:1]), (other, name.middle[:1])):
        if theirs and len(theirs[0]) > 1 and (mine == theirs[0] or forms_of_one_name(mine, theirs[0])):
            return SECOND_NAME, "the second given name"
    if min(len(one), len(other)) == 1 and one[0] == other[0]:
        return INITIAL, "the initial of the given name"
    return 0, ""


def _family(name: Name, listed: Name) -> tuple[float, str]:
    if name.joined == listed.joined:
        return 1, "the same family name"
    near = slip(name.joined, listed.joined)
    best, why = near, "family names with a slip"
    if len(name.family) > 1 or len(listed.family) > 1:
        part = max(
            (slip(a, b) for a, b in product(name.family, listed.family) if min(len(a), len(b)) > 2), default=0
        )
        if PART_OF_COMPOUND * part > best:
            best, why = PART_OF_COMPOUND * part, "a part of the family name"
    elif listed.joined in name.middle or name.joined in listed.middle:
        # Two family names, of which one source took the first for a middle name.
        longest = listed.joined if listed.joined in name.middle else name.joined
        if len(longest) > 2 and best < PART_OF_COMPOUND:
            best, why = PART_OF_COMPOUND, "a part of the family name"
    return best, why


def _middle(name: Name, listed: Name) -> int:
    if not name.middle or not listed.middle:
        return 0
    one, other = name.middle[0], listed.middle[0]
    if min(len(one), len(other)) == 1:
        return SAME_INITIAL if one[0] == other[0] else OTHER_MIDDLE
    return SAME_MIDDLE if slip(one, other) or forms_of_one_name(one, other) else OTHER_MIDDLE


@lru_cache(maxsize=500_000)
def slip(one: str, other: str) -> float:
    """1 for the same word; less for one slip of the pen in four letters and more, or two in eight and more; else 0.

    A slip is a letter too many, too few, another, or two in each other's place.
    """
    if one == other:
        return 1
    allowed = slips_allowed(min(len(one), len(other)))
    if not allowed:
        return 0
    slips = OSA.distance(one, other, score_cutoff=allowed)
    return 1 - slips / max(len(one), len(other)) if slips <= allowed else 0


def slips_allowed(letters: int) -> int:
    """How many slips make the same word still, by the length of the shorter one."""
    return 2 if letters >= 8 else 1 if letters >= 4 else 0


def _days(one: Born, other: Born) -> int:
    if one.may_be(other):
        return SAME_DAY
    return NEAR_DAY if one.may_be_with_a_slip(other) else OTHER_DAY
