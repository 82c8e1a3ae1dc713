"""Pictures as phones take them: upright, no larger than is looked at, and nothing but pixels is left."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import ExifTags, Image

from openmso.foundation.pictures import LARGEST, SIDE, PictureError, kept

ORIENTATION, GPS, MAKE = 0x0112, 0x8825, 0x010F


def taken(
    kind: str = "JPEG", size: tuple[int, int] = (60, 40), *, turned: bool = False, **more: object
) -> bytes:
    """A picture whose left half is red; with the place and the camera in it, and turned if so wanted."""
    image = Image.new("RGB", size, "white")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[MAKE] = "Example Phones"
    exif[ORIENTATION] = 6 if turned else 1  # 6: to be turned a quarter clockwise
    exif.get_ifd(GPS)[int(ExifTags.GPS.GPSLatitude)] = (30.0, 16.0, 2.0)
    out = BytesIO()
    image.save(out, kind, exif=exif, **more)
    return out.getvalue()


def is_red(image: Image.Image, x: int, y: int) -> bool:
    found = image.getpixel((x, y))
    assert isinstance(found, tuple)
    return found[0] > 200 and found[1] < 60


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_is_kept_is_a_jpeg_of_the_pixels_only(kind: str) -> None:
    data = taken(kind)
    assert b"Example Phones" in data
    made = kept(data)
    assert b"Example Phones" not in made
    with Image.open(BytesIO(made)) as image:
        assert (image.format, image.size) == ("JPEG", (60, 40))
        assert not dict(image.getexif())
        assert is_red(image, 5, 20)


def test_it_is_turned_upright_and_made_smaller() -> None:
    with Image.open(BytesIO(kept(taken(turned=True)))) as image:
        assert image.size == (40, 60)
        assert is_red(image, 20, 5)  # what was left is above
        assert not is_red(image, 20, 55)
    with Image.open(BytesIO(kept(taken(size=(SIDE * 2, SIDE))))) as image:
        assert image.size == (SIDE, SIDE // 2)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no JPEG"),
        (b"%PDF-1.7 no picture", "no JPEG"),
        (taken()[:200], "no JPEG"),
        (taken("PNG")[:-40], "no JPEG"),
        (taken("GIF"), "no JPEG"),
        (b"x" * (LARGEST + 1), "at most 20"),
    ],
)
def test_what_is_no_picture_says_so(data: bytes, said: str) -> None:
    with pytest.raises(PictureError, match=said):
        kept(data)


def test_a_small_file_that_unfolds_to_a_huge_picture_is_not_unfolded() -> None:
    for side in (9_200, 12_000, 20_000):
        out = BytesIO()
        Image.new("1", (side, side)).save(out, "PNG")
        assert len(out.getvalue()) < 100_000
        with pytest.raises(PictureError, match="more than 80 million pixels"):
            kept(out.getvalue())
