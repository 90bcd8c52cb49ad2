"""XLSForm's relevant and constraint as ours, where they are equalities, selected(), not(), and, or, brackets."""

import re
from dataclasses import dataclass, field

from engage.surveys.formats.expressions_in import Expression, Part, Target, Unmapped, equality, joined
from engage.surveys.rules import Comparison, Condition, Match, Operator
from engage.surveys.rules.answers import number
from engage.surveys.rules.questionnaire import MOST_CHARACTERS

TOKEN = re.compile(
    r"\s*(?:(?P<text>\"[^\"]*\"|'[^']*')|(?P<field>\$\{[^{}]*\})|(?P<sign>!=|<=|>=|[()=<>,+*/-])"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_.:-]*|[0-9]+(?:\.[0-9]+)?|\.)|(?P<else>\S))"
)
LIMIT = re.compile(r"\.\s*(>=|<=|>|<)\s*(-?[0-9]+(?:\.[0-9]+)?)")
LENGTH = re.compile(r"string-length\(\s*\.\s*\)\s*(<=|<)\s*([0-9]{1,6})")
TURNED = {Operator.EQUALS: Operator.NOT_EQUALS, Operator.NOT_EQUALS: Operator.EQUALS}


@dataclass
class Places:
    """The answers asked so far by XLSForm's names, and every name that is asked anywhere."""

    names: frozenset[str]
    targets: dict[str, Target] = field(default_factory=dict)

    def find(self, token: str) -> Target:
        """The target of ${name}; Unmapped where it is asked later, or was not carried over."""
        name = token[2:-1].strip() if token.startswith("${") else ""
        if not name:
            raise Unmapped(f'it uses "{token[:40] or "nothing"}"')
        if name in self.targets:
            return self.targets[name]
        if name in self.names:
            raise Unmapped(f"it looks at {name[:40]}, which is asked later or was not carried over")
        raise Unmapped(f"it looks at {name[:40]}, which is not in the form")


class _Expression(Expression[Places]):
    """A reader of equal, not equal, selected(), not(), and that anything was answered."""

    token, longest = TOKEN, 32_000
    unexpected = 'it has "{taken}" where "{wanted}" is expected'

    def one(self) -> Part:
        taken = self.peek()
        if taken == "(":
            return self.bracketed()
        if taken == "not" and self.peek(1) == "(":
            self.take()
            return turned(self.bracketed())
        if taken == "selected":
            self.take()
            self.take("(")
            target = self.places.find(self.take())
            self.take(",")
            value = self.value()
            self.take(")")
            return _compared(target, "=", value)
        if taken == "string-length":
            return self.filled()
        return _compared(self.places.find(self.take()), self.take(), self.value())

    def filled(self) -> Part:
        """string-length(${name}) > 0: that anything was answered."""
        self.take()
        self.take("(")
        target = self.places.find(self.take())
        self.take(")")
        if (self.take(), self.take()) != (">", "0"):
            raise Unmapped("it measures a text")
        return Comparison(target.item, Operator.ANSWERED)

    def value(self) -> str:
        taken = self.take()
        if taken[:1] in {'"', "'"}:
            return taken[1:-1].strip()
        sign = taken if taken == "-" else ""
        text = sign + (self.take() if sign else taken)
        if number(text) is None:
            raise Unmapped(f'it compares with "{text[:40] or "nothing"}"')
        return text


def _compared(target: Target, operator: str, value: str) -> Comparison:
    if operator not in {"=", "!="}:
        raise Unmapped(f'it compares with "{operator[:10] or "nothing"}"')
    found = equality(target, operator == "=", value)
    if found is None:
        raise Unmapped(f'the question it looks at has no choice "{value[:40]}"')
    return found


def turned(part: Part) -> Part:
    """The opposite of a part; Unmapped where it would say that nothing was answered."""
    if isinstance(part, Condition):
        other = Match.ANY if part.match is Match.ALL else Match.ALL
        return joined(other, [turned(inner) for inner in part.parts])
    if part.operator is Operator.ANSWERED:
        raise Unmapped("it asks for no answer")
    if part.operator is Operator.ANY_OF:
        parts = [Comparison(part.item, Operator.NOT_EQUALS, (value,)) for value in part.values]
        return joined(Match.ALL, parts)
    return Comparison(part.item, TURNED[part.operator], part.values)


def from_relevant(text: str, places: Places) -> Condition:
    """A relevant as a condition; Unmapped for anything beyond what conditions here can say."""
    return _Expression(text, places).condition()


def limits(constraint: str, whole_numbers: bool) -> dict[str, float]:
    """low and high of a constraint on a number; empty where it says anything else."""
    found: dict[str, float] = {}
    for part in re.split(r"\s+and\s+", constraint.strip()):
        match = LIMIT.fullmatch(part.strip())
        if match is None or (match[1] in "<>" and not (whole_numbers and "." not in match[2])):
            return {}
        step = {">": 1.0, "<": -1.0}.get(match[1], 0.0)
        name = "low" if match[1].startswith(">") else "high"
        if name in found:
            return {}
        found[name] = float(match[2]) + step
    return found


def most(constraint: str) -> int | None:
    """The most characters that a constraint on a text allows; None where it says anything else."""
    match = LENGTH.fullmatch(constraint.strip())
    if match is None:
        return None
    length = int(match[2]) - (match[1] == "<")
    return length if 1 <= length <= MOST_CHARACTERS else None
