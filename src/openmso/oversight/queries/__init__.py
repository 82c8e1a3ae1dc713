"""Reading oversight: appointments, agreements, delegations, protocols, standing orders, and what was done."""

from openmso.oversight.queries.register import one, page

__all__ = ["one", "page"]
