"""What somebody typed, kept in their session while they prove who they are; it comes back with the page."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, QueryDict

DRAFTS: Final = "openmso_drafts"
"""Where the session keeps drafts, by name."""
MOST: Final = 10
"""So many are kept; the oldest goes."""


def keep_draft(request: HttpRequest, name: str) -> None:
    """Keep what was posted, under a name."""
    typed = {field: values for field, values in request.POST.lists() if field != "csrfmiddlewaretoken"}
    others = {one: kept for one, kept in request.session.get(DRAFTS, {}).items() if one != name}
    request.session[DRAFTS] = dict([*others.items(), (name, typed)][-MOST:])


def draft_of(request: HttpRequest, name: str) -> QueryDict | None:
    """What is kept under a name, as it was posted; None if nothing is."""
    kept = request.session.get(DRAFTS, {}).get(name)
    if kept is None:
        return None
    found = QueryDict(mutable=True)
    for field, values in kept.items():
        found.setlist(field, values)
    return found


def drop_draft(request: HttpRequest, name: str) -> None:
    """Let go of a draft: what it asked for was done."""
    drafts = request.session.get(DRAFTS, {})
    if name in drafts:
        request.session[DRAFTS] = {one: kept for one, kept in drafts.items() if one != name}
