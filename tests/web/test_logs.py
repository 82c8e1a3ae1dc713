"""The log says where and of which kind an error was, and nothing of what it was about."""

from __future__ import annotations

import logging

import pytest

from openmso.web.logs import Discreet


def fails() -> None:
    """An error behind an error, both with something in their message that is nobody's business."""
    try:
        dict[str, str]()["Jane Roe, born 1980-01-01"]
    except KeyError as first:
        raise ValueError("patient Jane Roe") from first


def told() -> str:
    """What the log says of it."""
    with pytest.raises(ValueError, match="Jane") as raised:
        fails()
    error = (raised.type, raised.value, raised.tb)
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, "at %s", ("/seats/",), error)
    return Discreet("%(levelname)s %(message)s").format(record)


def test_an_error_is_told_by_kind_and_place() -> None:
    said = told()
    assert said.startswith("ERROR at /seats/\nbuiltins.ValueError\n")
    assert "builtins.KeyError" in said
    assert "test_logs.py" in said
    assert " in fails" in said


def test_nothing_is_told_of_what_it_was_about() -> None:
    assert "Jane" not in told()
    assert "raise" not in told()  # nor the line of the program, which may hold a value


def test_the_product_logs_so() -> None:
    (console,) = logging.getLogger("django").handlers
    assert isinstance(console.formatter, Discreet)
