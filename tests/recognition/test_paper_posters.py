"""Posters of sites, and where their codes lead."""

import pytest

from engage.core import audit
from engage.core.db import db
from engage.recognition.models import SitePoster
from engage.recognition.queries import paper as queries
from tests.recognition.addresses_paper import depot

LIST = "/thanks/posters/"


def poster(site, people) -> SitePoster:
    depot(people.bryn, people.esi)
    site.post(LIST, {"site": "Mill Lane depot"}, as_=people.chloe)
    return db.session.query(SitePoster).order_by(SitePoster.id.desc()).first()


def test_chloe_makes_a_poster_for_a_site_of_today(site, people):
    depot(people.bryn, people.esi)
    page = site.get(LIST, as_=people.chloe)
    assert "Mill Lane depot" in page.text
    assert "2 people work here" in page.text
    row = poster(site, people)
    assert len(row.code) == 6
    page = site.get(LIST, as_=people.chloe)
    assert row.code in page.text
    assert f"127.0.0.1:8000/t/{row.code}" in page.text
    for link in ("Poster on A4 for Mill Lane depot (PDF)", "Poster on A3 for Mill Lane depot (PDF)",
                 "Cards to cut for Mill Lane depot (PDF)"):  # fmt: skip
        answer = site.get(page.links[link], as_=people.chloe)
        assert answer.response.mimetype == "application/pdf"
        assert answer.data.startswith(b"%PDF")


def test_the_same_form_sent_twice_makes_one_poster(site, people):
    poster(site, people)
    poster(site, people)
    assert db.session.query(SitePoster).count() == 1


@pytest.mark.parametrize("name", ["", "Atlantis", "x" * 50_000, "<script>", "Mill Lane depot\u200b"])
def test_a_site_where_nobody_works_gets_no_poster(site, people, name):
    depot(people.bryn)
    assert site.post(LIST, {"site": name}, as_=people.chloe).status == 422
    assert db.session.query(SitePoster).count() == 0


def test_an_empty_list_says_where_sites_come_from(site, people):
    assert "No site yet" in site.get(LIST, as_=people.chloe).text


@pytest.mark.parametrize("who", ["amara", "bryn", "dev", "femi"])
def test_only_the_od_team_makes_posters(site, people, who):
    row = poster(site, people)
    someone = getattr(people, who)
    for path in (LIST, f"{LIST}{row.id}/poster.pdf", f"{LIST}{row.id}/cards.pdf"):
        assert site.get(path).status == 303
        assert site.get(path, as_=someone).status == 403
    assert site.post(LIST, {"site": "Mill Lane depot"}, as_=someone).status == 403
    assert site.post(f"{LIST}{row.id}/end", as_=someone).status == 403


def test_what_is_not_there_and_what_is_no_size(site, people):
    row = poster(site, people)
    assert site.get(f"{LIST}999/poster.pdf", as_=people.chloe).status == 404
    assert site.get(f"{LIST}{row.id}/poster.pdf?paper=a0", as_=people.chloe).status == 404
    assert site.post(f"{LIST}999/end", as_=people.chloe).status == 404


def test_a_code_leads_to_the_thank_you_also_after_signing_in(site, people):
    row = poster(site, people)
    asked = site.get(f"/t/{row.code}")
    assert (asked.status, asked.location) == (303, f"/sign-in?next=/t/{row.code}")
    for typed in (row.code, row.code.lower(), f"{row.code[:3]}-{row.code[3:]}"):
        assert site.get(f"/t/{typed}", as_=people.amara).location == f"/thanks/new?at={row.code}"
    assert site.get(f"/t/?code={row.code.lower()}", as_=people.amara).location == f"/t/{row.code}"


def test_an_ended_code_says_so_and_leads_on(site, people):
    row = poster(site, people)
    code = row.code
    site.post(f"{LIST}{row.id}/end", as_=people.chloe)
    site.post(f"{LIST}{row.id}/end", as_=people.chloe)
    page = site.get(f"/t/{code}", as_=people.amara)
    assert (page.status, page.h1) == (200, "This code is no longer used")
    assert page.links["Say thank you"] == "/thanks/new"
    assert site.get(f"{LIST}{row.id}/poster.pdf", as_=people.chloe).status == 409
    assert queries.poster(code).ended_at is not None
    assert "Codes that were ended" in site.get(LIST, as_=people.chloe).text
    assert poster(site, people).code != code
    assert [each.act for each in audit.latest(5, kind="site poster")] == ["make", "end", "make"]


@pytest.mark.parametrize("code", ["NOSUCH", "%27%3B", "x" * 3000, "%E2%80%AE", "..%2F"])
def test_an_unknown_code_has_a_clear_page(site, people, code):
    page = site.get(f"/t/{code}", as_=people.amara)
    assert page.status == 404
    if len(code) < 10 and "F" not in code:
        assert page.h1 == "We do not know this code"


def test_a_code_can_be_typed(site, people):
    assert site.get("/t/", as_=people.amara).h1 == "Type the code of the poster"
    assert site.get("/t/?code=--", as_=people.amara).status == 422


def test_the_cost_is_the_same_for_one_site_and_for_many(site, people):
    depot(people.bryn)
    few = site.query_count(LIST, as_=people.chloe)
    for person, name in ((people.esi, "A"), (people.amara, "B"), (people.femi, "C")):
        depot(person, site=name)
        site.post(LIST, {"site": name}, as_=people.chloe)
    assert site.query_count(LIST, as_=people.chloe) == few
