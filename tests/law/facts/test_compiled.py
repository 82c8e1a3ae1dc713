"""What is packed comes back the same, and nothing else comes back at all."""

from __future__ import annotations

from decimal import Decimal

from openmso.law.facts.compiled import packed, unpacked
from tests.law.conftest import NP_FILE, Draft


def test_a_pack_comes_back_as_it_was(draft: Draft) -> None:
    draft.edit(
        "tx/delegation.yaml",
        "exam_first: true",
        "depth: 0.5\n          details: {days: 3, rate: 1.25, who: [MD, RN], ok: true, from: 2026-01-01}\n"
        '          ways: [{miles: 60}]\n          attest: ["“Said” – in words"]',
    )
    draft.edit(NP_FILE, "confidence: high", "confidence: high\n    signed: A. Counsel, 2026-11-30")
    pack = draft.read()
    back = unpacked(packed(pack))
    assert back == pack
    value = back.book.said("TX", "delegation.rule", "peel", "RN")[0].value
    assert value == {
        "leave": "conditional",
        "depth": Decimal("0.5"),
        "details": {
            "days": 3,
            "rate": Decimal("1.25"),
            "who": ("MD", "RN"),
            "ok": True,
            "from": "2026-01-01",
        },
        "ways": ({"miles": 60},),
        "attest": ("“Said” – in words",),
    }


def test_bytes_that_are_no_copy_give_nothing() -> None:
    assert unpacked(b"") is None
    assert unpacked(b"x" * 200) is None
