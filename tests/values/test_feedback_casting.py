"""Casting feedback, the opening and the reports: what is kept, once, and in which order."""

import pytest
from sqlalchemy import func, select

from engage.ballots import actions as box
from engage.ballots.models import Ballot
from engage.core import clock
from engage.core.db import ballot_owner_engine, db, transaction
from engage.core.errors import Conflict, NotThere
from engage.values import reporting
from engage.values.actions import feedback_casting, feedback_opening, feedback_rounds
from engage.values.jobs_feedback import open_the_box
from engage.values.models import FeedbackComment, FeedbackReport, FeedbackReviewer
from engage.values.rules.feedback_document import from_document, in_words
from engage.values.rules.feedback_report import Relation
from tests.factories import People
from tests.values import feedback_scene as scene


def ballots() -> int:
    with ballot_owner_engine().connect() as connection:
        return connection.execute(select(func.count()).select_from(Ballot)).scalar_one()


def flag(round_id: int, subject: int, reviewer: int) -> bool:
    db.session.remove()
    return db.session.get_one(FeedbackReviewer, (round_id, subject, reviewer)).taken_part


@pytest.fixture
def peers(people: People) -> list[int]:
    return scene.colleagues(4)


@pytest.fixture
def round_id(people: People, peers: list[int]) -> int:
    return scene.collecting(people.amara, {Relation.PEER: peers})


def test_an_answer_is_one_ballot_and_one_flag_however_often_it_is_sent(
    people: People, peers: list[int], round_id: int
) -> None:
    for _ in range(3):
        scene.answer(round_id, people.amara, peers[0])
    assert (ballots(), flag(round_id, people.amara, peers[0])) == (1, True)


def test_whoever_is_not_asked_is_not_let_in(people: People, peers: list[int], round_id: int) -> None:
    with pytest.raises(NotThere):
        scene.answer(round_id, people.amara, people.esi)
    with pytest.raises(NotThere):
        scene.answer(round_id, peers[0], peers[1])
    assert ballots() == 0


def test_after_the_close_nothing_is_taken(people: People, peers: list[int], round_id: int) -> None:
    scene.close(round_id)
    with pytest.raises(feedback_casting.RoundClosed):
        scene.answer(round_id, people.amara, peers[0])


def test_a_crash_between_the_two_commits_leaves_a_ballot_that_the_same_paper_finds_again(
    people: People, peers: list[int], round_id: int
) -> None:
    paper, ratings = box.new_ballot_id(), {item.key: "4" for item in scene.items(round_id)}

    def cast() -> None:
        feedback_casting.cast(round_id, people.amara, peers[0], paper, ratings, {})

    def crash() -> None:
        with transaction():
            cast()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        crash()
    assert (ballots(), flag(round_id, people.amara, peers[0])) == (1, False)
    with transaction():
        cast()
    assert (ballots(), flag(round_id, people.amara, peers[0])) == (1, True)


def test_no_answer_lies_in_the_main_database_and_no_name_in_the_ballots(
    people: People, peers: list[int], round_id: int
) -> None:
    scene.answer(round_id, people.amara, peers[0], "5", saw="A sentence that is nowhere else")
    with ballot_owner_engine().connect() as connection:
        assert set(connection.execute(select(Ballot)).keys()) == {"box", "id", "sealed"}
    columns = {column.name for column in FeedbackReviewer.__table__.columns}
    assert columns == {"round_id", "subject_id", "reviewer_id", "relation", "taken_part"}


def test_the_reports_are_made_once_and_hold_what_the_rules_allow(people: People) -> None:
    round_id, _peers = scene.reported(people)
    made = db.session.get_one(FeedbackReport, (round_id, people.amara))
    reading = from_document(made.document)
    assert [in_words(f.halves) for line in reading.report.lines for f in line.figures] == ["4"] * 3
    assert {line.own for line in reading.report.lines} == {"3"}
    assert {line.manager for line in reading.report.lines} == {("5",)}
    said = db.session.query(FeedbackComment).all()
    assert sorted((each.block, each.saw) for each in said) == [
        ("manager", "What the manager saw"), *(("peer", f"What peer {n} saw") for n in range(4)),
    ]  # fmt: skip
    before = made.sha256
    db.session.rollback()
    open_the_box({"round": round_id})
    assert db.session.get_one(FeedbackReport, (round_id, people.amara)).sha256 == before


def test_of_two_answers_in_a_group_neither_figures_nor_comments_are_made(
    people: People, peers: list[int], round_id: int
) -> None:
    for each in peers[:2]:
        scene.answer(round_id, people.amara, each, "1", saw="Of two")
    scene.close(round_id)
    made = db.session.get_one(FeedbackReport, (round_id, people.amara))
    assert from_document(made.document).report.blocks == ()
    assert 'figures":[]' in made.document
    assert db.session.query(FeedbackComment).count() == 0


def test_a_closed_round_whose_worker_was_killed_goes_on_where_it_was(
    people: People, peers: list[int], round_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for each in peers:
        scene.answer(round_id, people.amara, each)
    with transaction():
        feedback_rounds.close(scene.round_(round_id), clock.now())
    with monkeypatch.context() as patched:
        patched.setattr(reporting, "compute", lambda _id: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            open_the_box({"round": round_id})
    assert db.session.query(FeedbackReport).count() == 0
    db.session.rollback()
    open_the_box({"round": round_id})
    assert db.session.query(FeedbackReport).count() == 1


def test_the_box_of_a_round_that_collects_is_not_opened(round_id: int) -> None:
    with pytest.raises(Conflict, match="only the box of a closed round"):
        feedback_opening.open_box_of(round_id)
