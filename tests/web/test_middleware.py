"""Every answer is strict about what its page may do, and nothing is there for strangers but the way in."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import Settings

from openmso.web.middleware import content_policy
from tests.foundation.company import Company
from tests.web.visits import enroll_app, prove_by_password, sign_in, take, with_password

FOR_STRANGERS = {
    "components/",  # there while developing only
    "favicon.ico",  # leads to the icon
    "accounts/login/",
    "accounts/logout/",
    "accounts/inactive/",
    "accounts/signup/",  # answers that it is not there
    "accounts/email/",
    "accounts/3rdparty/signup/",
    "accounts/password/reset/",
    "accounts/password/reset/done/",
    "accounts/password/reset/key/done/",
    "accounts/2fa/authenticate/",
    "accounts/2fa/webauthn/login/",
    "accounts/3rdparty/login/cancelled/",
    "accounts/3rdparty/login/error/",
    "accounts/confirm-email/",
    "accounts/login/code/confirm/",
    "accounts/2fa/webauthn/signup/",
    "accounts/social/login/cancelled/",
    "accounts/social/login/error/",
    "accounts/social/signup/",
    "accounts/social/connections/",
}
"""What answers a stranger with something else than the way to the sign-in page."""


def pages(patterns: list[URLPattern | URLResolver], before: str = "") -> list[str]:
    """Every address without parameters."""
    found: list[str] = []
    for one in patterns:
        path = before + str(one.pattern)
        if isinstance(one, URLResolver):
            found += pages(one.url_patterns, path)
        elif not re.search(r"[<(^]", path):
            found.append(path)
    return found


PROGRAMS = ("api/", "fhir/")
"""Where programs ask, who are told in their own way that they are strangers."""
PAGES = sorted({page for page in pages(get_resolver().url_patterns) if not page.startswith(PROGRAMS)})


def test_there_are_pages_to_try() -> None:
    assert {"seats/", "step-up/", "accounts/2fa/", "accounts/sessions/"} <= set(PAGES)


@pytest.mark.parametrize("page", [page for page in PAGES if page not in FOR_STRANGERS])
def test_a_stranger_is_sent_to_sign_in(visitor: Client, page: str) -> None:
    for answer in (visitor.get(f"/{page}"), visitor.post(f"/{page}")):
        assert answer.status_code == 302, answer.content
        assert answer.headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("page", sorted(FOR_STRANGERS))
def test_what_is_there_for_strangers_has_strict_headers_and_no_errors(visitor: Client, page: str) -> None:
    answer = visitor.get(f"/{page}")
    assert answer.status_code in (200, 301, 302, 404, 405)
    assert strict(answer.headers["Content-Security-Policy"])


def strict(policy: str) -> bool:
    """Whether a policy lets in nothing but our own, and no script or style inside a page."""
    parts = dict(part.split(" ", 1) for part in policy.split("; "))
    return (
        parts["default-src"] == "'none'"
        and parts["script-src"] == parts["style-src"] == parts["form-action"] == "'self'"
        and parts["frame-ancestors"] == parts["base-uri"] == "'none'"
        and "unsafe" not in policy
    )


def test_every_answer_says_what_its_page_may_do(visitor: Client) -> None:
    headers = visitor.get("/accounts/login/").headers
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "no-store" in headers["Cache-Control"]
    assert "camera=()" in headers["Permissions-Policy"]
    assert strict(visitor.get("/nowhere/").headers["Content-Security-Policy"])


def test_forms_may_lead_to_the_identity_provider_if_there_is_one(settings: Settings) -> None:
    assert "form-action 'self';" in content_policy()
    settings.OIDC_ISSUER = "https://identity.example:8443/realms/mso"
    assert "form-action 'self' https://identity.example:8443;" in content_policy()


def walked(client: Client, page: str) -> str:
    """A page's text, wherever it leads."""
    return client.get(page, follow=True).content.decode()


def test_no_page_has_script_or_style_of_its_own_inside(lone_star: Company, visitor: Client) -> None:
    """The policy would stop it; better it is not there."""
    with_password(lone_star.users["ada"])
    texts = [walked(visitor, "/accounts/login/"), walked(visitor, "/accounts/password/reset/")]
    sign_in(visitor, "ada")
    take(visitor, lone_star.seats["ada"], "clinical")
    prove_by_password(visitor, "/seats/")
    texts += [walked(visitor, f"/{page}") for page in PAGES if "logout" not in page and page != "favicon.ico"]
    enroll_app(visitor)
    texts += [walked(visitor, f"/{page}") for page in PAGES if "logout" not in page and page != "favicon.ico"]
    for text in texts:
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text)
        for script in re.findall(r"<script([^>]*)>([^<]*)", text):
            assert "src=" in script[0] or 'type="application/json"' in script[0], script
        assert not re.search(r'(src|action)="(https?:)?//|<link[^>]*href="(https?:)?//', text)
        for away in re.findall(r'<a [^>]*href="https?://[^>]*>', text):
            assert 'rel="noreferrer"' in away, (
                away
            )  # sources of law lie elsewhere, and are not told who reads


def test_static_files_are_served_and_may_be_kept(visitor: Client) -> None:
    for name in ("openmso.css", "mfa/js/webauthn.js"):
        answer = visitor.get(f"/static/{name}")
        assert answer.status_code == 200
        assert answer.getvalue()
        assert "no-store" not in answer.headers["Cache-Control"]
        answer.close()


def test_below_the_api_nothing_leads_to_the_sign_in_page(visitor: Client) -> None:
    assert visitor.get("/api/nowhere/").status_code == 404
