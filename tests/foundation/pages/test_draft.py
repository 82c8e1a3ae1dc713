"""A draft is kept in the session as it was posted, without the secret of the form, and goes when it is done with."""

from __future__ import annotations

from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import HttpRequest
from django.test import RequestFactory

from openmso.foundation.pages.draft import MOST, draft_of, drop_draft, keep_draft


def posted(session: SessionStore, **fields: object) -> HttpRequest:
    request = RequestFactory().post("/", {"csrfmiddlewaretoken": "secret", **fields})
    request.session = session
    return request


def test_a_draft_comes_back_as_it_was_posted() -> None:
    session = SessionStore()
    request = posted(session, why="trained", sites=["austin", "dallas"])
    assert draft_of(request, "a") is None
    keep_draft(request, "a")
    found = draft_of(request, "a")
    assert found is not None
    assert (found["why"], found.getlist("sites")) == ("trained", ["austin", "dallas"])
    assert "csrfmiddlewaretoken" not in found
    drop_draft(request, "a")
    drop_draft(request, "a")
    assert draft_of(request, "a") is None


def test_the_oldest_draft_goes_when_there_are_many() -> None:
    session = SessionStore()
    for number in range(MOST + 1):
        keep_draft(posted(session, why=str(number)), f"draft {number}")
    request = posted(session)
    assert draft_of(request, "draft 0") is None
    assert draft_of(request, "draft 1") is not None
