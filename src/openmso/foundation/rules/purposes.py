"""Which posts write what: a side is many people, and few of them keep a given record.

Whoever keeps licenses decides, in effect, who may delegate; whoever keeps shares, who owns. So not every hand of a side writes there.
Reading is not narrowed by post: every judgment reads the whole network, and must read the same for everybody.
"""

from __future__ import annotations

from typing import Final

from openmso.foundation.rules.sides import Post

GOVERNING: Final = frozenset({Post.MSO_OWNER, Post.OPERATOR, Post.COMPLIANCE, Post.PHYSICIAN_OWNER})
"""Organizations, who owns and who governs them."""

PLACING: Final = GOVERNING | {Post.CLINIC_MANAGER, Post.MEDICAL_DIRECTOR}
"""Sites, menus, registrations."""

CONTRACTING: Final = GOVERNING | {Post.FINANCE}
"""Management agreements."""

FINANCING: Final = frozenset({Post.MSO_OWNER, Post.OPERATOR, Post.FINANCE})
"""What a management company did in a month, what it is owed for it, its bills."""

PAYING: Final = FINANCING | {Post.PHYSICIAN_OWNER}
"""Transfers between entities, as the bank shows them."""

OWNING: Final = frozenset({Post.PHYSICIAN_OWNER})
"""What only an owner of the practice answers: the fee of a month."""

APPOINTING: Final = GOVERNING | {Post.HR, Post.MEDICAL_DIRECTOR}
"""The office of medical director."""

KEEPING_PEOPLE: Final = frozenset(
    {
        Post.MSO_OWNER,
        Post.OPERATOR,
        Post.COMPLIANCE,
        Post.HR,
        Post.CLINIC_MANAGER,
        Post.PHYSICIAN_OWNER,
        Post.MEDICAL_DIRECTOR,
    }
)
"""People, their licenses, certificates and experience; how they are engaged."""

SCREENING: Final = frozenset({Post.MSO_OWNER, Post.OPERATOR, Post.COMPLIANCE, Post.HR, Post.PHYSICIAN_OWNER})
"""Looks into exclusion lists, and exclusions."""

ROSTERING: Final = KEEPING_PEOPLE | {Post.FRONT_DESK, Post.NP, Post.PA}
"""Who works where and when."""

INSURING: Final = SCREENING | {Post.FINANCE}
"""Insurance."""

DECIDING: Final = frozenset({Post.PHYSICIAN_OWNER, Post.MEDICAL_DIRECTOR, Post.NP, Post.PA})
"""What medicine decides: agreements, delegations, protocols, orders, sign-offs, review."""
