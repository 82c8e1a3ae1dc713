"""Bringing in what another system sends, and saying what its codes and places are here."""

from openmso.care.actions.exchange.linking import Linked, take_up
from openmso.care.actions.exchange.meanings import map_code, place_outside
from openmso.care.actions.exchange.taking import Taken, lay_before, take_in

__all__ = ["Linked", "Taken", "lay_before", "map_code", "place_outside", "take_in", "take_up"]
