"""A round that is being judged, made through the actions; and more people to judge it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Person, Post, Unit
from engage.recognition.actions import judging_panels as panels
from engage.recognition.actions import judging_scoring, judging_sharing
from engage.recognition.models import Assignment, AwardRound, Judge, Panel
from engage.recognition.rules.panels import JudgingStage
from engage.recognition.rules.rounds import RoundStage
from tests import factories
from tests.recognition import made

ANCHORS = '["Weak", "", "Good", "", "Outstanding"]'


def colleagues(many: int, first: int = 1) -> list[int]:
    """People who each work in a service of their own, and so have ties to nobody."""
    with transaction():
        top = db.session.scalars(select(Unit).where(Unit.code == "COUNCIL")).one()
        found = []
        for n in range(first, first + many):
            place = factories.unit(f"S{n}", f"Service {n}", top, "Service")
            found.append(factories.person(f"20{n:02}", f"Judge{n}", f"Number{n}", place, email=f"j{n}@anytown.example"))
        return [each.id for each in found]


def round_with(
    nominees: Sequence[int], stage: str = RoundStage.SHORTLISTING, **more: Any
) -> tuple[int, int, list[int]]:
    """A round with one category and an entry about each nominee: round, category, entries."""
    number = made.award_round(stage, anchors=ANCHORS, **({"judges_each": 2} | more))
    (category,) = made.categories_of(number)
    return number, category, [made.entry(category, nominee=each) for each in nominees]


def panel(
    round_id: int, judges: Sequence[int], stage: JudgingStage = JudgingStage.SHORTLIST, name: str = "Panel A"
) -> int:
    """A panel of a round for all its categories, with judges who have not declared."""
    with transaction():
        found = db.session.get_one(AwardRound, round_id)
        row = panels.create(found, stage, panels.Terms(name, tuple(made.categories_of(round_id)), None))
        panels.add_judges(row, judges, clock.now())
        return row.id


def declared(panel_id: int) -> None:
    """Every judge says that they have no ties."""
    with transaction():
        for judge in db.session.get_one(Panel, panel_id).judges:
            judging_scoring.declare(judge, (), "", clock.now())


def shared(panel_id: int) -> Any:
    """The entries are shared out."""
    with transaction():
        return judging_sharing.share(db.session.get_one(Panel, panel_id), clock.now())


def judging(nominees: Sequence[int], judges: Sequence[int], **more: Any) -> tuple[int, int, int]:
    """Round, category and panel, shared out."""
    number, category, _ = round_with(nominees, **more)
    found = panel(number, judges)
    declared(found)
    shared(found)
    return number, category, found


def given(person: int, entry: int | None = None) -> list[Assignment]:
    """What somebody has, afresh."""
    db.session.rollback()
    rows = select(Assignment).join(Judge).where(Judge.person_id == person).order_by(Assignment.id)
    if entry is not None:
        rows = rows.where(Assignment.nomination_id == entry)
    return list(db.session.scalars(rows))


def score(assignment_id: int, points: int) -> None:
    """The same points for every criterion."""
    with transaction():
        row = db.session.get_one(Assignment, assignment_id)
        criteria = {each.id: points for each in row.nomination.category.criteria}
        assert judging_scoring.score(row, row.version, judging_scoring.Scored(criteria, ""), clock.now())


def move(person: int, code: str) -> None:
    """Somebody's main post moves to another unit."""
    with transaction():
        place = db.session.scalars(select(Unit).where(Unit.code == code)).one()
        post = db.session.scalars(select(Post).where(Post.person_id == person, Post.is_main)).one()
        post.unit_id = place.id


def name(person: int) -> str:
    return db.session.get_one(Person, person).name
