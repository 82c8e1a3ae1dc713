"""Authority in bulk: a network compiled into arrays, and acts of the past audited by the million.

`compile_table` and `recompile` make a `Table`; `audit` judges acts by it, row by row as `decide` does; `rejects` names
rows that are no acts; `reasons_for` spells out why acts were stopped.
"""

from openmso.authority.batch.auditing import audit, rejects
from openmso.authority.batch.columns import ActsError
from openmso.authority.batch.compiling import compile_table, recompile
from openmso.authority.batch.judging import compiled_lookup
from openmso.authority.batch.reasons import act_of, reasons_for
from openmso.authority.batch.tables import Table

__all__ = [
    "ActsError",
    "Table",
    "act_of",
    "audit",
    "compile_table",
    "compiled_lookup",
    "reasons_for",
    "recompile",
    "rejects",
]
