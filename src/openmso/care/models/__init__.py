"""Tables of care."""

from openmso.care.models.exchange import Exchange, Outside, ProcedureCode
from openmso.care.models.patients import Patient

__all__ = ["Exchange", "Outside", "Patient", "ProcedureCode"]
