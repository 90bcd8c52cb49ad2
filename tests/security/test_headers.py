"""Headers of every answer, and what a forged host, proxy or redirect comes to."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from engage import create_app
from engage.core.db import ballot_owner_engine, db
from tests.conftest import settings
from tests.factories import People
from tests.security import routes
from tests.site import Site

NONCE = re.compile(r"'nonce-([\w-]+)'")
FORGED = {
    "Host": "evil.example",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Prefix": "/evil",
    "Forwarded": "host=evil.example;proto=https",
    "X-Original-URL": "/admin/roles",
    "X-Rewrite-URL": "/admin/roles",
}


def test_every_page_allows_its_own_scripts_and_styles_only(app: Flask, site: Site, people: People) -> None:
    seen: set[str] = set()
    asked = 0
    for who, address in [(None, "/sign-in"), (None, "/nowhere"), (people.amara, "/"), (people.chloe, "/admin"),
                         (people.chloe, "/surveys/manage/"), (people.dev, "/admin/people")]:  # fmt: skip
        answer = routes.ask(site, who, "GET", address)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "*" not in policy
        assert "http" not in policy
        for part in ("base-uri 'none'", "object-src 'none'", "frame-ancestors 'none'", "form-action 'self'"):
            assert part in policy
        seen |= set(NONCE.findall(policy))
        asked += 1
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Server" not in answer.headers
        assert "Access-Control-Allow-Origin" not in answer.headers
        assert "Strict-Transport-Security" not in answer.headers
    assert len(seen) == asked, "a nonce came twice"


def test_a_download_carries_the_same_protection(site: Site, people: People) -> None:
    made = routes.scene(site, people)
    for ending in ("csv", "xlsx"):
        answer = routes.ask(site, people.amara, "GET", f"/surveys/{made.published}/results.{ending}")
        assert answer.headers["Content-Disposition"].startswith("attachment;")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_a_forged_host_or_proxy_header_changes_nothing(app: Flask, site: Site, people: People) -> None:
    for who, address in (
        (None, "/"),
        (None, "/admin"),
        (None, "/surveys"),
        (None, "//sign-in"),
        (people.amara, "/surveys/"),
        (people.amara, "/admin/roles"),
    ):
        plain = routes.ask(site, who, "GET", address)
        # The client sends its cookie to its own host only.
        spoofed = {name: value for name, value in FORGED.items() if who is None or name != "Host"}
        forged = routes.ask(site, who, "GET", address, headers=spoofed)
        assert forged.status_code == plain.status_code
        assert "evil" not in str(forged.headers)
        assert b"evil" not in forged.data
        assert "Strict-Transport-Security" not in forged.headers


def test_a_forged_address_does_not_slip_past_the_throttle(site: Site, people: People) -> None:
    wrong = {"identifier": "1001", "password": "not the password", "csrf_token": site.token()}
    statuses = [
        routes.ask(
            site,
            None,
            "POST",
            "/sign-in",
            data=wrong,
            headers={"X-Forwarded-For": f"10.0.0.{n}", "X-Real-IP": f"10.1.0.{n}"},
        ).status_code
        for n in range(12)
    ]
    assert statuses[0] == 422
    assert statuses[-1] == 429


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example",
     "javascript:alert(1)", "/%0d%0aSet-Cookie:a=b\r\nX: y", " //evil.example", "http:evil.example", "///evil.example"],
)  # fmt: skip
def test_no_address_in_a_request_leads_elsewhere(site: Site, people: People, elsewhere: str) -> None:
    answers = [
        routes.ask(site, None, "GET", "/sign-in", query_string={"next": elsewhere}),
        routes.ask(site, people.amara, "GET", "/sign-in", query_string={"next": elsewhere}),
        routes.ask(site, None, "GET", "//evil.example/%2f.."),
        routes.ask(site, None, "GET", "/surveys", query_string={"next": elsewhere}),
    ]
    for answer in answers:
        location = answer.headers.get("Location", "/")
        assert re.match(r"/(?![/\\])", location), location
        if answer.status_code == 200:
            assert "evil.example" not in answer.get_data(as_text=True)


@pytest.fixture
def proxied(app: Flask) -> Iterator[Flask]:
    """The same databases behind one proxy that speaks HTTPS to staff."""
    old = app.extensions["settings"]
    plain = settings(old.instance, old.database_url, old.ballot_database_url)
    yield (made := create_app(replace(plain, base_url="https://engage.anytown.example", proxies=1)))
    with made.app_context():
        db.engine.dispose()


def test_one_proxy_is_believed_once(proxied: Flask) -> None:
    client = proxied.test_client()
    inside = client.get("/sign-in", headers={"X-Forwarded-Proto": "https", "X-Forwarded-For": "6.6.6.6, 10.0.0.9"})
    assert "max-age=31536000" in inside.headers["Strict-Transport-Security"]
    cookie = inside.headers["Set-Cookie"]
    assert cookie.startswith("__Host-engage=")
    for flag in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert flag in cookie
    assert "Domain" not in cookie
    hosted = client.get("/", headers={"X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.example"})
    assert "evil" not in str(hosted.headers)


def test_a_proxy_that_is_not_trusted_still_serves_browsers_that_stay_with_https(app: Flask) -> None:
    made = create_app(replace(app.extensions["settings"], base_url="https://engage.anytown.example", proxies=0))
    answer = made.test_client().get("/sign-in")
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    with made.app_context():
        db.engine.dispose()
        ballot_owner_engine().dispose()
