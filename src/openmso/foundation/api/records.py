"""The routes of a kind of record: list, read, enter, amend, end, strike. The same for every kind of every room."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from inspect import cleandoc
from typing import Annotated, Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from ninja.params.models import Path
from pydantic import BaseModel, ConfigDict, Field

from openmso.foundation.actor import Actor
from openmso.foundation.api import answers, asking, problems, proofs
from openmso.foundation.api.description import may_fail
from openmso.foundation.api.examples import example_of
from openmso.foundation.api.filters import asked_of, filters_of
from openmso.foundation.api.once import once
from openmso.foundation.api.pages import change_of, kept_of, page_of
from openmso.foundation.api.problems import CHANGES, REFUSED, WRITES, ProblemError, wrong
from openmso.foundation.api.results import told
from openmso.foundation.api.shapes import shape_of, to_record
from openmso.foundation.api.values import Day, Id, Moment
from openmso.foundation.door import acting
from openmso.foundation.models.effective import EffectiveRecord
from openmso.foundation.register import table_of
from openmso.foundation.register.tables import named
from openmso.foundation.register.ways import Actions, Queries

View = Callable[..., HttpResponse]
KnownThen = Annotated[Moment, Query(..., description="the moment")]
ItsId = Annotated[Id, Path(..., description="the id of the record; its slashes may stand as they are")]
KnownAt = Annotated[
    Moment | None, Query(None, description="as it was known at this moment, by the history; not as it is now")
]


Signs = Callable[[Actor, Any], str]


def _nothing_signed(by: Actor, record: Any) -> str:  # noqa: ANN401 - a record of any kind
    del by, record
    return ""


class Ending(BaseModel):
    """When something ends."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"on": "2026-11-20"}]})

    on: Day = Field(description="the first day on which it no longer holds")


@dataclass(frozen=True, slots=True)
class Offer:
    """A kind of record that a room offers under a name in the plural."""

    room: str
    plural: str
    kind: type
    queries: Queries
    actions: Actions
    signs: Signs

    @property
    def shape(self) -> type[BaseModel]:
        """The shape of a record."""
        return shape_of(self.kind, table_of(self.kind))

    @property
    def name(self) -> str:
        """The kind in words, with its article."""
        word = named(self.kind)
        return f"an {word}" if word[0] in "aeiou" else f"a {word}"

    def described(self, verb: str, about: str, *kinds: problems.Problem, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - OpenAPI's
        """How an operation describes itself."""
        return {
            "operation_id": f"{self.room}_{verb}_{self.kind.__name__}",
            "summary": f"{verb.capitalize()} {self.plural.replace('-', ' ') if verb == 'list' else self.name}",
            "description": about,
            "openapi_extra": {**may_fail(*kinds, problems.INVALID), **more},
            "url_name": f"{self.room}-{verb}-{self.kind.__name__}",
        }


def offer(
    router: Router,
    room: str,
    kinds: Mapping[str, type],
    *,
    queries: Queries,
    actions: Actions,
    signs: Signs = _nothing_signed,
) -> None:
    """Add the routes of kinds of records, by their names in the plural, to a room's router.

    `signs`: for what an actor proves anew who they are who writes a record that bears their signature; else "".
    """
    for plural, kind in kinds.items():
        one = Offer(room, plural, kind, queries, actions, signs)
        _listing(router, one)
        _knowing(router, one)
        _entering(router, one)
        if issubclass(table_of(kind), EffectiveRecord):
            _ending(router, one)  # before those whose id may be any path
        _remembering(router, one)
        _reading(router, one)
        _amending(router, one)
        _striking(router, one)


def _typed(view: View, **types: Any) -> View:  # noqa: ANN401 - types made at run time
    view.__annotations__ |= types
    return view


def _listing(router: Router, o: Offer) -> None:
    def view(request: HttpRequest, asked: Any) -> HttpResponse:  # noqa: ANN401 - made at run time
        by = asking.asking(request, o.room)
        asking.known_only(request, tuple(type(asked).model_fields))
        found = o.queries.page(
            by, o.kind, on=asked.on, after=asked.after, limit=asked.limit, **filters_of(asked)
        )
        return answers.several(request, found)

    about = f"{_about(o)}\n\nOnly records of your own network that your side may see. Every record comes once, whoever writes meanwhile."
    router.get(f"/{o.plural}", response=page_of(o.kind), **o.described("list", about, REFUSED))(
        _typed(view, asked=Query[asked_of(o.kind)])  # type: ignore[misc] # made at run time
    )


def _knowing(router: Router, o: Offer) -> None:
    def view(request: HttpRequest, at: KnownThen) -> HttpResponse:
        by = asking.asking(request, o.room)
        asking.known_only(request, ("at",))
        return answers.reply([told(one) for one in o.queries.known(by, o.kind, at)])

    about = "All of them as they were known at a moment, by the history: what was found to be wrong later is as it stood then."
    described = o.described("know", about, REFUSED)
    router.get(f"/{o.plural}:known", response=list[kept_of(o.kind)], **described)(view)  # type: ignore[misc] # made at run time


def _reading(router: Router, o: Offer) -> None:
    def view(
        request: HttpRequest, id: ItsId, known_at: KnownAt = None, seen: asking.Seen = None
    ) -> HttpResponse:
        by = asking.asking(request, o.room)
        asking.known_only(request, ("known_at",))
        return answers.one_unless_seen(o.queries.one(by, o.kind, id, known_at=known_at), seen)

    described = o.described("read", _about(o), problems.NOT_THERE)
    described["openapi_extra"]["responses"] |= {304: {"description": "It is what you have seen."}}
    router.get(f"/{o.plural}/{{path:id}}", response=o.shape, **described)(view)


def _remembering(router: Router, o: Offer) -> None:
    def view(request: HttpRequest, id: ItsId) -> HttpResponse:
        by = asking.asking(request, o.room)
        asking.known_only(request, ())
        return answers.reply([told(one) for one in o.queries.history(by, o.kind, id)])

    about = "Every change of it, oldest first, with who made it and why; also of one that was struck."
    described = o.described("trace", about, problems.NOT_THERE)
    path = f"/{o.plural}/{{path:id}}:history"
    router.get(path, response=list[change_of(o.kind)], **described)(view)  # type: ignore[misc] # made at run time


def _entering(router: Router, o: Offer) -> None:
    def view(request: HttpRequest, body: Any, why: asking.Why, key: asking.Key = None) -> HttpResponse:  # noqa: ANN401 - made at run time
        del key  # read where the answer is kept
        by = asking.asking(request, o.room, "write")
        asking.known_only(request, ())
        record, said = to_record(o.kind, body), asking.reason(why)
        proof = _proof(o, request, by, record)

        def do() -> HttpResponse:
            kept = o.actions.enter(by=by, why=said, record=record)
            if proof is not None:
                proof.spend(by, said)
            return answers.one(kept, 201, at=f"{request.path}/{quote(record.id)}")

        return once(request, by=by, why=said, do=do)

    about = f"Write down one that is not there yet. {_about(o)}"
    described = o.described("enter", about, *WRITES, problems.KEY_USED, requestBody=_example(o))
    router.post(f"/{o.plural}", response={201: o.shape}, **described)(_typed(view, body=o.shape))


def _amending(router: Router, o: Offer) -> None:
    def view(
        request: HttpRequest,
        id: ItsId,
        body: Any,  # noqa: ANN401 - made at run time
        why: asking.Why,
        match: asking.Version = None,
    ) -> HttpResponse:
        by = asking.asking(request, o.room, "write")
        asking.known_only(request, ())
        version, record = asking.version(match), to_record(o.kind, body)
        if record.id != id:
            raise ProblemError(REFUSED, [wrong("body.id", "is not the id of the address", "the same id")])
        said, proof = asking.reason(why), _proof(o, request, by, record)
        if proof is None:
            return answers.one(o.actions.amend(by=by, why=said, record=record, version=version))
        with acting(by, why=said):
            kept = o.actions.amend(by=by, why=said, record=record, version=version)
            proof.spend(by, said)
        return answers.one(kept)

    about = "Put another content in the place of the one you saw: it was wrong, or is now known better."
    described = o.described("amend", about, *WRITES, *CHANGES, requestBody=_example(o))
    router.put(f"/{o.plural}/{{path:id}}", response=o.shape, **described)(_typed(view, body=o.shape))


def _ending(router: Router, o: Offer) -> None:
    def view(
        request: HttpRequest,
        *,
        id: ItsId,
        body: Ending,
        why: asking.Why,
        match: asking.Version = None,
        key: asking.Key = None,
    ) -> HttpResponse:
        del key  # read where the answer is kept
        by = asking.asking(request, o.room, "write")
        asking.known_only(request, ())
        version, said = asking.version(match), asking.reason(why)

        def do() -> HttpResponse:
            ended = o.actions.end(by=by, why=said, kind=o.kind, id=id, on=body.on, version=version)
            return answers.one(ended)

        return once(request, by=by, why=said, do=do)

    about = "It was true and is no more, from a day on. What it was stays in the history."
    described = o.described("end", about, *WRITES, *CHANGES, problems.KEY_USED)
    router.post(f"/{o.plural}/{{path:id}}:end", response=o.shape, **described)(view)


def _striking(router: Router, o: Offer) -> None:
    def view(request: HttpRequest, id: ItsId, why: asking.Why, match: asking.Version = None) -> HttpResponse:
        by = asking.asking(request, o.room, "write")
        asking.known_only(request, ())
        o.actions.strike(by=by, why=asking.reason(why), kind=o.kind, id=id, version=asking.version(match))
        return HttpResponse(status=204)

    about = "It never was true. Not while other records refer to it. The history keeps that it was there."
    described = o.described("strike", about, *CHANGES, problems.REFERRED_TO, REFUSED)
    router.delete(f"/{o.plural}/{{path:id}}", response={204: None}, **described)(view)


def _proof(o: Offer, request: HttpRequest, by: Actor, record: Any) -> proofs.Shown | None:  # noqa: ANN401 - a record of any kind
    purpose = o.signs(by, record)
    return proofs.shown(request, by, purpose) if purpose else None


def _about(o: Offer) -> str:
    return cleandoc(o.kind.__doc__ or "")


def _example(o: Offer) -> dict[str, Any]:
    said = {named(o.kind): {"value": example_of(o.kind)}}
    return {"content": {"application/json": {"examples": said}}}
