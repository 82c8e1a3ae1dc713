"""What is done in finance: evidence is entered, statements are drawn and answered, billed and paid."""

from openmso.finance.actions.billing import (
    SWEEP,
    enter_due,
    issue_invoice,
    record_transfer,
    reverse_transfer,
)
from openmso.finance.actions.evidence import enter_evidence, enter_with_document, take_evidence
from openmso.finance.actions.statements import (
    approve_statement,
    correct_statement,
    draw_statement,
    purpose_of,
    question_statement,
    send_statement,
)

__all__ = [
    "SWEEP",
    "approve_statement",
    "correct_statement",
    "draw_statement",
    "enter_due",
    "enter_evidence",
    "enter_with_document",
    "issue_invoice",
    "purpose_of",
    "question_statement",
    "record_transfer",
    "reverse_transfer",
    "send_statement",
    "take_evidence",
]
