"""The board of one site."""

from datetime import date

from openmso.authority.board import Board, Cell, board
from openmso.authority.facts import Record
from openmso.authority.facts.people import Engagement, License
from openmso.authority.facts.structure import Service
from openmso.authority.judge import Judge
from openmso.authority.reasons import Code
from openmso.authority.terms import Standing
from openmso.timeline.spans import Span
from tests import cast

START = cast.TODAY.toordinal()
WINDOW = Span(START, START + 90)
MENU = (
    Service("botox", cast.AUSTIN, "Botox", frozenset({cast.BOTOX})),
    Service("both", cast.AUSTIN, "Botox and filler", frozenset({cast.BOTOX, cast.FILLER})),
)


def austin(*records: Record, menu: tuple[Service, ...] = MENU) -> Board:
    """The board of Austin with records changed."""
    facts = cast.cast(*records, *menu, without=("menu-austin",))
    return board(Judge(facts, cast.LAW), cast.AUSTIN, WINDOW)


def cell(found: Board, person: str, service: str) -> Cell:
    """One cell."""
    column = [one.id for one in found.services].index(service)
    return next(row.cells[column] for row in found.rows if row.person == person)


def test_a_service_of_several_procedures_shows_the_weakest() -> None:
    # Lou (LPN) may inject Botox under conditions; of fillers the law of the cast says nothing for an LPN.
    found = austin()
    assert cell(found, cast.LOU, "botox").standing is Standing.CONDITIONAL
    assert cell(found, cast.LOU, "both").standing is Standing.UNKNOWN
    assert {reason.code for reason in cell(found, cast.LOU, "both").reasons} == {Code.LAW_UNKNOWN}


def test_the_day_of_a_change_is_told_and_stretches_cover_the_window() -> None:
    ends = date(2026, 4, 13)
    found = austin(cast.altered(License, "license-rosa", span=Span.of(date(2015, 1, 1), ends)))
    rosa = cell(found, cast.ROSA, "botox")
    assert rosa.changes_on == ends.toordinal()
    assert [span for span, _ in rosa.stretches] == [
        Span(START, ends.toordinal()),
        Span(ends.toordinal(), START + 90),
    ]
    assert rosa.weakest(Span(START, ends.toordinal())) is Standing.CONDITIONAL
    assert rosa.weakest(Span(ends.toordinal() - 1, ends.toordinal() + 1)) is Standing.BARRED


def test_people_of_other_years_are_counted_but_not_shown() -> None:
    gone = cast.altered(Engagement, "engagement-mona", span=Span.of(date(2024, 1, 1), date(2025, 1, 1)))
    found = austin(gone)
    assert cast.MONA not in {row.person for row in found.rows}
    assert found.strangers == 1


def test_services_of_other_years_are_not_shown() -> None:
    old = Service("old", cast.AUSTIN, "Old", frozenset({cast.PEEL}), Span.of(None, cast.TODAY))
    soon = Service("soon", cast.AUSTIN, "Soon", frozenset({cast.PEEL}), Span.of(date(2026, 5, 1)))
    assert [one.id for one in austin(menu=(old, soon)).services] == ["soon"]


def test_a_site_without_a_menu_has_an_empty_board() -> None:
    found = austin(menu=())
    assert (found.services, found.rows) == ((), ())
