"""The walk: every route as every person, nothing of it kept, and what the policy says must come of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from engage.access import GRANTS, Permission, Role
from engage.core.db import db
from tests.security import routes
from tests.site import Site

OBJECTS = Path(__file__).with_name("objects.txt")
NOBODY = "nobody"
# The roles of the six people with fixed meanings; the manager's and the champion's are added to the staff's.
ROLES = {
    "amara": (Role.STAFF,), "bryn": (Role.STAFF, Role.CHAMPION), "chloe": (Role.STAFF, Role.OD),
    "dev": (Role.STAFF, Role.ADMIN), "esi": (Role.STAFF,), "femi": (Role.STAFF, Role.MANAGER),
}  # fmt: skip
SIX = frozenset(ROLES)
IN, REFUSED, NOT_THERE, AWAY = "in", "403", "404", "sign in"


@dataclass(frozen=True)
class Row:
    """What an object decides: who gets in and who is refused; for everybody else it is not there."""

    get_in: frozenset[str]
    refused: frozenset[str]

    def expects(self, who: str) -> str:
        """What comes of it for one person."""
        return IN if who in self.get_in else REFUSED if who in self.refused else NOT_THERE


@cache
def rows() -> dict[tuple[str, str], Row]:
    """(endpoint, method) to its row of objects.txt."""
    found = {}
    for line in OBJECTS.read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            route, get_in, refused = (part.split() for part in line.split("|"))
            key = (route[1], route[0])
            assert key not in found, f"objects.txt has two rows for {key}"
            found[key] = Row(_people(get_in), _people(refused))
    return found


def _people(names: list[str]) -> frozenset[str]:
    if names == ["everybody"]:
        return SIX
    assert set(names) <= SIX, f"objects.txt names somebody unknown: {names}"
    return frozenset(names)


def holders(mark: object) -> frozenset[str]:
    """Whom the policy lets in by a route's mark alone."""
    if isinstance(mark, Permission):
        return frozenset(who for who, roles in ROLES.items() if any(mark in GRANTS[role] for role in roles))
    return SIX


def hangs_on_an_object(rule: Rule, mark: object) -> bool:
    """Whether the mark lets everybody in and the address names a thing: then the thing decides."""
    return bool(rule.arguments) and mark != "public" and holders(mark) == SIX


def outcome(answer: TestResponse) -> str:
    """In one word what came of a request; "in" is every page, also one that says what is wrong with a form."""
    status, to = answer.status_code, answer.headers.get("Location", "")
    if status == 401 or (status == 303 and to.startswith("/sign-in?next=")):
        return AWAY
    return IN if status in {200, 303, 409, 422, 429} else str(status)


@contextmanager
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What a request writes is flushed, so that it can fail, and then undone."""

    def undo() -> None:
        db.session.flush()
        db.session.rollback()

    with monkeypatch.context() as patched:
        patched.setattr(db.session, "commit", undo)
        patched.setattr("engage.core.db._run_independent", lambda: None)
        yield


@dataclass(frozen=True)
class Step:
    """One route asked by one person, and what came of it."""

    endpoint: str
    method: str
    who: str
    outcome: str


def walk(app: Flask, site: Site, scene: routes.Scene) -> Iterator[Step]:
    """Every route, every person."""
    ids = {who: getattr(scene.people, who) for who in sorted(SIX)} | {NOBODY: None}
    tokens = {who: site.token(person) for who, person in ids.items()}
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.endpoint, rule.rule)):
        survey = scene.published if "results" in rule.endpoint else scene.opened
        address = routes.filled(rule, scene, survey)
        for method in routes.methods(rule):
            for who, person in ids.items():
                sent = {"data": {"csrf_token": tokens[who]}} if method == "POST" else {}
                yield Step(rule.endpoint, method, who, outcome(_ask(site, person, method, address, sent)))


def _ask(site: Site, person: int | None, method: str, address: str, sent: dict[str, object]) -> TestResponse:
    """A request after which the browser holds the cookies that it held before."""
    client = site.client(person)
    cookies = dict(client._cookies or {})
    answer = routes.ask(site, person, method, address, **sent)
    client._cookies = cookies
    return answer


def written(people_of: dict[str, str]) -> str:
    """The two columns of a row, from what came of it for each person: for the message that says what to write."""
    get_in = [who for who in sorted(SIX) if people_of[who] == IN]
    refused = [who for who in sorted(SIX) if people_of[who] == REFUSED]
    return f"{'everybody' if set(get_in) == SIX else ' '.join(get_in)} | {' '.join(refused)}"
