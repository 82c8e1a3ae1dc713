"""What is kept so that the database alone cannot read it: sealed to its row and column; and blind marks by which it is found again.

Sealed with AES-GCM under the first key of `settings.SEALING_KEYS`, opened with any of them. What it is bound to (network, table, row, column) is
authenticated with it: bytes moved to another row do not open. A blind mark is a keyed hash: alike for alike text of one network, and of no
use without the key.
"""

from __future__ import annotations

import hmac
import secrets
from functools import cache
from hashlib import sha256
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

FORM: Final = b"\x01"
"""The first byte says how it is sealed."""
KEY_ID, NONCE, MARK = 8, 12, 32


class SealError(Exception):
    """It was sealed to another row, altered, or with a key that is not there any more."""


def seal(data: bytes, *, bound: str) -> bytes:
    """Seal bytes to what they are bound to, such as `network/table/row/column`."""
    key = _keys()[0]
    nonce = secrets.token_bytes(NONCE)
    return FORM + _id(key) + nonce + AESGCM(key).encrypt(nonce, data, bound.encode())


def unseal(sealed: bytes, *, bound: str) -> bytes:
    """Open what was sealed. Raises `SealError`."""
    form, id, rest = sealed[:1], sealed[1 : 1 + KEY_ID], sealed[1 + KEY_ID :]
    key = next((one for one in _keys() if _id(one) == id), None)
    if form != FORM or key is None:
        raise SealError("it was sealed with a key that is not among OPENMSO_SEALING_KEYS")
    try:
        return AESGCM(key).decrypt(rest[:NONCE], rest[NONCE:], bound.encode())
    except InvalidTag:
        raise SealError("it was sealed to another row, or altered") from None


def mark(network: UUID, text: str) -> str:
    """The blind mark of a text in a network, to be kept beside what is sealed."""
    return _mark(_keys()[0], network, text)


def marks(network: UUID, text: str) -> tuple[str, ...]:
    """Every mark that a text may have been kept under: one for each key."""
    return tuple(_mark(key, network, text) for key in _keys())


def _mark(key: bytes, network: UUID, text: str) -> str:
    return hmac.new(_derived(key, b"openmso blind mark"), network.bytes + text.encode(), sha256).hexdigest()[
        :MARK
    ]


def _keys() -> tuple[bytes, ...]:
    return tuple(_derived(one.encode(), b"openmso seal") for one in settings.SEALING_KEYS)


@cache
def _derived(key: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(key)


def _id(key: bytes) -> bytes:
    return sha256(b"openmso key id" + key).digest()[:KEY_ID]
