"""What was reported: seen and decided by the OD team, and by nobody else."""

import pytest

from engage.core.db import db
from engage.core.moderation import Report
from tests.core.reported import KIND, Notes
from tests.factories import People
from tests.site import Page, Site

QUEUE = "/admin/moderation"


@pytest.fixture
def notes(site: Site, monkeypatch: pytest.MonkeyPatch) -> Notes:
    """Three notes that can be reported."""
    made = Notes()
    monkeypatch.setitem(site.app.extensions["moderated"], KIND, made.moderated())
    return made


def report(site: Site, who: int, number: int = 1, reason: str = "It is rude.") -> None:
    assert site.post(f"/reports/{KIND}/{number}", {"reason": reason}, as_=who).status == 303


def decide(site: Site, who: int, act: str, number: int = 1, note: str = "") -> Page:
    return site.post(f"{QUEUE}/{KIND}/{number}/{act}", {"note": note}, as_=who)


def test_chloe_sees_what_was_reported_the_oldest_first_and_not_by_whom(
    site: Site, people: People, notes: Notes
) -> None:
    report(site, people.amara, 2)
    report(site, people.esi, 1, "Unkind.")
    report(site, people.esi, 2, "Also unkind.")
    page = site.get(QUEUE, as_=people.chloe)
    assert [h.text_content() for h in page.select("main h2")] == ["A note, number 2", "A note, number 1"]
    assert "It is rude." in page.text and "Also unkind." in page.text and "2 things to decide" in page.text
    case = site.get(page.select("main .engage-button")[0].get("href"), as_=people.chloe)
    assert "Kind words" in case.text
    assert case.links["Where it stands"] == "/help?note=2"
    for seen in (page, case):
        assert "Nwosu" not in seen.source and "Mensah" not in seen.source


def test_nobody_but_the_od_team_decides(site: Site, people: People, notes: Notes) -> None:
    report(site, people.amara)
    for who in (people.amara, people.bryn, people.dev, people.femi):
        for path in ("", "/decided", f"/{KIND}/1"):
            assert site.get(f"{QUEUE}{path}", as_=who).status == 403
        for act in ("hide", "keep", "restore"):
            assert decide(site, who, act).status == 403
    assert site.get(QUEUE).location == f"/sign-in?next={QUEUE}"
    assert notes.hidden == set()


def test_an_empty_queue_says_what_will_be_here(site: Site, people: People) -> None:
    assert "Nothing to decide" in site.get(QUEUE, as_=people.chloe).text
    assert "Nothing decided yet" in site.get(f"{QUEUE}/decided", as_=people.chloe).text


def test_chloe_hides_it_with_a_note_and_brings_it_back(site: Site, people: People, notes: Notes) -> None:
    report(site, people.amara)
    done = site.follow(decide(site, people.chloe, "hide", note="Names a resident."), as_=people.chloe)
    assert "It is hidden" in done.source and "Nothing to decide" in done.text
    assert notes.hidden == {1}
    decided = site.get(f"{QUEUE}/decided", as_=people.chloe)
    assert "Names a resident." in decided.text and "by Chloe Martin, about 1 report" in decided.text
    assert "hidden" in site.get("/account/my-data", as_=people.amara).text
    (form,) = decided.select("main details form")
    after = site.follow(site.post(form.get("action"), as_=people.chloe), as_=people.chloe)
    assert notes.hidden == set()
    assert "Stays" in after.text and not after.select("main details form")


def test_chloe_lets_it_stay(site: Site, people: People, notes: Notes) -> None:
    report(site, people.amara)
    assert decide(site, people.chloe, "keep").location == QUEUE
    assert notes.hidden == set()
    assert "stays as it is" in site.get("/account/my-data", as_=people.amara).text


def test_a_decision_that_comes_second_is_409_and_nothing_reported_is_404(
    site: Site, people: People, notes: Notes
) -> None:
    report(site, people.amara)
    decide(site, people.chloe, "keep")
    assert decide(site, people.chloe, "hide").status == 409
    assert decide(site, people.chloe, "restore").status == 409
    assert notes.hidden == set()
    assert site.get(f"{QUEUE}/{KIND}/1", as_=people.chloe).status == 404
    assert decide(site, people.chloe, "delete").status == 404
    assert decide(site, people.chloe, "hide", 2).status == decide(site, people.chloe, "restore", 2).status == 404


def test_a_note_that_is_too_long_is_one_clear_error(site: Site, people: People, notes: Notes) -> None:
    report(site, people.amara)
    page = decide(site, people.chloe, "hide", note="x" * 1001)
    assert page.status == 422
    assert page.errors == ["Use at most 1,000 characters."]
    assert notes.hidden == set()


def test_what_is_gone_can_only_be_closed(site: Site, people: People, notes: Notes) -> None:
    report(site, people.amara)
    del notes.texts[1]
    assert "Something that is gone" in site.get(QUEUE, as_=people.chloe).text
    page = site.get(f"{QUEUE}/{KIND}/1", as_=people.chloe)
    assert [each.text_content() for each in page.select("main form button")] == ["Close the report"]
    assert decide(site, people.chloe, "hide").status == 409
    assert decide(site, people.chloe, "keep").status == 303


def test_the_desk_counts_what_waits_for_chloe_and_leads_there(site: Site, people: People, notes: Notes) -> None:
    assert "to decide" not in site.get("/", as_=people.chloe).text
    report(site, people.amara)
    report(site, people.esi)
    page = site.get("/", as_=people.chloe)
    assert "1 to decide" in page.text
    assert page.links["What colleagues reported"] == QUEUE
    assert "What colleagues reported" not in site.get("/", as_=people.dev).links


def test_who_reported_stands_on_no_page_of_the_administrators_either(site: Site, people: People, notes: Notes) -> None:
    report(site, people.amara)
    decide(site, people.chloe, "hide")
    page = site.get("/admin/audit", as_=people.dev)
    assert "Hide" in page.text and "Nwosu" not in page.text
    db.session.rollback()
    assert db.session.query(Report).one().reporter_id == people.amara


def test_a_long_queue_costs_as_many_statements_as_one_report(site: Site, people: People, notes: Notes) -> None:
    report(site, people.amara)
    few = {path: site.query_count(f"{QUEUE}{path}", as_=people.chloe) for path in ("", f"/{KIND}/1")}
    notes.texts |= {number: f"Note {number}" for number in range(10, 30)}
    for number in range(10, 30):
        report(site, people.esi, number)
    report(site, people.esi, 1)
    assert {path: site.query_count(f"{QUEUE}{path}", as_=people.chloe) for path in few} == few
    assert max(few.values()) <= 5
    assert site.get(QUEUE, as_=people.chloe).links["Page 2"] == f"{QUEUE}?page=2"
    decide(site, people.chloe, "keep")
    one = site.query_count(f"{QUEUE}/decided", as_=people.chloe)
    for number in range(10, 30):
        decide(site, people.chloe, "keep", number)
    assert site.query_count(f"{QUEUE}/decided", as_=people.chloe) == one <= 6
