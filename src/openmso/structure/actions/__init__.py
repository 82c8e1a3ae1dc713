"""What is done to the structure: the four verbs for its records, and the acts of the trade that take more than one."""

from openmso.structure.actions.msas import end_msa, sign_msa
from openmso.structure.actions.register import amend, end, enter, strike
from openmso.structure.actions.shares import Transfer, transfer_shares
from openmso.structure.actions.sites import Closed, Opened, close_site, open_site

__all__ = [
    "Closed",
    "Opened",
    "Transfer",
    "amend",
    "close_site",
    "end",
    "end_msa",
    "enter",
    "open_site",
    "sign_msa",
    "strike",
    "transfer_shares",
]
