"""What a respondent reads when an answer cannot be taken."""

from engage.surveys.rules import Kind, Question, Section, comment_field, fields, place_field, row_field

WORDS = {
    "required": "Answer this question",
    "not_an_option": "Choose one of the answers offered",
    "too_many": "Choose one answer only",
    "aside_with_others": "Choose either this answer or the others, not both",
    "other_missing": "Say what you mean by other",
    "not_a_number": "Enter a number, such as 12",
    "not_whole": "Enter a whole number, such as 12",
    "not_a_date": "Enter a real date, such as 3 3 2027",
    "ranked_twice": "Choose each answer once only",
    "not_a_place": "Choose one of the places offered",
    "place_taken": "Choose another place, because this one is taken already",
    "place_skipped": "Move this up, or choose what comes before it",
}


def said(section: Section, problems: dict[str, str]) -> dict[str, str]:
    """A sentence for each field with a problem."""
    asked = {field: question for question in section.questions for field in fields(question)}
    asked |= {place_field(question, o): question for question in section.questions for o in question.ranked}
    return {field: _sentence(asked[field], field, code) for field, code in problems.items() if field in asked}


def _sentence(question: Question, field: str, code: str) -> str:
    about = _about(question, field)
    if code == "too_long":
        most = 200 if field.endswith("__other") else question.longest
        return f"Use {most} characters or fewer: {about}"
    if code == "out_of_range":
        if question.kind is Kind.DATE:
            return f"Enter a year between 1900 and 2100: {about}"
        return f"Enter a number {_bounds(question)}: {about}"
    return f"{WORDS[code]}: {about}"


def _about(question: Question, field: str) -> str:
    """What the sentence is about: the question, a statement of a grid, or an option of a ranking."""
    if field == comment_field(question):
        return f"your comment on {question.text}"
    parts = [(row_field(question, row), row.text) for row in question.rows]
    parts += [(place_field(question, option), option.text) for option in question.ranked]
    return dict(parts).get(field, question.text)


def _bounds(question: Question) -> str:
    low, high = (None if value is None else f"{value:g}" for value in (question.low, question.high))
    if low is not None and high is not None:
        return f"from {low} to {high}"
    return f"of {low} or more" if low is not None else f"of {high} or less"
