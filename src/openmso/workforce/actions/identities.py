"""Making known what tells a person from a namesake: the day of birth, other names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from openmso.authority.facts.people import Person
from openmso.foundation import register
from openmso.foundation.actor import Actor
from openmso.foundation.door import action
from openmso.foundation.register import RefusedError
from openmso.foundation.rules.sides import Side
from openmso.workforce import models

FIRST_BIRTH: Final = date(1900, 1, 1)


@action(Side.BUSINESS)
def identify(
    *, by: Actor, why: str, person: str, on: date, born: date | None = None, other_names: Sequence[str] = ()
) -> None:
    """Keep a person's day of birth and other names, in place of what was kept; None and nothing take it away.

    Raises `NotThereError`, and `RefusedError` for a day on which nobody alive on the day `on` was born, without repeating it.
    """
    del why  # the door has put it into the history
    held = register.one(by, Person, person).record
    if born is not None and not FIRST_BIRTH <= born < on:
        raise RefusedError.at("born", "is not a day on which somebody alive was born", "look at the year")
    names = [" ".join(name.split()) for name in other_names]
    if not all(any(letter.isalpha() for letter in name) and len(name) <= 200 for name in names):
        raise RefusedError.at("other_names", "one is no name", "write each as on a document")
    kept = {"born": born, "other_names": list(dict.fromkeys(names))}
    there = models.Identity.objects.filter(code=held.id).first()
    if there is None:
        place = models.Identity.objects.count()
        models.Identity.objects.create(network_id=by.network, code=held.id, position=place, **kept)
    elif (there.born, there.other_names) != (born, kept["other_names"]):
        models.Identity.objects.filter(pk=there.pk).update(**kept)
