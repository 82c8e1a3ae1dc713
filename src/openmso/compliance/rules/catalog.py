"""Every control, in the order of reading. Nothing registers itself: what is not named here does not run."""

from __future__ import annotations

from openmso.compliance.rules import (
    agreement_upkeep,
    agreements,
    combinations,
    delegations,
    director_hours,
    directors,
    fee_terms,
    fees,
    governance,
    insurance,
    licenses,
    msa_clauses,
    msa_terms,
    msas,
    obstacles,
    ownership,
    ratios,
    registrations,
    screening,
)
from openmso.compliance.rules.finding import Control

CATALOG: tuple[Control, ...] = (
    *ownership.CONTROLS,
    *combinations.CONTROLS,
    *governance.CONTROLS,
    *msas.CONTROLS,
    *msa_terms.CONTROLS,
    *msa_clauses.CONTROLS,
    *fees.CONTROLS,
    *fee_terms.CONTROLS,
    *directors.CONTROLS,
    *director_hours.CONTROLS,
    *agreements.CONTROLS,
    *agreement_upkeep.CONTROLS,
    *delegations.CONTROLS,
    *obstacles.CONTROLS,
    *ratios.CONTROLS,
    *licenses.CONTROLS,
    *registrations.CONTROLS,
    *screening.CONTROLS,
    *insurance.CONTROLS,
)
