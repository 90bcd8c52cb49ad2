"""While a release is worked out everybody can write, and one that was stored is not computed twice."""

import pytest
from sqlalchemy.orm import Session

from engage.core import clock, outbox
from engage.core.db import db, transaction
from engage.directory.models import Unit
from engage.surveys import release
from engage.surveys.actions import publishing
from engage.surveys.jobs import compute_release
from engage.surveys.models import Release, Survey
from tests.surveys import taken


@pytest.fixture
def closed(app, people) -> int:
    """A survey whose box is opened."""
    survey = taken.open_survey()
    taken.close(survey)
    return survey


def test_while_a_release_is_worked_out_everybody_can_write(app, closed, monkeypatch):
    real = release.work_out

    def beside(material):
        assert not db.session().in_transaction()
        with Session(db.engine) as another:
            another.add(Unit(code="BESIDE", name="Beside"))
            another.commit()
        figures = real(material)
        assert not db.session().in_transaction()
        return figures

    monkeypatch.setattr(release, "work_out", beside)
    with transaction():
        publishing.ask_for_release(db.session.get_one(Survey, closed), clock.now())
    while outbox.run_due_rows():
        pass
    assert db.session.query(Unit).filter_by(code="BESIDE").count() == 1
    assert db.session.query(Release).count() == 1


def test_a_worker_that_was_killed_before_it_noted_the_release_leaves_it_alone(app, closed):
    compute_release({"survey": closed})
    made = db.session.query(Release.sha256).all()
    db.session.rollback()
    compute_release({"survey": closed})
    assert db.session.query(Release.sha256).all() == made
