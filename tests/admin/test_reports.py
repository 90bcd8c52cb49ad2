"""Reporting a problem with what somebody wrote."""

import pytest

from engage.core.db import db
from engage.core.moderation import Report
from tests.core.reported import KIND, Notes
from tests.factories import People
from tests.site import Page, Site

ADDRESS = f"/reports/{KIND}/1"


@pytest.fixture
def notes(site: Site, monkeypatch: pytest.MonkeyPatch) -> Notes:
    """Three notes that can be reported."""
    made = Notes()
    monkeypatch.setitem(site.app.extensions["moderated"], KIND, made.moderated())
    return made


def send(site: Site, who: int, reason: str = "It is rude.", number: int = 1) -> Page:
    return site.post(f"/reports/{KIND}/{number}", {"reason": reason}, as_=who)


def reports() -> list[tuple[int, str]]:
    db.session.rollback()
    return [(row.reporter_id, row.reason) for row in db.session.query(Report).order_by(Report.id)]


def test_amara_sees_what_she_reports_and_where_to_turn_with_harm(site: Site, people: People, notes: Notes) -> None:
    page = site.get(ADDRESS, as_=people.amara)
    assert page.h1 == "Report a problem"
    assert "Rude words" in page.text and "A note, number 1" in page.text
    assert "your whistleblowing policy" in page.text
    assert page.links["Back"] == "/help?note=1"


def test_after_sending_she_is_thanked_and_told_what_happens_next(site: Site, people: People, notes: Notes) -> None:
    page = site.follow(send(site, people.amara), as_=people.amara)
    assert page.h1.startswith("Thank you")
    assert "12 months after the decision" in page.text
    assert reports() == [(people.amara, "It is rude.")]
    own = site.get("/account/my-data", as_=people.amara).text
    assert "It is rude." in own and "waits for a decision" in own
    assert "It is rude." not in site.get("/account/my-data", as_=people.esi).text


@pytest.mark.parametrize(
    ("reason", "error"), [("", "Say what is wrong"), ("  \n", "Say what is wrong"), ("x" * 1001, "at most 1,000")]
)
def test_a_report_without_words_is_one_clear_error(
    site: Site, people: People, notes: Notes, reason: str, error: str
) -> None:
    page = send(site, people.amara, reason)
    assert page.status == 422
    assert page.title.startswith("Error: Report a problem")
    assert len(page.errors) == 1 and error in page.errors[0]
    assert reports() == []


def test_what_amara_cannot_see_she_cannot_report(site: Site, people: People, notes: Notes) -> None:
    notes.only_for[1] = people.esi
    notes.hidden.add(2)
    for address in (ADDRESS, f"/reports/{KIND}/2", f"/reports/{KIND}/9", "/reports/unknown/1"):
        assert site.get(address, as_=people.amara).status == 404
        assert site.post(address, {"reason": "Rude."}, as_=people.amara).status == 404
    assert reports() == []
    assert site.get(ADDRESS, as_=people.esi).status == 200


def test_whoever_is_signed_out_is_asked_to_sign_in(site: Site, people: People, notes: Notes) -> None:
    assert site.get(ADDRESS).location == f"/sign-in?next={ADDRESS}"
    assert send(site, None).status == 401  # type: ignore[arg-type]


def test_markup_in_what_is_reported_and_said_of_it_is_text(site: Site, people: People, notes: Notes) -> None:
    notes.texts[1] = "<script>x()</script>"
    assert not site.get(ADDRESS, as_=people.amara).select("main script")
    send(site, people.amara, "<img src=x onerror=y()>")
    for path in ("", f"/{KIND}/1"):
        page = site.get(f"/admin/moderation{path}", as_=people.chloe)
        assert "<img src=x" in page.text and not page.select("main img, main script")
