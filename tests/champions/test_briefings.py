"""Briefings: for the people of their networks before others, and counted without names."""

import io

import pytest

from engage.champions.actions import briefings as actions
from engage.champions.jobs_briefings import delete_due
from engage.champions.models import Briefing, BriefingReading
from engage.champions.queries import briefings as queries
from engage.champions.rules import briefings as rules
from engage.core import clock, outbox
from engage.core.db import db, transaction
from engage.core.files import Sent, StoredFile
from tests.champions import made, packs

LIST, MANAGE = "/briefings/", "/briefings/manage/"


def mails(app) -> list[str]:
    outbox.run_due_rows()
    outbox.run_due_rows()
    folder = app.extensions["settings"].instance / "mail"
    return [file.read_text() for file in folder.glob("*.eml")]


def later(number: int, hours: int) -> None:
    """Its embargo ended so many hours ago."""
    from datetime import timedelta

    with transaction():
        db.session.get_one(Briefing, number).embargo_until = clock.now() - timedelta(hours=hours)


def test_a_pack_is_written_shown_and_told_by_mail_without_its_title(site, people, app):
    made.appointed(people.esi)
    form = site.get(f"{MANAGE}new", as_=people.chloe).form(MANAGE)
    assert form["networks"] == str(made.champions())
    sent = form | {"title": "The move", "body": "In **April**.", "embargo_day": "27/3/2099", "embargo_time": "9:00"}
    here = site.post(MANAGE, sent, as_=people.chloe).location
    number = int(here.rstrip("/").rsplit("/", 1)[1])
    assert site.get(f"{LIST}{number}", as_=people.bryn).status == 404
    assert site.post(f"{here}show", as_=people.chloe).status == 303
    page = site.get(f"{LIST}{number}", as_=people.bryn)
    assert "Do not pass this on before 27 March 2099 at 9:00am" in page.text and page.select("main strong")
    assert "whoever runs the server could work it out" in page.text
    assert "The move" in site.get("/", as_=people.bryn).text
    (mail,) = mails(app)
    assert "esi@anytown.example" in mail and "The move" not in mail and "27 March 2099" in mail
    assert site.post(f"{here}show", as_=people.chloe).status == 409


def test_before_the_embargo_ends_it_is_not_there_for_anybody_else(site, people):
    number = packs.shown(opens=True)
    with transaction():
        actions.add_files(number, [Sent("plan.pdf", b"%PDF-1.7")], 1_000)
    file = f"/files/{packs.file_of(number)}"
    for who, status in ((people.bryn, 200), (people.chloe, 200), (people.amara, 404), (people.dev, 404), (None, 303)):
        assert site.get(f"{LIST}{number}", as_=who).status == status
        assert site.get(file, as_=who).status == status
    assert "The move" not in site.get(LIST, as_=people.amara).text
    assert "The move" not in site.get("/search?q=move", as_=people.amara).links
    assert site.post(f"{LIST}{number}/read", as_=people.amara).status == 404
    later(number, 1)
    page = site.get(f"{LIST}{number}", as_=people.amara)
    assert "You may pass this on" in page.text and "Have you read it" not in page.text
    assert site.get(file, as_=people.amara).status == 200
    assert site.post(f"{LIST}{number}/read", as_=people.amara).status == 404
    assert "The move" in site.get("/search?q=move", as_=people.amara).links


def test_without_the_tick_it_stays_with_its_networks(site, people):
    number = packs.shown()
    later(number, 1)
    assert site.get(f"{LIST}{number}", as_=people.amara).status == 404
    other = packs.shown(networks=(made.network(),))
    assert site.get(f"{LIST}{other}", as_=people.bryn).status == 404


def test_a_reading_counts_once_and_no_row_says_whose(site, people):
    number = packs.shown()
    assert queries.unread(people.bryn) == 1
    for _ in range(2):
        assert site.post(f"{LIST}{number}/read", as_=people.bryn).status == 303
    row = db.session.query(BriefingReading).one()
    assert {column.name for column in BriefingReading.__table__.columns} == {"briefing_id", "mark"}
    assert len(row.mark) == 64 and row.mark != queries.mark(number, people.amara)
    assert queries.unread(people.bryn) == 0 and "The move" not in site.get("/", as_=people.bryn).text
    assert "You have read it" in site.get(f"{LIST}{number}", as_=people.bryn).text
    assert "The move" in site.get("/account/my-data", as_=people.bryn).text
    log = site.get("/admin/audit", as_=people.dev).text
    assert "Bryn" not in log


@pytest.mark.parametrize(
    ("read", "people", "says"),
    [
        (31, 43, "31 of 43"),
        (4, 43, "Fewer than 5 of 43"),
        (0, 43, "Fewer than 5 of 43"),
        (39, 43, "All but fewer than 5 of 43, or all"),
        (44, 43, "All but fewer than 5 of 43, or all"),
        (38, 43, "38 of 43"),
        (2, 4, "Not told: fewer than 5 people are in its networks"),
    ],
)
def test_how_many_have_read_it_is_never_nobody_or_everybody(read, people, says):
    assert rules.read_in_words(read, people) == says


def test_the_od_team_sees_how_many_and_never_who(site, people):
    number = packs.shown()
    site.post(f"{LIST}{number}/read", as_=people.bryn)
    for path in (MANAGE, f"{MANAGE}{number}/"):
        page = site.get(path, as_=people.chloe)
        assert "Not told: fewer than 5 people" in page.text and "Bryn" not in page.text
        for who in (people.amara, people.bryn, people.dev):
            assert site.get(path, as_=who).status == 403


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"title": ""}, "Enter a title."),
        ({"body": "x" * 20_001}, "Use at most 20,000"),
        ({"networks": []}, "Choose at least one network."),
        ({"networks": "999"}, "Choose at least one network."),
        ({"embargo_day": "31/2/2027", "embargo_time": "9:00"}, "There is no such day"),
        ({"embargo_day": "27/3/2027"}, "Enter the time"),
        ({"embargo_time": "9:00"}, "Enter the day, too"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_lost(site, people, sent, says):
    form = site.get(f"{MANAGE}new", as_=people.chloe).form(MANAGE) | {"title": "T", "body": "Typed <script>"}
    page = site.post(MANAGE, form | sent, as_=people.chloe)
    assert page.status == 422 and says in " ".join(page.errors)
    assert "Typed <script>" in page.select("textarea")[0].text or "body" in sent
    assert not db.session.query(Briefing).count()


def test_a_pack_saved_by_somebody_else_meanwhile_is_not_overwritten(site, people):
    number = packs.draft()
    here = f"{MANAGE}{number}/edit"
    form = site.get(here, as_=people.chloe).form(here)
    assert site.post(here, form | {"title": "First"}, as_=people.chloe).status == 303
    page = site.post(here, form | {"title": "Second"}, as_=people.chloe)
    assert page.status == 409 and "Somebody else has saved" in page.errors[0]
    assert page.select("input[name=title]")[0].get("value") == "Second"
    assert db.session.get_one(Briefing, number).title == "First"


def test_an_empty_pack_is_not_shown_and_a_shown_one_keeps_its_text(site, people):
    number = packs.draft()
    here = f"{MANAGE}{number}/"
    form = site.get(f"{here}edit", as_=people.chloe).form(f"{here}edit") | {"body": ""}
    site.post(f"{here}edit", form, as_=people.chloe)
    page = site.post(f"{here}show", as_=people.chloe)
    assert page.status == 422 and "Write the briefing first" in page.errors[0]
    shown = f"{MANAGE}{packs.shown()}/edit"
    form = site.get(shown, as_=people.chloe).form(shown) | {"body": ""}
    assert site.post(shown, form, as_=people.chloe).status == 422


def test_files_are_added_and_removed_and_a_wrong_one_is_refused(site, people):
    here = f"{MANAGE}{packs.draft()}/files"
    assert site.post(here, as_=people.chloe).status == 422
    assert site.post(here, {"files": (io.BytesIO(b"MZ"), "a.pdf")}, as_=people.chloe).status == 422
    assert site.post(here, {"files": (io.BytesIO(b"%PDF-1.7"), "a.pdf")}, as_=people.chloe).status == 303
    (file,) = db.session.query(StoredFile.id).one()
    assert site.post(f"{here}/{file}/remove", as_=people.chloe).status == 303
    assert site.post(f"{here}/{file}/remove", as_=people.chloe).status == 404


def test_what_is_taken_back_is_a_draft_and_only_a_draft_is_deleted(site, people):
    number = packs.shown()
    here = f"{MANAGE}{number}/"
    site.post(f"{LIST}{number}/read", as_=people.bryn)
    assert site.post(f"{here}delete", as_=people.chloe).status == 409
    assert site.post(f"{here}withdraw", as_=people.chloe).status == 303
    assert site.post(f"{here}withdraw", as_=people.chloe).status == 409
    assert site.get(f"{LIST}{number}", as_=people.bryn).status == 404
    assert not db.session.query(BriefingReading).count()
    assert site.post(f"{here}delete", as_=people.chloe).status == 303
    assert site.get(here, as_=people.chloe).status == 404


def test_after_two_years_it_goes_with_its_files_and_readings(people):
    old, new = packs.shown(), packs.shown()
    with transaction():
        actions.add_files(old, [Sent("plan.pdf", b"%PDF-1.7")], 1_000)
        db.session.get_one(Briefing, old).shown_at = clock.months_after(clock.now(), -24)
    delete_due()
    assert [row.id for row in db.session.query(Briefing)] == [new]
    assert not db.session.query(StoredFile).count()


def test_lists_cost_the_same_and_parts_are_parts(site, people):
    packs.shown()
    paths = ((LIST, people.bryn), (MANAGE, people.chloe), ("/", people.bryn))
    few = [site.query_count(path, as_=who) for path, who in paths]
    for _ in range(3):
        packs.shown()
    assert [site.query_count(path, as_=who) for path, who in paths] == few
    site.assert_fragment_is_its_part_of_the_page(LIST, as_=people.bryn)
