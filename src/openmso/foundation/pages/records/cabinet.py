"""The kinds of record that pages offer, each under its address, with who may write it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import Http404

from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError
from openmso.foundation.models import WallRegistry
from openmso.foundation.models.effective import EffectiveRecord
from openmso.foundation.pages.records.naming import Codes, Naming
from openmso.foundation.register import named, table_of
from openmso.foundation.register.tables import may_write
from openmso.foundation.register.ways import Actions, Queries
from openmso.foundation.rules.sides import Post, Side, sides_of
from openmso.words.labels import Labels
from openmso.words.trade import SPELLED, titled


@dataclass(frozen=True, slots=True)
class Drawer:
    """One kind of record under its name in the plural. `by_acts`: it is given and changed by acts of its own, not by a form."""

    room: str
    plural: str
    kind: type
    queries: Queries
    actions: Actions
    by_acts: bool = False

    @property
    def title(self) -> str:
        """The kind in words, in the plural."""
        return titled(self.plural.replace("-", " "))

    @property
    def one(self) -> str:
        """The kind in words, with its article."""
        word = titled(named(self.kind)) if named(self.kind) in SPELLED else named(self.kind)
        return f"an {word}" if word[0] in "aeiouM" else f"a {word}"

    @property
    def dated(self) -> bool:
        """Whether it holds on days, or happened on one."""
        return self.can_end or any(field.name == "on" for field in table_of(self.kind)._meta.fields)

    @property
    def can_end(self) -> bool:
        """Whether it holds on days, of which there can be a last one."""
        return issubclass(table_of(self.kind), EffectiveRecord)

    def may(self, by: Actor) -> bool:
        """Whether the actor's side and post may write it; the register and the database ask again."""
        try:
            may_write(by, self.kind)
        except WrongHandsError:
            return False
        return True

    def is_for(self, post: Post) -> bool:
        """Whether the holders of a post may write it, on one of their sides."""
        wall = WallRegistry.declared[table_of(self.kind)]
        return bool(sides_of(post) & wall.write) and (not wall.posts or post in wall.posts)

    @property
    def hands(self) -> str:
        """Who may write it, in words."""
        wall = WallRegistry.declared[table_of(self.kind)]
        sides = sorted(side for side in wall.write if side is not Side.SYSTEM)
        there = (titled(post) for post in wall.posts if sides_of(post) & wall.write)
        posts = ", ".join(sorted(there)) or "every post"
        return f"{' and '.join(sides)} side: {posts}" if sides else "nobody but the system"


@dataclass(frozen=True, slots=True)
class Cabinet:
    """All kinds, and what their pages need of the rooms above: names, words for fields, names for open codes.

    `decided`: the address at which what has acts of its own is decided; `document`: that of the document made of a record, by
    the plural of its kind and its id, empty where there is none.
    """

    drawers: tuple[Drawer, ...]
    labels: Callable[[Actor], Labels]
    words: Callable[[], Mapping[type, Mapping[str, str]]]
    codes: Callable[[], Codes]
    decided: str = ""
    document: Callable[[str, str], str] = lambda _plural, _id: ""

    def drawer(self, name: str) -> Drawer:
        """The kind under this name. Raises `Http404`."""
        for one in self.drawers:
            if name in (one.plural, one.kind.__name__.lower()):
                return one
        raise Http404(f"there is no kind of record called {name}")

    def of(self, kind: type) -> Drawer:
        """The drawer of a kind. Raises `KeyError`."""
        return {one.kind: one for one in self.drawers}[kind]

    def naming(self, by: Actor) -> Naming:
        """Names for whatever the actor's network holds."""
        return Naming(self.labels(by), self.codes(), self.words())
