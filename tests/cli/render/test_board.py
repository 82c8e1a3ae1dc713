"""The board, drawn."""

import re
from io import StringIO

from openmso.authority.board import Board, Cell, board
from openmso.authority.terms import Standing
from openmso.cli.network import Network
from openmso.cli.render.board import SIGNS, draw, ribbon, stride
from openmso.cli.render.paper import Paper
from openmso.timeline.spans import Span
from openmso.words.labels import Labels
from tests import cast

START = cast.TODAY.toordinal()
WINDOW = Span(START, START + 90)


def cell(*lengths: tuple[int, Standing]) -> Cell:
    """A cell of stretches of so many days."""
    stretches, day = [], START
    for days, standing in lengths:
        stretches.append((Span(day, day + days), standing))
        day += days
    return Cell(lengths[0][1], tuple(stretches), ())


def test_ninety_days_are_thirteen_weeks_and_a_sign_shows_the_weakest_day() -> None:
    found = cell((10, Standing.HELD), (1, Standing.BARRED), (79, Standing.CONDITIONAL))
    assert ribbon(found, WINDOW, plain=True).plain == "HBCCCCCCCCCCC"
    assert ribbon(found, WINDOW, plain=False).plain == "▇×▅▅▅▅▅▅▅▅▅▅▅"


def test_a_longer_window_has_longer_signs_and_no_longer_ribbon() -> None:
    for days in (1, 13, 14, 90, 91, 365, 3660):
        window = Span(START, START + days)
        signs = ribbon(cell((days, Standing.HELD)), window, plain=True).plain
        assert 1 <= len(signs) <= SIGNS
        assert len(signs) == -(-days // stride(window))


def drawn(width: int, found: Board) -> str:
    """The board of the cast's Austin on a terminal of a width, without its colors."""
    stream = StringIO()
    labels = Labels(cast.CAST, cast.LAW)
    draw(found, labels, Paper(stream, terminal=True, width=width))
    return re.sub(r"\x1b\[[0-9;]*m", "", stream.getvalue())


def test_a_narrow_terminal_gets_the_services_in_blocks_and_no_line_too_wide() -> None:
    from dataclasses import replace
    from pathlib import Path

    network = Network(Path("n.yaml"), cast.CAST, cast.LAW)
    found = board(network.judge, cast.AUSTIN, WINDOW)
    many = tuple(replace(found.services[0], id=f"s{n}", name=f"Service {n}") for n in range(7))
    wide = replace(found, services=many, rows=tuple(replace(row, cells=row.cells * 7) for row in found.rows))
    for width in (60, 80, 118):
        text = drawn(width, wide)
        assert max(len(line.rstrip()) for line in text.splitlines()) <= width
        assert all(f"Service {n}" in text for n in range(7))


def test_equal_sentences_share_one_number() -> None:
    from pathlib import Path

    found = board(Network(Path("n.yaml"), cast.CAST, cast.LAW).judge, cast.AUSTIN, WINDOW)
    reasons = drawn(110, found).partition("Conditions and reasons")[2]
    sentences = re.findall(r"^ +\d+  (.+?)  \(", reasons, re.MULTILINE)
    assert sentences
    assert len(sentences) == len(set(sentences))
