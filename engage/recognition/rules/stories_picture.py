"""A picture without what a camera writes into it: place, time, owner, thumbnails. Formats: ITU T.81, W3C PNG, Exif."""

import struct
import zlib

JPEG, PNG = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"
MOST_SIDE, MOST_PIXELS = 12_000, 60_000_000
# What a PNG needs to look as it does. Text, times, Exif and animation are left out.
CHUNKS = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT"})
SOF = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
SOS, EOI, COM, APP0, APP1, APP2, APP14, APP15 = 0xDA, 0xD9, 0xFE, 0xE0, 0xE1, 0xE2, 0xEE, 0xEF
ICC, EXIF, ADOBE = b"ICC_PROFILE\0", b"Exif\0\0", b"Adobe"
ORIENTATION = 0x0112


class BadPicture(ValueError):
    """What was sent is no picture of its kind that can be read, or one too large to show."""


def cleaned(content: bytes) -> bytes:
    """The same picture, bare: pixels, colours, and which way up. Raises BadPicture."""
    try:
        if content.startswith(PNG):
            return _png(content)
        if content.startswith(JPEG):
            return _jpeg(content)
    except (struct.error, IndexError) as error:
        raise BadPicture("cut off") from error
    raise BadPicture("neither PNG nor JPEG")


def _fits(width: int, height: int) -> None:
    if not (0 < width <= MOST_SIDE and 0 < height <= MOST_SIDE and width * height <= MOST_PIXELS):
        raise BadPicture("too large")


def _png(content: bytes) -> bytes:
    found, at, seen = [PNG], len(PNG), set[bytes]()
    while b"IEND" not in seen:
        length, kind = struct.unpack_from(">I4s", content, at)
        end = at + 12 + length
        body = content[at + 8 : end - 4]
        if end > len(content) or struct.unpack_from(">I", content, end - 4)[0] != zlib.crc32(kind + body):
            raise BadPicture("damaged")
        if not seen and kind != b"IHDR":
            raise BadPicture("no header")
        if kind == b"IHDR":
            _fits(*struct.unpack_from(">II", body))
        if kind in CHUNKS:
            found.append(content[at:end])
        seen.add(kind)
        at = end
    if b"IDAT" not in seen:
        raise BadPicture("no pixels")
    return b"".join(found)


def _jpeg(content: bytes) -> bytes:
    found, at, turned, sized = [], 2, 1, False
    while True:
        at, marker = _marker(content, at)
        if marker == EOI:
            break
        (length,) = struct.unpack_from(">H", content, at)
        body = content[at + 2 : at + length]
        if length < 2 or len(body) != length - 2:
            raise BadPicture("cut off")
        at += length
        if marker in SOF:
            height, width = struct.unpack_from(">HH", body, 1)
            _fits(width, height)
            sized = True
        if marker == APP1 and body.startswith(EXIF):
            turned = _orientation(body[len(EXIF) :])
        if _kept(marker, body):
            found.append(_segment(marker, _bare(marker, body)))
        if marker == SOS:
            end = _scan_end(content, at)
            found.append(content[at:end])
            at = end
    if not sized or len(found) < 2:
        raise BadPicture("no pixels")
    return JPEG + (_turned(turned) if turned != 1 else b"") + b"".join(found) + bytes((0xFF, EOI))


def _marker(content: bytes, at: int) -> tuple[int, int]:
    """The next marker, and where what belongs to it begins."""
    if content[at] != 0xFF:
        raise BadPicture("damaged")
    while content[at] == 0xFF:
        at += 1
    return at + 1, content[at]


def _kept(marker: int, body: bytes) -> bool:
    if marker == APP0:
        return body.startswith(b"JFIF\0") and len(body) >= 14
    if marker == APP2:
        return body.startswith(ICC)
    if marker == APP14:
        return body.startswith(ADOBE)
    return marker != COM and not APP0 <= marker <= APP15


def _bare(marker: int, body: bytes) -> bytes:
    """A JFIF header without its thumbnail."""
    return body[:12] + b"\0\0" if marker == APP0 else body


def _segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def _scan_end(content: bytes, at: int) -> int:
    """Where the pixels of one scan end: at the next marker that is neither stuffing nor a restart."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0:
            raise BadPicture("cut off")
        if content[at + 1] != 0 and not 0xD0 <= content[at + 1] <= 0xD7 and content[at + 1] != 0xFF:
            return at
        at += 1 if content[at + 1] == 0xFF else 2


def _orientation(tiff: bytes) -> int:
    """Which way up the camera was held, 1 to 8; 1 where it does not say."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 1
    try:
        (start,) = struct.unpack_from(order + "I", tiff, 4)
        (entries,) = struct.unpack_from(order + "H", tiff, start)
        for number in range(entries):
            tag, kind, amount, value = struct.unpack_from(order + "HHIH", tiff, start + 2 + 12 * number)
            if (tag, kind, amount) == (ORIENTATION, 3, 1):
                return value if 1 <= value <= 8 else 1
    except struct.error:
        return 1
    return 1


def _turned(orientation: int) -> bytes:
    """An Exif segment that says which way up, and nothing else."""
    entry = struct.pack(">HHIHH", ORIENTATION, 3, 1, orientation, 0)
    return _segment(APP1, EXIF + b"MM\0*" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0))
