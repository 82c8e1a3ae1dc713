"""The law room's facts: files of law as the frozen statements and books of the core."""

from openmso.law.facts.book import read_pack, shipped
from openmso.law.facts.overlay import read_statements, statements_in
from openmso.law.facts.pack import Pack
from openmso.law.rules.problems import PackError, Problem

__all__ = ["Pack", "PackError", "Problem", "read_pack", "read_statements", "shipped", "statements_in"]
