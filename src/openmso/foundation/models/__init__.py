"""Networks, users, seats, crossings of the line; and what every record of a network is made of."""

from openmso.foundation.models.people import Crossing, Seat, User
from openmso.foundation.models.records import Network, NetworkRecord, WallRegistry, walled

__all__ = ["Crossing", "Network", "NetworkRecord", "Seat", "User", "WallRegistry", "walled"]
