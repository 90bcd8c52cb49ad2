"""Questions as HTML, and the answers a form carries along.

A question that is not answered yet looks the same for everybody, so it is drawn once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from flask import current_app
from markupsafe import Markup, escape

from engage.surveys.rules import Answers, Question, fields


def drawn(question: Question, answers: Answers, errors: Mapping[str, str], number: int) -> Markup:
    """A question with its answers and what is wrong with them."""
    names = fields(question)
    if any(name in answers or name in errors for name in names):
        return _draw(question, answers, errors, number)
    return _blank(question, number)


@lru_cache(maxsize=2000)
def _blank(question: Question, number: int) -> Markup:
    return _draw(question, {}, {}, number)


def sketched(question: Question, number: int) -> Markup:
    """A question as the preview shows it: under a name of its own, so that nothing on the page has it twice."""
    return _draw(replace(question, code=f"preview-{question.code}"), {}, {}, number)


def carried(questions: Iterable[Question], answers: Answers) -> Markup:
    """The answers to the questions of other sections as hidden fields: a macro would take most of the page's time."""
    lines = [
        f'<input type="hidden" name="{escape(field)}" value="{escape(value)}">\n'
        for question in questions
        for field in question.fields
        if (found := answers.get(field))
        for value in ([found] if isinstance(found, str) else found)
    ]
    return Markup("".join(lines))  # noqa: S704  # every part is escaped above


def _draw(question: Question, answers: Answers, errors: Mapping[str, str], number: int) -> Markup:
    macro = current_app.jinja_env.get_template("components/question.html").module
    found: Markup = macro.question(question, answers, errors, number)  # type: ignore[attr-defined]  # a Jinja macro
    return found
