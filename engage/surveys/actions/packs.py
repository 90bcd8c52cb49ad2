"""Files of published results: asked for, made whole by the worker or not at all, deleted after their time."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import typst
from flask import current_app
from sqlalchemy import delete

from engage.core import audit, clock, outbox
from engage.core.db import db, flush_or, transaction
from engage.core.errors import Conflict, NotThere
from engage.surveys.formats import group_sheet, pack_out
from engage.surveys.models import ResultPack
from engage.surveys.queries import packs as queries
from engage.surveys.queries import results
from engage.surveys.queries.results import Results
from engage.surveys.rules.packs import Kind, groups, offered
from engage.surveys.rules.published import BlockFigures, TableFigures

OBJECT, AT_ONCE = "result pack", 8
# After that the one that waits is taken for lost, and another may be asked for.
PATIENCE = timedelta(minutes=30)
WITHDRAWN = "The results are no longer published."
ASKED = "Somebody has just asked for the same files. Go back to see how far they are."
NOT_SET = "A question or the name of a group has something that cannot be printed."


def ask(survey_id: int, kind: Kind, at: datetime) -> ResultPack:
    """Have it made, in place of an earlier one; the same one that is still being made is answered instead."""
    found = queries.published(survey_id)
    if kind not in dict(offered(found.head)):
        raise NotThere("These results have no such groups.")
    held = queries.of_kind(survey_id, kind)
    if held is not None and held.state == "waiting" and at - held.asked_at < PATIENCE:
        return held
    if held is not None:
        db.session.delete(held)
        flush_or(Conflict(ASKED))
    made = ResultPack(survey_id=survey_id, kind=kind, asked_at=at)
    db.session.add(made)
    flush_or(Conflict(ASKED))
    outbox.enqueue("survey.pack", {"pack": made.id})
    audit.record("ask for", OBJECT, made.id, survey=survey_id, what=str(kind))
    return made


def remove(pack: ResultPack) -> None:
    """Delete one with its file."""
    audit.record("delete", OBJECT, pack.id, survey=pack.survey_id, what=pack.kind)
    db.session.delete(pack)
    db.session.flush()


def remove_all(survey_id: int) -> None:
    """Delete all of a survey, being made or made: its results were withdrawn."""
    db.session.execute(delete(ResultPack).where(ResultPack.survey_id == survey_id))


def delete_old(ids: Sequence[int], at: datetime) -> None:
    """Delete these."""
    db.session.execute(delete(ResultPack).where(ResultPack.id.in_(ids)))


def make(pack_id: int) -> None:
    """The worker's part; between its transactions others write. Run again after a kill, it begins again.

    The file is stored whole in the last transaction, so there is never a part of it; whoever withdrew the results or
    deleted the pack meanwhile finds nothing stored.
    """
    with transaction():
        row = db.session.get(ResultPack, pack_id)
        if row is None or row.state != "waiting":
            return None
        survey_id, kind = row.survey_id, Kind(row.kind)
        found = results.whole(survey_id, before_publishing=False)
        if found is None:
            return _end(row, problem=WITHDRAWN)
        figures, tables = results.all_figures(found.release_id), results.all_tables(found.release_id)
        row.total, row.done = len(groups(kind, found.head)) or 1, 0
    try:
        content = _content(found, kind, figures, tables, lambda done: _note(pack_id, done))
    except typst.TypstError:
        current_app.logger.warning("pack not made", extra={"facts": {"pack": pack_id}})
        with transaction():
            return _end(db.session.get(ResultPack, pack_id), problem=NOT_SET)
    with transaction():
        still = results.whole(survey_id, before_publishing=False) is not None
        return _end(db.session.get(ResultPack, pack_id), content if still else None, "" if still else WITHDRAWN)


def _content(
    found: Results,
    kind: Kind,
    figures: Sequence[BlockFigures],
    tables: Sequence[TableFigures],
    note: Callable[[int], None],
) -> bytes:
    if kind is Kind.PUBLISH:
        return pack_out.to_publish(found, figures, tables)
    by_code, made = {each.code: each for each in figures}, dict[str, bytes]()
    root = by_code[found.head.blocks[0].code]
    for block in groups(kind, found.head):
        of_it = [each for each in tables if each.block == block.code]
        made[block.code] = group_sheet.pdf_of(found, block, by_code[block.code], root, of_it)
        if len(made) % AT_ONCE == 0:
            note(len(made))
    return pack_out.of_pdfs(found, made)


def _note(pack_id: int, done: int) -> None:
    with transaction():
        row = db.session.get(ResultPack, pack_id)
        if row is not None:
            row.done = min(done, row.total)


def _end(row: ResultPack | None, content: bytes | None = None, problem: str = "") -> None:
    if row is None:
        return
    row.state = "failed" if content is None else "made"
    row.content, row.size, row.problem, row.made_at = content, len(content or b""), problem, clock.now()
    row.done = row.total if content is not None else row.done
