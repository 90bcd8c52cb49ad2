"""What an old or a stolen cookie is still good for."""

from datetime import timedelta

from flask import Flask
from itsdangerous import URLSafeTimedSerializer

from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.actions import accounts
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


def test_signing_out_everywhere_ends_a_copied_cookie_too(site: Site, people: People) -> None:
    routes.ask(site, people.amara, "GET", "/")
    copied = site.client(people.amara).get_cookie("engage")
    assert copied is not None
    sent = {"csrf_token": site.token(people.amara)}
    copied = site.client(people.amara).get_cookie("engage")
    assert copied is not None
    thief = site.client(None)
    thief.set_cookie("engage", copied.value)
    assert routes.ask(site, None, "GET", "/account").status_code == 200
    assert routes.ask(site, people.amara, "POST", "/account/sign-out-everywhere", data=sent).status_code == 303
    thief.set_cookie("engage", copied.value)
    assert routes.ask(site, None, "GET", "/account").status_code == 303


def test_signing_out_ends_this_session_and_every_copy_of_it_and_no_other(site: Site, people: People) -> None:
    elsewhere = site.app.test_client()
    factories.sign_in(elsewhere, people.amara)
    sent = {"csrf_token": site.token(people.amara)}
    copied = site.client(people.amara).get_cookie("engage")
    assert copied is not None
    thief = site.client(None)
    thief.set_cookie("engage", copied.value)
    assert routes.ask(site, None, "GET", "/account").status_code == 200
    assert routes.ask(site, people.amara, "POST", "/sign-out", data=sent).status_code == 303
    thief.set_cookie("engage", copied.value)
    assert routes.ask(site, None, "GET", "/account").status_code == 303
    assert elsewhere.get("/account").status_code == 200
    with transaction():
        accounts.tidy_ended(clock.now() + timedelta(seconds=1))
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
