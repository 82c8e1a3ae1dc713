"""What a printed document is made of, as plain data for its template: headings, words, facts, tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Block = Mapping[str, Any]
Cell = str | Mapping[str, str]
"""Words, or words with the name of a color: a standing or a severity."""


def heading(text: str, level: int = 1) -> Block:
    """A heading of a part (1) or of something in it (2)."""
    return {"kind": "heading", "text": text, "level": level}


def words(text: str) -> Block:
    """A paragraph."""
    return {"kind": "words", "text": text}


def note(text: str) -> Block:
    """A paragraph in small type: what to know before relying on what stands beside it."""
    return {"kind": "note", "text": text}


def facts(pairs: Iterable[tuple[str, str]]) -> Block:
    """Names with what is so; what is empty is left out."""
    return {"kind": "facts", "pairs": [[name, said] for name, said in pairs if said]}


def table(
    heads: Sequence[str], rows: Iterable[Sequence[Cell]], widths: Sequence[float], *, none: str = "None."
) -> Block:
    """Rows under heads; `widths` are shares of the page. Without rows it says `none`."""
    listed = [[_cell(one) for one in row] for row in rows]
    if any(len(row) != len(heads) for row in listed) or len(widths) != len(heads):
        raise ValueError("a row has as many cells as there are heads")
    return {"kind": "table", "heads": list(heads), "rows": listed, "widths": list(widths), "none": none}


def colored(text: str, color: str) -> Cell:
    """A cell in the color of a standing or a severity; the words say the same, so that no color is needed."""
    return {"text": text, "color": color}


def _cell(one: Cell) -> dict[str, str]:
    return {"text": one, "color": ""} if isinstance(one, str) else dict(one)
