"""Reading the structure: organizations, owners, officers, sites, menus, registrations, management agreements."""

from openmso.structure.queries.register import history, known, one, page
from openmso.structure.queries.sites import sites_of

__all__ = ["history", "known", "one", "page", "sites_of"]
