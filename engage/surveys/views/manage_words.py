"""What the OD team reads about a questionnaire: problems with their places, conditions as sentences."""

from dataclasses import dataclass

from flask import url_for

from engage.surveys.forms.editor import KINDS
from engage.surveys.rules import (
    OTHER,
    Comparison,
    Condition,
    Group,
    Kind,
    Match,
    Operator,
    Problem,
    Question,
    Questionnaire,
    Section,
    fields,
    other_field,
    row_field,
)

STAGES = {
    "draft": ("Draft", "slate"),
    "scheduled": ("Scheduled", "blue"),
    "open": ("Open", "green"),
    "closed": ("Closed", "amber"),
    "released": ("Results published", "plum"),
    "archived": ("Archived", "slate"),
}
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
}

KIND_WORDS = {kind: words.split(":")[0] for kind, words in KINDS.items()}


@dataclass(frozen=True)
class Mend:
    """One thing to mend, in words, and where."""

    place: str
    sentence: str
    href: str


def mends(survey_id: int, questionnaire: Questionnaire, problems: list[Problem]) -> list[Mend]:
    """Each problem as a sentence with a link to its place."""
    return [_mend(survey_id, questionnaire, problem) for problem in problems]


def _mend(survey_id: int, questionnaire: Questionnaire, problem: Problem) -> Mend:
    sentence = SENTENCES.get(problem.code, "Something is not right here.")
    about, code = problem.code, problem.where
    for kind, groups in (("themes", questionnaire.themes), ("indices", questionnaire.indices)):
        group = next((each for each in groups if each.code == code), None)
        if group is not None and about.startswith((kind[:5], "doubled_group", "empty_name")):
            href = url_for("surveys.show_group", survey_id=survey_id, kind=kind, code=code)
            return Mend(_named(group), sentence, href)
    section = next((each for each in questionnaire.sections if each.code == code), None)
    asked = next((each for each in questionnaire.questions if code in {each.code, *fields(each)}), None)
    if section is not None and (asked is None or about in {"doubled_section", "empty_title", "empty_section"}):
        href = url_for("surveys.edit_section", survey_id=survey_id, code=section.code)
        return Mend(f"Section “{section.title or section.code}”", sentence, href)
    if asked is not None:
        href = url_for("surveys.edit_question", survey_id=survey_id, code=asked.code)
        return Mend(f"Question {asked.code}: {short(asked.text) or 'no words'}", sentence, href)
    return Mend("The questionnaire", sentence, url_for("surveys.questions", survey_id=survey_id))


def _named(group: Group) -> str:
    return f"“{group.name}”" if group.name else group.code


def short(text: str, most: int = 70) -> str:
    """The beginning of a text, cut at a word."""
    one = " ".join(text.split())
    return one if len(one) <= most else one[: most - 1].rsplit(" ", 1)[0] + "…"


def field_words(questionnaire: Questionnaire) -> dict[str, tuple[str, Question]]:
    """Each field that an answer may stand in, as words, with its question."""
    found: dict[str, tuple[str, Question]] = {}
    for asked in questionnaire.questions:
        if asked.kind is Kind.GRID:
            for row in asked.rows:
                found[row_field(asked, row)] = (f"{asked.code}: {short(row.text, 60)}", asked)
            continue
        found[asked.code] = (f"{asked.code}: {short(asked.text, 60)}", asked)
        if asked.has_other:
            found[other_field(asked)] = (f"{asked.code}, words of “Other”", asked)
    return found


def earlier(questionnaire: Questionnaire, part: Section | Question) -> list[tuple[str, str]]:
    """The fields asked before a section or question, to choose a condition from."""
    before: list[str] = []
    for section in questionnaire.sections:
        if section is part:
            break
        for asked in section.questions:
            if asked is part:
                return _choices(questionnaire, before)
            before += fields(asked)
    return _choices(questionnaire, before)


def _choices(questionnaire: Questionnaire, before: list[str]) -> list[tuple[str, str]]:
    words = field_words(questionnaire)
    return [(field, words[field][0]) for field in before if field in words]


def in_words(questionnaire: Questionnaire, condition: Condition | None) -> str:
    """A condition as one sentence; empty where there is none."""
    if condition is None:
        return ""
    words = field_words(questionnaire)
    joined = " and " if condition.match is Match.ALL else " or "
    parts = [
        f"({in_words(questionnaire, part)})" if isinstance(part, Condition) else _look(part, words)
        for part in condition.parts
    ]
    return joined.join(parts)


def _look(comparison: Comparison, words: dict[str, tuple[str, Question]]) -> str:
    known = words.get(comparison.item)
    name = f"“{known[0]}”" if known else f"{comparison.item} (no longer there)"
    if comparison.operator is Operator.ANSWERED:
        return f"{name} has an answer"
    texts = {o.code: o.text for o in known[1].choices} | {OTHER: "Other"} if known else {}
    values = " or ".join(f"“{texts.get(value, value)}”" for value in comparison.values) or "…"
    return f"{name} is {'not ' if comparison.operator is Operator.NOT_EQUALS else ''}{values}"


def conditions(questionnaire: Questionnaire) -> dict[str, str]:
    """The conditions as sentences, by the code of their section or question."""
    parts: list[Section | Question] = [*questionnaire.sections, *questionnaire.questions]
    return {part.code: in_words(questionnaire, part.condition) for part in parts if part.condition}
