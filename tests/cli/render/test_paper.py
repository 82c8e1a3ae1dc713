"""The sheet a command writes on."""

from io import StringIO

import pytest

from openmso.cli.render.paper import WIDEST, Paper

LONG = "a sentence of many words " * 12


def test_plain_text_is_neither_colored_nor_wrapped_nor_padded() -> None:
    stream = StringIO()
    paper = Paper(stream)
    paper.line((LONG.strip(), "bold red"), indent=2)
    paper.grid([("a", "b"), ("longer", "")])
    assert paper.plain
    assert stream.getvalue() == f"  {LONG.strip()}\na       b\nlonger\n"


def test_a_terminal_gets_color_and_wraps_under_the_indent() -> None:
    stream = StringIO()
    Paper(stream, terminal=True, width=40).line((LONG.strip(), "red"), indent=4)
    lines = stream.getvalue().splitlines()
    assert "\x1b[31m" in stream.getvalue()
    assert len(lines) > 5
    assert all(line.startswith("    ") for line in lines)


def test_a_wide_terminal_is_not_filled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    assert Paper(StringIO(), terminal=True).width == WIDEST


def test_square_brackets_in_names_are_no_markup() -> None:
    stream = StringIO()
    Paper(stream, terminal=True, width=40).line("[bold]Rosa[/bold]")
    assert "[bold]Rosa[/bold]" in stream.getvalue()
