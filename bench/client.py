"""Respondents over HTTP: one process, one connection each, as little work as possible between requests."""

import itertools
import re
import selectors
import socket
import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field

TOKEN = re.compile(rb'name="csrf_token" value="([^"]+)"')
PAPER = re.compile(rb'name="paper" value="([0-9a-f]+)"')
COOKIE = re.compile(rb"\r\nSet-Cookie: (engage=[^;\r]*)")
LENGTH = re.compile(rb"\r\nContent-Length: (\d+)", re.IGNORECASE)
STILL = 30.0


class WrongAnswer(AssertionError):
    """The server answered something that a respondent must not see."""


class Broken(Exception):
    """The connection went away before an answer had come."""


@dataclass(frozen=True)
class Reply:
    """An answer: its status, its headers, its body, and the seconds until it was there."""

    status: int
    head: bytes
    body: bytes
    seconds: float


@dataclass
class Respondent:
    """Somebody with a session and answers; the cookie changes as a browser's would."""

    cookie: str
    forms: Sequence[tuple[str, str]]
    survey: int
    scripts: bool = True
    hidden: str = ""
    casting: bool = False
    cast_seconds: float = 0.0
    acknowledged: bool = False

    def walk(self) -> Generator[bytes, Reply, None]:
        """The page, then a post for every section; the last one casts."""
        yield from self.open()
        for (section, body), (following, _) in itertools.pairwise(self.forms):
            reply = yield self._post("answer", body)
            if reply.status != 200 or f'name="section" value="{following}"'.encode() not in reply.body:
                raise WrongAnswer(f"section {section}: {reply.status}")
            self._keep(reply)
        yield from self.cast()

    def open(self) -> Generator[bytes, Reply, None]:
        """The first section: its token, paper and cookie hold for the rest."""
        reply = yield self._request(f"GET /surveys/{self.survey}/answer HTTP/1.1", "")
        token, paper = TOKEN.search(reply.body), PAPER.search(reply.body)
        if reply.status != 200 or token is None or paper is None:
            raise WrongAnswer(f"the first page: {reply.status}")
        self.hidden = f"csrf_token={token[1].decode()}&paper={paper[1].decode()}"
        self._keep(reply)

    def cast(self) -> Generator[bytes, Reply, None]:
        """The last post: every answer in it."""
        self.casting = True
        reply = yield self._post("ballots", self.forms[-1][1])
        self.check_cast(reply)

    def check_cast(self, reply: Reply) -> None:
        """The answer that says it is counted, and nothing else."""
        target = f"/surveys/{self.survey}/thanks\r\n".encode()
        wanted = (200, b"HX-Redirect: ") if self.scripts else (303, b"Location: ")
        if reply.status != wanted[0] or wanted[1] + target not in reply.head:
            raise WrongAnswer(f"the cast: {reply.status} {reply.body[:300]!r}")
        self.cast_seconds = reply.seconds
        self.acknowledged = True

    def _keep(self, reply: Reply) -> None:
        found = COOKIE.search(reply.head)
        if found is not None:
            self.cookie = found[1].decode()

    def _post(self, act: str, form: str) -> bytes:
        return self._request(f"POST /surveys/{self.survey}/{act} HTTP/1.1", f"{self.hidden}&{form}")

    def _request(self, line: str, body: str) -> bytes:
        fragment = "HX-Request: true\r\n" if self.scripts and body else ""
        kind = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n" if body else ""
        head = f"{line}\r\nHost: 127.0.0.1\r\nAccept-Encoding: br, gzip\r\nCookie: {self.cookie}\r\n"
        return f"{head}{fragment}{kind}\r\n{body}".encode()


# Who, and the requests they make one after another.
Task = tuple[Respondent, Generator[bytes, Reply, None]]


@dataclass
class Line:
    """One connection, and whoever is using it."""

    socket: socket.socket
    task: Task
    buffer: bytearray = field(default_factory=bytearray)
    sent: float = 0.0

    def send(self, request: bytes) -> None:
        """A request is small: it fits into the socket's buffer at once."""
        self.buffer.clear()
        self.sent = time.perf_counter()
        self.socket.sendall(request)

    def receive(self) -> Reply | None:
        """The whole answer, or None while some of it is on the way; raises Broken."""
        try:
            part = self.socket.recv(262_144)
        except BlockingIOError:
            return None
        except OSError as error:
            raise Broken from error
        if not part:
            raise Broken
        self.buffer += part
        end = self.buffer.find(b"\r\n\r\n")
        if end < 0:
            return None
        length = LENGTH.search(self.buffer, 0, end + 2)
        whole = end + 4 + (int(length[1]) if length else 0)
        if len(self.buffer) < whole:
            return None
        head = bytes(self.buffer[: end + 2])
        return Reply(int(head[9:12]), head, bytes(self.buffer[end + 4 : whole]), time.perf_counter() - self.sent)


def drive(port: int, tasks: Iterator[Task], at_once: int) -> None:
    """Carry out tasks, so many at once, until there are no more or the server is gone.

    Each task is a respondent and what they do; a connection goes on to the next when one is done.
    """
    with selectors.DefaultSelector() as selector:
        for task in itertools.islice(tasks, at_once):
            if line := _connect(port, task):
                selector.register(line.socket, selectors.EVENT_READ, line)
        while selector.get_map():
            ready = selector.select(STILL)
            if not ready:
                raise WrongAnswer(f"no answer within {STILL:.0f} seconds")
            for key, _ in ready:
                if not _step(key.data, tasks):
                    selector.unregister(key.fileobj)
                    key.data.socket.close()


def _connect(port: int, task: Task) -> Line | None:
    connection = socket.socket()
    connection.settimeout(STILL)
    line = Line(connection, task)
    try:
        connection.connect(("127.0.0.1", port))
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        line.send(next(task[1]))
    except OSError:
        connection.close()
        return None
    connection.setblocking(False)
    return line


def _step(line: Line, tasks: Iterator[Task]) -> bool:
    """Take what has come, and ask what comes next; False where this connection is done."""
    try:
        reply = line.receive()
        if reply is None:
            return True
        try:
            line.send(line.task[1].send(reply))
        except StopIteration:
            following = next(tasks, None)
            if following is None:
                return False
            line.task = following
            line.send(next(following[1]))
    except (Broken, OSError):
        return False
    return True
