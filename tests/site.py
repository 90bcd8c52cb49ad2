"""The product as its people use it: every page that a test asks for is reviewed."""

import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from flask import Flask, has_app_context
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import Engine, event
from werkzeug.test import TestResponse

from tests.review import Element, review, text_of

SignIn = Callable[[FlaskClient, Any], None]
NOT_A_QUERY = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA")
CHANGES_EACH_TIME = re.compile(r'(name="csrf_token"[^>]*value|nonce)="[^"]*"')
# Pages with a form on them, asked for a token when a test posts before it has read a page.
WITH_A_FORM = ("/help", "/sign-in")


class Page:
    """One answer: its status, and where it is HTML its reviewed, parsed content."""

    def __init__(self, response: TestResponse, queries: int) -> None:
        self.response = response
        self.status: int = response.status_code
        self.location: str | None = response.headers.get("Location") or response.headers.get("HX-Redirect")
        self.queries = queries
        self.is_html = response.mimetype == "text/html" and bool(response.data.strip()) and not self.moved
        self.source: str = response.get_data(as_text=True) if self.is_html else ""
        self.whole = self.source.lstrip()[:9].lower() == "<!doctype"
        parse = html.document_fromstring if self.whole else _fragment
        self.tree: Element | None = parse(self.source) if self.is_html else None

    @property
    def moved(self) -> bool:
        """Whether it only sends someone on."""
        return 300 <= self.status < 400

    @property
    def data(self) -> bytes:
        """The body as it came: for downloads."""
        return self.response.data

    @property
    def title(self) -> str:
        """What the browser's tab says."""
        return self._only("title")

    @property
    def h1(self) -> str:
        """The main heading."""
        return self._only("h1")

    @property
    def text(self) -> str:
        """All that is read on it (in <main> of a whole page)."""
        parts = self.select("main") or ([self.tree] if self.tree is not None else [])
        return " ".join(text_of(part) for part in parts)

    @property
    def links(self) -> dict[str, str]:
        """Words of each link, and where it leads."""
        return {text_of(a): a.get("href") for a in self.select("a[href]")}

    @property
    def errors(self) -> list[str]:
        """The error summary, line by line."""
        return [text_of(item) for item in self.select(".govuk-error-summary__list li, [data-errors] li")]

    def select(self, css: str) -> list[Element]:
        """The elements that match, in order."""
        return [] if self.tree is None else _css(self.tree, css)

    def form(self, action: str | None = None) -> dict[str, str | list[str]]:
        """What the form would send as it stands (the first in <main>, or the one with that action)."""
        forms = self.select("main form") or self.select("form")
        if action is not None:
            forms = [f for f in self.select("form") if f.get("action") == action]
        assert forms, f"no form {action or ''} on {self.h1!r}"
        sent: dict[str, str | list[str]] = {}
        for name, value in forms[0].form_values():
            held = sent.get(name)
            sent[name] = value if held is None else [*([held] if isinstance(held, str) else held), value]
        return sent

    def csrf_token(self) -> str | None:
        """The token of any form on it."""
        found = self.select("input[name=csrf_token]")
        return found[0].get("value") if found else None

    def _only(self, css: str) -> str:
        found = self.select(css)
        return text_of(found[0]) if found else ""


class Site:
    """Gets and posts as a named person; whoever is not named is signed out."""

    def __init__(self, app: Flask, sign_in: SignIn) -> None:
        self.app = app
        self._sign_in = sign_in
        self._clients: dict[Hashable, FlaskClient] = {}
        self._tokens: dict[Hashable, str] = {}

    def get(self, path: str, *, as_: Any = None, htmx: bool = False, **kwargs: Any) -> Page:
        """The page at an address, reviewed; with htmx its fragment."""
        return self._ask("GET", path, as_, htmx, **kwargs)

    def post(
        self,
        path: str,
        data: Mapping[str, Any] | None = None,
        *,
        as_: Any = None,
        htmx: bool = False,
        **kwargs: Any,
    ) -> Page:
        """Send a form, with the token of the last page that this person has seen."""
        sent = dict(data or {})
        sent.setdefault("csrf_token", self.token(as_))
        return self._ask("POST", path, as_, htmx, data=sent, **kwargs)

    def follow(self, page: Page, *, as_: Any = None) -> Page:
        """Where an answer sends someone on to."""
        assert page.location, f"{page.status} sends nobody on: {page.text[:200]}"
        return self.get(page.location, as_=as_)

    def query_count(self, path: str, *, as_: Any = None, htmx: bool = False) -> int:
        """How many SQL statements the address costs: the same however many rows there are."""
        return self.get(path, as_=as_, htmx=htmx).queries

    def assert_fragment_is_its_part_of_the_page(self, path: str, *, as_: Any = None) -> Page:
        """What htmx gets is, byte for byte but for tokens, what stands in the whole page."""
        whole, part = self.get(path, as_=as_), self.get(path, as_=as_, htmx=True)
        assert whole.whole, f"{path} is not a whole page"
        assert not part.whole, f"{path} answers a whole page to htmx"
        root = part.select("[id]")[0].get("id")
        same = whole.select(f"[id='{root}']")
        assert len(same) == 1, f"#{root} does not stand in the whole page"
        assert _shape(same[0]) == _shape(part.select("[id]")[0])
        return part

    def client(self, person: Any = None) -> FlaskClient:
        """The browser of a person, signed in when first used, or a signed-out one."""
        key = _key(person)
        if key not in self._clients:
            self._clients[key] = self.app.test_client()
            if person is not None:
                self._sign_in(self._clients[key], person)
        return self._clients[key]

    def token(self, person: Any = None) -> str:
        """The token of the last form seen, or of the first page that has one."""
        for path in WITH_A_FORM:
            if _key(person) not in self._tokens:
                self.get(path, as_=person)
        assert _key(person) in self._tokens, "no page with a form was seen: get one before posting"
        return self._tokens[_key(person)]

    def forget(self, person: Any = None) -> None:
        """Close this person's browser: the next request starts without cookies."""
        self._clients.pop(_key(person), None)
        self._tokens.pop(_key(person), None)

    def _ask(self, method: str, path: str, as_: Any, htmx: bool, **kwargs: Any) -> Page:
        client, headers = self.client(as_), dict(kwargs.pop("headers", {}))
        if htmx:
            headers["HX-Request"] = "true"
        self._land()
        with self.app.app_context(), counting() as statements:
            response = client.open(path, method=method, headers=headers, **kwargs)
        page = Page(response, len(statements))
        if page.is_html:
            faults = review(page.source, page.whole)
            if not htmx and not page.whole:
                faults.append("not a whole page, though htmx did not ask")
            assert not faults, f"{method} {path} ({page.status}):\n  " + "\n  ".join(faults)
        if token := page.csrf_token():
            self._tokens[_key(as_)] = token
        return page

    def _land(self) -> None:
        """What the test has set up lands first: the request has a session of its own, as in production."""
        if has_app_context():
            self.app.extensions["sqlalchemy"].session.commit()


@contextmanager
def counting() -> Iterator[list[str]]:
    """The SQL statements run inside, on any engine."""
    statements: list[str] = []

    def _seen(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.lstrip().upper().startswith(NOT_A_QUERY):
            statements.append(statement)

    event.listen(Engine, "before_cursor_execute", _seen)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", _seen)


def _key(person: Any) -> Hashable:
    return getattr(person, "id", person)


def _fragment(source: str) -> Element:
    return html.fragment_fromstring(source, create_parent="engage-fragment")


def _css(tree: Element, css: str) -> list[Element]:
    found: list[Element] = tree.cssselect(css)
    return found


def _shape(element: Element) -> str:
    source = html.tostring(element, encoding="unicode", with_tail=False)
    return CHANGES_EACH_TIME.sub(r'\1=""', " ".join(source.split()))
