"""Edits of a question's options and rows, and of themes and indices."""

from dataclasses import replace
from typing import Any

from engage.surveys.rules.editing import edit_question, question
from engage.surveys.rules.editing_lists import BadEdit, changed, fresh_code, inserted, moved, without
from engage.surveys.rules.questionnaire import Group, Option, Questionnaire, Row, is_code
from engage.surveys.rules.text import clean

PREFIX = {"themes": "T", "indices": "I"}


def _code(given: str | None, prefix: str, taken: set[str]) -> str:
    code = given or fresh_code(prefix, taken)
    if not is_code(code):
        raise BadEdit("bad_code", code)
    if code in taken:
        raise BadEdit("code_taken", code)
    return code


def add_option(
    questionnaire: Questionnaire,
    asked: str,
    text: str,
    *,
    code: str | None = None,
    at: int | None = None,
    **given: Any,
) -> Questionnaire:
    """A new option of a question with a generated code (or a given free one), last or at a place."""
    options = question(questionnaire, asked).options
    code = _code(code, "A", {option.code for option in question(questionnaire, asked).choices})
    option = Option(code, clean(text, lines=False), **given)
    return edit_question(questionnaire, asked, options=inserted(options, option, at))


def edit_option(questionnaire: Questionnaire, asked: str, code: str, /, **changes: Any) -> Questionnaire:
    """An option with some of its fields changed."""
    options = question(questionnaire, asked).options
    return edit_question(questionnaire, asked, options=changed(options, code, changes))


def remove_option(questionnaire: Questionnaire, asked: str, code: str) -> Questionnaire:
    """The question without an option; conditions on it are left for the check to show."""
    return edit_question(questionnaire, asked, options=without(question(questionnaire, asked).options, code))


def move_option(questionnaire: Questionnaire, asked: str, code: str, to: int) -> Questionnaire:
    """An option at another place, counted from 0."""
    return edit_question(questionnaire, asked, options=moved(question(questionnaire, asked).options, code, to))


def add_row(
    questionnaire: Questionnaire, asked: str, text: str, *, code: str | None = None, at: int | None = None
) -> Questionnaire:
    """A new line of a grid with a generated code (or a given free one), last or at a place."""
    rows = question(questionnaire, asked).rows
    code = _code(code, "R", {row.code for row in rows})
    return edit_question(questionnaire, asked, rows=inserted(rows, Row(code, clean(text, lines=False)), at))


def edit_row(questionnaire: Questionnaire, asked: str, code: str, /, **changes: Any) -> Questionnaire:
    """A line of a grid with some of its fields changed."""
    rows = question(questionnaire, asked).rows
    return edit_question(questionnaire, asked, rows=changed(rows, code, changes))


def remove_row(questionnaire: Questionnaire, asked: str, code: str) -> Questionnaire:
    """The grid without a line."""
    return edit_question(questionnaire, asked, rows=without(question(questionnaire, asked).rows, code))


def move_row(questionnaire: Questionnaire, asked: str, code: str, to: int) -> Questionnaire:
    """A line of a grid at another place, counted from 0."""
    return edit_question(questionnaire, asked, rows=moved(question(questionnaire, asked).rows, code, to))


def add_group(
    questionnaire: Questionnaire, kind: str, name: str, items: tuple[str, ...], *, code: str | None = None
) -> Questionnaire:
    """A new group of items; kind: "themes" or "indices"."""
    taken = {group.code for group in (*questionnaire.themes, *questionnaire.indices)}
    group = Group(_code(code, PREFIX[kind], taken), clean(name, lines=False), items)
    return _with(questionnaire, kind, (*getattr(questionnaire, kind), group))


def edit_group(questionnaire: Questionnaire, kind: str, code: str, /, **changes: Any) -> Questionnaire:
    """A theme or index with its name or items changed."""
    return _with(questionnaire, kind, changed(getattr(questionnaire, kind), code, changes))


def remove_group(questionnaire: Questionnaire, kind: str, code: str) -> Questionnaire:
    """The questionnaire without a theme or index; its questions stay."""
    return _with(questionnaire, kind, without(getattr(questionnaire, kind), code))


def _with(questionnaire: Questionnaire, kind: str, groups: tuple[Group, ...]) -> Questionnaire:
    if kind == "themes":
        return replace(questionnaire, themes=groups)
    return replace(questionnaire, indices=groups)
