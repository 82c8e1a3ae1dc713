"""What is sealed opens where it belongs and nowhere else; a mark tells nothing without the key."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from openmso.foundation.sealed import SealError, mark, marks, seal, unseal

ONE, OTHER = UUID(int=1), UUID(int=2)


def test_it_opens_where_it_belongs_and_nowhere_else() -> None:
    sealed = seal(b"Wren Lark", bound="n/care_outside/a/raw")
    assert unseal(sealed, bound="n/care_outside/a/raw") == b"Wren Lark"
    assert b"Lark" not in sealed
    with pytest.raises(SealError, match="another row"):
        unseal(sealed, bound="n/care_outside/b/raw")


def test_one_changed_byte_is_seen() -> None:
    sealed = bytearray(seal(b"Wren Lark", bound="a"))
    sealed[-1] ^= 1
    with pytest.raises(SealError):
        unseal(bytes(sealed), bound="a")


def test_the_same_sealed_twice_looks_otherwise() -> None:
    assert seal(b"Wren Lark", bound="a") != seal(b"Wren Lark", bound="a")


def test_a_new_key_opens_what_the_old_one_sealed_until_it_is_gone(settings: Any) -> None:
    settings.SEALING_KEYS = ["old"]
    sealed, known = seal(b"Wren Lark", bound="a"), mark(ONE, "lark")
    settings.SEALING_KEYS = ["new", "old"]
    assert unseal(sealed, bound="a") == b"Wren Lark"
    assert known in marks(ONE, "lark")
    assert mark(ONE, "lark") != known
    settings.SEALING_KEYS = ["new"]
    with pytest.raises(SealError, match="OPENMSO_SEALING_KEYS"):
        unseal(sealed, bound="a")


def test_a_mark_is_alike_in_one_network_only() -> None:
    assert mark(ONE, "lark") == mark(ONE, "lark")
    assert mark(ONE, "lark") != mark(OTHER, "lark")
    assert mark(ONE, "lark") != mark(ONE, "Lark")
