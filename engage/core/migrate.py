"""One command migrates both databases; each has its own line of steps under migrations/."""

from dataclasses import dataclass

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Engine, MetaData

from engage.config import ROOT
from engage.core import beats, outbox, search_index, traces
from engage.core import files as files  # its table belongs to the schema, used or not
from engage.core.db import BallotBase, Base, ballot_owner_engine, db, transaction
from engage.core.errors import NotThere

BALLOTS = "ballot migrations"


def _lines() -> dict[str, tuple[Engine, MetaData]]:
    return {
        "main": (db.engine, Base.metadata),
        "ballots": (ballot_owner_engine(), BallotBase.metadata),
    }


def config(name: str, engine: Engine, metadata: MetaData) -> Config:
    """Alembic's settings for one of the two."""
    settings = Config()
    settings.set_main_option("script_location", str(ROOT / "migrations"))
    settings.set_main_option("version_locations", str(ROOT / "migrations" / name))
    settings.set_main_option("path_separator", "os")
    settings.attributes.update(engine=engine, metadata=metadata)
    return settings


def upgrade(target: str = "head") -> None:
    """Bring both databases up to date."""
    _without_search(_moves("main", target))
    for name, (engine, metadata) in _lines().items():
        command.upgrade(config(name, engine, metadata), target)
    if is_current():
        with db.engine.begin() as connection:
            search_index.ensure(connection)
            traces.ensure_no_samples(connection)
    note_ballots()


def downgrade(target: str = "base", only: str | None = None) -> None:
    """Take both databases back, or one of them; NotThere, and nothing is changed, where one has no such step."""
    lines = {name: line for name, line in _lines().items() if only in (None, name)}
    settings = {name: config(name, *line) for name, line in lines.items()}
    for name, each in settings.items():
        try:
            ScriptDirectory.from_config(each).get_revision(target)
        except CommandError as error:
            raise NotThere(
                f"The {name} database has no step {target}. Nothing was changed. Each database has steps of its own: "
                "name the one that is meant with --only."
            ) from error
    _without_search("main" in settings)
    for each in settings.values():
        command.downgrade(each, target)


def _moves(name: str, target: str) -> bool:
    return _stands(_lines()[name][0]) != (_newest(name) if target == "head" else target)


def _without_search(moves: bool) -> None:
    """Tables change their shape without what is searched of them; the next upgrade to the newest step makes it anew."""
    if moves:
        with db.engine.begin() as connection:
            search_index.drop(connection)


def revise(name: str, message: str) -> None:
    """Draft the next step of one line from the models; read it before committing it."""
    engine, metadata = _lines()[name]
    number = len(list((ROOT / "migrations" / name).glob("[0-9]*.py"))) + 1
    settings = config(name, engine, metadata)
    command.revision(settings, message, autogenerate=True, rev_id=f"{number:04d}")


def is_current() -> bool:
    """Whether the main database stands at its newest step."""
    return _stands(db.engine) == _newest("main")


@outbox.schedule(BALLOTS, seconds=30)
def note_ballots() -> None:
    """Leave word of the ballot database's step: the web process may insert there, and read nothing."""
    found = _stands(ballot_owner_engine())
    with transaction():
        beats.held(BALLOTS).said = found


def ballots_are_current() -> bool:
    """Whether the ballot database stood at its newest step when the worker, its owner, last looked."""
    noted = db.session.get(beats.WorkerBeat, BALLOTS)
    return noted is not None and noted.said == _newest("ballots")


@dataclass(frozen=True)
class Step:
    """Where one database stands, and the newest step there is."""

    found: str
    newest: str


def steps() -> dict[str, Step]:
    """Both databases, the ballot box as its owner sees it."""
    return {name: Step(_stands(engine), _newest(name)) for name, (engine, _metadata) in _lines().items()}


def _stands(engine: Engine) -> str:
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() or ""


def _newest(name: str) -> str:
    engine, metadata = _lines()[name]
    return ScriptDirectory.from_config(config(name, engine, metadata)).get_current_head() or ""
