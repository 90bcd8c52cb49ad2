"""Stories: written, consented to, approved, read; and gone at once when somebody changes their mind."""

import io
import re

import pytest

from engage.core import outbox
from engage.core.db import db
from engage.core.files import StoredFile
from tests.recognition import told
from tests.recognition.pictures import PLACE, exif, jpeg, png, segment

LIST, NEW = "/stories/", "/stories/new"


def mails(folder_of) -> list[str]:
    outbox.run_due_rows()
    folder = folder_of.extensions["settings"].instance / "mail"
    return [file.read_text() for file in folder.glob("*.eml")]


def write(site, who: int, **sent: object):
    form = site.get(NEW, as_=who).form(NEW)
    return site.post(NEW, form | {"title": "The bridge", "body": told.BODY} | sent, as_=who)


def test_an_empty_list_says_what_to_do_first(site, people):
    page = site.get(LIST, as_=people.amara)
    assert page.h1 == "Stories" and "Be the first to tell one" in page.text
    assert page.links["Tell a story"] == NEW


def test_a_story_from_draft_to_the_start_page(site, people, app):
    answer = write(site, people.amara, people=[f"person:{people.esi}", f"person:{people.amara}"])
    here = answer.location
    number = int(here.rsplit("/", 1)[1])
    for who in (people.esi, people.femi, people.chloe):
        assert site.get(here, as_=who).status == 404
    assert "Only you see it" in site.get(here, as_=people.amara).text
    site.post(f"{here}/send", as_=people.amara)
    assert "names or shows you" in site.get("/", as_=people.esi).text
    assert site.get(here, as_=people.femi).status == site.get(here, as_=people.chloe).status == 404
    assert any("esi@anytown.example" in mail and here in mail for mail in mails(app))
    site.post(f"{here}/consent", as_=people.esi)
    assert told.get(number).state == "waiting"
    assert "a story to approve" in site.get("/", as_=people.chloe).text
    assert site.get(here, as_=people.femi).status == 404
    site.post(f"{here}/approve", as_=people.chloe)
    page = site.get(here, as_=people.femi)
    assert page.h1 == "The bridge" and "In this story: Esi Mensah" in page.text and "by noon" in page.text
    assert "The bridge" in site.get("/", as_=people.femi).text
    assert "The bridge" in site.get(LIST, as_=people.femi).text
    assert any("shown to all staff" in mail for mail in mails(app))


def test_only_who_may_see_the_story_gets_its_picture(site, people):
    number = told.sent(people.amara, [people.esi], picture=png())
    (file,) = db.session.query(StoredFile.id).one()
    for who, status in ((people.amara, 200), (people.esi, 200), (people.femi, 404), (people.chloe, 404), (None, 303)):
        assert site.get(f"/files/{file}", as_=who).status == status
    site.post(f"/stories/{number}/consent", as_=people.esi)
    assert site.get(f"/files/{file}", as_=people.chloe).status == 200
    site.post(f"/stories/{number}/approve", as_=people.chloe)
    page = site.get(f"/stories/{number}", as_=people.femi)
    assert page.select("img")[0].get("alt") == "A footbridge."
    assert site.get(f"/files/{file}", as_=people.femi).status == 200
    site.post(f"/stories/{number}/refuse", as_=people.esi)
    assert site.get(f"/files/{file}", as_=people.femi).status == 404
    assert site.get(f"/files/{file}", as_=people.esi).status == 404


def test_a_picture_comes_in_without_its_place_and_under_a_name_of_our_own(site, people):
    photo = (io.BytesIO(jpeg(segment(0xE1, exif(6)))), "amara at 12 Mill Lane.jpg")
    answer = write(site, people.amara, picture=photo, shows="The new footbridge.")
    assert answer.status == 303
    row = db.session.query(StoredFile).one()
    assert PLACE not in row.content and b"Exif" in row.content
    assert (row.name, row.content_type) == (f"picture-{row.on_id}.jpg", "image/jpeg")


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"title": ""}, "Give the story a title."),
        ({"title": "\u200b\u2063"}, "Write something that can be read."),
        ({"title": "x" * 121}, "Use at most 120"),
        ({"body": "x" * 50_000}, "Use at most 3,000"),
        ({"behaviour": "99"}, "Choose one of the behaviours"),
        ({"picture": png()}, "Say what the picture shows"),
        ({"picture": b"%PDF-1.7", "shows": "A bridge"}, "no PNG or JPEG picture"),
        ({"picture": png() + b"x" * 6_000, "shows": "A bridge"}, "larger than"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_is_kept(site, people, sent, says, monkeypatch):
    monkeypatch.setattr("engage.recognition.actions.stories.MOST_BYTES", 5_000)
    if "picture" in sent:
        sent = sent | {"picture": (io.BytesIO(sent["picture"]), "a.png")}
    page = write(site, people.amara, **({"people": f"person:{people.esi}", "body": "Typed <script>"} | sent))
    assert page.status == 422 and says in " ".join(page.errors)
    assert page.select(f"input[name=people][value='person:{people.esi}'][checked]")
    assert "Typed <script>" in page.select("textarea")[0].text or sent.get("body")


def test_looking_for_a_colleague_without_scripts_keeps_everything_typed(site, people):
    page = write(site, people.amara, find="y", q="Esi", title="")
    assert page.status == 200 and not page.errors
    assert page.select(f"input[name=people][value='person:{people.esi}']")
    assert told.BODY.splitlines()[0] in page.select("textarea")[0].text


def test_the_same_form_sent_twice_is_one_story(site, people):
    form = site.get(NEW, as_=people.amara).form(NEW) | {"title": "Once"}
    first, second = (site.post(NEW, form, as_=people.amara).location for _ in range(2))
    assert first == second
    form.pop("csrf_token")
    assert site.post(NEW, form, as_=people.esi).status == 409


def test_a_no_stops_the_story_and_its_author_learns_no_more_than_that(site, people, app):
    number = told.sent(people.amara, [people.esi, people.bryn])
    here = f"/stories/{number}"
    site.post(f"{here}/consent", as_=people.bryn)
    assert "You are not told who has answered" in site.get(here, as_=people.amara).text
    site.post(f"{here}/refuse", as_=people.esi)
    for who in (people.esi, people.bryn, people.chloe):
        assert site.get(here, as_=who).status == 404
    page = site.get(here, as_=people.amara)
    assert "Cannot be shown as it is" in page.text and "Send the story" not in page.text
    assert site.post(f"{here}/send", as_=people.amara).status == 403
    mine = [mail for mail in mails(app) if "amara@" in mail]
    assert len(mine) == 1 and "Esi" not in mine[0]
    log = site.get("/admin/audit", as_=people.dev).text
    assert "refuse" not in log.lower() and "consent" not in log.lower()
    form = site.get(f"{here}/edit", as_=people.amara).form(f"{here}/edit")
    same = site.post(f"{here}/edit", form, as_=people.amara)
    assert same.status == 303 and "Send the story" not in site.get(here, as_=people.amara).text
    form = site.get(f"{here}/edit", as_=people.amara).form(f"{here}/edit")
    site.post(f"{here}/edit", form | {"people": f"person:{people.bryn}"}, as_=people.amara)
    site.post(f"{here}/send", as_=people.amara)
    assert told.get(number).state == "asking"  # Bryn agreed to other words


def test_a_shown_story_vanishes_at_once_when_somebody_in_it_changes_their_mind(site, people):
    number = told.shown(people.amara, [people.esi], by=people.chloe, picture=png())
    here = f"/stories/{number}"
    assert "Withdraw my consent" in site.get(here, as_=people.esi).text
    assert site.post(f"{here}/refuse", as_=people.femi).status == 403
    assert "The bridge" in site.get("/thanks", as_=people.femi).text
    site.post(f"{here}/refuse", as_=people.esi)
    for path in (LIST, "/", "/search?q=bridge", "/thanks"):
        assert "The bridge" not in site.get(path, as_=people.femi).text
    assert site.get(here, as_=people.femi).status == 404


def test_its_author_takes_it_back_and_deletes_it(site, people):
    number = told.shown(people.amara, by=people.chloe, picture=png())
    here = f"/stories/{number}"
    assert site.post(f"{here}/delete", as_=people.amara).status == 403
    assert site.get(f"{here}/edit", as_=people.amara).status == 409
    assert site.get(f"{here}/edit", as_=people.esi).status == 404
    assert site.post(f"{here}/withdraw", as_=people.esi).status == 403
    site.post(f"{here}/withdraw", as_=people.amara)
    assert site.get(here, as_=people.chloe).status == 404
    assert site.post(f"{here}/delete", as_=people.amara).status == 303
    assert site.get(here, as_=people.amara).status == 404 and db.session.query(StoredFile).count() == 0


def test_chloe_sends_one_back_with_a_note_and_nobody_else_decides(site, people):
    number = told.waiting(people.amara)
    here = f"/stories/{number}"
    for act in ("approve", "decline"):
        assert site.post(f"{here}/{act}", {"note": "x"}, as_=people.amara).status == 403
        assert site.post(f"{here}/{act}").status in {303, 401}
    page = site.post(f"{here}/decline", {"note": " "}, as_=people.chloe)
    assert page.status == 422 and page.title.startswith("Error: The bridge")
    site.post(f"{here}/decline", {"note": "Whose van is that?"}, as_=people.chloe)
    assert "Whose van is that?" in site.get(here, as_=people.amara).text
    assert "Your story came back" in site.get("/", as_=people.amara).text
    assert site.post(f"{here}/approve", as_=people.chloe).status == 409


def test_a_second_window_overwrites_nothing(site, people):
    number = told.draft(people.amara)
    path = f"/stories/{number}/edit"
    form = site.get(path, as_=people.amara).form(path)
    site.post(path, form | {"title": "First"}, as_=people.amara)
    page = site.post(path, form | {"title": "Second"}, as_=people.amara)
    assert page.status == 409 and "saved in another window" in " ".join(page.errors)
    assert told.get(number).title == "First" and page.select("input[name=title]")[0].get("value") == "Second"
    assert site.post(path, page.form(path) | {"title": "Second"}, as_=people.amara).status == 303


def test_the_fragment_is_its_part_and_the_list_costs_the_same_however_long(site, people):
    told.shown(people.amara, [people.esi], by=people.chloe, picture=png())
    site.assert_fragment_is_its_part_of_the_page(LIST, as_=people.femi)
    few, start = (site.query_count(path, as_=people.femi) for path in (LIST, "/"))
    for n in range(14):
        told.shown(people.amara, [people.esi, people.bryn], by=people.chloe, title=f"Story {n}", picture=png())
    assert site.query_count(LIST, as_=people.femi) == few
    assert site.query_count("/", as_=people.femi) == start
    assert "Story 0" in site.get(f"{LIST}?page=2", as_=people.femi).text
    assert re.search("Story 13.*Story 12", site.get(LIST, as_=people.femi).text)
