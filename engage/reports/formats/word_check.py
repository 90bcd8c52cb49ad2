"""Whether a Word file may be a template: what it is, and that nothing in it runs or is fetched."""

import io
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from engage.core.errors import Invalid

MOST_BYTES, MOST_UNPACKED, MOST_PARTS, MOST_RATIO = 5_000_000, 30_000_000, 400, 200
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
RUNS = ("vbaproject.bin", "vbadata.xml", "activex", "embeddings/", "attachedtoolbars", "afchunk", "oleobject")
NO_WORD = "This is not a Word file (.docx)."
WORDLESS = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


def check(content: bytes) -> None:
    """Invalid with the plain reason where it may not; nothing of it is run, and no part is unpacked beyond a limit."""
    if not content:
        raise Invalid("The file is empty.")
    if len(content) > MOST_BYTES:
        raise Invalid(f"The file is larger than {MOST_BYTES // 1_000_000} MB. Make its pictures smaller.")
    if not content.startswith(b"PK\x03\x04"):
        raise Invalid(NO_WORD)
    parts = _unpacked(content)
    if "word/document.xml" not in parts or "[Content_Types].xml" not in parts:
        raise Invalid(NO_WORD)
    _is_plain(parts)
    for name, part in parts.items():
        if name.lower().endswith((".xml", ".rels")):
            _check_part(name, part)


def _unpacked(content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_PARTS or sum(each.file_size for each in entries) > MOST_UNPACKED:
                raise Invalid("The file is too large once it is unpacked.")
            return dict(_each(archive, entries))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise Invalid(NO_WORD) from error


def _each(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Iterator[tuple[str, bytes]]:
    left = MOST_UNPACKED
    for each in entries:
        if each.file_size > MOST_RATIO * max(1000, each.compress_size):
            raise Invalid("The file is too large once it is unpacked.")
        # What an entry says of its own size is not believed.
        with archive.open(each) as part:
            found = part.read(left + 1)
        left -= len(found)
        if left < 0:
            raise Invalid("The file is too large once it is unpacked.")
        if ".." in each.filename or each.filename.startswith(("/", "\\")):
            raise Invalid(NO_WORD)
        yield each.filename, found


def _is_plain(parts: dict[str, bytes]) -> None:
    if any(word in name.lower() for name in parts for word in RUNS):
        raise Invalid("The file has a macro or something embedded in it. Save it as a plain Word document (.docx).")
    if b"macroenabled" in parts["[Content_Types].xml"].lower():
        raise Invalid("The file has macros. Save it as a plain Word document (.docx).")
    if MAIN.encode() not in parts["[Content_Types].xml"]:
        raise Invalid("Save the template as an ordinary Word document (.docx), not as .dotx or .docm.")


def _check_part(name: str, part: bytes) -> None:
    try:
        root = fromstring(part, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise Invalid(f"A part of the file cannot be read: {name}. Save it anew in Word.") from error
    for each in root.iter():
        if each.get("TargetMode", "").lower() == "external":
            raise Invalid(
                "The file points to something outside itself: a link, a picture that is not in it, or the template "
                "that it was made from. Take that out."
            )
        if each.tag == WORDLESS and not (each.get("descr") or "").strip():
            raise Invalid(
                "A picture in the file has no alternative text. Add it in Word, so that whoever does not see it knows "
                "what it shows."
            )
