"""XLSForm's question types as ours."""

import math
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from engage.surveys.formats.expressions_in import Target
from engage.surveys.formats.html import MOST_HTML, lost, plain
from engage.surveys.formats.imported import BadFile, NewIdentity, Note
from engage.surveys.formats.xlsform_expressions import limits, most
from engage.surveys.formats.xlsform_names import XLS_OTHER
from engage.surveys.formats.xlsform_sheets import Book, Line
from engage.surveys.formats.xlsform_tree import CHOOSE, HEAD, Node, list_of, type_of
from engage.surveys.rules import (
    OTHER,
    Aside,
    Direction,
    Kind,
    Option,
    Question,
    Row,
    clean,
    fields,
    is_code,
    row_field,
)
from engage.surveys.rules.document import MOST_NAME, MOST_PARTS, MOST_QUESTIONS, MOST_TEXT
from engage.surveys.rules.questionnaire import NPS_OPTIONS

TRUE, FALSE = {"yes", "true", "true()", "1"}, {"", "no", "false", "false()", "0"}
FLAGS = ("reversed", "sensitive", "characteristic", "ordered")
KINDS = {
    "one": {Kind.SCALE, Kind.SINGLE, Kind.NPS},
    "text": {Kind.SHORT_TEXT, Kind.LONG_TEXT},
}
ASIDE_WORDS = {
    "not applicable": Aside.NOT_APPLICABLE,
    "n/a": Aside.NOT_APPLICABLE,
    "prefer not to say": Aside.PREFER_NOT_TO_SAY,
}


@dataclass
class Made:
    """One question of ours, by which names its answers go, and what of it was not carried over."""

    question: Question | None = None
    targets: dict[str, Target] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    used: set[str] = field(default_factory=set)


class Kinds:
    """Makes questions one after the other, keeping codes and fields unique over all of them."""

    def __init__(self, book: Book, identity: NewIdentity) -> None:
        self.book = book
        self.identity = identity
        self.taken: set[str] = set()
        self.made = 0
        self.lists: dict[str, list[Line]] = defaultdict(list)
        self.used: set[str] = set()
        for line in book.choices:
            self.lists[line.get("list_name")].append(line)

    def text(self, raw: str, made: Made, what: str, where: str, *, lines: bool = True) -> str:
        """A text fitted; markup of other systems made plain, our own text taken as it is."""
        most_ = MOST_TEXT if lines else MOST_NAME
        kept = clean(raw, lines=lines) if self.book.ours else plain(raw, lines=lines)
        if len(kept) > most_ or len(raw) > MOST_HTML:
            made.notes.append(Note(where, what, f"cut to {most_} characters"))
        if not self.book.ours:
            made.notes += [Note(where, what, why) for why in lost(raw)]
        return kept[:most_].strip()

    def code(self, line: Line, made: Made, taken: set[str], fallback: str, own: str = "engage::code") -> str:
        """Our code where the file holds one, else the name, made plain and free."""
        name = line.get("name")
        wanted = line.get(own) if is_code(line.get(own)) else name
        made.used |= {own, "name"}
        kept = "".join(letter for letter in wanted if letter.isascii() and (letter.isalnum() or letter in "-_"))
        base = kept if is_code(kept) else kept[:30] if is_code(kept[:30]) else fallback
        code, number = base, 2
        while code in taken:
            code, number = f"{base[:34]}-{number}", number + 1
        if code != wanted:
            made.notes.append(
                Note(line.where, f"name {wanted[:60]}", f"renamed {code}: codes must be plain and unique")
            )
        return code

    def options(self, list_: str, line: Line, made: Made) -> tuple[tuple[Option, ...], dict[str, str]]:
        """The options of a list, and our code by each name; raises BadFile where there is no such list."""
        lines = self.lists.get(list_, [])
        if not lines and self.book.ours:
            return (), {}  # a draft whose answers are not written yet
        if not lines:
            raise BadFile(line.where, "no_list", f"The list “{list_[:60]}” is not in the sheet “choices”.")
        if len(lines) > MOST_PARTS:
            raise BadFile(lines[MOST_PARTS].where, "too_many", f"A list has more than {MOST_PARTS} choices.")
        first = list_ not in self.used
        codes: dict[str, str] = {}
        found: list[Option] = []
        self.used.add(list_)
        told = made if first else Made()
        for choice in lines:
            name = choice.get("name")
            if not name or name in codes:
                what = f"The name “{name[:60]}” stands twice in one list." if name else "This choice has no name."
                raise BadFile(choice.where, "doubled_code" if name else "empty", what)
            codes[name] = self.code(choice, told, set(codes.values()), f"A{len(codes) + 1}", "engage_code")
            found.append(self._option(choice, codes[name], told))
        return tuple(found), codes

    def _option(self, choice: Line, code: str, made: Made) -> Option:
        text = self.text(choice.get("label"), made, f"choice {code}", choice.where, lines=False)
        direction, aside = choice.get("engage_direction"), choice.get("engage_aside")
        if direction and direction not in set(Direction):
            made.notes.append(Note(choice.where, f"direction of {code}", "positive, neutral or negative is expected"))
            direction = ""
        if aside and aside not in set(Aside):
            made.notes.append(Note(choice.where, f"aside of {code}", "this word is not known here"))
            aside = ""
        guessed = None if self.book.ours else ASIDE_WORDS.get(text.lower())
        return Option(
            code, text, self._score(choice, code, made), Direction(direction) if direction else None,
            Aside(aside) if aside else guessed,
        )  # fmt: skip

    def _score(self, choice: Line, code: str, made: Made) -> float | None:
        raw = choice.get("engage_score")
        try:
            score = float(raw) if raw else None
        except ValueError:
            score = math.nan
        if score is not None and not math.isfinite(score):
            made.notes.append(Note(choice.where, f"score of {code}", "this is no number"))
            return None
        return score

    def yes(self, line: Line, name: str, made: Made) -> bool:
        """Whether a cell says yes; anything that is neither yes nor no is noted and taken as no."""
        value = line.get(name).lower()
        made.used.add(name)
        if value not in TRUE | FALSE:
            made.notes.append(Note(line.where, f"{name} of {line.get('name')[:60]}", "neither yes nor no: taken as no"))
        return value in TRUE

    def add(self, line: Line, made: Made, kind: Kind, **more: Any) -> Question:
        """One question of ours."""
        self.made += 1
        if self.made > MOST_QUESTIONS:
            raise BadFile(line.where, "too_many", f"More than {MOST_QUESTIONS} questions.")
        code = self.code(line, made, self.taken, f"Q{self.made}")
        head = self.text(line.get("label"), made, f"label of {code}", line.where)
        if not head:
            made.notes.append(Note(line.where, f"label of {code}", "is empty: write it before the survey opens"))
        told = {"hint": self.text(line.get("hint"), made, f"hint of {code}", line.where)}
        flags = {name: self.yes(line, f"engage::{name}", made) for name in FLAGS}
        made.used |= {"type", "label", "hint", "engage::kind", "engage::identity", "engage::condition", "relevant"}
        required = more.pop("required", None)
        required = self.yes(line, "required", made) if required is None else required
        identity = line.get("engage::identity")
        if not (identity.isascii() and identity.isalnum() and len(identity) <= 64):
            identity = self.identity()
        was = line.get("engage::was")
        made.used.add("engage::was")
        more["was"] = was if was.isascii() and was.isalnum() and len(was) <= 64 else None
        question = Question(code, identity, kind, head, required=required, **told | flags | more)
        while not self.taken.isdisjoint(fields(question)):
            code = self.code(Line(line.sheet, line.number, {"name": code}), made, {*self.taken, code}, code)
            question = Question(code, identity, kind, head, required=required, **told | flags | more)
        self.taken |= {code, *fields(question)}
        made.question = question
        return question

    def kind(self, line: Line, group: str, default: Kind, made: Made) -> Kind:
        """The kind that the file says, where its type can be that; else the type's own."""
        said = line.get("engage::kind")
        if said and said not in {kind.value for kind in KINDS[group]}:
            made.notes.append(Note(line.where, f"engage::kind {said[:40]}", "its type cannot be that kind"))
            return default
        return Kind(said) if said else default

    def chosen(self, line: Line, made: Made) -> bool:
        """select_one, select_multiple and rank; whether the type is one of these."""
        found = CHOOSE.fullmatch(type_of(line))
        if found is None:
            return False
        options, codes = self.options(found["list"], line, made)
        type_ = found["type"].replace(" ", "_")
        if type_ in {"select_one", "select1"}:
            kind = self.kind(line, "one", Kind.SINGLE, made)
        else:
            kind = Kind.RANKING if type_ == "rank" else Kind.MULTIPLE
        other = bool(found["other"]) and kind in {Kind.SINGLE, Kind.MULTIPLE}
        if kind is Kind.NPS:
            points = {option.code for option in NPS_OPTIONS}
            options = tuple(option for option in options if option.code not in points)
        question = self.add(line, made, kind, options=options, has_other=other)
        name = line.get("name")
        # A list's own choice of that name comes first.
        made.targets[name] = Target(question.code, ({XLS_OTHER: OTHER} if other else {}) | codes, kind)
        return True

    def written(self, line: Line, made: Made) -> bool:
        """Numbers, dates and texts; whether the type is one of these."""
        type_, constraint = type_of(line).lower(), line.get("constraint")
        more: dict[str, Any] = {}
        if type_ in {"integer", "int", "decimal", "range"}:
            kind = Kind.NUMBER
            more = self._range(line, made) if type_ == "range" else limits(constraint, type_ != "decimal")
            more |= {"whole": type_ in {"integer", "int"}} if type_ != "range" else {}
        elif type_ == "date":
            kind = Kind.DATE
        elif type_ in {"text", "string"}:
            long = "multiline" in line.get("appearance").split()
            kind = self.kind(line, "text", Kind.LONG_TEXT if long else Kind.SHORT_TEXT, made)
            length = most(constraint) if constraint else None
            more = {} if length is None else {"max_length": length}
            made.used.add("appearance")
        else:
            return False
        if more.keys() - {"whole"}:
            made.used.add("constraint")
        question = self.add(line, made, kind, **more)
        made.targets[line.get("name")] = Target(question.code, None, kind)
        return True

    def _range(self, line: Line, made: Made) -> dict[str, Any]:
        """start, end and step of a range: from, to, and whether only whole numbers."""
        told = dict(part.split("=", 1) for part in line.get("parameters").replace(",", " ").split() if "=" in part)
        made.used |= {"parameters", "appearance"}
        found: dict[str, Any] = {"low": 1.0, "high": 10.0, "whole": "." not in told.get("step", "1")}
        for theirs, ours in (("start", "low"), ("end", "high")):
            found |= limits(f". {'>=' if ours == 'low' else '<='} {told.get(theirs, '')}", whole_numbers=True)
        return found

    def grid(self, node: Node, made: Made) -> None:
        """A group shown as a table, as one question with lines."""
        line, inner = node.line, node.inner
        lines = [each for each in inner if HEAD not in each.line.get("appearance").split()]
        options, codes = self.options(list_of(inner[0]), inner[0].line, made) if inner else ((), {})
        told = dict(line.cells) | {"hint": line.get("engage::hint") or line.get("hint")}
        if not line.get("label") and len(lines) < len(inner):
            told["label"] = next(each.line.get("label") for each in inner if each not in lines)
        required = [self.yes(each.line, "required", Made()) for each in lines]
        if len(set(required)) > 1:
            made.notes.append(Note(line.where, f"required of {line.get('name')}", "of some lines only: taken as no"))
        made.used |= {"appearance", "engage::hint", "engage::required"}
        every = all(required) if required else self.yes(line, "engage::required", made)
        rows: list[Row] = []
        for each in lines:
            code = self.code(each.line, made, {row.code for row in rows}, f"R{len(rows) + 1}")
            text = self.text(each.line.get("label"), made, f"line {code}", each.line.where, lines=False)
            was = each.line.get("engage::was")
            rows.append(Row(code, text, self.yes(each.line, "engage::reversed", made), was if is_code(was) else None))
        own = Line(line.sheet, line.number, told)
        question = self.add(own, made, Kind.GRID, options=options, rows=tuple(rows), required=every)
        for each, row in zip(lines, question.rows, strict=True):
            made.targets[each.line.get("name")] = Target(row_field(question, row), codes, Kind.GRID)
