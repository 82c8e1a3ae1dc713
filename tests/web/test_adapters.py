"""Signing in: what is wrong stays outside, is counted, and is kept; nobody signs up; second factors are kept encrypted."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.core import mail
from django.db import connection
from django.test import Client, RequestFactory
from pytest_django import Settings

from openmso.foundation.models import User
from openmso.web.adapters import Factors, attempted_email, client_ip
from tests.foundation.company import Company
from tests.web.visits import (
    PASSWORD,
    code_of,
    enroll_app,
    prove_by_password,
    recovery_codes,
    sign_in,
    with_password,
)


@pytest.fixture
def rosa(lone_star: Company, visitor: Client) -> Client:
    """A browser at the sign-in page of Rosa, who has a password."""
    with_password(lone_star.users["rosa"])
    return visitor


def is_in(client: Client) -> bool:
    """Whether somebody is signed in."""
    return client.get("/seats/").status_code == 200


def test_the_right_password_signs_in_however_the_email_is_written(rosa: Client) -> None:
    answer = rosa.post("/accounts/login/", {"login": "ROSA@Example.com", "password": PASSWORD})
    assert answer.headers["Location"] == "/"
    assert is_in(rosa)
    assert AccessLog.objects.get().username == "rosa@example.com"


def test_without_an_identity_provider_none_is_offered(rosa: Client) -> None:
    assert b"Sign in by" not in rosa.get("/accounts/login/").content
    assert rosa.get("/accounts/oidc/sso/login/").status_code == 404


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("rosa@example.com", "wrong"),
        ("rosa@example.com", ""),
        ("rosa@example.com", PASSWORD.upper()),
        ("nobody@example.com", PASSWORD),
        ("mia@example.com", ""),  # has no password
        ("mia@example.com", "!"),
        ("", PASSWORD),
    ],
)
def test_the_wrong_one_does_not(rosa: Client, email: str, password: str) -> None:
    assert rosa.post("/accounts/login/", {"login": email, "password": password}).status_code == 200
    assert not is_in(rosa)


def test_what_is_said_does_not_tell_whether_the_email_is_known(rosa: Client) -> None:
    def said(email: str) -> str:
        page = rosa.post("/accounts/login/", {"login": email, "password": "wrong"}).content.decode()
        return re.sub(r'value="[^"]*"', "", page)

    assert said("rosa@example.com") == said("nobody@example.com")


def test_five_wrong_passwords_shut_the_address_even_for_the_right_one(rosa: Client) -> None:
    codes = [sign_in(rosa, "rosa", f"wrong {number}").status_code for number in range(5)]
    assert codes == [200, 200, 200, 200, 429]
    answer = sign_in(rosa, "rosa")
    assert answer.status_code == 429
    assert b"Too many attempts" in answer.content
    assert not is_in(rosa)
    assert sign_in(Client(REMOTE_ADDR="203.0.113.9"), "rosa").status_code == 429
    assert (
        rosa.post("/accounts/login/", {"login": "ROSA@example.com", "password": PASSWORD}).status_code == 429
    )


def test_who_else_signs_in_is_not_shut_out(rosa: Client, lone_star: Company) -> None:
    with_password(lone_star.users["mia"])
    for number in range(6):
        sign_in(rosa, "rosa", f"wrong {number}")
    assert sign_in(rosa, "mia").headers["Location"] == "/"


def test_after_a_quarter_of_an_hour_it_is_open_again(rosa: Client) -> None:
    for number in range(5):
        sign_in(rosa, "rosa", f"wrong {number}")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE axes_accessattempt SET attempt_time = attempt_time - interval '14 minutes'")
    assert sign_in(rosa, "rosa").status_code == 429
    with connection.cursor() as cursor:
        cursor.execute("UPDATE axes_accessattempt SET attempt_time = now() - interval '16 minutes'")
    assert sign_in(rosa, "rosa").headers["Location"] == "/"


def test_every_attempt_is_kept_and_no_password(rosa: Client) -> None:
    for number in range(7):
        sign_in(rosa, "rosa", f"wrong {number}")
    assert AccessFailureLog.objects.filter(username="rosa@example.com").count() >= 5
    kept = f"{list(AccessFailureLog.objects.values())} {list(AccessAttempt.objects.values())}"
    assert "rosa@example.com" in kept
    assert "wrong" not in kept


def test_signing_in_forgets_no_failure(rosa: Client) -> None:
    sign_in(rosa, "rosa", "wrong")
    sign_in(rosa, "rosa")
    assert AccessFailureLog.objects.filter(username="rosa@example.com").count() == 1
    assert not AccessAttempt.objects.exists()  # the count begins anew


def test_proving_with_wrong_passwords_counts_as_well(rosa: Client) -> None:
    sign_in(rosa, "rosa")
    for number in range(5):
        rosa.post("/accounts/reauthenticate/", {"password": f"wrong {number}"})
    assert sign_in(Client(), "rosa").status_code == 429


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("page", ["/accounts/signup/", "/accounts/email/", "/accounts/3rdparty/signup/"])
def test_nobody_signs_up_or_changes_the_address_they_are_known_by(
    rosa: Client, page: str, method: str
) -> None:
    new = {"email": "new@example.com", "password1": PASSWORD, "password2": PASSWORD, "action_add": ""}
    assert getattr(rosa, method)(page, new).status_code == 404
    sign_in(rosa, "rosa")
    assert getattr(rosa, method)(page, new).status_code == 404
    assert not User.objects.filter(email="new@example.com").exists()


@pytest.mark.parametrize("is_signed_in", [False, True])
def test_a_deactivated_user_is_nobody_from_the_next_request_on(
    rosa: Client, lone_star: Company, is_signed_in: bool
) -> None:
    if is_signed_in:
        sign_in(rosa, "rosa")
        assert is_in(rosa)
    as_owner("UPDATE foundation_user SET is_active = false")
    if not is_signed_in:
        sign_in(rosa, "rosa")
    assert not is_in(rosa)


def as_owner(statement: str) -> None:
    """What the role that signs in may not do."""
    with connection.cursor() as cursor:
        cursor.execute("RESET SESSION AUTHORIZATION")
        cursor.execute(statement)
        cursor.execute("SET LOCAL SESSION AUTHORIZATION openmso_app")


@pytest.mark.parametrize("is_signed_in", [False, True])
def test_in_production_users_of_the_demonstration_are_nobody(
    rosa: Client, settings: Settings, is_signed_in: bool
) -> None:
    as_owner("UPDATE foundation_user SET is_demo = true")
    if is_signed_in:
        sign_in(rosa, "rosa")
        assert is_in(rosa)
    settings.PRODUCTION = True
    if not is_signed_in:
        sign_in(rosa, "rosa")
    assert not is_in(rosa)


def test_changing_the_password_ends_the_other_sessions(rosa: Client) -> None:
    other, new = Client(), "a new and longer pass phrase"
    sign_in(rosa, "rosa")
    sign_in(other, "rosa")
    answer = rosa.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert answer.status_code == 302
    assert is_in(rosa)
    assert not is_in(other)
    assert sign_in(Client(), "rosa", new).headers["Location"] == "/"


@pytest.mark.parametrize("weak", ["short", "elevenchars", "qwertyuiop123", "rosa@example.com"])
def test_a_weak_password_is_refused(rosa: Client, weak: str) -> None:
    sign_in(rosa, "rosa")
    answer = rosa.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": weak, "password2": weak}
    )
    assert answer.status_code == 200
    assert sign_in(Client(), "rosa").headers["Location"] == "/"


def test_passwords_are_kept_as_argon2(rosa: Client) -> None:
    assert User.objects.get(email="rosa@example.com").password.startswith("argon2$argon2id$")


def link_in_letter() -> str:
    """The link of the one letter that was sent."""
    (letter,) = mail.outbox
    found = re.search(r"http://testserver(\S+)", str(letter.body))
    assert found
    return found[1]


def test_who_was_entered_sets_a_password_by_the_letter_to_their_address(rosa: Client) -> None:
    rosa.post("/accounts/password/reset/", {"email": "mia@example.com"})
    link = link_in_letter()
    form = rosa.get(link).headers["Location"]
    answer = rosa.post(form, {"password1": PASSWORD, "password2": PASSWORD})
    assert answer.status_code == 302
    assert sign_in(rosa, "mia").headers["Location"] == "/"


def test_a_letters_link_works_once(rosa: Client) -> None:
    rosa.post("/accounts/password/reset/", {"email": "mia@example.com"})
    link = link_in_letter()
    rosa.post(rosa.get(link).headers["Location"], {"password1": PASSWORD, "password2": PASSWORD})
    again = Client().get(link)
    assert again.status_code == 200
    assert b"password1" not in again.content


def test_an_unknown_address_gets_no_letter_and_the_same_answer(rosa: Client) -> None:
    known = rosa.post("/accounts/password/reset/", {"email": "rosa@example.com"})
    unknown = rosa.post("/accounts/password/reset/", {"email": "nobody@example.com"})
    assert (known.status_code, known.headers["Location"]) == (
        unknown.status_code,
        unknown.headers["Location"],
    )
    assert [letter.to for letter in mail.outbox] == [["rosa@example.com"]]


def test_with_an_app_a_password_is_half_the_way(rosa: Client) -> None:
    sign_in(rosa, "rosa")
    secret = enroll_app(rosa)
    fresh = Client()
    assert sign_in(fresh, "rosa").headers["Location"] == "/accounts/2fa/authenticate/"
    assert not is_in(fresh)
    assert fresh.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert not is_in(fresh)
    fresh.post("/accounts/2fa/authenticate/", {"code": code_of(secret, steps=1)})
    assert is_in(fresh)


def test_a_code_is_used_up_by_being_used(rosa: Client) -> None:
    sign_in(rosa, "rosa")
    secret = enroll_app(rosa)
    code = code_of(secret, steps=1)
    for expected in (True, False):
        fresh = Client()
        sign_in(fresh, "rosa")
        fresh.post("/accounts/2fa/authenticate/", {"code": code})
        assert is_in(fresh) is expected


def test_codes_are_not_guessed(rosa: Client) -> None:
    sign_in(rosa, "rosa")
    secret = enroll_app(rosa)
    fresh = Client()
    sign_in(fresh, "rosa")
    right = {code_of(secret, steps=steps) for steps in (-1, 0, 1, 2)}
    for code in [one for one in (f"{number:06}" for number in range(12)) if one not in right][:6]:
        fresh.post("/accounts/2fa/authenticate/", {"code": code})
    fresh.post("/accounts/2fa/authenticate/", {"code": code_of(secret, steps=1)})
    assert not is_in(fresh)


def test_a_recovery_code_signs_in_once(rosa: Client) -> None:
    sign_in(rosa, "rosa")
    enroll_app(rosa)
    codes = recovery_codes(rosa)
    assert len(codes) == 10
    for expected in (True, False):
        fresh = Client()
        sign_in(fresh, "rosa")
        fresh.post("/accounts/2fa/authenticate/", {"code": codes[0]})
        assert is_in(fresh) is expected


def test_recovery_codes_are_shown_once(rosa: Client) -> None:
    sign_in(rosa, "rosa")
    enroll_app(rosa)
    assert len(recovery_codes(rosa)) == 10
    assert recovery_codes(rosa) == []


def test_setting_up_or_taking_away_a_factor_takes_the_password_anew(rosa: Client) -> None:
    sign_in(rosa, "rosa")
    for page in (
        "/accounts/2fa/totp/activate/",
        "/accounts/2fa/webauthn/add/",
        "/accounts/2fa/recovery-codes/generate/",
    ):
        assert rosa.get(page).headers["Location"].startswith("/accounts/reauthenticate/")
    prove_by_password(rosa, "/seats/")
    assert rosa.get("/accounts/2fa/totp/activate/").status_code == 200


def test_the_secret_of_an_app_is_not_readable_in_the_database(rosa: Client) -> None:
    sign_in(rosa, "rosa")
    secret = enroll_app(rosa)
    kept = str(list(Authenticator.objects.values()))
    assert "secret" in kept
    assert secret not in kept


def test_an_earlier_secret_of_the_installation_still_reads_and_a_wrong_one_does_not(
    settings: Settings,
) -> None:
    from cryptography.fernet import InvalidToken

    settings.SECRET_KEY = "the first secret"  # noqa: S105 - of nobody outside the tests
    kept = Factors().encrypt("JBSWY3DPEHPK3PXP")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the second", ["the first secret"]
    assert Factors().decrypt(kept) == "JBSWY3DPEHPK3PXP"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(InvalidToken):
        Factors().decrypt(kept)


@pytest.mark.parametrize(
    ("tls", "forwarded", "expected"),
    [
        ("", "198.51.100.7", "127.0.0.1"),
        ("direct", "198.51.100.7", "127.0.0.1"),
        ("proxy", "198.51.100.7", "198.51.100.7"),
        ("proxy", "203.0.113.1, 198.51.100.7", "198.51.100.7"),  # the first is what a stranger wrote
        ("proxy", "", "127.0.0.1"),
    ],
)
def test_only_our_own_proxy_says_where_somebody_comes_from(
    settings: Settings, tls: str, forwarded: str, expected: str
) -> None:
    settings.TLS = tls
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    assert client_ip(RequestFactory().get("/", headers=headers)) == expected


def test_an_attempt_is_counted_by_email_without_regard_to_case() -> None:
    request = RequestFactory().post("/accounts/login/", {"login": " Rosa@Example.com"})
    assert attempted_email(request, None) == "rosa@example.com"
    assert attempted_email(request, {"email": "MIA@example.com"}) == "mia@example.com"
    assert attempted_email(None, {}) == ""
