"""What comes after a decision in the demonstration: winners, citations, prizes, costs, and the years before."""

import random
import struct
import zlib
from datetime import date, datetime, timedelta

from sqlalchemy import select

from engage.core import clock
from engage.core.db import db, transaction
from engage.demo.outcome_words import CITATIONS, COSTS, HEAD, LOGO_SHOWS, PAST, PRIZES
from engage.directory.models import Person
from engage.recognition.actions import outcome, outcome_letterhead, outcome_past, outcome_prizes, service
from engage.recognition.actions.outcome_prizes import Paid
from engage.recognition.models import AwardRound
from engage.recognition.queries import outcome as queries
from engage.recognition.queries import service as service_queries
from engage.recognition.rules.outcome_past import Past
from engage.recognition.rules.rounds import RoundStage
from engage.recognition.rules.service import span_of

ROUND, OD = "Staff awards 2026", "D0003"
TEAL, MARIGOLD, WHITE = (11, 85, 96), (243, 167, 46), (255, 255, 255)
SIZE = 240


def build(luck: random.Random, today: date) -> None:
    """The letterhead and past winners always; the round where the panel has decided it."""
    with transaction():
        outcome_letterhead.save(HEAD)
        outcome_letterhead.set_logo("logo.png", logo(), LOGO_SHOWS)
        outcome_past.add_all([Past(*row) for row in PAST])
        _served(today)
    with transaction():
        row = db.session.scalar(select(AwardRound).where(AwardRound.title == ROUND))
        if row is not None and row.stage == RoundStage.DECIDED:
            _announced(luck, row.id, clock.now() - timedelta(days=4), today)


def _served(today: date) -> None:
    """Whoever reached a milestone this year was thanked, up to last month."""
    span = span_of(today.year, 0)
    reached = service_queries.reaching(span, today)
    keys = [each.key for each in reached if each.on < today - timedelta(days=30)]
    if keys:
        service.mark(keys, span, today - timedelta(days=20))


def _announced(luck: random.Random, round_id: int, at: datetime, today: date) -> None:
    row = queries.award_round(round_id)
    od = db.session.scalar(select(Person.id).where(Person.employee_number == OD)) or 0
    dates = outcome.Dates(None, False, today + timedelta(days=17), "2pm, Town Hall, Main Chamber")
    outcome.set_dates(row, row.version, dates, at)
    for number, each in enumerate(queries.entries(row.id)):
        what, pence, paid_by, sponsored = PRIZES[each.outcome]
        outcome.write_citation(row, each.id, CITATIONS[number % len(CITATIONS)], od)
        outcome_prizes.give_prize(row, each.id, Paid(what, pence, paid_by, sponsored), od)
    for what, pence, paid_by, sponsored in COSTS:
        outcome_prizes.add_cost(row, Paid(what, pence, paid_by, sponsored))
    outcome.announce(row, at)


def logo() -> bytes:
    """A sun over two waves, drawn dot by dot."""
    rows = b"".join(b"\0" + bytes(part for x in range(SIZE) for part in _dot(x, y)) for y in range(SIZE))
    head = struct.pack(">IIBBBBB", SIZE, SIZE, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    )


def _dot(x: int, y: int) -> tuple[int, int, int]:
    middle = SIZE // 2
    if (x - middle) ** 2 + (y - middle) ** 2 > (middle - 2) ** 2:
        return WHITE
    wave = 7 * (1 - abs((x % 48) - 24) / 12)
    if y > 176 + wave or 148 + wave < y < 162 + wave:
        return WHITE if 148 + wave < y < 162 + wave else TEAL
    if (x - middle) ** 2 + (y - 106) ** 2 < 44**2:
        return MARIGOLD
    return TEAL
