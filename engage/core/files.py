"""Files people hang on things: type told by content, size limited, seen by whoever sees the thing."""

import hashlib
import io
import zipfile
from datetime import datetime

from sqlalchemy import CheckConstraint, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from engage.core import clock, links
from engage.core.db import Model, UtcDateTime, db
from engage.core.errors import Invalid, NotThere

MAX_NAME = 120
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
    try:
        names = set(zipfile.ZipFile(io.BytesIO(content)).namelist())
    except zipfile.BadZipFile:
        return None
    macros = any(name.endswith("vbaProject.bin") for name in names)
    return None if macros else next((kind for part, kind in OFFICE.items() if part in names), None)


def store(name: str, content: bytes, on_kind: str, on_id: int, max_bytes: int) -> StoredFile:
    """Keep a file on a thing, or say plainly why not."""
    if not content:
        raise Invalid("The file is empty.")
    if len(content) > max_bytes:
        raise Invalid(f"The file is larger than {max_bytes // 1_000_000} MB.")
    kind = kind_of(content)
    if kind is None:
        raise Invalid("Files can be PDF, Word, Excel, PowerPoint (without macros), PNG or JPEG.")
    content_type, ending = kind
    if not name.lower().endswith(("." + ending, ".jpeg") if ending == "jpg" else "." + ending):
        raise Invalid(f"The file's name does not match what is in it: it is a {ending} file.")
    safe = "".join(c for c in name.replace("\\", "/").rsplit("/", 1)[-1] if c.isprintable())[-MAX_NAME:]
    row = StoredFile(
        on_kind=on_kind, on_id=on_id, name=safe, content_type=content_type, size=len(content),
        sha256=hashlib.sha256(content).hexdigest(), content=content, added_at=clock.now(),
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    return row


def fetch(file_id: int) -> StoredFile:
    """A file for whoever may see the thing it hangs on; for everybody else it is not there."""
    row = db.session.get(StoredFile, file_id)
    if row is None or links.resolve(row.on_kind, row.on_id) is None:
        raise NotThere
    return row
