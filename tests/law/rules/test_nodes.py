"""Scalars mean what YAML 1.2 says, and nothing is ever read as yes or no."""

from __future__ import annotations

from decimal import Decimal

import pytest

from openmso.law.rules.nodes import Table, Text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("True", "True"),
        ("yes", "yes"),
        ("no", "no"),
        ("NO", "NO"),
        ("12", 12),
        ("-3", -3),
        ("010", "010"),
        ("1_000", "1_000"),
        ("0.25", Decimal("0.25")),
        ("1e3", "1e3"),
        ("2026-12-05", "2026-12-05"),
        ("~", "~"),
    ],
)
def test_a_plain_scalar_means(text: str, value: object) -> None:
    found = Text(1, text, plain=True).value
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize("text", ["true", "12", "null", ""])
def test_in_quotes_it_is_text(text: str) -> None:
    assert Text(1, text, plain=False).value == text


@pytest.mark.parametrize("text", ["yes", "No", "ON", "off", "y", "N"])
def test_words_of_older_yaml_are_known(text: str) -> None:
    assert Text(1, text, plain=True).yes_or_no
    assert Text(1, text, plain=False).yes_or_no


def test_the_first_of_two_equal_keys_is_found_and_the_second_reported() -> None:
    one, two = Text(1, "1", plain=True), Text(2, "2", plain=True)
    table = Table(1, ((Text(1, "a", plain=True), one), (Text(2, "a", plain=True), two)))
    assert table.get("a") is one
    assert [key.line for key in table.repeated()] == [2]
