"""Two windows that say the same at once: the second is told so in words, and nothing is there twice."""

from datetime import date

import pytest
from sqlalchemy import event, insert

from engage.core import clock
from engage.core.db import db, transaction
from engage.core.errors import Conflict, Invalid
from engage.surveys.actions import benchmarks, comments_reviewing
from engage.surveys.models import Benchmark, CommentReviewer, JoinedQuestion, Survey
from tests.surveys import made

ABOUT = benchmarks.About("Councils", "A table", date(2026, 3, 31))


def join(survey_id, person_id):
    benchmarks.join("later", "earlier", clock.now())


def bring_in(survey_id, person_id):
    benchmarks.bring_in(ABOUT, (), clock.now())


def choose(survey_id, person_id):
    comments_reviewing.add_reviewer(db.session.get_one(Survey, survey_id), person_id)


ACTS = [
    (join, JoinedQuestion, {"later": "later", "earlier": "earlier", "joined_at": clock.now()}, Invalid),
    (bring_in, Benchmark, {"name": ABOUT.name, "source": "x", "figures_of": ABOUT.figures_of,
                           "imported_at": clock.now()}, Conflict),
    (choose, CommentReviewer, {}, Invalid),
]  # fmt: skip


@pytest.mark.parametrize(("act", "table", "values", "kind"), ACTS, ids=["join", "benchmark", "reviewer"])
def test_who_was_slower_is_told_and_nothing_is_there_twice(app, people, act, table, values, kind):
    survey_id = made.closed()
    values = values or {"survey_id": survey_id, "person_id": people.bryn}

    def first(session, *_):
        """The other window, between the look and the writing."""
        session.connection().execute(insert(table).values(values))

    event.listen(db.session(), "before_flush", first, once=True)
    with pytest.raises(kind, match="already"), transaction():
        act(survey_id, people.bryn)
    assert db.session.query(table).count() == 0, "what was half done is gone, and the session reads again"
    with transaction():
        act(survey_id, people.bryn)
    with pytest.raises(kind, match="already"), transaction():
        act(survey_id, people.bryn)
    assert db.session.query(table).count() == 1
