"""The demonstration's concerns: 25 that champions passed on, in every state, some of them joined."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from engage.champions.actions import concerns as actions
from engage.champions.actions import concerns_answering as answering
from engage.champions.actions.concerns_telling import Reply
from engage.champions.models import Concern, ConcernCase
from engage.core import clock
from engage.core.db import db, transaction
from engage.demo.concerns_words import JOINED, JOINED_ANSWER, MORE, OF_BRYN, Said
from engage.directory.models import Person
from engage.directory.queries import main_unit_of, open_units
from engage.directory.queries_finding import here
from engage.directory.queries_networks import champions
from engage.directory.queries_themes import themes


@dataclass(frozen=True)
class Cast:
    """Who is in it, by their ids; `others`: champions beside Bryn, or Bryn where there is none."""

    bryn: int
    chloe: int
    femi: int
    others: Sequence[int]


def build(luck: random.Random, today: date) -> None:
    """Through the feature's own actions; nothing where the people of the demonstration are not here."""
    del luck
    with transaction():
        known = dict(db.session.execute(select(Person.employee_number, Person.id)).all())
        if not {"D0002", "D0003", "D0006"} <= known.keys():
            return
        bryn = known["D0002"]
        # One of the champions has left, so that the gap is shown.
        others = sorted({each.id for each in here(db.session.scalars(champions()).all())} - {bryn})
        cast = Cast(bryn, known["D0003"], known["D0006"], others or [bryn])
    for said in OF_BRYN:
        _one(said, bryn, cast, today)
    _joined(cast, today)
    for number, said in enumerate(MORE, start=len(JOINED)):
        _one(said, cast.others[number * 7 % len(cast.others)], cast, today)


def _pass_on(said: Said, author: int, today: date) -> int:
    """Passed on so many days ago; the case's number."""
    own = main_unit_of(author)
    service = next((each.id for each in open_units() if each.name == said.service), own.id if own else 0)
    theme = next((each.id for each in themes() if each.name == said.theme), None)
    words = actions.Words(said.title, said.words, service, theme, said.said_by)
    row = actions.pass_on(words, author, f"demonstration-{said.title}"[:40], today - timedelta(days=said.days_ago))
    return row.case_id


def _one(said: Said, author: int, cast: Cast, today: date) -> None:
    with transaction():
        case_id = _pass_on(said, author, today)
        if said.with_femi:
            answering.give(case_id, cast.femi)
        if said.proposal:
            answering.propose(case_id, cast.femi, said.proposal, clock.now())
        if said.answer:
            _answer(case_id, said, cast, today)


def _answer(case_id: int, said: Said, cast: Cast, today: date) -> None:
    row = db.session.get_one(ConcernCase, case_id)
    on = today - timedelta(days=max(0, said.days_ago - said.answered_after))
    answering.answer(case_id, Reply(said.answer, said.declined), row.version, cast.chloe, on)
    if said.told:
        for each in db.session.scalars(select(Concern).where(Concern.case_id == case_id)):
            actions.tell(each, each.teller_id or 0, min(today, on + timedelta(days=4)))
    if said.public:
        answering.publish(case_id, said.public, datetime.combine(on, time(9), clock.LONDON))


def _joined(cast: Cast, today: date) -> None:
    """Three that say the same, and one answer to all of them, which all staff may read."""
    with transaction():
        made = [_pass_on(said, cast.others[at % len(cast.others)], today) for at, said in enumerate(JOINED)]
        answering.join(made[0], made[1:])
        _answer(made[0], JOINED_ANSWER, cast, today)
