"""What may be asked of launch: a demonstration network, and who of it signs in."""

from openmso.launch.queries.cast import DOMAIN, Member, cast
from openmso.launch.queries.drawing import Asked, Demonstration, Planted, drawn

__all__ = ["DOMAIN", "Asked", "Demonstration", "Member", "Planted", "cast", "drawn"]
