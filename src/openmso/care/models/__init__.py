"""Tables of care."""

from openmso.care.models.charts import Exam, Intake, Note, Order, Photo, Treatment
from openmso.care.models.consents import Consent, ConsentForm
from openmso.care.models.exchange import Exchange, Outside, ProcedureCode
from openmso.care.models.exports import Export, ExportFile
from openmso.care.models.gate import BrokenGlass, GlassReason, Passage
from openmso.care.models.patients import Coverage, Opening, Patient
from openmso.care.models.visits import ServicePlan, Visit, VisitPatient, Wish

__all__ = [
    "BrokenGlass",
    "Consent",
    "ConsentForm",
    "Coverage",
    "Exam",
    "Exchange",
    "Export",
    "ExportFile",
    "GlassReason",
    "Intake",
    "Note",
    "Opening",
    "Order",
    "Outside",
    "Passage",
    "Patient",
    "Photo",
    "ProcedureCode",
    "ServicePlan",
    "Treatment",
    "Visit",
    "VisitPatient",
    "Wish",
]
