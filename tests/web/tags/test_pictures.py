"""Pictures: where their parts stand, and that they say in words what they show."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.template import Context, Engine, Template

from openmso.authority.terms import Standing
from openmso.timeline.spans import Span
from openmso.web.tags.pictures import bars, ribbon, statemap, told

TODAY = date(2026, 11, 26)
START = TODAY.toordinal()
WINDOW = Span(START, START + 90)


def rects(drawn: str) -> list[tuple[str, int, int]]:
    """Name, left edge and width of every piece."""
    found = re.findall(r'<rect class="s-(\w+)" x="(\d+)" y="0" width="(\d+)"', drawn)
    return [(name, int(x), int(width)) for name, x, width in found]


def test_a_ribbon_has_a_piece_for_each_stretch_and_no_gap() -> None:
    stretches = [
        (Span(START - 100, START + 9), Standing.HELD),
        (Span(START + 9, START + 500), Standing.ABSENT),
    ]
    drawn = str(ribbon(stretches, WINDOW, TODAY))
    assert rects(drawn) == [("held", 0, 9), ("absent", 9, 81)]
    assert 'viewBox="0 0 90 8"' in drawn
    assert "Held Aug 18 – Dec 4; Absent Dec 5 – Apr 8, 2028" in drawn


def test_what_lies_outside_the_window_is_not_drawn() -> None:
    stretches = [(Span(START - 9, START), Standing.BARRED), (Span(START, START + 90), Standing.HELD)]
    assert rects(str(ribbon(stretches, WINDOW, TODAY))) == [("held", 0, 90)]


def test_today_is_marked_inside_a_window_and_not_at_its_edge() -> None:
    around = Span(START - 10, START + 10)
    held = [(around, Standing.HELD)]
    assert 'class="today" x1="10"' in str(ribbon(held, around, TODAY))
    assert "today" not in str(ribbon([(WINDOW, Standing.HELD)], WINDOW, TODAY))


def test_the_longest_bar_is_whole_and_the_others_are_measured_by_it() -> None:
    shown: dict[str, Any] = bars([{"label": "Ada", "count": 40}, {"label": "Rosa", "count": 10}])
    assert [row["width"] for row in shown["rows"]] == [100.0, 25.0]
    assert bars([])["rows"] == []
    assert bars([{"label": "Ada", "count": 0}])["rows"][0]["width"] == 0


def test_a_state_that_nothing_is_told_of_is_drawn_and_leads_nowhere() -> None:
    known = {"TX": {"standing": Standing.BARRED, "says": "2 are dark", "href": "/sites/?state=TX"}}
    text = Template("{% statemap told 'States' %}", engine=Engine.get_default()).render(
        Context({"told": known})
    )
    assert "Texas: Barred. 2 are dark" in text
    assert set(re.findall(r'href="([^"]+)"', text)) == {"/sites/?state=TX"}
    shapes = {one["code"]: one for one in statemap({}, "States")["shapes"]}
    assert all(one["look"] is None for one in shapes.values())


def test_values_of_records_are_told_in_words() -> None:
    assert told(True) == "yes"
    assert told(["a", "b"]) == "a, b"
    assert told([]) == "none"
    assert told({"fee_model": "flat"}) == "fee model: flat"
    assert told(None) == "nothing"
