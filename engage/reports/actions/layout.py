"""The council's own layout of papers, and its Word template."""

import hashlib
from datetime import datetime

from sqlalchemy import delete

from engage.core import audit, files
from engage.core.db import db
from engage.core.errors import Conflict, Invalid
from engage.reports.formats import word_check
from engage.reports.models import PaperSection, WordTemplate
from engage.reports.queries import layout as queries
from engage.reports.rules.figures import Snapshot
from engage.reports.rules.layout import MOST_SECTIONS, Asks, Section, free_key, shifted
from engage.reports.rules.paper import Cover, Paper
from engage.reports.rules.periods import quarter_of

ON = "paper layout"


def _keep(sections: tuple[Section, ...], act: str, key: str = "") -> None:
    """All of it anew: a few short rows."""
    db.session.execute(delete(PaperSection))
    db.session.add_all(
        PaperSection(
            key=each.key, heading=each.heading, asks=each.asks, hint=each.hint, numbered=each.numbered,
            shown=each.shown, position=place,
        )
        for place, each in enumerate(sections)
    )  # fmt: skip
    db.session.flush()
    audit.record(act, ON, key)


def change(section: Section) -> None:
    """A section's heading, hint, and whether it is numbered and shown; what it asks for stays as it was."""
    before = queries.section(section.key)
    if before.asks is Asks.FIGURES and not section.shown:
        raise Invalid("The figures are what a report is for: this section is always shown.")
    own = Section(section.key, section.heading, before.asks, section.hint, section.numbered, section.shown)
    _keep(tuple(own if each.key == own.key else each for each in queries.sections()), "change section", own.key)


def add(section: Section) -> str:
    """A section of the council's own, at the end; its key."""
    held = queries.sections()
    if len(held) >= MOST_SECTIONS:
        raise Invalid(f"A paper can have at most {MOST_SECTIONS} sections.")
    if section.asks is Asks.FIGURES:
        raise Invalid("A paper has one section of figures, and it is there already.")
    key = free_key(section.heading, [each.key for each in held])
    own = Section(key, section.heading, section.asks, section.hint, section.numbered, section.shown)
    _keep((*held, own), "add section", key)
    return key


def move(key: str, up: bool) -> None:
    """A section a place further up or down."""
    _keep(shifted(queries.sections(), queries.section(key).key, up), "move section", key)


def start_again() -> None:
    """Back to the defaults; words of sections that are gone stay with their reports."""
    db.session.execute(delete(PaperSection))
    db.session.flush()
    audit.record("reset", ON)


def upload_template(name: str, content: bytes, person_id: int | None, at: datetime) -> WordTemplate:
    """Take a Word file in use as the template, once it was looked at and a page was made with it."""
    if not name.lower().endswith(".docx"):
        raise Invalid("Choose a Word file whose name ends in .docx.")
    word_check.check(content)
    _try(content, at)
    queries.put_aside_all()
    row = WordTemplate(
        name=files.shown_name(name), content=content, sha256=hashlib.sha256(content).hexdigest(), in_use=True,
        added_at=at, added_by_id=person_id,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    audit.record("upload template", ON, row.id)
    return row


def _try(content: bytes, at: datetime) -> None:
    # What writes Word files takes a while to load, and few requests need it.
    from engage.reports.formats import word

    period = quarter_of(at.date())
    nothing = Snapshot(period, period, at.date(), "", "", False, ())
    tried = Paper(Cover("Title", "Council", "Meeting", "", ()), (), nothing, "", True, None)
    try:
        word.made(tried, content)
    except Exception as error:
        raise Invalid("No report can be put into this file. Save it anew in Word and try again.") from error


def use_default() -> None:
    """No template of the council's own any more; final reports keep the one they were made with."""
    if queries.template_in_use() is None:
        raise Conflict("The default is in use already.")
    queries.put_aside_all()
    db.session.flush()
    audit.record("use default template", ON)
