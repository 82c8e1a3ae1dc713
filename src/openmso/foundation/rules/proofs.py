"""How somebody proves anew who they are, and which proof is enough for what."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Method(StrEnum):
    """What a fresh proof rests on."""

    PASSWORD = "password"  # noqa: S105 - the word, not one
    TOTP = "totp"
    RECOVERY_CODE = "recovery_code"
    PASSKEY = "passkey"


ANY: Final = frozenset(Method)
STRONG: Final = frozenset({Method.TOTP, Method.PASSKEY})
"""Something in the hand of the person, not only something they know or have on paper."""
WEAKER: Final = frozenset({"cross", "token"})
"""Kinds of purpose for which the password is enough: they open nothing that the user may not do anyway."""


def enough_for(purpose: str) -> frozenset[Method]:
    """The methods that prove enough for a purpose, which is a kind and what it is about: `cross:business`, `sign:…`.

    What is not known to need less needs a strong one.
    """
    return ANY if purpose.partition(":")[0] in WEAKER else STRONG
