"""What stands on the screen where production may not start: one line that says what to set, and no traceback."""

import os
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
