"""The demonstration served as `make run` serves it, a browser for each person, and a table of what each step took."""

import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from flask import Flask
from playwright.sync_api import Browser, ConsoleMessage, Page, Response, expect, sync_playwright
from sqlalchemy import event

from bench.council import COOKIE, databases
from bench.server import free_port
from engage import config, create_app
from engage.core.db import ballot_owner_engine, db

PATIENCE, WAIT_MS, TIMES = 300.0, 60_000, 7
NOT_INHERITED = (
    "DATABASE_URL",
    "BALLOT_DATABASE_URL",
    "BALLOT_OWNER_URL",
    "SECRET_KEY",
    "KEY_WRAPPING_SECRET",
    "AUDIT_SECRET",
    "DEMO",
)


class Told:
    """The table: each step with its seconds, and where it was done."""

    def __init__(self, database: str) -> None:
        self.faults: list[str] = []
        print(f"\n| {database}: step | where | seconds | what came of it |\n|:--|:--|--:|:--|", flush=True)

    @contextmanager
    def step(self, what: str, where: str = "browser") -> Iterator[list[str]]:
        """Time it; what is added to the list stands beside it."""
        said: list[str] = []
        began = time.perf_counter()
        yield said
        print(f"| {what} | {where} | {time.perf_counter() - began:.1f} | {'; '.join(said)} |", flush=True)


class Stage:
    """A server over a demonstration of its own, the application beside it, and whoever has signed in."""

    def __init__(self, app: Flask, address: str, browser: Browser, told: Told) -> None:
        self.app, self.address, self.browser, self.told = app, address, browser, told

    def sign_in(self, first_name: str) -> Page:
        """A browser of their own, by the button of the sign-in page."""
        context = self.browser.new_context(base_url=self.address, viewport={"width": 1280, "height": 900})
        context.set_default_timeout(WAIT_MS)
        context.on("response", self._answered)
        context.on("console", self._said)
        context.on("weberror", lambda fault: self.told.faults.append(str(fault.error)))
        page = context.new_page()
        page.goto("/sign-in")
        page.get_by_role("button", name=f"Sign in as {first_name}", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        return page

    def _answered(self, response: Response) -> None:
        if response.status >= 500:
            self.told.faults.append(f"{response.status} {response.url}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.told.faults.append(message.text)

    def pages(self, page: Page, rows: Sequence[tuple[str, str]]) -> None:
        """What pages cost, for whoever has this browser: statements, kB, and milliseconds over the wire."""
        cookies = {each["name"]: each["value"] for each in page.context.cookies()}
        for what, path in rows:
            took = []
            for _ in range(TIMES):
                began = time.perf_counter()
                reply = page.request.get(path)
                took.append((time.perf_counter() - began) * 1000)
                assert reply.status == 200, (path, reply.status)
            statements, size = self._statements(path, cookies[COOKIE]), len(reply.body()) / 1000
            print(f"| page: {what} | {statements} statements | {min(took) / 1000:.3f} | "
                  f"median {median(took):.0f} ms, {size:.0f} kB |", flush=True)  # fmt: skip

    def _statements(self, path: str, cookie: str) -> int:
        client, seen = self.app.test_client(), list[str]()
        client.set_cookie(COOKIE, cookie, domain="localhost")
        with self.app.app_context():
            engine = db.engine

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            if not statement.startswith(("BEGIN", "ROLLBACK", "COMMIT", "PRAGMA")):
                seen.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        reply = client.get(path)
        event.remove(engine, "before_cursor_execute", note)
        assert reply.status_code == 200, (path, reply.status_code)
        return len(seen)


@contextmanager
def staged(postgres: str) -> Iterator[Stage]:
    """A fresh demonstration on SQLite, or on this PostgreSQL server, with server, worker and browser."""
    chromium = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    assert chromium, "no Chromium: apt-get install chromium"
    with tempfile.TemporaryDirectory() as folder, databases(postgres, "award") as urls:
        told = Told("PostgreSQL" if postgres else "SQLite")
        instance = Path(folder) / "instance"
        environ = {key: value for key, value in os.environ.items() if key not in NOT_INHERITED}
        environ |= {"ENGAGE_INSTANCE": str(instance), **urls}
        with told.step("a fresh demonstration", "action"):
            subprocess.run([sys.executable, "-c", "from engage import serve; serve.prepare()"], env=environ, check=True,
                           cwd=config.ROOT, stdout=subprocess.DEVNULL)  # fmt: skip
        flags = ["--disable-background-networking"] + (["--no-sandbox"] if os.geteuid() == 0 else [])
        with _serving(environ, Path(folder) / "log") as address, sync_playwright() as playwright:
            app = create_app(config.read({"ENGAGE_INSTANCE": str(instance), "ENGAGE_BASE_URL": address, **urls}))
            app.logger.setLevel(logging.ERROR)
            browser = playwright.chromium.launch(executable_path=chromium, args=flags)
            yield Stage(app, address, browser, told)
            browser.close()
            with app.app_context():
                db.engine.dispose()
                ballot_owner_engine().dispose()


@contextmanager
def _serving(environ: dict[str, str], log: Path) -> Iterator[str]:
    port = free_port()
    with log.open("w") as out:
        process = subprocess.Popen([sys.executable, "-m", "engage.serve"], cwd=config.ROOT, stdout=out, stderr=out,
                                   env=environ | {"PORT": str(port)})  # fmt: skip
    try:
        until = time.monotonic() + PATIENCE
        while "Engage runs at" not in log.read_text():
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"the server does not answer: {log.read_text()[-2000:]}")
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)
        if "Traceback" in log.read_text():
            print(f"the server's log holds a traceback:\n{log.read_text()[-4000:]}")


def press(page: Page, name: str) -> None:
    """A button, by its name."""
    page.get_by_role("button", name=name, exact=True).first.click()


def follow(page: Page, name: str) -> None:
    """A link, by its name."""
    page.get_by_role("link", name=name, exact=True).first.click()


def confirm(page: Page, opens: str, name: str) -> None:
    """An act that asks once, within its own details."""
    details = page.locator("details", has=page.locator("summary", has_text=opens)).first
    details.locator("summary").click()
    details.get_by_role("button", name=name, exact=False).click()


def said(page: Page, words: str) -> None:
    """What the page tells after an act."""
    expect(page.get_by_text(words).first).to_be_visible()


def fill(page: Page, **fields: str) -> None:
    """Fields by their names."""
    for name, words in fields.items():
        page.locator(f"[name={name}]").fill(words)


def find(page: Page, typed: str, name: str, role: str) -> None:
    """Somebody, found while typing, ticked."""
    page.locator("#q").press_sequentially(typed)
    choice = page.locator("#choices-found").get_by_role(role, name=name).first
    expect(choice).to_be_visible()
    choice.check()
