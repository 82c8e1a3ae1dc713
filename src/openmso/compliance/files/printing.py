"""Printing with the templates of this room: binders and drafts."""

from __future__ import annotations

from typing import Final

from openmso.foundation import printing

TEMPLATES: Final = "openmso.compliance.files.typst"


class Printer(printing.Printer):
    """Prints the documents of this room."""

    def __init__(self) -> None:
        super().__init__(TEMPLATES)
