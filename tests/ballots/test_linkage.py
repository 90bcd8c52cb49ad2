"""Marked voters, and an attacker with everything but the key: who gave which answer stays a lottery."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from engage.ballots import actions, rewriting
from engage.core.db import ballot_owner_engine, db, transaction
from tests.ballots import boxes, linkage
from tests.ballots.attack import Council, attack_opened, backup, empty_logs, sealed_ballots, who_cast_what

FLAGS = "attacked_participation"
BOXES = pytest.mark.parametrize("voters", [60, 15])


@pytest.fixture
def flags(app: Flask) -> Iterator[None]:
    """The list of who has taken part, in the main database, as a feature keeps it: a flag, no time."""
    for statement in (
        f"DROP TABLE IF EXISTS {FLAGS}",
        f"CREATE TABLE {FLAGS} (person integer CONSTRAINT pk_{FLAGS} PRIMARY KEY, taken_part boolean)",
        *(f"INSERT INTO {FLAGS} VALUES ({person}, false)" for person in range(1000, 1060)),
    ):
        _run(statement)
    yield
    _run(f"DROP TABLE {FLAGS}")


def _run(statement: str, **values: Any) -> None:
    with transaction():
        db.session.execute(text(statement), values)


def polling(voters: int, folder: Path) -> Council:
    """Three days: everybody votes once, in a random order, and each night somebody copies both databases."""
    order = random.SystemRandom().sample(range(1000, 1060), voters)
    marks = random.SystemRandom().sample(range(voters), voters)
    mark_of = dict(zip(order, (f"M{each:05d}" for each in marks), strict=True))
    council = Council(boxes.started_box(), folder, FLAGS, "person", mark_of, {})
    empty_logs()
    for at, person in enumerate(order):
        council.paper_of[person] = actions.new_ballot_id()
        with transaction():
            actions.cast(council.code, council.paper_of[person], boxes.payload(int(council.mark_of[person][1:])))
            db.session.execute(text(f"UPDATE {FLAGS} SET taken_part = true WHERE person = {person}"))
        if (at + 1) % (voters // 3) == 0:
            council.backups.append(backup(council, f"day{at}"))
    return council


@BOXES
def test_the_attacker_does_find_out_who_cast_which_sealed_ballot(flags: None, tmp_path: Path, voters: int) -> None:
    council = polling(voters, tmp_path)
    assert who_cast_what(council) == council.paper_of


@BOXES
def test_nobody_reads_an_answer_before_the_box_is_opened(flags: None, tmp_path: Path, voters: int) -> None:
    council = polling(voters, tmp_path)
    sealed = sealed_ballots(council)
    assert len({len(each) for each in sealed.values()}) == 1
    assert not linkage.linked([linkage.try_reading(sealed, council.by_paper)])
    files = list(tmp_path.rglob("*.db*"))
    assert len(files) >= 6, "three days of both databases"
    for file in files:
        assert not {mark for mark in council.mark_of.values() if mark.encode() in file.read_bytes()}


@BOXES
def test_after_the_opening_naming_who_answered_what_is_no_better_than_chance(
    flags: None, tmp_path: Path, voters: int
) -> None:
    council = polling(voters, tmp_path)
    tricks = attack_opened(council)
    assert len(tricks) > 40
    assert not linkage.linked(tricks), linkage.best(tricks)
    assert boxes.marks(council.code) == boxes.expected(voters)


# The attack proves something only if it succeeds where a protection is missing.


def plaintext(_key: bytes, _box: str, payload: bytes, size: int) -> bytes:
    """A seal that seals nothing."""
    return payload.ljust(size, b" ")


@BOXES
def test_without_the_seal_every_answer_has_a_name(
    flags: None, tmp_path: Path, voters: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "seal", plaintext)
    council = polling(voters, tmp_path)
    trick = linkage.try_reading(sealed_ballots(council), council.by_paper)
    assert trick.right == voters
    assert linkage.linked([trick])
    assert who_cast_what(council) == council.paper_of


@BOXES
def test_without_the_shuffle_answers_are_linked(
    flags: None, tmp_path: Path, voters: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rewriting, "shuffled", list)
    assert linkage.linked(attack_opened(polling(voters, tmp_path)))


@BOXES
def test_without_new_numbers_answers_are_linked(
    flags: None, tmp_path: Path, voters: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    council = polling(voters, tmp_path)
    with ballot_owner_engine().connect() as connection:
        old = list(
            connection.execute(text("SELECT id FROM ballot WHERE box = :b ORDER BY id"), {"b": council.code}).scalars()
        )
    monkeypatch.setattr(rewriting, "shuffled", list)
    monkeypatch.setattr(rewriting.secrets, "token_bytes", lambda _size: old.pop(0) if old else random.randbytes(16))
    tricks = attack_opened(council)
    assert next(trick for trick in tricks if trick.name == "kept numbers").right == voters
