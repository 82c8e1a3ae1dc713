"""Tables of compliance: binders that were asked for, decisions that are the physicians' own, and what is done about findings."""

from openmso.compliance.models.binders import Binder, BinderFile
from openmso.compliance.models.mending import ControlRule, Task, TaskNote, Waiver
from openmso.compliance.models.separation import Proposal, Ruling

__all__ = [
    "Binder",
    "BinderFile",
    "ControlRule",
    "Proposal",
    "Ruling",
    "Task",
    "TaskNote",
    "Waiver",
]
