"""The letterhead: who signs, the address, and the logo."""

import struct
from dataclasses import dataclass

import typst

from engage.core import audit, files, pdf
from engage.core.db import db
from engage.core.errors import Invalid
from engage.recognition.models import Letterhead
from engage.recognition.queries.outcome_print import LETTERHEAD, ONE

MOST_BYTES, MOST_PIXELS = 2_000_000, 4_000
UNREADABLE = "This picture cannot be read. Save it again as PNG or JPEG, and try that."
# Markers of a JPEG that stand before its size, and carry nothing that tells it.
SIZES = frozenset({0xC0, 0xC1, 0xC2})


@dataclass(frozen=True)
class Head:
    """What stands on every letter and certificate."""

    signatory: str
    role: str
    address: str


def save(head: Head) -> None:
    """Keep it, unless a character of it could not be printed."""
    unknown = pdf.missing((head.signatory, head.role, head.address))
    if unknown:
        raise Invalid(f"These characters cannot be printed: {' '.join(sorted(unknown)[:10])}. Write it without them.")
    row = _row()
    row.signatory, row.signatory_role, row.address = head.signatory, head.role, head.address
    db.session.flush()
    audit.record("change", LETTERHEAD, ONE)


def _row() -> Letterhead:
    row = db.session.get(Letterhead, ONE, with_for_update=True)
    if row is None:
        row = Letterhead(id=ONE)
        db.session.add(row)
        db.session.flush()
    return row


def set_logo(name: str, content: bytes, shows: str) -> None:
    """Another logo, in place of the one before; tried on a sheet before it is kept."""
    kind = files.told(name, content, MOST_BYTES)
    if kind not in ("image/png", "image/jpeg"):
        raise Invalid("The logo must be a PNG or JPEG picture.")
    size = picture_size(content)
    if size is None:
        raise Invalid(UNREADABLE)
    if max(size) > MOST_PIXELS:
        raise Invalid(f"The picture is larger than {MOST_PIXELS:,} pixels. Make it smaller first.")
    if pdf.missing((shows,)):
        raise Invalid("Describe the logo in letters that can be printed.")
    _try(kind, content, shows)
    row = _row()
    files.remove_all(LETTERHEAD, ONE)
    files.store(name, content, LETTERHEAD, ONE, MOST_BYTES)
    row.logo_shows = shows
    db.session.flush()
    audit.record("change logo", LETTERHEAD, ONE)


def _try(kind: str, content: bytes, shows: str) -> None:
    name = "logo.png" if kind == "image/png" else "logo.jpg"
    words = {"signatory": "", "signatory_role": "", "address": "", "logo_shows": shows}
    try:
        pdf.make("certificate.typ", "Logo", {"letterhead": words, "logo": name, "by_site": False, "sheets": [
            {"over": "", "name": "A", "unit": "", "award": "", "line": "", "occasion": "", "citation": "", "gold": True,
             "day": ""},
        ]}, {name: content})  # fmt: skip
    except typst.TypstError as error:
        raise Invalid(UNREADABLE) from error


def drop_logo() -> None:
    """No logo any more."""
    files.remove_all(LETTERHEAD, ONE)
    _row().logo_shows = ""
    db.session.flush()
    audit.record("delete logo", LETTERHEAD, ONE)


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Width and height as a PNG or JPEG says them itself, before anything is unpacked; None where it says none."""
    if content.startswith(b"\x89PNG") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], struct.unpack(">H", content[at + 2 : at + 4])[0]
        if marker in SIZES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None
