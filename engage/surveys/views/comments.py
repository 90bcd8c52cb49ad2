"""Reading published comments and quotations, and what other features refer to of them."""

from typing import Any

from flask import Response, request, url_for

from engage.access import Permission, current_person
from engage.core.errors import NotThere
from engage.core.htmx import page
from engage.core.links import Link, Resolver
from engage.surveys.queries import comments as queries
from engage.surveys.queries import results as released
from engage.surveys.queries.comments import Wanted
from engage.surveys.queries.manage import survey as survey_of
from engage.surveys.rules import Question, Questionnaire, from_json
from engage.surveys.rules import comments as rules
from engage.surveys.rules.items import question_items
from engage.surveys.views import bp
from engage.surveys.views.results import READ

LONGEST = 100


@bp.get("/<int:survey_id>/comments")
@READ
def comments(survey_id: int) -> Response:
    """What people wrote, by question, theme and words; never by anything about them."""
    found = queries.opened(survey_id, current_person())
    if found is None or found.sight is None:
        raise NotThere("There are no comments here for you to read.")
    asked = {name: request.args.get(name, "")[:LONGEST] for name in ("question", "theme", "q")}
    questions, themes = queries.questions(found), queries.themes(found)
    wanted = _wanted(asked, {each.key for each in questions}, {each.key for each in themes})
    rows = queries.listed(found, wanted, request.args.get("page", 1, type=int))

    def address(at: int) -> str:
        kept: dict[str, Any] = {name: value for name, value in asked.items() if value}
        return url_for(".comments", survey_id=survey_id, **kept, page=at if at > 1 else None)

    place = rules.places(found.questionnaire).get(asked["question"].rsplit("__", 1)[0], 0)
    return page(
        "surveys/comments/index.html", fragment="surveys/comments/_comment_list.html", found=found, rows=rows,
        asked=asked, questions=questions, themes=themes, address=address, told=rules.told(rows.total, found.threshold),
        narrowed=any(asked.values()), is_od=current_person().may(Permission.SURVEYS_MANAGE),
        reference=rules.reference(survey_id, place), quoted=queries.quoted([row.id for row in rows.rows]),
    )  # fmt: skip


def _wanted(asked: dict[str, str], questions: set[str], themes: set[str]) -> Wanted:
    """What is asked for; a question or theme that is not there is no filter."""
    # A link names the question; words of a choice are kept under a name of their own.
    sent = (asked["question"], f"{asked['question']}__other")
    asked["question"] = next((each for each in sent if each in questions), "")
    asked["theme"] = asked["theme"] if asked["theme"] in themes else ""
    return Wanted(asked["question"], int(asked["theme"]) if asked["theme"] else None, asked["q"])


@bp.get("/<int:survey_id>/quotations")
@READ
def quotations(survey_id: int) -> Response:
    """The words that two people agreed to show to all staff."""
    results = released.results(survey_id, current_person())
    if results is None or results.begins is not None:
        raise NotThere("There are no published results here.")
    found = queries.opened(survey_id, current_person())
    rows = queries.quotations(survey_id) if found else ()
    return page("surveys/comments/quotations.html", results=results, found=found, rows=rows)


def _question(number: int) -> Link | None:
    """A question of a survey with published results."""
    survey_id, place = rules.referred(number)
    questionnaire = _read(survey_id)
    if questionnaire is None or not 1 <= place <= len(questionnaire.questions):
        return None
    question = questionnaire.questions[place - 1]
    return _results(survey_id, question.text, "surveys.results_question", _first(question))


def _theme(number: int) -> Link | None:
    """A theme of a survey with published results."""
    survey_id, place = rules.referred(number)
    questionnaire = _read(survey_id)
    if questionnaire is None or not 1 <= place <= len(questionnaire.themes):
        return None
    theme = questionnaire.themes[place - 1]
    return _results(survey_id, theme.name, "surveys.results_theme", theme.code)


def _comments(number: int) -> Link | None:
    """Published comments on a question, or on all."""
    survey_id, place = rules.referred(number)
    found = queries.opened(survey_id, current_person())
    if found is None or place > len(found.questionnaire.questions):
        return None
    question = found.questionnaire.questions[place - 1] if place else None
    title = f"Comments on “{question.text}”" if question else f"Comments on {found.title}"
    asked = question.code if question else None
    return Link(url_for("surveys.comments", survey_id=survey_id, question=asked), title, found.sight is not None)


def _read(survey_id: int) -> Questionnaire | None:
    return from_json(survey_of(survey_id).questionnaire) if released.whole(survey_id, True) else None


def _first(question: Question) -> str:
    """The code of its own page: of a grid its first line, of what is not counted none."""
    return next((each.code for each in question_items(question, "")), "")


def _results(survey_id: int, words: str, endpoint: str, code: str) -> Link | None:
    found = released.whole(survey_id, current_person().may(Permission.RESULTS_CHECK))
    if found is None:
        return None
    told = {item.code for item in found.head.items} | {theme.code for theme in found.head.themes}
    here = url_for(endpoint, survey_id=survey_id, code=code) if code in told else None
    return Link(here or url_for("surveys.results", survey_id=survey_id), f"{found.title}: {words}", True)


LINKS: dict[str, Resolver] = {
    "survey question": _question, "survey theme": _theme, "survey comments": _comments,
}  # fmt: skip
