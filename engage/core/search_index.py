"""The words of a table in the database's own index: FTS5 of SQLite, or a GIN index of PostgreSQL.

A model says what of it is searched (`__searched__`, names of columns). The index is derived from the rows: bringing
the database up to date makes it anew where it is not as it should be, and no step of migrations/ knows it. On SQLite
triggers keep it; on PostgreSQL the words of each row, taken apart once, lie beside it in a generated column.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Subquery,
    column,
    false,
    func,
    literal_column,
    select,
    table,
    text,
    union,
)
from sqlalchemy.orm import InstrumentedAttribute

from engage.core import outbox
from engage.core.db import Base, db, transaction

PREFIX = "search_"
MOST_WORDS = 6
# PostgreSQL: the column that holds a row's words, and how many of the newest rows are looked at before the index.
HELD = "search_words"
LOOKED_AT = 1_000
Newest = Sequence[InstrumentedAttribute[Any]]
# Letters of Latin scripts that are looked for without their accents, and what else ends a word.
_ACCENTED = {
    each: base for each in map(chr, range(0xC0, 0x250))
    if (base := unicodedata.normalize("NFKD", each)[0].lower()) != each and base.isascii() and base.isalpha()
}  # fmt: skip
_ENDS = "@./-_:&<>=+'’"
FOLDED = str.maketrans(_ACCENTED | dict.fromkeys(_ENDS, " "))


def words_in(typed: str) -> tuple[str, ...]:
    """What is looked for as the index holds it: lower case, without accents, letters and digits alone, at most six."""
    return tuple(re.findall(r"[^\W_]+", typed.lower().translate(FOLDED))[:MOST_WORDS])


def matching(words: Sequence[str], model: type[Base]) -> ColumnElement[bool]:
    """Every word begins a word of this table's searched columns; for the where clause. Nothing matches no words."""
    sought = words_in(" ".join(words))
    if not sought:
        return false()
    if db.engine.dialect.name == "sqlite":
        name = PREFIX + model.__tablename__
        match = literal_column(f'"{name}"').op("MATCH")(" AND ".join(f'"{word}"*' for word in sought))
        return model.__table__.c.id.in_(select(column("rowid")).select_from(table(name)).where(match))
    return _held(model).bool_op("@@")(_query(sought))


def newest_matching(
    words: Sequence[str],
    model: type[Base],
    where: ColumnElement[bool],
    newest: Newest,
    most: int,
) -> ColumnElement[bool]:
    """The newest so many that match, of a table that holds very many; for the where clause. `newest`: its columns whose
    highest values come first.

    PostgreSQL cannot tell a word that all rows hold from one that none does, and each has a way that is slow for the
    other: through the newest rows, or by the index. So it looks at some of the newest, where a common word stands
    often enough, and goes by the index where they do not hold so many.
    """
    ids, hits = model.__table__.c.id, matching(words, model)
    falling = [each.desc() for each in newest]
    sought = words_in(" ".join(words))
    if not sought or db.engine.dialect.name == "sqlite":
        return ids.in_(select(ids).where(hits, where).order_by(*falling).limit(most).correlate(None))
    columns = [ids, *(each.label(f"by_{at}") for at, each in enumerate(newest))]
    some = select(*columns, _held(model).label(HELD)).where(where).order_by(*falling).limit(LOOKED_AT)
    near = _some_hits(some.correlate(None).subquery("some"), _query(sought)).cte("near")
    too_few = select(func.count()).select_from(near).scalar_subquery() < most
    # OFFSET keeps the planner from walking through the newest rows after all.
    rest = select(*columns).where(hits, where, too_few).offset(0).correlate(None)
    both = union(select(near), rest).subquery("both")
    found_id, *order = both.c
    return ids.in_(select(found_id).order_by(*(each.desc() for each in order)).limit(most))


def _some_hits(some: Subquery, query: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    *columns, held = some.c
    return select(*columns).where(held.bool_op("@@")(query))


def searched() -> Sequence[type[Base]]:
    """Every model of which something is searched."""
    models = (mapper.class_ for mapper in Base.registry.mappers if getattr(mapper.class_, "__searched__", ()))
    return sorted(models, key=lambda model: model.__tablename__)


def is_ours(name: str | None) -> bool:
    """Whether a table or an index of the database belongs to searching; drafts of migrations leave it alone."""
    return (name or "").startswith(PREFIX)


def missing(connection: Connection) -> Sequence[str]:
    """What searching needs and is not there, or not as it should be, by name."""
    if connection.dialect.name == "sqlite":
        made = {row.name: row.sql for row in connection.execute(_MADE)}
        wanted = {name: sql for model in searched() for name, sql in _fts(model).items()}
        return sorted(name for name, sql in wanted.items() if made.get(name) != sql)
    return sorted({_gin_name(model) for model in searched()} - set(_gin_there(connection)))


def ensure(connection: Connection) -> None:
    """Make what is missing or not as it should be, from the rows that there are."""
    (_ensure_fts if connection.dialect.name == "sqlite" else _ensure_gin)(connection)


def _ensure_fts(connection: Connection) -> None:
    made = {row.name: row.sql for row in connection.execute(_MADE)}
    for model in searched():
        wanted = _fts(model)
        if {name: made.get(name) for name in wanted} != wanted:
            _drop_fts(connection, [PREFIX + model.__tablename__])
            for statement in wanted.values():
                connection.exec_driver_sql(statement)
            connection.exec_driver_sql(_tell(model, "rebuild"))


def _ensure_gin(connection: Connection) -> None:
    wanted = {_gin_name(model): model for model in searched()}
    there = _gin_there(connection)
    _drop_held(connection, {name: of for name, of in there.items() if name not in wanted})
    for name in sorted(wanted.keys() - there.keys()):
        # Its column may be there where its index alone was lost.
        connection.exec_driver_sql(f'ALTER TABLE "{wanted[name].__tablename__}" DROP COLUMN IF EXISTS {HELD}')
        of, held = wanted[name].__tablename__, _generated(wanted[name])
        # The server keeps no sample of the words: those of deleted rows would stay in it.
        connection.exec_driver_sql(f'ALTER TABLE "{of}" ADD COLUMN {held}, ALTER COLUMN {HELD} SET STATISTICS 0')
        connection.exec_driver_sql(f'CREATE INDEX "{name}" ON "{of}" USING gin ({HELD})')


def _gin_there(connection: Connection) -> dict[str, str]:
    """Every index of ours and its table."""
    return {row.indexname: row.tablename for row in connection.execute(_INDEXES)}


def _drop_held(connection: Connection, there: Mapping[str, str]) -> None:
    for name, of in sorted(there.items()):
        connection.exec_driver_sql(f'DROP INDEX "{name}"')
        connection.exec_driver_sql(f'ALTER TABLE "{of}" DROP COLUMN IF EXISTS {HELD}')


def drop(connection: Connection) -> None:
    """Take it all away, before tables change their shape."""
    if connection.dialect.name == "sqlite":
        _drop_fts(connection, [name for name, made in connection.execute(_MADE) if made.startswith("CREATE VIRTUAL")])
        return
    _drop_held(connection, _gin_there(connection))


@outbox.schedule("search index", outbox.DAY)
def tidy() -> None:
    """Words of deleted rows leave the index for good; PostgreSQL does so by its own vacuum."""
    if db.engine.dialect.name != "sqlite":
        return
    with transaction():
        for model in searched():
            db.session.connection().exec_driver_sql(_tell(model, "optimize"))


_MADE = text("SELECT name, sql FROM sqlite_master WHERE name LIKE 'search\\_%' ESCAPE '\\' AND sql IS NOT NULL")
_INDEXES = text(
    "SELECT indexname, tablename FROM pg_indexes WHERE schemaname = current_schema() AND indexname LIKE 'search\\_%'"
)


def _columns(model: Any) -> Sequence[str]:
    columns: Sequence[str] = model.__searched__
    return columns


def _fts(model: type[Base]) -> dict[str, str]:
    """The table of words and the triggers that keep it, by name."""
    of, name = model.__tablename__, PREFIX + model.__tablename__
    named = ", ".join(f'"{each}"' for each in _columns(model))
    new, old = (", ".join(f'{row}."{each}"' for each in _columns(model)) for row in ("new", "old"))
    # Every name is one of our own models'.
    put = f'INSERT INTO "{name}" (rowid, {named}) VALUES (new.id, {new});'  # noqa: S608
    take = f'INSERT INTO "{name}" ("{name}", rowid, {named}) VALUES (\'delete\', old.id, {old});'  # noqa: S608
    return {
        name: f"CREATE VIRTUAL TABLE \"{name}\" USING fts5({named}, content='{of}', content_rowid='id', "
        "tokenize='unicode61 remove_diacritics 2', prefix='2 3')",
        f"{name}_added": f'CREATE TRIGGER "{name}_added" AFTER INSERT ON "{of}" BEGIN {put} END',
        f"{name}_taken": f'CREATE TRIGGER "{name}_taken" AFTER DELETE ON "{of}" BEGIN {take} END',
        f"{name}_changed": f'CREATE TRIGGER "{name}_changed" AFTER UPDATE OF {named} ON "{of}" BEGIN {take} {put} END',
    }


def _drop_fts(connection: Connection, names: Sequence[str]) -> None:
    for name in names:
        for trigger in ("added", "taken", "changed"):
            connection.exec_driver_sql(f'DROP TRIGGER IF EXISTS "{name}_{trigger}"')
        connection.exec_driver_sql(f'DROP TABLE IF EXISTS "{name}"')


def _tell(model: type[Base], what: str) -> str:
    name = PREFIX + model.__tablename__
    return f'INSERT INTO "{name}" ("{name}") VALUES (\'{what}\')'  # noqa: S608  # our own names


def _held(model: type[Base]) -> ColumnElement[Any]:
    return literal_column(f'"{model.__tablename__}".{HELD}')


def _query(sought: Sequence[str]) -> ColumnElement[Any]:
    return func.to_tsquery(literal_column("'simple'"), " & ".join(f"{word}:*" for word in sought))


def _generated(model: type[Base]) -> str:
    """The column of a row's words, as PostgreSQL is told of it."""
    whole = " || ' ' || ".join(f"coalesce(\"{each}\", '')" for each in _columns(model))
    take, put = (part.replace("'", "''") for part in _translated())
    vector = f"to_tsvector('simple'::regconfig, translate(lower({whole}), '{take}', '{put}'))"
    return f"{HELD} tsvector GENERATED ALWAYS AS ({vector}) STORED"


def _translated() -> Iterator[str]:
    yield "".join(_ACCENTED) + _ENDS
    yield "".join(_ACCENTED.values()) + " " * len(_ENDS)


def _gin_name(model: type[Base]) -> str:
    """Told apart by what it is over, so that a changed definition is another index."""
    return f"{PREFIX}{model.__tablename__}_{hashlib.sha256(_generated(model).encode()).hexdigest()[:8]}"
