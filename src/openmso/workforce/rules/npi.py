"""The check digit of the National Provider Identifier.

Source: CMS, "National Provider Identifier Standard: Requirements for NPI and NPI check digit": Luhn (ISO/IEC 7812) over
the nine digits with the prefix 80840 for health applications in the United States before them.
"""

from __future__ import annotations

from typing import Final

PREFIX: Final = "80840"


def is_npi(text: str) -> bool:
    """Whether a text is ten digits, begins with 1 or 2, and ends with its check digit."""
    ten = len(text) == 10 and text.isascii() and text.isdigit()
    return ten and text[0] in "12" and text[-1] == check_digit(text[:9])


def check_digit(nine: str) -> str:
    """The tenth digit to nine."""
    total = 0
    for place, digit in enumerate(reversed(PREFIX + nine)):
        # The last of the nine stands beside the check digit, so doubling begins with it.
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)
