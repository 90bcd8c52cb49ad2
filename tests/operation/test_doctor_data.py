"""flask doctor on the data: sound data are fine, and every check is seen to fail on what it is there for."""

import hashlib
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import NullPool, create_engine

from engage.core import audit, migrate, moderation, search_index
from engage.core.checks import Check
from engage.core.db import Base, ballot_owner_engine, db, reading, transaction
from engage.core.files import StoredFile
from engage.core.outbox import OutboxRow
from engage.operation import data, moment, sqlite
from engage.operation.findings import Finding, State
from engage.values.models import ConversationTopic
from tests.factories import People
from tests.operation import broken
from tests.surveys import taken

GRAVE = {State.BROKEN, State.WARNING}


def found(*looks: str) -> dict[str, Finding]:
    """Each finding about the data by its name, or those of some looks alone."""
    with reading():
        if not looks:
            return {each.what: each for each in data.findings()}
        return {each.what: each for name, look in data.looks() if name in looks for each in look()}


def checks() -> dict[str, Check]:
    """Every check of every feature by its name."""
    return {check.name: check for module in data.brought() for check in module.CHECKS}


def counted(name: str) -> int:
    """How much offends against one of them now."""
    with reading():
        return checks()[name].offending()


def test_every_check_names_what_it_is_there_for(app: Flask, people: People) -> None:
    taken.open_survey()
    assert {name: counted(name) for name in checks() if counted(name)} == {}
    for name, harm in broken.BREAKS.items():
        before = counted(name)
        harm()
        assert counted(name) > before, name
    after = found()
    assert {name for name in checks() if after[name].state not in GRAVE} == set()
    done = app.test_cli_runner().invoke(args=["doctor"])
    assert done.exit_code == 1
    assert all(name in done.output for name in broken.BREAKS)
    # What was put there names things that are nowhere.
    assert after["foreign keys of the main database lead somewhere"].state == State.BROKEN
    assert "invitation" in after["foreign keys of the main database lead somewhere"].said


def test_no_check_goes_without_being_seen_to_fail() -> None:
    assert set(broken.BREAKS) == set(checks())


def test_a_sound_council_is_fine_and_a_doctor_changes_nothing(app: Flask, people: People) -> None:
    taken.open_survey()
    assert [each.line for each in found().values() if each.state in GRAVE] == []
    assert not db.session.new
    assert not db.session.dirty


def file(**more: object) -> None:
    """A file on a page of help."""
    given = {"on_kind": "page", "on_id": 1, "size": 1, "content": b"x", "sha256": hashlib.sha256(b"x").hexdigest()}
    broken.put(StoredFile, **(given | more))


@pytest.mark.parametrize(
    ("what", "said", "harm"),
    [
        ("files are as they were sent", "(1)", lambda: file(content=b"y")),
        ("stored_file names things that are there", "what they belong to is gone", file),
        ("stored_file names kinds of things that are known", "nonsense", lambda: file(on_kind="nonsense")),
        ("moderation_report names things that are there", "gone",
         lambda: broken.put(moderation.Report, kind="story", object_id=4, state="open")),
        ("moderation_report names kinds of things that are known", "pigeon",
         lambda: broken.put(moderation.Report, kind="pigeon", object_id=4, state="open")),
        ("conversation_topic names things that are there", "gone",
         lambda: broken.put(ConversationTopic, kind="other", source_kind="survey results", source_id=77)),
        ("what was sent is emptied of names and addresses", "flask worker",
         lambda: broken.put(OutboxRow, kind="mail", state="done", payload='{"to": "a@b.example"}')),
        ("nothing in the outbox was given up", "Outbox",
         lambda: broken.put(OutboxRow, kind="mail", state="failed", payload="{}")),
    ],
)  # fmt: skip
def test_what_no_foreign_key_holds_is_looked_at_too(app: Flask, what: str, said: str, harm: object) -> None:
    looks = ("references without a foreign key", "files", "outbox")
    assert found(*looks)[what].state == State.FINE
    assert callable(harm)
    harm()
    after = found(*looks)[what]
    assert after.state in GRAVE
    assert said in after.said


def test_an_act_that_was_changed_behind_the_record_is_named(app: Flask, people: People) -> None:
    what = "the record of acts is as it was written (flask audit verify)"
    with transaction():
        audit.record("look", "test", 1)
    assert found("the record of acts")[what].state == State.FINE
    made = "SELECT sql FROM sqlite_master WHERE name = 'audit_event_no_update'"
    with broken.loose(db.engine) as connection:
        if db.engine.dialect.name == "sqlite":
            again = connection.exec_driver_sql(made).scalar_one()
            connection.exec_driver_sql("DROP TRIGGER audit_event_no_update")
            connection.exec_driver_sql("UPDATE audit_event SET object_id = '2'")
            connection.exec_driver_sql(again)
        else:
            connection.exec_driver_sql("UPDATE audit_event SET object_id = '2'")
    finding = found("the record of acts")[what]
    assert finding.state == State.BROKEN and "broken at number" in finding.said


def test_a_search_index_that_is_not_there_is_named_with_the_command(app: Flask) -> None:
    what = "what searching needs is there"
    assert found("the index of words")[what].state == State.FINE
    with db.engine.begin() as connection:
        search_index.drop(connection)
    finding = found("the index of words")[what]
    assert finding.state == State.BROKEN and "flask database upgrade" in finding.said
    migrate.upgrade()
    assert found("the index of words")[what].state == State.FINE


def test_a_database_that_is_behind_is_named_with_the_command(app: Flask) -> None:
    for name, engine in moment.engines().items():
        with broken.loose(engine) as connection:
            was = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001x'")
        finding = found("migrations")[f"migrations of the {name} database"]
        with broken.loose(engine) as connection:
            connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{was}'")
        assert finding.state == State.BROKEN
        assert "flask database upgrade" in finding.said


def test_a_damaged_file_is_broken_and_does_not_stop_the_doctor(
    app: Flask, people: People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL's files are its own")
    copy = tmp_path / "copy.db"
    held = sqlite.connect(db.engine)
    held.execute("VACUUM INTO ?", (str(copy),))
    held.close()
    content = bytearray(copy.read_bytes())
    content[8192:12288] = b"\xff" * 4096
    copy.write_bytes(content)
    hurt = create_engine(f"sqlite:///{copy}", poolclass=NullPool)
    monkeypatch.setattr(moment, "engines", lambda: {"main": hurt, "ballots": ballot_owner_engine()})
    lines = list(found().values())
    assert any(each.state == State.BROKEN and "main" in each.what for each in lines)
    assert any(each.what == "the ballots database file is whole" and each.state == State.FINE for each in lines)


def test_an_index_that_is_not_valid_is_named(app: Flask) -> None:
    if db.engine.dialect.name != "postgresql":
        pytest.skip("SQLite has none")
    turn = "UPDATE pg_index SET indisvalid = {} WHERE indexrelid = 'ix_thanks_wall'::regclass"
    with broken.loose(db.engine) as connection:
        connection.exec_driver_sql(turn.format("false"))
    storage = "storage of the main database"
    finding = found(storage)["indexes are valid in the main database"]
    with broken.loose(db.engine) as connection:
        connection.exec_driver_sql(turn.format("true"))
    assert finding.state == State.BROKEN
    assert found(storage)["indexes are valid in the main database"].state == State.FINE


def test_every_reference_by_kind_and_id_is_looked_at() -> None:
    """A pair of columns that names a thing of another feature is in somebody's REFERENCES."""
    looked = {(kind.class_.__tablename__, kind.key) for (kind, _), _ in data.references()}
    pairs = {
        (table.name, f"{name}kind")
        for table in Base.metadata.sorted_tables
        for name in ("", "on_", "source_", "object_")
        if f"{name}kind" in table.columns and (f"{name}id" in table.columns if name else "object_id" in table.columns)
    }
    # Acts stay when what they were done to is gone.
    assert pairs - {("audit_event", "kind")} == looked


def test_every_kind_that_can_be_referred_to_has_its_key(app: Flask) -> None:
    registered = set(app.extensions["links"]) | set(app.extensions["moderated"])
    assert registered <= set(data.kinds()), "name the kind in the KINDS of its feature's checks.py"
