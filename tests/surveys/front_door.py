"""A survey driven as its people would: over HTTP, to a real server, each in a browser of their own."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask

ROOT = Path(__file__).resolve().parent.parent.parent
TOKEN = re.compile(rb'name="csrf_token"[^>]*value="([^"]+)"')
BROWSERS = 6
Answer = str | list[str]


@dataclass(frozen=True)
class Claimant:
    """What a person holds in hand: number, surname, and the code on their slip."""

    number: str
    surname: str
    code: str


class Visitor:
    """One browser: a connection, its cookie, and the last page's token."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookie = self.token = ""

    def close(self) -> None:
        """Leave."""
        self.connection.close()

    def get(self, path: str) -> bytes:
        """A page; anything but 200 is a failure."""
        return self._ask("GET", path, None)

    def post(self, path: str, form: Sequence[tuple[str, str]], follow: bool = True) -> bytes:
        """Send a form; where it leads is followed, once."""
        return self._ask("POST", path, [("csrf_token", self.token), *form], follow)

    def _ask(self, method: str, path: str, form: Sequence[tuple[str, str]] | None, follow: bool = True) -> bytes:
        body = urlencode(form) if form is not None else None
        headers = {"Cookie": self.cookie} if self.cookie else {}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                self.cookie = value.partition(";")[0]
        if answer.status == 303 and not follow:
            return b""
        if answer.status == 303:
            return self.get(answer.headers["Location"])
        assert answer.status == 200, f"{method} {path}: {answer.status} {content[:4000].decode()}"
        found = TOKEN.findall(content)
        self.token = found[-1].decode() if found else self.token
        return content


def take_part(
    port: int, survey_id: int, who: Claimant, sections: Sequence[Sequence[str]], answers: Mapping[str, Answer]
) -> None:
    """Claim the account, then answer section by section and send."""
    with closing(Visitor(port)) as visitor:
        _take_part(visitor, survey_id, who, sections, answers)


def _take_part(
    visitor: "Visitor",
    survey_id: int,
    who: Claimant,
    sections: Sequence[Sequence[str]],
    answers: Mapping[str, Answer],
) -> None:
    visitor.get("/claim")
    visitor.post("/claim", [("number", who.number), ("surname", who.surname), ("code", who.code)])
    password = "plum kettle harbour nine"
    visitor.post("/claim/password", [("password", password), ("again", password)], follow=False)
    path = f"/surveys/{survey_id}/answer"
    visitor.get(path)
    given: list[tuple[str, str]] = []
    for place, (code, *fields) in enumerate(sections):
        given += [(field, value) for field in fields for value in _values(answers.get(field))]
        last = place == len(sections) - 1
        where = f"/surveys/{survey_id}/ballots" if last else path
        page = visitor.post(where, [("section", code), ("go", "next"), *given])
        assert not last or b"Thank you" in page


def _values(answer: Answer | None) -> Sequence[str]:
    return answer if isinstance(answer, list) else [answer] if answer else []


def everybody(
    port: int,
    survey_id: int,
    sections: Sequence[Sequence[str]],
    people: Sequence[tuple[Claimant, Mapping[str, Answer]]],
) -> None:
    """All of them, a few at a time."""
    with ThreadPoolExecutor(BROWSERS) as pool:
        waiting = [pool.submit(take_part, port, survey_id, who, sections, answers) for who, answers in people]
        for each in waiting:
            each.result()


@contextmanager
def served(app: Flask) -> Iterator[int]:
    """The same databases behind a server of their own; its port."""
    settings = app.extensions["settings"]
    # The server gets the open socket itself: a free port looked up and bound later may be somebody else's by then.
    door = socket.create_server(("127.0.0.1", 0), backlog=64)
    port = int(door.getsockname()[1])
    environment = {
        **os.environ, "ENGAGE_INSTANCE": str(settings.instance), "SECRET_KEY": settings.secret_key,
        "KEY_WRAPPING_SECRET": settings.key_wrapping_secret, "AUDIT_SECRET": settings.audit_secret,
        "DATABASE_URL": settings.database_url,
        "BALLOT_DATABASE_URL": settings.ballot_database_url, "BALLOT_OWNER_URL": settings.ballot_owner_url,
    }  # fmt: skip
    command = [sys.executable, "-m", "gunicorn", "-w", "2", "-k", "gthread", "--threads", "8", "--log-level", "error",
               "--no-control-socket", "-b", f"fd://{door.fileno()}", "wsgi:app"]  # fmt: skip
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL, start_new_session=True, pass_fds=[door.fileno()]
    )
    door.close()
    try:
        _wait(port)
        yield port
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            with closing(Visitor(port)) as visitor:
                visitor.get("/healthz")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server did not start")


def shared() -> Path:
    """Where real input lies: beside the project, or where ENGAGE_SHARED says."""
    return Path(os.environ.get("ENGAGE_SHARED", ROOT.parent / "shared"))


def load(path: Path) -> dict[str, object]:
    """A JSON file."""
    found: dict[str, object] = json.loads(path.read_text())
    return found
