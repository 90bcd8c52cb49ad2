"""Pictures for the demonstration's stories, drawn here: hills under a sky, a sun, and a river."""

import math
import struct
import zlib

WIDTH, HEIGHT = 480, 270
Colour = tuple[int, int, int]


def landscape(top: Colour, low: Colour, hills: tuple[Colour, Colour], sun: Colour, phase: float) -> bytes:
    """A PNG of two rows of hills under a sky that runs from one colour to another."""
    far = [HEIGHT * 0.55 + 22 * math.sin(x / 70 + phase) + 9 * math.sin(x / 23) for x in range(WIDTH)]
    near = [HEIGHT * 0.74 + 26 * math.sin(x / 95 + 2 * phase) for x in range(WIDTH)]
    rows = bytearray()
    for y in range(HEIGHT):
        share = y / HEIGHT
        sky = bytes(round(a + (b - a) * share) for a, b in zip(top, low, strict=True))
        rows.append(0)
        for x in range(WIDTH):
            if y > near[x]:
                rows += bytes(hills[1])
            elif y > far[x]:
                rows += bytes(hills[0])
            elif (x - 350) ** 2 + (y - 80) ** 2 < 1000:
                rows += bytes(sun)
            else:
                rows += sky
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    parts = (_chunk(b"IHDR", head), _chunk(b"IDAT", zlib.compress(bytes(rows), 6)), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
