"""Opening: once, whole, in no order; and nothing is deleted before everything can be read."""

import json
import subprocess

import pytest
from flask import Flask
from sqlalchemy import select

from engage.ballots import actions, keys, opened, queries, rewriting, rules, seal
from engage.ballots.alone import alone
from engage.ballots.models import Ballot
from engage.ballots.opened import OpenedAnswers, OpenedComment
from engage.ballots.rules import Phase
from engage.core import audit, traces
from engage.core.db import ballot_owner_engine, db, transaction
from engage.core.errors import Conflict
from tests.ballots import boxes


def test_every_ballot_comes_out_once_and_the_key_is_gone(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rewriting, "BATCH", 7)
    monkeypatch.setattr(opened, "BATCH", 7)
    code, other = boxes.full_box(40), boxes.full_box(3)
    counts = boxes.open_box(code, 40)
    assert counts == queries.Counts(ballots=40, flags=40, unreadable=0, late=0)
    assert boxes.marks(code) == boxes.expected(40)
    assert boxes.sealed(code) == 0
    assert not keys.is_here(code)
    assert queries.box(code).phase == Phase.KEY_DESTROYED
    assert (boxes.sealed(other), queries.box(other).phase) == (3, Phase.SEALED)


def test_a_comment_lies_apart_from_everything_else_its_writer_said(app: Flask) -> None:
    code = boxes.full_box(9)
    boxes.open_box(code, 9)
    comments = list(opened.comments(code))
    assert sorted(each.text for each in comments) == [f"Comment of M{mark:05d}." for mark in (0, 3, 6)]
    assert {(each.question, each.group) for each in comments} == {("Q9", "ADULTS")}
    assert not any("omment" in json.dumps(each) for each in opened.answers(code))
    with ballot_owner_engine().connect() as connection:
        ids = [connection.execute(select(table.id)).scalars().all() for table in (OpenedAnswers, OpenedComment)]
    assert not set(ids[0]) & set(ids[1])


def test_no_opened_row_keeps_the_number_of_its_ballot(app: Flask) -> None:
    code, papers = boxes.started_box(), [actions.new_ballot_id() for _ in range(9)]
    for mark, paper in enumerate(papers):
        boxes.vote(code, mark, paper)
    boxes.open_box(code, 9)
    with ballot_owner_engine().connect() as connection:
        assert not set(papers) & set(connection.execute(select(OpenedAnswers.id)).scalars())


def test_nothing_can_be_read_or_counted_before_the_key_is_destroyed(app: Flask) -> None:
    code, seen = boxes.full_box(3), []

    def look(name: str) -> None:
        with transaction():
            if queries.box(code).phase != Phase.KEY_DESTROYED:
                for read in (opened.answers, opened.comments):
                    with pytest.raises(Conflict):
                        read(code)
                seen.append(name)

    look("before")
    assert queries.counts(code) is None
    boxes.open_box(code, 3, checkpoint=look)
    assert {"before", "closed", "rewritten", "counted", "ballots_compacted", "key_destroyed"} <= set(seen)
    assert len(list(opened.answers(code))) == 3


def test_opening_an_opened_box_again_changes_nothing(app: Flask) -> None:
    code = boxes.full_box(3)
    assert boxes.open_box(code, 3) == boxes.open_box(code, 99)
    assert boxes.marks(code) == boxes.expected(3)


def test_a_box_without_a_ballot_opens_too(app: Flask) -> None:
    code = boxes.started_box()
    assert boxes.open_box(code, 0).ballots == 0
    assert list(opened.answers(code)) == []


def test_a_ballot_that_does_not_open_stops_everything_until_somebody_has_looked(app: Flask) -> None:
    code = boxes.full_box(5)
    boxes.smuggle(code, b"\x01" + b"j" * 200)
    boxes.smuggle(code, boxes.forged(code, b'{"group":"A","answers":{},"comments":{"Q9":"\\u0000"}}'))
    for accepted in (0, 1, 3):
        with pytest.raises(Conflict, match="2 ballots of this box cannot be read"):
            boxes.open_box(code, 5, accept_unreadable=accepted)
    assert (boxes.sealed(code), boxes.opened(code), keys.is_here(code)) == (7, 0, True)
    assert queries.box(code).unreadable == 2
    assert '"unreadable": 2' in "".join(each.facts for each in audit.latest(50, kind="ballot_box"))
    counts = boxes.open_box(code, 5, accept_unreadable=2)
    assert (counts.ballots, counts.unreadable, counts.beyond_flags) == (7, 2, 2)
    assert boxes.marks(code) == boxes.expected(5)


def test_a_wrong_key_never_deletes_a_ballot(app: Flask) -> None:
    code = boxes.full_box(4)
    right = keys.load(code)
    keys.destroy(code)
    keys.store(code, seal.new_key_pair()[0])
    with pytest.raises(Conflict, match="not the key of this ballot box"):
        boxes.open_box(code, 4, accept_unreadable=4)
    assert boxes.sealed(code) == 4
    keys.destroy(code)
    keys.store(code, right)
    boxes.open_box(code, 4)
    assert boxes.marks(code) == boxes.expected(4)


def test_fewer_ballots_than_people_who_took_part_stop_the_opening(app: Flask) -> None:
    code = boxes.full_box(4)
    with pytest.raises(Conflict, match="2 people took part"):
        boxes.open_box(code, 6)
    assert (boxes.sealed(code), keys.is_here(code)) == (4, True)
    assert boxes.open_box(code, 6, accept_missing=2).beyond_flags == -2


def test_ballots_beyond_the_flags_are_counted_and_shown(app: Flask) -> None:
    assert boxes.open_box(boxes.full_box(4), 3).beyond_flags == 1


def test_a_second_worker_is_turned_away_and_the_next_one_is_not(app: Flask) -> None:
    code = boxes.full_box(2)
    with alone(code), pytest.raises(Conflict, match="being opened already"):
        boxes.open_box(code, 2)
    boxes.open_box(code, 2)
    assert boxes.marks(code) == boxes.expected(2)


def test_a_ballot_that_comes_in_during_the_opening_is_not_lost(app: Flask) -> None:
    code = boxes.full_box(3)
    plain = rules.canonical(boxes.payload(3))

    def squeeze_in(name: str) -> None:
        if name == "unsealed":
            boxes.smuggle(code, boxes.forged(code, plain))

    with pytest.raises(Conflict, match="tried again"):
        boxes.open_box(code, 3, checkpoint=squeeze_in)
    assert (boxes.sealed(code), boxes.opened(code)) == (4, 0)
    boxes.open_box(code, 3)
    assert boxes.marks(code) == boxes.expected(4)


def test_a_ballot_after_the_rewriting_was_never_acknowledged_and_is_counted_as_late(app: Flask) -> None:
    code = boxes.full_box(3)

    def come_late(name: str) -> None:
        if name == "rewritten":
            boxes.smuggle(code, boxes.forged(code, rules.canonical(boxes.payload(3))))

    assert boxes.open_box(code, 3, checkpoint=come_late).late == 1
    assert boxes.sealed(code) == 0
    assert boxes.marks(code) == boxes.expected(3)


def test_opened_answers_that_vanished_keep_the_key_alive(app: Flask) -> None:
    code = boxes.full_box(3)

    def lose(name: str) -> None:
        if name == "rewritten":
            with ballot_owner_engine().connect() as connection:
                connection.exec_driver_sql(
                    "DELETE FROM opened_answers WHERE id IN (SELECT id FROM opened_answers LIMIT 1)"
                )
                connection.commit()

    with pytest.raises(Conflict, match="Fewer answers"):
        boxes.open_box(code, 3, checkpoint=lose)
    assert keys.is_here(code)


def test_a_box_that_was_never_started_cannot_be_opened(app: Flask) -> None:
    with pytest.raises(Conflict, match="never started"):
        boxes.open_box(boxes.made_box(), 0)


def test_on_the_retention_date_the_answers_go_and_the_counts_stay(app: Flask) -> None:
    code, other = boxes.full_box(3), boxes.full_box(2)
    with pytest.raises(Conflict, match="not been closed"):
        actions.delete_answers(code)
    for each, flags in ((code, 3), (other, 2)):
        boxes.open_box(each, flags)
    actions.delete_answers(code)
    actions.delete_answers(code)
    assert [boxes.rows(table, code) for table in (OpenedAnswers, OpenedComment, Ballot)] == [0, 0, 0]
    counts = queries.counts(code)
    assert counts is not None
    assert counts.ballots == 3
    assert boxes.marks(other) == boxes.expected(2)
    with pytest.raises(Conflict):
        opened.answers(code)


@pytest.mark.parametrize("stopped_at", ["closed", "unsealed", "rewritten", "main_compacted", "key_destroyed"])
def test_a_box_whose_opening_never_ended_is_deleted_with_its_key_when_its_time_is_over(
    app: Flask, stopped_at: str
) -> None:
    code, other = boxes.full_box(3), boxes.full_box(2)

    def stop(name: str) -> None:
        if name == stopped_at:
            raise RuntimeError("killed")

    with pytest.raises(RuntimeError):
        boxes.open_box(code, 3, checkpoint=stop)
    actions.delete_answers(code)
    assert [boxes.rows(table, code) for table in (OpenedAnswers, OpenedComment, Ballot)] == [0, 0, 0]
    assert (keys.is_here(code), queries.box(code).phase) == (False, Phase.DELETED)
    assert "ballot_box_deleted_unopened" in [each.act for each in audit.latest(50, kind="ballot_box")]
    assert (boxes.sealed(other), keys.is_here(other)) == (2, True)


def test_a_box_that_still_takes_ballots_is_not_opened(app: Flask) -> None:
    code = boxes.full_box(2)
    with pytest.raises(Conflict, match="has not been closed"):
        actions.open_box(code, 2)
    boxes.vote(code, 2)
    assert (boxes.sealed(code), keys.is_here(code)) == (3, True)


def test_after_the_opening_no_file_or_statistic_holds_a_sealed_ballot_or_a_sample(app: Flask) -> None:
    code, papers = boxes.started_box(), [actions.new_ballot_id() for _ in range(30)]
    for mark, paper in enumerate(papers):
        boxes.vote(code, mark, paper)
    engine = ballot_owner_engine()
    with transaction():
        pass
    boxes.open_box(code, 30)
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA secure_delete").scalar() == 1, "the pool's next user overwrites"
        # Read by another process: to close the files here would drop the locks this one holds on them.
        files = sorted(str(file) for file in keys.folder().parent.glob("ballots.db*") if file.is_file())
        whole = subprocess.run(["cat", *files], check=True, capture_output=True).stdout
        assert b"M00000" in whole
        assert not any(paper in whole for paper in papers)
        return
    with engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE")
        sampled = connection.exec_driver_sql(
            "SELECT tablename || '.' || attname FROM pg_stats WHERE tablename LIKE 'opened_%%'"
        )
        assert not {"opened_answers.payload", "opened_comment.text"} & set(sampled.scalars())
        pages = connection.exec_driver_sql("SELECT pg_relation_size('ballot')").scalar_one()
    assert pages == 0


def test_whoever_still_writes_elsewhere_is_waited_for_before_a_box_is_written_anew(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, engine = boxes.started_box(), ballot_owner_engine()
    if engine.dialect.name == "sqlite":
        pytest.skip("SQLite rewrites its file for one alone")
    for mark in range(5):
        boxes.vote(code, mark, actions.new_ballot_id())
    with db.engine.connect() as writer:  # of the other database, as the server has it
        writer.exec_driver_sql("SELECT pg_current_xact_id()")
        monkeypatch.setattr(traces, "LOOKS", 2)
        with pytest.raises(Conflict, match="could still see"):
            boxes.open_box(code, 5)
    monkeypatch.undo()
    actions.open_box(code, 5)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT pg_relation_size('ballot')").scalar_one() == 0


def test_texts_that_are_one_answer_only_together_are_refused() -> None:
    assert opened._read(['{"group":"a"}', '{"group":"b"}']) == [{"group": "a"}, {"group": "b"}]
    for texts in (['{"group":["a"', '"b"]}'], ['{"group":"a"},{"group":"b"}']):
        with pytest.raises(ValueError, match="not one answer each"):
            opened._read(texts)
