"""What `make run` starts: an instance made ready, then the server and the worker under one parent."""

import hashlib
import multiprocessing
import os
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException
from multiprocessing.context import ForkProcess
from pathlib import Path
from types import FrameType

from flask import Flask
from flask.cli import ScriptInfo
from gunicorn.app.base import BaseApplication
from sqlalchemy import inspect, select
from sqlalchemy.exc import OperationalError

from engage import config, create_app
from engage.core import migrate
from engage.core.db import ballot_owner_engine, db
from engage.directory.models import Account
from engage.directory.queries_accounts import is_demonstration

HOST = "127.0.0.1"
DATABASES = ("DATABASE_URL", "BALLOT_DATABASE_URL", "BALLOT_OWNER_URL")
SERVER = {
    "worker_class": "gthread",
    "workers": 2,
    "threads": 8,
    "control_socket_disable": True,
    "graceful_timeout": 5,
    "loglevel": "warning",
}
STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PATIENCE = 60
GRACE = 10.0
Children = dict[str, ForkProcess]


class CannotStart(Exception):
    """Why not, and what would mend it, in one line."""


class Stop(Exception):
    """Somebody pressed Ctrl-C, or the machine is going down."""


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    """Gunicorn, set up here instead of on a command line."""

    def __init__(self, app: Flask, port: int) -> None:
        self.app, self.port = app, port
        super().__init__()

    def load_config(self) -> None:
        """Its settings."""
        for name, value in {**SERVER, "bind": f"{HOST}:{self.port}"}.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """What it serves."""
        return self.app


def main() -> int:
    """Prepare, serve until told to stop; 0 after a stop that was asked for, else 1."""
    for number in STOPS:
        # nohup asks for no hang-up. Ctrl-C counts even where a shell started this in the background and ignored it.
        if number != signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stop)
    try:
        port = _free_port(os.environ.get("PORT", "8000"))
        os.environ.setdefault("ENGAGE_BASE_URL", f"http://{HOST}:{port}")
        sign_in = prepare()
        return _watch(start(port), port, sign_in)
    except Stop:
        return 0
    except (CannotStart, config.BadSettings) as reason:
        print(reason, file=sys.stderr)
    except OperationalError as error:
        print(f"The database cannot be used ({error.orig}): check DATABASE_URL.", file=sys.stderr)
    return 1


def prepare() -> str:
    """Secrets, tables and, at the very first start, the demonstration council; answers how to sign in."""
    instance = Path(os.environ.get("ENGAGE_INSTANCE", str(config.ROOT / "instance")))
    os.umask(0o077)
    config.write_secrets(instance)
    app = create_app()
    with app.app_context():
        try:
            return _prepare_databases(app, instance, wanted=os.environ.get("DEMO", "1") != "0")
        finally:
            db.session.remove()
            db.engine.dispose()
            ballot_owner_engine().dispose()


def _prepare_databases(app: Flask, instance: Path, wanted: bool) -> str:
    # Left behind by a first start that was broken off, so that the next one finishes it.
    unfinished = instance / f"first-start-{_fingerprint(app)}"
    if not wanted:
        unfinished.unlink(missing_ok=True)
    elif not app.extensions["settings"].production and not inspect(db.engine).get_table_names():
        unfinished.touch()
    migrate.upgrade()
    if unfinished.exists():
        again = is_demonstration()
        db.session.remove()  # what was only read would keep the other process from writing
        _fill(again)
        unfinished.unlink()
    if is_demonstration():
        if not wanted:
            raise CannotStart(
                "This instance holds the demonstration: start without DEMO=0, "
                "or with a folder of its own, such as ENGAGE_INSTANCE=instance-real DEMO=0 make run"
            )
        os.environ.setdefault("ENGAGE_DEMO", "1")
        return "To sign in, choose one of the six demonstration people on the sign-in page."
    if db.session.execute(select(Account.person_id).limit(1)).first() is None:
        return f"Nobody can sign in yet. In another terminal: {_elsewhere()}.venv/bin/flask admin create"
    return "Sign in with your e-mail address or employee number."


def _elsewhere() -> str:
    """What another terminal has to be told, so that its command means this instance."""
    told = {name: os.environ[name] for name in ("ENGAGE_INSTANCE", "ENGAGE_BASE_URL") if name in os.environ}
    if told.get("ENGAGE_BASE_URL") == config.Settings.base_url:
        del told["ENGAGE_BASE_URL"]
    given = [f"{name}={shlex.quote(value)} " for name, value in told.items()]
    # Addresses of databases hold passwords: those are not printed.
    given += [f'{name}="…as here…" ' for name in DATABASES if os.environ.get(name)]
    return "".join(given)


def start(port: int) -> Children:
    """The server and the worker, forked so that neither loads everything again."""
    app = create_app()

    def serve() -> None:
        Server(app, port).run()

    def work() -> None:
        with app.app_context():
            app.cli.main(["worker"], "flask", obj=ScriptInfo(create_app=lambda: app))

    fork = multiprocessing.get_context("fork")
    children = {
        name: fork.Process(target=_child, args=(task,), name=name)
        for name, task in (("server", serve), ("worker", work))
    }
    for child in children.values():
        child.start()
    return children


def _child(task: Callable[[], None]) -> None:
    # A group of its own: a Ctrl-C reaches only the parent, which ends both in order.
    os.setpgid(0, 0)
    for number in STOPS:
        signal.signal(number, signal.SIG_DFL)
    task()


def _watch(children: Children, port: int, sign_in: str) -> int:
    try:
        _wait_until_it_answers(children, port)
        print(f"\nEngage runs at http://{HOST}:{port}  (Ctrl-C ends it)\n{sign_in}\n", flush=True)
        while not _ended(children):
            time.sleep(0.2)
        print(f"The {_ended(children)} ended unexpectedly, so everything stops.", file=sys.stderr)
        return 1
    finally:
        _end(children)


def _wait_until_it_answers(children: Children, port: int) -> None:
    for _ in range(PATIENCE * 10):
        if ended := _ended(children):
            raise CannotStart(f"The {ended} could not start: its message stands above.")
        connection = HTTPConnection(HOST, port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except (OSError, HTTPException):
            pass
        finally:
            connection.close()
        time.sleep(0.1)
    raise CannotStart(f"The server did not answer within {PATIENCE} seconds.")


def _ended(children: Children) -> str:
    return next((name for name, child in children.items() if not child.is_alive()), "")


def _end(children: Children) -> None:
    for number in STOPS:
        signal.signal(number, signal.SIG_IGN)
    for child in children.values():
        child.terminate()
    for child in children.values():
        child.join(GRACE)
        if child.is_alive() and child.pid:
            os.killpg(child.pid, signal.SIGKILL)  # its group: a server's own workers would outlive it


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Stop


def _free_port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise CannotStart(f"PORT={text} is not a port: PORT=8001 make run")
    port = int(text)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            other = port + 1 if port < 65535 else 8000
            raise CannotStart(f"Port {port} is taken: PORT={other} make run") from error
    return port


def _fingerprint(app: Flask) -> str:
    """Which database is meant: a first start of one says nothing of another."""
    url: str = app.extensions["settings"].database_url
    return hashlib.sha256(url.encode()).hexdigest()[:12]


def _fill(again: bool) -> None:
    """In a process of its own: threads that it starts (the typesetter's) would be missing in what is forked here."""
    print("First start: making the demonstration council (DEMO=0 make run starts without)", flush=True)
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "demo", "reset" if again else "seed"]
    done = subprocess.run(command, cwd=config.ROOT, stderr=subprocess.PIPE, text=True, check=False)  # noqa: S603  # our own command
    if done.returncode:
        raise CannotStart(done.stderr.strip().rpartition("\n")[2].removeprefix("Error: "))


if __name__ == "__main__":
    sys.exit(main())
