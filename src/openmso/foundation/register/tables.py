"""Where the records of each kind are kept, who may write there, and which columns refer to which kinds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from types import MappingProxyType
from typing import Any, get_args, get_type_hints

from django.contrib.postgres.fields import ArrayField
from django.db import models

from openmso.authority.facts import Record
from openmso.authority.facts.fields import FIELDS
from openmso.foundation.actor import Actor
from openmso.foundation.door import OutOfScopeError, WrongHandsError
from openmso.foundation.models import NetworkRecord, WallRegistry
from openmso.foundation.rules.scopes import allows
from openmso.foundation.rules.sides import Side


@cache
def tables() -> Mapping[type[Record], type[NetworkRecord]]:
    """The table of every kind of record: it bears the kind's name, and every room's `facts.TABLES` says the same.

    Asked of all tables that declared themselves, so that a lower room need not know a higher one.
    """
    named: dict[str, type[NetworkRecord]] = {}
    for model in WallRegistry.declared:
        if issubclass(model, NetworkRecord):
            named.setdefault(model.__name__, model)
    return MappingProxyType(
        {kind: named[kind.__name__] for kind in get_args(Record) if kind.__name__ in named}
    )


def table_of(kind: type) -> type[NetworkRecord]:
    """The table of a kind. Raises `KeyError` for what is no record."""
    return tables()[kind]


def writers(kind: type) -> frozenset[Side]:
    """The sides that may write records of a kind."""
    return WallRegistry.declared[table_of(kind)].write


def may_write(by: Actor, kind: type) -> None:
    """Raises `WrongHandsError` unless the actor's side and post may write records of a kind; the database refuses it, too.

    `OutOfScopeError` for a token that may not write in the room of the kind.
    """
    if by.side not in writers(kind):
        raise WrongHandsError(f"to write {_many(kind)} is not for the {by.side} side")
    posts = WallRegistry.declared[table_of(kind)].posts
    if posts and by.post is not None and by.post not in posts:
        raise WrongHandsError(f"to write {_many(kind)} is not for the post {by.post}")
    if not allows(by.scopes, "write", table_of(kind)._meta.app_label):
        raise OutOfScopeError(f"to write {_many(kind)} is beyond the scopes of this token")


def named(kind: type) -> str:
    """A kind in words: `standing order`."""
    return "".join(f" {sign.lower()}" if sign.isupper() else sign for sign in kind.__name__).strip()


def _many(kind: type) -> str:
    name = named(kind)
    return f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"


@dataclass(frozen=True, slots=True)
class Referring:
    """A column whose values are ids of other records. `how`: key, code, codes, or the field within signatures."""

    kind: type[Record]
    column: str
    how: str
    inner: str = ""

    @property
    def condition(self) -> str:
        """SQL that is true where the column refers to the record of `%(key)s` and `%(id)s`."""
        match self.how:
            case "key":
                return f"{self.column} = %(key)s"
            case "codes":
                return f"%(id)s = ANY({self.column})"
            case "parts":
                return f"{self.column} @> jsonb_build_array(jsonb_build_object('{self.inner}', %(id)s::text))"
        return f"{self.column} = %(id)s"


def referring_to(kind: type) -> tuple[Referring, ...]:
    """Every column of every table that may refer to records of a kind."""
    return _referring_by_kind().get(kind, ())


@cache
def _referring_by_kind() -> Mapping[type, tuple[Referring, ...]]:
    return {to: tuple(one for of in tables() for one in _referring(of, to)) for to in tables()}


def _referring(of: type[Record], to: type) -> Iterator[Referring]:
    allowed, hints = FIELDS[of], get_type_hints(of)
    for one in fields(of):
        field: models.Field[Any, Any] = table_of(of)._meta.get_field(
            {"id": "code", "span": "valid"}.get(one.name, one.name)
        )  # type: ignore[assignment] # no relation but keys
        if one.name in allowed and to in allowed[one.name].to:
            yield Referring(of, str(field.column), _how(field))
        for part in get_args(hints[one.name]):
            for name, inner in FIELDS.get(part, {}).items():
                if to in inner.to:
                    yield Referring(of, str(field.column), "parts", name)


def _how(field: models.Field[Any, Any]) -> str:
    if isinstance(field, models.ForeignKey):
        return "key"
    return "codes" if isinstance(field, ArrayField) else "code"
