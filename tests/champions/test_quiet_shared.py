"""What the OD team shares with union representatives, and with nobody else."""

import io
from datetime import timedelta

import pytest

from engage.champions import jobs_quiet
from engage.champions.models import SharedItem
from engage.core import clock, outbox
from engage.core.db import db, transaction
from engage.core.files import StoredFile
from engage.directory.actions.networks import end
from engage.directory.models import Appointment
from engage.directory.rules.networks import Ended
from tests.champions import made

LIST, MANAGE = "/networks/shared", "/networks/manage/shared"


@pytest.fixture
def union(people) -> int:
    """Amara represents a union."""
    network = made.network("union", name="Union representatives")
    made.appointed(people.amara, network)
    return network


def draft(site, people, **sent: object) -> str:
    """A draft of Chloe's; its address."""
    form = site.get(f"{MANAGE}/new", as_=people.chloe).form(MANAGE)
    answer = site.post(MANAGE, form | {"title": "Office moves", "body": "In **April**."} | sent, as_=people.chloe)
    assert answer.status == 303, answer.errors
    return answer.location


def shared(site, people, **sent: object) -> int:
    """Shared by Chloe; its id."""
    here = draft(site, people, **sent)
    assert site.post(f"{here}/share", as_=people.chloe).status == 303
    return int(here.rsplit("/", 1)[1])


def test_from_a_draft_with_a_file_to_whoever_represents_a_union(site, people, union, app):
    here = draft(site, people, address="/consultations/3")
    number = here.rsplit("/", 1)[1]
    file = {"files": (io.BytesIO(b"%PDF-1.7"), "moves.pdf")}
    assert site.post(f"{here}/files", file, as_=people.chloe).status == 303
    (stored,) = db.session.query(StoredFile.id).one()
    assert site.get(f"{LIST}/{number}", as_=people.amara).status == 404
    assert site.get(f"/files/{stored}", as_=people.amara).status == 404
    assert "Office moves" not in site.get(LIST, as_=people.amara).text
    site.post(f"{here}/share", as_=people.chloe)
    assert "Something new to read" in site.get("/", as_=people.amara).text
    page = site.get(LIST, as_=people.amara)
    assert "not a bargaining channel" in page.text and page.links["Office moves"] == f"{LIST}/{number}"
    page = site.get(f"{LIST}/{number}", as_=people.amara)
    assert page.h1 == "Office moves" and page.select("strong") and page.links["/consultations/3"] == "/consultations/3"
    assert site.get(f"/files/{stored}", as_=people.amara).status == 200
    outbox.run_due_rows()
    (letter,) = (app.extensions["settings"].instance / "mail").glob("*.eml")
    text = letter.read_text()
    assert "amara@" in text and "union" not in text.lower() and "Office" not in text
    for who in (people.bryn, people.esi, people.femi, people.dev):
        assert site.get(LIST, as_=who).status == site.get(f"{LIST}/{number}", as_=who).status == 404
        assert site.get(f"/files/{stored}", as_=who).status == 404
        assert "Something new to read" not in site.get("/", as_=who).text
    site.assert_fragment_is_its_part_of_the_page(LIST, as_=people.amara)


def test_whoever_stops_representing_reads_no_more(site, people, union):
    number = shared(site, people)
    assert site.get(f"{LIST}/{number}", as_=people.amara).status == 200
    with transaction():
        end(db.session.query(Appointment).filter_by(network_id=union).one(), Ended.STEPPED_DOWN, clock.today())
    assert site.get(f"{LIST}/{number}", as_=people.amara).status == 404
    assert site.get(LIST, as_=people.amara).status == 404


def test_another_union_does_not_read_it(site, people, union):
    other = made.network("union", name="Another union")
    made.appointed(people.esi, other)
    number = shared(site, people, networks=[str(union)])
    assert site.get(f"{LIST}/{number}", as_=people.esi).status == 404
    assert "Office moves" not in site.get(LIST, as_=people.esi).text


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"title": " "}, "Give it a title."), ({"body": "x" * 6001}, "Use at most 6,000"),
        ({"networks": []}, "Choose whom it is shared with."), ({"networks": ["1"]}, "among the networks"),
        ({"address": "https://elsewhere.example/"}, "begins with /"), ({"address": "//elsewhere"}, "begins with /"),
        ({"address": "javascript:x()"}, "begins with /"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_and_kept(site, people, union, sent, says):
    form = site.get(f"{MANAGE}/new", as_=people.chloe).form(MANAGE) | {"title": "Office moves"}
    page = site.post(MANAGE, form | sent, as_=people.chloe)
    assert page.status == 422 and says in " ".join(page.errors), page.errors
    assert not db.session.query(SharedItem).count()


def test_our_own_whole_address_is_cut_down(site, people, union):
    here = draft(site, people, address="http://127.0.0.1:8000/values/")
    assert site.get(here, as_=people.chloe).links["/values/"] == "/values/"


def test_nothing_to_read_is_not_shared_and_what_is_shared_is_not_changed(site, people, union):
    here = draft(site, people, body="")
    page = site.post(f"{here}/share", as_=people.chloe)
    assert page.status == 422 and "Write something" in " ".join(page.errors)
    form = site.get(f"{here}/edit", as_=people.chloe).form(f"{here}/edit")
    assert site.post(f"{here}/edit", form | {"body": "Words."}, as_=people.chloe).status == 303
    page = site.post(f"{here}/edit", form | {"body": "Other words."}, as_=people.chloe)
    assert page.status == 409 and "another window" in " ".join(page.errors) and "Other words." in page.source
    site.post(f"{here}/share", as_=people.chloe)
    assert site.post(f"{here}/share", as_=people.chloe).status == 409
    assert site.get(f"{here}/edit", as_=people.chloe).status == 409
    assert site.post(f"{here}/files", {"files": (io.BytesIO(b"%PDF-1"), "a.pdf")}, as_=people.chloe).status == 409
    assert site.post(f"{here}/delete", as_=people.chloe).location == MANAGE
    assert site.get(here, as_=people.chloe).status == 404


def test_files_that_are_none_are_refused_and_can_be_taken_off(site, people, union):
    here = draft(site, people)
    for sent in ({}, {"files": (io.BytesIO(b"MZ"), "a.exe")}):
        assert site.post(f"{here}/files", sent, as_=people.chloe).status == 422
    site.post(f"{here}/files", {"files": (io.BytesIO(b"%PDF-1.7"), "a.pdf")}, as_=people.chloe)
    (number,) = db.session.query(StoredFile.id).one()
    assert site.post(f"{here}/files/{number}/remove", as_=people.chloe).status == 303
    assert site.post(f"{here}/files/{number}/remove", as_=people.chloe).status == 404


def test_it_goes_after_two_years_with_its_files(site, people, union):
    number = shared(site, people)
    jobs_quiet.tidy()
    assert db.session.query(SharedItem).count() == 1
    db.session.rollback()
    with transaction():
        long_ago = clock.months_after(clock.now(), -24) - timedelta(days=1)
        db.session.get_one(SharedItem, number).shared_at = long_ago
    jobs_quiet.tidy()
    assert not db.session.query(SharedItem).count()


def test_the_lists_cost_the_same_however_long_and_say_what_to_do_when_empty(site, people, union):
    assert "Nothing is shared yet" in site.get(LIST, as_=people.amara).text
    assert "Nothing is shared yet" in site.get(MANAGE, as_=people.chloe).text
    shared(site, people)
    few = [site.query_count(LIST, as_=people.amara), site.query_count(MANAGE, as_=people.chloe)]
    for _ in range(5):
        shared(site, people)
    assert [site.query_count(LIST, as_=people.amara), site.query_count(MANAGE, as_=people.chloe)] == few
    for who in (people.amara, people.dev):
        assert site.get(MANAGE, as_=who).status == 403
