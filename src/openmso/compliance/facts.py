"""The closed words of agreements and appointments that controls read, each with what it means.

Apart from `queries`, so that whoever reads a network file need not load every control.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from openmso.compliance.rules.clauses import CLAUSES, DUTIES, RESERVED_POWERS

__all__ = ["CLAUSE_CODES", "DUTIES", "RESERVED_POWERS"]

CLAUSE_CODES: Final[Mapping[str, str]] = {clause.code: clause.says for clause in CLAUSES}
"""What a management agreement's clause codes provide, in words."""
