"""The pass of a transaction: who acts, where, on which side and why, signed by the product and checked by the database.

Roles and settings of a transaction are chosen by the connection, so whoever gets SQL of theirs into a request could choose others. A
pass they cannot make: it is signed with a key that only the product's processes and a table of the owner know, for one process of the
server and some minutes. Row policies, history and the functions of the wall take network, actor, post and side from it and
from nowhere else. Why it is so: decision 23.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from time import time
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

from openmso.foundation.rules.sides import LOGIN_ROLE, SEARCHED, Side

SETTING: Final = "openmso.pass"
KEYS: Final = "openmso_passkey"
"""The table of keys. Nobody but the owner may read it, and no backup holds it: `openmso up` writes it."""
MINUTES: Final = 5
"""How long after a pass was made a transaction may begin with it. The clocks of product and database may differ by as much."""
ANY: Final = "any"
"""Whatever side a pass is for."""
ID, MAC, BLOCK = 16, 64, 64
"""Characters of the name of a key and of a signature, and bytes of a block of SHA-256."""

TABLE: Final = f"""
CREATE TABLE IF NOT EXISTS {KEYS} (id text PRIMARY KEY, inside bytea NOT NULL, outside bytea NOT NULL)
"""

# HMAC-SHA256, with the two keys of a block already made. What was given is compared by digests that nobody without the
# key can foresee, so that the time of comparing tells nothing. `sides`: for which sides the pass must be, with spaces.
CHECK: Final = f"""
CREATE OR REPLACE FUNCTION openmso_pass(sides text) RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = {SEARCHED} AS $$
DECLARE
    given text := current_setting('{SETTING}', true);
    said text := substr(given, {ID + MAC + 1});
    key {KEYS}%ROWTYPE;
    told jsonb;
BEGIN
    IF coalesce(given, '') = '' THEN
        RETURN NULL;
    END IF;
    SELECT * INTO key FROM {KEYS} WHERE id = left(given, {ID});
    IF NOT FOUND OR sha256(key.outside || convert_to(substr(given, {ID + 1}, {MAC}), 'UTF8')) <> sha256(key.outside || convert_to(
        encode(sha256(key.outside || sha256(key.inside || convert_to(said, 'UTF8'))), 'hex'), 'UTF8'))
    THEN
        RETURN NULL;
    END IF;
    told := said::jsonb;
    IF (told ->> 'process')::int <> pg_backend_pid() OR to_timestamp((told ->> 'until')::bigint) < now()
        OR (sides <> '{ANY}' AND told ->> 'side' <> ALL (string_to_array(sides, ' ')))
    THEN
        RETURN NULL;
    END IF;
    RETURN told;
END $$
"""  # noqa: S608 - built from constants only
"""The facts of the transaction's pass; null without one, with a forged one, another process's, an old one, another side's."""


def told(name: str, sides: str = ANY) -> str:
    """A fact of the pass as SQL, null if there is none. The database works it out once for each statement, not for each row."""
    return f"(SELECT nullif(openmso_pass('{sides}') ->> '{name}', ''))"


def network(*sides: Side) -> str:
    """The network of the pass as SQL, if the pass is for one of these sides (for any, if none is named)."""
    return f"(SELECT (openmso_pass('{' '.join(sides) or ANY}') ->> 'network')::uuid)"


def signed(facts: Mapping[str, str], *, process: int) -> str:
    """A pass with these facts, for the process of the server with this number."""
    said = json.dumps({**facts, "process": process, "until": int(time()) + 60 * MINUTES}, ensure_ascii=False)
    key = _key(settings.SECRET_KEY)
    return f"{_name(key)}{hmac.new(key, said.encode(), sha256).hexdigest()}{said}"


def statements() -> Iterator[str]:
    """The SQL of passes, in order; running it twice is harmless."""
    roles = ", ".join([LOGIN_ROLE, *(side.database_role for side in Side)])
    yield TABLE
    yield f"REVOKE ALL ON {KEYS} FROM PUBLIC, {roles}"
    yield CHECK
    yield "REVOKE ALL ON FUNCTION openmso_pass(text) FROM PUBLIC"
    yield f"GRANT EXECUTE ON FUNCTION openmso_pass(text) TO {roles}"


def write_keys(using: str = DEFAULT_DB_ALIAS) -> None:
    """Let the database know the key by which this product signs, and the earlier ones that are still named; no others.

    Needs the owner's connection.
    """
    keys = [_key(one) for one in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    rows = [(_name(key), _padded(key, 0x36), _padded(key, 0x5C)) for key in keys]
    with connections[using].cursor() as cursor:
        cursor.executemany(f"INSERT INTO {KEYS} VALUES (%s, %s, %s) ON CONFLICT (id) DO NOTHING", rows)  # noqa: S608 - a constant
        cursor.execute(f"DELETE FROM {KEYS} WHERE id <> ALL (%s)", [[name for name, *_ in rows]])  # noqa: S608 - a constant


@cache
def _key(secret: str) -> bytes:
    """The key of passes, of which nothing leads back to the secret, nor to other keys made from it."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"openmso passes").derive(secret.encode())


def _name(key: bytes) -> str:
    return sha256(b"name:" + key).hexdigest()[:ID]


def _padded(key: bytes, pad: int) -> bytes:
    return bytes(one ^ pad for one in key.ljust(BLOCK, b"\0"))
