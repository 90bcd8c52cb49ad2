"""Lists of coded parts, edited: what the edits of sections, questions, options, rows and groups share."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any, ClassVar, Protocol, TypeVar

from engage.surveys.rules.questionnaire import is_code
from engage.surveys.rules.text import clean


class Coded(Protocol):
    """Anything that stands in a list under a code."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def code(self) -> str: ...


C = TypeVar("C", bound=Coded)


class BadEdit(ValueError):
    """An edit that cannot be made: `code` is not_there, code_taken, bad_code; `where` names the part."""

    def __init__(self, code: str, where: str) -> None:
        super().__init__(f"{where}: {code}")
        self.code = code
        self.where = where


def fresh_code(prefix: str, taken: Collection[str]) -> str:
    """The prefix with the lowest number that is free: Q1, Q2 ..."""
    number = 1
    while f"{prefix}{number}" in taken:
        number += 1
    return f"{prefix}{number}"


def place_of(parts: tuple[C, ...], code: str) -> int:
    for place, part in enumerate(parts):
        if part.code == code:
            return place
    raise BadEdit("not_there", code)


def inserted(parts: tuple[C, ...], part: C, at: int | None) -> tuple[C, ...]:
    place = len(parts) if at is None else max(0, min(at, len(parts)))
    return (*parts[:place], part, *parts[place:])


def moved(parts: tuple[C, ...], code: str, to: int) -> tuple[C, ...]:
    place = place_of(parts, code)
    return inserted((*parts[:place], *parts[place + 1 :]), parts[place], to)


def without(parts: tuple[C, ...], code: str) -> tuple[C, ...]:
    place = place_of(parts, code)
    return (*parts[:place], *parts[place + 1 :])


def changed(parts: tuple[C, ...], code: str, changes: dict[str, Any]) -> tuple[C, ...]:
    place = place_of(parts, code)
    new = changes.get("code", code)
    if not is_code(new):
        raise BadEdit("bad_code", new)
    if new != code and new in {part.code for part in parts}:
        raise BadEdit("code_taken", new)
    return (*parts[:place], replace(parts[place], **cleaned(changes)), *parts[place + 1 :])


def cleaned(changes: dict[str, Any]) -> dict[str, Any]:
    many = {"text", "hint", "intro"}
    return {
        name: clean(value, lines=name in many) if name in many | {"title", "name"} else value
        for name, value in changes.items()
    }
