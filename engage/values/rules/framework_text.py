"""Text from people and files, made alike for every database and every export."""

import re
import unicodedata

ENDS = re.compile(r"\r\n?|[\u0085\u2028\u2029]")
BLANK = re.compile(r"\n{3,}")


def clean(raw: str, *, lines: bool = False) -> str:
    """The text as stored: NFC, trimmed, without control characters; on one line unless `lines`."""
    text = ENDS.sub("\n", raw).replace("\t", " ")
    if not lines:
        text = text.replace("\n", " ")
    kept = "".join(c for c in text if c == "\n" or unicodedata.category(c) not in {"Cc", "Cs"})
    return BLANK.sub("\n\n", unicodedata.normalize("NFC", kept)).strip()
