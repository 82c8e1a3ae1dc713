"""Tables of compliance: binders that were asked for, decisions that are the physicians' own, and what is done about findings."""

from openmso.compliance.models.binders import Binder, BinderFile
from openmso.compliance.models.mending import ControlRule, Task, TaskNote, Waiver
from openmso.compliance.models.mocking import MockAudit
from openmso.compliance.models.postings import Posting
from openmso.compliance.models.separation import Proposal, Ruling

__all__ = [
    "Binder",
    "BinderFile",
    "ControlRule",
    "MockAudit",
    "Posting",
    "Proposal",
    "Ruling",
    "Task",
    "TaskNote",
    "Waiver",
]
