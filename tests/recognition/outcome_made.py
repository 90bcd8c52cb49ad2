"""Decided and announced rounds with what comes after them, for tests."""

import io
from collections.abc import Sequence

from pypdf import PdfReader

from engage.core import clock, outbox
from engage.core.db import db, transaction
from engage.core.outbox import OutboxRow
from engage.directory.models import Person, Post
from engage.recognition.actions import outcome as actions
from engage.recognition.actions import outcome_print
from engage.recognition.models import AwardRound, Citation, PrintBatch, Prize, RoundCost
from engage.recognition.queries import outcome as queries
from engage.recognition.queries.outcome_print import Asked
from engage.recognition.rules.outcome import Batch
from engage.recognition.rules.rounds import Outcome, RoundStage
from tests.factories import People
from tests.recognition import made


def decided(people: People, **more: object) -> tuple[int, int, int]:
    """A round: Amara has won, Bryn is highly commended, Femi was not chosen; round, Amara's and Bryn's entries."""
    round_id = made.award_round(RoundStage.DECIDED, **more)
    category = made.categories_of(round_id)[0]
    amara = made.entry(category, people.amara, people.esi, words="Secret words", outcome=Outcome.WINNER)
    bryn = made.entry(category, people.bryn, people.dev, outcome=Outcome.HIGHLY_COMMENDED)
    made.entry(category, people.femi, people.esi, outcome=Outcome.NOT_SHORTLISTED)
    return round_id, amara, bryn


def announced(round_id: int) -> None:
    with transaction():
        actions.announce(queries.award_round(round_id), clock.now())


def cite(nomination_id: int, words: str) -> None:
    with transaction():
        db.session.merge(Citation(nomination_id=nomination_id, words=words))


def prize(round_id: int, nomination_id: int, pence: int = 2500, what: str = "Voucher") -> int:
    with transaction():
        row = Prize(round_id=round_id, nomination_id=nomination_id, what=what, pence=pence, paid_by="OD budget")
        db.session.add(row)
        db.session.flush()
        return row.id


def cost(round_id: int, pence: int = 120_000, sponsored: bool = False, what: str = "Hall") -> int:
    with transaction():
        row = RoundCost(round_id=round_id, what=what, pence=pence, sponsored=sponsored, paid_by="OD budget")
        db.session.add(row)
        db.session.flush()
        return row.id


def batch(round_id: int | None, by: int, kind: Batch = Batch.WINNERS, **asked: object) -> int:
    """Asked for, and made by the worker."""
    with transaction():
        row = db.session.get(AwardRound, round_id) if round_id else None
        number = outcome_print.ask(kind, row, Asked(**asked), by, clock.now()).id  # type: ignore[arg-type]
    work()
    return number


def work() -> None:
    """What the worker would do now, mail apart."""
    db.session.rollback()
    with transaction():
        db.session.query(OutboxRow).filter_by(kind="mail", state="waiting").update({"state": "done"})
    outbox.run_due_rows()


def mails() -> list[str]:
    """What waits to be sent, each as one text."""
    db.session.rollback()
    rows = db.session.query(OutboxRow).filter_by(kind="mail").order_by(OutboxRow.id)
    return [row.payload for row in rows]


def get_batch(number: int) -> PrintBatch:
    db.session.rollback()
    return db.session.get_one(PrintBatch, number)


def pages(content: bytes) -> list[str]:
    """The text of each page of a PDF."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def at_site(person_ids: Sequence[int], site: str) -> None:
    with transaction():
        db.session.query(Post).filter(Post.person_id.in_(person_ids)).update({"site": site})


def renamed(person_id: int, first: str, surname: str) -> None:
    with transaction():
        row = db.session.get_one(Person, person_id)
        row.first_name, row.surname = first, surname
