"""Files as bodies: streamed to the disk within a limit, then read by a question or an act, which is handed the path.

What else the function takes stands in the query. A file is the whole body and never a part of one: nothing is decoded on the way.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, get_type_hints

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from openmso.foundation.actor import Actor
from openmso.foundation.api import answers, asking, problems
from openmso.foundation.api.description import about, may_fail
from openmso.foundation.api.once import once
from openmso.foundation.api.problems import WRITES, ProblemError, wrong
from openmso.foundation.api.results import result_of, told
from openmso.foundation.api.taken import arguments_of, query_of
from openmso.foundation.door import WrongHandsError
from openmso.foundation.register import RefusedError
from openmso.foundation.rules.sides import Side

Function = Callable[..., Any]
CHUNK: Final = 256 * 1024
NAME: Final = "the file"
"""What readers call it when they refuse it."""
ANY: Final = "application/octet-stream"
"""Stands for every media type."""
FORMS: Final = frozenset({"multipart/form-data", "application/x-www-form-urlencoded"})
"""Bodies that hold a file, or none, and are not one."""
CSV: Final = "text/csv"


@dataclass(frozen=True, slots=True)
class Received:
    """A file that came, for as long as the request lasts. `digest` is the SHA-256 of its bytes."""

    path: Path
    digest: bytes


@dataclass(frozen=True, slots=True)
class Taking:
    """What files a route takes: the setting with the most bytes, and examples by media type."""

    limit: str
    examples: Mapping[str, str]

    @property
    def most(self) -> int:
        """The most bytes, as the installation says now."""
        most: int = getattr(settings, self.limit)
        return most


@contextmanager
def received(request: HttpRequest, taking: Taking) -> Iterator[Received]:
    """The body as a file in a folder of its own, which goes when the block ends.

    Raises the problems `not-json` for another media type, `too-large` before or while it is read, `invalid` if less came than was said.
    """
    said = request.content_type or ""
    if said in FORMS or (said not in taking.examples and ANY not in taking.examples):
        named = "the file itself" if ANY in taking.examples else " or ".join(taking.examples)
        raise ProblemError(problems.NO_JSON, [wrong("header.Content-Type", "is another one", named)])
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    if length > taking.most:
        what = f"{length:,} bytes are more than {taking.most:,}"
        raise ProblemError(problems.TOO_LARGE, [wrong("body", what, "send less at once")])
    with TemporaryDirectory(prefix="openmso-") as folder:
        path, digest, size = Path(folder) / NAME, sha256(), 0
        with path.open("xb") as file:
            while chunk := request.read(CHUNK):
                size += len(chunk)
                digest.update(chunk)
                file.write(chunk)
        if size != length:
            what = f"{size:,} bytes came, and {length:,} were announced"
            raise ProblemError(problems.INVALID, [wrong("body", what, "send the whole file")])
        if not size:
            mend = "send the file as the body, with its Content-Length"
            raise ProblemError(problems.REFUSED, [wrong("body", "is empty", mend)])
        yield Received(path, digest.digest())


@dataclass(frozen=True, slots=True)
class OnFile:
    """A question or an act of a room that takes a file, as `file` its path, and from which sides."""

    room: str
    function: Function
    taking: Taking
    sides: Collection[Side]

    @property
    def shape(self) -> Any:  # noqa: ANN401 - made at run time
        """The shape of what stands in the query."""
        return query_of(self.function, "file")

    @property
    def known(self) -> tuple[str, ...]:
        """The names that may stand in the query."""
        return tuple(self.shape.model_fields)

    def by(self, request: HttpRequest, verb: str) -> Actor:
        """Who asks, before a byte of the file is read."""
        by = asking.asking(request, self.room, verb)
        if by.side not in self.sides:
            said = self.function.__name__.replace("_", " ")
            raise WrongHandsError(f"{said} is not for the {by.side} side")
        hints = get_type_hints(self.function).items()
        asking.known_only(request, self.known, [name for name, hint in hints if hint == tuple[str, ...]])
        return by

    def add(self, router: Router, view: Function, description: str, said: dict[str, Any]) -> None:
        """Add the route."""
        name = self.function.__name__
        shape: Any = self.shape
        if self.known:
            view.__annotations__["asked"] = Query[shape]  # type: ignore[misc] # made at run time
        router.post(
            f"/{name.replace('_', '-')}",
            response=result_of(get_type_hints(self.function)["return"]),
            operation_id=f"{self.room}_{name}",
            summary=name.replace("_", " ").capitalize(),
            description=description,
            url_name=f"{self.room}-{name}",
            openapi_extra=said,
        )(view)


def consult_file(
    router: Router, one: OnFile, *, rows: tuple[type, Callable[[Any], Iterable[Any]]] | None = None
) -> None:
    """Add a route that answers a question about a file: `POST`, and nothing is written.

    `rows`: a kind of record, and those of the answer that whoever prefers CSV is given.
    """

    def unasked(request: HttpRequest) -> HttpResponse:
        return view(request, None)

    def view(request: HttpRequest, asked: Any) -> HttpResponse:  # noqa: ANN401 - made at run time
        by = one.by(request, "read")
        given = arguments_of(one.function, asked, "query") if one.known else {}
        with received(request, one.taking) as came, _placed(one.known):
            found = one.function(by, file=came.path, **given)
        if rows is not None and request.get_preferred_type(["application/json", CSV]) == CSV:
            return answers.table(rows[0], rows[1](found))
        return answers.reply(told(found))

    kinds = (problems.INVALID, problems.TOO_LARGE, problems.NO_JSON, problems.REFUSED, problems.NOT_THERE)
    said = _said(one.taking, kinds)
    if rows is not None:
        said["responses"][200] = {"content": {CSV: {"schema": {"type": "string"}}}}
    more = f"{about(one.function)}\n\nNothing is written: no reason and no key is wanted."
    one.add(router, view if one.known else unasked, more, said)


def act_on_file(router: Router, one: OnFile) -> None:
    """Add a route for something that is done with a file."""

    def view(
        request: HttpRequest,
        *,
        asked: Any,  # noqa: ANN401 - made at run time
        why: asking.Why,
        key: asking.Key = None,
    ) -> HttpResponse:
        del key  # read where the answer is kept
        by = one.by(request, "write")
        given, reason = arguments_of(one.function, asked, "query"), asking.reason(why)
        with received(request, one.taking) as came, _placed(one.known):
            return once(
                request,
                by=by,
                why=reason,
                do=lambda: answers.reply(told(one.function(by=by, why=reason, file=came.path, **given))),
                digest=came.digest,
            )

    kinds = (*WRITES, problems.INVALID, problems.NOT_THERE, problems.KEY_USED)
    one.add(router, view, about(one.function), _said(one.taking, kinds))


@contextmanager
def _placed(known: Collection[str]) -> Iterator[None]:
    """Refusals name the part of the query that they are about, else the body."""
    try:
        yield
    except RefusedError as refused:
        found = [wrong(_place(one.field, known), one.what, one.mend) for one in refused.faults]
        raise ProblemError(problems.REFUSED, found) from None


def _place(field: str, known: Collection[str]) -> str:
    if field in known:
        return f"query.{field}"
    return "body" if field in ("", "file", "data") else f"body.{field}"


def _said(taking: Taking, kinds: Iterable[problems.Problem]) -> dict[str, Any]:
    """What the description says of body and failures."""
    binary = {"schema": {"type": "string", "format": "binary"}}
    content = {
        media: {**binary, "examples": {"file": {"value": example}}} if example else binary
        for media, example in taking.examples.items()
    }
    return {**may_fail(*kinds), "requestBody": {"required": True, "content": content}}
