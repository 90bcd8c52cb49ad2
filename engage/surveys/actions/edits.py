"""Edits that a page sends in one go, as pure functions: what the form says, then its button's one act."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from engage.surveys.rules import (
    Aside,
    BadEdit,
    Comparison,
    Condition,
    Direction,
    Kind,
    Match,
    Operator,
    Option,
    Questionnaire,
    Row,
    add_option,
    add_question,
    add_row,
    edit_question,
    edit_section,
    move_option,
    move_question,
    move_row,
    move_section,
    question,
    remove_option,
    remove_row,
    section,
    section_of,
)
from engage.surveys.rules.scales import (
    AGREEMENT,
    FREQUENCY,
    NOT_APPLICABLE,
    PREFER_NOT_TO_SAY,
    SATISFACTION,
    YES_NO,
    scale,
)

PRESETS = {"agreement": AGREEMENT, "satisfaction": SATISFACTION, "frequency": FREQUENCY, "yes-no": YES_NO}
ASIDES = {Aside.NOT_APPLICABLE.value: NOT_APPLICABLE, Aside.PREFER_NOT_TO_SAY.value: PREFER_NOT_TO_SAY}
SCALES = frozenset({Kind.SCALE, Kind.GRID})


@dataclass(frozen=True)
class Sent:
    """What the page of a question or section sent, besides its plain fields."""

    changes: dict[str, Any]
    options: dict[str, Option] = field(default_factory=dict)
    rows: dict[str, Row] = field(default_factory=dict)
    new_options: str = ""
    new_rows: str = ""
    new_item: str = ""


def lines(text: str) -> tuple[str, ...]:
    """The lines of a text that hold anything."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def counts_as(option: Option) -> str:
    """What an option counts as, as one word: a direction, an aside, or nothing."""
    return str(option.aside or option.direction or "")


def counted(option: Option, score: float | None, word: str) -> Option:
    """The option counting as this word; what is set aside has no score."""
    if word in ASIDES:
        return replace(option, score=None, direction=None, aside=Aside(word))
    return replace(option, score=score, direction=Direction(word) if word else None, aside=None)


def new_question(
    questionnaire: Questionnaire, home: str, kind: Kind, text: str, identity: str, preset: str, words: str
) -> tuple[Questionnaire, str]:
    """A question with the answers of a ready set or of lines of text; and its code."""
    options = _first_options(kind, preset, words)
    rows = lines(words) if kind is Kind.GRID else ()
    made = add_question(
        questionnaire, home, kind, text, identity, options=options,
        rows=tuple(Row(f"R{n}", words) for n, words in enumerate(rows, 1)),
    )  # fmt: skip
    return made, section(made, home).questions[-1].code


def _first_options(kind: Kind, preset: str, words: str) -> tuple[Option, ...]:
    if kind in SCALES:
        return PRESETS.get(preset) or (scale(lines(words)) if kind is Kind.SCALE else AGREEMENT)
    if kind in {Kind.SINGLE, Kind.MULTIPLE, Kind.RANKING}:
        if lines(words):
            return tuple(Option(f"A{n}", text) for n, text in enumerate(lines(words), 1))
        return PRESETS.get(preset, ())
    return ()


def step_section(questionnaire: Questionnaire, code: str, step: int) -> Questionnaire:
    """A section one place up (-1) or down (1)."""
    at = questionnaire.sections.index(section(questionnaire, code))
    return move_section(questionnaire, code, max(0, at + step))


def step_question(questionnaire: Questionnaire, code: str, step: int) -> Questionnaire:
    """A question one place up (-1) or down (1); past the end of its section into the next one."""
    home = section_of(questionnaire, code)
    at = home.questions.index(question(questionnaire, code)) + step
    if 0 <= at < len(home.questions):
        return move_question(questionnaire, code, home.code, at)
    beside = questionnaire.sections.index(home) + step
    if not 0 <= beside < len(questionnaire.sections):
        return questionnaire
    return move_question(questionnaire, code, questionnaire.sections[beside].code, 0 if step > 0 else None)


def place_question(questionnaire: Questionnaire, code: str, home: str, to: int) -> Questionnaire:
    """A question dropped at a place of a section, counted from 0 among the others there."""
    return move_question(questionnaire, code, home, max(0, to))


def send_question(questionnaire: Questionnaire, code: str, sent: Sent, act: str) -> Questionnaire:
    """Everything the page of a question sent, then the act of its button: `save`, or a verb and a code."""
    old = question(questionnaire, code)
    made = edit_question(
        questionnaire, code, **sent.changes,
        options=tuple(sent.options.get(option.code, option) for option in old.options),
        rows=tuple(sent.rows.get(row.code, row) for row in old.rows),
    )  # fmt: skip
    code = sent.changes.get("code", code)
    verb, _, about = act.partition(":")
    if verb in ACTS:
        return ACTS[verb](made, code, about, sent)
    edited = condition_act(question(made, code).condition, verb, sent)
    return edit_question(made, code, condition=edited)


def send_section(questionnaire: Questionnaire, code: str, sent: Sent, act: str) -> Questionnaire:
    """Everything the page of a section sent, then the act of its button."""
    made = edit_section(questionnaire, code, **sent.changes)
    edited = condition_act(section(made, code).condition, act, sent)
    return edit_section(made, code, condition=edited)


def where_is(questionnaire: Questionnaire, code: str) -> str:
    """In words where a question stands."""
    home = section_of(questionnaire, code)
    at = home.questions.index(question(questionnaire, code)) + 1
    return f"{at} of {len(home.questions)} in “{home.title or home.code}”"


def condition_act(condition: Condition | None, verb: str, sent: Sent) -> Condition | None:
    """A condition with one comparison more, or none; one less was already taken out of what was sent."""
    parts = condition.parts if condition else ()
    if verb == "condition-add" and sent.new_item:
        parts = (*parts, Comparison(sent.new_item, Operator.EQUALS))
    elif verb == "condition-clear":
        parts = ()
    return Condition(condition.match if condition else Match.ALL, parts) if parts else None


def _add_options(made: Questionnaire, code: str, _: str, sent: Sent) -> Questionnaire:
    asked, words = question(made, code), lines(sent.new_options)
    if asked.kind in SCALES and all(option.aside for option in asked.options) and len(words) > 1:
        return edit_question(made, code, options=(*scale(words), *asked.options))
    for text in words:
        plain = sum(1 for option in question(made, code).options if option.aside is None)
        made = add_option(made, code, text, at=plain)
    return made


def _add_aside(made: Questionnaire, code: str, about: str, _: Sent) -> Questionnaire:
    if about not in ASIDES:
        raise BadEdit("not_there", about)
    if any(option.aside == about for option in question(made, code).options):
        return made
    given = ASIDES[about]
    taken = {option.code for option in question(made, code).choices}
    return add_option(made, code, given.text, code=None if given.code in taken else given.code, aside=given.aside)


def _fill(made: Questionnaire, code: str, about: str, _: Sent) -> Questionnaire:
    if about not in PRESETS:
        raise BadEdit("not_there", about)
    kept = tuple(option for option in question(made, code).options if option.aside is not None)
    return edit_question(made, code, options=(*PRESETS[about], *kept))


def _add_rows(made: Questionnaire, code: str, _: str, sent: Sent) -> Questionnaire:
    for text in lines(sent.new_rows):
        made = add_row(made, code, text)
    return made


def _place(parts: Sequence[Option] | Sequence[Row], code: str, step: int) -> int:
    codes = [part.code for part in parts]
    if code not in codes:
        raise BadEdit("not_there", code)
    return max(0, codes.index(code) + step)


def _option_step(step: int) -> "Act":
    return lambda made, code, about, _: move_option(
        made, code, about, _place(question(made, code).options, about, step)
    )


def _row_step(step: int) -> "Act":
    return lambda made, code, about, _: move_row(made, code, about, _place(question(made, code).rows, about, step))


Act = Callable[[Questionnaire, str, str, Sent], Questionnaire]
ACTS: dict[str, Act] = {
    "options-add": _add_options,
    "aside-add": _add_aside,
    "options-fill": _fill,
    "rows-add": _add_rows,
    "option-up": _option_step(-1),
    "option-down": _option_step(1),
    "option-remove": lambda made, code, about, _: remove_option(made, code, about),
    "row-up": _row_step(-1),
    "row-down": _row_step(1),
    "row-remove": lambda made, code, about, _: remove_row(made, code, about),
}
