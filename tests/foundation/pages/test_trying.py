"""What is refused stands beside the field that it is about."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django import forms

from openmso.authority.facts.people import Person
from openmso.authority.facts.structure import Site
from openmso.foundation.door import WrongHandsError
from openmso.foundation.pages.trying import tried
from openmso.foundation.register import Fault, Kept, NotThereError, RefusedError, StaleError


class Renaming(forms.Form):
    name = forms.CharField()


def form() -> Renaming:
    made = Renaming({"name": "Ada"})
    assert made.is_valid()
    return made


def failing(error: Exception) -> Callable[[], None]:
    def do() -> None:
        raise error

    return do


def test_what_is_done_is_given_back_and_the_form_stays_good() -> None:
    one = form()
    assert tried(one, lambda: 7) == 7
    assert one.errors == {}


def test_every_fault_stands_at_its_field_and_what_has_none_above_them() -> None:
    one = form()
    faults = (Fault("name", "is empty", "write a name"), Fault("since", "is after the end", ""))
    assert tried(one, failing(RefusedError(*faults))) is None
    assert one.errors["name"] == ["is empty; write a name"]
    assert one.non_field_errors() == ["is after the end"]


def test_a_fault_at_a_line_of_a_field_stands_at_the_field_and_says_the_line() -> None:
    one = form()
    assert tried(one, failing(RefusedError(Fault("name, line 3", "is no name", "write one")))) is None
    assert one.errors["name"] == ["line 3: is no name; write one"]


def test_the_second_editor_is_told_and_keeps_what_they_typed() -> None:
    one = form()
    assert tried(one, failing(StaleError(Kept.of(Person("ada", "Ada Byron"))))) is None
    assert "changed meanwhile" in one.non_field_errors()[0]
    assert one["name"].value() == "Ada"


def test_what_was_struck_meanwhile_is_told() -> None:
    one = form()
    assert tried(one, failing(NotThereError(Site, "austin"))) is None
    assert "austin" in one.non_field_errors()[0]


def test_who_may_not_do_it_at_all_is_answered_elsewhere() -> None:
    with pytest.raises(WrongHandsError):
        tried(form(), failing(WrongHandsError("not from here")))
