"""Bars to scale: eighths of a block on a terminal, # elsewhere."""

from __future__ import annotations

from typing import Final

LONGEST: Final = 30
EIGHTHS: Final = " ▏▎▍▌▋▊▉"


def bar(value: int, most: int, *, plain: bool, longest: int = LONGEST) -> str:
    """A bar for `value` where the longest, of so many signs, stands for `most`; empty for none, never for some."""
    if value <= 0 or most <= 0:
        return ""
    if plain:
        return "#" * max(1, round(longest * value / most))
    eighths = max(1, round(longest * 8 * value / most))
    return "█" * (eighths // 8) + EIGHTHS[eighths % 8].strip()
