"""The closed words, for whoever reads a network file."""

from openmso.compliance import facts, queries
from openmso.compliance.rules.clauses import CLAUSES


def test_every_clause_has_its_words() -> None:
    assert list(facts.CLAUSE_CODES) == [clause.code for clause in CLAUSES]
    assert facts.CLAUSE_CODES["change_of_law"] == "what happens when the law changes"


def test_queries_hand_out_the_same_words() -> None:
    assert queries.CLAUSE_CODES is facts.CLAUSE_CODES
    assert queries.RESERVED_POWERS is facts.RESERVED_POWERS
    assert queries.DUTIES is facts.DUTIES
