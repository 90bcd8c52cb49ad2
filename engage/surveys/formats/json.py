"""Our own JSON: the canonical questionnaire, as the system writes it or as somebody wrote it by hand."""

from dataclasses import replace
from typing import Any

from engage.surveys.formats.imported import BadFile, Imported, NewIdentity, Note, Tally, counted
from engage.surveys.rules import BadQuestionnaire, Kind, Question, Questionnaire, check
from engage.surveys.rules.document import from_plain, load

SENTENCES = {
    "not_json": "This is not complete JSON.",
    "doubled_key": "A key stands twice in one object.",
    "too_deep": "The file is nested too deeply.",
    "too_large": "The file is too large.",
    "too_many": "There are too many parts here.",
    "missing": "This part is missing.",
    "unknown_key": "This object holds a key that a questionnaire does not know.",
    "unknown_value": "This value is none of those allowed here.",
    "bad_code": "A code is up to 40 letters, digits, hyphens and single underscores.",
    "bad_identity": "An identity is up to 64 letters and digits.",
    "not_a_text": "Text is expected here.",
    "too_long": "This text is too long.",
    "not_true_or_false": "True or false is expected here.",
    "not_a_number": "A number is expected here.",
    "out_of_range": "This number is out of range.",
    "not_a_list": "A list is expected here.",
    "not_an_object": "An object is expected here.",
}
DOUBLED = ("doubled_section", "doubled_question", "doubled_field", "doubled_identity", "doubled_option")


def _with_identities(value: Any, identity: NewIdentity) -> int:
    """Questions written by hand have no identity yet: each gets one. Answers how many."""
    given = 0
    sections = value.get("sections") if isinstance(value, dict) else None
    for section in sections if isinstance(sections, list) else ():
        questions = section.get("questions") if isinstance(section, dict) else None
        for question in questions if isinstance(questions, list) else ():
            if isinstance(question, dict) and "identity" not in question:
                question["identity"] = identity()
                given += 1
    return given


def refuse_doubles(questionnaire: Questionnaire) -> None:
    """Raises BadFile where two sections, questions, options or identities have one name."""
    for problem in check(questionnaire):
        if problem.code in DOUBLED:
            what = problem.code.removeprefix("doubled_")
            raise BadFile(problem.where, "doubled_code", f"Two parts share one {what} code.")


def _unscored(question: Question) -> Question:
    if question.kind is not Kind.MULTIPLE:
        return question
    return replace(question, options=tuple(replace(o, score=None, direction=None) for o in question.options))


def _without_scores(questionnaire: Questionnaire) -> tuple[Questionnaire, tuple[Note, ...]]:
    """Multiple choices have neither scores nor directions: the file's are dropped, each question with a note."""
    notes = []
    sections = []
    for place, section in enumerate(questionnaire.sections):
        questions = tuple(_unscored(question) for question in section.questions)
        sections.append(replace(section, questions=questions))
        notes += [
            Note(
                f"$.sections[{place}].questions[{at}]",
                f"scores and directions of {question.code}",
                "several answers may be ticked, so they cannot be added up",
            )
            for at, question in enumerate(section.questions)
            if questions[at] != question
        ]
    return replace(questionnaire, sections=tuple(sections)), tuple(notes)


def read_json(text: str, notes: tuple[Note, ...], identity: NewIdentity) -> Imported:
    """A questionnaire from our JSON; raises BadFile, its `where` a line or a path ($.sections[0])."""
    try:
        value = load(text)
        fresh = _with_identities(value, identity)
        questionnaire = from_plain(value)
    except BadQuestionnaire as error:
        sentence = SENTENCES.get(error.code, "This is no questionnaire.")
        raise BadFile(error.path, error.code, sentence) from error
    refuse_doubles(questionnaire)
    count = len(questionnaire.questions)
    if not count:
        raise BadFile("$.sections", "no_questions", "There is no question in this file.")
    carried = [f"{counted(count, 'question')} in {counted(len(questionnaire.sections), 'section')}"]
    if fresh:
        carried.append(f"{counted(fresh, 'question')} without an identity, now given one")
    questionnaire, dropped = _without_scores(questionnaire)
    return Imported(questionnaire, tuple(carried), (*notes, *dropped), (Tally("questions", count, count),))
