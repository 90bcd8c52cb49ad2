"""Finance and legal comments: whoever is asked reads all of it and writes their own section, and nothing else."""

import pytest

from engage.core import clock
from engage.core.db import transaction
from engage.reports.actions import standing
from engage.reports.queries import reports as queries
from tests.factories import People
from tests.reports import made
from tests.site import Site


def test_chloe_names_who_writes_a_section_and_asks_for_comments(site: Site, people: People) -> None:
    report_id = made.draft(people)
    address = f"/reports/{report_id}/commenters/finance"
    assert site.post(address, {"who": "Nobody Here"}, as_=people.chloe).errors == [
        "Nobody who works here has this name. Type a first name and a surname."
    ]
    site.post(address, {"who": "Femi Adeyemi"}, as_=people.chloe)
    assert queries.asked_of(report_id) == {"finance": people.femi}
    assert site.get(address, as_=people.chloe).form()["who"] == "Femi Adeyemi"
    refused = site.post(f"/reports/{report_id}/ask-for-comments", as_=people.chloe)
    assert refused.errors == ["Freeze the figures first: comments are written on figures that stand."]
    made.freeze(report_id, people)
    site.post(f"/reports/{report_id}/ask-for-comments", as_=people.chloe)
    assert made.row(report_id).state == "comments"
    site.post(address, {"who": ""}, as_=people.chloe)
    assert queries.asked_of(report_id) == {}


def test_nobody_signs_a_section_that_only_asks_for_words(site: Site, people: People) -> None:
    report_id = made.draft(people)
    assert site.get(f"/reports/{report_id}/commenters/risk", as_=people.chloe).status == 404


def test_femi_finds_it_on_the_start_page_writes_and_it_is_signed(site: Site, people: People) -> None:
    report_id = made.asked(people)
    card = "Financial implications wanted on People and culture"
    assert site.get("/", as_=people.femi).links[card] == f"/reports/comments/{report_id}/"
    assert card not in site.get("/", as_=people.esi).links and card not in site.get("/", as_=people.amara).links
    page = site.get(f"/reports/comments/{report_id}/", as_=people.femi)
    address = page.links["Write: Financial implications"]
    assert "Write: Legal implications" not in page.links
    form = site.get(address, as_=people.femi).form()
    assert site.post(address, form | {"text": ""}, as_=people.femi).errors == ["Write your comments."]
    assert site.post(address, form | {"text": "Within budget."}, as_=people.femi).status == 303
    words = queries.words(report_id)["finance"]
    assert (words.text, words.author, words.on) == ("Within budget.", "Femi Adeyemi", clock.today())
    assert card not in site.get("/", as_=people.femi).links
    assert "1 of 2 comments are there" in site.get("/", as_=people.chloe).text
    late = site.post(address, form | {"text": "Late."}, as_=people.femi)
    assert late.status == 409 and late.form()["text"].strip() == "Late."


def test_whoever_is_asked_for_one_section_cannot_write_another(site: Site, people: People) -> None:
    report_id = made.asked(people)
    address = f"/reports/comments/{report_id}"
    for who, key, status in ((people.femi, "legal", 403), (people.femi, "risk", 403), (people.esi, "finance", 403),
                             (people.femi, "nothing", 404), (people.amara, "finance", 404), (people.dev, "legal", 404),
                             (people.chloe, "finance", 404)):  # fmt: skip
        assert site.get(f"{address}/{key}", as_=who).status == status
        assert site.post(f"{address}/{key}", {"text": "Mine.", "version": 0}, as_=who).status == status
    assert queries.words(report_id) == {}
    assert site.get(f"{address}/finance").location == f"/sign-in?next={address}/finance"


@pytest.mark.parametrize("name", ["report.docx", "figures.csv"])
def test_files_are_for_those_who_make_it_and_those_who_are_asked(site: Site, people: People, name: str) -> None:
    report_id = made.asked(people)
    found = {who: site.get(f"/reports/{report_id}/{name}", as_=getattr(people, who)).status
             for who in ("chloe", "femi", "esi", "amara", "dev", "bryn")}  # fmt: skip
    assert found == {"chloe": 200, "femi": 200, "esi": 200, "amara": 404, "dev": 404, "bryn": 404}


def test_back_in_a_draft_nobody_who_was_asked_sees_it_and_what_they_wrote_stays(site: Site, people: People) -> None:
    report_id = made.asked(people)
    with transaction():
        standing.comment(made.row(report_id), "finance", 0, (people.femi, "Femi Adeyemi"), "Fine.", clock.now())
    assert site.post(f"/reports/{report_id}/freeze", as_=people.chloe).status == 409
    site.post(f"/reports/{report_id}/back-to-draft", as_=people.chloe)
    assert site.get(f"/reports/comments/{report_id}/", as_=people.femi).status == 404
    assert queries.words(report_id)["finance"].text == "Fine."


def test_a_paper_waits_for_everybody_who_was_asked(site: Site, people: People) -> None:
    report_id = made.asked(people)
    made.signed(report_id)
    refused = site.post(f"/reports/{report_id}/finish", as_=people.chloe)
    assert refused.errors == ["Somebody who was asked has not written their comments yet."]
    with transaction():
        for section, who in (("finance", people.femi), ("legal", people.esi)):
            standing.comment(made.row(report_id), section, 1, (who, "Somebody"), "Fine.", clock.now())
    assert "all comments are there" in site.get("/", as_=people.chloe).text
    site.post(f"/reports/{report_id}/finish", as_=people.chloe)
    assert "The report is final." in site.get(f"/reports/comments/{report_id}/", as_=people.femi).text


def test_femis_own_data_names_the_report_and_search_finds_it_for_chloe_alone(site: Site, people: People) -> None:
    made.asked(people)
    assert "Reports you were asked to comment on" in site.get("/account/my-data", as_=people.femi).text
    assert "People and culture" in site.get("/search?q=culture", as_=people.chloe).links
    assert "People and culture" not in site.get("/search?q=culture", as_=people.femi).links
