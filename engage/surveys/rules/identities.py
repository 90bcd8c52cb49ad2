"""Identities: a question is followed from wave to wave while its words stay; in other words it is another one."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import replace

from engage.surveys.rules.editing_lists import fresh_code
from engage.surveys.rules.questionnaire import Kind, Question, Questionnaire, Row
from engage.surveys.rules.renaming import renamed

# What is asked, by identity (a grid's row by "identity:row"), to a digest of its words.
Known = Mapping[str, str]


def _digest(*parts: str) -> str:
    words = json.dumps([" ".join(part.split()) for part in parts], ensure_ascii=False)
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def wording(question: Question) -> str:
    """A digest of its kind, its words and the answers that count; a grid's rows have their own."""
    counted = (option.text for option in question.options if option.aside is None)
    return _digest(question.kind, question.text, *counted)


def known_of(questionnaire: Questionnaire) -> dict[str, str]:
    """What a questionnaire asks, by identity, to a digest of its words."""
    found = {}
    for question in questionnaire.questions:
        found[question.identity] = wording(question)
        found |= {f"{question.identity}:{row.code}": _digest(row.text) for row in question.rows}
    return found


def settled(questionnaire: Questionnaire, known: Known, fresh: Callable[[], str]) -> Questionnaire:
    """What is worded otherwise than it is known gets an identity of its own; what has its old words back, the old one.

    Of a grid only the rows that changed get one, by another code of the row; themes, indices and conditions follow."""
    taken = {question.identity for question in questionnaire.questions}
    names: dict[str, str] = {}
    sections = []
    for section in questionnaire.sections:
        asked = []
        for question in section.questions:
            made = _settled(question, known, fresh, taken)
            if made.kind is Kind.GRID and made.identity == question.identity:
                made = _rows(made, known, names)
            asked.append(made)
        sections.append(replace(section, questions=tuple(asked)))
    result = replace(questionnaire, sections=tuple(sections))
    return renamed(result, names) if names else result


def _settled(question: Question, known: Known, fresh: Callable[[], str], taken: set[str]) -> Question:
    now = wording(question)
    if question.was is not None and known.get(question.was) == now and question.was not in taken:
        return replace(question, identity=question.was, was=None)
    if known.get(question.identity, now) == now:
        return question
    return replace(question, identity=fresh(), was=question.identity)


def _rows(question: Question, known: Known, names: dict[str, str]) -> Question:
    taken = {row.code for row in question.rows}
    rows = []
    for row in question.rows:
        made = _row(row, question.identity, known, taken)
        taken.add(made.code)
        if made.code != row.code:
            names[f"{question.code}_{row.code}"] = f"{question.code}_{made.code}"
        rows.append(made)
    return replace(question, rows=tuple(rows))


def _row(row: Row, identity: str, known: Known, taken: set[str]) -> Row:
    now = _digest(row.text)
    if row.was is not None and row.was not in taken and known.get(f"{identity}:{row.was}") == now:
        return replace(row, code=row.was, was=None)
    if known.get(f"{identity}:{row.code}", now) == now:
        return row
    used = taken | {key.partition(":")[2] for key in known if key.startswith(f"{identity}:")}
    return replace(row, code=fresh_code("R", used), was=row.code)


def earlier(questionnaire: Questionnaire) -> dict[str, str]:
    """Of every item that was worded otherwise before: its identity, to the identity it had then."""
    found = {}
    for question in questionnaire.questions:
        if question.kind is not Kind.GRID:
            if question.was is not None:
                found[question.identity] = question.was
            continue
        for row in question.rows:
            if question.was is not None or row.was is not None:
                before = f"{question.was or question.identity}:{row.was or row.code}"
                found[f"{question.identity}:{row.code}"] = before
    return found
