"""Batches of letters and certificates: asked for, made by the worker, deleted after their time."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import typst
from flask import current_app
from sqlalchemy import delete

from engage.core import audit, clock, outbox, pdf
from engage.core.db import db, transaction
from engage.core.errors import Conflict, Invalid, NotThere
from engage.core.formatting import listed
from engage.recognition.actions import outcome_sheets
from engage.recognition.actions.outcome_sheets import Sheet
from engage.recognition.models import AwardRound, Letterhead, PrintBatch
from engage.recognition.queries import outcome as queries
from engage.recognition.queries import outcome_print
from engage.recognition.queries.outcome_print import Asked
from engage.recognition.rules.outcome import Batch, is_decided, printable
from engage.recognition.rules.outcome_wording import CERTIFICATES, KINDS

KIND, AT_ONCE, MOST_NAMED = "print-batch", 50, 3
NOBODY = "There is nobody to print this for."


def ask(kind: Batch, row: AwardRound | None, asked: Asked, by_id: int, at: datetime) -> PrintBatch:
    """Have it made; the same one that is still waiting is answered instead of a second."""
    if (row is None) != (kind is Batch.SERVICE):
        raise NotThere("There is no such batch.")
    if row is not None:
        if not is_decided(row.stage):
            raise NotThere("This award round is not decided yet.")
        if not printable(kind, row.tells_unsuccessful):
            raise Conflict("This award round does not write to those who did not win.")
    text, round_id = asked.as_text(), row.id if row else None
    held = outcome_print.waiting(kind, round_id, text, by_id)
    if held is not None:
        return held
    made = PrintBatch(kind=kind, round_id=round_id, asked=text, made_by_id=by_id, asked_at=at)
    db.session.add(made)
    db.session.flush()
    outbox.enqueue("outcome.print", {"batch": made.id})
    audit.record("print", KIND, made.id, what=str(kind))
    return made


def remove(batch: PrintBatch) -> None:
    """Delete it with its file."""
    audit.record("delete", KIND, batch.id)
    db.session.delete(batch)
    db.session.flush()


def make(batch_id: int) -> None:
    """The worker's part: gather and check the sheets in steps that show, then typeset them in one go.

    May be run twice: what is made stays. Between its transactions others write.
    """
    with transaction():
        row = db.session.get(PrintBatch, batch_id)
        if row is None or row.state != "waiting":
            return None
        kind, found = Batch(row.kind), _sheets(row)
        of = db.session.get(AwardRound, row.round_id) if row.round_id else None
        title = f"{KINDS[kind][0]}: {of.title}" if of else KINDS[kind][0]
        head, pictures = heading(outcome_print.letterhead())
        row.total, row.done = len(found), 0
    if not found:
        return _ended(batch_id, problem=NOBODY)
    kept, left_out = _checked(batch_id, found)
    if not kept:
        return _ended(batch_id, problem=_left_out(left_out))
    data = head | {"by_site": True, "sheets": outcome_sheets.with_covers(kept, kind)}
    try:
        content = pdf.make(_template(kind), title, data, pictures)
    except typst.TypstError as error:
        current_app.logger.warning("batch not made", extra={"facts": {"batch": batch_id}})
        return _ended(batch_id, problem=_why(error))
    return _ended(batch_id, content, _left_out(left_out))


def _sheets(row: PrintBatch) -> list[Sheet]:
    of = queries.award_round(row.round_id) if row.round_id is not None else None
    viewer = queries.shown_to(of, row.made_by_id or 0) if of is not None else None
    return outcome_sheets.sheets(Batch(row.kind), of, outcome_print.asked(row), viewer, clock.today())


def _template(kind: Batch) -> str:
    return "certificate.typ" if kind in CERTIFICATES else "letter.typ"


def _checked(batch_id: int, found: list[Sheet]) -> tuple[list[Sheet], list[str]]:
    """Those that can be printed, and the names on the others: fifty at a time, and each fifty shows."""
    kept: list[Sheet] = []
    left_out: list[str] = []
    for start in range(0, len(found), AT_ONCE):
        some = found[start : start + AT_ONCE]
        unknown = pdf.missing(text for each in some for text in each.texts())
        for each in some:
            wrong = any(unknown & set(text) for text in each.texts())
            left_out.append(each.name) if wrong else kept.append(each)
        with transaction():
            row = db.session.get(PrintBatch, batch_id)
            if row is not None:
                row.done = min(start + len(some), row.total)
    return kept, left_out


def _left_out(names: list[str]) -> str:
    if not names:
        return ""
    named = [each[:40] for each in names[:MOST_NAMED]] + ([f"{len(names) - MOST_NAMED} more"] if names[3:] else [])
    return f"Left out, since our typeface lacks characters they need: {listed(named)}. Write these by hand."


def _why(error: typst.TypstError) -> str:
    unknown = pdf.UNKNOWN.search(str(error))
    if unknown:
        return f"The letterhead has a character that cannot be printed: {unknown[1][:20]}"
    return "The PDF could not be made. Look at the preview of the letterhead: the logo may be at fault."


def _ended(batch_id: int, content: bytes | None = None, problem: str = "") -> None:
    with transaction():
        row = db.session.get(PrintBatch, batch_id)
        if row is not None and row.state == "waiting":
            row.state, row.content, row.problem = "made" if content else "failed", content, problem[:300]
            row.made_at = clock.now()


def heading(row: Letterhead) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The letterhead as the templates take it, and the logo under the name they know it by."""
    logo = outcome_print.logo_content()
    words = {
        "signatory": row.signatory, "signatory_role": row.signatory_role, "address": row.address,
        "logo_shows": row.logo_shows or "Logo",
    }  # fmt: skip
    return {"letterhead": words, "logo": logo[0] if logo else ""}, dict([logo]) if logo else {}


def delete_old(ids: Sequence[int], at: datetime) -> None:
    """Delete these batches."""
    db.session.execute(delete(PrintBatch).where(PrintBatch.id.in_(ids)))


def preview(kind: Batch, today: date) -> bytes:
    """One sheet with made-up words, under the letterhead as it stands; Invalid with the reason why not."""
    head, pictures = heading(outcome_print.letterhead())
    sheet = outcome_sheets.example(kind, today)
    try:
        return pdf.make(_template(kind), "Preview", head | {"by_site": False, "sheets": [sheet.words]}, pictures)
    except typst.TypstError as error:
        raise Invalid(_why(error)) from error
