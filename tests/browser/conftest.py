"""A real browser before a real server with the demonstration council."""

import fcntl
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from tests.browser import scene
from tests.browser.surveys import Maker

ROOT = Path(__file__).resolve().parent.parent.parent
# The one without a window does the same with a quarter less of the machine.
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
REQUIRED = os.environ.get("ENGAGE_REQUIRE", "").split(",")
NO_CHROMIUM = "no Chromium: apt-get install chromium"
FLAGS = [
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
    "--disable-gpu", "--disable-software-rasterizer",
]  # fmt: skip
# Settings of the person who runs the tests are not the tests'.
NOT_INHERITED = (
    "DATABASE_URL",
    "BALLOT_DATABASE_URL",
    "BALLOT_OWNER_URL",
    "SECRET_KEY",
    "KEY_WRAPPING_SECRET",
    "AUDIT_SECRET",
    "DEMO",
)
PATIENCE = 240.0
# A machine that does other things besides is slow, and no reason to fail.
WAIT_MS = 30_000
# Answers "Amara" with a page that is signed in as her, in a browser of its own.
As = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a browser test, and comes first: while one worker makes what they look at, the
    others have something else to do."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("browser")
    items.sort(key=lambda item: here not in item.path.parents)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Debian's own Chromium; its sandbox needs a user other than root."""
    if CHROMIUM is None:
        (pytest.fail if "chromium" in REQUIRED else pytest.skip)(NO_CHROMIUM)
    flags = FLAGS + (["--no-sandbox"] if os.geteuid() == 0 else [])
    return {"executable_path": CHROMIUM, "args": flags}


def _environment(instance: Path) -> dict[str, str]:
    environment = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
    return environment | {"ENGAGE_INSTANCE": str(instance)}


@contextmanager
def _alone(what: Path) -> Iterator[None]:
    """Whatever two workers make, one makes."""
    with what.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The databases of a demonstration that is made once for all workers, to be copied."""
    base = tmp_path_factory.getbasetemp()
    common = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    made, told = common / "demonstration", common / "demonstration.made"
    with _alone(told):
        if not told.exists():
            command = [sys.executable, "-c", "from engage import serve; serve.prepare()"]
            subprocess.run(command, cwd=ROOT, env=_environment(made), check=True)
            told.touch()
    return made


@pytest.fixture(scope="session")
def ground(request: pytest.FixtureRequest, demonstration: Path, browser: Browser) -> tuple[Path, dict[str, Any]]:
    """The demonstration's databases, to be copied, with what the addresses of the axe tests are filled in with, where
    any of these is to run: made once for all workers."""
    made, told = demonstration.with_name("ground"), demonstration.with_name("ground.json")
    with _alone(told):
        if not told.exists():
            assert not made.exists(), "it could not be made: the first test that asked for it says why"
            shutil.copytree(demonstration, made)
            wanted = any(item.path.name == "test_axe.py" for item in request.session.items)
            told.write_text(json.dumps(_scene(made, browser) if wanted else {}))
    return made, json.loads(told.read_text())


def _scene(instance: Path, browser: Browser) -> dict[str, Any]:
    said: list[str] = []
    with serving(instance) as address, signing_in(browser, address, said, {}) as as_:
        found = scene.build(as_)
    assert not said, "\n".join(said)
    return found


@pytest.fixture
def made(ground: tuple[Path, dict[str, Any]]) -> dict[str, Any]:
    """What the addresses of the axe tests are filled in with."""
    return ground[1]


@pytest.fixture(scope="session")
def instance(ground: tuple[Path, dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the live server keeps its databases."""
    copy = tmp_path_factory.mktemp("live") / "instance"
    shutil.copytree(ground[0], copy)
    return copy


@pytest.fixture(scope="session")
def live_server(instance: Path, browser_type_launch_args: dict[str, Any]) -> Iterator[str]:
    """What `make run` starts, on a free port, with an instance and a demonstration of its own."""
    with serving(instance) as address:
        yield address


@contextmanager
def serving(instance: Path) -> Iterator[str]:
    """A server over an instance; its address. A test that changes what all see takes one for itself."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = _environment(instance) | {"PORT": str(port)}
    log = instance.parent / "log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "engage.serve"], cwd=ROOT, env=environment, stdout=out, stderr=out
        )
    try:
        for _ in range(int(PATIENCE / 0.2)):
            if "Engage runs at" in log.read_text():
                break
            assert process.poll() is None, f"the server ended:\n{log.read_text()[-3000:]}"
            time.sleep(0.2)
        else:
            pytest.fail(f"the server did not start:\n{log.read_text()[-3000:]}")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture(scope="session")
def base_url(live_server: str) -> str:
    """So that page.goto("/surveys/") is enough."""
    return live_server


@pytest.fixture
def said() -> Iterator[list[str]]:
    """A script that fails, or that the content security policy stops, fails the test."""
    lines: list[str] = []
    yield lines
    assert not lines, "\n".join(lines)


def _listen(context: BrowserContext, said: list[str]) -> None:
    def _console(message: ConsoleMessage) -> None:
        # An answer of 4xx, or none, is told in the console too; the tests ask for some on purpose.
        meant = message.text.startswith(("Failed to load resource", "htmx: htmx:error: Failed to fetch"))
        if message.type == "error" and not meant:
            said.append(message.text)

    context.set_default_timeout(WAIT_MS)
    context.on("console", _console)
    context.on("weberror", lambda fault: said.append(str(fault.error)))


@pytest.fixture
def context(context: BrowserContext, said: list[str]) -> BrowserContext:
    """The plug-in's own, listened to like every other."""
    _listen(context, said)
    return context


@pytest.fixture(scope="session")
def cookies() -> dict[str, Any]:
    """The session of each person who has signed in: once is enough."""
    return {}


@pytest.fixture
def as_(browser: Browser, base_url: str, said: list[str], cookies: dict[str, Any]) -> Iterator[As]:
    """Signs one of the six people in, in a browser of their own: as_("Amara", scripts=False)."""
    with signing_in(browser, base_url, said, cookies) as found:
        yield found


@contextmanager
def signing_in(browser: Browser, base_url: str, said: list[str], cookies: dict[str, Any]) -> Iterator[As]:
    """What the tests' `as_` does, before any server."""
    opened: list[BrowserContext] = []

    def _as(first_name: str, *, scripts: bool = True, width: int = 1280, height: int = 900) -> Page:
        context = browser.new_context(
            base_url=base_url,
            java_script_enabled=scripts,
            storage_state=cookies.get(first_name),
            viewport={"width": width, "height": height},
        )
        opened.append(context)
        _listen(context, said)
        page = context.new_page()
        if first_name not in cookies:
            sign_in(page, first_name)
            cookies[first_name] = context.storage_state()
        return page

    yield _as
    for context in opened:
        context.close()


@pytest.fixture(scope="session")
def windows() -> dict[str, tuple[Page, list[str]]]:
    """Who has a window that stays open, and what its scripts have said."""
    return {}


@pytest.fixture
def window(
    browser: Browser, base_url: str, windows: dict[str, tuple[Page, list[str]]], cookies: dict[str, Any], as_: As
) -> Iterator[As]:
    """One window a person ("" is nobody) through all tests that only read: a new one costs four times the page."""

    def _window(first_name: str) -> Page:
        if first_name not in windows:
            if first_name and first_name not in cookies:
                as_(first_name)
            context = browser.new_context(base_url=base_url, storage_state=cookies.get(first_name))
            windows[first_name] = context.new_page(), []
            _listen(context, windows[first_name][1])
        return windows[first_name][0]

    yield _window
    heard = [line for _, lines in windows.values() for line in lines]
    for _, lines in windows.values():
        lines.clear()
    assert not heard, "\n".join(heard)


def sign_in(page: Page, first_name: str) -> None:
    """By the button of the demonstration's sign-in page."""
    page.goto("/sign-in")
    page.get_by_role("button", name=f"Sign in as {first_name}", exact=True).click()
    page.get_by_role("heading", level=1, name=re.compile(f", {first_name}$")).wait_for()


@pytest.fixture
def scriptless_page(browser: Browser, base_url: str) -> Iterator[Page]:
    """A page of a browser with scripts off."""
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    yield context.new_page()
    context.close()


@pytest.fixture
def maker(as_: As) -> Maker:
    """Chloe, who makes surveys out of files."""
    return Maker(as_("Chloe"))
