"""What is done in the workforce: the four verbs for its records, and the acts of the trade that take more than one."""

from openmso.workforce.actions.competencies import sign_off_competency, withdraw_competency
from openmso.workforce.actions.engagements import end_engagement, engage
from openmso.workforce.actions.licenses import (
    Status,
    record_license,
    reinstate_license,
    renew_license,
    suspend_license,
)
from openmso.workforce.actions.register import amend, end, enter, strike

__all__ = [
    "Status",
    "amend",
    "end",
    "end_engagement",
    "engage",
    "enter",
    "record_license",
    "reinstate_license",
    "renew_license",
    "sign_off_competency",
    "strike",
    "suspend_license",
    "withdraw_competency",
]
