"""Text from people and files, made alike for every database: NFC, stripped, without control characters."""

import re
import unicodedata

LINE_ENDS = re.compile(r"\r\n?|[\u0085\u2028\u2029]")
BLANK_LINES = re.compile(r"\n{3,}")


def _kept(character: str) -> bool:
    # PostgreSQL refuses NUL, and no encoder takes a lone surrogate: both go, on every database.
    return character == "\n" or unicodedata.category(character) not in {"Cc", "Cs"}


def clean(raw: str, *, lines: bool = True) -> str:
    """The text as stored: one kind of line end (a space where `lines` is false), one blank line at most."""
    if raw.isascii() and raw.isprintable():
        return raw.strip()
    text = LINE_ENDS.sub("\n", raw).replace("\t", " ")
    if not lines:
        text = text.replace("\n", " ")
    text = "".join(character for character in text if _kept(character))
    text = unicodedata.normalize("NFC", text).strip()
    return BLANK_LINES.sub("\n\n", text)
