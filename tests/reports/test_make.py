"""Making a report and changing it: the list, the form, the order of its blocks, sections, a copy, deleting."""

from datetime import date

import pytest

from engage.core import audit
from engage.reports.queries import reports as queries
from engage.reports.rules.paper import Words
from engage.reports.rules.periods import before
from tests.factories import UNITS, People
from tests.reports import made
from tests.site import Site


def test_an_empty_list_says_what_to_do_first(site: Site, people: People) -> None:
    assert site.get("/reports/", as_=people.chloe).links["Make the first report"] == "/reports/new"


def test_chloe_makes_a_report_for_the_quarter_that_has_ended(site: Site, people: People) -> None:
    page = site.get("/reports/new", as_=people.chloe)
    form = page.form("/reports/")
    assert form["quarter"] == before(made.quarter()).first.isoformat() and "survey" in form["blocks"]
    answer = site.post("/reports/", form | {"title": "Quarter", "meeting_day": "2/3/2027"}, as_=people.chloe)
    shown = site.follow(answer, as_=people.chloe)
    assert shown.h1 == "Quarter" and "files are made of frozen figures alone" in shown.text
    row = made.row(1)
    assert (row.first_day, row.meeting_on, row.created_by_id) == (
        before(made.quarter()).first, date(2027, 3, 2), people.chloe,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"title": ""}, "Enter a title."),
        ({"kind": "directorate"}, "Choose the directorate."),
        ({"blocks": []}, "Choose at least one block."),
        ({"quarter": "own"}, "Enter the first day as numbers, for example 1/4/2027."),
        ({"quarter": "own", "first_day": "2/4/2026", "last_day": "1/4/2026"}, "The last day is before the first."),
        ({"quarter": "own", "first_day": "1/4/2020", "last_day": "1/4/2026"}, "Choose at most two years."),
        ({"quarter": "2026-02-30"}, "Not a valid choice."),
        ({"meeting_day": "31/2/2027"}, "There is no such day as 31/2/2027."),
        ({"unit": "77"}, "Not a valid choice."),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(
    site: Site, people: People, wrong: dict[str, object], why: str
) -> None:
    page = site.post("/reports/", made.form(wards="Abbey ward") | wrong, as_=people.chloe)
    assert page.status == 422 and why in page.errors and page.title.startswith("Error: ")
    assert page.form("/reports/")["wards"] == "Abbey ward"
    assert queries.listed(1).total == 0


def test_a_directorate_page_takes_only_blocks_that_can_be_read_for_it(site: Site, people: People) -> None:
    place = str(made.unit(UNITS.place))
    sent = made.form(kind="directorate", unit=place, blocks=["thanks", "concerns"])
    refused = site.post("/reports/", sent, as_=people.chloe)
    assert refused.errors == ["These cannot be read for one directorate: Concerns answered."]
    site.post("/reports/", sent | {"blocks": ["thanks"]}, as_=people.chloe)
    assert made.row(1).unit_id == int(place)


def test_a_second_window_is_told_and_loses_nothing(site: Site, people: People) -> None:
    report_id = made.draft(people)
    form = site.get(f"/reports/{report_id}/edit", as_=people.chloe).form()
    site.post(f"/reports/{report_id}/edit", form | {"title": "First"}, as_=people.chloe)
    late = site.post(f"/reports/{report_id}/edit", form | {"title": "Second"}, as_=people.chloe)
    assert late.status == 409 and late.form()["title"] == "Second"
    assert made.row(report_id).title == "First"
    again = site.post(f"/reports/{report_id}/edit", late.form(), as_=people.chloe)
    assert again.status == 303 and made.row(report_id).title == "Second"


def test_blocks_are_moved_and_a_stale_list_moves_nothing(site: Site, people: People) -> None:
    report_id = made.draft(people, blocks=("survey", "thanks", "events"))
    address = f"/reports/{report_id}/blocks/events/move"
    version = made.row(report_id).version
    assert site.post(address, {"version": version, "way": "up"}, as_=people.chloe).status == 303
    assert made.row(report_id).blocks == "survey events thanks"
    assert site.post(address, {"version": version, "way": "up"}, as_=people.chloe).status == 409
    assert made.row(report_id).blocks == "survey events thanks"


def test_a_section_is_written_and_a_second_window_is_told(site: Site, people: People) -> None:
    report_id = made.draft(people)
    address = f"/reports/{report_id}/sections/finance"
    form = site.get(address, as_=people.chloe).form()
    sent = form | {"text": "Within budget.", "author": "Ada Okafor", "written_day": "1/2/2027"}
    assert site.post(address, sent, as_=people.chloe).status == 303
    assert queries.words(report_id)["finance"] == Words("Within budget.", None, "Ada Okafor", date(2027, 2, 1))
    late = site.post(address, sent | {"text": "Over it."}, as_=people.chloe)
    assert late.status == 409 and late.form()["text"].strip() == "Over it."
    assert queries.words(report_id)["finance"].text == "Within budget."
    wrong = site.post(address, late.form() | {"written_day": "soon"}, as_=people.chloe)
    assert wrong.status == 422 and len(wrong.errors) == 1
    assert site.get(f"/reports/{report_id}/sections/nothing", as_=people.chloe).status == 404


def test_yes_or_no_is_asked_where_the_layout_does(site: Site, people: People) -> None:
    report_id = made.draft(people)
    address = f"/reports/{report_id}/sections/other"
    site.post(address, site.get(address, as_=people.chloe).form() | {"answer": "no"}, as_=people.chloe)
    assert queries.words(report_id)["other"].yes is False


def test_a_copy_has_words_and_blocks_and_nobodys_signature_or_figures(site: Site, people: People) -> None:
    report_id = made.ready(people, forward_plan="C/1")
    made.write(report_id, "summary", Words("As before."))
    address = f"/reports/{report_id}/copy"
    form = site.get(address, as_=people.chloe).form()
    assert site.post(address, form | {"title": ""}, as_=people.chloe).errors == ["Enter a title."]
    site.post(address, form | {"title": "Next"}, as_=people.chloe)
    copy = made.row(report_id + 1)
    assert (copy.title, copy.blocks, copy.meeting, copy.meeting_on) == ("Next", "concerns thanks", "Cabinet", None)
    assert (copy.forward_plan, copy.copied_from_id, queries.snapshots(copy.id)) == ("", report_id, [])
    assert queries.words(copy.id) == {"summary": Words("As before.")}


def test_a_draft_is_deleted_with_all_that_hangs_on_it_and_a_final_report_is_not(site: Site, people: People) -> None:
    report_id, kept = made.ready(people), made.final(people)
    assert site.post(f"/reports/{report_id}/delete", as_=people.chloe).location == "/reports/"
    assert site.get(f"/reports/{report_id}/", as_=people.chloe).status == 404
    assert queries.words(report_id) == {} and queries.snapshots(report_id) == []
    assert site.post(f"/reports/{kept}/delete", as_=people.chloe).status == 409
    assert [each.act for each in audit.latest(2, kind="report")] == ["delete", "final"]


@pytest.mark.parametrize("who", ["amara", "bryn", "dev", "femi"])
def test_nobody_but_the_od_team_makes_reports(site: Site, people: People, who: str) -> None:
    report_id = made.draft(people)
    for path in (
        "",
        "new",
        f"{report_id}/",
        f"{report_id}/edit",
        f"{report_id}/read",
        "archive",
        "layout/",
        "template/",
    ):
        assert site.get(f"/reports/{path}", as_=getattr(people, who)).status == 403
    assert site.post(f"/reports/{report_id}/freeze", as_=getattr(people, who)).status == 403
    assert site.get("/reports/").location == "/sign-in?next=/reports/"


def test_what_is_not_there_is_404(site: Site, people: People) -> None:
    for path in ("", "edit", "read", "preview", "copy", "report.docx", "figures.csv", "sections/finance"):
        assert site.get(f"/reports/77/{path}", as_=people.chloe).status == 404
    for path in ("freeze", "finish", "sent", "delete", "blocks/thanks/move", "commenters/finance"):
        assert site.post(f"/reports/77/{path}", as_=people.chloe).status == 404


def test_many_reports_cost_as_many_statements_as_one(site: Site, people: People) -> None:
    made.draft(people)
    few = site.query_count("/reports/", as_=people.chloe)
    for number in range(27):
        made.draft(people, title=f"Number {number}")
    assert site.query_count("/reports/", as_=people.chloe) == few <= 5
    assert site.get("/reports/", as_=people.chloe).links["Page 2"] == "/reports/?page=2"
