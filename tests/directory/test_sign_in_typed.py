"""What somebody typed when their sign-in had ended comes back to them, and to nobody else."""

import io
from typing import Any

import pytest
from flask import Flask

from engage.core import audit, typed
from engage.core.db import db, transaction
from engage.directory.models import Account
from engage.directory.queries_accounts import DEMONSTRATION
from engage.surveys.models import Survey
from tests.directory.accounts import PASSWORD, Clock, give_password, sign_in
from tests.factories import People
from tests.site import Page, Site
from tests.surveys import taken

NEW_SURVEY = "/surveys/manage/"
TITLE = "Autumn “survey”\r\n<b>2027</b>"
BACK = "Send what you typed"


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch, people: People) -> Clock:
    for person in (people.amara, people.chloe):
        give_password(person)
    return Clock(monkeypatch)


def chloe_types(site: Site, time: Clock, path: str = NEW_SURVEY, **fields: Any) -> Page:
    """Chloe opens a page, is away for too long, and sends a form."""
    sign_in(site, "1003")
    site.get("/surveys/manage/new")
    time.forward(hours=5)
    headers = {"Referer": "http://localhost/surveys/manage/new"}
    return site.post(path, fields or {"title": TITLE}, headers=headers)


def in_again(site: Site, lost: Page, number: str = "1003") -> Page:
    """The button of the page that says so, and then the sign-in form."""
    form = site.post("/sign-in", lost.form("/sign-in")).form("/sign-in")
    return site.post("/sign-in", form | {"identifier": number, "password": PASSWORD})


def surveys() -> list[str]:
    db.session.rollback()
    return [survey.title for survey in db.session.query(Survey)]


def test_what_chloe_typed_comes_back_after_signing_in_and_is_sent_as_it_was(
    site: Site, people: People, time: Clock
) -> None:
    lost = chloe_types(site, time, title="Autumn “survey” <b>2027</b>", day=["mon", "tue"], odd="a\r\n b&=+%0A")
    assert lost.status == 401
    assert "what you typed comes back to you" in lost.text
    page = in_again(site, lost)
    assert (page.status, page.h1) == (200, BACK)
    fields = page.form(NEW_SURVEY)
    assert fields["csrf_token"] != lost.form("/sign-in")["csrf_token"]
    assert fields["day"] == ["mon", "tue"]
    assert str(fields["odd"]).replace("\r\n", "\n") == "a\n b&=+%0A"
    assert surveys() == []
    assert site.post(NEW_SURVEY, fields).status == 303
    assert surveys() == ["Autumn “survey” <b>2027</b>"]


def test_a_mistyped_password_does_not_lose_it(site: Site, time: Clock) -> None:
    asked = site.post("/sign-in", chloe_types(site, time).form("/sign-in"))
    assert (asked.status, asked.errors) == (200, [])
    wrong = site.post("/sign-in", asked.form("/sign-in") | {"identifier": "1003", "password": "not hers"})
    assert wrong.status == 422
    right = site.post("/sign-in", wrong.form("/sign-in") | {"identifier": "1003", "password": PASSWORD})
    assert right.h1 == BACK


def test_nobody_else_who_signs_in_there_sees_it(site: Site, time: Clock) -> None:
    lost = chloe_types(site, time, title="A private plan")
    assert "private plan" not in lost.source
    page = in_again(site, lost, "1001")
    assert page.location == "/"
    assert "private plan" not in page.source
    there = site.follow(page)
    assert "somebody else’s" in there.source
    assert "private plan" not in there.source


def test_it_is_kept_for_two_hours(site: Site, time: Clock) -> None:
    lost = chloe_types(site, time)
    time.forward(hours=2, seconds=1)
    page = in_again(site, lost)
    assert page.location == "/surveys/manage/new"
    assert "kept for two hours" in site.follow(page).source


@pytest.mark.parametrize("forged", ["x", "gAAAAA", "é\x01"])
def test_what_was_not_sealed_here_is_not_given_to_anybody(site: Site, time: Clock, forged: str) -> None:
    page = in_again(site, _with(chloe_types(site, time), forged))
    assert page.location == "/surveys/manage/new"


def _with(page: Page, kept: str) -> Page:
    page.select("input[name=kept]")[0].set("value", kept.replace("\x01", ""))
    return page


def test_a_form_that_is_not_ours_is_not_kept(site: Site, time: Clock) -> None:
    sign_in(site, "1003")
    time.forward(hours=5)
    lost = site.post(NEW_SURVEY, {"title": "Planted by a stranger", "csrf_token": "nonsense"})
    assert lost.status == 401
    assert lost.select("input[name=kept]") == []


def test_whoever_was_never_signed_in_has_nothing_kept(site: Site, people: People) -> None:
    assert site.post(NEW_SURVEY, {"title": TITLE}).select("input[name=kept]") == []


def test_passwords_are_never_kept(site: Site, app: Flask, time: Clock) -> None:
    secrets = {"present": PASSWORD, "password": "otter lantern biscuit", "again": "otter lantern biscuit"}
    lost = chloe_types(site, time, "/account/password", **secrets)
    assert (lost.status, lost.select("input[name=kept]")) == (401, [])
    site.forget()
    lost = chloe_types(site, time, NEW_SURVEY, title="Kept", **secrets)
    found = typed.unseal(str(lost.form("/sign-in")["kept"]))
    assert found is not None
    assert found.fields == (("title", "Kept"),)


def test_answers_of_a_survey_are_never_kept_for_their_draft_is(site: Site, people: People, time: Clock) -> None:
    survey = taken.open_survey()
    lost = chloe_types(site, time, f"/surveys/{survey}/answer", section="one", Q1="5", X1="My words")
    assert (lost.status, lost.select("input[name=kept]")) == (401, [])
    site.forget()
    lost = chloe_types(site, time, f"/surveys/{survey}/ballots", section="three", Q1="5")
    assert (lost.status, lost.select("input[name=kept]")) == (401, [])


def test_files_and_very_long_texts_are_not_kept(site: Site, time: Clock) -> None:
    lost = chloe_types(site, time, "/surveys/manage/import", import_title="T", file=(io.BytesIO(b"x"), "a.csv"))
    assert (lost.status, lost.select("input[name=kept]")) == (401, [])
    site.forget()
    lost = chloe_types(site, time, NEW_SURVEY, title="x" * typed.LONGEST_BYTES)
    assert (lost.status, lost.select("input[name=kept]")) == (401, [])


def test_it_comes_back_too_when_the_session_was_ended_elsewhere(site: Site, people: People, time: Clock) -> None:
    sign_in(site, "1003")
    site.get("/surveys/manage/new")
    with transaction():
        db.session.get_one(Account, people.chloe).session_version += 1
    assert in_again(site, site.post(NEW_SURVEY, {"title": TITLE})).h1 == BACK


def test_after_signing_out_nobody_knows_whose_it_was(site: Site, time: Clock) -> None:
    sign_in(site, "1003")
    site.get("/surveys/manage/new")
    site.post("/sign-out")
    lost = site.post(NEW_SURVEY, {"title": TITLE})
    assert (lost.status, lost.select("input[name=kept]")) == (401, [])


def test_one_of_the_demonstrations_six_gets_it_back_too(site: Site, app: Flask, people: People) -> None:
    with transaction():
        account = db.session.get_one(Account, people.amara)
        account.person.employee_number = "D0001"
        audit.record(*DEMONSTRATION)
    site.get("/sign-in")
    kept = typed.seal(typed.Typed(people.amara, NEW_SURVEY, (("title", "Mine"),)))
    asked = site.post("/sign-in", {"kept": kept})
    page = site.post("/demo/sign-in", asked.form("/demo/sign-in") | {"number": "D0001"})
    assert (page.h1, page.form(NEW_SURVEY)["title"]) == (BACK, "Mine")


@pytest.mark.parametrize(
    ("referrer", "after"),
    [
        ("http://localhost/surveys/manage/new?a=1", "/surveys/manage/new?a=1"),
        ("http://localhost/surveys/manage/import", "/"),  # nothing to ask for there
        ("https://evil.example/surveys/manage/new", "/"),
        ("http://localhost//evil.example/", "/"),
        ("http://[", "/"),
    ],
)
def test_signing_in_leads_back_to_the_page_that_the_form_was_on(
    site: Site, people: People, referrer: str, after: str
) -> None:
    give_password(people.chloe)
    site.get("/sign-in")
    lost = site.post("/surveys/manage/", {}, headers={"Referer": referrer})
    form = site.get(lost.links["Sign in"]).form("/sign-in")
    assert site.post("/sign-in", form | {"identifier": "1003", "password": PASSWORD}).location == after


def test_a_form_of_before_the_last_sign_in_is_told_plainly(site: Site, people: People) -> None:
    give_password(people.chloe)
    sign_in(site, "1003")
    stale = site.get("/surveys/manage/new").form(NEW_SURVEY)
    sign_in(site, "1003")
    page = site.client().post(NEW_SURVEY, data=stale | {"title": TITLE})
    assert page.status_code == 400
    assert "This page was opened before you last signed in" in page.get_data(as_text=True)
    assert surveys() == []
