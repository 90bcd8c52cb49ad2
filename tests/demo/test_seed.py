"""The demonstration: into empty databases only, known by its own mark, and never over anybody real."""

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from engage.ballots.models import BallotBox
from engage.core import audit
from engage.core.db import db, transaction
from engage.core.errors import Conflict, NotThere
from engage.demo import seed as seeding
from engage.directory.actions import accounts
from engage.directory.models import ImportRun, Person
from engage.directory.queries_accounts import is_demonstration
from engage.surveys.models import Survey


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A demonstration of two people and no survey, made in no time."""

    def build(_luck: object, _today: date) -> None:
        for number in ("D0001", "D0002"):
            db.session.add(Person(employee_number=number, first_name="Amara", surname="Made-Up"))

    monkeypatch.setattr(seeding.council, "build", build)
    monkeypatch.setattr(seeding, "AREAS", ())
    monkeypatch.setattr(seeding, "WAVES", ())
    monkeypatch.setattr(seeding, "_take_part", lambda *_args: None)
    monkeypatch.setattr(seeding, "_open", lambda *_args: None)
    monkeypatch.setattr(seeding, "_schedule", lambda *_args: None)
    monkeypatch.setattr(seeding, "_pulse", lambda *_args: None)
    monkeypatch.setattr(seeding, "_extended_and_cancelled", lambda *_args: None)
    monkeypatch.setattr(seeding.codes, "build", lambda *_args: None)
    monkeypatch.setattr(seeding.tracking, "track", lambda *_args: None)


def people() -> list[str]:
    return sorted(db.session.scalars(db.select(Person.employee_number)))


def real(count: int = 3) -> None:
    with transaction():
        for number in range(1, count + 1):
            db.session.add(Person(employee_number=f"D{number:04d}", first_name="Real", surname="Person"))


def test_it_goes_into_empty_databases_and_is_known_by_its_mark(app: Flask, small: None) -> None:
    assert not is_demonstration()
    seeding.seed()
    assert is_demonstration()
    assert people() == ["D0001", "D0002"]
    with pytest.raises(Conflict, match="There is something already"):
        seeding.seed()


def test_reset_empties_it_and_fills_it_again(app: Flask, small: None) -> None:
    seeding.seed()
    with transaction():
        db.session.query(Person).filter_by(employee_number="D0002").delete()
        audit.record("touch", "thing")
    seeding.reset()
    assert people() == ["D0001", "D0002"]
    assert [event.act for event in audit.latest(10)] == ["choose audience", "seed"]


def test_real_people_whose_numbers_look_like_its_own_are_never_touched(app: Flask, small: None) -> None:
    real()
    assert not is_demonstration()
    for act in (seeding.seed, seeding.reset):
        with pytest.raises(Conflict):
            act()
    assert people() == ["D0001", "D0002", "D0003"]
    with pytest.raises(NotThere):
        accounts.demonstrate("D0001", seeding.clock.now())


@pytest.mark.parametrize("what", ["survey", "box"])
def test_a_survey_or_a_ballot_box_is_something_too(app: Flask, small: None, what: str) -> None:
    with transaction():
        if what == "survey":
            made_survey = Survey(title="T", questionnaire="{}", created_at=seeding.clock.now())
            db.session.add(made_survey)
        else:
            db.session.add(
                BallotBox(code="c" * 32, public_key=b"p", ballot_size=9, canary=b"c", phase="made"),
            )
    with pytest.raises(Conflict, match="There is something already"):
        seeding.seed()
    assert people() == []


def test_a_demonstration_that_somebody_imported_into_is_not_emptied(app: Flask, small: None) -> None:
    seeding.seed()
    with transaction():
        db.session.add(ImportRun(kind="people", number=1, filename="f", summary="{}", undo="", at=seeding.clock.now()))
    with pytest.raises(Conflict, match="imported into this demonstration"):
        seeding.reset()
    assert people() == ["D0001", "D0002"]


def test_production_has_no_place_for_it(app: Flask, small: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.extensions, "settings", replace(app.extensions["settings"], production=True, demo=False))
    for act in (seeding.seed, seeding.reset):
        with pytest.raises(Conflict, match="production"):
            act()
    assert people() == []
