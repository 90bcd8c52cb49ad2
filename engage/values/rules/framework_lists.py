"""Edits of the lists of a framework: its audiences and its levels, named by their place from 0."""

from dataclasses import replace
from typing import Any, Literal

from engage.values.rules.framework import Audience, AudienceKind, Document, Level, LevelKind, Statement, Value
from engage.values.rules.framework_editing import BadEdit, stepped
from engage.values.rules.framework_text import clean
from engage.values.rules.framework_words import audience_kind, level_kind

List = Literal["audiences", "levels"]
FIELD: dict[str, Literal["audience", "level"]] = {"audiences": "audience", "levels": "level"}


def entry(document: Document, which: List, place: int) -> Audience | Level:
    """The audience or level at a place; raises BadEdit."""
    found = getattr(document, which)
    if not 0 <= place < len(found):
        raise BadEdit("not_there", str(place))
    made: Audience | Level = found[place]
    return made


def uses(document: Document, which: List, name: str) -> int:
    """How many statements, and values that stand alone, name it."""
    field = FIELD[which]
    alone = [value for value in document.values if not value.statements]
    return sum(getattr(part, field) == name for part in (*document.statements, *alone))


def made(which: List, name: str, kind: str = "") -> Audience | Level:
    """An audience or level of that name; its kind is told from its words where none is given."""
    word = clean(name)
    if which == "audiences":
        return Audience(word, AudienceKind(kind) if kind else audience_kind(word) or AudienceKind.EVERYONE)
    return Level(word, LevelKind(kind) if kind else level_kind(word))


def add_entry(document: Document, which: List, name: str, kind: str = "") -> Document:
    """One more, at the end."""
    return _with(document, which, (*getattr(document, which), made(which, name, kind)))


def edit_entry(document: Document, which: List, place: int, name: str, kind: str) -> Document:
    """Another name or kind; what named it names it still."""
    old, new = entry(document, which, place), made(which, name, kind)
    parts = list(getattr(document, which))
    parts[place] = new
    return _renamed(_with(document, which, tuple(parts)), FIELD[which], old.name, new.name)


def move_entry(document: Document, which: List, place: int, step: int) -> Document:
    """One place up or down."""
    entry(document, which, place)
    return _with(document, which, stepped(getattr(document, which), place, step))


def remove_entry(document: Document, which: List, place: int) -> Document:
    """One less; raises BadEdit where something names it."""
    old = entry(document, which, place)
    if used := uses(document, which, old.name):
        raise BadEdit("in_use", str(used))
    parts = getattr(document, which)
    shorter = _with(document, which, (*parts[:place], *parts[place + 1 :]))
    # A value that has statements may still remember what it named when it stood alone.
    return _renamed(shorter, FIELD[which], old.name, "")


def _with(document: Document, which: List, parts: tuple[Audience | Level, ...]) -> Document:
    changes: dict[str, Any] = {which: parts}
    return replace(document, **changes)


def _renamed(document: Document, field: Literal["audience", "level"], old: str, new: str) -> Document:
    if old == new:
        return document

    changes: dict[str, Any] = {field: new}

    def statement(each: Statement) -> Statement:
        return replace(each, **changes) if getattr(each, field) == old else each

    def value(each: Value) -> Value:
        own = replace(each, statements=tuple(statement(said) for said in each.statements))
        return replace(own, **changes) if getattr(own, field) == old else own

    return replace(document, values=tuple(value(each) for each in document.values))
