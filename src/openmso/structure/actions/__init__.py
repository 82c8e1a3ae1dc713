"""What is done to the structure: the four verbs for its records, and the acts of the trade that take more than one."""

from openmso.structure.actions.msas import amend_msa, end_msa, sign_msa
from openmso.structure.actions.register import amend, end, enter, strike
from openmso.structure.actions.rooms import (
    ROOM_KINDS,
    add_device,
    add_room,
    device_serves,
    retire,
    service_device,
)
from openmso.structure.actions.shares import Transfer, transfer_shares
from openmso.structure.actions.sites import Closed, Opened, close_site, open_site

__all__ = [
    "ROOM_KINDS",
    "Closed",
    "Opened",
    "Transfer",
    "add_device",
    "add_room",
    "amend",
    "amend_msa",
    "close_site",
    "device_serves",
    "end",
    "end_msa",
    "enter",
    "open_site",
    "retire",
    "service_device",
    "sign_msa",
    "strike",
    "transfer_shares",
]
