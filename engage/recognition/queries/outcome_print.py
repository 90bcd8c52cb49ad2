"""Batches of letters and certificates, and the letterhead they stand under."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import undefer

from engage.core import files
from engage.core.db import db
from engage.core.errors import NotThere
from engage.recognition.models import AwardRound, Letterhead, PrintBatch
from engage.recognition.rules.outcome import DAYS_PRINTED, Batch, may_fetch
from engage.recognition.rules.rounds import RoundStage

LETTERHEAD, ONE = "letterhead", 1


@dataclass(frozen=True)
class Asked:
    """Which sheets a batch is to have, besides its kind and round."""

    note: str = ""
    year: int = 0
    quarter: int = 0

    def as_text(self) -> str:
        """As the batch keeps it."""
        return json.dumps({"note": self.note, "year": self.year, "quarter": self.quarter}, sort_keys=True)


def asked(batch: PrintBatch) -> Asked:
    """The same, read back."""
    return Asked(**json.loads(batch.asked))


def letterhead() -> Letterhead:
    """The one row, or an empty one that is not stored."""
    return db.session.get(Letterhead, ONE) or Letterhead(
        id=ONE, signatory="", signatory_role="", address="", logo_shows=""
    )


def logo() -> files.Listed | None:
    """The council's logo, where there is one."""
    found = files.on(LETTERHEAD, ONE)
    return found[0] if found else None


def logo_content() -> tuple[str, bytes] | None:
    """What the templates call it, and what is in it."""
    rows = select(files.StoredFile).where(files.StoredFile.on_kind == LETTERHEAD, files.StoredFile.on_id == ONE)
    row = db.session.scalars(rows.options(undefer(files.StoredFile.content)).limit(1)).first()
    if row is None:
        return None
    return ("logo.png" if row.content_type == "image/png" else "logo.jpg"), row.content


def batch(batch_id: int, viewer_id: int) -> tuple[PrintBatch, AwardRound | None]:
    """A batch that this person may have, with its round; else NotThere."""
    row = db.session.get(PrintBatch, batch_id)
    if row is None:
        raise NotThere("That batch is not there, or no longer.")
    of = db.session.get(AwardRound, row.round_id) if row.round_id is not None else None
    if not may_fetch(row.made_by_id, viewer_id, of is None or of.stage == RoundStage.ANNOUNCED):
        raise NotThere("That batch is not there, or no longer.")
    return row, of


def content(batch_id: int) -> bytes | None:
    """The PDF, where it is made."""
    return db.session.scalar(select(PrintBatch.content).where(PrintBatch.id == batch_id))


def of_round(row: AwardRound, viewer_id: int) -> Sequence[PrintBatch]:
    """The batches of a round that this person may have, the newest first."""
    announced = row.stage == RoundStage.ANNOUNCED
    rows = select(PrintBatch).where(PrintBatch.round_id == row.id).order_by(PrintBatch.id.desc()).limit(40)
    return [each for each in db.session.scalars(rows) if may_fetch(each.made_by_id, viewer_id, announced)]


def of_service() -> Sequence[PrintBatch]:
    """Batches of long service certificates, the newest first."""
    rows = select(PrintBatch).where(PrintBatch.kind == Batch.SERVICE).order_by(PrintBatch.id.desc()).limit(10)
    return db.session.scalars(rows).all()


def waiting(kind: Batch, round_id: int | None, text: str, by_id: int) -> PrintBatch | None:
    """The same batch, asked for and not made yet: a form that is sent twice makes one."""
    rows = select(PrintBatch).where(
        PrintBatch.kind == kind, PrintBatch.round_id == round_id, PrintBatch.asked == text,
        PrintBatch.made_by_id == by_id, PrintBatch.state == "waiting",
    )  # fmt: skip
    return db.session.scalars(rows.order_by(PrintBatch.id.desc()).limit(1)).first()


def made_lately(viewer_id: int, at: datetime) -> Sequence[PrintBatch]:
    """What this person asked for and can fetch now, or learns that it failed: for two days."""
    rows = select(PrintBatch).where(
        PrintBatch.made_by_id == viewer_id,
        or_(PrintBatch.state == "made", PrintBatch.state == "failed"),
        PrintBatch.made_at > at - timedelta(days=2),
    )
    return db.session.scalars(rows.order_by(PrintBatch.id.desc()).limit(5)).all()


def too_old(at: datetime) -> Select[int]:
    """Batches that have waited to be fetched as long as was said."""
    return select(PrintBatch.id).where(PrintBatch.asked_at < at - timedelta(days=DAYS_PRINTED))
