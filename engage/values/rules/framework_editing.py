"""Edits of a framework: each takes a document and returns a new one; what cannot be done raises BadEdit."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Protocol, TypeVar

from engage.values.rules.framework import Document, Statement, Value
from engage.values.rules.framework_text import clean

LINES = frozenset({"about", "intro"})


class Known(Protocol):
    """Anything with an identity."""

    @property
    def identity(self) -> str: ...


K = TypeVar("K", bound=Known)
P = TypeVar("P")


class BadEdit(ValueError):
    """An edit that cannot be made: `code` is not_there or in_use; `what` says how often it is used."""

    def __init__(self, code: str, what: str = "") -> None:
        super().__init__(f"{code}: {what}")
        self.code, self.what = code, what


def cleaned(changes: dict[str, Any]) -> dict[str, Any]:
    """Every text among the changes, as it is stored."""
    return {
        name: clean(value, lines=name in LINES) if isinstance(value, str) and type(value) is str else value
        for name, value in changes.items()
    }


def stepped(parts: tuple[P, ...], at: int, step: int) -> tuple[P, ...]:
    """The part at a place, one place up (-1) or down (1); at the end it stays."""
    to = at + step
    if not 0 <= to < len(parts):
        return parts
    moved = list(parts)
    moved[at], moved[to] = moved[to], moved[at]
    return tuple(moved)


def place_of(parts: Sequence[Known], identity: str) -> int:
    """Where the part of that identity stands, from 0; raises BadEdit."""
    for place, part in enumerate(parts):
        if part.identity == identity:
            return place
    raise BadEdit("not_there", identity)


def value(document: Document, identity: str) -> Value:
    """The value of that identity; raises BadEdit."""
    return document.values[place_of(document.values, identity)]


def statement(document: Document, identity: str) -> tuple[Value, Statement]:
    """The statement of that identity with its value; raises BadEdit."""
    for found in document.values:
        for said in found.statements:
            if said.identity == identity:
                return found, said
    raise BadEdit("not_there", identity)


def set_about(document: Document, **changes: Any) -> Document:
    """Title, organisation and introduction."""
    return replace(document, **cleaned(changes))


def add_value(document: Document, name: str, identity: str) -> Document:
    """A value at the end."""
    return replace(document, values=(*document.values, Value(identity, clean(name))))


def _with_value(document: Document, identity: str, edit: Callable[[Value], Value]) -> Document:
    place = place_of(document.values, identity)
    edited = edit(document.values[place])
    return replace(document, values=(*document.values[:place], edited, *document.values[place + 1 :]))


def edit_value(document: Document, identity: str, **changes: Any) -> Document:
    """A value with some of its fields changed."""
    return _with_value(document, identity, lambda old: replace(old, **cleaned(changes)))


def move_value(document: Document, identity: str, step: int) -> Document:
    """A value one place up or down."""
    return replace(document, values=stepped(document.values, place_of(document.values, identity), step))


def remove_value(document: Document, identity: str) -> Document:
    """The framework without a value and its statements."""
    place = place_of(document.values, identity)
    return replace(document, values=(*document.values[:place], *document.values[place + 1 :]))


def add_statements(
    document: Document, value_identity: str, audience: str, level: str, texts: Sequence[str], identities: Sequence[str]
) -> Document:
    """One statement for each text, at the end of a value."""
    new = tuple(
        Statement(identity, clean(text), audience, level)
        for text, identity in zip(texts, identities, strict=True)
        if clean(text)
    )
    return _with_value(document, value_identity, lambda old: replace(old, statements=(*old.statements, *new)))


def edit_statement(document: Document, identity: str, value_identity: str, **changes: Any) -> Document:
    """A statement with some of its fields changed, in its value or moved to the end of another."""
    home, old = statement(document, identity)
    new = replace(old, **cleaned(changes))
    if home.identity == value_identity:
        kept = tuple(new if said.identity == identity else said for said in home.statements)
        return _with_value(document, home.identity, lambda found: replace(found, statements=kept))
    without = remove_statement(document, identity)
    return _with_value(without, value_identity, lambda found: replace(found, statements=(*found.statements, new)))


def remove_statement(document: Document, identity: str) -> Document:
    """The framework without one statement."""
    home, _ = statement(document, identity)
    kept = tuple(said for said in home.statements if said.identity != identity)
    return _with_value(document, home.identity, lambda found: replace(found, statements=kept))


def move_statement(document: Document, identity: str, step: int) -> Document:
    """A statement past its neighbour of the same audience and level: those beside it are what the page shows."""
    home, said = statement(document, identity)
    like = [n for n, each in enumerate(home.statements) if (each.audience, each.level) == (said.audience, said.level)]
    at = like.index(place_of(home.statements, identity))
    if not 0 <= at + step < len(like):
        return document
    parts = list(home.statements)
    here, there = like[at], like[at + step]
    parts[here], parts[there] = parts[there], parts[here]
    return _with_value(document, home.identity, lambda found: replace(found, statements=tuple(parts)))
