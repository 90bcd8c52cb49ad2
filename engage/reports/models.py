"""Reports with their words and frozen figures, the council's layout and Word templates, and what was sent."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engage.core.db import Model, UtcDateTime
from engage.directory.models import Person, Unit
from engage.reports.rules.layout import MOST_HEADING, MOST_HINT, MOST_KEY, Asks
from engage.reports.rules.reports import MOST_AUTHOR, MOST_LINE, MOST_SENT_TO, MOST_TITLE, Kind, State


def _one_of(column: str, values: type[Kind] | type[State] | type[Asks]) -> str:
    return f"{column} IN ({', '.join(repr(str(value)) for value in values)})"


class WordTemplate(Model):
    """A Word file of the council's own that reports are put into; never changed, so that a report keeps its look."""

    __tablename__ = "word_template"
    __table_args__ = (CheckConstraint("length(content) > 0", name="not_empty"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    sha256: Mapped[str] = mapped_column(String(64))
    # Whether new documents are made with it; at most one is, and without one the default is used.
    in_use: Mapped[bool] = mapped_column(default=False)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Report(Model):
    """One report: what it is of, its cover, its blocks in order; a final one holds its whole document."""

    __tablename__ = "report"
    __table_args__ = (
        CheckConstraint(_one_of("kind", Kind), name="kind_is_known"),
        CheckConstraint(_one_of("state", State), name="state_is_known"),
        CheckConstraint("title <> ''", name="has_a_title"),
        CheckConstraint("last_day >= first_day", name="days_in_order"),
        CheckConstraint("(kind = 'directorate') = (unit_id IS NOT NULL)", name="a_directorate_has_its_unit"),
        CheckConstraint("(state = 'final') = (final_at IS NOT NULL)", name="final_has_its_time"),
        CheckConstraint("(state = 'final') = (document <> '')", name="final_has_its_document"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(MOST_TITLE))
    kind: Mapped[str] = mapped_column(String(12))
    state: Mapped[str] = mapped_column(String(10), default=State.DRAFT, index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    first_day: Mapped[date]
    last_day: Mapped[date]
    # Names of blocks in their order, parted by blanks.
    blocks: Mapped[str] = mapped_column(Text, default="")
    achievements: Mapped[str] = mapped_column(Text, default="")
    meeting: Mapped[str] = mapped_column(String(MOST_LINE), default="")
    meeting_on: Mapped[date | None]
    key_decision: Mapped[bool] = mapped_column(default=False)
    forward_plan: Mapped[str] = mapped_column(String(MOST_LINE), default="")
    wards: Mapped[str] = mapped_column(String(MOST_LINE), default="")
    contact: Mapped[str] = mapped_column(String(MOST_LINE), default="")
    # Of a final report: words, figures and layout as one canonical document, and its hash.
    document: Mapped[str] = mapped_column(Text, default="", deferred=True)
    sha256: Mapped[str] = mapped_column(String(64), default="")
    copied_from_id: Mapped[int | None] = mapped_column(ForeignKey("report.id", ondelete="SET NULL"))
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    final_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    unit: Mapped[Unit | None] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy's own way to say it


class ReportWords(Model):
    """What stands in one section of a report, by the section's key in the layout."""

    __tablename__ = "report_words"

    report_id: Mapped[int] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"), primary_key=True)
    section: Mapped[str] = mapped_column(String(MOST_KEY), primary_key=True)
    text: Mapped[str] = mapped_column(Text, default="")
    yes: Mapped[bool | None]
    author: Mapped[str] = mapped_column(String(MOST_AUTHOR), default="")
    written_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy's own way to say it


class ReportCommenter(Model):
    """Who is asked to write one section, of finance or of law; `done_at`: when they did."""

    __tablename__ = "report_commenter"

    report_id: Mapped[int] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"), primary_key=True)
    section: Mapped[str] = mapped_column(String(MOST_KEY), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    person: Mapped[Person] = relationship()
    report: Mapped[Report] = relationship()


class ReportSnapshot(Model):
    """Figures of a report as they stood at one time; written once, never changed."""

    __tablename__ = "report_snapshot"
    __table_args__ = (UniqueConstraint("report_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"))
    number: Mapped[int]
    document: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class ReportWorkedOut(Model):
    """The figures of a draft as they were worked out last, to look at; no document is made of them."""

    __tablename__ = "report_worked_out"

    report_id: Mapped[int] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"), primary_key=True)
    document: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ReportSent(Model):
    """That a final report was sent: when and to whom, in words; the hash says which document it was."""

    __tablename__ = "report_sent"
    __table_args__ = (CheckConstraint("sent_to <> ''", name="sent_to_somebody"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"), index=True)
    sent_on: Mapped[date] = mapped_column(index=True)
    sent_to: Mapped[str] = mapped_column(String(MOST_SENT_TO))
    sha256: Mapped[str] = mapped_column(String(64))
    noted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    report: Mapped[Report] = relationship()


class PaperSection(Model):
    """One section of the council's own layout; where there are none the defaults hold."""

    __tablename__ = "paper_section"
    __table_args__ = (CheckConstraint(_one_of("asks", Asks), name="asks_is_known"),)

    key: Mapped[str] = mapped_column(String(MOST_KEY), primary_key=True)
    heading: Mapped[str] = mapped_column(String(MOST_HEADING))
    asks: Mapped[str] = mapped_column(String(10), default=Asks.WORDS)
    hint: Mapped[str] = mapped_column(String(MOST_HINT), default="")
    numbered: Mapped[bool] = mapped_column(default=True)
    shown: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int]
