"""What a cold first page costs: every request and byte of it, as the server sends them."""

import gzip
import re
from dataclasses import dataclass
from http.client import HTTPConnection

from bench.council import council
from bench.server import HOST, Server

REFERS = re.compile(r'<(?:link|script|img)\b[^>]*?(?:href|src)="(/[^"]+)"')


@dataclass(frozen=True)
class Fetched:
    """One file: its address, its bytes on the wire without headers, and how it was packed."""

    path: str
    size: int
    packed: str
    text: str


def fetch(port: int, path: str, cookie: str) -> Fetched:
    """One request as a browser makes it."""
    connection = HTTPConnection(HOST, port)
    connection.request("GET", path, headers={"Accept-Encoding": "br, gzip", "Cookie": cookie})
    reply = connection.getresponse()
    body = reply.read()
    connection.close()
    assert reply.status == 200, (path, reply.status)
    packed = reply.getheader("Content-Encoding", "")
    return Fetched(path, len(body), packed, "" if packed else body.decode("utf-8", "replace"))


def cold(port: int, path: str, cookie: str) -> list[Fetched]:
    """The page, and everything it refers to, once each."""
    page = fetch(port, path, cookie)
    return [page, *(fetch(port, each, cookie) for each in dict.fromkeys(REFERS.findall(page.text)))]


def main() -> None:
    """Print the table for the first page of a survey, the start page and the sign-in page."""
    with council(60) as made:
        running = Server(made.environ)
        running.start()
        try:
            for path, cookie in (
                ("/", made.cookies[0]),
                (f"/surveys/{made.survey}/answer", made.cookies[0]),
                ("/sign-in", ""),
            ):
                _print(cold(running.port, path, cookie))
        finally:
            running.stop()


def _print(files: list[Fetched]) -> None:
    html = files[0]
    packed = len(gzip.compress(html.text.encode(), 6))
    print(f"\n{html.path}: {len(files)} requests, {sum(each.size for each in files):,} bytes")
    print(f"  (with its HTML packed by a front server: {sum(e.size for e in files) - html.size + packed:,} bytes)")
    for each in files:
        print(f"  {each.size:>8,} {each.packed or '-':>4} {each.path}")
