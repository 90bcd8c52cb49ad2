"""What the OD team reads about a questionnaire: kinds, stages, conditions as sentences."""

from dataclasses import dataclass

from engage.surveys.forms.editor import KINDS
from engage.surveys.rules import (
    OTHER,
    Comparison,
    Condition,
    Kind,
    Match,
    Operator,
    Question,
    Questionnaire,
    Section,
    fields,
    row_field,
)
from engage.surveys.rules.editing_remove import Follows

STAGES = {
    "draft": ("Draft", "slate"),
    "scheduled": ("Scheduled", "blue"),
    "open": ("Open", "green"),
    "closed": ("Closed", "amber"),
    "released": ("Results published", "plum"),
    "archived": ("Archived", "slate"),
    "cancelled": ("Cancelled", "slate"),
}
KIND_WORDS = {kind: words.split(":")[0] for kind, words in KINDS.items()}


def short(text: str, most: int = 70) -> str:
    """The beginning of a text, cut at a word."""
    one = " ".join(text.split())
    return one if len(one) <= most else one[: most - 1].rsplit(" ", 1)[0] + "…"


def field_words(questionnaire: Questionnaire) -> dict[str, tuple[str, Question]]:
    """Each field that an answer may stand in, as words, with its question."""
    found: dict[str, tuple[str, Question]] = {}
    for asked in questionnaire.questions:
        text = short(asked.text, 90) or asked.code
        for row in asked.rows if asked.kind is Kind.GRID else ():
            found[row_field(asked, row)] = (short(row.text, 90), asked)
        if asked.kind is not Kind.GRID:
            found[asked.code] = (text, asked)
        for field in asked.words:
            if field.endswith("__other"):
                found[field] = (f"{text}: the words of “Other”", asked)
            elif field != asked.code:
                found[field] = (f"{text}: the comment beside it", asked)
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
    return [(field, f"{words[field][1].code}: {words[field][0]}") for field in before if field in words]


@dataclass(frozen=True)
class Saying:
    """A condition inside a condition, as the page lists it: all or any of sentences and further ones."""

    match: str
    parts: tuple["str | Saying", ...]


def nested(questionnaire: Questionnaire, condition: Condition | None) -> Saying | None:
    """A condition as a list of sentences in lists; None where there is none."""
    if condition is None:
        return None
    words = field_words(questionnaire)

    def saying(each: Condition) -> Saying:
        parts = (saying(part) if isinstance(part, Condition) else _look(part, words) for part in each.parts)
        return Saying("All of these" if each.match is Match.ALL else "At least one of these", tuple(parts))

    return saying(condition)


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
    if comparison.operator is Operator.FIRST:
        return f"{name} has {values} in first place"
    verb = "includes" if known and known[1].kind is Kind.MULTIPLE and comparison.item == known[1].code else "is"
    if comparison.operator is Operator.NOT_EQUALS:
        verb = "does not include" if verb == "includes" else "is not"
    return f"{name} {verb} {values}"


def conditions(questionnaire: Questionnaire) -> dict[str, str]:
    """The conditions as sentences, by the code of their section or question."""
    parts: list[Section | Question] = [*questionnaire.sections, *questionnaire.questions]
    return {part.code: in_words(questionnaire, part.condition) for part in parts if part.condition}


def going_with(found: Follows) -> list[str]:
    """What changes elsewhere when something is removed, a sentence for each."""
    return [
        *(f"{_part(each)} was shown because of it alone: then everybody is asked." for each in found.open_to_all),
        *(f"{_part(each)} loses the part of its condition that looks at it." for each in found.eased),
        *(f"“{group.name}” loses it from what it sums up." for group in found.groups),
        *(f"“{group.name}” is left with no questions to sum up." for group in found.emptied),
    ]


def _part(part: Section | Question) -> str:
    if isinstance(part, Section):
        return f"Section “{part.title or part.code}”"
    return f"{part.code}, “{short(part.text)}”,"
