"""What PostgreSQL must let the web process do with ballots: insert, and nothing else."""

from engage.ballots.models import Ballot
from engage.core.errors import Invalid


def grant_sql(insert_role: str, database: str = "") -> tuple[str, ...]:
    """Statements for the owner (BALLOT_OWNER_URL) to run, in order, in the migrated ballot database.

    The role of BALLOT_DATABASE_URL may then add a row to `ballot`. It may not read, change or delete one,
    see an opened answer, or make a table. The role itself is made by the administrator of the server:
    CREATE ROLE … LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '…'. The server should not log the
    statements of the owner (log_statement, log_min_duration_statement): opened answers pass through them.
    """
    role, held = _name(insert_role), _name(database) if database else ""
    on_database = (
        f"REVOKE ALL ON DATABASE {held} FROM PUBLIC",
        f"GRANT CONNECT ON DATABASE {held} TO {role}",
    )
    return (
        *(on_database if held else ()),
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {role}",
        f"GRANT USAGE ON SCHEMA public TO {role}",
        f'GRANT INSERT ON TABLE "{Ballot.__tablename__}" TO {role}',
    )


def _name(name: str) -> str:
    if not name or "\0" in name:
        raise Invalid("Name the role and the database.")
    return '"' + name.replace('"', '""') + '"'
