"""Conditions out of other systems' expressions: or, and, brackets here, words and comparisons by dialect."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from engage.surveys.rules import Comparison, Condition, Kind, Match, Operator
from engage.surveys.rules.answers import number
from engage.surveys.rules.document import DEEPEST_CONDITION, MOST_NAME

DEEPEST_BRACKETS = 20
OR, AND = frozenset({"or", "||"}), frozenset({"and", "&&"})

Part = Comparison | Condition
Places = TypeVar("Places")


class Unmapped(Exception):
    """A condition that ours cannot express, and why."""


@dataclass(frozen=True)
class Target:
    """Where a condition finds an answer: our field, and our code for each of theirs (None: any text)."""

    item: str
    values: Mapping[str, str] | None
    kind: Kind


def equality(target: Target, is_equal: bool, value: str) -> Comparison | None:
    """That an answer is, or is not, this value; None where the question has no such option."""
    if not value:
        if not is_equal:
            return Comparison(target.item, Operator.ANSWERED)
        raise Unmapped("it asks for no answer")
    if target.values is None:
        ours: str | None = number(value) or value if target.kind is Kind.NUMBER else value[:MOST_NAME]
    else:
        ours = target.values.get(value)
    if ours is None:
        return None
    return Comparison(target.item, Operator.EQUALS if is_equal else Operator.NOT_EQUALS, (ours,))


def joined(match: Match, parts: Sequence[Part]) -> Part:
    """Parts under one match, without needless nesting; equalities on one item become "any of"."""
    flat: list[Part] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, Condition) and part.match is match else (part,))
    if match is Match.ANY:
        flat = _merged(flat)
    flat = list(dict.fromkeys(flat))
    return flat[0] if len(flat) == 1 else Condition(match, tuple(flat))


def _merged(parts: list[Part]) -> list[Part]:
    out: list[Part] = []
    places: dict[str, int] = {}
    for part in parts:
        same = isinstance(part, Comparison) and part.operator in {Operator.EQUALS, Operator.ANY_OF}
        if not (same and isinstance(part, Comparison)):
            out.append(part)
        elif part.item in places:
            earlier = out[places[part.item]]
            if isinstance(earlier, Comparison):
                values = tuple(dict.fromkeys((*earlier.values, *part.values)))
                operator = Operator.ANY_OF if len(values) > 1 else Operator.EQUALS
                out[places[part.item]] = Comparison(part.item, operator, values)
        else:
            places[part.item] = len(out)
            out.append(part)
    return out


def _depth(part: Part) -> int:
    return 1 + max((_depth(inner) for inner in part.parts), default=0) if isinstance(part, Condition) else 0


def whole(part: Part) -> Condition:
    """A condition to hang on a question; Unmapped where it is nested too deeply."""
    found = part if isinstance(part, Condition) else Condition(Match.ALL, (part,))
    if _depth(found) > DEEPEST_CONDITION:
        raise Unmapped("it is nested too deeply")
    return found


class Expression(Generic[Places]):
    """A reader of one expression: a dialect says its tokens, and reads what stands between or, and, brackets.

    `places`: where the dialect finds an answer by its name.
    """

    token: re.Pattern[str]
    longest: int
    unexpected: str

    def __init__(self, text: str, places: Places) -> None:
        self.places = places
        if len(text) > self.longest:
            raise Unmapped("the expression is too long")
        self.tokens = [match.group().strip() for match in self.token.finditer(text)]
        self.at = self.depth = 0

    def one(self) -> Part:
        """What stands between and, or, brackets."""
        raise NotImplementedError

    def peek(self, ahead: int = 0) -> str:
        """The next token, or one after it; empty past the end."""
        return self.tokens[self.at + ahead] if self.at + ahead < len(self.tokens) else ""

    def word(self) -> str:
        """The next token as or and and are compared with it."""
        return self.peek()

    def take(self, wanted: str = "") -> str:
        """The next token, passed over; Unmapped where another one was wanted."""
        taken = self.peek()
        self.at += 1
        if wanted and taken != wanted:
            raise Unmapped(self.unexpected.format(taken=taken[:40] or "nothing", wanted=wanted))
        return taken

    def condition(self) -> Condition:
        """All of it; Unmapped for anything beyond what conditions here can say."""
        part = self._alternatives()
        if self.peek():
            raise Unmapped(f'it uses "{self.peek()[:40]}"')
        return whole(part)

    def bracketed(self) -> Part:
        """What stands in brackets."""
        self.depth += 1
        if self.depth > DEEPEST_BRACKETS:
            raise Unmapped("it is nested too deeply")
        self.take("(")
        part = self._alternatives()
        self.take(")")
        self.depth -= 1
        return part

    def _alternatives(self) -> Part:
        return self._several(Match.ANY, OR, self._every)

    def _every(self) -> Part:
        return self._several(Match.ALL, AND, self.one)

    def _several(self, match: Match, between: Collection[str], read: Callable[[], Part]) -> Part:
        parts = [read()]
        while self.word() in between:
            self.take()
            parts.append(read())
        return joined(match, parts)
