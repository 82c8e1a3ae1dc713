"""Reading oversight: appointments, agreements, delegations, protocols, standing orders, and what was done.

`queries.standing`: who may do what, until when, and what hangs on whom. `queries.then`: the network as it was known at a moment.
"""

from openmso.oversight.queries.register import history, known, one, page

__all__ = ["history", "known", "one", "page"]
