"""Where a report stands: its figures frozen, comments asked for and written, final, sent."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy.exc import IntegrityError

from engage.core import audit, clock
from engage.core.db import db, flush_or
from engage.core.errors import Conflict, Invalid, Refused
from engage.reports.actions.reports import MOVED, ON, changeable, forget_figures, write
from engage.reports.models import Report, ReportCommenter, ReportSent, ReportSnapshot, ReportWorkedOut
from engage.reports.queries import papers
from engage.reports.queries import reports as queries
from engage.reports.rules import figures, paper
from engage.reports.rules.layout import Asks
from engage.reports.rules.paper import Words
from engage.reports.rules.reports import Kind, State, may_comment, may_freeze, may_go, missing

LACKS = {
    "frozen": "Its figures are not frozen.",
    "meeting": "It does not say for which meeting it is.",
    "date": "It has no date of the meeting.",
    "comments": "Somebody who was asked has not written their comments yet.",
}


class Unready(Invalid):
    """A report that lacks something cannot be final."""


def freeze(row: Report, person_id: int | None, at: datetime) -> ReportSnapshot:
    """Keep its figures as they are now, beside those that were kept before."""
    if not may_freeze(State(row.state)):
        raise Conflict("Figures are frozen in a draft alone. Take the report back to a draft first.")
    document = _worked_out(row, at)
    kept = ReportSnapshot(
        report_id=row.id, number=queries.count_snapshots(row.id) + 1, document=document,
        sha256=figures.digest(document), made_at=at, made_by_id=person_id,
    )  # fmt: skip
    db.session.add(kept)
    row.changed_at = at
    try:
        flush_or(Conflict(MOVED))
    except IntegrityError as error:
        raise Conflict("Somebody has just frozen these figures. Reload the page and look.") from error
    audit.record("freeze", ON, row.id, snapshot=kept.number, sha256=kept.sha256)
    return kept


def work_out(row: Report, at: datetime) -> None:
    """Work its figures out as they are now, to look at them; nothing of the report itself changes."""
    changeable(row)
    _worked_out(row, at)
    audit.record("work out", ON, row.id)


def _worked_out(row: Report, at: datetime) -> str:
    """The figures of now as a document, kept in place of those that were worked out before."""
    document = figures.to_text(papers.live(row))
    held = db.session.get(ReportWorkedOut, row.id) or ReportWorkedOut(report_id=row.id)
    held.document, held.made_at = document, at
    db.session.add(held)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise Conflict("Somebody has just worked these figures out. Reload the page and look.") from error
    return document


def signed_sections(row: Report) -> Mapping[str, str]:
    """The sections of a report that somebody signs, and their headings."""
    return {each.key: each.heading for each in papers.sections_of(row) if each.asks is Asks.SIGNED}


def name_commenters(row: Report, wanted: Mapping[str, int | None]) -> None:
    """Say who is asked for which section; whoever is asked anew has not written yet."""
    changeable(row)
    held = {each.section: each for each in queries.commenters(row.id)}
    known = signed_sections(row)
    for section, person_id in wanted.items():
        before = held.get(section)
        if section not in known or (before and before.person_id == person_id):
            continue
        if before:
            db.session.delete(before)
            db.session.flush()
        if person_id:
            db.session.add(ReportCommenter(report_id=row.id, section=section, person_id=person_id))
    db.session.flush()
    audit.record("name commenters", ON, row.id)


def ask(row: Report, at: datetime) -> None:
    """Ask them: the report with its frozen figures can be read by those who are named."""
    if not queries.commenters(row.id):
        raise Invalid("Name somebody who comments first.")
    if not queries.count_snapshots(row.id):
        raise Invalid("Freeze the figures first: comments are written on figures that stand.")
    _move(row, State.COMMENTS, at)


def take_back(row: Report, at: datetime) -> None:
    """Make it a draft again; what was commented stays."""
    _move(row, State.DRAFT, at)


def comment(row: Report, section: str, version: int, person: tuple[int, str], text: str, at: datetime) -> None:
    """Write one's own section; it is signed with one's name and today's date."""
    person_id, name = person
    if not may_comment(person_id, section, queries.asked_of(row.id), State(row.state)):
        raise Refused("You are not asked for this section, or not any more.")
    write(row, section, version, Words(text, None, name, clock.local(at).date()), at)
    own = next(each for each in queries.commenters(row.id) if each.section == section)
    own.done_at = at
    db.session.flush()


def lacks(row: Report) -> tuple[str, ...]:
    """What it lacks to be final, in sentences."""
    return tuple(_sentence(code, row) for code in _lacking(row))


def _sentence(code: str, row: Report) -> str:
    what, _, key = code.partition(":")
    if what == "signed":
        return f"“{signed_sections(row).get(key, key)}” needs words, an author and a day."
    return LACKS[what]


def _lacking(row: Report) -> Sequence[str]:
    held, kind = queries.words(row.id), Kind(row.kind)
    unsigned = [
        key
        for key in signed_sections(row)
        if not (key in held and held[key].text and held[key].author and held[key].on)
    ]
    asked = queries.commenters(row.id)
    waiting = sum(each.done_at is None for each in asked)
    frozen = bool(queries.count_snapshots(row.id))
    return missing(kind, State(row.state), frozen, row.meeting, row.meeting_on is not None, unsigned, waiting)


def finish(row: Report, at: datetime) -> None:
    """Make it final: words, layout and frozen figures become one document that does not change."""
    changeable(row)
    if codes := lacks(row):
        raise Unready("A final report must be whole. Nothing was changed.", codes)
    kept = queries.newest_snapshot(row.id)
    assert kept is not None  # noqa: S101  # it would lack it
    row.document = paper.to_text(papers.final(row, kept.sha256, figures.from_text(kept.document)))
    row.sha256, row.final_at = figures.digest(row.document), at
    _move(row, State.FINAL, at)
    forget_figures(row)


def _move(row: Report, wanted: State, at: datetime) -> None:
    if not may_go(State(row.state), wanted):
        raise Conflict(MOVED)
    row.state, row.changed_at = wanted, at
    flush_or(Conflict(MOVED))
    audit.record(wanted.value, ON, row.id)


def note_sent(row: Report, on: date, to: str, person_id: int | None) -> ReportSent:
    """Note that a final report was sent."""
    if row.state != State.FINAL:
        raise Conflict("Only a final report is sent. Nothing was noted.")
    if on > clock.today():
        raise Invalid("Choose a day that is not to come.")
    sent = ReportSent(report_id=row.id, sent_on=on, sent_to=to, sha256=row.sha256, noted_by_id=person_id)
    db.session.add(sent)
    db.session.flush()
    audit.record("note sent", ON, row.id)
    return sent
