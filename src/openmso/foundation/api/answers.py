"""What the API answers: JSON in UTF-8, a record with its version as ETag, a page with the way to the next one, rows as CSV."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import astuple, fields
from io import StringIO
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from openmso.foundation.api.shapes import to_json
from openmso.foundation.register import Kept, Page


def reply(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> HttpResponse:  # noqa: ANN401 - any JSON
    """A value as JSON."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(text, status=status, content_type="application/json", headers=headers)


def etag(version: str) -> str:
    """A version as HTTP writes it."""
    return f'"{version}"'


def one(kept: Kept[Any], status: int = 200, *, at: str = "") -> HttpResponse:
    """A record with its version; `at`: where it can be read from now on."""
    headers = {"ETag": etag(kept.version), **({"Location": at} if at else {})}
    return reply(to_json(kept.record), status, headers)


def one_unless_seen(kept: Kept[Any], seen: str | None) -> HttpResponse:
    """A record, or that it is what was seen already."""
    if is_seen(etag(kept.version), seen):
        return HttpResponseNotModified(headers={"ETag": etag(kept.version)})
    return one(kept)


def is_seen(tag: str, seen: str | None) -> bool:
    """Whether `If-None-Match` names this tag."""
    known = {one.strip().removeprefix("W/") for one in (seen or "").split(",")}
    return not known.isdisjoint({tag, "*"})


def several(request: HttpRequest, page: Page[Any]) -> HttpResponse:
    """A page of records, each with its version."""
    items = [{"version": kept.version, "record": to_json(kept.record)} for kept in page.items]
    return reply({"items": items, "next": following(request, page.next)})


def following(request: HttpRequest, after: str | None) -> str | None:
    """The address of the page that begins after this one, asked as this one was; None behind the last."""
    if after is None:
        return None
    return f"{request.path}?{urlencode({**request.GET.dict(), 'after': after})}"


def table(kind: type, rows: Iterable[Any]) -> HttpResponse:
    """Records of a kind as CSV: a heading with the names of the fields, then a row for each."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([one.name for one in fields(kind)])
    writer.writerows(astuple(row) for row in rows)
    return HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
