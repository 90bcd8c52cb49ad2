"""Running a consultation: made, cut, opened, closed, themed, answered, published; and who may not."""

import csv
import io

import pytest
from sqlalchemy import select

from engage.consultation.models import Answer, Consultation, Entry
from engage.consultation.rules import Column
from engage.core import audit
from engage.core.db import db
from tests.consultation import made
from tests.factories import UNITS

LIST = "/consultations/manage/"


def text(number: int) -> list[str]:
    db.session.rollback()
    return [each.text for each in made.get(number).statements]


def test_an_empty_list_says_what_to_do_first(site, people):
    page = site.get(LIST, as_=people.chloe)
    assert page.h1 == "Manage consultations"
    assert page.links["Make the first consultation"] == "/consultations/manage/new"


@pytest.mark.parametrize("who", ["amara", "bryn", "dev", "femi"])
def test_only_the_od_team_runs_consultations(site, people, who):
    number = made.draft()
    for path in (LIST, f"{LIST}new", f"{LIST}{number}/", f"{LIST}{number}/text", f"{LIST}{number}/entries.csv"):
        assert site.get(path).status == 303
        assert site.get(path, as_=getattr(people, who)).status == 403
    assert site.post(f"{LIST}{number}/open", as_=getattr(people, who)).status == 403
    assert made.get(number).state == "draft"


@pytest.mark.parametrize("path", ["", "settings", "text", "stages", "statements/1", "stages/1", "entries", "answers/1"])
def test_what_is_not_there_is_not_there_for_chloe_either(site, people, path):
    assert site.get(f"{LIST}99/{path}", as_=people.chloe).status == 404


def test_chloe_makes_a_consultation_from_its_title_to_open(site, people):
    page = site.post(LIST, {"title": "Our values"}, as_=people.chloe)
    assert page.location.endswith("/settings")
    number = int(page.location.split("/")[-2])
    form = site.follow(page, as_=people.chloe).form()
    sent = form | {"kind": "text", "who": "some", "for_roles": ["manager"], "names": "yes", "closes_day": "1/3/2099"}
    assert site.post(page.location, sent, as_=people.chloe).status == 303
    paste = f"{LIST}{number}/text"
    cut = site.get(paste, as_=people.chloe).form(paste)
    site.post(paste, cut | {"text": "1. One.\n2. Two."}, as_=people.chloe)
    page = site.follow(site.post(f"{LIST}{number}/open", as_=people.chloe), as_=people.chloe)
    assert "1 people are asked" in page.text or "1 person" in page.text  # Femi manages
    row = made.get(number)
    assert (row.state, row.kind, row.named, row.audience) == ("open", "text", True, "role:manager")
    assert site.get(f"/consultations/{number}/", as_=people.femi).status == 200
    assert site.get(f"/consultations/{number}/", as_=people.amara).status == 404


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"title": " "}, "Enter a title."),
        ({"title": "x" * 201}, "Use at most 200 characters"),
        ({"intro": "x" * 4001}, "4000"),
        ({"closes_day": "soon"}, "Enter the day as numbers"),
        ({"opens_day": "3/3/2099", "closes_day": "2/3/2099"}, "must close after it opens"),
        ({"who": "some"}, "Choose at least one role, network or part"),
        ({"kind": "vote"}, "Not a valid choice"),
        ({"names": ""}, "Choose one."),
    ],
)
def test_settings_that_cannot_be_are_said_plainly_and_kept_on_the_page(site, people, change, says):
    number = made.draft()
    path = f"{LIST}{number}/settings"
    form = site.get(path, as_=people.chloe).form(path)
    page = site.post(path, form | change, as_=people.chloe)
    assert page.status == 422 and says in " ".join(page.errors)
    assert page.title.startswith("Error: Settings")


def test_statements_are_moved_reworded_split_merged_and_deleted(site, people):
    number = made.draft(text="One.\n\nTwo.\n\nThree.")
    here = f"{LIST}{number}/statements"

    def act(at: int, what: str = "", **sent: str) -> None:
        row = made.get(number)
        path = f"{here}/{row.statements[at].id}{what}"
        assert site.post(path, {"version": str(row.version), **sent}, as_=people.chloe).status == 303

    act(2, "/move", way="up")
    assert text(number) == ["One.", "Three.", "Two."]
    act(0, text="One and a half.\n\nOne more.")
    assert text(number) == ["One and a half.", "One more.", "Three.", "Two."]
    act(1, "/merge")
    assert text(number) == ["One and a half. One more.", "Three.", "Two."]
    act(1, "/drop")
    assert text(number) == ["One and a half. One more.", "Two."]
    page = site.get(f"{LIST}{number}/text", as_=people.chloe)
    assert "Move statement 1 down" in page.text and "Move statement 1 up" not in page.text
    first = f"{here}/{made.get(number).statements[0].id}"
    assert site.post(f"{first}/merge", {"version": str(made.get(number).version)}, as_=people.chloe).status == 409
    assert site.post(f"{first}/move", {"version": "1", "way": "sideways"}, as_=people.chloe).status == 422


def test_once_it_is_open_its_text_and_promise_are_fixed_and_its_closing_date_is_not(site, people):
    number = made.opened(closes_at=made.closing_soon())
    version = str(made.get(number).version)
    first = made.statement_id(number)
    for path, sent in (
        ("text", {"text": "New"}), (f"statements/{first}", {"text": "New"}), (f"statements/{first}/drop", {}),
        ("open", {}), ("delete", {}),
    ):  # fmt: skip
        assert site.post(f"{LIST}{number}/{path}", {"version": version, **sent}, as_=people.chloe).status == 409, path
    path = f"{LIST}{number}/settings"
    page = site.get(path, as_=people.chloe)
    assert page.h1 == "Closing date" and not page.select("[name=title]")
    sent = page.form(path) | {"closes_day": "1/3/2099", "title": "Renamed", "named": "1", "names": "yes"}
    assert site.post(path, sent, as_=people.chloe).status == 303
    row = made.get(number)
    assert (row.title, row.named, row.closes_at.year) == (made.TITLE, False, 2099)
    past = page.form(path) | {"version": str(row.version), "closes_day": "1/3/2020"}
    assert site.post(path, past, as_=people.chloe).status == 422


def test_stages_are_named_by_the_council_and_read_by_whoever_is_asked(site, people):
    number = made.opened()
    path = f"{LIST}{number}/stages"
    for name, day in (("Champions", "1/2/2027"), ("Unions, at their committee", "")):
        form = site.get(path, as_=people.chloe).form(path)
        assert site.post(path, form | {"name": name, "on_day": day}, as_=people.chloe).status == 303
    first = f"{path}/{made.get(number).stages[0].id}"
    form = site.get(first, as_=people.chloe).form(first)
    page = site.post(first, form | {"done": "y"}, as_=people.chloe)
    assert page.status == 422 and "Say what came of this stage" in page.errors[0]
    site.post(first, form | {"done": "y", "outcome": "They liked it."}, as_=people.chloe)
    page = site.get(f"/consultations/{number}/", as_=people.amara)
    assert "Champions Done, 1 February 2027 They liked it." in page.text
    assert "Unions, at their committee Now" in page.text
    assert page.select("[aria-current=step]")
    version = {"version": str(made.get(number).version)}
    assert site.post(f"{first}/drop", version, as_=people.chloe).status == 409
    site.post(f"{first}/move", version | {"way": "down"}, as_=people.chloe)
    assert made.get(number).stages[0].name.startswith("Unions")
    assert site.post(f"{first}/move", version | {"way": "up"}, as_=people.chloe).status == 409  # an older page's


def test_a_draft_can_be_deleted_and_its_text_with_it(site, people):
    number = made.draft()
    page = site.post(f"{LIST}{number}/delete", as_=people.chloe)
    assert page.location == LIST
    assert site.get(f"{LIST}{number}/", as_=people.chloe).status == 404


def test_chloe_themes_answers_and_publishes_and_amara_reads_what_changed(site, people):
    number, theme = made.opened(), made.theme()
    first = made.write(number, people.amara, "No synergies, please.", 2)
    second = made.write(number, people.esi, "Fewer words.", Column.EVEN_BETTER)
    made.closed(number)
    home = f"{LIST}{number}"
    page = site.get(f"{home}/", as_=people.chloe)
    assert "2 of 2 entries still under none" in page.text and "Publish what changed" not in page.text
    sent = {"entry": [str(first), str(second)], "to": str(theme), "do": "put"}
    site.post(f"{home}/entries", sent, as_=people.chloe)
    site.post(f"{home}/entries", sent, as_=people.chloe)  # doing it twice is fine
    page = site.get(f"{home}/entries?theme=none", as_=people.chloe)
    assert "Everything is under a theme" in page.text
    path = f"{home}/answers/{theme}"
    form = site.get(path, as_=people.chloe).form(path)
    said = form | {"decision": "changed", "text": "Gone.", "statement": str(made.statement_id(number, 2))}
    page = site.post(path, said, as_=people.chloe)
    assert page.status == 422 and page.errors == ["Enter the new wording of the statement."]
    site.post(path, said | {"new_wording": "We work together."}, as_=people.chloe)
    assert site.get(f"/consultations/{number}/what-changed", as_=people.amara).status == 404
    form = site.get(f"{home}/", as_=people.chloe).form(f"{home}/publish")
    assert site.post(f"{home}/publish", form | {"outcome": ""}, as_=people.chloe).status == 422
    assert (
        site.post(f"{home}/publish", form | {"outcome": "You asked for plain words."}, as_=people.chloe).status == 303
    )
    page = site.get(f"/consultations/{number}/what-changed", as_=people.amara)
    assert "You asked for plain words." in page.text
    sides = [p.text_content() for p in page.select(".engage-before-after__side")]
    assert sides == ["BeforeWe leverage synergies.", "NowWe work together."]
    assert "Now: We work together." in site.get(f"/consultations/{number}/", as_=people.amara).text
    assert site.post(f"{home}/publish", form | {"outcome": "Again"}, as_=people.chloe).status == 409


def test_a_theme_that_changed_nothing_gives_its_reason_and_no_wording(site, people):
    number, theme = made.opened(), made.theme()
    made.closed(number)
    path = f"{LIST}{number}/answers/{theme}"
    form = site.get(path, as_=people.chloe).form(path)
    site.post(
        path, form | {"decision": "not_changed", "text": "No money.", "new_wording": "Left over"}, as_=people.chloe
    )
    db.session.rollback()
    row = db.session.scalars(select(Answer)).one()
    assert (row.decision, row.text, row.new_wording) == ("not_changed", "No money.", "")


def test_two_themes_that_change_one_statement_show_one_new_wording(people, app):
    from engage.consultation.actions import answering
    from engage.consultation.rules import Decision
    from engage.core.db import transaction
    from engage.directory.models import Theme

    number, one, two = made.opened(), made.theme("One"), made.theme("Two")
    made.closed(number)
    for theme, wording in ((one, "First wording."), (two, "Second wording.")):
        with transaction():
            row = made.get(number)
            said = answering.Said(Decision.CHANGED, "Because.", row.statements[0].id, "", wording)
            answering.answer(row, db.session.get_one(Theme, theme), 0, said)
    db.session.rollback()
    assert set(db.session.scalars(select(Answer.new_wording))) == {"Second wording."}
    assert made.get(number).statements[0].new_text == "Second wording."


def test_nothing_is_themed_while_it_is_open_and_nothing_published_without_an_answer(site, people):
    number = made.opened()
    assert site.get(f"{LIST}{number}/entries", as_=people.chloe).status == 409
    assert site.get(f"{LIST}{number}/entries.csv", as_=people.chloe).status == 409
    made.closed(number)
    sent = {"version": str(made.get(number).version), "outcome": "Nothing."}
    page = site.post(f"{LIST}{number}/publish", sent, as_=people.chloe)
    assert page.status == 422 and "Answer at least one theme first" in page.text
    assert made.get(number).state == "closed"


def test_the_file_of_entries_has_no_name_and_no_formula(site, people):
    number, theme = made.opened(), made.theme("=Themes")
    entry = made.write(number, people.amara, "=HYPERLINK(1)")
    made.write(number, people.amara, "@SUM(A1)", Column.WORKS_WELL)
    made.closed(number)
    site.post(f"{LIST}{number}/entries", {"entry": [str(entry)], "to": str(theme)}, as_=people.chloe)
    rows = list(
        csv.reader(io.StringIO(site.get(f"{LIST}{number}/entries.csv", as_=people.chloe).data.decode("utf-8-sig")))
    )
    assert rows[0] == ["on", "statement", "text", "agree with it", "themes"]
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert sorted(row[2] for row in rows[1:]) == ["'=HYPERLINK(1)", "'@SUM(A1)"]


@pytest.mark.parametrize("path", ["", "entries", "answers", "stages", "text"])
def test_a_page_costs_the_same_however_much_was_written(site, people, path):
    number, theme = made.opened(), made.theme()
    first = made.write(number, people.amara, "One.")
    made.closed(number)
    site.post(f"{LIST}{number}/entries", {"entry": [str(first)], "to": str(theme)}, as_=people.chloe)
    few = site.query_count(f"{LIST}{number}/{path}", as_=people.chloe)
    other = made.opened(title="More")
    ids = [made.write(other, people.amara, f"Comment {n}") for n in range(15)]
    made.closed(other)
    site.post(f"{LIST}{other}/entries", {"entry": [str(i) for i in ids], "to": str(theme)}, as_=people.chloe)
    assert site.query_count(f"{LIST}{other}/{path}", as_=people.chloe) == few


def test_the_table_of_entries_is_its_part_of_the_page(site, people):
    number = made.opened()
    made.write(number, people.amara, "One.")
    made.theme()
    made.closed(number)
    site.assert_fragment_is_its_part_of_the_page(f"{LIST}{number}/entries?theme=none&place=text", as_=people.chloe)


def test_every_act_is_in_the_audit_record_and_no_text_is(site, people):
    number, theme = made.opened(audience=made.in_unit(UNITS.adults)), made.theme("Secret theme")
    made.answered(number, theme, [made.write(number, people.amara, "Secret words")])
    events = [event for event in audit.latest(100) if event.kind == "consultation"]
    acts = {event.act for event in events}
    assert acts >= {"create", "open", "close", "figures", "put under theme", "answer theme", "publish", "remove names"}
    assert not any("ecret" in event.facts for event in events)
    assert db.session.scalar(select(Entry.text)) == "Secret words"
    assert db.session.scalar(select(Consultation.state)) == "answered"
