"""What the login role may do before anybody is an actor: sign people in, and nothing of any network.

The tables of signing in are the libraries' own. Each gets the narrowest grants with which sign-in works; users are not
made, renamed or made powerful by the login role, only their password and last sign-in change. Four functions run with
the owner's rights: a network by its slug, the seats of a user, a token by its digest, and entering a user by email.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from openmso.foundation.passes import network
from openmso.foundation.rules.sides import LOGIN_ROLE, SEARCHED, Side

CACHE: Final = "openmso_cache"
"""Short-lived counts and codes that all processes must share: how often somebody tried, which code is used up."""

FREELY: Final = "SELECT, INSERT, UPDATE, DELETE"
GRANTS: Final[dict[str, str]] = {
    "foundation_user": "SELECT, UPDATE (password, last_login)",
    "django_session": FREELY,
    CACHE: FREELY,
    "account_emailaddress": "SELECT, INSERT, UPDATE",
    "mfa_authenticator": FREELY,
    "socialaccount_socialapp": "SELECT",
    "socialaccount_socialaccount": "SELECT, INSERT, UPDATE",
    "socialaccount_socialtoken": "SELECT",
    "usersessions_usersession": FREELY,
    "axes_accessattempt": FREELY,
    "axes_accessattemptexpiration": FREELY,
    "axes_accessfailurelog": "SELECT, INSERT",
    "axes_accesslog": "SELECT, INSERT, UPDATE (logout_time)",
}
"""The tables of signing in, and what the login role may do to each."""

USERS: Final = "foundation_user"
COLLEAGUES: Final = "id, email, name"
"""What a side sees of the users who have, or had, a seat in its network; of others nothing."""

SEATS = f"""
CREATE OR REPLACE FUNCTION openmso_seats(who uuid, today date)
RETURNS TABLE (seat uuid, network uuid, slug text, name text, post text, organization text, person text, crossed_to text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {SEARCHED} AS $$
    SELECT s.id, s.network_id, n.slug, n.name, s.post, s.organization, s.person, coalesce((
        SELECT c.to_side FROM foundation_crossing c WHERE c.network_id = s.network_id AND c.user_id = s.user_id
        ORDER BY c.at DESC, c.id DESC LIMIT 1
    ), '')
    FROM foundation_seat s JOIN foundation_network n ON n.id = s.network_id JOIN foundation_user u ON u.id = s.user_id
    WHERE s.user_id = who AND u.is_active AND s.since <= today AND (s.until IS NULL OR s.until > today)
    ORDER BY n.slug, s.since, s.id
$$
"""  # noqa: S608 - built from constants only

BEARER = f"""
CREATE OR REPLACE FUNCTION openmso_token(wanted text)
RETURNS TABLE (token uuid, who uuid, demo boolean, seat uuid, side text, scopes text[], used_on date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = {SEARCHED} AS $$
    SELECT t.id, t.user_id, u.is_demo, t.seat_id, t.side, t.scopes::text[], t.last_used_on
    FROM foundation_token t JOIN foundation_user u ON u.id = t.user_id
    WHERE t.digest = wanted AND t.revoked_at IS NULL AND t.expires_at > now() AND u.is_active
$$
"""  # noqa: S608 - built from constants only

ENTERERS: Final = (Side.BUSINESS, Side.CLINICAL, Side.SYSTEM)
ENTER_USER = f"""
CREATE OR REPLACE FUNCTION openmso_user(wanted text, called text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {SEARCHED} AS $$
DECLARE found uuid;
BEGIN
    IF {network(*ENTERERS)} IS NULL THEN
        RAISE EXCEPTION 'users are entered by somebody' USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO foundation_user (email, name, password, is_active, is_staff, is_superuser, is_demo)
    VALUES (lower(wanted), called, '!', true, false, false, false) ON CONFLICT (email) DO NOTHING;
    SELECT id INTO found FROM foundation_user WHERE email = lower(wanted);
    RETURN found;
END $$
"""  # noqa: S608 - built from constants only
"""A user for an email, made without a password if there is none: they set it by the letter they get."""

READ_BY_FUNCTIONS: Final = ("foundation_seat", "foundation_crossing", "foundation_token")


def statements() -> Iterator[str]:
    """The SQL of the doorstep, in order; running it twice is harmless. Follows that of the walled tables."""
    for table, may in GRANTS.items():
        yield f"REVOKE ALL ON {table} FROM PUBLIC"
        for role in (LOGIN_ROLE, *(side.database_role for side in Side)):
            yield f"REVOKE ALL ON {table} FROM {role}"
        yield f"GRANT {may} ON {table} TO {LOGIN_ROLE}"
    yield from _of_users()
    for table in READ_BY_FUNCTIONS:
        # Row security is forced on the owner, too; the functions run as the owner.
        yield f"DROP POLICY IF EXISTS owner ON {table}"
        yield f"CREATE POLICY owner ON {table} FOR SELECT TO CURRENT_USER USING (true)"
    yield from (SEATS, BEARER, ENTER_USER)
    yield from _callable("openmso_seats(uuid, date)", LOGIN_ROLE)
    yield from _callable("openmso_token(text)", LOGIN_ROLE)
    for side in ENTERERS:
        yield from _callable("openmso_user(text, text)", side.database_role)


def _of_users() -> Iterator[str]:
    yield f"ALTER TABLE {USERS} ENABLE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {USERS} FORCE ROW LEVEL SECURITY"
    for policy in ("owner", "signing_in", "colleagues"):
        yield f"DROP POLICY IF EXISTS {policy} ON {USERS}"
    yield f"CREATE POLICY owner ON {USERS} TO CURRENT_USER USING (true) WITH CHECK (true)"
    yield f"CREATE POLICY signing_in ON {USERS} TO {LOGIN_ROLE} USING (true)"
    sides = ", ".join(side.database_role for side in Side)
    seated = f"EXISTS (SELECT FROM foundation_seat s WHERE s.user_id = {USERS}.id)"
    yield f"CREATE POLICY colleagues ON {USERS} FOR SELECT TO {sides} USING ({seated})"
    yield f"GRANT SELECT ({COLLEAGUES}) ON {USERS} TO {sides}"


def _callable(function: str, role: str) -> Iterator[str]:
    yield f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC"
    yield f"GRANT EXECUTE ON FUNCTION {function} TO {role}"
