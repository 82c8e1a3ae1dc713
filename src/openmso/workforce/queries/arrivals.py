"""What taking people and licenses from a file would change, before anything is changed."""

from __future__ import annotations

from openmso.authority.facts.people import License, Person
from openmso.foundation import register
from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError, seeing
from openmso.foundation.frozen import records_of
from openmso.foundation.rules.sides import Side
from openmso.workforce import models
from openmso.workforce.files.sheets import Sheet
from openmso.workforce.rules.arrivals import Identified, Plan, There
from openmso.workforce.rules.plans import plan


def planned(by: Actor, sheet: Sheet) -> Plan:
    """The plan of taking a sheet. For the business: it knows days of birth."""
    if by.side is Side.CLINICAL:
        raise WrongHandsError("days of birth of the staff are not for the clinical side")
    with seeing(by):
        found = There(
            people={one.id: one for one in records_of(models.Person, Person)},
            licenses={one.id: one for one in records_of(models.License, License)},
            identities={
                one.code: Identified(one.code, one.born, tuple(one.other_names))
                for one in models.Identity.objects.all()
            },
            taken=frozenset(
                code
                for table in register.tables().values()
                for code in table._default_manager.values_list("code", flat=True)
            ),
        )
    made = plan(sheet.arrivals, found, sheet.rejects)
    return Plan(made.changes, made.rejects, (*sheet.remarks, *made.remarks), made.same)
