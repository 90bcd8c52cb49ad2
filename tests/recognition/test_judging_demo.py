"""The demonstration's judging: nothing without its rounds, else one round decided and one waiting."""

import random

from sqlalchemy import func, select

from engage.core import clock
from engage.core.db import db, transaction
from engage.demo import judging as demo
from engage.directory.models import Person
from engage.recognition.models import Assignment, AwardRound, Judge, Nomination, StageDecision
from tests.recognition import judging, made


def numbered(people):
    """The cast has the employee numbers of the demonstration."""
    with transaction():
        for person, number in ((people.bryn, "D0002"), (people.chloe, "D0003"), (people.esi, "D0005"),
                               (people.femi, "D0006")):  # fmt: skip
            db.session.get_one(Person, person).employee_number = number


def test_without_its_rounds_nothing_is_done_and_with_them_both_are_judged(people, app):
    numbered(people)
    demo.build(random.Random(1), clock.today())
    assert db.session.scalar(select(func.count()).select_from(Judge)) == 0
    staff = judging.colleagues(22)
    for title in (demo.DONE, demo.RUNNING):
        number = made.award_round("closed", categories=2)
        with transaction():
            db.session.get_one(AwardRound, number).title = title
        for category in made.categories_of(number):
            for nominee in staff[:4]:
                made.entry(category, nominee=nominee)
    demo.build(random.Random(1), clock.today())
    db.session.rollback()
    stages = {each.title: each.stage for each in db.session.scalars(select(AwardRound))}
    assert stages == {demo.DONE: "decided", demo.RUNNING: "final"}
    assert db.session.scalar(select(func.count()).where(Nomination.outcome == "winner")) == 2
    assert any(each.too_close and each.reason for each in db.session.scalars(select(StageDecision)))
    femi = [each.state for each in judging.given(people.femi)]
    assert femi.count("scored") == 2 and femi.count("waiting") >= 1
    assert all(each.state == "waiting" for each in judging.given(people.bryn))
    assert db.session.scalar(select(func.count()).select_from(Assignment)) > 30
