"""Conditions before opening: do they look at something that was asked before, and can they ever hold?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from engage.surveys.rules.conditions import comparisons
from engage.surveys.rules.items import fields, other_field
from engage.surveys.rules.questionnaire import (
    OTHER,
    WITH_OPTIONS,
    Comparison,
    Condition,
    Kind,
    Match,
    Operator,
    Question,
    Questionnaire,
    Section,
)

# Texts and numbers may be compared with any value, so only these are held to their options.
CHOSEN = WITH_OPTIONS | {Kind.NPS}
# Whoever writes a riddle that takes longer is not told about it.
MOST_STEPS, MOST_TOGETHER, DEEPEST = 5000, 50_000, 200

Goals = tuple[Condition | Comparison, ...]


def comparison_problem(comparison: Comparison, earlier: Mapping[str, Question], known: set[str]) -> str | None:
    """What is wrong with one look at an answer, as a code."""
    if comparison.item not in known:
        return "condition_on_missing"
    if comparison.item not in earlier:
        return "condition_on_later"
    if comparison.operator is Operator.ANSWERED:
        return "condition_values" if comparison.values else None
    several = comparison.operator in {Operator.ANY_OF, Operator.FIRST}
    if not comparison.values or (len(comparison.values) > 1 and not several):
        return "condition_values"
    if (earlier[comparison.item].kind is Kind.RANKING) != (comparison.operator is Operator.FIRST):
        return "condition_on_ranking"
    allowed = _codes(earlier[comparison.item], comparison.item)
    if allowed is not None and not allowed.issuperset(comparison.values):
        return "condition_on_missing_option"
    return None


def _codes(question: Question, field: str) -> frozenset[str] | None:
    """The values that an answer may have; None where any text will do."""
    return None if field in question.words or question.kind not in CHOSEN else question.codes


@dataclass(frozen=True)
class _Wanted:
    """What must hold of one answer: one of each of `hits`, none of `barred`, `first` in first place."""

    hits: tuple[frozenset[str], ...] = ()
    barred: frozenset[str] = frozenset()
    first: frozenset[str] | None = None
    answered: bool = False

    def narrowed(self, by: Comparison) -> "_Wanted":
        values = frozenset(by.values)
        if by.operator is Operator.NOT_EQUALS:
            return replace(self, barred=self.barred | values)
        if by.operator is Operator.ANSWERED:
            return replace(self, answered=True)
        if by.operator is Operator.FIRST:
            return replace(self, answered=True, first=values if self.first is None else self.first & values)
        return replace(self, answered=True, hits=(*self.hits, values))

    def possible(self, question: Question, field: str) -> bool:
        codes = _codes(question, field)
        left = None if codes is None else codes - self.barred
        if self.first is not None and not (self.first if codes is None else self.first & codes) - self.barred:
            return False
        several = question.kind in {Kind.MULTIPLE, Kind.RANKING} and field == question.code
        hits = self.hits if several or not self.hits else (frozenset.intersection(*self.hits),)
        if any(not ((hit - self.barred) if left is None else hit & left) for hit in hits):
            return False
        return not self.answered or left is None or bool(left)


class Reach:
    """Whether anybody can ever be asked a section or question, whatever they answer before it."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.home = {field: (s, q) for s in questionnaire.sections for q in s.questions for field in fields(q)}
        self.left, self.together = 0, MOST_TOGETHER

    def possible(self, *conditions: Condition | None) -> bool:
        """Whether all of these can hold at once; true as well where that would take too long to find out."""
        self.left = min(MOST_STEPS, self.together)
        found = self._search(tuple(each for each in conditions if each is not None), {})
        self.together -= min(MOST_STEPS, self.together) - self.left
        return found

    def _search(self, goals: Goals, wanted: Mapping[str, _Wanted], depth: int = 0) -> bool:
        while goals:
            self.left -= 1
            if self.left <= 0 or depth > DEEPEST:
                return True
            goal, goals = goals[0], goals[1:]
            if isinstance(goal, Condition):
                if goal.match is Match.ANY:
                    return any(self._search((part, *goals), wanted, depth + 1) for part in goal.parts)
                goals = (*goal.parts, *goals)
            elif goal.item in self.home:
                section, question = self.home[goal.item]
                before = wanted.get(goal.item, _Wanted())
                now = before.narrowed(goal)
                if not now.possible(question, goal.item):
                    return False
                if now.answered and not before.answered:
                    goals = (*goals, *self._asked(section, question, goal.item))
                wanted = {**wanted, goal.item: now}
        return True

    @staticmethod
    def _asked(section: Section, question: Question, field: str) -> Iterator[Condition | Comparison]:
        """What must be so for this answer to be given at all."""
        yield from (each for each in (section.condition, question.condition) if each is not None)
        if field == other_field(question):
            yield Comparison(question.code, Operator.ANY_OF, (OTHER,))


def condition_codes(
    asked: Section | Question, home: Section, earlier: Mapping[str, Question], known: set[str], reach: Reach
) -> Iterator[str]:
    """What is wrong with the condition of a section or question, each thing once."""
    if asked.condition is None:
        return
    codes = [comparison_problem(part, earlier, known) for part in comparisons(asked.condition)]
    found = [code for code in dict.fromkeys(codes) if code is not None]
    yield from found
    # Where its section is never shown, that is told there; what else is wrong is mended first.
    shown = asked is home or reach.possible(home.condition)
    if not found and shown and not reach.possible(home.condition, asked.condition):
        yield "condition_never_met"
