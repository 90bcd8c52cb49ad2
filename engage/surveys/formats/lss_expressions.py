"""LimeSurvey's relevance expressions as our conditions, where they are equalities, and, or, brackets."""

import re

from engage.surveys.formats.lss_conditions import Part, Places, Unmapped, compare, joined, whole
from engage.surveys.rules import Comparison, Condition, Match, Operator
from engage.surveys.rules.answers import number

TOKEN = re.compile(
    r"\s*(?:(?P<text>\"[^\"]*\"|'[^']*')|(?P<sign>\|\||&&|==|!=|[()!<>=])"
    r"|(?P<name>[A-Za-z0-9_]+(?:\.[A-Za-z]+)?)|(?P<else>\S))"
)
NAME = re.compile(r"[A-Za-z0-9_]+(?:\.[A-Za-z]+)?")
LONGEST_EXPRESSION = 5000
DEEPEST_BRACKETS = 20


class _Expression:
    """A reader of: or, and, brackets, equal, not equal; what conditions are made of."""

    def __init__(self, text: str, places: Places) -> None:
        if len(text) > LONGEST_EXPRESSION:
            raise Unmapped("the expression is too long")
        self.tokens = [match.group().strip() for match in TOKEN.finditer(text)]
        self.places = places
        self.at = 0
        self.depth = 0

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self) -> str:
        taken = self.peek()
        self.at += 1
        return taken

    def whole(self) -> Part:
        part = self.alternatives()
        if self.peek():
            raise Unmapped(f'it uses "{self.peek()[:40]}"')
        return part

    def alternatives(self) -> Part:
        parts = [self.every()]
        while self.peek().lower() in {"or", "||"}:
            self.take()
            parts.append(self.every())
        return joined(Match.ANY, parts)

    def every(self) -> Part:
        parts = [self.one()]
        while self.peek().lower() in {"and", "&&"}:
            self.take()
            parts.append(self.one())
        return joined(Match.ALL, parts)

    def one(self) -> Part:
        taken = self.take()
        if taken == "(":
            self.depth += 1
            if self.depth > DEEPEST_BRACKETS:
                raise Unmapped("it is nested too deeply")
            part = self.alternatives()
            if self.take() != ")":
                raise Unmapped("its brackets do not match")
            self.depth -= 1
            return part
        if taken == "!" and self.tokens[self.at : self.at + 2] == ["is_empty", "("]:
            self.at += 2
            target = self.places.named(self.take())
            if self.take() != ")":
                raise Unmapped("its brackets do not match")
            return Comparison(target.item, Operator.ANSWERED)
        if NAME.fullmatch(taken) is None or self.peek() == "(":
            raise Unmapped(f'it uses "{taken[:40]}"')
        operator = {"eq": "==", "ne": "!="}.get(self.peek().lower(), self.peek())
        self.take()
        return compare(self.places.named(taken), operator, self._value())

    def _value(self) -> str:
        taken = self.take()
        if taken[:1] in {'"', "'"}:
            return taken[1:-1].strip()
        if number(taken) is None:
            raise Unmapped(f'it compares with "{taken[:40] or "nothing"}"')
        return taken


def from_expression(text: str, places: Places) -> Condition:
    """A relevance equation as a condition; Unmapped for anything beyond equalities, and, or, brackets."""
    return whole(_Expression(text, places).whole())


def trivial(relevance: str) -> bool:
    """Whether an expression says nothing: empty, or always true."""
    return relevance.strip() in {"", "1"}
