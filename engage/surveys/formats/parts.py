"""Conditions and questions as text by themselves, for formats that have no words of their own for them."""

import json
from typing import Any

from engage.surveys.rules import BadQuestionnaire, Condition, Question, Questionnaire, Section, to_json
from engage.surveys.rules.document import from_plain, load

# No XML 1.0 file can hold these two, and no person writes them.
NOT_XML = {0xFFFE: None, 0xFFFF: None}


def xml_safe(text: str) -> str:
    """The text without the two characters that would make a whole file unreadable."""
    return text.translate(NOT_XML)


def _written(part: Any) -> str:
    return json.dumps(part, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _plain(section: Section) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(to_json(Questionnaire((section,))))["sections"][0]
    return found


def condition_text(condition: Condition) -> str:
    """A condition as it stands in our JSON."""
    return _written(_plain(Section("S", "", condition=condition))["condition"])


def condition_from(text: str) -> Condition | None:
    """A condition from its text; None where it is none."""
    found = _section(text, "condition")
    return found.condition if found else None


def question_text(question: Question) -> str:
    """A question as it stands in our JSON."""
    return _written(_plain(Section("S", "", questions=(question,)))["questions"][0])


def question_from(text: str) -> Question | None:
    """A question from its text; None where it is none."""
    found = _section(text, "questions", many=True)
    return found.questions[0] if found and found.questions else None


def _section(text: str, name: str, many: bool = False) -> Section | None:
    try:
        part = load(text)
        made = from_plain({"sections": [{"code": "S", "title": "", name: [part] if many else part}]})
    except BadQuestionnaire:
        return None
    return made.sections[0]
