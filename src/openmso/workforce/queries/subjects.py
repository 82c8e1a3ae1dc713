"""Who is looked up in exclusion lists: every person and every organization of the network, as they are compared."""

from __future__ import annotations

from openmso.authority.facts.people import Person
from openmso.authority.facts.structure import Organization
from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError, seeing
from openmso.foundation.frozen import records_of
from openmso.foundation.rules.sides import Side
from openmso.structure import facts as structure
from openmso.workforce import models
from openmso.workforce.rules.likeness import Subject
from openmso.workforce.rules.listing import Born


def subjects(by: Actor) -> list[Subject]:
    """Everybody who is looked up. For the business: days of birth and other names are not medicine's to know: `WrongHandsError`."""
    if by.side is Side.CLINICAL:
        raise WrongHandsError("days of birth of the staff are not for the clinical side")
    with seeing(by):
        identities = {one.code: one for one in models.Identity.objects.all()}
        people = records_of(models.Person, Person)
        organizations = records_of(structure.TABLES[Organization], Organization)
    found = []
    for person in people:
        known = identities.get(person.id)
        names = (person.name, *(known.other_names if known else ()))
        born = Born.on(known.born) if known and known.born else None
        found.append(Subject(person.id, names, person.npi, born))
    return [*found, *(Subject(one.id, (one.name,), is_company=True) for one in organizations)]
