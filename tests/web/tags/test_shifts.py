"""A board of before and after: people by services where anything turns, in words, and from when."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.template import Context, Engine, Template

from openmso.authority.differences import Turn
from openmso.authority.facts.structure import Service
from openmso.authority.shifts import AtSite, Shift
from openmso.authority.terms import Standing
from openmso.timeline.spans import Span
from openmso.web.tags.shifts import day_value, turn_title
from openmso.words.labels import Labels
from tests.cast import AUSTIN, BEN, CAST, LAW, PEEL, ROSA, TODAY

LATER = Span.of(TODAY + timedelta(days=3), TODAY + timedelta(days=30))
NOW = Span.of(TODAY, TODAY + timedelta(days=30))
PEELS, MENU = Service("peels", AUSTIN, "Peels", frozenset({PEEL})), CAST.need(Service, "menu-austin")


@pytest.fixture
def text() -> str:
    shifts = (
        Shift(ROSA, PEELS, LATER, Standing.CONDITIONAL, Standing.BARRED),
        Shift(BEN, MENU, NOW, Standing.HELD, Standing.ABSENT),
    )
    template = Template("{% shiftboard at labels on on %}", engine=Engine.get_default())
    given = {"at": AtSite(AUSTIN, shifts, (), ()), "labels": Labels(CAST, LAW), "on": TODAY}
    return template.render(Context(given))


def test_people_stand_by_name_and_services_by_name(text: str) -> None:
    assert text.index("Everything") < text.index("Peels")
    assert text.index("Ben, DO") < text.index("Rosa, RN")


def test_what_turns_is_told_in_words_with_its_day_and_what_does_not_as_the_same(text: str) -> None:
    rosa = text[text.index("Rosa, RN") :]
    assert rosa.index("Conditional") < rosa.index("becomes") < rosa.index("Barred")
    assert "from Mar 5" in rosa
    assert rosa.count("same") == 1
    assert "from the first day" in text[: text.index("Rosa, RN")]


def test_words_of_a_what_if() -> None:
    assert turn_title(Turn.LOST) == "Authority lost"
    assert (day_value(date(2026, 12, 5)), day_value("2026-12-05")) == ("2026-12-05", "2026-12-05")
