"""What bytes are, by what they begin with. The name of a file says nothing that one could rely on."""

from __future__ import annotations

from typing import Final

UNKNOWN: Final = "application/octet-stream"
TEXT: Final = "text/plain"

PROGRAMS: Final = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"#!")
"""How programs begin: Windows, Linux, Java and macOS, macOS of 64 and 32 bits, scripts."""

BEGINNINGS: Final = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"{\\rtf", "application/rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"\x1f\x8b", "application/gzip"),
)
INSIDE: Final = (
    (4, b"ftypheic", "image/heic"),
    (4, b"ftypmif1", "image/heif"),
    (4, b"ftypqt", "video/quicktime"),
    (4, b"ftyp", "video/mp4"),
    (8, b"WEBP", "image/webp"),
    (8, b"WAVE", "audio/wav"),
    (128, b"DICM", "application/dicom"),
)
"""What stands some bytes behind the beginning."""
OFFICE: Final = (
    (b"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
)
"""What lies in the zip of an office document; a name in a zip stands 30 bytes behind the mark of its entry."""


def media_type(data: bytes) -> str:
    """The media type of some bytes; `UNKNOWN` if they are nothing that is known here.

    Anything that is text is plain text, markup too: no page and no script is ever handed to a browser as such.
    """
    for beginning, found in BEGINNINGS:
        if data.startswith(beginning):
            return found
    for place, mark, found in INSIDE:
        if data[place : place + len(mark)] == mark:
            return found
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data)
    return TEXT if _is_text(data) else UNKNOWN


def is_program(data: bytes) -> bool:
    """Whether the bytes begin as something that a machine would run."""
    return data.startswith(PROGRAMS)


def _zipped(data: bytes) -> str:
    entries = [part[26:36] for part in data.split(b"PK\x03\x04")]
    if any(name.startswith(b"[Content_T") for name in entries):
        for folder, found in OFFICE:
            if any(name.startswith(folder) for name in entries):
                return found
    return "application/zip"


def _is_text(data: bytes) -> bool:
    try:
        words = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not any(sign < " " and sign not in "\t\n\r\f" for sign in words)
