"""Thanks, award rounds and entries as rows: for tests of one part that need what another part makes."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from engage.core import clock
from engage.core.db import db, transaction
from engage.recognition.models import (
    AwardCategory,
    AwardCriterion,
    AwardRound,
    AwardScheme,
    Nomination,
    NominationAnswer,
    Thanks,
    ThanksBehaviour,
    ThanksReceiver,
)
from engage.recognition.rules.rounds import NominationState, Nominees, RoundStage


def thanks(giver: int | None, to: Sequence[int] = (), teams: Sequence[int] = (), behaviours: Sequence[int] = (),
           words: str = "You stayed until it was done.", at: datetime | None = None, **more: Any) -> int:  # fmt: skip
    """A thank-you on the wall, to people and teams by id; its id."""
    unit = more.pop("receivers_unit", None)  # where they worked then
    given = {"to_all": True, "once": secrets.token_hex(8), "signed": "" if giver else "A colleague"} | more
    with transaction():
        row = Thanks(giver_id=giver, words=words, given_at=at or clock.now(), **given)
        row.receivers = [ThanksReceiver(person_id=each, unit_id=unit) for each in to] + [
            ThanksReceiver(unit_id=each) for each in teams
        ]
        row.behaviours = [ThanksBehaviour(behaviour_id=each, position=n) for n, each in enumerate(behaviours)]
        db.session.add(row)
        db.session.flush()
        return row.id


def award_round(stage: str = RoundStage.OPEN, categories: int = 1, criteria: int = 2, **more: Any) -> int:
    """A round that opened yesterday and closes in ten days; its id."""
    now = clock.now()
    number = secrets.token_hex(3)
    dates = {"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=10)}
    with transaction():
        row = AwardRound(scheme=AwardScheme(name=f"Scheme {number}"), title=f"Awards {number}", stage=stage,
                         created_at=now, **(dates | more))  # fmt: skip
        row.categories = [
            AwardCategory(
                position=n, name=f"Category {n}", nominees=Nominees.EITHER,
                criteria=[AwardCriterion(position=c, name=f"Criterion {c}", weight=c) for c in range(1, criteria + 1)],
            )
            for n in range(1, categories + 1)
        ]  # fmt: skip
        db.session.add(row)
        db.session.flush()
        return row.id


def categories_of(round_id: int) -> list[int]:
    """The ids of a round's categories in their order."""
    rows = db.session.query(AwardCategory.id).filter_by(round_id=round_id).order_by(AwardCategory.position)
    return [row.id for row in rows]


def entry(category_id: int, nominee: int | None = None, nominator: int | None = None, team: int | None = None,
          words: str = "They did it well.", **more: Any) -> int:  # fmt: skip
    """A submitted nomination with words under every criterion; its id."""
    now = clock.now()
    given = {"state": NominationState.SUBMITTED, "submitted_at": now, "once": secrets.token_hex(8)}
    given |= {} if nominator else {"nominator_name": "A resident", "origin": "resident"}
    with transaction():
        row = Nomination(category_id=category_id, nominee_id=nominee, team_id=team, nominator_id=nominator,
                         made_at=now, **(given | more))  # fmt: skip
        criteria = db.session.query(AwardCriterion.id).filter_by(category_id=category_id)
        row.answers = [NominationAnswer(criterion_id=each.id, words=words) for each in criteria]
        db.session.add(row)
        db.session.flush()
        return row.id
