"""Small pictures, and what a camera writes into them."""

import struct
import zlib

PLACE = b"GPS 53.4084N 2.9916W"


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int = 4, height: int = 3, *more: bytes) -> bytes:
    """A red one; `more` chunks stand before its pixels."""
    rows = b"".join(b"\0" + b"\xc0\x40\x30" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (chunk(b"IHDR", head), *more, chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def exif(orientation: int = 1, order: str = "<") -> bytes:
    """What a phone writes: which way up, and where it was."""
    mark = b"II*\0" if order == "<" else b"MM\0*"
    entry = struct.pack(order + "HHIHH", 0x0112, 3, 1, orientation, 0)
    return b"Exif\0\0" + mark + struct.pack(order + "IH", 8, 1) + entry + struct.pack(order + "I", 0) + PLACE


# The smallest grey picture of 8 by 8: tables cut to what its single block needs.
_QUANT = segment(0xDB, b"\0" + b"\x01" * 64)
_FRAME = segment(0xC0, struct.pack(">BHHBBBB", 8, 8, 8, 1, 1, 0x11, 0))
_DC = segment(0xC4, b"\x00" + b"\x01" + b"\0" * 15 + b"\x00")
_AC = segment(0xC4, b"\x10" + b"\x01" + b"\0" * 15 + b"\x00")
_SCAN = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x3f"
PICTURE = _QUANT + _FRAME + _DC + _AC + _SCAN


def jpeg(*more: bytes, after: bytes = b"") -> bytes:
    """A grey one; `more` segments come first, `after` follows its end."""
    return b"\xff\xd8" + b"".join(more) + PICTURE + b"\xff\xd9" + after
