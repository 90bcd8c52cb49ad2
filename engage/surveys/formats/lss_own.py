"""What Engage itself wrote into a .lss file: taken where what stands beside it still says the same."""

from collections.abc import Callable
from dataclasses import replace

from engage.surveys.formats.expressions_in import Target
from engage.surveys.formats.expressions_out import Field, rendered
from engage.surveys.formats.lss_codes import TYPES, answer_codes, expressions, shown, sub_codes
from engage.surveys.formats.lss_out import LONGEST_GROUP, html_of, limits_of
from engage.surveys.formats.lss_source import LsGroup, LsQuestion
from engage.surveys.formats.lss_types import LS_OTHER
from engage.surveys.formats.parts import question_from, xml_safe
from engage.surveys.rules import (
    OTHER,
    BadQuestionnaire,
    Condition,
    Kind,
    Question,
    Questionnaire,
    from_json,
    row_field,
)
from engage.surveys.rules.questionnaire import WITH_OPTIONS, WITH_OTHER

OURS = frozenset({"engage", "engage_survey", "engage_comment", "exclude_all_others"})
LIMITS = frozenset({"min_num_value_n", "max_num_value_n", "num_value_int_only", "maximum_chars"})
# Makes a text of the file plain; the flag says whether it may have lines.
Plain = Callable[[str, bool], str]


def _value(asked: LsQuestion, name: str) -> str:
    return asked.attributes[name].get("value") if name in asked.attributes else ""


def own_question(asked: LsQuestion) -> Question | None:
    """The question as Engage wrote it, where its type, answers and lines are still those of the file."""
    text = _value(asked, "engage")
    own = question_from(text) if text else None
    if own is None or TYPES[own.kind] != asked.type:
        return None
    codes = [answer.code for answer in asked.answers], [sub.code for sub in asked.subs]
    return own if codes == (answer_codes(own), sub_codes(own)) else None


def comment_on(asked: LsQuestion) -> str:
    """The code of the grid that this text is the comment of; empty for any other question."""
    return _value(asked, "engage_comment")


def merged(own: Question, asked: LsQuestion, plain: Plain) -> Question:
    """The question as Engage wrote it, with every text that was changed since."""

    def kept(text: str, theirs: str, lines: bool = False) -> str:
        return text if xml_safe(html_of(text)) == theirs else plain(theirs, lines)

    if own.kind is Kind.MULTIPLE:
        theirs = [sub.text for sub in asked.subs]
    else:
        theirs = [answer.text for answer in asked.answers][len(shown(own)) - len(own.options) :]
    options = tuple(replace(o, text=kept(o.text, text)) for o, text in zip(own.options, theirs, strict=False))
    lines = [sub.text for sub in asked.subs] if own.kind is Kind.GRID else []
    rows = tuple(replace(row, text=kept(row.text, text)) for row, text in zip(own.rows, lines, strict=False))
    return replace(
        own,
        text=kept(own.text, asked.text, lines=True),
        hint=kept(own.hint, asked.help, lines=True),
        required=asked.mandatory,
        has_other=asked.other if own.kind in WITH_OTHER else own.has_other,
        options=options,
        rows=rows or own.rows,
        has_comment=False,
        condition=None,
    )


def same_limits(own: Question, asked: LsQuestion) -> bool:
    """Whether the limits in the file are still those Engage wrote."""
    found = {name: _value(asked, name) for name in asked.attributes if name in LIMITS}
    return found == limits_of(own)


def own_condition(condition: Condition | None, relevance: str, fields: dict[str, Field]) -> Condition | None:
    """The condition as Engage wrote it, where the file's expression is still the one it was written as."""
    if condition is None:
        return None
    return condition if (rendered(condition, expressions(fields)) or "1") == relevance else None


def own_above(questions: tuple[LsQuestion, ...]) -> Questionnaire | None:
    """Sections without their questions, themes and indices, as Engage wrote them."""
    text = next((_value(asked, "engage_survey") for asked in questions if "engage_survey" in asked.attributes), "")
    try:
        return from_json(text) if text else None
    except BadQuestionnaire:
        return None


def own_title(title: str, group: LsGroup) -> bool:
    """Whether a group's name is still that of the section."""
    return xml_safe(html_of(title)[:LONGEST_GROUP]).strip() == group.name


def targets_of(made: Question) -> dict[str, Target]:
    """Where conditions and answers find a question that Engage wrote, by LimeSurvey's lines."""
    answers = dict(zip(answer_codes(made), (option.code for option in shown(made)), strict=False))
    if made.kind is Kind.GRID:
        lines = zip(sub_codes(made), made.rows, strict=True)
        return {sub: Target(row_field(made, row), answers, Kind.GRID) for sub, row in lines}
    if made.kind is Kind.MULTIPLE:
        boxes = zip(sub_codes(made), made.options, strict=True)
        return {sub: Target(made.code, {"Y": option.code}, Kind.MULTIPLE) for sub, option in boxes}
    if made.kind is Kind.RANKING:
        return {}
    if made.kind not in WITH_OPTIONS | {Kind.NPS}:
        return {"": Target(made.code, None, made.kind)}
    return {"": Target(made.code, answers | ({LS_OTHER: OTHER} if made.has_other else {}), made.kind)}
