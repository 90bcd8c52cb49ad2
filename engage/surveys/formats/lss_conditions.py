"""LimeSurvey's conditions as ours, from the rows of its conditions table."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engage.surveys.formats.expressions_in import Part, Target, Unmapped, equality, joined, whole
from engage.surveys.formats.lss_types import LS_OTHER
from engage.surveys.formats.lss_xml import Record
from engage.surveys.rules import Comparison, Condition, Match
from engage.surveys.rules.document import MOST_PARTS

# No id has more digits; of a name with a million, each beginning would be looked up.
SGQ = re.compile(r"\+?[0-9]+X[0-9]+X([0-9]{1,20})(.*)", re.DOTALL)


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
    found = equality(target, operator == "==", value)
    if found is None:
        what = "other" if value == LS_OTHER else value[:40]
        raise Unmapped(f'the question it looks at has no option "{what}"')
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
