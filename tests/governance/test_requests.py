"""Requests for data: written down, answered in time by somebody else, released, closed and deleted."""

from datetime import timedelta

import pytest

from engage.core import audit, clock
from engage.core.db import db, transaction
from engage.core.fields import typed_day
from engage.governance import jobs
from engage.governance.models import DataRequest, ThirdPartyKept
from engage.governance.rules.requests import ONLY_THEIRS, TAKEN_OUT
from tests.factories import People
from tests.governance import made
from tests.site import Site

LIST = "/governance/requests"
MANAGER = "Your posts, those of the past too: manager"


def typed(**other: str) -> dict[str, str]:
    return {"who": "1001", "received_day": typed_day(clock.today()), "note": "By letter."} | other


def test_dev_writes_a_request_down_and_it_is_due_in_a_month(site: Site, people: People) -> None:
    assert "Write down the first" in site.get(LIST, as_=people.dev).text
    done = site.post(LIST, typed(who="AMARA@anytown.example"), as_=people.dev)
    (row,) = db.session.query(DataRequest)
    assert done.location == f"{LIST}/{row.id}" and row.person_id == people.amara
    assert row.due_on >= clock.months_after(clock.today(), 1)
    assert "Amara Nwosu" in site.get(LIST, as_=people.dev).text
    assert [each.act for each in audit.latest(1)] == ["take"]
    assert site.get("/", as_=people.dev).links["Requests for data"] == LIST
    assert LIST not in site.get("/", as_=people.chloe).links.values()


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"who": ""}, "Enter an employee number"),
        ({"who": "9999"}, "Nobody has this employee number"),
        ({"who": "' OR 1=1"}, "Nobody has this employee number"),
        ({"received_day": ""}, "Enter the day on which it came"),
        ({"received_day": "30/2/2026"}, "There is no such day"),
        ({"received_day": "1/1/2199"}, "still to come"),
        ({"received_day": "1/1/1999"}, "more than two years ago"),
        ({"note": "x" * 1001}, "Use at most 1,000 characters"),
    ],
)
def test_bad_input_is_one_clear_error_and_all_that_was_typed_stays(
    site: Site, people: People, wrong: dict[str, str], error: str
) -> None:
    page = site.post(LIST, typed(**wrong), as_=people.dev)
    assert page.status == 422 and page.title.startswith("Error: ")
    assert len(page.errors) == 1 and error in page.errors[0]
    sent = page.form(LIST)
    assert {name: str(sent[name]).strip() for name in typed()} == typed(**wrong)
    db.session.rollback()
    assert db.session.query(DataRequest).count() == 0


def test_nobody_answers_their_own_and_only_administrators_answer(site: Site, people: People) -> None:
    assert site.post(LIST, typed(who="1004"), as_=people.dev).status == 403
    with transaction():
        own = DataRequest(person_id=people.dev, received_on=clock.today(), made_at=clock.now(),
                          due_on=clock.today() + timedelta(days=30))  # fmt: skip
        db.session.add(own)
        db.session.flush()
        number = own.id
    for act in ("others", "file", "release", "close"):
        assert site.post(f"{LIST}/{number}/{act}", {"outcome": "x"}, as_=people.dev).status == 403
    assert site.get(f"{LIST}/{number}", as_=people.dev).status == 403
    assert made.row(number).state == "open"
    for who in (people.amara, people.chloe):
        assert site.get(LIST, as_=who).status == 403
    assert site.get(LIST).moved and site.get(f"{LIST}/99", as_=people.dev).status == 404


def test_what_is_about_others_goes_unless_it_is_ticked_with_a_reason(site: Site, people: People) -> None:
    number = made.taken(people)
    page = site.get(f"{LIST}/{number}", as_=people.dev)
    assert MANAGER in page.text and "Femi Adeyemi" in page.text
    posts = "Your posts, those of the past too"
    file = made.records(site.post(f"{LIST}/{number}/file", as_=people.dev))
    assert file[posts]["rows"][0]["manager"] == TAKEN_OUT and file[posts]["others"] == ["manager"]
    assert file[posts]["rows"][0]["unit"] == "Home care"
    bare = site.post(f"{LIST}/{number}/others", {"keep": MANAGER}, as_=people.dev)
    assert bare.status == 422 and bare.errors == ["Say why it may stay in."]
    assert bare.select("input[name=keep][checked]")
    odd = site.post(f"{LIST}/{number}/others", {"keep": "Scores: judge", "reason": "x"}, as_=people.dev)
    assert odd.status == 422 and len(odd.errors) == 1
    site.post(f"{LIST}/{number}/others", {"keep": MANAGER, "reason": "Amara knows him."}, as_=people.dev)
    assert site.get(f"{LIST}/{number}", as_=people.dev).select("input[name=keep][checked]")
    file = made.records(site.post(f"{LIST}/{number}/file", as_=people.dev))
    assert file[posts]["rows"][0]["manager"] == "Femi Adeyemi"
    site.post(f"{LIST}/{number}/others", {}, as_=people.dev)
    file = made.records(site.post(f"{LIST}/{number}/file", as_=people.dev))
    assert file[posts]["rows"][0]["manager"] == TAKEN_OUT


def test_the_file_says_what_it_leaves_out_in_the_same_words_for_everybody(site: Site, people: People) -> None:
    number = made.taken(people)
    answer = site.post(f"{LIST}/{number}/file", as_=people.dev)
    said = answer.response.get_json()
    assert said["left out, since only the person may see it"] == list(ONLY_THEIRS)
    assert not any(record["private"] for record in said["records"])
    assert answer.response.headers["Cache-Control"] == "no-store"
    assert [each.act for each in audit.latest(1)] == ["make file"]


def test_amara_downloads_what_was_released_and_nobody_else_does(site: Site, people: People) -> None:
    number = made.taken(people)
    address = f"/account/data-copies/{number}"
    assert site.get(address, as_=people.amara).status == 404
    site.post(f"{LIST}/{number}/release", as_=people.dev)
    assert site.get("/", as_=people.amara).links["Your copy of what we hold about you"] == address
    assert site.get(address, as_=people.amara).h1 == "Your copy of what we hold about you"
    held = made.records(site.post(f"{address}/download", as_=people.amara))
    assert held["Your posts, those of the past too"]["rows"][0]["manager"] == TAKEN_OUT
    assert "Surveys that asked you" in held and held["Surveys that asked you"]["private"]
    for who in (people.dev, people.esi, people.chloe):
        assert site.get(address, as_=who).status == 404
        assert site.post(f"{address}/download", as_=who).status == 404
    late = site.post(f"{LIST}/{number}/others", {"keep": MANAGER, "reason": "x"}, as_=people.dev)
    assert late.status in {409, 422} and not db.session.query(ThirdPartyKept).count()
    assert site.post(f"{LIST}/{number}/release", as_=people.dev).status == 409


def test_a_closed_request_says_what_became_of_it_and_goes_after_two_years(site: Site, people: People) -> None:
    number = made.released(people, people.amara)
    bare = site.post(f"{LIST}/{number}/close", {"outcome": " "}, as_=people.dev)
    assert bare.status == 422 and bare.errors == ["Say what became of it."]
    site.post(f"{LIST}/{number}/close", {"outcome": "Downloaded."}, as_=people.dev)
    assert "Downloaded." in site.get(f"{LIST}/{number}", as_=people.dev).text
    assert site.get(f"/account/data-copies/{number}", as_=people.amara).status == 404
    for act in ("file", "release", "close"):
        assert site.post(f"{LIST}/{number}/{act}", {"outcome": "Again."}, as_=people.dev).status == 409
    jobs.delete_closed()
    assert db.session.query(DataRequest).count() == 1
    with transaction():
        made.row(number).closed_at = clock.months_after(clock.now(), -25)
    jobs.delete_closed()
    assert db.session.query(DataRequest).count() == 0


def test_more_requests_cost_no_more_statements(site: Site, people: People) -> None:
    made.taken(people)
    few = [site.query_count(address, as_=people.dev) for address in (LIST, "/")]
    for _ in range(8):
        made.taken(people, people.esi)
    assert [site.query_count(address, as_=people.dev) for address in (LIST, "/")] == few
