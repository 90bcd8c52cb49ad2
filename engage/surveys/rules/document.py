"""The questionnaire as canonical JSON, and back from JSON that anybody may have written."""

import hashlib
import json
import math
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from typing import Any, TypeVar

from engage.surveys.rules.questionnaire import (
    CODE,
    CODE_LENGTH,
    Aside,
    Comparison,
    Condition,
    Direction,
    Group,
    Kind,
    Match,
    Operator,
    Option,
    Question,
    Questionnaire,
    Row,
    Section,
    is_code,
)
from engage.surveys.rules.text import clean

MOST_JSON = 5_000_000
MOST_TEXT = 4000
MOST_NAME = 500
MOST_PARTS = 1000
MOST_QUESTIONS = 1000
DEEPEST_CONDITION = 4
MOST_SIZE = 1e15

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)
Reader = Callable[[Any, str], Any]


class BadQuestionnaire(ValueError):
    """No questionnaire: `path` says where ($.sections[0].questions[2].kind), `code` what is wrong."""

    def __init__(self, path: str, code: str) -> None:
        super().__init__(f"{path}: {code}")
        self.path = path
        self.code = code


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        # Defaults are left out, so that a field added later changes no earlier questionnaire's digest.
        return {
            field.name: _plain(getattr(value, field.name))
            for field in fields(value)
            if field.default is MISSING or getattr(value, field.name) != field.default
        }
    return [_plain(part) for part in value] if isinstance(value, tuple) else value


def to_json(questionnaire: Questionnaire) -> str:
    """Canonical JSON: sorted keys, no spaces, defaults left out, so that equal documents are equal text."""
    return json.dumps(_plain(questionnaire), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(questionnaire: Questionnaire) -> str:
    """SHA-256 of the canonical JSON in UTF-8, as 64 hex digits: what is frozen at opening."""
    return hashlib.sha256(to_json(questionnaire).encode()).hexdigest()


def _text(most: int, *, lines: bool = True) -> Reader:
    def read(value: Any, path: str) -> str:
        if not isinstance(value, str):
            raise BadQuestionnaire(path, "not_a_text")
        if len(value) > most:
            raise BadQuestionnaire(path, "too_long")
        return clean(value, lines=lines)

    return read


def _code(value: Any, path: str) -> str:
    if not isinstance(value, str) or not is_code(value):
        raise BadQuestionnaire(path, "bad_code")
    return value


def _item(value: Any, path: str) -> str:
    """A question's code, or a grid's and its row's with an underscore between."""
    if not isinstance(value, str) or len(value) > 2 * CODE_LENGTH + 1 or CODE.fullmatch(value) is None:
        raise BadQuestionnaire(path, "bad_code")
    return value


def _identity(value: Any, path: str) -> str:
    if not isinstance(value, str) or not 1 <= len(value) <= 64 or not (value.isascii() and value.isalnum()):
        raise BadQuestionnaire(path, "bad_identity")
    return value


def _flag(value: Any, path: str) -> bool:
    if not isinstance(value, bool):
        raise BadQuestionnaire(path, "not_true_or_false")
    return value


def _number(value: Any, path: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadQuestionnaire(path, "not_a_number")
    if not abs(value) <= MOST_SIZE or math.isnan(value):
        raise BadQuestionnaire(path, "out_of_range")
    # Minus zero equals zero and must be written alike.
    return float(value) + 0.0


def _count(value: Any, path: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise BadQuestionnaire(path, "not_a_number")
    if abs(value) > MOST_SIZE:
        raise BadQuestionnaire(path, "out_of_range")
    return value


def _maybe(read: Reader) -> Reader:
    return lambda value, path: None if value is None else read(value, path)


def _one_of(choices: type[E]) -> Reader:
    def read(value: Any, path: str) -> E:
        if not isinstance(value, str) or value not in {choice.value for choice in choices}:
            raise BadQuestionnaire(path, "unknown_value")
        return choices(value)

    return read


def _many(read: Reader) -> Reader:
    def read_all(value: Any, path: str) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise BadQuestionnaire(path, "not_a_list")
        if len(value) > MOST_PARTS:
            raise BadQuestionnaire(path, "too_many")
        return tuple(read(part, f"{path}[{place}]") for place, part in enumerate(value))

    return read_all


def _made(cls: type[T], readers: dict[str, Reader]) -> Reader:
    needed = {field.name for field in fields(cls) if field.default is MISSING}  # type: ignore[arg-type]

    def read(value: Any, path: str) -> T:
        if not isinstance(value, dict):
            raise BadQuestionnaire(path, "not_an_object")
        for name in value:
            if name not in readers:
                raise BadQuestionnaire(path, "unknown_key")
        for name in sorted(needed - value.keys()):
            raise BadQuestionnaire(f"{path}.{name}", "missing")
        return cls(**{name: readers[name](part, f"{path}.{name}") for name, part in value.items()})

    return read


_comparison = _made(
    Comparison,
    {"item": _item, "operator": _one_of(Operator), "values": _many(_text(MOST_NAME, lines=False))},
)


def _condition(value: Any, path: str, depth: int = 1) -> Condition:
    if depth > DEEPEST_CONDITION:
        raise BadQuestionnaire(path, "too_deep")

    def part(inner: Any, where: str) -> Comparison | Condition:
        if isinstance(inner, dict) and "match" in inner:
            return _condition(inner, where, depth + 1)
        made: Comparison = _comparison(inner, where)
        return made

    read = _made(Condition, {"match": _one_of(Match), "parts": _many(part)})
    condition: Condition = read(value, path)
    return condition


_option = _made(
    Option,
    {
        "code": _code,
        "text": _text(MOST_NAME, lines=False),
        "score": _maybe(_number),
        "direction": _maybe(_one_of(Direction)),
        "aside": _maybe(_one_of(Aside)),
    },
)
_row = _made(Row, {"code": _code, "text": _text(MOST_NAME, lines=False), "reversed": _flag, "was": _maybe(_code)})
_question = _made(
    Question,
    {
        "code": _code,
        "identity": _identity,
        "kind": _one_of(Kind),
        "text": _text(MOST_TEXT),
        "hint": _text(MOST_TEXT),
        "required": _flag,
        "options": _many(_option),
        "rows": _many(_row),
        "reversed": _flag,
        "sensitive": _flag,
        "condition": _maybe(_condition),
        "has_other": _flag,
        "max_length": _maybe(_count),
        "low": _maybe(_number),
        "high": _maybe(_number),
        "whole": _flag,
        "has_comment": _flag,
        "characteristic": _flag,
        "ordered": _flag,
        "was": _maybe(_identity),
    },
)
_section = _made(
    Section,
    {
        "code": _code,
        "title": _text(MOST_NAME, lines=False),
        "intro": _text(MOST_TEXT),
        "questions": _many(_question),
        "condition": _maybe(_condition),
    },
)
_group = _made(Group, {"code": _code, "name": _text(MOST_NAME, lines=False), "items": _many(_item)})
_questionnaire = _made(Questionnaire, {"sections": _many(_section), "themes": _many(_group), "indices": _many(_group)})


def _no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BadQuestionnaire("$", "doubled_key")
    return found


def _no_constant(_: str) -> Any:
    raise BadQuestionnaire("$", "not_a_number")


def load(text: str) -> Any:
    """JSON as plain values; raises BadQuestionnaire for broken, doubled, endless or bottomless text."""
    if len(text) > MOST_JSON:
        raise BadQuestionnaire("$", "too_large")
    try:
        return json.loads(text, object_pairs_hook=_no_doubles, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise BadQuestionnaire(f"line {error.lineno}", "not_json") from error
    except RecursionError as error:
        raise BadQuestionnaire("$", "too_deep") from error
    except BadQuestionnaire:
        raise
    except ValueError as error:
        # A number of thousands of digits.
        raise BadQuestionnaire("$", "out_of_range") from error


def from_plain(value: Any) -> Questionnaire:
    """A questionnaire from plain lists and dicts; raises BadQuestionnaire on anything malformed."""
    made: Questionnaire = _questionnaire(value, "$")
    if len(made.questions) > MOST_QUESTIONS:
        raise BadQuestionnaire("$.sections", "too_many")
    return made


def from_json(text: str) -> Questionnaire:
    """A questionnaire from JSON text; raises BadQuestionnaire on anything malformed."""
    return from_plain(load(text))
