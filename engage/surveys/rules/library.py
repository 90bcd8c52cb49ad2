"""Question sets: put into a questionnaire, taken out of one, reworded, and compared version by version."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from engage.surveys.rules.conditions import comparisons
from engage.surveys.rules.editing import add_section, edit_section, section
from engage.surveys.rules.editing_lists import BadEdit, fresh_code
from engage.surveys.rules.items import fields, items, question_items, row_field
from engage.surveys.rules.questionnaire import CODE_LENGTH, Condition, Group, Kind, Question, Questionnaire
from engage.surveys.rules.renaming import renamed

MOST_NAME, MOST_ABOUT, MOST_NOTE = 120, 1000, 500
NUMBERED = 4


class Origin(StrEnum):
    """Where a set comes from."""

    SHIPPED = "shipped"
    OWN = "own"
    FRAMEWORK = "framework"


@dataclass(frozen=True)
class QuestionSet:
    """A set as it stands in one version; `edited`: a shipped one that the council has put into its own words."""

    code: str
    name: str
    about: str
    origin: Origin
    number: int
    document: Questionnaire
    edited: bool = False

    @property
    def questions(self) -> tuple[Question, ...]:
        """All of its questions."""
        return self.document.questions


@dataclass(frozen=True)
class Added:
    """A questionnaire with a set's questions in it, and what had to be done for that.

    `new`: the codes they have now; `renamed`: pairs of codes; `there`: codes of questions that were asked already;
    `loose`: codes of questions that lost a condition; `dropped`: names of indices that would have lacked a question."""

    questionnaire: Questionnaire
    section: str
    new: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    there: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """Some questions with their themes and whole indices; who lost a condition; indices that were left behind."""

    questionnaire: Questionnaire
    loose: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


def part_of(source: Questionnaire, codes: Collection[str]) -> Part:
    """The questions of these codes. What asks for an answer that is not among them is asked of everybody."""
    kept = [question for question in source.questions if question.code in codes]
    there = {field for question in kept for field in fields(question)}
    loose = [question.code for question in kept if not _holds(question.condition, there)]
    sections = []
    for each in source.sections:
        asked = tuple(_free(question, loose) for question in each.questions if question.code in codes)
        if asked:
            sections.append(replace(each, questions=asked, condition=None))
            loose += [each.code] if each.condition else []
    known = {item.code for question in kept for item in question_items(question, "")}
    themes = tuple(replace(group, items=tuple(i for i in group.items if i in known)) for group in source.themes)
    indices = tuple(group for group in source.indices if known.issuperset(group.items))
    dropped = tuple(g.name for g in source.indices if g not in indices and not known.isdisjoint(g.items))
    made = Questionnaire(tuple(sections), tuple(group for group in themes if group.items), indices)
    return Part(made, tuple(loose), dropped)


def _free(question: Question, loose: Collection[str]) -> Question:
    return replace(question, condition=None) if question.code in loose else question


def _holds(condition: Condition | None, there: Collection[str]) -> bool:
    return condition is None or all(part.item in there for part in comparisons(condition))


def section_part(questionnaire: Questionnaire, code: str) -> Part:
    """One section by itself, to be kept as a set."""
    return part_of(questionnaire, {question.code for question in section(questionnaire, code).questions})


def added(
    questionnaire: Questionnaire, source: Questionnaire, codes: Collection[str], *, home: str = "", title: str = ""
) -> Added:
    """These questions of a set at the end of a section (`home`), or in a new one of that title.

    What is asked already is not asked twice. Codes that clash get a number; themes and indices come along."""
    asked_already = {question.identity: question for question in questionnaire.questions}
    there = tuple(q.code for q in source.questions if q.code in codes and q.identity in asked_already)
    by_hand = {q.code for q in source.questions if q.identity in asked_already}
    part = part_of(source, {*codes} | by_hand)
    fresh = [q for q in part.questionnaire.questions if q.identity not in asked_already]
    if not fresh:
        raise BadEdit("asked_already", home)
    names, codes_now = _names(questionnaire, part.questionnaire, asked_already)
    moved = renamed(part.questionnaire, names)
    new = tuple(
        replace(q, code=codes_now.get(q.code, q.code)) for q in moved.questions if q.identity not in asked_already
    )
    if not home:
        intro = source.sections[0].intro if len(source.sections) == 1 else ""
        questionnaire = add_section(questionnaire, title, intro=intro)
        home = questionnaire.sections[-1].code
    made = edit_section(questionnaire, home, questions=(*section(questionnaire, home).questions, *new))
    for kind in ("themes", "indices"):
        made = _with_groups(made, kind, getattr(moved, kind))
    return Added(
        made, home, tuple(q.code for q in new),
        tuple((q.code, codes_now[q.code]) for q in fresh if codes_now[q.code] != q.code), there,
        tuple(code for code in part.loose if code in {q.code for q in fresh}), part.dropped,
    )  # fmt: skip


def _names(
    questionnaire: Questionnaire, part: Questionnaire, asked_already: Mapping[str, Question]
) -> tuple[dict[str, str], dict[str, str]]:
    """From the fields of a part to those they have in the questionnaire; and the same of the new questions' codes."""
    taken = {question.code for question in questionnaire.questions} | questionnaire.fields
    names: dict[str, str] = {}
    codes: dict[str, str] = {}
    for question in part.questions:
        if question.identity in asked_already:
            code = asked_already[question.identity].code
        else:
            code = _free_code(question, taken)
            codes[question.code] = code
            taken |= {code, *fields(replace(question, code=code))}
        names |= dict(zip(fields(question), fields(replace(question, code=code)), strict=True))
    return names, codes


def _free_code(question: Question, taken: Collection[str]) -> str:
    """Its own code, or with the lowest number behind it that clashes with nothing."""
    code, number = question.code, 1
    while not set(taken).isdisjoint({code, *fields(replace(question, code=code))}):
        number += 1
        code = f"{question.code[: CODE_LENGTH - NUMBERED]}-{number}"
    return code


def _with_groups(questionnaire: Questionnaire, kind: str, groups: tuple[Group, ...]) -> Questionnaire:
    """Each group joins the one of the same name, or is a new one under a free code."""
    known = {item.code for item in items(questionnaire)}
    found: tuple[Group, ...] = getattr(questionnaire, kind)
    taken = {group.code for group in (*questionnaire.themes, *questionnaire.indices)}
    for group in groups:
        more = tuple(item for item in group.items if item in known)
        same = next((each for each in found if each.name == group.name), None)
        if same is not None:
            joined = replace(same, items=tuple(dict.fromkeys((*same.items, *more))))
            found = tuple(joined if each is same else each for each in found)
        elif more:
            code = group.code if group.code not in taken else fresh_code(f"{group.code[:36]}-", taken)
            taken.add(code)
            found = (*found, Group(code, group.name, more))
    return replace(questionnaire, themes=found) if kind == "themes" else replace(questionnaire, indices=found)


def words_of(question: Question) -> dict[str, str]:
    """Everything of a question that can be reworded: its text, and each row's, by the field it stands in."""
    rows = {row_field(question, row): row.text for row in question.rows}
    return {question.code: question.text, **rows} if question.kind is Kind.GRID else {question.code: question.text}
