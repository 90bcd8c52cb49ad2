"""The demonstration's award outcomes: the years before always, and the round once the panel has decided it."""

import random

from flask import Flask

from engage.core import clock
from engage.core.db import db, transaction
from engage.demo import outcomes
from engage.directory.models import Person
from engage.recognition.models import AwardRound, PastWinner, Prize, RoundCost
from engage.recognition.queries import outcome_print
from tests.factories import People
from tests.recognition import outcome_made


def test_past_winners_and_a_letterhead_are_there_without_a_round(app: Flask, people: People) -> None:
    outcomes.build(random.Random(1), clock.today())
    assert {row.year for row in db.session.query(PastWinner)} == {2024, 2025}
    assert outcome_print.letterhead().signatory and outcome_print.logo()


def test_the_round_is_announced_where_it_is_decided(app: Flask, people: People) -> None:
    round_id, _, _ = outcome_made.decided(people)
    with transaction():
        db.session.get_one(AwardRound, round_id).title = outcomes.ROUND
        db.session.get_one(Person, people.chloe).employee_number = outcomes.OD
    outcomes.build(random.Random(1), clock.today())
    assert db.session.get_one(AwardRound, round_id).stage == "announced"
    assert db.session.query(Prize).count() == 2 and db.session.query(RoundCost).count() == 3
    assert all(row.citation for row in db.session.query(PastWinner).filter_by(round_id=round_id))
