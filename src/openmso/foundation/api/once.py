"""An answer is given once: who sends a request again with the same Idempotency-Key gets the same answer, and nothing is done twice.

The key is claimed, the action done and the answer kept in one transaction. Whoever comes meanwhile with the same key
waits at the claim. What failed is not kept: it changed nothing, and may be tried again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Final

from django.db import connection
from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponse

from openmso.foundation.actor import Actor
from openmso.foundation.api.problems import KEY_USED, ProblemError, wrong
from openmso.foundation.door import acting, action
from openmso.foundation.models import Answered

KEPT_FOR: Final = timedelta(hours=24)
KEPT_HEADERS: Final = ("Content-Type", "ETag", "Location")

CLAIM: Final = """
INSERT INTO foundation_answered (network_id, actor, side, route, key, digest, until)
VALUES (%s, %s, %s, %s, %s, %s, now() + make_interval(secs => %s))
ON CONFLICT (network_id, actor, side, route, key) DO NOTHING
RETURNING id
"""


def once(
    request: HttpRequest,
    *,
    by: Actor,
    why: str,
    do: Callable[[], HttpResponse],
    digest: bytes | None = None,
) -> HttpResponse:
    """What `do` answers, or what it answered when this key came first. Raises the problem `key-used`.

    `digest`: the SHA-256 of the body, where it was read as a file.
    """
    key = request.headers.get("Idempotency-Key", "")
    with acting(by, why=why):
        if not key:
            return do()
        digest = digest or sha256(request.body).digest()
        claimed = _claim(request, by, key, digest)
        if claimed is None:
            return _again(request, by, key, digest)
        answer = do()
        Answered.objects.filter(id=claimed).update(
            status=answer.status_code,
            headers={name: answer.headers[name] for name in KEPT_HEADERS if name in answer.headers},
            body=answer.content.decode(),
        )
        return answer


def _claim(request: HttpRequest, by: Actor, key: str, digest: bytes) -> str | None:
    Answered.objects.filter(until__lte=Now()).delete()
    with connection.cursor() as cursor:
        who = (by.network, str(by.user or ""), by.side.value)
        cursor.execute(CLAIM, [*who, _route(request), key, digest, KEPT_FOR.total_seconds()])
        found = cursor.fetchone()
    return None if found is None else found[0]


def _again(request: HttpRequest, by: Actor, key: str, digest: bytes) -> HttpResponse:
    kept = Answered.objects.get(
        network=by.network, actor=str(by.user or ""), side=by.side.value, route=_route(request), key=key
    )
    if bytes(kept.digest) != digest:
        raise ProblemError(
            KEY_USED,
            [wrong("header.Idempotency-Key", "came before with another body", "a key that was never used")],
        )
    return HttpResponse(
        kept.body, status=kept.status, headers={**kept.headers, "Idempotency-Replayed": "true"}
    )


def _route(request: HttpRequest) -> str:
    return f"{request.method} {request.get_full_path()}"[:500]


@action()
def forget_answers(*, by: Actor, why: str) -> int:
    """Forget the answers that nobody may ask for again; how many. For the system: it alone sees those of others."""
    del why  # the door has put it into the transaction
    gone, _ = Answered.objects.filter(network=by.network, until__lte=Now()).delete()
    return gone
