"""What is done in the workforce: the four verbs for its records, and the acts of the trade that take more than one."""

from openmso.workforce.actions.arrivals import take_in, take_shown
from openmso.workforce.actions.competencies import sign_off_competency, withdraw_competency
from openmso.workforce.actions.engagements import end_engagement, engage
from openmso.workforce.actions.identities import identify
from openmso.workforce.actions.licenses import (
    Status,
    record_license,
    reinstate_license,
    renew_license,
    suspend_license,
)
from openmso.workforce.actions.matches import clear_match, confirm_match, record_reinstatement, reopen_match
from openmso.workforce.actions.monthly import OldListError, screen_monthly
from openmso.workforce.actions.notices import raise_notices
from openmso.workforce.actions.register import amend, end, enter, strike
from openmso.workforce.actions.roster import (
    Pattern,
    Planned,
    cancel_shift,
    clock_in,
    clock_out,
    copy_week,
    move_shift,
    plan_many,
    plan_shift,
    plan_week,
    restore_shift,
)
from openmso.workforce.actions.screening import Looked, screen
from openmso.workforce.actions.signing import sign_under_license
from openmso.workforce.actions.verification import Verified, record_verification

__all__ = [
    "Looked",
    "OldListError",
    "Pattern",
    "Planned",
    "Status",
    "Verified",
    "amend",
    "cancel_shift",
    "clear_match",
    "clock_in",
    "clock_out",
    "confirm_match",
    "copy_week",
    "end",
    "end_engagement",
    "engage",
    "enter",
    "identify",
    "move_shift",
    "plan_many",
    "plan_shift",
    "plan_week",
    "raise_notices",
    "record_license",
    "record_reinstatement",
    "record_verification",
    "reinstate_license",
    "renew_license",
    "reopen_match",
    "restore_shift",
    "screen",
    "screen_monthly",
    "sign_off_competency",
    "sign_under_license",
    "strike",
    "suspend_license",
    "take_in",
    "take_shown",
    "withdraw_competency",
]
