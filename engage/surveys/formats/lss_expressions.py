"""LimeSurvey's relevance expressions as our conditions, where they are equalities, and, or, brackets."""

import re

from engage.surveys.formats.expressions_in import Expression, Part, Unmapped
from engage.surveys.formats.lss_conditions import Places, compare
from engage.surveys.rules import Comparison, Condition, Operator
from engage.surveys.rules.answers import number

TOKEN = re.compile(
    r"\s*(?:(?P<text>\"[^\"]*\"|'[^']*')|(?P<sign>\|\||&&|==|!=|[()!<>=])"
    r"|(?P<name>[A-Za-z0-9_]+(?:\.[A-Za-z]+)?)|(?P<else>\S))"
)
NAME = re.compile(r"[A-Za-z0-9_]+(?:\.[A-Za-z]+)?")


class _Expression(Expression[Places]):
    """A reader of equal, not equal, and not empty."""

    token, longest = TOKEN, 5000
    unexpected = "its brackets do not match"

    def word(self) -> str:
        return self.peek().lower()

    def one(self) -> Part:
        if self.peek() == "(":
            return self.bracketed()
        taken = self.take()
        if taken == "!" and self.tokens[self.at : self.at + 2] == ["is_empty", "("]:
            self.at += 2
            target = self.places.named(self.take())
            self.take(")")
            return Comparison(target.item, Operator.ANSWERED)
        if NAME.fullmatch(taken) is None or self.peek() == "(":
            raise Unmapped(f'it uses "{taken[:40]}"')
        operator = {"eq": "==", "ne": "!="}.get(self.word(), self.peek())
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
    return _Expression(text, places).condition()


def trivial(relevance: str) -> bool:
    """Whether an expression says nothing: empty, or always true."""
    return relevance.strip() in {"", "1"}
