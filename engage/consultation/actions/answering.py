"""After the close: entries under themes, and what became of each theme."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import delete, insert, select

from engage.consultation.actions.drafting import statement
from engage.consultation.actions.running import hold, stale
from engage.consultation.models import Answer, Consultation, Entry, EntryTheme
from engage.consultation.rules import Decision
from engage.core import audit
from engage.core.db import db
from engage.core.errors import Invalid
from engage.directory.models import Theme


@dataclass(frozen=True)
class Said:
    """What became of a theme, as the form has it."""

    decision: Decision
    text: str
    statement_id: int | None
    old_wording: str
    new_wording: str


def put_under(consultation: Consultation, entry_ids: Collection[int], theme: Theme, away: bool = False) -> int:
    """Put entries under a theme, or take them from it; answers how many of them there were. Doing it twice is fine."""
    hold(consultation, "theme")
    wanted = select(Entry.id).where(
        Entry.consultation_id == consultation.id, Entry.hidden_at.is_(None), Entry.id.in_(entry_ids)
    )
    found = db.session.scalars(wanted).all()
    if not found:
        raise Invalid("Choose at least one entry.")
    links = EntryTheme.entry_id.in_(found), EntryTheme.theme_id == theme.id
    if away:
        db.session.execute(delete(EntryTheme).where(*links))
    else:
        if not theme.offered:
            raise Invalid("That theme is retired. Choose another.")
        there = set(db.session.scalars(select(EntryTheme.entry_id).where(*links)))
        if fresh := [{"entry_id": entry, "theme_id": theme.id} for entry in found if entry not in there]:
            db.session.execute(insert(EntryTheme), fresh)
    act = "take from theme" if away else "put under theme"
    audit.record(act, "consultation", consultation.id, theme=theme.id, entries=len(found))
    db.session.flush()
    return len(found)


def answer(consultation: Consultation, theme: Theme, version: int, said: Said) -> Answer:
    """Say what became of a theme; `version` is the answer's own, 0 where there was none."""
    hold(consultation, "answer")
    held = select(Answer).where(Answer.consultation_id == consultation.id, Answer.theme_id == theme.id)
    row = db.session.scalar(held.with_for_update())
    if (row.version if row else 0) != version:
        stale()
    if row is None:
        row = Answer(consultation_id=consultation.id, theme_id=theme.id, version=0)
        db.session.add(row)
    row.version += 1
    row.decision, row.text = said.decision, said.text
    changed = said.decision is Decision.CHANGED
    row.statement_id = said.statement_id if changed else None
    row.old_wording = said.old_wording if changed else ""
    row.new_wording = said.new_wording if changed else ""
    if row.statement_id is not None:
        row.old_wording = statement(consultation, row.statement_id).text
    db.session.flush()
    _new_texts(consultation, row)
    audit.record("answer theme", "consultation", consultation.id, theme=theme.id, decision=str(said.decision))
    db.session.flush()
    return row


def _new_texts(consultation: Consultation, latest: Answer) -> None:
    """A statement's new wording is one, whichever themes led to it: the last one said holds for all."""
    answers = db.session.scalars(
        select(Answer).where(Answer.consultation_id == consultation.id, Answer.statement_id.is_not(None))
    ).all()
    wordings = {each.statement_id: each.new_wording for each in answers}
    if latest.statement_id is not None:
        wordings[latest.statement_id] = latest.new_wording
    for each in answers:
        each.new_wording = wordings[each.statement_id]
    for row in consultation.statements:
        row.new_text = wordings.get(row.id, "")
