"""Reading finance: statements with what became of them, evidence, bills and how old they are, what months show."""

from openmso.finance.access import sees_fees
from openmso.finance.queries.bills import Bill, Paid, bills, dues, transfers
from openmso.finance.queries.evidence import Kept, evidence_of
from openmso.finance.queries.statements import Stated, statement, statements
from openmso.finance.queries.watching import Measured, measures, watch

__all__ = [
    "Bill",
    "Kept",
    "Measured",
    "Paid",
    "Stated",
    "bills",
    "dues",
    "evidence_of",
    "measures",
    "sees_fees",
    "statement",
    "statements",
    "transfers",
    "watch",
]
