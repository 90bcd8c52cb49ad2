"""What is sent too long, empty, hostile, twice, too late or by two at once: refused plainly, and nothing is doubled."""

import threading

import pytest
from sqlalchemy import func, select

from engage.consultation.actions import taking_part
from engage.consultation.models import Agreement, Answer, Consultation, Entry, EntryTheme, Statement
from engage.consultation.rules import Column
from engage.core import clock
from engage.core.db import db, transaction
from engage.core.errors import Conflict
from tests.consultation import made

MARKUP = """"'><script>alert(1)</script>{{7*7}}"""


def entries() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(Entry.text).order_by(Entry.id)))


@pytest.fixture
def number(people):
    return made.opened()


@pytest.fixture
def path(number):
    return f"/consultations/{number}/statements/{made.statement_id(number)}"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Write your comment first."),
        ("   \n\t ", "Write your comment first."),
        ("\u200b\u200d\u2060", "Write your comment first."),
        ("\u3164", "Write your comment first."),
        ("x" * 2001, "Use at most 2,000 characters. What you typed is still here."),
        ("é" * 50_000, "Use at most 2,000 characters. What you typed is still here."),
    ],
    ids=["empty", "blanks", "invisible", "filler", "2001", "50000"],
)
def test_words_that_cannot_be_taken_come_back_with_a_plain_sentence(site, people, path, text, says):
    for htmx in (False, True):
        page = site.post(path, {"text": text}, as_=people.amara, htmx=htmx)
        assert (page.status, page.errors) == (422, [says])
        shown = page.select("textarea")[0].text_content().removeprefix("\n")
        assert shown.strip("\u200b\u200d\u2060\u3164 \n\t") == text.strip("\u200b\u200d\u2060\u3164 \n\t")
    assert entries() == []


def test_the_title_says_error_and_the_summary_leads_into_the_field(site, people, path):
    page = site.post(path, {"text": ""}, as_=people.amara)
    assert page.title.startswith("Error: Statement 1")
    assert page.select(".govuk-error-summary a")[0].get("href") == "#text"


@pytest.mark.parametrize("column", ["works-well", "even-better"])
def test_an_empty_entry_on_the_board_is_refused_in_its_own_column(site, people, number, column):
    page = site.post(f"/consultations/{number}/board/{column}", {column.replace("-", "_"): " "}, as_=people.amara)
    assert page.status == 422
    assert page.select(".govuk-error-summary a")[0].get("href") == f"#{column.replace('-', '_')}"
    assert page.title.startswith("Error: The board")
    assert len(page.select(".govuk-error-message")) == 1


def test_a_column_that_is_none_is_not_there(site, people, number):
    assert site.post(f"/consultations/{number}/board/worst", {"worst": "x"}, as_=people.amara).status == 404


def test_markup_is_shown_as_it_was_typed_and_runs_nowhere(site, people, number, path):
    site.post(path, {"text": MARKUP}, as_=people.amara)
    page = site.get(path, as_=people.esi)
    assert MARKUP in page.text and "<script>alert" not in page.source
    assert site.get(f"/consultations/{number}/", as_=people.esi).status == 200


def test_the_same_form_sent_twice_writes_once(site, people, number, path):
    for _ in range(2):
        assert site.post(path, {"text": "Once is enough."}, as_=people.amara).status == 303
        site.post(f"/consultations/{number}/board/works-well", {"works_well": "Once here too."}, as_=people.amara)
    site.post(path, {"text": "Once is enough."}, as_=people.esi)  # a colleague may think the same
    assert sorted(entries()) == ["Once here too.", "Once is enough.", "Once is enough."]


def test_two_presses_that_arrive_together_write_once(app, people, number):
    # SQLite lets one writer in at a time: there they meet before they begin.
    inside = db.engine.dialect.name == "postgresql"
    together, failed = threading.Barrier(2), []

    def press() -> None:
        with app.app_context():
            try:
                if not inside:
                    together.wait(10)
                with transaction():
                    row = made.get(number)
                    if inside:
                        together.wait(10)
                    taking_part.write(row, Column.WORKS_WELL, "Twice", people.amara, None, clock.now(), clock.today())
            except Exception as error:
                failed.append(error)

    presses = [threading.Thread(target=press) for _ in range(2)]
    for each in presses:
        each.start()
    for each in presses:
        each.join(20)
    assert (failed, entries()) == ([], ["Twice"])


def test_ones_own_words_cannot_become_a_copy_of_other_ones_own_words(site, people, number):
    made.write(number, people.amara, "First.")
    second = made.write(number, people.amara, "Second.")
    page = site.post(f"/consultations/{number}/entries/{second}", {"text": "First."}, as_=people.amara)
    assert page.status == 422 and entries() == ["First.", "Second."]


def test_after_the_close_every_way_of_taking_part_is_a_conflict(site, people, number, path):
    entry = made.write(number, people.esi, "In time.")
    own = made.write(number, people.amara, "Also in time.")
    site.get(path, as_=people.amara)
    made.closed(number)
    for address, sent in (
        (path, {"text": "Late"}), (f"{path}/verdict", {"says": "yes"}),
        (f"/consultations/{number}/board/works-well", {"works_well": "Late"}),
        (f"/consultations/{number}/entries/{entry}/agree", {"agrees": "yes"}),
        (f"/consultations/{number}/entries/{own}", {"text": "Late"}),
        (f"/consultations/{number}/entries/{own}/take-back", {}),
    ):  # fmt: skip
        assert site.post(address, sent, as_=people.amara).status == 409, address
    assert entries() == ["In time.", "Also in time."]
    assert not db.session.scalar(select(func.count()).select_from(Agreement))
    assert not site.get(path, as_=people.amara).select("main form")


def test_somebody_who_is_writing_when_it_closes_is_refused_and_not_half_kept(people, number):
    row = made.get(number)
    made.closed(number)
    with pytest.raises(Conflict), transaction():
        taking_part.write(row, Column.WORKS_WELL, "Late", people.amara, None, clock.now(), clock.today())
    assert entries() == []


@pytest.mark.parametrize("what", ["settings", "text", "stages"])
def test_two_of_the_od_team_at_once_the_second_is_told_and_nothing_of_the_first_is_lost(site, people, what):
    number = made.draft()
    path = f"/consultations/manage/{number}/{what}"
    sent = {
        "settings": {"title": "Second"},
        "text": {"text": "Second text", "how": "instead"},
        "stages": {"name": "Second"},
    }[what]
    form = site.get(path, as_=people.chloe).form(path)
    first = {
        "settings": {"title": "First"},
        "text": {"text": "First text", "how": "instead"},
        "stages": {"name": "First"},
    }
    assert site.post(path, form | first[what], as_=people.chloe).status == 303
    page = site.post(path, form | sent, as_=people.chloe)
    assert page.status == 409 and "changed in another tab or by somebody else" in page.text
    row = made.get(number)
    kept = {"settings": row.title, "text": row.statements[0].text, "stages": "".join(s.name for s in row.stages)}
    assert kept[what].startswith("First")


def test_two_answers_to_one_theme_at_once_the_second_is_told(site, people, number):
    entry, theme = made.write(number, people.amara, "Plainer."), made.theme()
    made.closed(number)
    site.post(f"/consultations/manage/{number}/entries", {"entry": [str(entry)], "to": str(theme)}, as_=people.chloe)
    path = f"/consultations/manage/{number}/answers/{theme}"
    form = site.get(path, as_=people.chloe).form(path) | {"decision": "not_changed"}
    assert site.post(path, form | {"text": "First."}, as_=people.chloe).status == 303
    assert site.post(path, form | {"text": "Second."}, as_=people.chloe).status == 409
    db.session.rollback()
    assert db.session.scalar(select(Answer.text)) == "First."


def test_numbers_that_are_nobodys_move_no_entry(site, people, number):
    entry, theme = made.write(number, people.amara, "Mine."), made.theme()
    other = made.write(made.opened(title="Another"), people.amara, "Elsewhere.")
    made.closed(number)
    path = f"/consultations/manage/{number}/entries"
    for sent in (["0"], ["x", "9" * 30], [str(other)], []):
        assert site.post(path, {"entry": sent, "to": str(theme)}, as_=people.chloe).status == 422
    for to in ("", "0", "9" * 30, "x"):
        assert site.post(path, {"entry": [str(entry)], "to": to}, as_=people.chloe).status == 422
    assert not db.session.scalar(select(func.count()).select_from(EntryTheme))


def test_a_pasted_text_too_long_or_empty_comes_back_as_it_was(site, people):
    number = made.draft(text="")
    path = f"/consultations/manage/{number}/text"
    form = site.get(path, as_=people.chloe).form(path)
    for text, says in (
        ("", "Paste or write the text first."), ("\u200b", "Paste or write the text first."),
        ("x" * 60_001, "Use at most 60,000 characters"), ("x" * 2001, "has more than 2000 characters"),
        ("\n\n".join(["One"] * 101), "That would be 101 statements"),
    ):  # fmt: skip
        page = site.post(path, form | {"text": text}, as_=people.chloe)
        assert page.status == 422 and says in page.errors[0]
    db.session.rollback()
    assert not db.session.scalar(select(func.count()).select_from(Statement))


def test_a_consultation_without_a_text_does_not_open(site, people):
    number = made.draft(text="")
    page = site.post(f"/consultations/manage/{number}/open", as_=people.chloe)
    assert page.status == 422 and "no text to speak to" in page.text
    assert db.session.get_one(Consultation, number).state == "draft"
