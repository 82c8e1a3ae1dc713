"""The words in which credentialing is asked and answers, for the ways in: what may be chosen, what comes back, what is refused."""

from openmso.workforce.files.sheets import UnknownColumnsError
from openmso.workforce.rules.arrivals import Change, Plan
from openmso.workforce.rules.days import Order
from openmso.workforce.rules.lead_times import Lapse
from openmso.workforce.rules.rejects import Reject, UnreadableError
from openmso.workforce.rules.screening import Allowance, Scope, State
from openmso.workforce.rules.verification import Discrepancy, Seen, Source

__all__ = [
    "Allowance",
    "Change",
    "Discrepancy",
    "Lapse",
    "Order",
    "Plan",
    "Reject",
    "Scope",
    "Seen",
    "Source",
    "State",
    "UnknownColumnsError",
    "UnreadableError",
]
