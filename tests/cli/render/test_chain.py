"""The chain, drawn."""

from datetime import date, datetime
from io import StringIO
from zoneinfo import ZoneInfo

from openmso.authority.answer import Act, Key
from openmso.authority.chain_days import chain
from openmso.authority.decide import decide
from openmso.authority.facts import Facts
from openmso.authority.facts.oversight import Appointment
from openmso.authority.judge import Judge
from openmso.cli.render.chain import draw
from openmso.cli.render.paper import Paper
from openmso.timeline.spans import Span
from openmso.words.labels import Labels
from tests import cast

ENDED = cast.altered(Appointment, "appointment-ada", span=Span.of(cast.OPENED, date(2026, 2, 20)))


def drawn(facts: Facts, *, terminal: bool = False) -> str:
    """Rosa's chain for Botox in Austin on the cast's day."""
    judge, stream = Judge(facts, cast.LAW), StringIO()
    act = Act(
        cast.ROSA, cast.BOTOX, cast.AUSTIN, datetime(2026, 3, 2, 12, tzinfo=ZoneInfo("America/Chicago"))
    )
    found = chain(decide(act, judge), judge.track(Key(act.person, act.procedure, act.site)))
    draw(found, Labels(facts, cast.LAW), Paper(stream, terminal=terminal, width=100), moment="the moment")
    return stream.getvalue()


def test_golden_layout_of_a_broken_link() -> None:
    # How the link is set; that the appointment is what is missing follows from the facts.
    lines = drawn(cast.cast(ENDED)).splitlines()
    start = next(n for n, line in enumerate(lines) if "BROKEN" in line)
    assert [line.strip() for line in lines[start : start + 4]] == [
        "✗  appointment   BROKEN  who gives it holds no appointment at the site",
        "╎                broken since Feb 20, for 10 days; held through Feb 19",
        "╎                mended by: physician owner",
        "╎",
    ]


def test_links_that_hold_are_joined_and_what_is_open_is_marked() -> None:
    text = drawn(cast.CAST)
    assert "BROKEN" not in text
    assert text.count("●") > 5
    assert "○  exam" in text.replace("  to show", "")
    assert "shown by: an examiner, before the act" in text
    assert "Still to be shown" in text
    assert "Missing" not in text


def test_on_a_terminal_the_broken_link_is_red() -> None:
    text = drawn(cast.cast(ENDED), terminal=True)
    assert "\x1b[1;31m✗" in text
    assert "\x1b[1;31mBROKEN" in text
