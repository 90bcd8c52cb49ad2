"""The first of the two commands: what a newcomer sees before the first page."""

import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from engage import config, serve

SETTINGS = ("DATABASE_URL", "BALLOT_DATABASE_URL", "BALLOT_OWNER_URL", "ENGAGE_DEMO", *config.SECRETS)
# Far more than it takes on a busy machine: only what never ends fails.
HANGS = 60


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A machine where Engage has never run."""
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DEMO", "0")
    monkeypatch.setenv("ENGAGE_INSTANCE", str(tmp_path / "instance"))
    mask = os.umask(0o022)
    yield tmp_path / "instance"
    os.umask(mask)


@pytest.fixture
def seedings(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """How often the demonstration was made (True: over a half-made one), without waiting for it."""
    made: list[bool] = []

    def fill(again: bool) -> None:
        made.append(again)

    monkeypatch.setattr(serve, "_fill", fill)
    monkeypatch.setattr(serve, "is_demonstration", lambda: bool(made))
    return made


def _start(instance: Path) -> tuple[subprocess.Popen[str], list[int]]:
    with socket.socket() as probe:
        probe.bind((serve.HOST, 0))
        port = str(probe.getsockname()[1])
    process = subprocess.Popen(
        [sys.executable, "-m", "engage.serve"],
        cwd=config.ROOT, env={**os.environ, "PORT": port}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    assert process.stdout is not None
    said: list[str] = []
    for line in process.stdout:
        said.append(line)
        if "Engage runs at" in line:
            listing = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True)
            rows = [line.split() for line in listing.stdout.splitlines()]
            return process, [int(pid) for pid, parent in rows if int(parent) == process.pid]
    process.communicate()
    raise AssertionError("".join(said))


def _all_gone(pids: list[int]) -> bool:
    for _ in range(100):
        alive = [pid for pid in pids if Path(f"/proc/{pid}/cmdline").exists()]
        if not alive:
            return True
        time.sleep(0.1)
    return False


def test_a_taken_port_is_one_line_that_names_the_remedy() -> None:
    with socket.socket() as taken:
        taken.bind((serve.HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(serve.CannotStart, match=f"^Port {port} is taken: PORT={port + 1} make run$"):
            serve._free_port(str(port))


@pytest.mark.parametrize("text", ["", "web", "0", "70000"])
def test_a_port_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(serve.CannotStart, match="is not a port"):
        serve._free_port(text)


def test_three_secrets_are_written_once_and_for_the_owner_alone(instance: Path) -> None:
    serve.prepare()
    files = [instance / name.lower() for name in config.SECRETS]
    written = [file.read_text() for file in files]
    assert len(set(written)) == 3
    assert min(map(len, written)) >= config.SHORTEST_SECRET
    assert [stat.S_IMODE(path.stat().st_mode) for path in (instance, *files)] == [0o700, 0o600, 0o600, 0o600]
    serve.prepare()
    assert [file.read_text() for file in files] == written


def test_the_databases_are_for_the_owner_alone(instance: Path) -> None:
    serve.prepare()
    files = list(instance.glob("*.db*"))
    assert len(files) >= 2
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_an_empty_start_names_the_command_that_makes_the_first_administrator(
    instance: Path, seedings: list[bool]
) -> None:
    assert "flask admin create" in serve.prepare()
    assert seedings == []


def test_the_demonstration_is_made_at_the_very_first_start_and_never_again(
    instance: Path, seedings: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEMO", "1")
    assert "choose one of the six" in serve.prepare()
    monkeypatch.delenv("ENGAGE_DEMO")
    assert "choose one of the six" in serve.prepare()
    assert os.environ["ENGAGE_DEMO"] == "1"
    assert seedings == [False]


def test_an_instance_that_started_empty_is_never_filled_with_a_demonstration(
    instance: Path, seedings: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    serve.prepare()
    monkeypatch.setenv("DEMO", "1")
    assert "flask admin create" in serve.prepare()
    assert seedings == []
    assert "ENGAGE_DEMO" not in os.environ


def test_a_first_start_that_was_broken_off_is_finished_by_the_next(
    instance: Path, seedings: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken_off(again: bool) -> None:
        seedings.append(again)
        raise serve.Stop

    monkeypatch.setenv("DEMO", "1")
    with monkeypatch.context() as once:
        once.setattr(serve, "_fill", broken_off)
        with pytest.raises(serve.Stop):
            serve.prepare()
    serve.prepare()
    serve.prepare()
    assert seedings == [False, True]


def test_a_broken_off_demonstration_is_never_finished_over_an_instance_meant_to_be_real(
    instance: Path, seedings: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken_off(again: bool) -> None:
        raise serve.Stop

    monkeypatch.setenv("DEMO", "1")
    with monkeypatch.context() as once:
        once.setattr(serve, "_fill", broken_off)
        with pytest.raises(serve.Stop):
            serve.prepare()
    for answer in ("0", "1"):
        monkeypatch.setenv("DEMO", answer)
        serve.prepare()
    assert seedings == []


@pytest.mark.parametrize("ignored", [False, True])
def test_ctrl_c_ends_the_server_and_the_worker(instance: Path, ignored: bool) -> None:
    # A shell that starts a command in the background has it ignore SIGINT.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN if ignored else signal.default_int_handler)
    try:
        process, children = _start(instance)
    finally:
        signal.signal(signal.SIGINT, before)
    assert len(children) == 2
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=HANGS)
    assert process.returncode == 0
    assert _all_gone(children)


@pytest.mark.parametrize("which", [0, 1])
def test_when_the_server_or_the_worker_dies_the_other_ends_and_it_is_said(instance: Path, which: int) -> None:
    process, children = _start(instance)
    os.kill(sorted(children)[which], signal.SIGKILL)
    said, _ = process.communicate(timeout=HANGS)
    assert process.returncode == 1
    assert f"The {('server', 'worker')[which]} ended unexpectedly" in said
    assert _all_gone(children)
