"""The builder with htmx and without: moved, dropped, copied, removed, previewed, and where the focus goes on."""

import pytest

from engage.core.db import db
from engage.surveys.models import Survey
from engage.surveys.rules import Kind, Match, Operator, add_question, edit_question, edit_section
from engage.surveys.rules.questionnaire import Comparison, Condition
from tests.surveys import made
from tests.surveys.strategies import RANKED
from tests.surveys.test_editor import Editor, codes, doc


class Builder(Editor):
    """Chloe with scripts: the outline or the form alone is sent back."""

    def swap(self, path: str, **sent):
        sent.setdefault("version", str(db.session.get_one(Survey, self.id).version))
        return self.site.post(f"/surveys/manage/{self.id}/{path}", sent, as_=self.chloe, htmx=True)

    def act(self, path: str, act: str, **changes):
        sent = self.get(path).form(f"/surveys/manage/{self.id}/{path}") | {"act": act} | changes
        return self.site.post(f"/surveys/manage/{self.id}/{path}", sent, as_=self.chloe, htmx=True)


@pytest.fixture
def builder(site, people):
    found = Builder(site, people, made.draft())
    found.get("questions")
    return found


def focused(page):
    """What the swap puts the keyboard on: its words, or its id."""
    (found,) = page.select("[data-focus]")
    return found.get("id") or found.get("value") or " ".join(found.text_content().split())


def said(page):
    (found,) = page.select("[data-announce]")
    return found.get("data-announce")


def test_a_move_answers_with_the_outline_the_same_button_and_where_it_is_now(builder):
    page = builder.swap("questions/Q1/move", way="down")
    assert (page.status, codes(builder.id)) == (200, [["Q2", "Q1"], ["Q3", "Q4"]])
    assert (focused(page), said(page)) == ("down", "Q1 is now 2 of 2 in “Your work”.")
    page = builder.swap("questions/Q1/move", way="up")
    (button,) = page.select("[data-focus]")
    assert "Move Q1 down" in button.text_content(), "the button up is gone at the top"
    page = builder.swap("sections/S2/move", way="up")
    assert said(page) == "The section is now 1 of 2."


def test_a_part_is_dropped_anywhere_also_in_another_section(builder):
    page = builder.swap("questions/Q1/move", to_section="S2", to="1")
    assert codes(builder.id) == [["Q2"], ["Q3", "Q1", "Q4"]]
    assert (focused(page), said(page)) == ("question-Q1", "Q1 is now 2 of 3 in “Anything else”.")
    builder.post("questions/Q1/move", to_section="S1", to="99")
    assert codes(builder.id) == [["Q2", "Q1"], ["Q3", "Q4"]]
    builder.post("sections/S2/move", to="0")
    assert codes(builder.id) == [["Q3", "Q4"], ["Q2", "Q1"]]
    assert builder.post("questions/Q1/move", to_section="S9", to="0").status == 404
    assert builder.post("questions/Q1/move", to_section="S1", to="-1").status == 422


def test_a_section_is_copied_with_its_questions_which_look_at_each_other(site, people):
    asks = Condition(Match.ALL, (Comparison("Q3", Operator.ANSWERED), Comparison("Q2", Operator.EQUALS, ("Y",))))
    builder = Builder(site, people, made.draft(doc=edit_question(made.questionnaire(), "Q4", condition=asks)))
    page = builder.swap("sections/S2/duplicate")
    assert focused(page) == "Edit section 3"
    copy = doc(builder.id).sections[2]
    assert (copy.title, copy.questions[0].text) == ("Anything else (copy)", "What would help?")
    first, second = copy.questions
    assert second.condition == Condition(
        Match.ALL, (Comparison(first.code, Operator.ANSWERED), Comparison("Q2", Operator.EQUALS, ("Y",)))
    )
    assert len({each.identity for each in doc(builder.id).questions}) == 6
    assert "Nothing is wrong" in builder.get("check").text


def test_what_looks_at_a_question_is_named_and_goes_with_it(site, people):
    only = Condition(Match.ALL, (Comparison("Q1", Operator.EQUALS, ("5",)),))
    either = Condition(Match.ANY, (Comparison("Q1", Operator.ANSWERED), Comparison("Q2", Operator.EQUALS, ("Y",))))
    built = edit_section(edit_question(made.questionnaire(), "Q4", condition=only), "S2", condition=either)
    builder = Builder(site, people, made.draft(doc=built))
    text = builder.get("questions/Q1?remove=y").text
    assert "Q4, “Would you recommend working here?”, was shown because of it alone: then everybody is asked." in text
    assert "Section “Anything else” loses the part of its condition that looks at it." in text
    assert "“Clarity” is left with no questions to sum up." in text
    builder.post("questions/Q1/remove")
    left = doc(builder.id)
    assert left.questions[2].condition is None
    assert left.sections[1].condition == Condition(Match.ANY, (Comparison("Q2", Operator.EQUALS, ("Y",)),))
    assert (left.themes[0].items, left.indices[0].items) == ((), ())
    builder.post("sections/S1/remove")
    assert doc(builder.id).sections[0].condition is None


def test_the_outline_shows_one_section_on_a_phone_and_another_when_asked(builder):
    page = builder.get("questions")
    (screen,) = page.select(".engage-phone__screen")
    assert screen.get("inert") is not None
    assert "I know what is expected of me" in screen.text_content()
    path = f"/surveys/manage/{builder.id}/questions?preview=S2"
    page = builder.site.assert_fragment_is_its_part_of_the_page(path, as_=builder.chloe)
    (screen,) = page.select(".engage-phone__screen")
    assert "What would help?" in screen.text_content()


def test_a_question_is_previewed_as_it_is_typed_and_nothing_is_saved(builder):
    path, before = "questions/Q1", doc(builder.id)
    form = builder.get(path).form(f"/surveys/manage/{builder.id}/{path}")
    page = builder.swap(
        f"{path}/preview", **(form | {"text": "I know what is asked of me", "options-0-text": "Wholly"})
    )
    assert "I know what is asked of me" in page.text
    assert "Wholly" in page.text
    assert {each.get("name") for each in page.select("input")} == {"preview-Q1"}
    assert doc(builder.id) == before
    page = builder.swap(f"{path}/preview", **(form | {"text": ""}))
    assert "as it was saved last" in page.text
    page = builder.swap(f"{path}/preview", **(form | {"code": "Q2"}))
    assert "as it was saved last" in page.text
    page = builder.post(f"{path}/preview", **(form | {"text": "Reworded"}))
    assert page.h1 == "Question Q1"
    assert page.form(f"/surveys/manage/{builder.id}/{path}")["text"].strip() == "Reworded", (
        "without scripts the typed stays"
    )


@pytest.mark.parametrize(
    ("act", "more", "focus", "words"),
    [
        ("option-down:5", {}, "option-down:5", "Answer “Strongly agree” is now 2 of 6."),
        ("option-up:4", {}, "option-down:4", "Answer “Agree” is now 1 of 6."),
        ("option-remove:na", {}, "options-4-text", "Answer 6 is removed."),
        ("options-add", {"new_options": "Cannot say"}, "options-5-text", "“Cannot say” is added."),
        ("options-add", {"new_options": ""}, "new_options", "Nothing was added."),
        ("aside-add:prefer_not_to_say", {}, "options-6-text", "“Prefer not to say” is added."),
        ("options-fill:frequency", {}, "answers-heading", "The answers are replaced by a ready set of 6."),
    ],
)
def test_after_each_button_the_focus_is_where_one_goes_on(builder, act, more, focus, words):
    page = builder.act("questions/Q1", act, **more)
    assert (page.status, focused(page), said(page)) == (200, focus, words)


def test_a_new_condition_is_gone_on_with_and_a_removed_one_leaves_the_heading(builder):
    page = builder.act("questions/Q4", "condition-add")
    assert (focused(page), said(page)) == ("new_item", "Choose a question first.")
    page = builder.act("questions/Q4", "condition-add", new_item="Q2")
    assert focused(page) == "comparisons-0-operator"
    page = builder.act("questions/Q4", "condition-remove:0")
    assert (focused(page), said(page)) == ("condition-heading", "The condition is removed.")


def test_none_of_several_stays_one_look_also_where_one_of_many_is_enough(builder):
    builder.send("questions/Q4", "condition-add", new_item="Q1")
    builder.send("questions/Q4", "condition-add", new_item="Q2")
    looks = {
        "match": "any", "comparisons-0-operator": "not_equals", "comparisons-0-values": ["2", "1"],
        "comparisons-1-values": ["Y"],
    }  # fmt: skip
    builder.send("questions/Q4", "save", **looks)
    none_of = tuple(Comparison("Q1", Operator.NOT_EQUALS, (code,)) for code in "21")
    kept = Condition(Match.ANY, (Condition(Match.ALL, none_of), Comparison("Q2", Operator.EQUALS, ("Y",))))
    assert doc(builder.id).questions[3].condition == kept
    assert "Nothing is wrong" in builder.get("check").text
    page = builder.get("questions/Q4")
    assert len(page.select(".engage-look")) == 2
    builder.send("questions/Q4", "save")
    assert doc(builder.id).questions[3].condition == kept


def test_a_ranking_is_looked_at_by_its_first_place(site, people):
    built = add_question(made.questionnaire(), "S1", Kind.RANKING, "What matters most?", "rank", options=RANKED)
    builder = Builder(site, people, made.draft(doc=built))
    builder.send("questions/Q3", "condition-add", new_item="Q5")
    page = builder.get("questions/Q3")
    assert [each.text for each in page.select("#comparisons-0-operator option")] == [
        "has in first place any of", "has any answer",
    ]  # fmt: skip
    builder.send("questions/Q3", "save", **{"comparisons-0-values": ["pay", "team"]})
    found = next(each for each in doc(builder.id).questions if each.code == "Q3")
    assert found.condition == Condition(Match.ALL, (Comparison("Q5", Operator.FIRST, ("pay", "team")),))
    assert "“What matters most?” has “Pay” or “Team” in first place" in builder.get("questions").text
    assert "Nothing is wrong" in builder.get("check").text


def test_marks_of_protection_are_kept_and_explained(builder):
    page = builder.get("questions/Q2")
    assert "promised names the question before they answer it" in page.text
    builder.send("questions/Q2", "save", characteristic="y", ordered="y", sensitive="y")
    found = doc(builder.id).questions[1]
    assert (found.characteristic, found.ordered, found.sensitive) == (True, True, True)
    assert "Splits the results" in builder.get("questions").text
    assert page.select("#characteristic")
    assert not builder.get("questions/Q4").select("#characteristic"), "0 to 10 splits nothing"


def test_a_stale_page_with_scripts_is_told_on_the_page_as_it_now_is(builder):
    old = str(db.session.get_one(Survey, builder.id).version)
    builder.post("questions/Q1/move", way="down")
    page = builder.swap("questions/Q1/move", way="up", version=old)
    assert page.location == f"/surveys/manage/{builder.id}/questions"
    (note,) = builder.get("questions").select(".engage-note--error")
    assert "changed in another tab" in note.text_content()


def test_what_is_typed_stays_on_the_page_when_somebody_else_was_faster(builder):
    for path, field in (("questions/Q1", "text"), ("sections/S1", "title")):
        form = builder.get(path).form(f"/surveys/manage/{builder.id}/{path}")
        builder.post("questions/Q1/move", way="down")
        page = builder.swap(path, **(form | {field: "Typed for long", "act": "save"}))
        assert page.status == 409
        assert "changed in another tab" in page.errors[0]
        assert page.form(f"/surveys/manage/{builder.id}/{path}")[field].strip() == "Typed for long"


def test_the_preview_is_looked_at_on_a_desk_or_a_phone(builder):
    assert not builder.get("preview").select(".engage-phone")
    page = builder.get("preview?width=phone")
    assert len(page.select(".engage-phone .engage-question")) == 4
    assert page.select(".engage-phone__screen")[0].get("inert") is None, "it can be tried"
