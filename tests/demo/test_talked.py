"""The demonstration's talks about results: days that are over, and teams whose heads have said so."""

import random
from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from engage.core import clock
from engage.core.db import db, transaction
from engage.demo import talked
from engage.surveys.models import Release, ResultTalk, Survey
from engage.surveys.queries import results as queries
from engage.surveys.rules.sight import MOST_AGREED
from tests.surveys import attacks
from tests.surveys.test_sight import heads


def test_nothing_is_said_where_there_are_no_results(app: Flask) -> None:
    talked.build(random.Random(1), clock.today())
    assert db.session.query(ResultTalk).count() == 0


def test_heads_say_it_of_their_groups_after_their_day_and_every_reader_s_day_is_over(app: Flask, people) -> None:
    attacks.council()
    who = heads()
    survey_id = attacks.survey(attacks.varied)[0]
    with transaction():
        survey = db.session.get_one(Survey, survey_id)
        survey.opens_at, survey.closes_at = (clock.now() - timedelta(days=days) for days in (81, 60))
    talked.build(random.Random(1), clock.today())
    release = db.session.scalars(select(Release)).one()
    assert release.published_at < clock.now() - timedelta(days=40)
    assert release.directors_from < release.services_from < release.managers_from < release.staff_from < clock.today()
    rows = db.session.query(ResultTalk).all()
    head = queries.whole(survey_id, before_publishing=False).head
    assert rows and {row.code for row in rows} <= {block.code for block in head.blocks}
    assert {row.said_by_id for row in rows} <= {who.chief, who.director, who.service, who.team, who.small}
    assert all(release.managers_from <= row.held_on <= clock.today() for row in rows)
    assert all(len(words) <= MOST_AGREED for words in talked.AGREED)
