"""The linkage attack on sixty marked reviewers of one person, who answer on the product's own pages."""

import random
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from engage.ballots import opened, rewriting
from engage.core import clock
from engage.core.db import db, transaction
from engage.values import reporting
from engage.values.actions import feedback_rounds
from engage.values.models import FeedbackReviewer
from engage.values.rules import feedback_round
from engage.values.rules.feedback_report import RATINGS, Relation
from tests import factories
from tests.ballots import linkage
from tests.ballots.attack import Council, attack_opened, backup, empty_logs, sealed_ballots, who_cast_what
from tests.factories import People
from tests.values import feedback_scene as scene

REVIEWERS = 60
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
PAPER = re.compile(r'name="paper" value="([^"]+)"')
MARKS = tuple(f"M{each:05d}" for each in range(REVIEWERS))


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rating that nobody else gives, so that every answer can be told from all others."""
    monkeypatch.setattr(feedback_round, "RATINGS", (*RATINGS, *MARKS))


def _give(client: FlaskClient, address: str, mark: str) -> bytes:
    page = client.get(address).text
    paper = PAPER.findall(page)[-1]
    words = f"Comment of {mark}." if int(mark[1:]) % 3 == 0 else ""
    sent = client.post(address, data={"csrf_token": TOKEN.findall(page)[-1], "paper": paper, "r0": mark, "saw0": words})
    assert sent.status_code == 303
    assert "Thank you" in client.get(sent.headers["Location"]).text
    return bytes.fromhex(paper[:32])


def polling(app: Flask, people: People, folder: Path) -> tuple[int, Council]:
    """Sixty colleagues answer about Amara in a random order, and three times somebody copies everything."""
    scene.on()
    scene.framework({"Kindness": [("Listens before deciding", "everyone", "positive")]})
    ids = scene.colleagues(REVIEWERS)
    round_id = scene.collecting(people.amara, {Relation.PEER: ids})
    luck = random.SystemRandom()
    order = luck.sample(ids, REVIEWERS)
    mark_of = dict(zip(order, luck.sample(MARKS, REVIEWERS), strict=True))
    box = scene.round_(round_id).box or ""
    db.session.rollback()
    council = Council(box, folder, FeedbackReviewer.__tablename__, "reviewer_id", mark_of, {})
    empty_logs()
    for at, person in enumerate(order):
        client = app.test_client()
        factories.sign_in(client, person)
        db.session.rollback()
        with app.app_context():
            address = f"/values/feedback/{round_id}/people/{people.amara}/answer"
            council.paper_of[person] = _give(client, address, mark_of[person])
        if (at + 1) % (REVIEWERS // 3) == 0:
            council.backups.append(backup(council, f"day{at}"))
    return round_id, council


def kept_comments(round_id: int) -> dict[str, linkage.Groups]:
    """The orders in which the comments of the report lie in the main database."""
    found = {}
    columns = ("id", "ctid", "xmin::text::bigint") if db.engine.dialect.name == "postgresql" else ("id", "rowid")
    for column in columns:
        query = text(f"SELECT saw FROM feedback_comment WHERE round_id = {round_id} ORDER BY {column}")
        with db.engine.connect() as connection:
            said = connection.execute(query).scalars().all()
        found[f"feedback_comment by {column}"] = [
            tuple(linkage.MARK.findall(each.encode())[0].decode() for each in said)
        ]
    return found


def test_who_said_what_of_a_colleague_stays_a_lottery(app: Flask, people: People, tmp_path: Path, marked: None) -> None:
    round_id, council = polling(app, people, tmp_path)
    sealed = sealed_ballots(council)
    assert who_cast_what(council) == council.paper_of, "the attacker does know whose sealed answer is which"
    assert len({len(each) for each in sealed.values()}) == 1
    assert not linkage.linked([linkage.try_reading(sealed, council.by_paper)])
    files = list(tmp_path.rglob("*.db*"))
    assert len(files) >= 6, "three days of both databases"
    for file in files:
        found = file.read_bytes()
        assert not {mark for mark in council.mark_of.values() if f"Comment of {mark}".encode() in found}
    with transaction():
        feedback_rounds.close(scene.round_(round_id), clock.now())
    tricks = attack_opened(council)
    with transaction():
        reporting.compute(round_id)
    order = {"order of answering": list(council.mark_of.values())}
    tricks += linkage.try_orders(order, kept_comments(round_id))
    db.session.rollback()
    assert len(tricks) > 40
    assert not linkage.linked(tricks), linkage.best(tricks)
    assert sorted(each["answers"]["v0.b0"] for each in opened.answers(council.code)) == sorted(MARKS)


def test_without_the_shuffles_comments_are_linked(
    app: Flask, people: People, tmp_path: Path, marked: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rewriting, "shuffled", list)
    _round_id, council = polling(app, people, tmp_path)
    assert linkage.linked(attack_opened(council))


def test_a_ballot_tells_its_group_and_nothing_of_its_writer(app: Flask, people: People, marked: None) -> None:
    scene.on()
    ids = scene.colleagues(3)
    round_id = scene.collecting(people.amara, {Relation.PEER: ids})
    for each in ids:
        scene.answer(round_id, people.amara, each, "4", saw="Something")
    scene.close(round_id)
    for each in opened.answers(scene.round_(round_id).box or ""):
        assert set(each) == {"group", "characteristics", "answers"}
        assert each["group"] == f"{people.amara}:peer"
