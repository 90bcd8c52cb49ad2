"""Question sets in the pages: the list, one set, its versions, its words, and into a survey."""

import pytest

from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Behaviour, Framework, FrameworkValue
from engage.surveys.models import QuestionSet, QuestionSetUse, QuestionSetVersion, Survey
from engage.surveys.queries import library
from engage.surveys.rules import Stage, from_json
from engage.surveys.rules.library_shipped import SHIPPED
from tests.surveys import made

LIST, TEAM, SECTOR = "/surveys/library/", "/surveys/library/team/", "/surveys/library/sector/"


def document(survey_id: int):
    db.session.expire_all()
    return from_json(db.session.get_one(Survey, survey_id).questionnaire)


def add(site, people, survey_id: int, set_code: str, **changes):
    here = f"/surveys/manage/{survey_id}/library/{set_code}"
    form = site.get(here, as_=people.chloe).form(here)
    return site.post(here, {**form, **changes}, as_=people.chloe)


def told(page) -> str:
    return " ".join(note.text_content().strip() for note in page.select(".engage-note"))


def framework(*texts: str, version: int = 1, ended: bool = False) -> None:
    with transaction():
        row = Framework(title="Values", version=version, document="{}", digest="d", published_at=clock.now(),
                        in_force_from=clock.today(), ended_on=clock.today() if ended else None)  # fmt: skip
        value = FrameworkValue(framework=row, position=1, identity="v1", name="People first")
        value.behaviours = [
            Behaviour(position=n, identity=f"b{n}", polarity="positive", text=text) for n, text in enumerate(texts)
        ]
        value.behaviours.append(Behaviour(position=9, identity="b9", polarity="negative", text="We shout"))
        db.session.add(row)


def test_the_list_has_every_set_and_where_it_was_used(site, people):
    survey_id = made.draft("Spring survey")
    site.follow(add(site, people, survey_id, "team"), as_=people.chloe)
    page = site.get(LIST, as_=people.chloe)
    assert page.h1 == "Question sets"
    assert {each.name for each in SHIPPED} <= set(page.links)
    assert "Used in 1 survey, last in “Spring survey”" in page.text
    assert "How our team lives each behaviour" not in page.links
    assert page.links["My team"] == TEAM


def test_the_list_costs_the_same_however_many_sets_and_uses_there_are(site, people):
    few = site.query_count(LIST, as_=people.chloe)
    for n in range(4):
        survey_id = made.draft(f"Survey {n}")
        add(site, people, survey_id, "team")
        keep(site, people, survey_id, name=f"Set {n}")
    assert db.session.query(QuestionSet).count() == 4
    assert site.query_count(LIST, as_=people.chloe) == few


@pytest.mark.parametrize("path", [LIST, TEAM, f"{TEAM}versions", f"{TEAM}words", "/surveys/manage/1/library",
                                  "/surveys/manage/1/library/team", "/surveys/manage/1/sections/S1/keep",
                                  "/surveys/manage/1/copy"])  # fmt: skip
def test_only_the_od_team_sees_sets(site, people, path):
    made.draft()
    assert site.get(path, as_=people.chloe).status == 200
    assert site.get(path).status == 303
    assert site.get(path, as_=people.amara).status == 403
    assert site.get(path, as_=people.dev).status == 403


@pytest.mark.parametrize("path", ["", "versions", "words"])
def test_a_set_that_is_not_there_is_not_found(site, people, path):
    assert site.get(f"/surveys/library/nowhere/{path}", as_=people.chloe).status == 404


def test_the_behaviours_of_the_framework_are_a_set_and_keep_their_identity(site, people):
    framework("We listen", "We say thank you", ended=True)
    framework("We hear people out", "We say thank you", version=2)
    page = site.get(f"{LIST}behaviours/", as_=people.chloe)
    assert "People first: how often does your team do this?" in page.text
    assert "We hear people out" in page.text
    assert "We shout" not in page.text
    assert site.get(f"{LIST}behaviours/words", as_=people.chloe).status == 404
    survey_id = made.draft()
    add(site, people, survey_id, "behaviours")
    grid = document(survey_id).questions[-1]
    assert [row.was is not None for row in grid.rows] == [True, False]
    assert [group.name for group in document(survey_id).themes] == ["Clarity", "People first"]


def test_chloe_adds_a_set_to_a_new_section(site, people):
    survey_id = made.draft()
    page = site.follow(add(site, people, survey_id, "engagement"), as_=people.chloe)
    assert page.h1 == "Questions"
    assert told(page) == "5 questions of “Engagement” are in the survey."
    doc = document(survey_id)
    assert doc.sections[-1].title == "How you feel about working here"
    assert [group.name for group in doc.indices] == ["Engagement", "Engagement index"]
    use = db.session.query(QuestionSetUse).one()
    assert (use.set_code, use.number) == ("engagement", 1)


def test_chloe_adds_some_questions_to_a_section_that_is_there(site, people):
    survey_id = made.draft()
    page = add(site, people, survey_id, "engagement", questions=["E1", "E2"], home="in:S1", title="")
    shown = site.follow(page, as_=people.chloe)
    assert "“Engagement index” needs all of its questions" in told(shown)
    assert [q.code for q in document(survey_id).sections[0].questions] == ["Q1", "Q2", "E1", "E2"]


BAD = [({"questions": []}, "Choose at least one question."), ({"title": " "}, "Enter a title for the new section.")]


@pytest.mark.parametrize(("changes", "said"), BAD)
def test_nothing_is_added_by_a_form_that_lacks_something(site, people, changes, said):
    survey_id = made.draft()
    page = add(site, people, survey_id, "team", **changes)
    assert (page.status, page.errors) == (422, [said])
    assert len(document(survey_id).questions) == 4


def test_what_is_asked_already_is_not_asked_twice(site, people):
    survey_id = made.draft()
    add(site, people, survey_id, "team")
    shown = site.get(f"/surveys/manage/{survey_id}/library/team", as_=people.chloe)
    assert "(asked already)" in shown.text
    page = add(site, people, survey_id, "team", questions=["TE1"])
    assert (page.status, page.errors) == (422, ["The survey asks all of these already."])


def test_a_stale_page_adds_nothing(site, people):
    survey_id = made.draft()
    here = f"/surveys/manage/{survey_id}/library/team"
    form = site.get(here, as_=people.chloe).form(here)
    add(site, people, survey_id, "work")
    assert site.post(here, form, as_=people.chloe).status == 409
    assert len(document(survey_id).questions) == 9


def test_questions_are_added_to_drafts_alone(site, people):
    survey_id = made.draft()
    here = f"/surveys/manage/{survey_id}/library/team"
    form = site.get(here, as_=people.chloe).form(here)
    with transaction():
        db.session.get_one(Survey, survey_id).stage = Stage.SCHEDULED
    assert site.get(here, as_=people.chloe).status == 409
    assert site.post(here, form, as_=people.chloe).status == 409


def test_a_reworded_question_of_a_set_is_another_one_in_the_draft(site, people):
    survey_id = made.draft()
    add(site, people, survey_id, "team")
    here = f"/surveys/manage/{survey_id}/questions/TE1"
    before = {q.code: q.identity for q in document(survey_id).questions}
    form = site.get(here, as_=people.chloe).form(here)
    site.post(here, {**form, "text": "We lend each other a hand", "act": "save"}, as_=people.chloe)
    now = {q.code: q for q in document(survey_id).questions}
    assert now["TE1"].text == "We lend each other a hand"
    assert now["TE1"].was == before["TE1"] != now["TE1"].identity
    assert {code: q.identity for code, q in now.items() if code != "TE1"} | {"TE1": before["TE1"]} == before


def keep(site, people, survey_id: int, **sent: str):
    here = f"/surveys/manage/{survey_id}/sections/S1/keep"
    form = site.get(here, as_=people.chloe).form(here)
    return site.post(here, {**form, **sent}, as_=people.chloe)


def test_chloe_keeps_a_section_as_a_set_and_as_its_next_version(site, people):
    survey_id = made.draft()
    page = site.follow(keep(site, people, survey_id, name="Clarity", about="For pilots"), as_=people.chloe)
    assert page.h1 == "Clarity"
    assert "I know what is expected of me" in page.text
    again = site.follow(keep(site, people, survey_id, into="own-1", note="As in spring"), as_=people.chloe)
    assert "version 2" in again.text
    kept = db.session.query(QuestionSetVersion).order_by(QuestionSetVersion.number).all()
    assert [(each.number, each.note) for each in kept] == [(1, ""), (2, "As in spring")]
    assert [q.identity for q in from_json(kept[0].document).questions] == ["a1", "a2"]
    assert keep(site, people, survey_id, name=" ").errors == ["Enter a name for the set."]


def words(site, people, here: str, **changes: str):
    form = site.get(f"{here}words", as_=people.chloe).form(f"{here}words")
    return site.post(f"{here}words", {**form, **changes}, as_=people.chloe)


def test_a_set_in_other_words_is_a_new_version_and_the_survey_keeps_the_old_one(site, people):
    survey_id = made.draft()
    add(site, people, survey_id, "team")
    asked = document(survey_id)
    sent = {"words-TE1": "We lend a hand", "out-TE2": "y", "more": "We meet often enough", "note": "Shorter"}
    page = site.follow(words(site, people, TEAM, **sent), as_=people.chloe)
    assert "Question set, version 2" in page.text
    assert document(survey_id) == asked
    versions = site.get(f"{TEAM}versions", as_=people.chloe)
    assert "Shorter" in versions.text
    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in versions.select("tbody tr")]
    assert rows == [
        ["In other words", "We help out when one of us has too much to do", "We lend a hand"],
        ["Added", "–", "We meet often enough"],
        ["Left out", "I can admit a mistake in my team without being made to feel small", "–"],
    ]


def test_two_people_who_change_the_same_version_do_not_overwrite_each_other(site, people):
    old = site.get(f"{TEAM}words", as_=people.chloe).form(f"{TEAM}words")
    words(site, people, TEAM, **{"words-TE1": "We lend a hand", "note": "First"})
    page = site.post(f"{TEAM}words", {**old, "words-TE2": "Other", "note": "Second"}, as_=people.chloe)
    assert page.status == 409
    assert db.session.query(QuestionSetVersion).count() == 1


def test_a_version_needs_a_note_words_and_a_difference(site, people):
    assert words(site, people, TEAM).errors == ["Say what is new, for whoever reads this later."]
    assert words(site, people, TEAM, note="Same").errors == ["Nothing is different yet. Nothing was changed."]
    empty = words(site, people, TEAM, **{"words-TE1": " ", "note": "Empty"})
    assert (empty.status, empty.errors) == (422, ["Enter the words."])
    gone = words(site, people, TEAM, note="All", **{f"out-TE{n}": "y" for n in range(1, 5)})
    assert (gone.status, db.session.query(QuestionSet).count()) == (422, 0)


def test_the_official_wording_goes_into_its_slots(site, people):
    page = site.get(f"{SECTOR}words", as_=people.chloe)
    assert page.h1 == "Official wording"
    assert len(page.select("textarea")) == 7
    assert not page.select("input[type=checkbox]")
    done = site.follow(
        words(site, people, SECTOR, **{"words-LG2": "Official two", "note": "Official"}), as_=people.chloe
    )
    assert "your council’s" in done.text
    slots = library.slots()
    assert sorted(slots.values()) == sorted(["LG1", "LG2", "LG2", "LG3", "LG4", "LG5", "LG6", "LG1N"])
