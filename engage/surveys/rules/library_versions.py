"""A set from version to version: its words changed, and what is different."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from engage.surveys.rules.editing import add_question
from engage.surveys.rules.identities import known_of, settled
from engage.surveys.rules.items import fields, row_field
from engage.surveys.rules.questionnaire import Group, Kind, Question, Questionnaire
from engage.surveys.rules.scales import AGREEMENT
from engage.surveys.rules.text import clean


@dataclass(frozen=True)
class Change:
    """One difference of two versions: `what` is added, removed or reworded."""

    what: str
    before: str
    after: str


def reworded(
    versions: Sequence[Questionnaire],
    words: Mapping[str, str],
    without: Collection[str],
    more: Collection[str],
    fresh: Callable[[], str],
) -> Questionnaire:
    """The newest of the versions in other words (by question code, and by field of a grid's row), less some, with more.

    New statements are about agreement and join the theme where there is just one. Whatever had the same words in any
    earlier version has the identity of that one again."""
    now = versions[-1]
    sections = tuple(
        replace(each, questions=tuple(_said(q, words) for q in each.questions if q.code not in without))
        for each in now.sections
    )
    gone = {field for question in now.questions if question.code in without for field in fields(question)}
    made = Questionnaire(sections, _less(now.themes, gone), _less(now.indices, gone))
    for text in more:
        made = add_question(made, made.sections[-1].code, Kind.SCALE, text, fresh(), options=AGREEMENT)
        if len(made.themes) == 1:
            theme = made.themes[0]
            made = replace(made, themes=(replace(theme, items=(*theme.items, made.questions[-1].code)),))
    known = {identity: words for version in versions for identity, words in known_of(version).items()}
    return settled(made, known, fresh)


def _said(question: Question, words: Mapping[str, str]) -> Question:
    rows = tuple(
        replace(row, text=clean(words.get(row_field(question, row), row.text), lines=False)) for row in question.rows
    )
    return replace(question, text=clean(words.get(question.code, question.text)), rows=rows)


def _less(groups: tuple[Group, ...], gone: Collection[str]) -> tuple[Group, ...]:
    smaller = (replace(group, items=tuple(item for item in group.items if item not in gone)) for group in groups)
    return tuple(group for group in smaller if group.items)


def _asked(questionnaire: Questionnaire) -> dict[str, tuple[str, str | None]]:
    """By identity everything that is asked, in its order, with its words and the identity it had before."""
    found: dict[str, tuple[str, str | None]] = {}
    for question in questionnaire.questions:
        found[question.identity] = (question.text, question.was)
        for row in question.rows:
            was = f"{question.was or question.identity}:{row.was or row.code}" if question.was or row.was else None
            found[f"{question.identity}:{row.code}"] = (row.text, was)
    return found


def differences(before: Questionnaire, after: Questionnaire) -> tuple[Change, ...]:
    """What was reworded, added and removed, in the order of the newer version; then themes and indices."""
    old, new = _asked(before), _asked(after)
    changes, met = [], set()
    for identity, (text, was) in new.items():
        found = identity if identity in old else was if was in old else None
        if found is None:
            changes.append(Change("added", "", text))
        else:
            met.add(found)
            if old[found][0] != text:
                changes.append(Change("reworded", old[found][0], text))
            elif found != identity:
                changes.append(Change("answers", text, text))
    changes += [Change("removed", text, "") for identity, (text, _) in old.items() if identity not in met]
    return (*changes, *_groups(before, after))


def _groups(before: Questionnaire, after: Questionnaire) -> tuple[Change, ...]:
    old, new = ({group.name for group in (*q.themes, *q.indices)} for q in (before, after))
    gone = tuple(Change("removed", f"“{name}”, which sums up questions", "") for name in sorted(old - new))
    return gone + tuple(Change("added", "", f"“{name}”, which sums up questions") for name in sorted(new - old))
