"""Conditions as expressions of other systems: the brackets here, the single comparison by dialect."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from engage.surveys.rules import Comparison, Condition, Kind, Match, Operator

Written = Callable[[Comparison], str]


@dataclass(frozen=True)
class Field:
    """How another system calls an answer's field, and each choice of it."""

    name: str
    kind: Kind
    choices: Mapping[str, str]

    def choice(self, code: str) -> str:
        """The other system's word for one of our values."""
        return self.choices.get(code, code)


def rendered(condition: Condition, one: Written) -> str:
    """The whole condition; parts that are conditions themselves stand in brackets."""
    word = " and " if condition.match is Match.ALL else " or "
    parts = [f"({rendered(part, one)})" if isinstance(part, Condition) else one(part) for part in condition.parts]
    return word.join(parts)


def alternatives(parts: Sequence[str]) -> str:
    """Any of some comparisons, in brackets where there are several."""
    return parts[0] if len(parts) == 1 else f"({' or '.join(parts)})"


def quoted(value: str) -> str:
    """A text in the quotes it does not hold; neither language can write a text that holds both."""
    mark = '"' if "'" in value else "'"
    return f"{mark}{value.replace(mark, ' ')}{mark}"


def xpath(fields: Mapping[str, Field]) -> Written:
    """Comparisons as XLSForm writes them: ${name} = 'code', selected(${name}, 'code')."""

    def one(comparison: Comparison) -> str:
        field = fields.get(comparison.item, Field(comparison.item, Kind.SINGLE, {}))
        where = f"${{{field.name}}}"
        several = field.kind in {Kind.MULTIPLE, Kind.RANKING}
        if comparison.operator is Operator.ANSWERED:
            return f"{where} != ''"
        values = [quoted(field.choice(value)) for value in comparison.values]
        if comparison.operator is Operator.NOT_EQUALS:
            parts = [f"not(selected({where}, {v}))" if several else f"{where} != {v}" for v in values]
            return " and ".join(parts) if len(parts) == 1 else f"({' and '.join(parts)})"
        return alternatives([f"selected({where}, {v})" if several else f"{where} = {v}" for v in values] or ["false()"])

    return one
