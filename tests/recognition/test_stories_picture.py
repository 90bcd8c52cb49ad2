"""What a camera writes into a picture does not get into Engage; what the eye sees does."""

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.recognition.rules.stories_picture import BadPicture, cleaned
from tests.recognition import pictures
from tests.recognition.pictures import PLACE, chunk, exif, jpeg, png, segment

ICC = segment(0xE2, b"ICC_PROFILE\0\x01\x01profile")
JFIF = b"JFIF\0\x01\x01\0\0\x01\0\x01"


def test_a_phones_jpeg_loses_place_time_comment_thumbnail_and_what_follows_its_end():
    sent = jpeg(
        segment(0xE0, JFIF + b"\x02\x01" + b"thumb1"), segment(0xE1, exif()), segment(0xE1, b"http://ns.adobe.com/xap/"),
        segment(0xED, b"Photoshop 3.0\0" + PLACE), ICC, segment(0xFE, PLACE), after=b"video" + PLACE,
    )  # fmt: skip
    kept = cleaned(sent)
    assert PLACE in sent and PLACE not in kept
    for lost in (b"Exif", b"adobe", b"thumb1", b"Photoshop", b"video"):
        assert lost not in kept
    assert kept == b"\xff\xd8" + segment(0xE0, JFIF + b"\0\0") + ICC + pictures.PICTURE + b"\xff\xd9"


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("turned", [3, 6, 8])
def test_a_picture_taken_sideways_stays_the_right_way_up(turned, order):
    kept = cleaned(jpeg(segment(0xE1, exif(turned, order))))
    assert PLACE not in kept
    assert kept.count(b"Exif") == 1 and struct.pack(">HHIH", 0x0112, 3, 1, turned) in kept
    assert cleaned(kept) == kept


@pytest.mark.parametrize("broken", [b"Exif\0\0", b"Exif\0\0II*\0\xff\xff\xff\xff", exif(77), b"Exif\0\0XX"])
def test_exif_that_makes_no_sense_is_dropped_whole(broken):
    assert cleaned(jpeg(segment(0xE1, broken))) == jpeg()


def test_a_jpeg_of_several_scans_and_restarts_keeps_them_all():
    scans = pictures.PICTURE + segment(0xC4, b"\0\x01" + b"\0" * 16) + segment(0xDA, b"\x01\x01\0\0\x3f\0")
    scans += b"\x12\xff\x00\x34\xff\xd0\x56"
    assert cleaned(b"\xff\xd8" + scans + b"\xff\xd9") == b"\xff\xd8" + scans + b"\xff\xd9"


def test_a_png_loses_its_texts_time_exif_and_what_follows_its_end():
    lost = [chunk(kind, b"Author\0" + PLACE) for kind in (b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME", b"prVt")]
    kept = cleaned(png(4, 3, *lost, chunk(b"gAMA", b"\0\0\xb1\x8f")) + PLACE)
    assert PLACE not in kept
    assert kept == png(4, 3, chunk(b"gAMA", b"\0\0\xb1\x8f"))


@pytest.mark.parametrize(
    "sent",
    [
        b"", b"GIF89a", b"%PDF-1.7", b"<svg>", png()[:-1], png()[:40], jpeg()[:-2], jpeg()[:30], b"\xff\xd8\xff\xd9",
        b"\x89PNG\r\n\x1a\n", png().replace(b"IDAT", b"IDAX"), png(20_000, 1), b"\xff\xd8\xff",
        png()[:-20] + zlib.compress(b""), jpeg()[:4] + b"\xff" + jpeg()[5:],
    ],
)  # fmt: skip
def test_what_is_no_picture_or_a_damaged_or_huge_one_is_refused(sent):
    with pytest.raises(BadPicture):
        cleaned(sent)


@given(st.binary(max_size=200), st.sampled_from([b"\xff\xd8", b"\x89PNG\r\n\x1a\n", jpeg()[:60], png()[:50]]))
def test_whatever_is_sent_is_cleaned_or_refused_and_never_breaks(more, start):
    try:
        kept = cleaned(start + more)
    except BadPicture:
        return
    assert cleaned(kept) == kept
