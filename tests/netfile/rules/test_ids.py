"""Ids of nested records."""

import pytest

from openmso.netfile.rules.ids import slug


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Botox & Filler", "botox-filler"),
        ("José Núñez", "jose-nunez"),
        ("TX", "tx"),
        ("a/b", "a/b"),
        ("/a//b/", "a/b"),
        ("-a.", "a"),
        ("neuromodulator_injection", "neuromodulator_injection"),
        ("注射", "none"),
        ("x" * 80, "x" * 60),
    ],
)
def test_any_text_becomes_part_of_an_id(text: str, expected: str) -> None:
    assert slug(text) == expected
