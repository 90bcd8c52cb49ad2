"""The index that searching uses: as the rows are, on both databases, whatever becomes of them."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import inspect, select, text

from engage.core import migrate, search_index
from engage.core.db import db, transaction
from engage.directory.models import Person
from engage.events.models import Event
from tests.factories import People

OLD = "to_tsvector('simple', translate(lower(coalesce(title, '')), 'à', 'a'))"
WHEN = datetime(2026, 11, 2, 9, tzinfo=UTC)


def event(title: str, **other: str) -> int:
    row = Event(kind="conference", title=title, created_at=WHEN, **other)
    with transaction():
        db.session.add(row)
    return row.id


def found(*words: str) -> list[str]:
    rows = select(Event.title).where(search_index.matching(words, Event)).order_by(Event.title)
    return list(db.session.scalars(rows))


def parts_of_index() -> list[str]:
    """What the database itself has for searching events: on SQLite a table and its triggers, else an index."""
    if db.engine.dialect.name == "sqlite":
        ours = ", ".join(f"'search_event{end}'" for end in ("", "_added", "_taken", "_changed"))
        return list(db.session.scalars(text(f"SELECT name FROM sqlite_master WHERE name IN ({ours}) ORDER BY name")))
    return sorted(each["name"] or "" for each in inspect(db.engine).get_indexes("event"))


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("winter", True), ("WINT", True), ("winter gritting", True), ("gritting winter", True), ("inter", False),
        ("elodie", True), ("Élodie", True), ("élo", True), ("o'brien", True), ("brien", True), ("50%", True),
        ("night-shift", True), ("night shift", True), ("summer", False), ("winter summer", False), ("%", False),
        ("", False), ('winter" OR "x', False), ("winter* NOT x", False), ("night:*", True), ("🙂", False),
        ("søren", True), ("nul\x00l", False),
    ],
)  # fmt: skip
def test_every_word_begins_a_word_of_the_event(app: Flask, typed: str, is_found: bool) -> None:
    event("Winter gritting", summary="With Élodie O’Brien and Søren", about="50% are on the night-shift")
    event("Another")
    assert found(*typed.split()) == (["Winter gritting"] if is_found else [])


def test_the_database_goes_by_its_index_and_by_no_row(app: Flask) -> None:
    """With the expression of the query unlike that of the index it would take every row's words apart."""
    rows = select(Event.id).where(search_index.matching(("depot",), Event)).order_by(Event.created_at.desc()).limit(20)
    asked = str(rows.compile(db.engine, compile_kwargs={"literal_binds": True}))
    sqlite = db.engine.dialect.name == "sqlite"
    with db.engine.connect() as connection:
        if not sqlite:
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        plan = connection.exec_driver_sql(("EXPLAIN QUERY PLAN " if sqlite else "EXPLAIN ") + asked).all()
    told = " ".join(str(column) for row in plan for column in row)
    assert ("VIRTUAL TABLE INDEX" if sqlite else "Bitmap Index Scan on search_event_") in told, told


def test_what_is_changed_or_deleted_is_found_as_it_is_now(app: Flask) -> None:
    first, second = event("Depot open day"), event("Depot breakfast")
    assert found("depot") == ["Depot breakfast", "Depot open day"]
    with transaction():
        db.session.get_one(Event, first).title = "Library open day"
        db.session.delete(db.session.get_one(Event, second))
    assert found("depot") == [] and found("library") == ["Library open day"]
    with transaction():
        db.session.get_one(Event, first).contact = "The library"
    assert found("library") == ["Library open day"]


def test_what_is_rolled_back_is_not_found(app: Flask) -> None:
    db.session.add(Event(kind="conference", title="Depot", created_at=WHEN))
    db.session.flush()
    assert found("depot") == ["Depot"]
    db.session.rollback()
    assert found("depot") == []


def test_an_upgrade_mends_the_index_and_a_second_one_leaves_it(app: Flask) -> None:
    event("Depot open day")
    before = parts_of_index()
    db.session.rollback()
    with db.engine.begin() as connection:
        search_index.drop(connection)
    assert parts_of_index() != before
    db.session.rollback()
    for _ in range(2):
        migrate.upgrade()
        assert parts_of_index() == before and found("depot") == ["Depot open day"]
        db.session.rollback()


def test_an_upgrade_brings_the_index_of_an_older_version_to_the_new_form(app: Flask) -> None:
    if db.engine.dialect.name == "sqlite":
        pytest.skip("its form is as it was")
    event("Depot open day")
    before = parts_of_index()
    db.session.rollback()
    with db.engine.begin() as connection:
        search_index.drop(connection)
        # As versions before had it: no column, an index over an expression.
        connection.exec_driver_sql(f"CREATE INDEX search_event_0 ON event USING gin ({OLD})")
    assert search_index.HELD not in {each["name"] for each in inspect(db.engine).get_columns("event")}
    migrate.upgrade()
    assert parts_of_index() == before and found("depot") == ["Depot open day"]


def test_an_index_that_was_lost_alone_is_made_again(app: Flask) -> None:
    if db.engine.dialect.name == "sqlite":
        pytest.skip("its index is the table of words")
    event("Depot open day")
    before = parts_of_index()
    db.session.rollback()
    with db.engine.begin() as connection:
        connection.exec_driver_sql(f"DROP INDEX {next(name for name in before if search_index.is_ours(name))}")
    migrate.upgrade()
    assert parts_of_index() == before and found("depot") == ["Depot open day"]


def test_the_server_keeps_no_sample_of_words_that_may_be_deleted(app: Flask) -> None:
    if db.engine.dialect.name == "sqlite":
        pytest.skip("SQLite keeps samples of nothing")
    event("Quixotic depot")
    db.session.execute(text(f"ANALYZE event ({search_index.HELD})"))
    kept = text("SELECT count(*) FROM pg_stats WHERE attname = :held")
    assert db.session.scalar(kept, {"held": search_index.HELD}) == 0


@pytest.mark.parametrize("looked_at", [1, 2, 1000])
def test_of_very_many_the_newest_that_may_be_seen_are_found(
    app: Flask, monkeypatch: pytest.MonkeyPatch, looked_at: int
) -> None:
    """However far back they stand: among the newest, or by the index where those hold too few."""
    monkeypatch.setattr(search_index, "LOOKED_AT", looked_at)
    for number in range(6):
        event(f"Depot {number}", contact="hidden" if number == 4 else "")
    event("Library")
    shown, newest = Event.contact == "", (Event.created_at, Event.id)
    for typed, most, expected in (
        (("depot",), 2, [5, 3]), (("depot",), 9, [5, 3, 2, 1, 0]), (("depot", "2"), 2, [2]), (("none",), 2, []),
        (("%",), 2, []),
    ):  # fmt: skip
        hits = search_index.newest_matching(typed, Event, shown, newest, most)
        titles = db.session.scalars(select(Event.title).where(hits).order_by(Event.id.desc())).all()
        assert titles == [f"Depot {number}" for number in expected], typed


def test_deleted_words_leave_the_index_for_good(app: Flask) -> None:
    gone = event("Quixotic depot")
    for number in range(40):
        event(f"Event {number}")
    with transaction():
        db.session.delete(db.session.get_one(Event, gone))
    search_index.tidy()
    assert found("quixotic") == []
    if db.engine.dialect.name == "sqlite":  # PostgreSQL's vacuum takes rows and index
        held = db.session.scalars(text("SELECT block FROM search_event_data")).all()
        assert not any(b"quixotic" in bytes(block) for block in held)


def test_drafts_of_migrations_leave_the_index_alone() -> None:
    assert search_index.is_ours("search_event_data") and not search_index.is_ours("event")
    assert Person in search_index.searched() and Event in search_index.searched()


def test_amara_finds_bryn_by_the_beginning_of_a_name(people: People) -> None:
    names = select(Person.first_name).where(search_index.matching(("bry",), Person))
    assert list(db.session.scalars(names)) == ["Bryn"]
