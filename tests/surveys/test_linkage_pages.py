"""The same attack on a polling through the product's own pages, with what they leave in every table."""

import json
import random
import re
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Person
from engage.surveys.actions import lifecycle
from engage.surveys.models import Invitation, Survey
from engage.surveys.rules import Kind, Option, Question, Questionnaire, Section
from engage.surveys.rules.packing import layout, unpack
from tests import factories
from tests.ballots import boxes, linkage
from tests.ballots.attack import Council, attack_opened, backup, empty_logs, sealed_ballots, who_cast_what
from tests.factories import People
from tests.surveys import taken

VOTERS = 60
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
PAPER = re.compile(r'name="paper" value="([^"]+)"')


def questionnaire() -> Questionnaire:
    """One question whose answer is the mark of whoever gives it, and one for words."""
    marks = tuple(Option(f"M{each:05d}", f"Mark {each}") for each in range(VOTERS))
    words = Question("Q9", "i2", Kind.LONG_TEXT, "Anything else?", max_length=200)
    which = Question("MARK", "i1", Kind.SINGLE, "Which?", options=marks)
    return Questionnaire((Section("one", "Your mark", questions=(which, words)),))


def vote(app: Flask, survey: int, person: int, mark: str) -> bytes:
    """Somebody signs in, answers on the pages, and is thanked; answers their paper's number."""
    client = app.test_client()
    factories.sign_in(client, person)
    db.session.rollback()
    with app.app_context():
        return _vote(client, survey, mark)


def _vote(client: FlaskClient, survey: int, mark: str) -> bytes:
    page = client.get(f"/surveys/{survey}/answer").text
    paper = PAPER.findall(page)[-1]
    words = f"Comment of {mark}." if int(mark[1:]) % 3 == 0 else ""
    sent = client.post(
        f"/surveys/{survey}/ballots",
        data={"csrf_token": TOKEN.findall(page)[-1], "section": "one", "paper": paper, "go": "next",
              "MARK": mark, "Q9": words},
    )  # fmt: skip
    assert sent.status_code == 303
    assert "Thank you" in client.get(sent.headers["Location"]).text
    return bytes.fromhex(paper[:32])


def read(payload: str) -> str:
    """An opened ballot, its choices by name."""
    return json.dumps(unpack(layout(questionnaire()), json.loads(payload)["answers"]))


def polling(app: Flask, folder: Path) -> tuple[int, Council]:
    """A survey of the small council: sixty answer in a random order, and three times somebody copies everything."""
    taken.crowd(each=VOTERS // 3)
    survey = taken.open_survey(questionnaire())
    people = list(db.session.scalars(db.select(Person.id).where(Person.employee_number >= "5000")))
    luck = random.SystemRandom()
    order, marks = luck.sample(people, VOTERS), luck.sample(range(VOTERS), VOTERS)
    mark_of = dict(zip(order, (f"M{each:05d}" for each in marks), strict=True))
    box = db.session.get_one(Survey, survey).box or ""
    db.session.rollback()
    council = Council(box, folder, Invitation.__tablename__, "person_id", mark_of, {}, reads=read)
    empty_logs()
    for at, person in enumerate(order):
        council.paper_of[person] = vote(app, survey, person, mark_of[person])
        if (at + 1) % (VOTERS // 3) == 0:
            council.backups.append(backup(council, f"day{at}"))
    return survey, council


def test_who_answered_what_on_the_pages_stays_a_lottery(app: Flask, people: People, tmp_path: Path) -> None:
    survey, council = polling(app, tmp_path)
    sealed = sealed_ballots(council)
    assert who_cast_what(council) == council.paper_of, "the attacker does know whose sealed ballot is which"
    assert not linkage.linked([linkage.try_reading(sealed, council.by_paper)])
    files = list(tmp_path.rglob("*.db*"))
    assert len(files) >= 6, "three days of both databases"
    for file in files:
        found = file.read_bytes()
        assert not {mark for mark in council.mark_of.values() if f"Comment of {mark}".encode() in found}
    with transaction():
        lifecycle.close(db.session.get_one(Survey, survey), clock.now())
    tricks = attack_opened(council)
    assert len(tricks) > 40
    assert not linkage.linked(tricks), linkage.best(tricks)
    assert boxes.marks(council.code, lambda each: unpack(layout(questionnaire()), each)) == boxes.expected(VOTERS)
