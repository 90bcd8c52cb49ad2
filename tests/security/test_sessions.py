"""What an old or a stolen cookie is still good for."""

from datetime import timedelta

from flask import Flask
from itsdangerous import URLSafeTimedSerializer

from engage.core import clock, retention
from engage.core.db import db, transaction
from engage.core.retention import Rule
from engage.directory.jobs import KEPT
from engage.directory.models import EndedSession, RoleGrant
from tests import factories
from tests.factories import People
from tests.security import routes
from tests.site import Site


def test_a_role_taken_away_is_gone_from_sessions_that_are_open(site: Site, people: People) -> None:
    assert routes.ask(site, people.chloe, "GET", "/surveys/manage/").status_code == 200
    with transaction():
        db.session.query(RoleGrant).filter_by(person_id=people.chloe).delete()
    assert routes.ask(site, people.chloe, "GET", "/surveys/manage/").status_code == 403


def opens(site: Site, cookie: str) -> bool:
    """Whether a thief gets in with it."""
    site.client(None).set_cookie("engage", cookie)
    return routes.ask(site, None, "GET", "/account").status_code == 200


def copied(site: Site, person: int) -> tuple[str, dict[str, str]]:
    """A copy of somebody's cookie, and the token they post with."""
    sent = {"csrf_token": site.token(person)}
    cookie = site.client(person).get_cookie("engage")
    assert cookie is not None
    return cookie.value, sent


def test_signing_out_everywhere_ends_a_copied_cookie_too(site: Site, people: People) -> None:
    copy, sent = copied(site, people.amara)
    assert opens(site, copy)
    assert routes.ask(site, people.amara, "POST", "/account/sign-out-everywhere", data=sent).status_code == 303
    assert not opens(site, copy)


def test_signing_out_ends_this_session_and_every_copy_of_it_and_no_other(site: Site, people: People) -> None:
    elsewhere = site.app.test_client()
    factories.sign_in(elsewhere, people.amara)
    copy, sent = copied(site, people.amara)
    assert opens(site, copy)
    assert routes.ask(site, people.amara, "POST", "/sign-out", data=sent).status_code == 303
    assert not opens(site, copy)
    assert elsewhere.get("/account").status_code == 200
    (rule,) = (each for each in KEPT if isinstance(each, Rule) and each.name == "ended-sessions")
    hours = site.app.extensions["settings"].session_hours
    retention.run(rule, clock.now() + timedelta(hours=hours, seconds=1))
    assert db.session.query(EndedSession).count() == 0


def test_a_cookie_signed_with_another_key_or_changed_by_a_letter_is_nobodys(
    app: Flask, site: Site, people: People
) -> None:
    routes.ask(site, people.dev, "GET", "/admin")
    real = site.client(people.dev).get_cookie("engage")
    assert real is not None
    forged = URLSafeTimedSerializer("x" * 40, salt="cookie-session").dumps({"_user_id": f"{people.dev}.1"})
    body, stamp, signature = real.value.rsplit(".", 2)
    other = "A" if signature[0] != "A" else "B"
    for value in (forged, f"{body}.{stamp}.{other}{signature[1:]}", body, "", "x" * 4000):
        site.client(None).set_cookie("engage", value)
        assert routes.ask(site, None, "GET", "/admin").status_code == 303
        site.forget(None)


def test_the_cookie_holds_no_role_no_name_and_no_answer(site: Site, people: People) -> None:
    import base64
    import json
    import zlib

    routes.ask(site, people.chloe, "GET", "/surveys/manage/")
    cookie = site.client(people.chloe).get_cookie("engage")
    assert cookie is not None
    packed = cookie.value.rsplit(".", 2)[0]
    raw = base64.urlsafe_b64decode(packed.lstrip(".") + "==")
    held = json.loads(zlib.decompress(raw) if packed.startswith(".") else raw)
    assert "od" not in json.dumps(held).lower().replace("code", "")
    assert not {"role", "roles", "name", "email", "person"} & held.keys()
