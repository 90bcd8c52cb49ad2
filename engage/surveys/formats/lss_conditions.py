"""LimeSurvey's conditions as ours, from the rows of its conditions table."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engage.surveys.formats.lss_types import LS_OTHER
from engage.surveys.formats.lss_xml import Record
from engage.surveys.rules import Comparison, Condition, Kind, Match, Operator
from engage.surveys.rules.answers import number
from engage.surveys.rules.document import DEEPEST_CONDITION, MOST_NAME, MOST_PARTS

SGQ = re.compile(r"\+?[0-9]+X[0-9]+X([0-9]+)(.*)", re.DOTALL)

Part = Comparison | Condition


class Unmapped(Exception):
    """A condition that ours cannot express, and why."""


@dataclass(frozen=True)
class Target:
    """Where a condition finds an answer: our field, and our code for each of theirs (None: any text)."""

    item: str
    values: dict[str, str] | None
    kind: Kind


@dataclass(frozen=True)
class Places:
    """The answers asked so far, by LimeSurvey's question id and line; and ids by question code."""

    targets: Mapping[tuple[str, str], Target]
    ids: Mapping[str, str]
    known: frozenset[str]
    later: frozenset[str]

    def find(self, qid: str, line: str) -> Target:
        """The target; Unmapped where the question is asked later, or was not carried over."""
        if qid in self.later:
            raise Unmapped("it looks at a question that is asked later")
        target = self.targets.get((qid, line))
        if target is None:
            raise Unmapped("it looks at an answer that was not carried over")
        return target

    def named(self, name: str) -> Target:
        """The target of a name in an expression: 1X2X3SQ1, code or code_line, with .NAOK behind or not."""
        stem, _, suffix = name.partition(".")
        if suffix not in {"", "NAOK"}:
            raise Unmapped(f'it uses "{suffix[:40]}" of an answer')
        if match := SGQ.fullmatch(stem):
            return self._split(*match.groups())
        title, _, line = stem.partition("_")
        if title not in self.ids:
            raise Unmapped(f'it uses "{stem[:40]}"')
        return self.find(self.ids[title], line)

    def _split(self, digits: str, rest: str) -> Target:
        # A line's code may begin with digits, so the longest question id that exists is taken.
        for end in range(len(digits), 0, -1):
            if digits[:end] in self.known:
                return self.find(digits[:end], digits[end:] + rest)
        raise Unmapped("it looks at a question that is not in the file")


def compare(target: Target, operator: str, value: str) -> Comparison:
    """One comparison; Unmapped for operators other than equal and not equal, or an unknown option."""
    if operator not in {"==", "!="}:
        raise Unmapped(f'it compares with "{operator[:10] or "nothing"}"')
    if value.startswith(("@", "{")):
        raise Unmapped("it compares with another answer or a participant's attribute")
    if not value:
        if operator == "!=":
            return Comparison(target.item, Operator.ANSWERED)
        raise Unmapped("it asks for no answer")
    if target.values is None:
        ours: str | None = number(value) or value if target.kind is Kind.NUMBER else value[:MOST_NAME]
    else:
        ours = target.values.get(value)
    if ours is None:
        what = "other" if value == LS_OTHER else value[:40]
        raise Unmapped(f'the question it looks at has no option "{what}"')
    return Comparison(target.item, Operator.EQUALS if operator == "==" else Operator.NOT_EQUALS, (ours,))


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


def from_rows(rows: Sequence[Record], places: Places) -> Condition:
    """One question's rows: any row about one question, all questions of a scenario, any scenario."""
    if len(rows) > MOST_PARTS:
        raise Unmapped("it has too many rows")
    scenarios: dict[str, dict[str, list[Part]]] = {}
    fields: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        scenario, qid = row.get("scenario"), row.get("cqid")
        fields.setdefault((scenario, qid), set()).add(row.get("cfieldname").lstrip("+"))
        if len(fields[scenario, qid]) > 1:
            raise Unmapped("it looks at several lines of one question")
        part = _from_row(row, places)
        scenarios.setdefault(scenario, {}).setdefault(qid, []).append(part)
    every = [
        joined(Match.ALL, [joined(Match.ANY, parts) for parts in questions.values()])
        for questions in scenarios.values()
    ]
    return whole(joined(Match.ANY, every))


def _from_row(row: Record, places: Places) -> Comparison:
    qid, name = row.get("cqid"), row.get("cfieldname").lstrip("+")
    match = SGQ.fullmatch(name)
    if match is None or not match.group(1).startswith(qid) or not qid:
        raise Unmapped("it looks at a participant's attribute, or names no question")
    line = (match.group(1) + match.group(2)).removeprefix(qid)
    return compare(places.find(qid, line), row.get("method") or "==", row.get("value"))
