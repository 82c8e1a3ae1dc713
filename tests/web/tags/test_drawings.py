"""Geometry of the large pictures: where days lie, how high bars are, what strips tell."""

from __future__ import annotations

from datetime import date

from openmso.timeline.spans import Span
from openmso.web.tags.drawings import lifetime, outlook, structure, years

TODAY = date(2026, 11, 26)
WINDOW = Span(TODAY.toordinal(), TODAY.toordinal() + 90)


def test_a_day_of_the_outlook_lies_where_its_share_of_the_window_is() -> None:
    rows = [
        {"day": WINDOW.start + 45, "lost": 4, "dark": 1, "says": "", "href": ""},
        {"day": WINDOW.start, "lost": 1, "dark": 0, "says": "", "href": ""},
    ]
    middle, first = outlook(rows, WINDOW, "ahead")["bars"]
    assert (middle["x"], first["x"]) == (49.0, 2.0)  # from 2 to 96 percent
    assert middle["height"] == 64  # the highest
    assert first["height"] == 38  # half of what is above the least: a square root
    assert middle["y"] + middle["height"] == 76


def test_the_first_day_and_the_firsts_of_months_are_marked_unless_they_are_too_near() -> None:
    ticks = outlook([], WINDOW, "ahead")["ticks"]
    assert [tick["said"] for tick in ticks] == ["Nov 26", "Jan 1", "Feb 1"]


def test_a_paper_is_drawn_as_long_as_it_is_good_within_the_window() -> None:
    window = Span(1000, 1200)
    drawn = lifetime(Span(1050, 5000), window, date.fromordinal(1100))
    assert 'x="25.0%"' in drawn
    assert 'width="75.0%"' in drawn
    assert "l-good" in drawn
    assert "l-over" in lifetime(Span(1000, 1100), window, date.fromordinal(1100))
    assert "l-ahead" in lifetime(Span(1101, 1150), window, date.fromordinal(1100))


def test_what_lies_outside_the_window_is_said() -> None:
    window = Span(1000, 1200)
    assert "before these years" in lifetime(Span(1, 900), window, date.fromordinal(1100))
    assert "after these years" in lifetime(Span(1300, 1400), window, date.fromordinal(1100))


def test_years_are_named_at_their_first_day() -> None:
    window = Span.of(date(2025, 7, 2), date(2027, 7, 2))
    drawn = years(window)
    assert drawn.count("<text") == 2
    assert 'x="25.07%" y="12">2026' in drawn


def practice(name: str, *sites: str) -> dict[str, object]:
    return {
        "name": name,
        "note": "PLLC, TX",
        "href": "/",
        "owners": [{"said": "Ada 100 %", "href": "/", "crosses": False}],
        "sites": [{"name": one, "href": "/"} for one in sites],
        "fee": "$1 a month",
        "until": "no end",
    }


def test_practices_stand_one_below_the_other_with_room_for_their_sites() -> None:
    group = {
        "business": practice("The MSO"),
        "practices": [practice("First", "a", "b", "c"), practice("Second")],
    }
    found = structure([group], "all")
    first, second = found["groups"][0]["rows"]
    assert [site["y"] for site in first["sites"]] == sorted(site["y"] for site in first["sites"])
    assert first["sites"][0]["y"] > first["y"] + first["box"]
    assert second["y"] > first["sites"][-1]["y"]
    assert found["height"] > second["y"] + second["box"]


def test_a_business_stands_beside_its_first_practice_and_the_agreements_reach_to_the_last() -> None:
    found = structure([{"business": practice("The MSO"), "practices": [practice("A"), practice("B")]}], "all")
    (group,) = found["groups"]
    assert group["business"]["middle"] == group["rows"][0]["middle"]
    assert group["spine"] == {"top": group["rows"][0]["middle"], "bottom": group["rows"][1]["middle"]}


def test_practices_that_nobody_manages_hang_on_nothing() -> None:
    (group,) = structure([{"business": None, "practices": [practice("Alone")]}], "all")["groups"]
    assert group["business"] is None
    assert group["spine"] is None


def test_a_long_name_takes_two_lines_and_a_higher_box() -> None:
    long = "Gulf & Plains Medical of Louisiana, A Professional Medical Corporation"
    short, tall = structure([{"business": None, "practices": [practice("A"), practice(long)]}], "x")[
        "groups"
    ][0]["rows"]
    assert (len(short["lines"]), len(tall["lines"])) == (1, 2)
    assert tall["lines"][1]["said"].endswith("…")
    assert tall["box"] > short["box"]
