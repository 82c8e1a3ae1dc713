"""Printing gives a PDF for archives, the same bytes from the same data."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from openmso.compliance.files.printing import Printer
from openmso.compliance.rules.sheets import colored, facts, heading, note, table, words

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
TOLD: dict[str, Any] = {
    "title": "Structure",
    "lead": "Who owns what.",
    "wide": False,
    "about": {
        "network": "Lumen",
        "scope": "the whole network",
        "day": "Mar 2, 2026",
        "made": "Mar 2, 2026, 12:00 UTC",
    },
    "blocks": [
        heading("Owners"),
        words("100 % of #everything [in] *brackets* at https://example.org/a_b"),
        note("Small."),
        facts([("Fee", "$1 a month")]),
        table(("a", "b"), [("x", colored("barred", "barred"))], (1, 2)),
        table(("a",), [], (1,), none="No owner."),
    ],
}


def test_a_document_is_a_pdf_for_archives() -> None:
    made = Printer().pdf("binder", TOLD, AT)
    assert made.startswith(b"%PDF-1.7")
    # ISO 19005-2, level B: so the file says of itself in its metadata, and typst refuses what is none.
    assert b"<pdfaid:part>2</pdfaid:part>" in made
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in made


def test_the_same_data_give_the_same_bytes() -> None:
    one = Printer()
    assert one.pdf("binder", TOLD, AT) == Printer().pdf("binder", TOLD, AT)
    assert one.pdf("binder", {**TOLD, "title": "People"}, AT) != one.pdf("binder", TOLD, AT)
