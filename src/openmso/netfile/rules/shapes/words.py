"""Kinds that several shapes use: references, codes of the law pack, sets of sites and procedures."""

from __future__ import annotations

from typing import Final

from openmso.netfile.rules.kinds.groups import Many
from openmso.netfile.rules.kinds.kind import Field
from openmso.netfile.rules.kinds.numbers import Day, Flag, Measure, Number, Whole
from openmso.netfile.rules.kinds.words import Lent, Ref, State, Text

TEXT: Final = Text()
AS_WRITTEN: Final = Text(as_written=True)
FLAG: Final = Flag()
DAY: Final = Day()
COUNT: Final = Whole(0)
PERCENT: Final = Number(0, 100, "a percent")
WHOLE_PERCENT: Final = Whole(0, 100)
MONEY: Final = Number(0, None, "an amount in dollars")
AMOUNT: Final = Number(0)
MILES: Final = Measure(0)
STATE: Final = State()

PERSON: Final = Ref(("people",))
ORGANIZATION: Final = Ref(("organizations",))
PARTY: Final = Ref(("people", "organizations"))
SITE: Final = Ref(("sites",))

ROLE: Final = Lent("roles", "a role", "[A-Z]+")
POST: Final = Lent("posts", "a role or a post", "[A-Za-z_]+")
PROCEDURE: Final = Lent("procedures", "a procedure")
PLACE: Final = Lent("places", "a place of service")
REGISTRATION_KIND: Final = Lent("", "a kind of registration")
CERTIFICATE_KIND: Final = Lent("", "a kind of certificate")
FORM: Final = Lent("", "a legal form, such as PLLC", "[A-Z][A-Z0-9_]*")
CODE: Final = Lent("", "a code", "[a-z][a-z0-9_]*")

PROCEDURES: Final = Many(PROCEDURE, least=1)
PROCEDURES_OR_ALL: Final = Many(PROCEDURE, unlimited=True, least=1)
SITES_OR_ALL: Final = Many(SITE, unlimited=True, least=1)
ROLES: Final = Many(ROLE, least=1)
DAYS: Final = Many(DAY, tuple)
AREAS: Final = Many(CODE)
POWERS: Final = Many(Lent("powers", "a reserved power", own=True))
DUTIES: Final = Many(Lent("duties", "a duty", own=True))

SITES: Final = Field(
    "sites", SITES_OR_ALL, "the sites it holds at, or all for every site of the practice", required=True
)
"""Where a paper or an engagement holds; must be said."""
