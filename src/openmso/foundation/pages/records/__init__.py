"""Records of any kind on pages: listed, read, entered, amended, ended, struck, and how each came to be.

The same for every kind of every room, as `foundation.api.records` is over HTTP. A room says nothing of its own: what a form asks for is
read off the record's annotations and `authority.facts.fields`; names come from the network itself.
"""

from openmso.foundation.pages.records.cabinet import Cabinet, Drawer
from openmso.foundation.pages.records.naming import Naming

__all__ = ["Cabinet", "Drawer", "Naming"]
