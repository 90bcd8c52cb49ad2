"""The text of a draft and the stages of a consultation: each change checks the version that its page showed."""

from collections.abc import Sequence
from datetime import date

from engage.consultation.actions.running import hold
from engage.consultation.models import Consultation, Stage, Statement
from engage.consultation.rules import MOST_STAGES, MOST_STATEMENT, MOST_STATEMENTS
from engage.consultation.rules.cutting import cut, moved
from engage.core import audit
from engage.core.db import db
from engage.core.errors import Conflict, Invalid, NotThere


def _checked(texts: Sequence[str], others: int) -> Sequence[str]:
    if not texts:
        raise Invalid("There are no words in that text.")
    if len(texts) + others > MOST_STATEMENTS:
        raise Invalid(f"That would be {len(texts) + others} statements. A text can have {MOST_STATEMENTS}.")
    if long := next((n for n, text in enumerate(texts, 1) if len(text) > MOST_STATEMENT), 0):
        raise Invalid(f"Statement {long} has more than {MOST_STATEMENT} characters: an empty line cuts it in two.")
    return texts


def statement(consultation: Consultation, statement_id: int) -> Statement:
    """One of its statements, or NotThere."""
    found = next((each for each in consultation.statements if each.id == statement_id), None)
    if found is None:
        raise NotThere("That statement is not there, or no longer.")
    return found


def cut_text(consultation: Consultation, version: int, text: str, afresh: bool) -> int:
    """Statements out of a pasted text, after those that are there or instead of them; answers how many."""
    hold(consultation, "edit", version)
    texts = _checked(cut(text), 0 if afresh else len(consultation.statements))
    if afresh:
        consultation.statements.clear()
    at = len(consultation.statements)
    consultation.statements += [Statement(position=at + n, text=each) for n, each in enumerate(texts)]
    db.session.flush()
    audit.record("cut text", "consultation", consultation.id, statements=len(texts))
    return len(texts)


def reword(consultation: Consultation, version: int, statement_id: int, text: str) -> None:
    """Another wording; an empty line or a numbered line in it cuts the statement into several."""
    hold(consultation, "edit", version)
    row = statement(consultation, statement_id)
    texts = _checked(cut(text), len(consultation.statements) - 1)
    row.text = texts[0]
    at = consultation.statements.index(row)
    for number, more in enumerate(texts[1:], at + 1):
        consultation.statements.insert(number, Statement(position=number, text=more))
    _number(consultation)
    audit.record("reword", "consultation", consultation.id, statement=statement_id)


def merge(consultation: Consultation, version: int, statement_id: int) -> None:
    """A statement and the one before it become one."""
    hold(consultation, "edit", version)
    row = statement(consultation, statement_id)
    at = consultation.statements.index(row)
    if at == 0:
        raise Conflict("There is no statement before the first.")
    before = consultation.statements[at - 1]
    before.text = _checked([f"{before.text} {row.text}"], len(consultation.statements) - 2)[0]
    consultation.statements.remove(row)
    _number(consultation)
    audit.record("merge", "consultation", consultation.id, statement=before.id)


def move_statement(consultation: Consultation, version: int, statement_id: int, up: bool) -> None:
    """A place up or down."""
    hold(consultation, "edit", version)
    statement(consultation, statement_id)
    _put(consultation.statements, statement_id, up)
    audit.record("move", "consultation", consultation.id, statement=statement_id)


def drop_statement(consultation: Consultation, version: int, statement_id: int) -> None:
    """Away with it."""
    hold(consultation, "edit", version)
    consultation.statements.remove(statement(consultation, statement_id))
    _number(consultation)
    audit.record("drop", "consultation", consultation.id, statement=statement_id)


def stage(consultation: Consultation, stage_id: int) -> Stage:
    """One of its stages, or NotThere."""
    found = next((each for each in consultation.stages if each.id == stage_id), None)
    if found is None:
        raise NotThere("That stage is not there, or no longer.")
    return found


def add_stage(consultation: Consultation, version: int, name: str, on: date | None) -> Stage:
    """One more, at the end."""
    hold(consultation, "change stages", version)
    if len(consultation.stages) >= MOST_STAGES:
        raise Invalid(f"A consultation can have {MOST_STAGES} stages.")
    row = Stage(position=len(consultation.stages), name=name, on=on)
    consultation.stages.append(row)
    db.session.flush()
    audit.record("add stage", "consultation", consultation.id, stage=row.id)
    return row


def change_stage(
    consultation: Consultation, version: int, stage_id: int, name: str, on: date | None, outcome: str, done: bool
) -> None:
    """Its name, date and outcome."""
    hold(consultation, "change stages", version)
    row = stage(consultation, stage_id)
    row.name, row.on, row.outcome, row.done = name, on, outcome, done
    db.session.flush()
    audit.record("change stage", "consultation", consultation.id, stage=stage_id, done=done)


def move_stage(consultation: Consultation, version: int, stage_id: int, up: bool) -> None:
    """A place up or down."""
    hold(consultation, "change stages", version)
    stage(consultation, stage_id)
    _put(consultation.stages, stage_id, up)
    audit.record("move stage", "consultation", consultation.id, stage=stage_id)


def drop_stage(consultation: Consultation, version: int, stage_id: int) -> None:
    """A stage that is not needed, and was not held."""
    hold(consultation, "change stages", version)
    row = stage(consultation, stage_id)
    if row.done:
        raise Conflict("That stage was held: what came of it stays. Nothing was changed.")
    consultation.stages.remove(row)
    db.session.flush()
    audit.record("drop stage", "consultation", consultation.id, stage=stage_id)


def _number(consultation: Consultation) -> None:
    for position, each in enumerate(consultation.statements):
        each.position = position
    db.session.flush()


def _put(rows: Sequence[Statement] | Sequence[Stage], which: int, up: bool) -> None:
    order = moved([row.id for row in rows], which, up)
    for row in rows:
        row.position = order.index(row.id)
    db.session.flush()
