"""A report as a Word document: accessible, in the council's own template, the same bytes for the same report.

Nothing of the moment goes into it: times in its properties are the day the figures were frozen, and the entries of
the archive carry a fixed date and are not compressed, so that no other version of a library packs them otherwise.
"""

import io
import zipfile
from datetime import datetime
from typing import Any

from docx import Document
from docx.document import Document as Opened

from engage.reports.formats import word_body, word_frame
from engage.reports.formats.word_styles import default_template, prepare
from engage.reports.rules.paper import Paper

# The earliest that a zip archive can say.
EPOCH = (1980, 1, 1, 0, 0, 0)


def made(paper: Paper, template: bytes | None) -> bytes:
    """The document; `template`: the council's own, None for the default."""
    opened = Document(io.BytesIO(template)) if template else default_template()
    prepare(opened)
    _properties(opened, paper)
    word_frame.fill(opened, paper)
    word_frame.mark(opened, paper)
    word_body.write(opened, paper, word_frame.has_title(opened))
    return _packed(opened)


def _properties(opened: Opened, paper: Paper) -> None:
    on = paper.snapshot.made_on
    own: Any = opened.core_properties
    own.title, own.author, own.last_modified_by = paper.cover.title, paper.cover.organisation, paper.cover.organisation
    own.language, own.revision, own.comments, own.subject = "en-GB", 1, "", paper.cover.meeting
    own.created = own.modified = datetime(on.year, on.month, on.day)  # noqa: DTZ001  # the format's times have no zone
    own.last_printed = own.created


def _packed(opened: Opened) -> bytes:
    first, out = io.BytesIO(), io.BytesIO()
    opened.save(first)
    with zipfile.ZipFile(first) as was, zipfile.ZipFile(out, "w") as archive:
        for name in was.namelist():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.external_attr, entry.create_system = 0o600 << 16, 3
            archive.writestr(entry, was.read(name), zipfile.ZIP_STORED)
    return out.getvalue()
