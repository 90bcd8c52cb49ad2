"""What comes of award rounds on start pages, and what waits on the OD desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask import url_for
from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from engage.access import Permission, Viewer
from engage.core import clock
from engage.core.cards import Card, Task
from engage.core.db import db
from engage.core.formatting import day, moment
from engage.recognition.models import AwardCategory, AwardRound, Nomination
from engage.recognition.queries import outcome, outcome_print, service
from engage.recognition.rules.outcome import DAYS_ON_START, SHOWN, Batch
from engage.recognition.rules.outcome_wording import KINDS, became
from engage.recognition.rules.rounds import NominationState, Outcome, RoundStage


def cards(viewer: Viewer) -> Sequence[Card]:
    """The winners of the last month, what became of one's own nominations, and long service: three statements."""
    today = clock.today()
    served = [
        Card(
            f"You have worked here for {each.years} years", "",
            f"You completed them on {day(each.reached_on)}. Thank you for all of them.", "Long service", "", "amber",
        )
        for each in service.marked_lately(viewer.id, today - timedelta(days=DAYS_ON_START))
    ]  # fmt: skip
    rounds = {row.id: row for row in outcome.announced_lately(clock.now(), DAYS_ON_START)}
    parts = _parts(rounds, viewer.id) if rounds else ()
    own = {key: [part for part in parts if part.round_id == key] for key in rounds}
    return [*served, *(card for key, row in rounds.items() for card in (*_own(row, own[key]), _for_all(row)))]


def _for_all(row: AwardRound) -> Card:
    return Card(
        f"The winners of {row.title}", url_for("recognition.winners", round_id=row.id),
        "See who won, who is highly commended, and what for.", "Awards", f"Announced {day(row.announces_at)}", "amber",
    )  # fmt: skip


@dataclass(frozen=True)
class _Part:
    """That somebody is nominated, or has nominated, in a round."""

    round_id: int
    category: str
    outcome: str
    nominated: bool


def _parts(rounds: dict[int, AwardRound], person_id: int) -> Sequence[_Part]:
    """Of what was not chosen only where the round says so: one statement."""
    entry = aliased(Nomination)
    root = func.coalesce(Nomination.joined_to_id, Nomination.id)
    found = db.session.execute(
        select(AwardCategory.round_id, AwardCategory.name, entry.outcome, Nomination.nominee_id)
        .select_from(Nomination)
        .join(entry, entry.id == root)
        .join(AwardCategory, AwardCategory.id == entry.category_id)
        .where(AwardCategory.round_id.in_(rounds), Nomination.state == NominationState.SUBMITTED)
        .where((Nomination.nominee_id == person_id) | (Nomination.nominator_id == person_id))
        .order_by(AwardCategory.position, Nomination.id)
    )
    return [
        _Part(round_id, category, result or Outcome.NOT_SHORTLISTED, nominee == person_id)
        for round_id, category, result, nominee in found
        if result in SHOWN or rounds[round_id].tells_unsuccessful
    ]


def _own(row: AwardRound, parts: Sequence[_Part]) -> list[Card]:
    """As a nominee, once for each award; and once as somebody who nominated."""
    address = url_for("recognition.winners", round_id=row.id)
    made = []
    for category, result in dict.fromkeys((part.category, part.outcome) for part in parts if part.nominated):
        won = result in SHOWN
        title, body = "Congratulations" if won else "You were nominated", became(result, category)
        colour = "green" if won else "blue"
        made.append(Card(title, address, f"You are {body} in {row.title}.", "Awards", "", colour))
    if any(not part.nominated for part in parts):
        body = f"It is decided and announced: see what became of it in {row.title}."
        made.append(Card("Your nomination", address, body, "Awards", "", "blue"))
    return made


def desk(viewer: Viewer) -> Sequence[Task]:
    """Decided rounds to announce, and batches that are ready: two statements."""
    if not viewer.may(Permission.AWARDS_MANAGE):
        return ()
    rows = select(AwardRound).where(AwardRound.stage == RoundStage.DECIDED).order_by(AwardRound.id).limit(10)
    announce = [
        Task(row.title, _waits(row), url_for("recognition.outcome", round_id=row.id))
        for row in db.session.scalars(rows)
    ]
    ready = [
        Task(KINDS[Batch(row.kind)][0], "ready to print" if row.state == "made" else "not made",
             url_for("recognition.batch", batch_id=row.id))
        for row in outcome_print.made_lately(viewer.id, clock.now())
    ]  # fmt: skip
    return [*announce, *ready]


def _waits(row: AwardRound) -> str:
    if row.announces_itself and row.announces_at is not None:
        return f"announces itself {moment(row.announces_at)}"
    return "decided, to be announced"
