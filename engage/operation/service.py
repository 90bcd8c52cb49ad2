"""The doctor's looks at the service around the data: worker, disk, clock, backups, files, keys, settings."""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from flask import current_app
from sqlalchemy import func, select

from engage.ballots import keys, queries
from engage.ballots.models import Ballot
from engage.ballots.rules import HAS_KEY, Phase
from engage.config import Settings
from engage.core import beats, clock
from engage.core.audit import AuditEvent
from engage.core.db import ballot_insert_engine, ballot_owner_engine, db
from engage.operation.backup import BEAT
from engage.operation.findings import Finding, State, guarded, judged

# A nightly backup may take its time; a week without one is no oversight any more.
BACKUP_FRESH, BACKUP_STALE = timedelta(hours=26), timedelta(days=8)
LOW, VERY_LOW = 2_000_000_000, 200_000_000
CLOCK_ASTRAY = timedelta(minutes=2)
OTHERS = 0o077


def findings() -> Iterator[Finding]:
    """Everything around the data."""
    looks = {
        "worker": _worker, "disk": _disk, "clock": _clock, "backup": _backup, "files' permissions": _permissions,
        "keys of ballot boxes": _keys, "settings": _settings, "who may read ballots": _ballot_role,
    }  # fmt: skip
    for what, look in looks.items():
        yield from guarded(what, look)


def _set() -> Settings:
    found: Settings = current_app.extensions["settings"]
    return found


def _worker() -> Iterator[Finding]:
    if beats.worker_is_alive():
        yield Finding("the worker is alive")
    else:
        yield Finding("the worker is alive", State.BROKEN, "no sign of it for two minutes: start flask worker")


def _disk() -> Iterator[Finding]:
    free = shutil.disk_usage(_set().instance).free
    said = f"{free / 1e9:.1f} GB left where {_set().instance} lies"
    state = State.BROKEN if free < VERY_LOW else State.WARNING if free < LOW else State.FINE
    yield Finding("there is room on the disk", state, "" if state == State.FINE else said)


def _clock() -> Iterator[Finding]:
    last = db.session.scalar(select(func.max(AuditEvent.at)))
    ahead = last is not None and last > clock.now() + CLOCK_ASTRAY
    yield judged("the clock has not gone back", int(ahead), "an act is recorded later than now: set the clock by NTP")
    if db.engine.dialect.name == "postgresql":
        told: datetime = db.session.connection().exec_driver_sql("SELECT clock_timestamp()").scalar_one()
        astray = abs(told - clock.now()) > CLOCK_ASTRAY
        yield judged("this clock and the database server's agree", int(astray), "set both by NTP")


def _backup() -> Iterator[Finding]:
    last = db.session.get(beats.WorkerBeat, BEAT)
    if last is None:
        yield Finding("there is a recent backup", State.WARNING, "none was ever made: flask backup FOLDER")
        return
    age = clock.now() - last.at
    state = State.BROKEN if age > BACKUP_STALE else State.WARNING if age > BACKUP_FRESH else State.FINE
    said = "" if state == State.FINE else f"the last was {age.days} days and {age.seconds // 3600} hours ago"
    yield Finding("there is a recent backup", state, said)


def _permissions() -> Iterator[Finding]:
    instance = _set().instance
    secret = [instance / "secret_key", instance / "key_wrapping_secret", instance / "keys"]
    secret += sorted((instance / "keys").glob("*.key")) if (instance / "keys").is_dir() else []
    engines = (db.engine, ballot_owner_engine())
    secret += [Path(str(each.url.database)) for each in engines if each.dialect.name == "sqlite"]
    closed = instance.is_dir() and not instance.stat().st_mode & OTHERS
    # What lies in a folder that nobody else can enter is safe whatever its own mode is.
    inside = [file for file in secret if file.exists() and not (closed and instance in file.parents)]
    open_ = [file.name for file in inside if file.stat().st_mode & OTHERS]
    said = f"chmod go= {instance}, or {', '.join(open_[:3])}"
    yield judged("nobody else can read databases, secrets and keys", len(open_), said)
    left = [file.name for file in sorted(instance.glob(".engage-*"))]
    said = f"copies of the data: delete {', '.join(left)} in {instance}, unless a restore is running"
    yield judged("nothing is left of a restore that was broken off", len(left), said, grave=False)


def _keys() -> Iterator[Finding]:
    needed = [box.code for box in queries.boxes() if Phase(box.phase) in HAS_KEY and box.phase != Phase.COMPACTED]
    lost = [code for code in needed if not keys.is_here(code)]
    yield judged(
        "the keys of ballot boxes are here", len(lost),
        "put each back from its backup, flask ballots restore BOX FILE, or its answers cannot be opened: "
        + ", ".join(lost),
    )  # fmt: skip


def _settings() -> Iterator[Finding]:
    held = _set()
    if not held.production:
        yield Finding("settings are those of production", State.WARNING, "ENGAGE_ENV is development")
    elif not held.smtp_host:
        yield Finding("mail is sent", State.WARNING, "ENGAGE_SMTP_HOST is not set: no mail reaches anybody")
    else:
        yield Finding("settings are those of production")
    if held.production and db.engine.dialect.name == "sqlite":
        yield Finding("the database is a server", State.WARNING, "SQLite holds up to some hundreds of people at once")


def _ballot_role() -> Iterator[Finding]:
    owner, web = ballot_owner_engine(), ballot_insert_engine()
    if owner.dialect.name != "postgresql":
        return
    with owner.connect() as connection:
        may = connection.exec_driver_sql(
            "SELECT has_table_privilege(%s, %s, 'SELECT')", (web.url.username, Ballot.__tablename__)
        ).scalar_one()
        connection.rollback()
    said = "give BALLOT_DATABASE_URL a role of its own and run what flask ballots grants ROLE prints"
    yield judged("the web process may insert ballots and read none", int(may), said, grave=_set().production)
