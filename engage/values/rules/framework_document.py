"""The framework as canonical JSON, and back from JSON that anybody may have written."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from typing import Any, TypeVar

from engage.values.rules.framework import (
    COLOURS,
    MOST_ABOUT,
    MOST_AUDIENCES,
    MOST_LEVELS,
    MOST_NAME,
    MOST_QUESTION,
    MOST_STATEMENT,
    MOST_STATEMENTS,
    MOST_TAG,
    MOST_TAGS,
    MOST_VALUES,
    MOST_WORD,
    Audience,
    AudienceKind,
    Document,
    Level,
    LevelKind,
    Statement,
    Value,
    doubled,
    same,
)
from engage.values.rules.framework_text import clean

MOST_IDENTITY, MOST_REPLACED = 40, 50
T = TypeVar("T")
Reader = Callable[[Any, str], Any]


class BadFramework(ValueError):
    """No framework: `path` says where ($.values[0].name), `code` what is wrong, `what` which words it is about."""

    def __init__(self, path: str, code: str, what: str = "") -> None:
        super().__init__(f"{path}: {code}")
        self.path, self.code, self.what = path, code, what


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        # Defaults are left out, so that a field added later changes no earlier version's digest.
        return {
            field.name: _plain(getattr(value, field.name))
            for field in fields(value)
            if field.default is MISSING or getattr(value, field.name) != field.default
        }
    return [_plain(part) for part in value] if isinstance(value, tuple) else value


def to_json(document: Document) -> str:
    """Canonical JSON: sorted keys, no spaces, defaults left out, so that equal documents are equal text."""
    return json.dumps(_plain(document), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def to_readable_json(document: Document) -> str:
    """The same for people: indented, in the order in which it is read."""
    return json.dumps(_plain(document), indent=2, ensure_ascii=False) + "\n"


def digest(document: Document) -> str:
    """SHA-256 of the canonical JSON in UTF-8, as 64 hex digits."""
    return hashlib.sha256(to_json(document).encode()).hexdigest()


def _text(most: int, *, needed: bool = False, lines: bool = False) -> Reader:
    def read(value: Any, path: str) -> str:
        if not isinstance(value, str):
            raise BadFramework(path, "not_a_text")
        text = clean(value, lines=lines)
        if len(text) > most:
            raise BadFramework(path, "too_long", text[:40])
        if needed and not text:
            raise BadFramework(path, "empty")
        return text

    return read


def _identity(value: Any, path: str) -> str:
    if not isinstance(value, str) or not 1 <= len(value) <= MOST_IDENTITY or not (value.isascii() and value.isalnum()):
        raise BadFramework(path, "bad_identity")
    return value


def _colour(value: Any, path: str) -> str:
    if value not in ("", *COLOURS):
        raise BadFramework(path, "unknown_value", str(value)[:40])
    return str(value)


def _one_of(choices: type[StrEnum]) -> Reader:
    def read(value: Any, path: str) -> StrEnum:
        if not isinstance(value, str) or value not in {choice.value for choice in choices}:
            raise BadFramework(path, "unknown_value", str(value)[:40])
        return choices(value)

    return read


def _many(read: Reader, most: int) -> Reader:
    def read_all(value: Any, path: str) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise BadFramework(path, "not_a_list")
        if len(value) > most:
            raise BadFramework(path, "too_many", f"{len(value)} of at most {most}")
        return tuple(read(part, f"{path}[{place}]") for place, part in enumerate(value))

    return read_all


def _made(cls: type[T], readers: dict[str, Reader]) -> Reader:
    needed = {field.name for field in fields(cls) if field.default is MISSING}  # type: ignore[arg-type]

    def read(value: Any, path: str) -> T:
        if not isinstance(value, dict):
            raise BadFramework(path, "not_an_object")
        for name in sorted(value.keys() - readers.keys()):
            raise BadFramework(path, "unknown_key", str(name)[:40])
        for name in sorted(needed - value.keys()):
            raise BadFramework(f"{path}.{name}", "missing")
        return cls(**{name: readers[name](part, f"{path}.{name}") for name, part in value.items()})

    return read


_name = _text(MOST_NAME, needed=True)
_word = _text(MOST_WORD, needed=True)
_replaced = _many(_identity, MOST_REPLACED)
_tags = _many(_text(MOST_TAG, needed=True), MOST_TAGS)
_statement = _made(
    Statement,
    {
        "identity": _identity, "text": _text(MOST_STATEMENT, needed=True), "audience": _word,
        "level": _text(MOST_WORD), "tags": _tags, "question": _text(MOST_QUESTION), "replaces": _replaced,
    },
)  # fmt: skip
_value = _made(
    Value,
    {
        "identity": _identity, "name": _name, "about": _text(MOST_ABOUT, lines=True), "colour": _colour,
        "audience": _text(MOST_WORD), "level": _text(MOST_WORD), "statements": _many(_statement, MOST_STATEMENTS),
        "replaces": _replaced,
    },
)  # fmt: skip
_audience = _made(Audience, {"name": _word, "kind": _one_of(AudienceKind)})
_level = _made(Level, {"name": _word, "kind": _one_of(LevelKind)})
_document = _made(
    Document,
    {
        "organisation": _text(MOST_NAME), "title": _text(MOST_NAME, needed=True),
        "intro": _text(MOST_ABOUT, lines=True), "audiences": _many(_audience, MOST_AUDIENCES),
        "levels": _many(_level, MOST_LEVELS), "values": _many(_value, MOST_VALUES),
    },
)  # fmt: skip


def _once(names: Iterable[str], path: str, code: str) -> None:
    twice = doubled(list(names))
    if twice is not None:
        raise BadFramework(path, code, twice)


def _refers(document: Document, part: Statement | Value, path: str) -> None:
    if document.audience(part.audience) is None and (part.audience or isinstance(part, Statement)):
        raise BadFramework(f"{path}.audience", "unknown_audience", part.audience)
    if part.level and document.level(part.level) is None:
        raise BadFramework(f"{path}.level", "unknown_level", part.level)


def check(document: Document) -> Document:
    """The same document, sound as a whole; raises BadFramework for what stands twice or refers to nothing."""
    _once((each.name for each in document.audiences), "$.audiences", "audience_twice")
    _once((each.name for each in document.levels), "$.levels", "level_twice")
    _once((each.name for each in document.values), "$.values", "value_twice")
    if len(document.statements) > MOST_STATEMENTS:
        found = f"{len(document.statements)} of at most {MOST_STATEMENTS}"
        raise BadFramework("$.values", "too_many_statements", found)
    identities = [each.identity for each in document.parts]
    if len(set(identities)) != len(identities):
        raise BadFramework("$.values", "identity_twice", next(i for i in identities if identities.count(i) > 1))
    for place, value in enumerate(document.values):
        path = f"$.values[{place}]"
        _refers(document, value, path)
        said = set()
        for at, statement in enumerate(value.statements):
            _refers(document, statement, f"{path}.statements[{at}]")
            key = (statement.audience, statement.level, same(statement.text))
            if key in said:
                raise BadFramework(f"{path}.statements[{at}]", "statement_twice", statement.text)
            said.add(key)
    return document


def _no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BadFramework("$", "doubled_key")
    return found


def _no_constant(_: str) -> Any:
    raise BadFramework("$", "not_json")


def load(text: str) -> Any:
    """JSON as plain values; raises BadFramework for broken, doubled, endless or bottomless text."""
    try:
        return json.loads(text, object_pairs_hook=_no_doubles, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise BadFramework(f"line {error.lineno}", "not_json") from error
    except RecursionError as error:
        raise BadFramework("$", "too_deep") from error
    except BadFramework:
        raise
    except ValueError as error:  # a number of thousands of digits
        raise BadFramework("$", "not_json") from error


def from_plain(value: Any) -> Document:
    """A framework from plain lists and dicts; raises BadFramework on anything malformed."""
    made: Document = _document(value, "$")
    return check(made)


def from_json(text: str) -> Document:
    """A framework from JSON text; raises BadFramework on anything malformed."""
    return from_plain(load(text))
