"""What comes from outside as a photograph is opened strictly and written anew."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from careplan.picture import LONGEST_SIDE, MOST_BYTES, BadPicture, re_encoded


def photograph(size: tuple[int, int] = (300, 200), kind: str = "JPEG", **words: object) -> bytes:
    written = BytesIO()
    Image.new("RGB", size, "green").save(written, kind, **words)
    return written.getvalue()


def with_place() -> bytes:
    """Taken sideways, at a place, by a camera."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "SECRETCAMERA"
    exif.get_ifd(0x8825)[29] = "2026:09:04"
    return photograph(exif=exif, comment=b"SECRETCOMMENT")


def test_place_camera_and_comment_are_gone_and_it_stands_upright() -> None:
    given = with_place()
    assert b"SECRETCAMERA" in given

    made = re_encoded(given + b"SECRETTAIL")

    with Image.open(BytesIO(made)) as picture:
        assert (picture.format, picture.size, len(picture.getexif())) == ("JPEG", (200, 300), 0)
    assert b"SECRET" not in made


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_large_one_is_made_smaller(kind: str) -> None:
    with Image.open(BytesIO(re_encoded(photograph((4000, 1000), kind)))) as picture:
        assert (picture.format, picture.size) == ("JPEG", (LONGEST_SIDE, LONGEST_SIDE // 4))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "format"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "format"),
        (b"%PDF-1.7", "format"),
        (photograph()[:400], "format"),
        (photograph(kind="GIF"), "format"),
        (photograph((10_000, 5_000), "PNG"), "pixels"),
        (b"\x00" * (MOST_BYTES + 1), "size"),
    ],
    ids=["empty", "svg", "pdf", "cut off", "gif", "too many pixels", "too many bytes"],
)
def test_what_is_no_photograph_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(BadPicture) as fault:
        re_encoded(data)
    assert fault.value.reason == reason
