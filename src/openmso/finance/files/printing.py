"""Printing with the templates of this room: statements, bills, slips of transfers."""

from __future__ import annotations

from typing import Final

from openmso.foundation import printing

TEMPLATES: Final = "openmso.finance.files.typst"


def printer() -> printing.Printer:
    """Prints the papers of this room."""
    return printing.Printer(TEMPLATES)
