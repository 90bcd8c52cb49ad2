"""Where a report stands: frozen figures, comments, final, sent; and documents that stay as they were."""

import hashlib
import io
from datetime import timedelta
from typing import Any

import pytest
from docx import Document

from engage.core import clock
from engage.core.db import db, transaction
from engage.core.formatting import moment
from engage.recognition.models import Thanks
from engage.reports.actions import reports as actions
from engage.reports.models import Report, ReportSnapshot
from engage.reports.queries import reports as queries
from engage.reports.rules.periods import before
from tests.factories import UNITS, People
from tests.recognition import made as recognition
from tests.reports import made
from tests.site import Page, Site


def figure(page: Page, words: str) -> list[str]:
    """The cells of a line of the page's tables, by the measure's words."""
    for row in page.select("tbody tr"):
        cells = [" ".join(cell.text_content().split()) for cell in row]
        if cells[0] == words:
            return cells[1:]
    raise AssertionError(f"no line {words}")


def worked_out(site: Site, report_id: int, who: int) -> Page:
    """The page of its figures, worked out now."""
    assert site.post(f"/reports/{report_id}/figures", as_=who).status == 303
    return site.get(f"/reports/{report_id}/preview", as_=who)


def documents(site: Site, report_id: int, who: int) -> list[bytes]:
    """Word, CSV and the page as somebody gets them."""
    found = [site.get(f"/reports/{report_id}/{name}", as_=who) for name in ("report.docx", "figures.csv", "read")]
    assert [each.status for each in found] == [200, 200, 200]
    return [found[0].data, found[1].data, found[2].select("article")[0].text_content().encode()]


def move_on(people: People) -> None:
    """One more thank-you on the wall."""
    recognition.thanks(people.amara, [people.esi], receivers_unit=made.unit(UNITS.waste))


def test_figures_stay_byte_for_byte_after_the_data_has_moved_on(site: Site, people: People) -> None:
    move_on(people)
    report_id = made.draft(people)
    first = made.freeze(report_id, people)
    first_made = documents(site, report_id, people.chloe)
    move_on(people)
    assert documents(site, report_id, people.chloe) == first_made
    assert figure(site.get(f"/reports/{report_id}/read", as_=people.chloe), "Thanks on the wall")[:2] == ["1", "0"]
    assert figure(worked_out(site, report_id, people.chloe), "Thanks on the wall")[:2] == ["2", "0"]
    site.post(f"/reports/{report_id}/freeze", as_=people.chloe)
    again = documents(site, report_id, people.chloe)
    assert all(one != other for one, other in zip(again, first_made, strict=True))
    kept = queries.snapshots(report_id)
    assert [each.number for each in kept] == [2, 1] and kept[1].sha256 == first


def test_a_final_report_stays_byte_for_byte_whatever_is_deleted_or_laid_out_anew(site: Site, people: People) -> None:
    move_on(people)
    report_id = made.final(people)
    first_made = documents(site, report_id, people.chloe)
    with transaction():
        for each in db.session.query(Thanks):
            db.session.delete(each)
    site.post("/reports/layout/risk", {"heading": "Danger", "shown": "y"}, as_=people.chloe)
    file = (io.BytesIO(made.template("New {{title}}")), "new.docx")
    answer = site.post("/reports/template/", {"file": file}, as_=people.chloe, content_type="multipart/form-data")
    assert answer.status == 303
    assert documents(site, report_id, people.chloe) == first_made


def test_the_hash_that_is_shown_is_of_the_figures_that_are_kept(site: Site, people: People) -> None:
    report_id = made.draft(people)
    sha256 = made.freeze(report_id, people)
    kept = db.session.query(ReportSnapshot).one()
    assert hashlib.sha256(kept.document.encode()).hexdigest() == sha256 == kept.sha256
    for path in ("", "read"):
        assert sha256 in site.get(f"/reports/{report_id}/{path}", as_=people.chloe).text
    words = [each.text for each in _opened(site, report_id, people.chloe).paragraphs]
    assert any(sha256 in each for each in words)


def _opened(site: Site, report_id: int, who: int) -> Any:
    return Document(io.BytesIO(site.get(f"/reports/{report_id}/report.docx", as_=who).data))


def test_no_file_is_made_of_figures_that_are_not_frozen(site: Site, people: People) -> None:
    report_id = made.draft(people)
    for name in ("report.docx", "figures.csv"):
        assert site.get(f"/reports/{report_id}/{name}", as_=people.chloe).status == 409
    assert "The figures have not been worked out yet." in site.get(f"/reports/{report_id}/read", as_=people.chloe).text


def test_a_draft_shows_figures_as_they_were_worked_out_and_says_when(site: Site, people: People) -> None:
    move_on(people)
    report_id = made.draft(people)
    page = site.get(f"/reports/{report_id}/preview", as_=people.chloe)
    assert not page.select("tbody") and "No figures yet." in page.text
    page = worked_out(site, report_id, people.chloe)
    assert figure(page, "Thanks on the wall")[:2] == ["1", "0"]
    assert f"These figures were worked out on {moment(clock.now())}"[:-2] in page.text
    move_on(people)
    read = site.get(f"/reports/{report_id}/read", as_=people.chloe)
    assert read.select("article")[0].text_content() == page.select("article")[0].text_content()
    assert read.queries <= 8
    assert figure(worked_out(site, report_id, people.chloe), "Thanks on the wall")[:2] == ["2", "0"]


def test_figures_go_when_the_report_is_of_something_else_and_follow_the_order_of_blocks(
    site: Site, people: People
) -> None:
    report_id = made.draft(people)
    first = [each.text_content() for each in worked_out(site, report_id, people.chloe).select("h3")]
    address = f"/reports/{report_id}/blocks/thanks/move"
    version = made.row(report_id).version
    assert site.post(address, {"version": version, "way": "up"}, as_=people.chloe).status == 303
    page = site.get(f"/reports/{report_id}/preview", as_=people.chloe)
    assert [each.text_content() for each in page.select("h3")] == first[::-1] and len(first) == 2
    with transaction():
        row = made.row(report_id)
        actions.save(row, row.version, made.about(title="Another title"), clock.now())
    assert queries.worked_out(report_id) is not None
    with transaction():
        row = made.row(report_id)
        actions.save(row, row.version, made.about(blocks=("thanks",)), clock.now())
    db.session.expire_all()
    assert queries.worked_out(report_id) is None


def test_a_final_report_keeps_no_figures_beside_its_own(site: Site, people: People) -> None:
    report_id = made.final(people)
    assert queries.worked_out(report_id) is None
    assert site.get(f"/reports/{report_id}/preview", as_=people.chloe).status == 409
    assert site.post(f"/reports/{report_id}/figures", as_=people.chloe).status == 409


def test_draft_stands_in_the_header_until_the_report_is_final(site: Site, people: People) -> None:
    for report_id, marked in ((made.ready(people), True), (made.final(people), False)):
        header = _opened(site, report_id, people.chloe).sections[0].header
        assert ("DRAFT" in [each.text for each in header.paragraphs]) is marked


def test_what_is_missing_is_said_and_nothing_becomes_final(site: Site, people: People) -> None:
    report_id = made.draft(people, meeting="", meeting_on=None)
    refused = site.post(f"/reports/{report_id}/finish", as_=people.chloe)
    assert refused.status == 422 and len(refused.errors) == 5
    assert "“Financial implications” needs words, an author and a day." in refused.errors
    assert made.row(report_id).state == "draft"


def test_a_final_report_does_not_change(site: Site, people: People) -> None:
    report_id = made.final(people)
    sent = made.form(version=made.row(report_id).version)
    assert site.post(f"/reports/{report_id}/edit", sent, as_=people.chloe).status == 409
    for path in ("freeze", "finish", "back-to-draft", "delete", "ask-for-comments"):
        assert site.post(f"/reports/{report_id}/{path}", as_=people.chloe).status in (409, 422)
    for path in ("edit", "sections/risk", "commenters/legal"):
        assert site.get(f"/reports/{report_id}/{path}", as_=people.chloe).status == 409
    row = made.row(report_id)
    assert (row.state, row.sha256) == ("final", hashlib.sha256(row.document.encode()).hexdigest())


def test_what_was_sent_stands_in_the_archive_with_its_hash(site: Site, people: People) -> None:
    assert "Nothing was sent yet" in site.get("/reports/archive", as_=people.chloe).text
    report_id = made.final(people)
    address = f"/reports/{report_id}/sent"
    later = clock.today() + timedelta(days=3)
    wrong = site.post(address, {"sent_day": f"{later.day}/{later.month}/{later.year}", "sent_to": "Cabinet"},
                      as_=people.chloe)  # fmt: skip
    assert wrong.errors == ["Choose a day that is not to come."]
    assert len(site.post(address, {"sent_day": "", "sent_to": ""}, as_=people.chloe).errors) == 2
    site.post(address, {"sent_day": "3/2/2026", "sent_to": "Cabinet, and group leaders"}, as_=people.chloe)
    page = site.get("/reports/archive", as_=people.chloe)
    assert "3 February 2026" in page.text and "Cabinet, and group leaders" in page.text
    assert made.row(report_id).sha256[:12] in page.text
    draft = made.draft(people)
    assert site.post(f"/reports/{draft}/sent", {"sent_day": "3/2/2026", "sent_to": "x"}, as_=people.chloe).status == 409


def test_an_exception_report_keeps_only_what_is_late_missed_or_changed(site: Site, people: People) -> None:
    report_id = made.draft(people, kind="exception", blocks=("thanks", "events"))
    page = worked_out(site, report_id, people.chloe)
    assert "Nothing is late, missed or has changed much." in page.text
    recognition.thanks(people.amara, [people.esi], at=clock.begins(before(made.quarter()).first) + timedelta(hours=9))
    page = worked_out(site, report_id, people.chloe)
    assert figure(page, "Thanks on the wall")[:2] == ["0", "1"]
    assert [each.text_content() for each in page.select("tbody th")] == ["Thanks on the wall"]


def test_a_directorate_page_counts_its_own_people_alone(site: Site, people: People) -> None:
    move_on(people)
    found = {}
    for code in (UNITS.place, UNITS.adults):
        report_id = made.draft(people, kind="directorate", unit_id=made.unit(code), blocks=("thanks",))
        page = worked_out(site, report_id, people.chloe)
        found[code] = figure(page, "People who were thanked there")[0]
    assert found == {UNITS.place: "1", UNITS.adults: "0"}


def test_old_reports_are_deleted_after_their_time(site: Site, people: People) -> None:
    from engage.reports import jobs

    old, kept, stale = made.final(people), made.final(people), made.draft(people)
    with transaction():
        db.session.get_one(Report, old).final_at = clock.now() - timedelta(days=7 * 366)
        db.session.get_one(Report, stale).changed_at = clock.now() - timedelta(days=2 * 367)
    jobs.delete_old()
    assert [row.id for row in queries.listed(1).rows] == [kept]


@pytest.mark.parametrize("state", ["ready", "final"])
def test_the_page_of_a_report_costs_the_same_however_much_there_is(site: Site, people: People, state: str) -> None:
    report_id = getattr(made, state)(people)
    few = site.query_count(f"/reports/{report_id}/", as_=people.chloe)
    for _ in range(3):
        made.sent(people)
        if state == "ready":
            made.freeze(report_id, people)
    assert site.query_count(f"/reports/{report_id}/", as_=people.chloe) == few <= 16
