"""Who somebody is: by what they are found again, and whether two entries may be the same human being."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from rapidfuzz.distance import JaroWinkler

OF_AGE: Final = 18
PREFIX: Final = 3
"""From so many letters on a name is found by its beginning."""
SHORTEST_NUMBER: Final = 7
ALIKE: Final = 0.88
"""From this likeness on two names may be one name, mistyped: Jaro and Winkler's measure, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What names somebody. `born` None where it is not known to the day; `guardian` speaks for who is not of age."""

    family: str
    given: str
    born: date | None = None
    sex: str = ""
    phone: str = ""
    email: str = ""
    street: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    language: str = ""
    guardian: str = ""
    guardian_phone: str = ""
    emergency: str = ""
    emergency_phone: str = ""

    @property
    def name(self) -> str:
        """As people say it."""
        return f"{self.given} {self.family}".strip() or "without a name"


def plain(text: str) -> str:
    """Letters and digits only, without accents, in small letters."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[^a-z0-9]+", " ", "".join(one for one in bare if not unicodedata.combining(one))).strip()


def digits(phone: str) -> str:
    """The last ten digits of a telephone number: with or without the country it is the same."""
    return re.sub(r"\D", "", phone)[-10:]


def keys_of(one: Identity) -> tuple[str, ...]:
    """By what they are looked for: words of the name and their beginnings, the day of birth, telephone, mail."""
    words = plain(one.name).split() if one.family or one.given else []
    found = [f"name {word}" for word in words]
    found += [f"begins {word[:PREFIX]}" for word in words if len(word) >= PREFIX]
    found += [f"born {one.born.isoformat()}"] if one.born else []
    found += [f"phone {digits(one.phone)}"] if len(digits(one.phone)) >= SHORTEST_NUMBER else []
    found += [f"mail {one.email.strip().casefold()}"] if one.email.strip() else []
    return tuple(dict.fromkeys(found))


def keys_asked(text: str) -> tuple[str, ...]:
    """What was typed to find somebody, as keys that all have to fit: a name or its beginning, a birthday, a number, a mail address."""
    found: list[str] = []
    number = ""
    for word in text.split():
        if "@" in word:
            found.append(f"mail {word.casefold()}")
        elif (day := _day(word)) is not None:
            found.append(f"born {day.isoformat()}")
        elif not re.search(r"[^\W\d_]", word):
            number += "" if "/" in word else word  # a telephone number is often written in parts
        else:
            found += [f"begins {one[:PREFIX]}" for one in plain(word).split() if len(one) >= PREFIX]
    found += [f"phone {digits(number)}"] if len(digits(number)) >= SHORTEST_NUMBER else []
    return tuple(dict.fromkeys(found))


def fits(one: Identity, text: str) -> bool:
    """Whether each word that was typed begins a word of the name, or is no word of a name."""
    names = plain(one.name).split()
    typed = (
        part
        for word in text.split()
        if "@" not in word and _day(word) is None
        for part in plain(word).split()
    )
    return all(any(name.startswith(part) for name in names) for part in typed if not part.isdigit())


def _day(word: str) -> date | None:
    for form in (r"(\d{4})-(\d\d?)-(\d\d?)", r"(\d\d?)/(\d\d?)/(\d{4})"):
        if found := re.fullmatch(form, word):
            numbers = [int(one) for one in found.groups()]
            year, month, day = numbers if numbers[0] > 31 else (numbers[2], numbers[0], numbers[1])
            try:
                return date(year, month, day)
            except ValueError:
                return None
    return None


def same(one: Identity, other: Identity) -> str:
    """Why two may be the same human being, in words; nothing if they do not look it.

    The same birthday and much the same name; the same name and a birthday mistyped by one digit or with day and month exchanged;
    the same telephone or mail and much the same given name.
    """
    name = _alike(one.name, other.name)
    turned = _alike(one.name, f"{other.family} {other.given}")
    if one.born and one.born == other.born and max(name, turned) >= ALIKE:
        return "the same birthday and much the same name"
    if max(name, turned) >= ALIKE and one.born and other.born and _mistyped(one.born, other.born):
        return "much the same name, and a birthday that may be mistyped"
    reached = (digits(one.phone) and digits(one.phone) == digits(other.phone)) or (
        one.email and one.email.casefold() == other.email.casefold()
    )
    if reached and _alike(one.given, other.given) >= ALIKE:
        return "the same telephone or mail, and much the same given name"
    return ""


def _alike(one: str, other: str) -> float:
    return JaroWinkler.similarity(plain(one), plain(other))


def _mistyped(one: date, other: date) -> bool:
    if (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return True
    return sum(a != b for a, b in zip(one.isoformat(), other.isoformat(), strict=True)) == 1


def age(born: date, on: date) -> int:
    """Whole years on a day; who was born on February 29 is a year older from March 1 on."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def is_minor(born: date | None, on: date) -> bool:
    """Whether somebody is not of age on a day; False where the birthday is not known."""
    return born is not None and age(born, on) < OF_AGE


def wanting(one: Identity, on: date) -> Iterable[tuple[str, str]]:
    """What an entry lacks: field and words."""
    if not one.family.strip():
        yield "family", "a family name is wanted"
    if not one.given.strip():
        yield "given", "a given name is wanted"
    if one.born is None:
        yield "born", "the day of birth is wanted: it tells people apart, and says who is of age"
    elif one.born > on:
        yield "born", f"{one.born} is still to come"
    elif age(one.born, on) > 130:
        yield "born", f"{one.born} is more than 130 years ago"
    if is_minor(one.born, on) and not one.guardian.strip():
        yield "guardian", "who is not of age has a guardian, who consents for them"
