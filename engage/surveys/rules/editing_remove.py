"""Taking questions out with everything that looks at them: named before it is asked about, then done in one go."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from engage.surveys.rules.conditions import comparisons
from engage.surveys.rules.editing import question, section
from engage.surveys.rules.items import fields, question_items
from engage.surveys.rules.questionnaire import Comparison, Condition, Group, Question, Questionnaire, Section


@dataclass(frozen=True)
class Follows:
    """What a removal changes elsewhere.

    `open_to_all`: what nothing is left of a condition of; `eased`: whose condition is shorter; `groups`: themes and
    indices with fewer items, `emptied` with none."""

    open_to_all: tuple[Section | Question, ...] = ()
    eased: tuple[Section | Question, ...] = ()
    groups: tuple[Group, ...] = ()
    emptied: tuple[Group, ...] = ()


def without_looks(condition: Condition | None, gone: frozenset[str]) -> Condition | None:
    """A condition without its looks at these fields; None where nothing is left of it."""
    if condition is None:
        return None
    parts: list[Comparison | Condition] = []
    for part in condition.parts:
        if isinstance(part, Comparison):
            parts += [part] if part.item not in gone else []
        elif (left := without_looks(part, gone)) is not None or not part.parts:
            parts.append(part if left is None else left)
    return replace(condition, parts=tuple(parts)) if parts or not condition.parts else None


def _gone(questions: Iterable[Question]) -> tuple[frozenset[str], frozenset[str]]:
    """The fields and the items that go with questions."""
    found = tuple(questions)
    items = frozenset(item.code for each in found for item in question_items(each, ""))
    return frozenset(field for each in found for field in fields(each)), items


def follows(questionnaire: Questionnaire, questions: Iterable[Question]) -> Follows:
    """What changes elsewhere when these questions go."""
    going = tuple(questions)
    gone, items = _gone(going)
    parts: list[Section | Question] = [
        *(each for each in questionnaire.sections if not each.questions or not set(each.questions) <= set(going)),
        *(each for each in questionnaire.questions if each not in going),
    ]
    looking = [part for part in parts if any(look.item in gone for look in comparisons(part.condition))]
    shorter = [part for part in looking if without_looks(part.condition, gone) is not None]
    touched = [g for g in (*questionnaire.themes, *questionnaire.indices) if items & set(g.items)]
    return Follows(
        tuple(part for part in looking if part not in shorter),
        tuple(shorter),
        tuple(group for group in touched if not set(group.items) <= items),
        tuple(group for group in touched if set(group.items) <= items),
    )


def _without(questionnaire: Questionnaire, going: tuple[Question, ...], but: str | None) -> Questionnaire:
    gone, items = _gone(going)
    sections = tuple(
        replace(
            each,
            condition=without_looks(each.condition, gone),
            questions=tuple(
                replace(asked, condition=without_looks(asked.condition, gone))
                for asked in each.questions
                if asked not in going
            ),
        )
        for each in questionnaire.sections
        if each.code != but
    )

    def less(groups: tuple[Group, ...]) -> tuple[Group, ...]:
        return tuple(replace(g, items=tuple(item for item in g.items if item not in items)) for g in groups)

    return Questionnaire(sections, less(questionnaire.themes), less(questionnaire.indices))


def take_out_question(questionnaire: Questionnaire, code: str) -> Questionnaire:
    """The questionnaire without a question and without every look at it; raises BadEdit."""
    return _without(questionnaire, (question(questionnaire, code),), None)


def take_out_section(questionnaire: Questionnaire, code: str) -> Questionnaire:
    """The questionnaire without a section, its questions and every look at them; raises BadEdit."""
    return _without(questionnaire, section(questionnaire, code).questions, code)
