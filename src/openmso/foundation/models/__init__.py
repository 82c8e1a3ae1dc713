"""Networks, users, seats, proofs, crossings of the line, tokens; and what every record of a network is made of."""

from openmso.foundation.models.answers import Answered
from openmso.foundation.models.people import User
from openmso.foundation.models.records import Network, NetworkRecord, WallRegistry, walled
from openmso.foundation.models.seats import Crossing, Seat, StepUp
from openmso.foundation.models.tokens import Token

__all__ = [
    "Answered",
    "Crossing",
    "Network",
    "NetworkRecord",
    "Seat",
    "StepUp",
    "Token",
    "User",
    "WallRegistry",
    "walled",
]
