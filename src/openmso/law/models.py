"""By which law a network works: the packs it adopted, and what its counsel states over them.

Both are open to everybody and written by few: a pack is adopted by compliance, an owner of the MSO or counsel; law is stated and taken
back by counsel alone.
"""

from __future__ import annotations

from django.db import models

from openmso.foundation.models import NetworkRecord, walled
from openmso.foundation.models.effective import unique_code
from openmso.foundation.rules.sides import EVERYBODY, ONLY_ADDED, Post, Side, Walled

ADOPTERS = frozenset({Post.COMPLIANCE, Post.MSO_OWNER, Post.COUNSEL})
COUNSEL = frozenset({Post.COUNSEL})


@walled(
    Walled(
        EVERYBODY,
        frozenset({Side.BUSINESS, Side.AUDITOR, Side.SYSTEM}),
        ONLY_ADDED,
        unseen=("content",),
        posts=ADOPTERS,
    )
)
class Adoption(NetworkRecord):
    """A network works by a version of the law pack since a day: the latest adoption counts.

    `content` is the compiled pack, compressed, so that the network goes on working by it when another one is installed; `make` is
    the form in which it was compiled, `fingerprint` the SHA-256 of `content`, which the history keeps.
    """

    version = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    since = models.DateField()
    make = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        constraints = [unique_code("adoption_code")]


@walled(Walled(EVERYBODY, frozenset({Side.AUDITOR, Side.SYSTEM}), verbs=("INSERT", "UPDATE"), posts=COUNSEL))
class Overlay(NetworkRecord):
    """What counsel states of the law, in the shape of the pack's own files; it wins over the pack on its days until withdrawn."""

    text = models.TextField()
    counsel = models.CharField(max_length=200)
    signed_on = models.DateField()
    withdrawn_on = models.DateField(null=True)

    class Meta:
        constraints = [
            unique_code("overlay_code"),
            models.CheckConstraint(
                condition=models.Q(withdrawn_on__isnull=True)
                | models.Q(withdrawn_on__gte=models.F("signed_on")),
                name="overlay_is_signed_before_it_is_withdrawn",
            ),
        ]
