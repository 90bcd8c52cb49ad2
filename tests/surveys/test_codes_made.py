"""Letters with codes and kiosks as the OD team makes them, and a tablet that becomes a kiosk."""

import re
from datetime import timedelta

import pytest
from itsdangerous import TimestampSigner
from sqlalchemy import select

from engage.core import clock
from engage.core.audit import AuditEvent
from engage.core.db import db, transaction
from engage.directory.models import Post
from engage.surveys.actions import code_letters, codes, kiosks, lifecycle
from engage.surveys.models import Kiosk, Survey, SurveyCode
from engage.surveys.queries import codes as queries
from engage.surveys.views.codes_made import _name
from tests.surveys import coded, made


@pytest.fixture
def survey(people):
    return coded.survey()


def here(survey_id):
    return f"/surveys/manage/{survey_id}/codes"


def fields(survey_id):
    """The name of each place's field, by reporting group."""
    return {each.group: _name(each) for each in queries.places(db.session.get_one(Survey, survey_id))}


def test_the_letters_are_a_pdf_made_once_and_nothing_of_it_is_kept(site, people, survey):
    site.get(here(survey), as_=people.chloe)
    page = site.post(here(survey), {fields(survey)["HOMECARE"]: "3"}, as_=people.chloe)
    assert (page.status, page.response.mimetype) == (200, "application/pdf")
    assert page.data.startswith(b"%PDF")
    assert b"pdfuaid" in page.data
    assert page.response.headers["Content-Disposition"] == f'attachment; filename="letters-{survey}.pdf"'
    listed = site.get(here(survey), as_=people.chloe)
    assert "Home care, no site known" in listed.text
    assert "3 letters" in listed.text
    assert len(db.session.scalars(select(SurveyCode)).all()) == 3


def test_letters_are_sorted_by_site_then_group_and_a_qr_code_keeps_the_code_behind_the_hash(site, survey, monkeypatch):
    with transaction():
        for n, post in enumerate(db.session.scalars(select(Post).order_by(Post.id))):
            post.site = ("Town hall", "Depot")[n % 2]
        found = codes.make(
            db.session.get_one(Survey, survey),
            {("HOMECARE", "Town hall"): 1, ("WASTE", "Depot"): 1, ("HOMECARE", "Depot"): 1}, clock.today(),
        )  # fmt: skip
    seen = {}
    monkeypatch.setattr(code_letters.pdf, "make", lambda template, title, data, pictures: seen.update(data) or b"")
    monkeypatch.setattr(code_letters, "_qr", lambda address: seen.setdefault("addresses", []).append(address) or b"")
    code_letters.letters(db.session.get_one(Survey, survey), found, clock.today())
    assert [each.get("count") or each["group"] for each in seen["sheets"]] == [
        "2 letters", "Home care", "Waste and recycling", "1 letter", "Home care",
    ]  # fmt: skip
    for address, sheet in zip(seen["addresses"], (s for s in seen["sheets"] if "code" in s), strict=True):
        assert address.endswith(f"/surveys/code#{sheet['code']}")


def test_a_number_that_is_none_is_said_beside_the_others_and_nothing_is_made(site, people, survey):
    names = fields(survey)
    site.get(here(survey), as_=people.chloe)
    page = site.post(here(survey), {names["HOMECARE"]: "three", names["WASTE"]: "2"}, as_=people.chloe)
    assert page.status == 422
    assert page.errors == ["Enter a whole number of codes, or leave it empty"]
    assert page.form()[names["WASTE"]] == "2"
    assert not queries.batches(survey)


def test_too_many_are_refused_in_words(site, people, survey):
    site.get(here(survey), as_=people.chloe)
    page = site.post(here(survey), {fields(survey)["HOMECARE"]: "99"}, as_=people.chloe)
    assert page.status == 422
    assert "16 more can be made" in page.errors[0]


def test_a_batch_is_cancelled_as_a_whole(site, people, survey):
    letter = coded.letters(survey)[0]
    batch = queries.batches(survey)[0].id
    site.get(here(survey), as_=people.chloe)
    page = site.follow(site.post(f"{here(survey)}/{batch}/cancel", as_=people.chloe), as_=people.chloe)
    assert "Cancelled." in page.text
    assert coded.typed(site, letter).status == 422
    assert site.post(f"{here(made.opened())}/{batch}/cancel", as_=people.chloe).status == 404


def test_the_page_shows_the_same_whether_codes_were_used_or_not(site, people, survey):
    letters = coded.letters(survey)
    before = site.get(here(survey), as_=people.chloe).text
    site.follow(coded.answer(site, letters[0]))
    assert site.get(here(survey), as_=people.chloe).text == before


def test_only_the_od_team_makes_letters(site, people, survey):
    for who in (people.amara, people.femi, people.dev):
        assert site.get(here(survey), as_=who).status == 403
        assert site.post(here(survey), as_=who).status == 403


def test_a_survey_that_is_not_open_makes_none(site, people):
    for survey_id in (made.draft(), made.closed()):
        assert "while the survey is open" in site.get(here(survey_id), as_=people.chloe).text
        assert site.post(here(survey_id), {}, as_=people.chloe).status == 409


def test_the_number_of_statements_does_not_grow_with_the_batches(site, people, survey):
    coded.letters(survey, 1)
    few = site.query_count(here(survey), as_=people.chloe)
    for _ in range(5):
        coded.letters(survey, 1, "WASTE")
    assert site.query_count(here(survey), as_=people.chloe) == few


def test_a_reminder_names_nobody_and_a_site_where_nobody_is_asked_has_none(site, people, survey):
    page = site.get(f"{here(survey)}/reminder?site=", as_=people.chloe)
    assert (page.response.mimetype, page.data[:4]) == ("application/pdf", b"%PDF")
    assert site.get(f"{here(survey)}/reminder?site=Atlantis", as_=people.chloe).status == 404


# Kiosks


def link_of(site, people, survey_id, place="Depot"):
    where = f"/surveys/manage/{survey_id}/kiosks"
    site.get(where, as_=people.chloe)
    page = site.post(where, {"place": place}, as_=people.chloe)
    found = re.search(r"/surveys/kiosk/[\w-]+", page.text)
    assert found, page.text
    return found[0]


def become(site, link):
    site.get(link)
    return site.post(link, {"scripts": "1"})


def test_a_link_turns_a_tablet_into_a_kiosk_and_is_shown_once(site, people, survey):
    link = link_of(site, people, survey)
    assert link not in site.get(f"/surveys/manage/{survey}/kiosks", as_=people.chloe).source
    page = site.follow(become(site, link))
    assert page.h1 == "Type your code"
    assert "Autumn survey" in page.text
    assert page.select("body.engage-kiosk")
    assert [a.get("href") for a in page.select("a")] == ["#main-content", "/surveys/code"], "nothing leads away"
    assert link.rsplit("/", 1)[1] not in repr(db.session.scalars(select(AuditEvent.facts)).all())


def test_a_kiosk_stays_one_after_an_answer_and_holds_nothing_of_it(site, people, survey):
    letters = coded.letters(survey)
    become(site, link_of(site, people, survey))
    thanks = site.follow(coded.answer_at_kiosk(site, letters[0]))
    assert thanks.h1 == "Thank you"
    assert thanks.select("[data-kiosk-done]")
    assert thanks.response.headers["Clear-Site-Data"] == '"cache", "storage"'
    with site.client().session_transaction() as session:
        assert set(session) <= {"kiosk", "_permanent", "csrf_token"}
    assert site.get("/surveys/code").select("body.engage-kiosk")


def test_without_scripts_a_kiosk_says_why_it_refuses(site, people, survey):
    letters, link = coded.letters(survey), link_of(site, people, survey)
    assert "scripts are switched off" in site.get(link).text
    refused = site.post(link, {"scripts": ""})
    assert refused.status == 422
    assert "scripts are switched off" in refused.errors[0]
    become(site, link)
    page = coded.typed(site, letters[0])
    assert page.status == 422
    assert "could not clear itself" in page.errors[0]


def test_a_kiosk_takes_codes_of_its_own_survey_only(site, people, survey):
    other = coded.taken.open_survey(title="Another")
    letter = coded.letters(other, 1)[0]
    become(site, link_of(site, people, survey))
    assert coded.typed(site, letter, scripts="1").status == 422


def test_an_ended_kiosk_is_an_ordinary_browser_again_and_its_link_leads_nowhere(site, people, survey):
    link = link_of(site, people, survey)
    become(site, link)
    kiosk = db.session.scalar(select(Kiosk.id))
    site.get(f"/surveys/manage/{survey}/kiosks", as_=people.chloe)
    site.post(f"/surveys/manage/{survey}/kiosks/{kiosk}/end", as_=people.chloe)
    assert not site.get("/surveys/code").select("body.engage-kiosk")
    assert site.get(link).status == 404


def test_a_kiosk_ends_with_its_survey(site, people, survey):
    link = link_of(site, people, survey)
    become(site, link)
    with transaction():
        row = db.session.get_one(Survey, survey)
        row.opens_at, row.closes_at = clock.now() - timedelta(days=2), clock.now() - timedelta(minutes=1)
    assert not site.get("/surveys/code").select("body.engage-kiosk")
    with transaction():
        lifecycle.close(db.session.get_one(Survey, survey), clock.now())
    assert site.get(link).status == 404
    assert kiosks.in_force(link.rsplit("/", 1)[1]) is None


def test_a_kiosk_needs_a_place(site, people, survey):
    where = f"/surveys/manage/{survey}/kiosks"
    site.get(where, as_=people.chloe)
    page = site.post(where, {"place": " "}, as_=people.chloe)
    assert page.status == 422
    assert "Say where" in page.errors[0]
    assert site.post(where, {"place": "X"}, as_=people.amara).status == 403


@pytest.mark.parametrize(("ago", "stays"), [(timedelta(days=4), True), (timedelta(days=400), False)])
def test_a_tablet_is_a_kiosk_still_after_days_without_use_and_a_code_in_hand_is_not(
    site, people, survey, monkeypatch, ago, stays
):
    (letter,) = coded.letters(survey, 1)
    link, then = link_of(site, people, survey), int((clock.now() - ago).timestamp())
    with monkeypatch.context() as before:
        before.setattr(TimestampSigner, "get_timestamp", lambda signer: then)
        become(site, link)
        assert coded.typed(site, letter, scripts="1").location == "/surveys/code/answer"
    cookie = site.client().get_cookie("engage")
    assert cookie.expires - clock.now() > timedelta(days=300)
    assert site.get("/surveys/code/answer").location == "/surveys/code", "nobody goes on with what somebody left"
    assert bool(site.get("/surveys/code").select("body.engage-kiosk")) is stays


def test_only_a_kiosk_outlasts_the_hours_of_a_session(site, people, survey, monkeypatch):
    (letter,) = coded.letters(survey, 1)
    long_ago = int((clock.now() - timedelta(hours=13)).timestamp())
    with monkeypatch.context() as before:
        before.setattr(TimestampSigner, "get_timestamp", lambda signer: long_ago)
        assert coded.typed(site, letter).location == "/surveys/code/answer"
    assert site.get("/surveys/code/answer").location == "/surveys/code"
