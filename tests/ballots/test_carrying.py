"""A box that never closes: half is opened, the rest sealed anew in the next box; nothing is lost or doubled."""

from collections import Counter
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from engage.ballots import actions, checks, keys, opened, queries, rewriting, rules, seal
from engage.ballots.models import Ballot
from engage.ballots.rules import Phase, part_opened
from engage.core.db import ballot_owner_engine, transaction
from engage.core.errors import Conflict
from tests.ballots import boxes, linkage
from tests.ballots.test_killed import BALLOTS, CHECKPOINTS, Worker
from tests.ballots.test_killed import worker as worker

LEAST = 5


def carried(ballots: int) -> tuple[str, str]:
    """A full box whose opening carries on into an open one."""
    first, then = boxes.full_box(ballots), boxes.started_box()
    with transaction():
        actions.carry_on(queries.box(first), queries.box(then))
    return first, then


def rows(code: str) -> dict[bytes, bytes]:
    """Numbers and sealed bytes of what lies sealed in a box."""
    with ballot_owner_engine().connect() as connection:
        found = connection.execute(select(Ballot.id, Ballot.sealed).where(Ballot.box == code)).all()
    return {row.id: row.sealed for row in found}


def last(code: str, flags: int) -> list[str]:
    """The marks of a box that is opened whole, with no further one."""
    boxes.open_box(code, flags)
    with transaction():
        return boxes.marks(code)


@pytest.mark.parametrize(("ballots", "part"), [(0, 0), (9, 0), (10, 5), (11, 6), (40, 20)])
def test_half_is_opened_and_nothing_where_either_half_would_be_too_small(ballots: int, part: int) -> None:
    assert part_opened(ballots, LEAST) == part


def test_what_is_not_opened_lies_sealed_in_the_next_box_and_counts_add_up(app: Flask) -> None:
    first, then = carried(21)
    before = rows(first)
    counts = boxes.open_box(first, 21, least=LEAST)
    assert counts == queries.Counts(21, 21, 0, 0, carried_in=0, carried_out=10)
    assert (counts.opened, counts.beyond_flags, boxes.opened(first), boxes.sealed(first)) == (11, 0, 11, 0)
    assert (queries.box(then).carried_in, boxes.sealed(then), keys.is_here(first)) == (10, 10, False)
    after = rows(then)
    assert not set(before) & set(after), "new numbers"
    assert not set(before.values()) & set(after.values()), "new seals"
    marks = boxes.marks(first)
    for mark in range(21, 24):
        boxes.vote(then, mark)
    assert {len(sealed) for sealed in rows(then).values()} == {len(next(iter(before.values())))}
    assert sorted(marks + last(then, 3)) == boxes.expected(24)
    second = queries.counts(then)
    assert second is not None
    assert (second.ballots, second.carried_in, second.beyond_flags) == (13, 10, 0)
    assert [check.offending() for check in checks.CHECKS] == [0, 0, 0, 0]


def test_a_comment_stays_with_its_ballot(app: Flask) -> None:
    first, then = carried(12)
    boxes.open_box(first, 12, least=LEAST)
    halves = [(boxes.marks(first), [each.text for each in opened.comments(first)])]
    boxes.open_box(then, 0)
    halves.append((boxes.marks(then), [each.text for each in opened.comments(then)]))
    for marks, comments in halves:
        assert sorted(comments) == [f"Comment of {mark}." for mark in marks if int(mark[1:]) % 3 == 0]


def test_chance_decides_whose_answers_are_opened(app: Flask) -> None:
    seen = Counter[str]()
    for _ in range(24):
        first, _then = carried(10)
        boxes.open_box(first, 10, least=LEAST)
        with transaction():
            seen.update(boxes.marks(first))
    assert sum(seen.values()) == 120
    # A binomial of 24 with 1/2 lies outside once in 100,000: ten of them hardly ever.
    assert all(2 <= seen[mark] <= 22 for mark in boxes.expected(10))


def test_too_few_that_can_be_read_are_all_carried_on(app: Flask) -> None:
    first, then = carried(9)
    counts = boxes.open_box(first, 9, least=LEAST)
    assert (counts.opened, counts.carried_out, list(opened.answers(first))) == (0, 9, [])
    assert last(then, 0) == boxes.expected(9)


def test_a_box_is_not_closed_before_it_has_what_is_carried_into_it(app: Flask) -> None:
    first, then = carried(10)
    with pytest.raises(Conflict, match="still to come"), transaction():
        actions.close_box(then)
    with transaction():
        actions.close_box(first)
    with pytest.raises(Conflict, match="still to come"), transaction():
        actions.close_box(then)
    with transaction():
        queries.box(then).phase = Phase.CLOSED
    with pytest.raises(Conflict, match="takes the rest is not open"):
        actions.open_box(first, 10, least=LEAST)
    assert (boxes.sealed(first), boxes.opened(first), keys.is_here(first)) == (10, 0, True)


def test_carried_ballots_that_vanish_stop_the_next_opening(app: Flask) -> None:
    first, then = carried(10)
    boxes.open_box(first, 10, least=LEAST)
    with ballot_owner_engine().connect() as connection:
        connection.execute(Ballot.__table__.delete().where(Ballot.box == then, Ballot.id == min(rows(then))))
        connection.commit()
    with pytest.raises(Conflict, match="1 people took part"):
        boxes.open_box(then, 0)


def test_ballots_go_only_into_a_box_of_one_length_that_takes_them(app: Flask) -> None:
    first = boxes.full_box(1)
    for other in (boxes.made_box(), boxes.started_box(boxes.SIZE + 1)):
        with pytest.raises(Conflict, match="same length"), transaction():
            actions.carry_on(queries.box(first), queries.box(other))
    assert queries.box(first).carries_to is None


POINTS = ("closed", "ballot", "unsealed", "written", "deleted", "rewritten", "phase", "counted", "phase",
          "ballots_compacted", "main_compacted", "phase", "key_destroyed", "phase")  # fmt: skip


class Killed(BaseException):
    """Nothing catches it."""


def killer(point: str) -> Callable[[str], None]:
    """A checkpoint that ends the opening there."""

    def checkpoint(name: str) -> None:
        if name == point:
            raise Killed

    return checkpoint


def test_an_opening_stopped_at_each_checkpoint_loses_and_doubles_nothing(app: Flask) -> None:
    first, then = carried(20)
    with transaction():
        actions.close_box(first)
    for point in POINTS:
        with pytest.raises(Killed):
            actions.open_box(first, 20, checkpoint=killer(point), least=LEAST)
        lying = (boxes.sealed(first), boxes.opened(first), boxes.sealed(then))
        assert lying in {(20, 0, 0), (0, 10, 10)}, point
        assert keys.is_here(first) or lying == (0, 10, 10)
    assert actions.open_box(first, 20, least=LEAST) == queries.Counts(20, 20, 0, 0, 0, 10)
    assert queries.box(first).phase == Phase.KEY_DESTROYED
    assert (queries.box(then).carried_in, boxes.sealed(then)) == (10, 10)
    marks = boxes.marks(first)
    assert sorted(marks + last(then, 0)) == boxes.expected(20)


def test_kill_9_at_each_checkpoint_loses_and_doubles_nothing(worker: Worker) -> None:
    first, then = carried(BALLOTS)
    for point in dict.fromkeys(CHECKPOINTS):
        assert worker.open_box(first, point) == "killed", point
        assert (boxes.sealed(first), boxes.opened(first), boxes.sealed(then)) in {(24, 0, 0), (0, 12, 12)}, point
    assert worker.open_box(first) == "done"
    with transaction():
        marks, counts = boxes.marks(first), queries.counts(first)
    assert counts == queries.Counts(BALLOTS, BALLOTS, 0, 0, 0, 12)
    assert sorted(marks + last(then, 0)) == boxes.expected(BALLOTS)


def lying(code: str) -> list[str]:
    """The marks of what lies sealed in a box, in the order in which the database holds the rows."""
    found = rows(code)
    engine = ballot_owner_engine()
    if engine.dialect.name == "postgresql":
        order = linkage.postgres_rows(engine, "ballot", "id", "ctid", f"box = '{code}'")
        found = {bytes(each): found[bytes(each)] for each in order}  # type: ignore[call-overload]
    private = keys.load(code)
    papers = (rules.parse(seal.unseal(private, code, sealed)) for sealed in found.values())
    return [str(paper.answers["MARK"]) for paper in papers]


def polled(ballots: int) -> tuple[str, list[str]]:
    """What an attacker who knows who cast which ballot sees of those that were carried on: their order, and theirs."""
    first, then = boxes.started_box(), boxes.started_box()
    papers = {actions.new_ballot_id(): mark for mark in range(ballots)}
    for paper, mark in papers.items():
        boxes.vote(first, mark, paper)
    with transaction():
        actions.carry_on(queries.box(first), queries.box(then))
    boxes.open_box(first, ballots, least=LEAST)
    return then, [f"M{papers[paper]:05d}" for paper in sorted(papers)]


def test_the_order_of_what_was_carried_on_names_nobody(app: Flask) -> None:
    then, known = polled(60)
    assert not linkage.linked(linkage.try_orders({"paper numbers": known}, {"rows": [lying(then)]}))


def test_without_the_shuffle_the_order_would_name_them(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rewriting, "shuffled", list)
    then, known = polled(60)
    tricks = linkage.try_orders({"paper numbers": known}, {"rows": [lying(then)]})
    # SQLite keeps rows in the order of their new numbers, which is chance already.
    assert linkage.linked(tricks) is (ballot_owner_engine().dialect.name == "postgresql")
