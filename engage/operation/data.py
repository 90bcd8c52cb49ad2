"""The doctor's looks at the data: storage, foreign keys, other references, and what must be true of each feature."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from flask import current_app
from sqlalchemy import Engine, Table, and_, func, select
from sqlalchemy.orm import InstrumentedAttribute

from engage import FEATURES
from engage.core import audit_verify, migrate, search_index
from engage.core.checks import Check, gone, rows
from engage.core.db import BallotBase, Base, db
from engage.core.errors import Conflict
from engage.core.files import StoredFile
from engage.core.moderation import Report
from engage.core.outbox import OutboxRow
from engage.operation import moment
from engage.operation.findings import Finding, Look, State, guarded, judged

Pair = tuple[InstrumentedAttribute[Any], InstrumentedAttribute[Any]]
MEND = "put the database back from a backup, or ask whoever keeps the server"
INVALID = {
    "indexes are valid": "SELECT count(*) FROM pg_index WHERE NOT indisvalid",
    "constraints are validated": "SELECT count(*) FROM pg_constraint WHERE NOT convalidated",
}


def looks() -> Iterator[tuple[str, Look]]:
    """Each look with its name; none of them writes."""
    yield "migrations", _migrations
    for name, engine in moment.engines().items():
        yield f"storage of the {name} database", partial(_storage, name, engine)
        yield f"foreign keys of the {name} database", partial(_foreign_keys, name, engine)
    yield "references without a foreign key", _references
    yield "files", _files
    yield "outbox", _outbox
    yield "the index of words", _searching
    yield "the record of acts", _acts
    yield "what must be true", _features


def findings() -> Iterator[Finding]:
    """Everything about the data."""
    for what, look in looks():
        yield from guarded(what, look)


def brought() -> list[ModuleType]:
    """The checks.py of the features that have one."""
    names = (f"engage.{name}.checks" for name in (*FEATURES, "ballots"))
    return [import_module(name) for name in names if find_spec(name)]


def kinds() -> dict[str, InstrumentedAttribute[Any]]:
    """The key that each kind of reference leads to."""
    return {kind: key for module in brought() for kind, key in getattr(module, "KINDS", {}).items()}


def _migrations() -> Iterator[Finding]:
    for name, stands in migrate.steps().items():
        right = stands.found == stands.newest
        said = "" if right else f"at step {stands.found or 'none'} of {stands.newest}: run flask database upgrade"
        yield Finding(f"migrations of the {name} database", State.FINE if right else State.BROKEN, said)


def _storage(name: str, engine: Engine) -> Iterator[Finding]:
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            said = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
            wrong = 0 if list(said) == ["ok"] else len(said)
            yield judged(f"the {name} database file is whole", wrong, f"{said[0] if said else ''}; {MEND}")
        else:
            for what, query in INVALID.items():
                yield judged(f"{what} in the {name} database", connection.exec_driver_sql(query).scalar_one(), MEND)
        connection.rollback()


def _foreign_keys(name: str, engine: Engine) -> Iterator[Finding]:
    metadata = Base.metadata if name == "main" else BallotBase.metadata
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            broken = Counter(row[0] for row in connection.exec_driver_sql("PRAGMA foreign_key_check"))
        else:
            broken = Counter({table.name: _loose(connection, table) for table in metadata.sorted_tables})
        connection.rollback()
    where = ", ".join(sorted(table for table, many in broken.items() if many))
    yield judged(f"foreign keys of the {name} database lead somewhere", broken.total(), f"in {where}")


def _loose(connection: Any, table: Table) -> int:
    """How many rows of a table name, by a foreign key, what is not there; PostgreSQL has no word for it."""
    found = 0
    for key in table.foreign_key_constraints:
        there = key.referred_table.alias()
        pairs = [(element.parent, there.c[element.column.name]) for element in key.elements]
        exists = select(1).select_from(there).where(and_(*(held == meant for held, meant in pairs))).exists()
        named = and_(*(held.is_not(None) for held, _ in pairs))
        found += connection.execute(select(func.count()).select_from(table).where(named, ~exists)).scalar_one()
    return found


def references() -> list[tuple[Pair, bool]]:
    """Each pair of columns that names a thing by kind and id, and whether one that is gone is grave."""
    own: list[tuple[Pair, bool]] = [
        ((StoredFile.on_kind, StoredFile.on_id), True),
        ((Report.kind, Report.object_id), False),
    ]
    return own + [(pair, False) for module in brought() for pair in getattr(module, "REFERENCES", ())]


def _references() -> Iterator[Finding]:
    known = kinds()
    registered = current_app.extensions["links"].keys() | current_app.extensions["moderated"].keys() | known.keys()
    for (kind, key), grave in references():
        table = kind.class_.__tablename__
        used = db.session.scalars(select(kind).where(kind != "").distinct().order_by(kind)).all()
        strange = sorted(set(used) - registered)
        yield judged(f"{table} names kinds of things that are known", len(strange), ", ".join(strange))
        lost = sum(gone(key, known[each], kind == each) for each in used if each in known)
        yield judged(f"{table} names things that are there", lost, "what they belong to is gone", grave)


def _files() -> Iterator[Finding]:
    wrong = 0
    for number, size, digest in db.session.execute(
        select(StoredFile.id, StoredFile.size, StoredFile.sha256).order_by(StoredFile.id)
    ).all():
        content = db.session.scalar(select(StoredFile.content).where(StoredFile.id == number)) or b""
        wrong += (len(content), hashlib.sha256(content).hexdigest()) != (size, digest)
    yield judged("files are as they were sent", wrong, MEND)


def _outbox() -> Iterator[Finding]:
    held = rows(OutboxRow, OutboxRow.state == "done", OutboxRow.payload != "{}")()
    yield judged("what was sent is emptied of names and addresses", held, "run flask worker")
    failed = rows(OutboxRow, OutboxRow.state == "failed")()
    yield judged("nothing in the outbox was given up", failed, "see Administration, Outbox", grave=False)


def _searching() -> Iterator[Finding]:
    lacking = search_index.missing(db.session.connection())
    said = f"{', '.join(lacking[:3])}: run flask database upgrade, or nothing is found there"
    yield judged("what searching needs is there", len(lacking), said)


def _acts() -> Iterator[Finding]:
    what = "the record of acts is as it was written (flask audit verify)"
    try:
        audit_verify.verify()
    except Conflict as broken:
        yield Finding(what, State.BROKEN, broken.message)
    else:
        yield Finding(what)


def _features() -> Iterator[Finding]:
    for module in brought():
        for check in module.CHECKS:
            yield from guarded(check.name, partial(_asked, check))


def _asked(check: Check) -> Iterator[Finding]:
    yield judged(check.name, check.offending(), "some are not so", check.grave)
