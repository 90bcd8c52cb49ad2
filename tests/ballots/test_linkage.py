"""Marked voters, and an attacker with everything but the key: who gave which answer stays a lottery."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from engage.ballots import actions, rewriting
from engage.core.db import ballot_owner_engine, db, transaction
from tests.ballots import boxes, linkage

FLAGS = "attacked_participation"
BOXES = pytest.mark.parametrize("voters", [60, 15])


@dataclass
class Council:
    """Voters in the order in which they voted, with the mark each gave, and what the attacker collected."""

    code: str
    folder: Path
    mark_of: dict[int, str]
    paper_of: dict[int, bytes]
    backups: list[Path] = field(default_factory=list)
    rows: dict[str, linkage.Groups] = field(default_factory=dict)

    @property
    def by_paper(self) -> dict[bytes, str]:
        """The truth: which mark lies in which sealed ballot."""
        return {self.paper_of[person]: mark for person, mark in self.mark_of.items()}


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


def is_sqlite() -> bool:
    """Which of the two databases is under attack."""
    return ballot_owner_engine().dialect.name == "sqlite"


def polling(voters: int, folder: Path) -> Council:
    """Three days: everybody votes once, in a random order, and each night somebody copies both databases."""
    order = random.SystemRandom().sample(range(1000, 1060), voters)
    marks = random.SystemRandom().sample(range(voters), voters)
    council = Council(
        boxes.started_box(), folder, dict(zip(order, (f"M{each:05d}" for each in marks), strict=True)), {}
    )
    if is_sqlite():
        for engine in (db.engine, ballot_owner_engine()):
            held = engine.raw_connection()
            held.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            held.close()
    for at, person in enumerate(order):
        council.paper_of[person] = actions.new_ballot_id()
        with transaction():
            actions.cast(council.code, council.paper_of[person], boxes.payload(int(council.mark_of[person][1:])))
            db.session.execute(text(f"UPDATE {FLAGS} SET taken_part = true WHERE person = {person}"))
        if (at + 1) % (voters // 3) == 0:
            council.backups.append(backup(council, f"day{at}"))
    return council


def backup(council: Council, name: str) -> Path:
    """Both databases as they lie on the disk (SQLite; PostgreSQL is asked for its system columns instead)."""
    if is_sqlite():
        for engine in (db.engine, ballot_owner_engine()):
            linkage.copy_files(Path(engine.url.database or ""), council.folder / name)
    return council.folder / name


def sealed_ballots(council: Council) -> dict[bytes, bytes]:
    """What the attacker finds in the ballot database while the box is sealed."""
    with ballot_owner_engine().connect() as connection:
        found = connection.execute(text("SELECT id, sealed FROM ballot WHERE box = :box"), {"box": council.code})
        return {bytes(row.id): bytes(row.sealed) for row in found}


def who_cast_what(council: Council) -> dict[int, bytes]:
    """The attacker ties people to sealed ballots: neighbouring transactions, or both logs side by side."""
    where = f"box = '{council.code}'"
    if is_sqlite():
        last = council.backups[-1]
        people = linkage.sqlite_arrivals(last / "engage.db", f"SELECT person FROM {FLAGS} WHERE taken_part")
        papers = linkage.sqlite_arrivals(last / "ballots.db", f"SELECT id FROM ballot WHERE {where}")
    else:
        people = linkage.postgres_rows(db.engine, FLAGS, "person", "xmin", "taken_part")
        papers = linkage.postgres_rows(ballot_owner_engine(), "ballot", "id", "xmin", where)
    db.session.rollback()
    return dict(zip(people, papers, strict=True))


def collect(council: Council, name: str) -> dict[bytes, str]:
    """Every order that the opened rows lie in at this moment; answers the numbers of the rows of answers."""
    numbers: dict[bytes, str] = {}
    for table, column in (("opened_answers", "payload"), ("opened_comment", "text")):
        with ballot_owner_engine().connect() as connection:
            found = connection.execute(
                text(f"SELECT id, {column} AS words FROM {table} WHERE box = :box ORDER BY id"),
                {"box": council.code},
            ).all()
        marked = {bytes(row.id): linkage.MARK.findall(row.words.encode())[0].decode() for row in found}
        council.rows[f"{name}: numbers of {table}"] = [tuple(marked.values())]
        council.rows[f"{name}: lengths in {table}"] = [
            tuple(marked[bytes(row.id)] for row in sorted(found, key=lambda row: len(row.words)))
        ]
        numbers |= marked if table == "opened_answers" else {}
        if is_sqlite():
            for where, groups in linkage.sqlite_places(backup(council, name) / "ballots.db", marked):
                council.rows[f"{name}: {table}, {where}"] = groups
        else:
            for order in ("xmin", "ctid", "cmin"):
                ids = linkage.postgres_rows(ballot_owner_engine(), table, "id", order, f"box = '{council.code}'")
                council.rows[f"{name}: {table} by {order}"] = [tuple(marked[bytes(each)] for each in ids)]
    return numbers


def attack_opened(council: Council) -> list[linkage.Trick]:
    """Open the box while the attacker looks on: after the rewriting, before compacting, at the end."""
    papers = {paper: council.by_paper[paper] for paper in council.paper_of.values()}
    sealed = sealed_ballots(council)
    kept: dict[bytes, str] = {}

    def look(name: str) -> None:
        if name in {"rewritten", "counted"}:
            kept.update(collect(council, name))

    boxes.open_box(council.code, len(council.mark_of), checkpoint=look, participation=(FLAGS,))
    kept.update(collect(council, "end"))
    people = {
        "order of voting": list(papers.values()),
        "order of paper numbers": [papers[paper] for paper in sorted(papers)],
        "order of sealed bytes": [papers[paper] for paper in sorted(papers, key=lambda each: sealed[each])],
        "lengths of sealed bytes": [papers[each] for each in sorted(papers, key=lambda each: len(sealed[each]))],
    }
    comments = {name: groups for name, groups in council.rows.items() if "opened_comment" in name}
    answers = {
        name: [mark for group in groups for mark in group]
        for name, groups in council.rows.items()
        if name not in comments
    }
    return [
        linkage.try_ids(papers, kept),
        *linkage.try_orders(people, council.rows),
        *linkage.try_orders(answers, comments),
    ]


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
    for file in tmp_path.rglob("*.db*"):
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
