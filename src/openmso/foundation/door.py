"""The one way in to the records: a transaction under the role of a side, with a pass that says network, actor and reason.

Outside `acting` and `seeing` the login role sees no row of any network. An action is a function behind
`@action`: it refuses without an actor or a reason, and everything it writes is written together or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from uuid import UUID
from weakref import WeakKeyDictionary

from django.db import connection, transaction

from openmso.foundation import passes
from openmso.foundation.actor import Actor
from openmso.foundation.rules.scopes import allows
from openmso.foundation.rules.sides import Side

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Acting:
    by: Actor
    why: str


SET = "set_config(%s, %s, true)"
_processes: WeakKeyDictionary[Any, int] = WeakKeyDictionary()
"""The process of the server behind a connection, where it is another one than the connection says."""
_now_acting: ContextVar[_Acting | None] = ContextVar("openmso_acting", default=None)


class PassRefusedError(Exception):
    """The database knows no key for what the product signs, or its clock is another one: nothing would be there."""


class NoReasonError(Exception):
    """An action was called without saying why."""


class NoActorError(TypeError):
    """An action was called without an actor."""


class NestedActorError(Exception):
    """An actor would act inside the transaction of another one."""


class WrongHandsError(Exception):
    """The action belongs to another side than the one the actor works on."""


class OutOfScopeError(WrongHandsError):
    """The actor is a token whose scopes do not let it write here."""


@contextmanager
def acting(by: Actor, *, why: str) -> Iterator[None]:
    """A transaction in which `by` may read and write what their side may.

    Inside a transaction of the same actor it is a savepoint, with a reason of its own. Raises `NoReasonError` for an empty reason and
    `NestedActorError` inside a transaction of somebody else.
    """
    if not why.strip():
        raise NoReasonError("say why: the reason goes into the history of every row that is written")
    with _inside(by, why, writing=True):
        yield


@contextmanager
def _inside(by: Actor, why: str, *, writing: bool) -> Iterator[None]:
    around = _now_acting.get()
    if around is not None and around.by != by:
        raise NestedActorError("finish what the other actor does first")
    within_another = connection.in_atomic_block
    with transaction.atomic():
        if around is None:
            _enter(by, why, writing=writing)
        else:
            _show(by, why)
        token = _now_acting.set(_Acting(by, why))
        try:
            yield
        finally:
            _now_acting.reset(token)
        # After an error there is nothing to put back: what is set inside a savepoint goes with it; and what is set
        # for a transaction goes with the transaction.
        if around is not None:
            _show(by, around.why)
        elif within_another:
            _leave()


@contextmanager
def seeing(by: Actor) -> Iterator[None]:
    """A transaction in which `by` reads what their side may; nothing can be written in it."""
    around = _now_acting.get()
    if around is not None and around.by == by:
        yield
        return
    with _inside(by, "reading", writing=False):
        yield


def _enter(by: Actor, why: str, *, writing: bool) -> None:
    settings = {"role": by.side.database_role}
    _show(by, why, settings if writing else {**settings, "transaction_read_only": "on"})


def _leave() -> None:
    # What is set for a transaction outlives a savepoint of it: inside a wider transaction the role must be put back.
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {SET}, {SET}", ["role", "none", passes.SETTING, ""])


def _show(by: Actor, why: str, settings: Mapping[str, str] | None = None) -> None:
    """Show the pass of an actor, and set what the server reads besides, until the transaction ends: one statement.

    Behind a pooler the server's process may be another one than before: then once more, for that one. Raises `PassRefusedError`.
    """
    here = connection.connection
    process = _processes.get(here, here.info.backend_pid)
    for _ in range(2):
        said = {passes.SETTING: pass_of(by, why, process=process), **(settings or {})}
        calls = ", ".join([SET] * len(said))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {calls}, openmso_pass(%s) IS NOT NULL, pg_catalog.pg_backend_pid()",
                [*(text for one in said.items() for text in one), by.side.value],
            )
            *_, is_taken, process = cursor.fetchone()
        if is_taken:
            return
        _processes[here] = process
    raise PassRefusedError(
        "the database does not take the product's word: run openmso up with the OPENMSO_SECRET_KEY of what serves, "
        "and compare the clocks of both machines"
    )


def pass_of(by: Actor, why: str, *, process: int) -> str:
    """The pass of an actor with a reason, for a process of the server."""
    facts = {
        "network": str(by.network),
        "actor": str(by.user or ""),
        "post": by.post or "",
        "organization": by.organization,
        "side": by.side.value,
        "door": by.door,
        "why": why,
    }
    return passes.signed(facts, process=process)


def human(by: Actor) -> UUID:
    """The user behind an actor who is there themselves. Raises `WrongHandsError` for the system and for a token."""
    if by.user is None or by.scopes is not None:
        raise WrongHandsError("only a human being who is there does this")
    return by.user


def action(*sides: Side) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Make a function an action of these sides. It takes `by` and `why` by keyword, and runs in one transaction.

    The system may do everything. Raises `WrongHandsError` for another side, `OutOfScopeError` for a token that may not write in
    the action's room, `NoActorError` without an actor.
    """

    def behind(function: Callable[P, T]) -> Callable[P, T]:
        @wraps(function)
        def through(*args: P.args, **kwargs: P.kwargs) -> T:
            by = kwargs.get("by")
            if not isinstance(by, Actor):
                raise NoActorError(f"{function.__name__} needs by=, the actor; nobody acts anonymously")
            if by.side is not Side.SYSTEM and by.side not in sides:
                raise WrongHandsError(f"{function.__name__.replace('_', ' ')} is not for the {by.side} side")
            room = function.__module__.removeprefix("openmso.").partition(".")[0]
            if not allows(by.scopes, "write", room):
                raise OutOfScopeError(
                    f"{function.__name__.replace('_', ' ')} is beyond the scopes of this token"
                )
            with acting(by, why=str(kwargs.get("why", ""))):
                return function(*args, **kwargs)

        return through

    return behind
