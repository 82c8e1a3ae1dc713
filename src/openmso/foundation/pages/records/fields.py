"""The field of a form for a leaf of a record: a choice of names where the record holds a code or an id."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, Final, get_args, get_origin

from django import forms
from django.db import models
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from openmso.authority.facts.fields import FIELDS, Allowed
from openmso.foundation.models import NetworkRecord
from openmso.foundation.pages.records.naming import Choices, Naming
from openmso.foundation.pages.records.parts import Clause, Leaf, bare, may_be_none
from openmso.foundation.register import tables

LONGEST: Final = 2000
YES_NO: Final = [("", "not said"), ("yes", "yes"), ("no", "no")]
ENDS: Final = {
    "since": ("From", "The first day; empty if it holds since ever"),
    "until": ("Until", "The first day on which it no longer holds; empty if open"),
}


class Swift(forms.Select):
    """A select that writes its options by itself: hundreds of names take no time."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:  # noqa: ANN401 - as Django's
        """The select as HTML."""
        del renderer
        held = str(value) if value is not None else ""
        offered: Any = self.choices
        options = "".join(
            f'<option value="{escape(code)}"{" selected" if str(code) == held else ""}>{escape(said)}</option>'
            for code, said in offered
        )
        shown = {**self.attrs, **(attrs or {}), "name": name}
        marks = "".join(
            f' {key}="{escape(one)}"' if one is not True else f" {key}"
            for key, one in shown.items()
            if one is not False and one is not None
        )
        return mark_safe(f"<select{marks}>{options}</select>")  # noqa: S308 - every part was escaped


class Hinted(forms.TextInput):
    """A text for which what others wrote is offered."""

    def __init__(self, offered: Iterable[str]) -> None:
        super().__init__()
        self.offered = list(offered)

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:  # noqa: ANN401 - as Django's
        """The input with its list."""
        listed = f"{(attrs or {}).get('id', name)}_offered"
        options = mark_safe("".join(f'<option value="{escape(one)}">' for one in self.offered))  # noqa: S308 - escaped
        box = super().render(name, value, {**(attrs or {}), "list": listed}, renderer)
        return format_html('{}<datalist id="{}">{}</datalist>', box, listed, options)


class Text(forms.CharField):
    """A text without the blanks that were typed around it; `kept`, what the record says already, stays as it is."""

    kept = ""

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(strip=False, **more)

    def to_python(self, value: Any) -> Any:  # noqa: ANN401 - as Django's
        """The text."""
        text = super().to_python(value) or ""
        return text if text == self.kept else text.strip()


class Days(forms.CharField):
    """Days, one a line."""

    widget = forms.Textarea(attrs={"rows": 3, "inputmode": "numeric"})

    def to_python(self, value: Any) -> Any:  # noqa: ANN401 - as Django's
        """The days. Raises `ValidationError`."""
        try:
            return [date.fromisoformat(one) for one in str(value or "").split()]
        except ValueError:
            raise forms.ValidationError("Write each day as 2026-11-20, one a line.") from None

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - as Django's
        """The days as lines."""
        return "\n".join(one.isoformat() for one in value) if isinstance(value, tuple | list) else value


class Lines(forms.CharField):
    """Texts, one a line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def to_python(self, value: Any) -> Any:  # noqa: ANN401 - as Django's
        """The texts that are not empty."""
        lines = str(value or "").replace("\r\n", "\n").split("\n")
        return [one for one in lines if one.strip()]

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - as Django's
        """The texts as lines."""
        return "\n".join(value) if isinstance(value, tuple | list) else value


class YesNo(forms.TypedChoiceField):
    """Yes, no, or not said."""

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 - as Django's
        coerced = {"yes": True, "no": False}
        super().__init__(choices=YES_NO, coerce=coerced.__getitem__, empty_value=None, **more)

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - as Django's
        """The choice for a value."""
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


def field_for(leaf: Leaf, naming: Naming) -> forms.Field:
    """The field of a leaf."""
    label, said = ENDS.get(leaf.name, (naming.field(leaf.name), naming.help(leaf.kind, leaf.name)))
    about: dict[str, Any] = {"label": label, "help_text": said, "required": leaf.needed}
    if leaf.default not in (None, "") and leaf.needed:
        about["initial"] = leaf.default
    return _field(leaf, naming, about)


def _field(leaf: Leaf, naming: Naming, about: dict[str, Any]) -> forms.Field:
    inner = bare(leaf.hint)
    allowed = FIELDS.get(leaf.kind, {}).get(leaf.name)
    if get_origin(inner) is frozenset:
        return _several(leaf, naming, about)
    if get_origin(inner) is tuple:
        return Days(**about)
    if inner is bool:
        if may_be_none(leaf.hint):
            return YesNo(**about, widget=Swift)
        return forms.BooleanField(**{**about, "required": False, "initial": bool(leaf.default)})
    if inner is date:
        return forms.DateField(
            **about, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "max": "9999-12-30"})
        )
    if inner in (int, float, Decimal):
        return _number(inner, allowed, about)
    return _text(leaf, naming, allowed, about)


def _number(inner: Any, allowed: Allowed | None, about: dict[str, Any]) -> forms.Field:  # noqa: ANN401 - a type
    # What is too great or small is told by the register, in its words.
    del allowed
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    made = {int: forms.IntegerField, float: forms.FloatField, Decimal: forms.DecimalField}[inner]
    return made(**about, widget=widget)


def _text(leaf: Leaf, naming: Naming, allowed: Allowed | None, about: dict[str, Any]) -> forms.Field:
    choices = naming.choices(leaf.kind, leaf.name) if leaf.kind is not Clause else _clauses(leaf, naming)
    if choices is not None:
        blank = [] if leaf.needed and leaf.default not in (None, "") else [("", "—")]
        return forms.ChoiceField(**about, choices=blank + choices, widget=Swift)
    widget: forms.Widget = forms.TextInput()
    if allowed is not None and allowed.pattern:
        known = {getattr(one, leaf.name) for one in naming.labels.facts.tables.get(leaf.kind, {}).values()}
        widget = Hinted(sorted(one for one in known if isinstance(one, str) and one)[:50])
    return Text(**about, max_length=_longest(leaf), widget=widget)


def _clauses(leaf: Leaf, naming: Naming) -> Choices | None:
    if leaf.name != "code":
        return None
    for (_, name), known in naming.codes.items():
        if name == "clauses":
            return sorted(known.items(), key=lambda one: one[1])
    return None


def _several(leaf: Leaf, naming: Naming, about: dict[str, Any]) -> forms.Field:
    choices = naming.choices(leaf.kind, leaf.name)
    if choices is None:
        return Lines(**{**about, "required": False, "help_text": f"{about['help_text']}; one a line"})
    return forms.MultipleChoiceField(
        **{**about, "required": False}, choices=choices, widget=forms.CheckboxSelectMultiple
    )


def _longest(leaf: Leaf) -> int:
    """As many characters as the column takes."""
    table: type[NetworkRecord] | None = tables().get(leaf.kind)
    if table is None:
        return LONGEST
    column: models.Field[Any, Any] = table._meta.get_field(leaf.name)  # type: ignore[assignment] # no relation but keys
    return min(getattr(column, "max_length", None) or LONGEST, LONGEST)


def holds_several(leaf: Leaf) -> bool:
    """Whether a leaf holds a set that may be without limit."""
    return may_be_none(leaf.hint) and get_origin(bare(leaf.hint)) is frozenset and bool(get_args(leaf.hint))
