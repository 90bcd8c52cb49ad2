"""Files people hang on things: type told by content, size limited, seen by whoever sees the thing."""

import hashlib
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CheckConstraint, Index, LargeBinary, String, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from engage.core import clock, links
from engage.core.db import Model, UtcDateTime, db
from engage.core.errors import Invalid, NotThere

MAX_NAME = 120
# Of an archive only the list of names is read. Each name begins so, and no real document has this many.
ARCHIVED_NAME, MOST_NAMES = b"PK\x01\x02", 20_000
SIGNATURES = {
    "application/pdf": (b"%PDF-", "pdf"),
    "image/png": (b"\x89PNG\r\n\x1a\n", "png"),
    "image/jpeg": (b"\xff\xd8\xff", "jpg"),
}
OFFICE = {
    "word/document.xml": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    "xl/workbook.xml": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    "ppt/presentation.xml": (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "pptx",
    ),
}


WORDS = {"pdf": "PDF", "png": "PNG picture", "jpg": "JPEG picture", "docx": "Word", "xlsx": "Excel",
         "pptx": "PowerPoint"}  # fmt: skip
_ENDINGS = dict(OFFICE.values()) | {kind: end for kind, (_, end) in SIGNATURES.items()}


@dataclass(frozen=True)
class Listed:
    """A file in a list: everything but what is in it."""

    id: int
    name: str
    content_type: str
    size: int
    added_at: datetime

    @property
    def kind(self) -> str:
        """What it is, in a word."""
        return WORDS[_ENDINGS[self.content_type]]


@dataclass(frozen=True)
class Sent:
    """A file as it came: its name, and what is in it."""

    name: str
    content: bytes


class StoredFile(Model):
    """A file, kept in the database so that one backup holds everything."""

    __tablename__ = "stored_file"
    __table_args__ = (
        CheckConstraint("size > 0", name="not_empty"),
        Index("ix_stored_file_on", "on_kind", "on_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    on_kind: Mapped[str] = mapped_column(String(40))
    on_id: Mapped[int]
    name: Mapped[str] = mapped_column(String(MAX_NAME))
    content_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


def kind_of(content: bytes) -> tuple[str, str] | None:
    """Content type and ending by what the bytes are, or None where it is no kind we take."""
    for content_type, (signature, ending) in SIGNATURES.items():
        if content.startswith(signature):
            return content_type, ending
    if content.startswith(b"PK\x03\x04"):
        return _office_kind(content)
    return None


def _office_kind(content: bytes) -> tuple[str, str] | None:
    if content.count(ARCHIVED_NAME) > MOST_NAMES:
        return None
    try:
        names = set(zipfile.ZipFile(io.BytesIO(content)).namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    macros = any(name.endswith("vbaProject.bin") for name in names)
    return None if macros else next((kind for part, kind in OFFICE.items() if part in names), None)


def told(name: str, content: bytes, max_bytes: int) -> str:
    """The content type of a file that can be kept, or Invalid with the plain reason why not."""
    if not content:
        raise Invalid("The file is empty.")
    if len(content) > max_bytes:
        raise Invalid(f"The file is larger than {max_bytes // 1_000_000} MB.")
    kind = kind_of(content)
    if kind is None:
        raise Invalid(
            "Files can be PDF, Word, Excel, PowerPoint (without macros), PNG or JPEG. "
            "What is in this one is none of these, whatever its name says."
        )
    content_type, ending = kind
    if not name.lower().endswith(("." + ending, ".jpeg") if ending == "jpg" else "." + ending):
        raise Invalid(f"The file's name does not match what is in it: it is a {ending} file.")
    return content_type


def store(name: str, content: bytes, on_kind: str, on_id: int, max_bytes: int) -> StoredFile:
    """Keep a file on a thing, or say plainly why not."""
    content_type = told(name, content, max_bytes)
    row = StoredFile(
        on_kind=on_kind, on_id=on_id, name=shown_name(name), content_type=content_type, size=len(content),
        sha256=hashlib.sha256(content).hexdigest(), content=content, added_at=clock.now(),
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    return row


def add(sent: Sequence[Sent], on_kind: str, on_id: int, what: str, most: int, max_bytes: int) -> Sequence[int]:
    """Keep all of these on a thing, or none and the reason; what: "A page", for the sentence. The files' ids."""
    if not sent:
        raise Invalid("Choose a file first.")
    if len(on(on_kind, on_id)) + len(sent) > most:
        raise Invalid(f"{what} can have at most {most} files. Nothing was added.")
    for each in sent:
        try:
            told(each.name, each.content, max_bytes)
        except Invalid as problem:
            raise Invalid(f"Nothing was added. {shown_name(each.name)}: {problem.message}") from problem
    return [store(each.name, each.content, on_kind, on_id, max_bytes).id for each in sent]


def shown_name(name: str) -> str:
    """A file's name without its folders, and without what cannot be read."""
    return "".join(c for c in name.replace("\\", "/").rsplit("/", 1)[-1] if c.isprintable())[-MAX_NAME:]


def on(on_kind: str, on_id: int) -> Sequence[Listed]:
    """The files that hang on a thing, by name; what is in them is not read."""
    rows = (
        select(StoredFile.id, StoredFile.name, StoredFile.content_type, StoredFile.size, StoredFile.added_at)
        .where(StoredFile.on_kind == on_kind, StoredFile.on_id == on_id)
        .order_by(StoredFile.name, StoredFile.id)
    )
    return [Listed(*row) for row in db.session.execute(rows)]


def remove(on_kind: str, on_id: int, file_id: int) -> str | None:
    """Delete a file of this thing; answers what it was called, or None where the thing has no such file."""
    row = db.session.get(StoredFile, file_id)
    if row is None or (row.on_kind, row.on_id) != (on_kind, on_id):
        return None
    name = row.name
    db.session.delete(row)
    db.session.flush()
    return name


def remove_all(on_kind: str, on_id: int) -> None:
    """Delete every file of a thing."""
    db.session.execute(delete(StoredFile).where(StoredFile.on_kind == on_kind, StoredFile.on_id == on_id))


def fetch(file_id: int) -> StoredFile:
    """A file for whoever may see the thing it hangs on; for everybody else it is not there."""
    row = db.session.get(StoredFile, file_id)
    if row is None or links.resolve(row.on_kind, row.on_id) is None:
        raise NotThere
    return row
