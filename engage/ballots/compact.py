"""After an opening: no deleted row, old page or log is left that shows the order of arrival."""

from collections.abc import Sequence

from sqlalchemy import Engine

from engage.ballots.models import Ballot
from engage.ballots.opened import OpenedAnswers, OpenedComment
from engage.core.traces import alone, rewrite_sqlite

TABLES = (Ballot.__tablename__, OpenedAnswers.__tablename__, OpenedComment.__tablename__)


def compact_ballots(engine: Engine) -> None:
    """Rewrite the ballot box's database; the new order is that in which the opening wrote its rows, shuffled.

    PostgreSQL holds each table exclusively meanwhile, so ballots of other boxes wait for a moment.
    """
    if engine.dialect.name == "sqlite":
        rewrite_sqlite(engine)
    else:
        alone(engine, [f'VACUUM (FULL) "{table}"' for table in TABLES])


def compact_main(engine: Engine, participation: Sequence[str]) -> None:
    """Rewrite the main database (SQLite), or these tables of flags in the order of their key (PostgreSQL).

    Updated rows lie in the order in which people took part; clustered ones don't.
    """
    if engine.dialect.name == "sqlite":
        rewrite_sqlite(engine)
        return
    quote = engine.dialect.identifier_preparer.quote
    alone(engine, [f"CLUSTER {quote(table)} USING {quote('pk_' + table)}" for table in participation])
