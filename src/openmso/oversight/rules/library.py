"""The protocol library: a master text, what a state adds, what a site adds; versions, what changed, and what in a treatment lies outside.

An addendum may replace or add a section and tighten a limit. It never loosens one: what a master limits for safety no site widens.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from math import sqrt
from typing import Any, Final

LAYERS: Final[Mapping[str, str]] = {
    "master": "Master",
    "state": "Addendum of a state",
    "location": "Addendum of a site",
}
SECTIONS: Final[Mapping[str, str]] = {
    "eligibility": "Whom it is for",
    "contraindications": "What speaks against it",
    "assessment": "What is looked at before",
    "consent": "What is agreed to",
    "steps": "Steps",
    "dose": "Dose",
    "emergency": "When something goes wrong",
    "after_care": "After-care",
    "records": "What is written down",
    "when_to_call": "When a physician is called",
}
CLINICAL: Final = frozenset(
    {"eligibility", "contraindications", "steps", "dose", "emergency", "when_to_call"}
)
"""A change in one of these changes what is done: everybody reads it anew."""
READ_WITHIN_DAYS: Final = 7
"""A version is read and signed within so many days (house)."""
REVIEW_EVERY_DAYS: Final = 365
DRIFT_LIMIT: Final = 0.02
"""No more than so large a share of lines lies outside the protocol (house)."""
SURE: Final = 1.96
"""Of the interval around a share: 95 of 100."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a treatment stays within. None: not limited. `products`: the only ones, compared without case; ages in years; units of one session."""

    max_units: Decimal | None = None
    max_units_by_area: Mapping[str, Decimal] = field(default_factory=dict)
    interval_days: int | None = None
    products: frozenset[str] | None = None
    least_age: int | None = None
    most_age: int | None = None

    def plain(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "max_units": None if self.max_units is None else str(self.max_units),
            "max_units_by_area": {area: str(units) for area, units in sorted(self.max_units_by_area.items())},
            "interval_days": self.interval_days,
            "products": None if self.products is None else sorted(self.products),
            "least_age": self.least_age,
            "most_age": self.most_age,
        }

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Limits:
        """As it was kept."""
        units, products = plain.get("max_units"), plain.get("products")
        return cls(
            None if units is None else Decimal(units),
            {area: Decimal(one) for area, one in plain.get("max_units_by_area", {}).items()},
            plain.get("interval_days"),
            None if products is None else frozenset(products),
            plain.get("least_age"),
            plain.get("most_age"),
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A line of treatment as it was charted. What is None was not charted, and deviates from nothing."""

    product: str | None = None
    units: Decimal | None = None
    units_by_area: Mapping[str, Decimal] = field(default_factory=dict)
    age: int | None = None
    days_since_last: int | None = None


def deviations(limits: Limits, line: Line) -> tuple[str, ...]:
    """In what a line lies outside the limits, in words."""
    found = []
    if limits.max_units is not None and line.units is not None and line.units > limits.max_units:
        found.append(f"{line.units} units, and {limits.max_units} are the most of a session")
    for area, most in sorted(limits.max_units_by_area.items()):
        if line.units_by_area.get(area, Decimal(0)) > most:
            found.append(
                f"{area.replace('_', ' ')} {line.units_by_area[area]} units, and {most} are the most there"
            )
    if (
        limits.interval_days is not None
        and line.days_since_last is not None
        and line.days_since_last < limits.interval_days
    ):
        found.append(
            f"{line.days_since_last} days after the last, and {limits.interval_days} lie between two"
        )
    if (
        limits.products is not None
        and line.product
        and line.product.casefold() not in {one.casefold() for one in limits.products}
    ):
        found.append(f"{line.product} is not among its products")
    if line.age is not None and (
        (limits.least_age is not None and line.age < limits.least_age)
        or (limits.most_age is not None and line.age > limits.most_age)
    ):
        found.append(f"{line.age} years is no age it is for")
    return tuple(found)


def loosened(below: Limits, above: Limits) -> tuple[str, ...]:
    """The limits that an addendum would loosen, by name; nothing if it only tightens."""
    found = []
    for name, wider in (("max_units", 1), ("interval_days", -1), ("least_age", -1), ("most_age", 1)):
        held, given = getattr(below, name), getattr(above, name)
        if held is not None and given is not None and (given - held) * wider > 0:
            found.append(name)
    for area, most in above.max_units_by_area.items():
        if area in below.max_units_by_area and most > below.max_units_by_area[area]:
            found.append(f"max_units_by_area.{area}")
    if below.products is not None and above.products is not None and above.products - below.products:
        found.append("products")
    return tuple(found)


def tightened(below: Limits, above: Limits) -> Limits:
    """Both together: of each limit the tighter."""

    def pick(name: str, choose: Any) -> Any:  # noqa: ANN401 - a limit of any kind
        given = [one for one in (getattr(below, name), getattr(above, name)) if one is not None]
        return choose(given) if given else None

    areas = {**below.max_units_by_area}
    for area, most in above.max_units_by_area.items():
        areas[area] = min(most, areas.get(area, most))
    products = below.products if above.products is None else above.products
    if below.products is not None and above.products is not None:
        products = below.products & above.products
    return Limits(
        pick("max_units", min),
        areas,
        pick("interval_days", max),
        products,
        pick("least_age", max),
        pick("most_age", min),
    )


@dataclass(frozen=True, slots=True)
class Text:
    """A layer: its sections by name, and its limits."""

    layer: str
    version: str
    sections: Mapping[str, str]
    limits: Limits = Limits()


@dataclass(frozen=True, slots=True)
class Composed:
    """The protocol as it holds: each section with the layers it comes of, and the limits of all together."""

    sections: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    limits: Limits
    layers: tuple[Text, ...]


def composed(layers: tuple[Text, ...]) -> Composed:
    """Master, state and site together, in this order: a section stands with what each layer says to it, the nearest last."""
    sections = tuple(
        (name, said)
        for name in SECTIONS
        if (
            said := tuple(
                (one.layer, one.sections[name]) for one in layers if one.sections.get(name, "").strip()
            )
        )
    )
    limits = Limits()
    for one in layers:
        limits = tightened(limits, one.limits)
    return Composed(sections, limits, layers)


def next_version(before: Text | None, after: Text) -> str:
    """The version of a text after another: 1.0.0 at first; a change of what is done or of a limit is the next minor, of words the next patch."""
    if before is None:
        return "1.0.0"
    major, minor, patch = (int(one) for one in before.version.split("."))
    changed = {name for name in SECTIONS if before.sections.get(name, "") != after.sections.get(name, "")}
    if changed & CLINICAL or before.limits != after.limits:
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + 1}"


def changes(before: Text, after: Text) -> list[tuple[str, str, str]]:
    """What changed between two versions: section or limit, what it said, what it says."""
    found = [
        (said, before.sections.get(name, ""), after.sections.get(name, ""))
        for name, said in SECTIONS.items()
        if before.sections.get(name, "") != after.sections.get(name, "")
    ]
    held, given = before.limits.plain(), after.limits.plain()
    found += [
        (name.replace("_", " "), _said(held[name]), _said(given[name]))
        for name in held
        if held[name] != given[name]
    ]
    return found


def _said(value: Any) -> str:  # noqa: ANN401 - a limit of any kind
    match value:
        case None:
            return "not limited"
        case dict():
            return (
                ", ".join(f"{area.replace('_', ' ')} {units}" for area, units in value.items())
                or "not limited"
            )
        case list():
            return ", ".join(value)
    return str(value)


@dataclass(frozen=True, slots=True)
class Drift:
    """Of so many lines so many lay outside. `low`, `high`: Wilson's interval around the share."""

    lines: int
    outside: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """The share that lay outside; 0 of none."""
        return self.outside / self.lines if self.lines else 0.0

    @property
    def state(self) -> str:
        """`over` the limit for sure, `maybe` over it, `within`."""
        if self.low > DRIFT_LIMIT:
            return "over"
        return "maybe" if self.share > DRIFT_LIMIT else "within"


def drift(lines: int, outside: int) -> Drift:
    """The share of lines outside the protocol with Wilson's interval (E. B. Wilson, JASA 22, 1927)."""
    if not lines:
        return Drift(0, 0, 0.0, 1.0)
    p, z2 = outside / lines, SURE * SURE
    middle = (p + z2 / (2 * lines)) / (1 + z2 / lines)
    half = SURE * sqrt(p * (1 - p) / lines + z2 / (4 * lines * lines)) / (1 + z2 / lines)
    return Drift(lines, outside, max(0.0, middle - half), min(1.0, middle + half))
