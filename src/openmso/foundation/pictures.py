"""Pictures as phones take them: turned upright, made no larger than is looked at, without where and with what they were taken."""

from __future__ import annotations

from io import BytesIO
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

MEDIA: Final = "image/jpeg"
TAKEN: Final = ("JPEG", "PNG", "WEBP")
LARGEST: Final = 20 * 1024 * 1024
"""So many bytes a picture may have as it comes."""
PIXELS: Final = 80_000_000
"""So many pixels it may unfold to: no more than the largest phones take."""
SIDE: Final = 2400
"""Pixels of the longer side as it is kept: enough to see a bruise."""
TOO_MANY: Final = f"it unfolds to more than {PIXELS // 1_000_000} million pixels; take a smaller one"


class PictureError(ValueError):
    """What came is no picture that can be kept; says what mends it."""


def kept(data: bytes) -> bytes:
    """A JPEG of a picture: the pixels and nothing else. Raises `PictureError`."""
    if len(data) > LARGEST:
        raise PictureError(f"it has {len(data) // 1024 // 1024} MB; at most {LARGEST // 1024 // 1024}")
    try:
        with Image.open(BytesIO(data), formats=TAKEN) as opened:
            return _upright(opened)
    except PictureError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureError(TOO_MANY) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise PictureError("it is no JPEG, PNG or WebP that can be read; take the picture again") from None


def _upright(opened: Image.Image) -> bytes:
    if opened.width * opened.height > PIXELS:
        raise PictureError(TOO_MANY)
    upright = ImageOps.exif_transpose(opened).convert("RGB")
    upright.thumbnail((SIDE, SIDE))
    out = BytesIO()
    upright.save(out, "JPEG", quality=88, optimize=True)
    return out.getvalue()
