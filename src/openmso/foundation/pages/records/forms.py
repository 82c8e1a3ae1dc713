"""The forms of a record: entering and amending it, ending it, striking it. Why is always asked; the version is carried."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.datastructures import MultiValueDict

from openmso.authority.facts.fields import FIELDS
from openmso.foundation.pages.records.cabinet import Drawer
from openmso.foundation.pages.records.fields import Text, field_for, holds_several
from openmso.foundation.pages.records.naming import Naming
from openmso.foundation.pages.records.parts import (
    NO_LIMIT,
    Leaf,
    UnfitError,
    gathered,
    leaves,
    lists_of,
    spread,
)
from openmso.foundation.register import named

Data = MultiValueDict[str, Any]
MORE: Final = 2
"""Empty lines for more parts than there are."""
MOST_ROWS: Final = 200


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that are about one part of the record."""

    title: str
    help: str
    fields: tuple[forms.BoundField, ...]


class Reasoned(forms.Form):
    """Whatever writes says why, and which version it saw."""

    seen_version = forms.CharField(required=False, widget=forms.HiddenInput, max_length=64)
    why = forms.CharField(
        label="Why?", max_length=1000, help_text="Kept for ever beside the change, for whoever asks later"
    )

    @property
    def seen(self) -> str | None:
        """The version that was seen."""
        return self.cleaned_data["seen_version"] or None


class EndForm(Reasoned):
    """The day on which a record ends."""

    on = forms.DateField(
        label="No longer from",
        help_text="The first day on which it no longer holds",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "max": "9999-12-30"}),
    )
    field_order = ("on", "why")


class RecordForm(Reasoned):
    """Everything a record of a kind can say. `record`: the one that is amended; its id cannot be another."""

    id = forms.CharField(
        label="Its id",
        required=False,
        max_length=200,
        help_text="Left empty, one is made of what you enter. Once given it is for ever",
    )

    def __init__(
        self,
        drawer: Drawer,
        naming: Naming,
        data: Data | None = None,
        record: Any = None,  # noqa: ANN401 - any record
        version: str = "",
    ) -> None:
        self.drawer, self.naming, self.there = drawer, naming, record
        begins = dict(spread(record)) if record is not None else {}
        super().__init__(data, initial={**begins, "seen_version": version})
        self.rows = _rows(drawer.kind, data, record)
        self._leaves = tuple(leaves(drawer.kind, self.rows))
        self.made: Any = None
        if record is not None:
            del self.fields["id"]
        for leaf in self._leaves:
            self._add(leaf)
        self.order_fields([leaf.path for leaf in self._leaves])

    def _add(self, leaf: Leaf) -> None:
        field = field_for(leaf, self.naming)
        there = self.initial.get(leaf.path)
        if isinstance(field, forms.ChoiceField) and there not in (None, ""):
            # What the record says stays a choice, also where nobody would choose it any more.
            known = {code for code, _ in field.choices}  # type: ignore[union-attr, misc] # no callable
            said = there if isinstance(there, list) else [there] if isinstance(there, str) else []
            field.choices = [*field.choices, *((one, one) for one in said if one not in known)]  # type: ignore[misc] # no callable
        if isinstance(field, Text) and isinstance(there, str):
            field.kept = there
        self.fields[leaf.path] = field
        if holds_several(leaf):
            self.fields[f"{leaf.path}.{NO_LIMIT}"] = forms.BooleanField(
                label=f"{field.label}: all of them, without limit",
                required=False,
                initial=self.there is None,
            )

    def clean(self) -> dict[str, Any]:
        """The record of what was said, under `made`; what cannot be one is told beside its field."""
        said = super().clean() or self.cleaned_data
        if self.errors:
            return said
        name = self.there.id if self.there is not None else said.get("id", "")
        try:
            made = gathered(self.drawer.kind, {**said, "id": name or "-"}, self.rows)
        except UnfitError as unfit:
            self.add_error(unfit.path if unfit.path in self.fields else None, str(unfit))
            return said
        self.made = made
        return said

    def groups(self) -> list[Group]:
        """The fields in groups: the record's own first, then its parts one by one."""
        found: dict[str, list[str]] = {}
        for leaf in self._leaves:
            listed = found.setdefault(leaf.inner, [])
            listed.append(leaf.path)
            if f"{leaf.path}.{NO_LIMIT}" in self.fields:
                listed.append(f"{leaf.path}.{NO_LIMIT}")
        return [
            Group(self._title(inner), self._about(inner), tuple(self[path] for path in paths))
            for inner, paths in found.items()
        ]

    def _title(self, inner: str) -> str:
        name, _, place = inner.partition(".")
        if not name:
            return ""
        title = self.naming.field(name)
        return f"{title.removesuffix('s')} {int(place) + 1}" if place else title

    def _about(self, inner: str) -> str:
        return self.naming.help(self.drawer.kind, inner.partition(".")[0]) if inner.endswith("0") else ""


def _rows(kind: type, data: Data | None, record: Any) -> dict[str, int]:  # noqa: ANN401 - any record
    """How many lines there are for each list of parts: as many as were sent, or as there are and a few more."""
    rows: dict[str, int] = {}
    for name in lists_of(kind):
        if data is not None:
            places = [int(found[1]) for key in data if (found := re.match(rf"{name}\.(\d{{1,3}})\.", key))]
            rows[name] = min(max(places, default=-1) + 1, MOST_ROWS)
        else:
            rows[name] = MORE + (len(getattr(record, name)) if record is not None else 0)
    return rows


def made_up(record: Any, taken: Callable[[str], bool]) -> str:  # noqa: ANN401 - any record
    """An id for a record that was given none: of its name, or of what it is about; one that is not taken."""
    parts = [slug for text in _telling(record) if (slug := _slug(text))]
    wanted = "/".join(parts)[:180].rstrip("/-") or _slug(named(type(record)))
    place, found = 1, wanted
    while taken(found):
        place, found = place + 1, f"{wanted}-{place + 1}"
    return found


def _telling(record: Any) -> Iterator[str]:  # noqa: ANN401 - any record
    allowed = FIELDS[type(record)]
    said = [(one.name, getattr(record, one.name)) for one in fields(record) if one.name in allowed]
    about = [value for name, value in said if allowed[name].to and isinstance(value, str) and value]
    if not about:
        yield getattr(record, "name", "") or named(type(record))
        return
    yield about[0]
    yield named(type(record))
    words = [
        value for name, value in said if (allowed[name].words or allowed[name].pattern) and type(value) is str
    ]
    on = getattr(record, "on", None)
    day = on.isoformat() if isinstance(on, date) else ""
    name = getattr(record, "name", "")
    yield "-".join(one.replace("/", "-") for one in (*about[1:2], name, *words[:3], day) if one)


def _slug(text: str) -> str:
    return re.sub(r"-{2,}", "-", re.sub(r"[^a-z0-9/_.-]+", "-", text.casefold())).strip("-/._")
