"""Text of others, made harmless before it is shown."""

from __future__ import annotations


def clean(text: str) -> str:
    """Text of others without control characters, which could steer a terminal."""
    return "".join(
        "�" if (ord(sign) < 32 and sign not in "\t\n") or 127 <= ord(sign) < 160 else sign for sign in text
    )
