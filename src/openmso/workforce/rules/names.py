"""Names of people and companies, folded so that the same name written in two ways becomes the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Final
from unicodedata import combining, normalize

SUFFIXES: Final = {"JR": "JR", "SR": "SR", "II": "II", "2ND": "II", "III": "III", "3RD": "III", "IV": "IV"}
TITLES: Final = frozenset({"DR", "MR", "MRS", "MS", "MISS", "PROF"})
CREDENTIALS: Final = frozenset(
    [
        "MD",
        "RN",
        "LPN",
        "LVN",
        "APRN",
        "ARNP",
        "CRNP",
        "CNP",
        "NPC",
        "FNP",
        "FNPC",
        "FNPBC",
        "PAC",
        "PHD",
        "DNP",
        "MSN",
        "BSN",
        "DDS",
        "DMD",
        "PHARMD",
        "RPH",
        "CRNA",
        "CNM",
        "CNS",
        "DPM",
        "DC",
        "OD",
        "FACS",
        "FAAD",
        "FACOG",
        "CMA",
        "RMA",
        "MBA",
        "MPH",
        "ESQ",
        "LAC",
        "LCSW",
    ]
)
AFTER_A_COMMA: Final = CREDENTIALS | {"DO", "NP", "PA", "MA", "LE", "BS"}
"""Behind a comma these are credentials, too; elsewhere they are names: Anh Do, Jack Ma, Kim Le."""
PARTICLES: Final = frozenset(
    [
        "DE",
        "LA",
        "LAS",
        "LOS",
        "DEL",
        "DELA",
        "DI",
        "DA",
        "DO",
        "DOS",
        "DAS",
        "DU",
        "LE",
        "VAN",
        "VON",
        "DER",
        "DEN",
        "TER",
        "ST",
        "SAINT",
        "SAN",
        "SANTA",
        "EL",
        "AL",
        "BIN",
        "IBN",
        "ABU",
        "MC",
        "MAC",
        "O",
    ]
)
FORMS: Final = frozenset(
    [
        "INC",
        "INCORPORATED",
        "LLC",
        "LC",
        "LLP",
        "LP",
        "PLLC",
        "PLC",
        "PC",
        "PA",
        "LTD",
        "LIMITED",
        "CO",
        "COMPANY",
        "CORP",
        "CORPORATION",
        "THE",
        "OF",
        "AND",
    ]
)
_LETTERS: Final = str.maketrans(
    {"ß": "SS", "Æ": "AE", "æ": "AE", "Ø": "O", "ø": "O", "Œ": "OE", "œ": "OE", "Ł": "L", "ł": "L", "Đ": "D",
     "đ": "D", "Ð": "D", "ð": "D", "Þ": "TH", "þ": "TH", "ı": "I"}
)  # fmt: skip
_APOSTROPHES: Final = re.compile("['’‘`´ʼ]")
_OTHER: Final = re.compile(r"[^A-Z0-9]+")


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in pieces, folded. `family`: without particles, a compound in its parts; `joined`: in one piece."""

    given: tuple[str, ...]
    middle: tuple[str, ...]
    family: tuple[str, ...]
    joined: str
    suffix: str = ""

    @property
    def words(self) -> frozenset[str]:
        """Every piece by which it may be found."""
        return frozenset(chain(self.given, self.middle, self.family, (self.joined,))) - {""}

    def turned(self) -> Name:
        """The same name with given and family name in each other's place."""
        return Name(self.family or (self.joined,), self.middle, self.given, "".join(self.given), self.suffix)


def folded(text: str) -> str:
    """Capital letters of A–Z and digits; accents, apostrophes and periods gone, everything else a space."""
    plain = normalize("NFKD", text.translate(_LETTERS))
    letters = "".join(one for one in plain if not combining(one)).upper().replace(".", "")
    return _OTHER.sub(" ", _APOSTROPHES.sub("", letters)).strip()


@lru_cache(maxsize=200_000)
def name_of(text: str) -> Name:
    """A name as people write it: "Dr. María de la Cruz-Rivera Jr., FNP-C" or "Cruz, Maria"."""
    parts = [part for part in text.split(",") if part.strip()]
    while len(parts) > 1 and all(_is_addition(word) for word in parts[-1].split()):
        addition = parts.pop()
        parts[0] += "".join(f" {word}" for word in addition.split() if _plain(word) in SUFFIXES)
    if len(parts) > 1:
        return name_of_parts(given=" ".join(parts[1:]), family=parts[0])
    words = [word for word in " ".join(parts).split() if _plain(word) not in CREDENTIALS]
    while len(words) > 1 and _plain(words[0]) in TITLES:
        words.pop(0)
    suffix = ""
    if len(words) > 2 and _plain(words[-1]) in SUFFIXES:
        suffix = words.pop()
    first = max(len(words) - 1, 0)
    while first > 1 and _plain(words[first - 1]) in PARTICLES:
        first -= 1
    return name_of_parts(given=" ".join(words[:first]), family=" ".join([*words[first:], suffix]))


def _plain(word: str) -> str:
    return folded(word).replace(" ", "")


def _is_addition(word: str) -> bool:
    return _plain(word) in AFTER_A_COMMA or _plain(word) in SUFFIXES


@lru_cache(maxsize=200_000)
def name_of_parts(*, given: str, family: str, middle: str = "") -> Name:
    """A name whose parts are known apart. A suffix may stand behind any of them."""
    # "J.R." is two initials; with letters before it, it is a suffix.
    firsts = folded(given.replace(".", " ") if "." in given else given).split()
    middles = [*firsts[1:], *folded(middle.replace(".", " ")).split()]
    lasts = folded(family).split()
    suffix = ""
    for words in (lasts, middles):
        if words and words[-1] in SUFFIXES and (words is middles or len(words) > 1):
            suffix = SUFFIXES[words.pop()]
    pieces = tuple(one for one in lasts if one not in PARTICLES) or tuple(lasts)
    return Name(tuple(firsts[:1]), tuple(middles), pieces, "".join(lasts), suffix)


@lru_cache(maxsize=100_000)
def company_of(text: str) -> str:
    """A company's name without its legal form, letters of an initialism together: "D M D, P.C." and "DMD PC" are alike."""
    words = folded(text.replace("&", " and ")).split()
    kept = [one for one in words if one not in FORMS] or words
    merged: list[str] = []
    run = ""
    for word in [*kept, ""]:
        if len(word) == 1:
            run += word
            continue
        merged += [run] * bool(run)
        run = ""
        merged += [word] * bool(word)
    return " ".join(merged)
