"""The API as a whole: a NinjaAPI that reads strictly, tells every failure as a problem, and describes itself fully."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, Final, TypeVar

from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, URLResolver, re_path
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser

from openmso.foundation.api import failures, problems
from openmso.foundation.api.description import Description, completed
from openmso.foundation.api.failures import MediaTypeError, UnreadableError
from openmso.foundation.door import NoReasonError, WrongHandsError
from openmso.foundation.frozen import UnknownReferenceError
from openmso.foundation.register import NotThereError, RefusedError, StaleError
from openmso.foundation.stepup import StepUpNeededError

E = TypeVar("E", bound=Exception)
Told = Callable[[HttpRequest, E], HttpResponse]
View = Callable[..., HttpResponseBase]

DEEPEST: Final = 64
"""How deep a body may be nested."""


class Strict(Parser):
    """Reads JSON and nothing like it: UTF-8, no key twice, no NaN, not nested without end."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """The body. Raises `MediaTypeError` and `UnreadableError`."""
        if (request.content_type or "") != "application/json":
            raise MediaTypeError("another media type")
        try:
            read: dict[str, Any] = json.loads(
                request.body.decode("utf-8"), object_pairs_hook=_each_key_once, parse_constant=_no_number
            )
        except UnicodeDecodeError:
            raise UnreadableError("is not UTF-8") from None
        except RecursionError:
            raise UnreadableError("is nested too deep") from None
        except json.JSONDecodeError as wrong:
            raise UnreadableError(
                f"is not JSON at line {wrong.lineno}, column {wrong.colno}: {wrong.msg}"
            ) from None
        if _deeper_than(read, DEEPEST):
            raise UnreadableError("is nested too deep")
        return read


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise UnreadableError("holds a key twice in one object")
    return made


def _no_number(name: str) -> None:
    raise UnreadableError(f"holds {name}, which is no number")


def _deeper_than(value: Any, levels: int) -> bool:  # noqa: ANN401 - any JSON
    if not isinstance(value, dict | list):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(_deeper_than(one, levels - 1) for one in inner)


class Interface(NinjaAPI):
    """Every failure is a problem document, also those of addresses and methods that are not there."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - NinjaAPI's own
        super().__init__(parser=Strict(), **options)
        self._described: dict[str, OpenAPISchema] = {}
        self.told(problems.ProblemError, failures.of_problem)
        self.told(ValidationError, failures.of_shape)
        self.told(HttpError, failures.of_http)
        self.told(RequestDataTooBig, failures.of_size)
        self.told(Http404, failures.of_nowhere)
        self.told(NoReasonError, failures.of_reason)
        self.told(WrongHandsError, failures.of_hands)
        self.told(StepUpNeededError, failures.of_step_up)
        self.told(NotThereError, failures.of_absence)
        self.told(StaleError, failures.of_staleness)
        self.told(RefusedError, failures.of_refusal)
        self.told(UnknownReferenceError, failures.of_reference)
        self.told(DatabaseError, failures.of_database)
        self.told(Exception, failures.of_anything)

    def told(self, error: type[E], handler: Told[E]) -> None:
        """Tell an error, and those that are of its kind, by a function."""
        self.add_exception_handler(error, handler)  # type: ignore[arg-type] # Ninja's alias takes no subclass

    @property
    def urls(self) -> tuple[list[URLResolver | URLPattern], str, str]:
        """The addresses of the API, the last one of which is everywhere else."""
        found, app, namespace = super().urls
        root = re_path(r"^[\s\S]*$", _nowhere, name="nowhere")
        for one in (*found, root):
            if isinstance(one, URLPattern):
                one.callback = self._told_by(one.callback)
        return [*found, root], app, namespace

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:  # noqa: ANN401 - Ninja's own
        """The description, with the problems of every operation. Made once: it takes a while and never changes."""
        key = repr(sorted(options.items()))
        if key not in self._described:
            self._described[key] = self.describe(**options)
        return self._described[key]

    def describe(self, **options: Any) -> OpenAPISchema:  # noqa: ANN401 - Ninja's own
        """The description, made anew."""
        prefix = options.get("path_prefix") or self.get_root_path(options.get("path_params") or {})
        return completed(Description(self, prefix))

    def _told_by(self, view: View) -> View:
        @wraps(view)
        def through(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401 - Django's own
            request.api_root = self.get_root_path({})  # type: ignore[attr-defined] # read by `problems.root_of`
            try:
                response = view(request, *args, **kwargs)
            except Exception as error:  # noqa: BLE001 - the last handler takes every kind
                response = self.on_exception(request, error)
            if response.status_code == problems.NO_METHOD.status:
                response = problems.answer(
                    request, problems.NO_METHOD, headers={"Allow": response.headers.get("Allow", "")}
                )
            response.headers.setdefault("Cache-Control", "private, no-cache")
            return response

        # Ninja checks the form's token itself, for those who are signed in by cookie.
        through.csrf_exempt = True  # type: ignore[attr-defined] # Django's own mark
        return through


def _nowhere(request: HttpRequest) -> HttpResponse:
    del request
    raise Http404
