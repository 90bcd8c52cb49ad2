"""The plain editor: every edit is a POST with the version of the page it came from."""

import pytest

from engage.core.db import db
from engage.surveys.models import Survey
from engage.surveys.rules import Kind, Match, Operator, Questionnaire, edit_section, from_json
from engage.surveys.rules.questionnaire import Comparison, Condition
from tests.surveys import made

Q = "/surveys/manage/{}/questions"


def doc(survey_id: int) -> Questionnaire:
    db.session.expire_all()
    return from_json(db.session.get_one(Survey, survey_id).questionnaire)


def codes(survey_id: int) -> list[list[str]]:
    return [[asked.code for asked in section.questions] for section in doc(survey_id).sections]


class Editor:
    """Chloe at the editor: each post carries what the page she looks at holds."""

    def __init__(self, site, people, survey_id):
        self.site, self.chloe, self.id = site, people.chloe, survey_id

    def get(self, path: str):
        return self.site.get(f"/surveys/manage/{self.id}/{path}", as_=self.chloe)

    def post(self, path: str, **sent):
        sent.setdefault("version", str(db.session.get_one(Survey, self.id).version))
        return self.site.post(f"/surveys/manage/{self.id}/{path}", sent, as_=self.chloe)

    def send(self, path: str, act: str, **changes):
        """What the page's own form holds, with changes, sent by one of its buttons."""
        page = self.get(path)
        sent = page.form(f"/surveys/manage/{self.id}/{path}") | {"act": act} | changes
        return self.site.post(f"/surveys/manage/{self.id}/{path}", sent, as_=self.chloe)


@pytest.fixture
def editor(site, people):
    found = Editor(site, people, made.draft())
    found.get("questions")
    return found


def test_chloe_writes_a_survey_from_nothing(site, people):
    editor = Editor(site, people, made.draft("New", Questionnaire()))
    assert "No section yet" in editor.get("questions").text
    assert editor.post("sections", title="Your team").status == 303
    new = {"text": "My manager listens", "kind": "scale", "preset": "agreement", "words": ""}
    page = site.follow(editor.post("sections/S1/questions", **new), as_=people.chloe)
    assert page.h1 == "Question Q1"
    new = {"text": "Where do you work?", "kind": "single", "preset": "own", "words": "Office\n\nDepot\n"}
    editor.post("sections/S1/questions", **new)
    new = {"text": "How often…", "kind": "grid", "preset": "frequency", "words": "…do we meet?\n…do we talk?"}
    editor.post("sections/S1/questions", **new)
    made_of = doc(editor.id).sections[0].questions
    assert [asked.kind for asked in made_of] == [Kind.SCALE, Kind.SINGLE, Kind.GRID]
    assert [option.score for option in made_of[0].options] == [5, 4, 3, 2, 1]
    assert [option.text for option in made_of[1].options] == ["Office", "Depot"]
    assert [row.text for row in made_of[2].rows] == ["…do we meet?", "…do we talk?"]
    assert len({asked.identity for asked in made_of}) == 3
    assert "Nothing is wrong" in editor.get("check").text


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_question_can_be_added_opened_and_saved(editor, kind):
    editor.post("sections/S1/questions", text="Asked", kind=kind.value, preset="agreement", words="One\nTwo")
    before = doc(editor.id)
    assert editor.send("questions/Q5", "save").status == 303
    assert doc(editor.id) == before, "saving what the page shows changes nothing"


def test_a_question_without_words_is_not_added(editor):
    page = editor.post("sections/S1/questions", text=" ", kind="scale", preset="agreement", words="")
    assert page.status == 422
    assert page.errors == ["Enter the question."]


def test_questions_move_within_and_between_sections(editor):
    editor.post("questions/Q2/move", way="up")
    assert codes(editor.id) == [["Q2", "Q1"], ["Q3", "Q4"]]
    editor.post("questions/Q1/move", way="down")
    assert codes(editor.id) == [["Q2"], ["Q1", "Q3", "Q4"]]
    editor.post("questions/Q1/move", way="up")
    assert codes(editor.id) == [["Q2", "Q1"], ["Q3", "Q4"]]
    editor.post("questions/Q2/move", way="up")
    assert codes(editor.id) == [["Q2", "Q1"], ["Q3", "Q4"]], "the first stays the first"
    editor.post("sections/S2/move", way="up")
    assert codes(editor.id) == [["Q3", "Q4"], ["Q2", "Q1"]]
    assert editor.post("questions/Q1/move", way="sideways").status == 422


def test_a_copy_has_its_own_code_and_identity(editor):
    editor.post("questions/Q1/duplicate")
    first, copy = doc(editor.id).sections[0].questions[:2]
    assert (copy.code, copy.text, copy.options) == ("Q5", first.text, first.options)
    assert copy.identity != first.identity


def test_what_is_removed_is_asked_about_once_and_gone(editor):
    assert "are removed for good" in editor.get("questions/Q2").text
    editor.post("questions/Q2/remove")
    editor.post("sections/S2/remove")
    assert codes(editor.id) == [["Q1"]]
    assert editor.get("questions/Q2").status == 404
    assert editor.post("questions/Q2/remove").status == 404


def test_answers_are_changed_ordered_added_and_removed(editor):
    path = "questions/Q1"
    editor.send(path, "save", **{"options-0-text": "Yes, wholly", "options-0-score": "10"})
    assert (doc(editor.id).questions[0].options[0].text, doc(editor.id).questions[0].options[0].score) == (
        "Yes, wholly", 10,
    )  # fmt: skip
    editor.send(path, "option-down:5")
    assert [option.code for option in doc(editor.id).questions[0].options][:2] == ["4", "5"]
    editor.send(path, "option-remove:na")
    editor.send(path, "aside-add:prefer_not_to_say")
    assert [option.code for option in doc(editor.id).questions[0].options][-1] == "pnts"
    editor.send(path, "options-add", new_options="Not sure\n")
    assert [option.text for option in doc(editor.id).questions[0].options][-2:] == ["Not sure", "Prefer not to say"]
    editor.send(path, "options-fill:satisfaction")
    texts = [option.text for option in doc(editor.id).questions[0].options]
    assert (texts[0], texts[-1], len(texts)) == ("Very satisfied", "Prefer not to say", 6)
    assert editor.send(path, "options-fill:nonsense").status == 404


def test_what_is_typed_survives_the_button_that_does_something_else(editor):
    editor.send("questions/Q1", "aside-add:prefer_not_to_say", text="Reworded", required="y")
    found = doc(editor.id).questions[0]
    assert (found.text, found.required, found.options[-1].code) == ("Reworded", True, "pnts")


def test_own_words_of_a_scale_get_scores_and_directions_from_best_to_worst(editor):
    new = {"text": "How is it?", "kind": "scale", "preset": "own", "words": "Good\nMiddling\nBad"}
    editor.post("sections/S1/questions", **new)
    options = doc(editor.id).sections[0].questions[-1].options
    assert [(option.score, str(option.direction)) for option in options] == [
        (3, "positive"), (2, "neutral"), (1, "negative"),
    ]  # fmt: skip


def test_a_new_code_is_followed_by_themes_and_one_that_is_taken_is_refused(editor):
    editor.send("questions/Q1", "save", code="CLEAR")
    assert doc(editor.id).themes[0].items == ("CLEAR",)
    assert editor.send("questions/Q2", "save", code="CLEAR").status == 422
    page = editor.send("questions/Q2", "save", code="not a code")
    assert page.status == 422
    assert page.errors == ["A code is up to 40 letters, digits, hyphens and single underscores."]


def test_a_score_that_is_no_number_is_refused_at_its_own_field(editor):
    page = editor.send("questions/Q1", "save", **{"options-2-score": "many"})
    assert page.status == 422
    assert page.links["Enter a number, such as 2.5."] == "#options-2-score"


def test_a_question_is_made_to_depend_on_an_earlier_answer(editor):
    path = "questions/Q3"
    page = editor.get(path)
    offered = [option.get("value") for option in page.select("#new_item option")]
    assert offered == ["", "Q1", "Q2"], "only what is asked before"
    editor.send(path, "condition-add", new_item="Q2")
    assert "names no answer" in editor.get("check").text
    editor.send(path, "save", **{"comparisons-0-values": "N"})
    condition = doc(editor.id).questions[2].condition
    assert condition == Condition(Match.ALL, (Comparison("Q2", Operator.EQUALS, ("N",)),))
    assert "Shown when “Have you had a one-to-one this month?” is “No”." in editor.get("questions").text
    editor.send(path, "condition-add", new_item="Q1")
    editor.send(path, "save", match="any", **{"comparisons-1-values": ["1", "2"]})
    condition = doc(editor.id).questions[2].condition
    assert condition.match is Match.ANY
    assert condition.parts[1] == Comparison("Q1", Operator.ANY_OF, ("1", "2"))
    editor.send(path, "condition-remove:0")
    editor.send(path, "condition-remove:0")
    assert doc(editor.id).questions[2].condition is None


def test_is_not_one_of_several_answers_means_none_of_them(editor):
    editor.send("questions/Q3", "condition-add", new_item="Q1")
    several = {"comparisons-0-operator": "not_equals", "comparisons-0-values": ["1", "2"]}
    editor.send("questions/Q3", "save", **several)
    assert doc(editor.id).questions[2].condition == Condition(
        Match.ALL, tuple(Comparison("Q1", Operator.NOT_EQUALS, (code,)) for code in "12")
    )
    assert "Nothing is wrong" in editor.get("check").text


def test_a_condition_from_a_file_that_the_page_cannot_show_stays_until_it_is_cleared(site, people):
    nested = Condition(Match.ALL, (Condition(Match.ANY, (Comparison("Q1", Operator.ANSWERED),)),))
    editor = Editor(site, people, made.draft(doc=edit_section(made.questionnaire(), "S2", condition=nested)))
    assert "more than this page can change" in editor.get("sections/S2").text
    editor.send("sections/S2", "save", title="Renamed")
    assert (doc(editor.id).sections[1].title, doc(editor.id).sections[1].condition) == ("Renamed", nested)
    editor.send("sections/S2", "condition-clear")
    assert doc(editor.id).sections[1].condition is None


def test_themes_and_indices_are_made_changed_and_removed(editor):
    assert editor.get("themes/new").h1 == "A new theme"
    editor.post("themes/new", name="Recommending", items=["Q4", "Q3"])
    assert doc(editor.id).themes[1].items == ("Q4",), "a comment cannot be in a theme"
    editor.post("indices/I1", name="Index", items=["Q1", "Q4"])
    assert doc(editor.id).indices[0].items == ("Q1", "Q4")
    editor.post("themes/T1/remove")
    assert [theme.name for theme in doc(editor.id).themes] == ["Recommending"]
    page = editor.post("themes/new", name=" ")
    assert (page.status, page.errors) == (422, ["Enter a name."])
    assert editor.get("themes/T9").status == 404


def test_a_second_tab_is_told_and_loses_nothing_of_the_first(editor):
    old = str(db.session.get_one(Survey, editor.id).version)
    editor.post("questions/Q1/move", way="down")
    page = editor.post("questions/Q1/remove", version=old)
    assert page.status == 409
    assert "changed in another tab" in page.text
    assert codes(editor.id) == [["Q2", "Q1"], ["Q3", "Q4"]]


def test_an_open_survey_cannot_be_edited_and_its_outline_offers_nothing(site, people):
    editor = Editor(site, people, made.opened())
    page = editor.get("questions")
    assert "so its questions are fixed" in page.text
    assert page.select("main form") == []
    for path, sent in (("questions/Q1/remove", {}), ("sections", {"title": "More"}), ("themes/T1/remove", {})):
        assert editor.post(path, **sent).status == 409


def test_the_outline_costs_the_same_however_many_questions_there_are(editor):
    few = editor.get("questions").queries
    for _ in range(4):
        editor.post("questions/Q1/duplicate")
    assert editor.get("questions").queries == few
