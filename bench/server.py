"""The server as production starts it, in a group of its own, with what it has used of the processors."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from engage.config import ROOT

HOST = "127.0.0.1"
COMMAND = (
    "-m",
    "gunicorn",
    "-w",
    "2",
    "--threads",
    "8",
    "-k",
    "gthread",
    "--no-control-socket",
    "--log-level",
    "warning",
)
PATIENCE = 120.0
TICKS = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    return port


class Server:
    """gunicorn with two workers of eight threads each, on one port through every restart."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.port = free_port()
        self.environ = {**{k: v for k, v in os.environ.items() if "DATABASE" not in k}, **environ}
        self.log = Path(environ["ENGAGE_INSTANCE"]) / "server.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, app: str = "wsgi:app") -> None:
        """Start it, and wait until it answers."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, *COMMAND, "-b", f"{HOST}:{self.port}", app],
                cwd=ROOT, env=self.environ, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        until = time.monotonic() + PATIENCE
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"the server does not answer: {self.log.read_text()[-2000:]}")
            time.sleep(0.05)

    def _answers(self) -> bool:
        connection = HTTPConnection(HOST, self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def kill(self) -> None:
        """kill -9 of the whole group: parent and workers, wherever they are."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it as an operator would."""
        self._end(signal.SIGTERM)

    def _end(self, number: signal.Signals) -> None:
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, number)
            self.process.wait(PATIENCE)

    def cpu(self) -> float:
        """Seconds of processor time, user and system, of the parent and its workers so far."""
        assert self.process is not None
        listing = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return sum(_cpu(int(pid)) for pid in (self.process.pid, *map(int, listing.split())))


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def postgres_cpu() -> float:
    """Seconds of processor time of every PostgreSQL process on this machine, ended ones too."""
    total = 0.0
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            head, _, rest = file.read_text().rpartition(")")
        except OSError:
            continue
        if head.partition("(")[2] == "postgres":
            used = rest.split()
            total += (int(used[11]) + int(used[12]) + int(used[13]) + int(used[14])) / TICKS
    return total
