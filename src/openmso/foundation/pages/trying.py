"""Doing what a form asks for, and putting what is refused beside the field that it is about."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from django import forms

from openmso.foundation.register import NotThereError, RefusedError, StaleError

T = TypeVar("T")


def tried(form: forms.Form, do: Callable[[], T]) -> T | None:
    """What doing it gives; None if it was refused, and then the form says why. Nothing of it was done then.

    Who may not do it at all, or has to prove who they are first, is answered by the front door and not here.
    """
    try:
        return do()
    except RefusedError as refused:
        for fault in refused.faults:
            # `text, line 3` is a place inside the field `text`.
            field, _, place = fault.field.partition(", ")
            said = f"{fault.what}; {fault.mend}" if fault.mend else fault.what
            form.add_error(_place(form, field), f"{place}: {said}" if place else said)
    except StaleError as stale:
        form.add_error(None, f"{stale} Nothing of yours was written; what you typed is still here.")
    except NotThereError as nothing:
        form.add_error(None, f"{nothing}: it may have been struck meanwhile.")
    return None


def _place(form: forms.Form, name: str) -> str | None:
    """The field that a fault is about: of its name, or the first that is a part of it (`span.until`, `signatures.0.on`)."""
    if name in form.fields:
        return name
    parts = (one for one in form.fields if f"{re.sub(r'[.][0-9]+', '', one)}.".startswith(f"{name}."))
    return next(parts, None)
