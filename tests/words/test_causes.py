"""What ends on a day, in one line."""

from __future__ import annotations

from datetime import date

from openmso.authority.causes import Cause
from openmso.authority.facts import Facts
from openmso.authority.facts.people import Competency, License, Person
from openmso.authority.law import LawBook
from openmso.timeline.spans import Span
from openmso.words.causes import title
from openmso.words.labels import Labels

ROSA = Person("rosa", "Rosa Delgado")
TERM = Span.of(date(2025, 1, 1), date(2027, 1, 1))
LICENSE = License("l", "rosa", "RN", "TX", TERM)
SKILLS = [Competency(code, "rosa", code, TERM) for code in ("botox", "deep_peel", "filler", "laser")]


def said(*records: str) -> str:
    labels = Labels(Facts.of([ROSA, LICENSE, *SKILLS]), LawBook(()))
    return title(Cause(records, (), ()), labels, date(2026, 12, 1))


def test_one_record_ends_and_several_end() -> None:
    assert said("l") == "Rosa Delgado's TX RN license ends"
    assert said("l", "botox") == "Rosa Delgado's TX RN license and Rosa Delgado's competency in botox end"


def test_what_somebody_was_signed_off_for_is_one_name_and_of_many_a_few_are_named() -> None:
    assert said("botox", "deep_peel") == "Rosa Delgado's competency in botox and deep peel ends"
    assert (
        said("botox", "deep_peel", "filler", "laser")
        == "Rosa Delgado's competency in botox, deep peel and 2 more ends"
    )
