"""Reading oversight: appointments, agreements, delegations, protocols, standing orders, and what was done."""

from openmso.oversight.queries.register import history, known, one, page

__all__ = ["history", "known", "one", "page"]
