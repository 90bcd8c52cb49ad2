"""The check before opening in words: what is wrong or worth a second look, each with a link to its very place."""

from dataclasses import dataclass

from flask import url_for

from engage.surveys.rules import Group, Problem, Questionnaire, fields
from engage.surveys.views.manage_words import short

SENTENCES = {
    "no_questions": "There is no question yet. Add a section, then its questions.",
    "too_large": "The answers could be longer than a ballot can hold: limit the length of the comments.",
    "doubled_section": "Two sections have the same code.",
    "doubled_question": "Two questions have the same code.",
    "doubled_field": "Two questions write into the same field: give one of them another code.",
    "doubled_identity": "Two questions count as the same one over the years: remove one and add it afresh.",
    "doubled_group": "Two themes or indices have the same code.",
    "empty_title": "The section has no title.",
    "empty_section": "The section has neither questions nor an introduction.",
    "empty_text": "The question has no words.",
    "empty_option": "One of the answers has no words.",
    "doubled_option": "Two answers have the same code.",
    "too_few_options": "There are fewer than two answers to choose from.",
    "options_not_used": "The question has answers that its kind does not use.",
    "scale_without_direction": "Say for each answer whether it is positive, neutral or negative.",
    "direction_missing": "Say for all answers whether they are positive or negative, or for none.",
    "multiple_with_scores": "Several answers may be ticked here: take their scores, and positive or negative, away.",
    "ranking_with_scores": "A ranking says neither good nor bad: take scores, and positive or negative, away.",
    "ranking_with_asides": "Everything in a ranking has a place: take “Not applicable” and “Prefer not to say” away.",
    "too_many_to_rank": "There are more than 20 things to put in order: nobody can do that. Offer fewer.",
    "condition_on_ranking": "Of a ranking, a condition can look at the first place, or whether it is answered.",
    "score_missing": "Some answers have a score and some do not: give one to all, or to none.",
    "low_above_high": "The smallest number is larger than the largest.",
    "length_out_of_range": "The longest answer must be from 1 to 2,000 characters.",
    "grid_without_rows": "The grid has no statements.",
    "empty_row": "One of the statements has no words.",
    "doubled_row": "Two statements have the same code.",
    "condition_on_missing": "It depends on a question that is no longer there.",
    "condition_on_later": "It depends on a question that comes later: move one of them.",
    "condition_on_missing_option": "It depends on an answer that is no longer there.",
    "condition_values": "Its condition names no answer, or several after “is not”.",
    "condition_never_met": "Its condition can never be met, so nobody would be asked.",
    "empty_name": "It has no name.",
    "theme_without_items": "The theme has no questions.",
    "index_without_items": "The index has no questions.",
    "theme_doubled_item": "The theme counts a question twice.",
    "index_doubled_item": "The index counts a question twice.",
    "theme_unknown_item": "The theme holds a question that is no longer there.",
    "index_unknown_item": "The index holds a question that is no longer there.",
    "theme_item_without_direction": "A question of the theme has no positive or negative answers.",
    "index_item_without_scores": "A question of the index has no scored answers.",
    "no_number_possible": "No whole number lies between the smallest and the largest, so nobody could answer.",
    "characteristic_of_other_kind": "Figures can be split by one choice of everybody only: take the mark away.",
    "characteristic_asked_of_some": (
        "Figures are split by it, so everybody must be asked: take its condition away, or its section’s."
    ),
    "characteristic_required": "Staff are promised that they may leave it out: let it be left out.",
    "characteristic_of_few": (
        "Figures could never be split by it: so few people are asked that no two groups reach the minimum. "
        "Take the mark away, or ask more people."
    ),
    "audience_nobody": "Nobody would be asked: no person of the directory is among those that you chose.",
    "audience_too_small": "Fewer people would be asked than the minimum group, so no figure could ever be shown.",
}
ADVICE = {
    "long_survey": (
        "It asks more than 80 things, which takes most people over a quarter of an hour. Could some wait for "
        "another survey?"
    ),
    "long_section": "It asks more than 15 things on one page, a long way down on a phone. Could it be two sections?",
    "personal_and_required": (
        "It is personal, and everybody must answer. Offer “Prefer not to say”, or let people skip it."
    ),
    "doubled_text": "An earlier question has the same words. Is that meant?",
    "no_themes": "There is no theme, so the heatmap of the results would be empty.",
    "characteristic_too_fine": (
        "It has more answers than the people asked can fill with groups of the minimum: most answers would "
        "be put together. Offer fewer."
    ),
    "no_closing_date": "There is no closing date. You can close the survey yourself, or set a date.",
}

# Where on the page of a question or section each problem is mended; the first beginning that fits.
PLACES = (
    ("condition_", "condition"), ("characteristic_asked", "condition"), ("characteristic_required", "required"),
    ("characteristic_", "characteristic"), ("personal_", "required"), ("empty_option", "answers"),
    ("doubled_option", "answers"), ("too_few", "answers"),
    ("options_", "answers"), ("scale_", "answers"), ("direction_", "answers"), ("score_", "answers"),
    ("multiple_", "answers"), ("ranking_", "answers"), ("too_many_to", "answers"), ("grid_without", "rows"),
    ("empty_row", "rows"), ("doubled_row", "rows"), ("low_", "low"), ("no_number", "low"),
    ("length_", "max_length"), ("too_large", "max_length"), ("doubled_question", "code"), ("doubled_field", "code"),
    ("empty_text", "text"), ("doubled_text", "text"), ("empty_title", "title"),
)  # fmt: skip


@dataclass(frozen=True)
class Mend:
    """One thing to mend or to look at again, in words, and where."""

    place: str
    sentence: str
    href: str


def mends(survey_id: int, questionnaire: Questionnaire, problems: list[Problem]) -> list[Mend]:
    """Each problem as a sentence with a link to its place."""
    return [_mend(survey_id, questionnaire, problem) for problem in problems]


def _mend(survey_id: int, questionnaire: Questionnaire, problem: Problem) -> Mend:
    known = SENTENCES | ADVICE
    sentence = known.get(problem.code, "Something is not right here.")
    if problem.code.startswith(("audience_", "no_closing")):
        if problem.where == "audience":
            return Mend("Who is asked", sentence, url_for("surveys.edit_audience", survey_id=survey_id))
        here = url_for("surveys.edit_settings", survey_id=survey_id, _anchor="closes_day")
        return Mend("The dates", sentence, here)
    return _of_group(survey_id, questionnaire, problem, sentence) or _of_part(
        survey_id, questionnaire, problem, sentence
    )


def _of_group(survey_id: int, questionnaire: Questionnaire, problem: Problem, sentence: str) -> Mend | None:
    for kind, groups in (("themes", questionnaire.themes), ("indices", questionnaire.indices)):
        group = next((each for each in groups if each.code == problem.where), None)
        if group is not None and problem.code.startswith((kind[:5], "doubled_group", "empty_name")):
            href = url_for("surveys.show_group", survey_id=survey_id, kind=kind, code=group.code)
            return Mend(_named(group), sentence, href)
    return None


def _of_part(survey_id: int, questionnaire: Questionnaire, problem: Problem, sentence: str) -> Mend:
    code, about = problem.where, problem.code
    anchor = next((part for begins, part in PLACES if about.startswith(begins)), None)
    section = next((each for each in questionnaire.sections if each.code == code), None)
    asked = next((each for each in questionnaire.questions if code in {each.code, *fields(each)}), None)
    of_section = {"doubled_section", "empty_title", "empty_section", "long_section"}
    if section is not None and (asked is None or about in of_section):
        href = url_for("surveys.edit_section", survey_id=survey_id, code=section.code, _anchor=anchor)
        return Mend(f"Section “{section.title or section.code}”", sentence, href)
    if asked is not None:
        href = url_for("surveys.edit_question", survey_id=survey_id, code=asked.code, _anchor=anchor)
        return Mend(f"Question {asked.code}: {short(asked.text) or 'no words'}", sentence, href)
    place = "Themes" if about == "no_themes" else "The questionnaire"
    anchor = {"no_themes": "themes", "no_questions": "add-section"}.get(about)
    return Mend(place, sentence, url_for("surveys.questions", survey_id=survey_id, _anchor=anchor))


def _named(group: Group) -> str:
    return f"“{group.name}”" if group.name else group.code
