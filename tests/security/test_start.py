"""What stands on the screen where production may not start: one line that says what to set, and no traceback."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from engage import config

WHY = "SECRET_KEY is missing, short or a default: set 32 random characters or more."
HANGS = 120
OURS = (
    "ENGAGE_",
    "SECRET_KEY",
    "KEY_WRAPPING_SECRET",
    "AUDIT_SECRET",
    "DATABASE_URL",
    "BALLOT_",
    "FLASK_",
    "GUNICORN_",
)


def start(tmp_path: Path, *command: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """The command, on a machine where nothing else is set."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=config.ROOT, capture_output=True, text=True, timeout=HANGS,
        env={**clean, "ENGAGE_INSTANCE": str(tmp_path), **environ},
    )  # fmt: skip


@pytest.mark.parametrize("command", [("worker", "--once"), ("--help",)])
def test_a_flask_command_ends_with_the_line_alone(tmp_path: Path, command: tuple[str, ...]) -> None:
    done = start(tmp_path, "flask", "--app", "wsgi", *command, ENGAGE_ENV="production")
    assert done.returncode == 1
    assert done.stderr == WHY + "\n"


GUNICORN = ("gunicorn", "--bind", "127.0.0.1:0", "--no-control-socket", "--log-level", "critical")


@pytest.mark.parametrize("more", [(), ("--preload",)])
def test_gunicorn_ends_with_the_line_instead_of_starting_workers_for_ever(
    tmp_path: Path, more: tuple[str, ...]
) -> None:
    done = start(tmp_path, *GUNICORN, *more, "wsgi:app", ENGAGE_ENV="production")
    assert done.returncode != 0
    assert done.stderr.strip().removeprefix("Error: ") == WHY


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        ({"ENGAGE_ENV": "prod"}, "ENGAGE_ENV"),
        ({"DATABASE_URL": "postgresql://u@h:port/main"}, "DATABASE_URL"),
        ({"ENGAGE_KEY_WRAPPING_SECRET": "x" * 40}, "KEY_WRAPPING_SECRET"),
    ],
)
def test_each_mistake_is_one_line(tmp_path: Path, environ: dict[str, str], named: str) -> None:
    done = start(tmp_path, "flask", "--app", "wsgi", "worker", "--once", **environ)
    assert done.returncode == 1
    assert named in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_database_without_tables_is_one_line_that_names_the_command(tmp_path: Path) -> None:
    done = start(tmp_path, "flask", "--app", "wsgi", "worker", "--once")
    assert done.returncode == 1
    assert "run flask database upgrade" in done.stderr
    assert done.stderr.count("\n") == 1


def test_what_a_command_seals_the_next_one_can_read(tmp_path: Path) -> None:
    """Without a secret set, and without the first start of `make run`."""
    instance = tmp_path / "bare"
    given = {"ENGAGE_INSTANCE": str(instance)}
    flask = ("flask", "--app", "wsgi")
    assert start(tmp_path, *flask, "database", "upgrade", **given).returncode == 0
    kept = {name: (instance / name.lower()).read_text() for name in config.SECRETS}
    assert len(set(kept.values())) == 3 and min(map(len, kept.values())) >= config.SHORTEST_SECRET
    assert {stat.S_IMODE((instance / name.lower()).stat().st_mode) for name in kept} == {0o600}
    act = "from wsgi import app\nfrom engage.core import audit, db\nwith app.app_context(), db.transaction():\n"
    assert start(tmp_path, *flask, "audit", "verify", **given).returncode == 0
    done = subprocess.run([sys.executable, "-c", act + "    audit.record('touch', 'thing')"], cwd=config.ROOT,
                          env={**os.environ, **given}, capture_output=True, text=True, timeout=HANGS)  # fmt: skip
    assert done.returncode == 0, done.stderr
    done = start(tmp_path, *flask, "audit", "verify", **given)
    assert done.returncode == 0, done.stderr
    assert kept == {name: (instance / name.lower()).read_text() for name in config.SECRETS}


def test_a_secret_that_is_set_is_not_written_and_one_that_cannot_be_kept_is_a_line(tmp_path: Path) -> None:
    given = {name: letter * 40 for name, letter in zip(config.SECRETS, "abc", strict=True)}
    config.keep_secrets({"ENGAGE_INSTANCE": str(tmp_path / "none"), **given})
    config.keep_secrets({"ENGAGE_INSTANCE": str(tmp_path / "none"), "ENGAGE_ENV": "production"})
    assert not (tmp_path / "none").exists()
    (tmp_path / "file").touch()
    done = start(tmp_path, "flask", "--app", "wsgi", "--help", ENGAGE_INSTANCE=str(tmp_path / "file"))
    assert done.returncode == 1 and done.stderr.count("\n") == 1
    assert "SECRET_KEY, KEY_WRAPPING_SECRET, AUDIT_SECRET cannot be kept in" in done.stderr


def test_database_files_are_their_owners_alone(tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        done = start(tmp_path, "flask", "--app", "wsgi", "database", "upgrade")
        assert done.returncode == 0, done.stderr
        assert start(tmp_path, "flask", "--app", "wsgi", "backup", str(tmp_path)).returncode == 0
    finally:
        os.umask(mask)
    files = [each for each in tmp_path.iterdir() if each.is_file()]
    assert {"engage.db", "ballots.db"} < {each.name for each in files} and list(tmp_path.glob("*.tar"))
    assert {each.name for each in files if stat.S_IMODE(each.stat().st_mode) != 0o600} == set()


def test_what_sqlite_lays_beside_a_database_is_as_closed(tmp_path: Path) -> None:
    look = (
        "import os\nos.umask(0o022)\nfrom wsgi import app\nfrom engage.core.db import db\n"
        "with app.app_context(), db.engine.begin() as held:\n    held.exec_driver_sql('CREATE TABLE t (n)')\n"
        f"    print([oct(os.stat('{tmp_path}/engage.db' + end).st_mode)[-3:] for end in ('', '-wal', '-shm')])"
    )
    done = subprocess.run([sys.executable, "-c", look], cwd=config.ROOT, capture_output=True, text=True,
                          env={**os.environ, "ENGAGE_INSTANCE": str(tmp_path)}, timeout=HANGS)  # fmt: skip
    assert done.stdout.strip() == "['600', '600', '600']", done.stderr
