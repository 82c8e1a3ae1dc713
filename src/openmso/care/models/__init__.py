"""Tables of care."""

from openmso.care.models.exchange import Exchange, Outside, ProcedureCode
from openmso.care.models.patients import Patient
from openmso.care.models.visits import ServicePlan, Visit, VisitPatient, Wish

__all__ = ["Exchange", "Outside", "Patient", "ProcedureCode", "ServicePlan", "Visit", "VisitPatient", "Wish"]
