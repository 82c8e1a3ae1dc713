"""Tables of compliance: binders that were asked for, and decisions that are the physicians' own."""

from openmso.compliance.models.binders import Binder, BinderFile
from openmso.compliance.models.separation import Proposal, Ruling

__all__ = ["Binder", "BinderFile", "Proposal", "Ruling"]
