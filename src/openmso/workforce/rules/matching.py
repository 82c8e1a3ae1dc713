"""Everybody of a network against every row of a list.

Comparing 2,000 people with 80,000 rows one by one would be 160 million comparisons. So only those are compared that can reach
the threshold: an equal NPI, an equal day of birth with a like given name, or a word of the name that is, but for a slip, a
family name of the row. Which words are alike is computed for all words at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from openmso.workforce.rules.likeness import (
    COMPANY_THRESHOLD,
    LISTED_WIDTH,
    THRESHOLD,
    Likeness,
    Subject,
    of_companies,
    of_people,
    slips_allowed,
)
from openmso.workforce.rules.listing import Listing
from openmso.workforce.rules.names import Name, company_of, name_of

AT_ONCE: Final = 256
"""So many words are compared with all others at a time, so that the table of distances stays small."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that may be a subject, and how alike they are."""

    subject: Subject
    row: Listing
    likeness: Likeness


class Index:
    """A list, ready to be searched. Rows of people who were reinstated are for `reinstated`, not for matching."""

    def __init__(self, rows: Iterable[Listing]) -> None:
        """Sort the rows by what they can be found by."""
        self.rows = tuple(rows)
        self.by_npi: dict[str, list[Listing]] = defaultdict(list)
        self.by_family: dict[str, list[Listing]] = defaultdict(list)
        self.by_birthday: dict[tuple[int, int, int], list[Listing]] = defaultdict(list)
        self.companies: list[Listing] = []
        for row in self.rows:
            if row.reinstated_on is not None:
                continue
            if row.npi:
                self.by_npi[row.npi].append(row)
            if row.business:
                self.companies.append(row)
            if row.last or row.first:
                self._place(row)

    def _place(self, row: Listing) -> None:
        for word in {*row.name.family, row.name.joined}:
            self.by_family[word].append(row)
        if row.born:
            self.by_birthday[row.born.month, row.born.day, row.born.year % 100].append(row)

    @cached_property
    def by_length(self) -> dict[int, list[str]]:
        """Family names by their length."""
        found: dict[int, list[str]] = defaultdict(list)
        for word in self.by_family:
            found[len(word)].append(word)
        return found

    @cached_property
    def company_names(self) -> list[str]:
        """The names of the companies, in the order of the rows."""
        return [row.company for row in self.companies]

    @cached_property
    def exclusions(self) -> frozenset[str]:
        """Whose exclusions are listed, by digest."""
        return frozenset(row.exclusion for row in self.rows if row.reinstated_on is None)


def candidates(subjects: Sequence[Subject], index: Index) -> list[Candidate]:
    """For each subject the rows that reach the threshold, best first; a row at most once for a subject."""
    people = [one for one in subjects if not one.is_company]
    companies = [one for one in subjects if one.is_company]
    found = [*_people(people, index), *_companies(companies, index)]
    return sorted(found, key=lambda one: (one.subject.id, -one.likeness.score, one.row.line))


def _people(people: Sequence[Subject], index: Index) -> Iterator[Candidate]:
    names = {one.id: [name_of(text) for text in one.names] for one in people}
    words = {word for several in names.values() for name in several for word in name.words}
    alike = _alike(words, index)
    for one in people:
        best: dict[int, Candidate] = {}
        for name in names[one.id]:
            for row in _rows(one, name, alike, index):
                likeness = of_people(name, one.npi, one.born, row)
                before = best.get(id(row))
                if likeness.score >= THRESHOLD and (before is None or likeness.score > before.likeness.score):
                    best[id(row)] = Candidate(one, row, likeness)
        yield from best.values()


def _rows(one: Subject, name: Name, alike: dict[str, tuple[str, ...]], index: Index) -> Iterator[Listing]:
    seen: set[int] = set()
    # Given names are sought among the family names, too: the two may be swapped.
    families = {family for word in name.words for family in alike.get(word, ())}
    groups = [index.by_family[family] for family in families]
    if one.npi:
        groups.append(index.by_npi.get(one.npi, []))
    if one.born:
        groups.append(index.by_birthday.get((one.born.month, one.born.day, one.born.year % 100), []))
    for group in groups:
        for row in group:
            if id(row) not in seen:
                seen.add(id(row))
                yield row


def _alike(words: Iterable[str], index: Index) -> dict[str, tuple[str, ...]]:
    """For each word the family names of the list that are the same, but for the slips allowed."""
    found: dict[str, list[str]] = defaultdict(list)
    by_length: dict[int, list[str]] = defaultdict(list)
    for word in words:
        if word in index.by_family:
            found[word].append(word)
        by_length[len(word)].append(word)
    for length, mine in by_length.items():
        reach = slips_allowed(length)
        for other in range(length - reach, length + reach + 1):
            allowed = slips_allowed(min(length, other))
            theirs = index.by_length.get(other, [])
            if allowed and theirs and abs(length - other) <= allowed:
                _compare(mine, theirs, allowed, found)
    return {word: tuple(sorted(set(families))) for word, families in found.items()}


def _compare(mine: list[str], theirs: list[str], allowed: int, found: dict[str, list[str]]) -> None:
    for start in range(0, len(mine), AT_ONCE):
        part = mine[start : start + AT_ONCE]
        distances = process.cdist(part, theirs, scorer=OSA.distance, score_cutoff=allowed, workers=-1)
        for row, column in zip(*(distances <= allowed).nonzero(), strict=True):
            found[part[row]].append(theirs[column])


def _companies(companies: Sequence[Subject], index: Index) -> Iterator[Candidate]:
    if not companies:
        return
    for one in companies:
        best: dict[int, Candidate] = {}
        for text in one.names:
            name = company_of(text)
            for row in _like_companies(name, index) + index.by_npi.get(one.npi, []):
                likeness = of_companies(name, one.npi, row)
                before = best.get(id(row))
                if likeness.score >= COMPANY_THRESHOLD and (
                    before is None or likeness.score > before.likeness.score
                ):
                    best[id(row)] = Candidate(one, row, likeness)
        yield from best.values()


def _like_companies(name: str, index: Index) -> list[Listing]:
    listed = index.company_names
    sorted_alike = process.extract(
        name, listed, scorer=fuzz.token_sort_ratio, score_cutoff=COMPANY_THRESHOLD, limit=None
    )
    places = {place for _, _, place in sorted_alike}
    if len(name) > LISTED_WIDTH // 2:
        cut = process.extract(
            name[:LISTED_WIDTH], listed, scorer=fuzz.ratio, score_cutoff=COMPANY_THRESHOLD - 10, limit=None
        )
        places |= {place for _, _, place in cut}
    return [index.companies[place] for place in sorted(places)]
