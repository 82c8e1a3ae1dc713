"""Rows as records of the cellar: of oversight by itself, and of the whole network with who judges it."""

from openmso.oversight.facts.held import judge_of, network_facts, seen_of
from openmso.oversight.facts.loading import RestlessNetworkError
from openmso.oversight.facts.tables import TABLES, records

__all__ = ["TABLES", "RestlessNetworkError", "judge_of", "network_facts", "records", "seen_of"]
