"""What a state's law lets each role do on a day: the demonstration keeps to that.

A procedure is left out for a role where the law forbids it, was never established, or where nothing but the general scope
of the role speaks for it. Where the statement that lets it is doubtful, counsel's word stays a condition, as for anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from openmso.authority.facts import Facts
from openmso.authority.law import LawBook
from openmso.authority.readings import RuleReading, regime_track, rule_track
from openmso.authority.reasons import Code
from openmso.authority.regimes import Cap, Rule
from openmso.authority.terms import PRACTITIONERS, Supervision
from openmso.authority.world import World

MEDICAL_OFFICE: Final = "medical_office"
CAPS: Final = {"NP": "np.max_per_physician", "PA": "pa.max_per_physician"}
PREFERRED_FORMS: Final = ("PLLC", "PC", "PA", "PS", "LLC")


@dataclass(frozen=True, slots=True)
class Filing:
    """A registration that a site of the state needs: for all sites, or for medical spas, offering any of `procedures`."""

    kind: str
    applies_to: str
    procedures: frozenset[str]


class Leeway:
    """The law of one day, as the generator asks it."""

    def __init__(self, law: LawBook, on: date) -> None:
        self.law = law
        self.day = on.toordinal()
        self.world = World(Facts(), law)
        self.rule = cache(self._rule)

    def value(self, state: str, parameter: str, *key: str) -> object:
        """What the law says of a parameter; None if it is silent."""
        found: object = self.law.reading(state, parameter, self.day, *key).value
        return found

    def _rule(self, state: str, procedure: str, role: str) -> Rule | None:
        reading = self.reading(state, procedure, role)
        doubts = {one.code for one in reading.wanting} - {Code.LIMIT, Code.COUNSEL}
        if reading.rule is None or reading.bars or doubts:
            return None
        rule = reading.rule
        if rule.places and MEDICAL_OFFICE not in rule.places:
            return None
        if rule.experience is not None and not rule.experience.can_be_reached:
            return None
        return rule

    def reading(self, state: str, procedure: str, role: str) -> RuleReading:
        """All that the law says of a role doing a procedure."""
        return rule_track(self.world, state, procedure, role).at(self.day)

    def attests(self, state: str, procedure: str, role: str) -> frozenset[str]:
        """What a delegation has to attest of the rule."""
        return frozenset(str(one.details["text"]) for one in self.reading(state, procedure, role).attests)

    def in_advance(self, state: str, procedure: str, role: str) -> bool:
        """Whether a standing order may cover it."""
        return self.reading(state, procedure, role).standing_orders

    def needs_agreement(self, state: str, role: str) -> bool:
        """Whether an NP or PA of long experience still works under an agreement in the state."""
        if role not in PRACTITIONERS:
            return False
        kinds = ("aesthetic", "prescribing", "consult")
        regimes = [regime_track(self.world, state, role, kind).at(self.day) for kind in kinds]
        # Some states free only those of an added certificate, which nobody here holds.
        return not all(
            one.known and one.may_be_independent and not (one.threshold and one.threshold.certificates)
            for one in regimes
        )

    def sites_a_director(self, state: str) -> int:
        """How many sites the demonstration gives one director: three, or what the law allows if less."""
        most = self.value(state, "medical_director.max_locations")
        return min(3, most) if isinstance(most, int) else 3

    def room(self, state: str, role: str) -> int:
        """How many NPs or PAs the demonstration gives one physician: below the cap of the state."""
        value = self.value(state, CAPS[role])
        return 4 if not isinstance(value, dict) else min(4, int(Cap.from_value(value).limit) - 1)

    def form(self, state: str) -> str:
        """A legal form in which a practice may stand in the state."""
        listed = self.value(state, "cpom.clinical_entity_forms")
        forms = listed if isinstance(listed, tuple) else PREFERRED_FORMS
        return next((one for one in PREFERRED_FORMS if one in forms), str(forms[0]))

    def filings(self, state: str) -> tuple[Filing, ...]:
        """The registrations that the state asks of all sites or of medical spas."""
        found = []
        for (kind,) in sorted(self.law.keys(state, "site.registration")):
            value = self.value(state, "site.registration", kind)
            if isinstance(value, dict) and value.get("applies_to") in ("all", "med_spa"):
                found.append(Filing(kind, value["applies_to"], frozenset(value.get("procedures", ()))))
        return tuple(found)

    def lay_owners_forbidden(self, state: str) -> bool:
        """Whether laymen may own no part of a practice."""
        return self.value(state, "cpom.lay_ownership_allowed") is False


def nearest(modes: list[Supervision | None]) -> str:
    """The nearest of several modes of supervision, as a delegation promises it."""
    named = [one for one in modes if one is not None]
    return max(named, key=lambda one: one.rank).value if named else ""
