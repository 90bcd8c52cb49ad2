"""LimeSurvey's question types as ours."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from engage.surveys.formats.expressions_in import Target
from engage.surveys.formats.html import MOST_HTML, lost, plain
from engage.surveys.formats.imported import BadFile, NewIdentity, Note
from engage.surveys.formats.lss_own import LIMITS, OURS, comment_on, merged, own_question, same_limits, targets_of
from engage.surveys.formats.lss_source import LsAnswer, LsQuestion
from engage.surveys.formats.lss_types import ASIDES, FIXED, LS_OTHER, NAMES
from engage.surveys.rules import OTHER, Kind, Option, Question, Row, fields, is_code, row_field
from engage.surveys.rules.answers import number
from engage.surveys.rules.document import MOST_NAME, MOST_QUESTIONS, MOST_TEXT
from engage.surveys.rules.questionnaire import CODE_LENGTH, MOST_CHARACTERS


@dataclass
class Converted:
    """One LimeSurvey question as ours: maybe several, or only a text for the introduction, or nothing."""

    questions: list[Question] = field(default_factory=list)
    targets: dict[str, Target] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    attributes: set[str] = field(default_factory=set)
    options: int = 0
    intro: str = ""
    carried: bool = True
    # As Engage wrote it, with the condition that is still to be judged.
    own: Question | None = None
    comment_on: str = ""
    asides: list[str] = field(default_factory=list)


class Converter:
    """Converts questions one after the other, keeping codes unique over all of them."""

    def __init__(self, identity: NewIdentity, assessed: bool) -> None:
        self.identity = identity
        self.assessed = assessed
        self.taken: set[str] = set()
        self.identities: set[str] = set()
        self.made = 0

    def convert(self, asked: LsQuestion) -> Converted:
        """Our questions for one of LimeSurvey's, with notes on what does not pass."""
        out = Converted(comment_on=comment_on(asked))
        out.attributes |= OURS & asked.attributes.keys()
        own = own_question(asked)
        if own is not None:
            self.kept(own, asked, out)
            return out
        handler = HANDLERS.get(asked.type)
        if handler is None:
            name = NAMES.get(asked.type, "unknown")
            extra = f"; its {len(asked.answers)} options go with it" if asked.answers else ""
            out.carried = False
            why = f"type {asked.type} ({name}) has no counterpart here{extra}"
            out.notes.append(Note(asked.where, f"question {asked.title}", why))
            return out
        handler(self, asked, out)
        if not out.questions and not out.intro:
            out.carried = False
            out.notes.append(Note(asked.where, f"question {asked.title}", "there is nothing in it to ask"))
        for where, text in ((asked.where, asked.text), (asked.where, asked.help)):
            out.notes += [Note(where, f"text of {asked.title}", why) for why in lost(text)]
        if asked.pattern:
            out.notes.append(Note(asked.where, f"validation of {asked.title}", "a pattern to match is not kept"))
        return out

    def kept(self, own: Question, asked: LsQuestion, out: Converted) -> None:
        """A question that Engage wrote: everything of it that nobody has changed since."""

        def plainly(raw: str, lines: bool) -> str:
            return self.text(raw, out, f"text of {asked.title}", asked.where, lines=lines)

        made = merged(own, asked, plainly)
        if not same_limits(own, asked):
            told = _limits(asked, out) if own.kind is Kind.NUMBER else _most(asked, out)
            made = replace(made, **{"low": None, "high": None, "whole": False, "max_length": None} | told)
        out.attributes |= LIMITS & asked.attributes.keys()
        code = self.code(made.code, self.taken, f"Q{len(self.taken) + 1}", CODE_LENGTH)
        identity = self.identity() if made.identity in self.identities else made.identity
        made = replace(made, code=code, identity=identity)
        while not self.taken.isdisjoint(fields(made)):
            made = replace(made, code=self.code(made.code, {*self.taken, made.code}, made.code, CODE_LENGTH))
        if made.code != own.code:
            out.notes.append(Note(asked.where, f"code {own.code}", f"renamed {made.code}: codes must be unique"))
        self.made += 1
        self.taken |= {made.code, *fields(made)}
        self.identities.add(identity)
        out.questions.append(made)
        out.own, out.options = own, len(asked.answers)
        out.targets = targets_of(made)

    def text(self, raw: str, out: Converted, what: str, where: str, *, lines: bool = True) -> str:
        """A text made plain and fitted."""
        made, most = plain(raw, lines=lines), MOST_TEXT if lines else MOST_NAME
        if len(made) > most or len(raw) > MOST_HTML:
            out.notes.append(Note(where, what, f"cut to {most} characters"))
        return made[:most].strip()

    def code(self, raw: str, taken: set[str], fallback: str, longest: int = 30) -> str:
        """The code as it was where it may stay, else the nearest that is allowed and free."""
        kept = "".join(letter for letter in raw if letter.isascii() and (letter.isalnum() or letter in "-_"))
        base = kept[:longest] if is_code(kept[:longest]) else fallback
        code, number = base, 2
        while code in taken:
            code, number = f"{base[:34]}-{number}", number + 1
        return code

    def add(self, asked: LsQuestion, out: Converted, kind: Kind, title: str, **more: Any) -> Question:
        """One question of ours, its code made unique and noted where it had to change."""
        self.made += 1
        if self.made > MOST_QUESTIONS:
            raise BadFile(asked.where, "too_many", "The survey asks more than a questionnaire here may hold.")
        code = self.code(title, self.taken, f"Q{len(self.taken) + 1}")
        while True:
            head = more.get("text") or self.text(asked.text, out, f"text of {asked.title}", asked.where)
            made = Question(
                code,
                self.identity(),
                kind,
                head,
                **{
                    "hint": self.text(asked.help, out, f"help of {asked.title}", asked.where),
                    "required": asked.mandatory,
                    **{name: value for name, value in more.items() if name != "text"},
                },
            )
            if self.taken.isdisjoint({code, *fields(made)}):
                break
            code = self.code(code, {*self.taken, code}, code)
        if code != title:
            out.notes.append(Note(asked.where, f"code {title}", f"renamed {code}: codes must be plain and unique"))
        self.taken |= {code, *fields(made)}
        out.questions.append(made)
        return made

    def options(self, answers: tuple[LsAnswer, ...], out: Converted) -> tuple[tuple[Option, ...], dict[str, str]]:
        """Options, and our code for each of LimeSurvey's."""
        made: list[Option] = []
        codes: dict[str, str] = {}
        for answer in answers:
            code = self.code(answer.code, {option.code for option in made}, f"A{len(made) + 1}")
            if code != answer.code:
                out.notes.append(Note(answer.where, f"code {answer.code}", f"renamed {code}"))
            text = self.text(answer.text, out, f"option {answer.code}", answer.where, lines=False)
            aside = ASIDES.get(text.lower())
            if aside is not None:
                out.asides.append(text)
            score = float(answer.points) if self.assessed and answer.points.lstrip("-").isdecimal() else None
            made.append(Option(code, text, None if aside else score, aside=aside))
            codes.setdefault(answer.code, code)
        out.options += len(answers)
        return tuple(made), codes


def _ranking(converter: Converter, asked: LsQuestion, out: Converted) -> None:
    # A condition looks at one rank, and ours at whether an answer is ranked at all: so none may look here.
    answers = asked.answers or tuple(LsAnswer(s.where, s.code, s.text, s.scale, "") for s in asked.subs)
    before = out.options
    options, _ = converter.options(answers, out)
    out.options = before + len(asked.answers)
    converter.add(asked, out, Kind.RANKING, asked.title, options=options)


def _fixed(type_: str) -> tuple[tuple[Option, ...], dict[str, str]]:
    numeric = type_ in "AB5"
    options = tuple(Option(code, text, float(code) if numeric else None) for code, text in FIXED[type_])
    return options, {option.code: option.code for option in options}


def _single(converter: Converter, asked: LsQuestion, out: Converted) -> None:
    options, codes = _fixed(asked.type) if asked.type in FIXED else converter.options(asked.answers, out)
    other = asked.other and asked.type in "L!"
    made = converter.add(asked, out, Kind.SINGLE, asked.title, options=options, has_other=other)
    out.targets[""] = Target(made.code, codes | ({LS_OTHER: OTHER} if other else {}), Kind.SINGLE)
    if asked.type == "O":
        comment = f"Comment: {made.text}"[:MOST_TEXT]
        converter.add(asked, out, Kind.LONG_TEXT, f"{asked.title}comment", text=comment, hint="", required=False)


def _multiple(converter: Converter, asked: LsQuestion, out: Converted) -> None:
    boxes = tuple(LsAnswer(sub.where, sub.code, sub.text, sub.scale, "") for sub in asked.subs)
    before = out.options
    options, codes = converter.options(boxes, out)
    out.options = before
    made = converter.add(asked, out, Kind.MULTIPLE, asked.title, options=options, has_other=asked.other)
    for theirs, ours in codes.items():
        out.targets[theirs] = Target(made.code, {"Y": ours}, Kind.MULTIPLE)
    if asked.type == "P":
        out.notes.append(Note(asked.where, f"comments of {asked.title}", "a comment beside each box is not kept"))


def _grid(converter: Converter, asked: LsQuestion, out: Converted) -> None:
    if asked.type in FIXED:
        options, codes = _fixed(asked.type)
    else:
        options, codes = converter.options(tuple(each for each in asked.answers if each.scale == "0"), out)
    rows: list[Row] = []
    for sub in asked.subs:
        code = converter.code(sub.code, {row.code for row in rows}, f"R{len(rows) + 1}")
        text = converter.text(sub.text, out, f"line {sub.code} of {asked.title}", sub.where, lines=False)
        rows.append(Row(code, text))
        out.notes += [Note(sub.where, f"line {sub.code} of {asked.title}", why) for why in lost(sub.text)]
    made = converter.add(asked, out, Kind.GRID, asked.title, options=options, rows=tuple(rows))
    for sub, row in zip(asked.subs, made.rows, strict=True):
        out.targets[sub.code] = Target(row_field(made, row), codes, Kind.GRID)


def _limits(asked: LsQuestion, out: Converted) -> dict[str, Any]:
    names = {"slider_min": "low", "min_num_value_n": "low", "slider_max": "high", "max_num_value_n": "high"}
    limits: dict[str, Any] = {}
    for theirs, ours in names.items():
        value = asked.attributes[theirs].get("value") if theirs in asked.attributes else ""
        plain_ = number(value)
        if plain_ is not None:
            limits[ours] = float(plain_)
            out.attributes.add(theirs)
    if "num_value_int_only" in asked.attributes:
        limits["whole"] = asked.attributes["num_value_int_only"].get("value") == "1"
        out.attributes.add("num_value_int_only")
    return limits


def _most(asked: LsQuestion, out: Converted) -> dict[str, Any]:
    value = asked.attributes["maximum_chars"].get("value") if "maximum_chars" in asked.attributes else ""
    if not (value.isdecimal() and len(value) < 10 and int(value) >= 1):
        return {}
    out.attributes.add("maximum_chars")
    return {"max_length": min(int(value), MOST_CHARACTERS)}


def _plain(kind: Kind) -> "Handler":
    def handle(converter: Converter, asked: LsQuestion, out: Converted) -> None:
        more = _limits(asked, out) if kind is Kind.NUMBER else {} if kind is Kind.DATE else _most(asked, out)
        made = converter.add(asked, out, kind, asked.title, **more)
        out.targets[""] = Target(made.code, None, kind)

    return handle


def _several(kind: Kind) -> "Handler":
    def handle(converter: Converter, asked: LsQuestion, out: Converted) -> None:
        more = _limits(asked, out) if kind is Kind.NUMBER else _most(asked, out)
        for sub in asked.subs:
            # Bars part a slider's words for its ends: "their time|none|all".
            words, *ends = (part.strip() for part in plain(sub.text, lines=False).split("|"))
            head = converter.text(asked.text, out, f"text of {asked.title}", asked.where)
            text = f"{head}: {words}" if words else head
            told = {"text": text[:MOST_TEXT], **more}
            if any(ends):
                parts = (plain(asked.help), " – ".join(ends))
                told["hint"] = "\n\n".join(part for part in parts if part)[:MOST_TEXT]
            title = asked.title if len(asked.subs) == 1 else f"{asked.title}_{sub.code}"
            made = converter.add(asked, out, kind, title, **told)
            out.targets[sub.code] = Target(made.code, None, kind)

    return handle


def _intro(converter: Converter, asked: LsQuestion, out: Converted) -> None:
    out.intro = converter.text(asked.text, out, f"text {asked.title}", asked.where)


Handler = Callable[[Converter, LsQuestion, Converted], None]
HANDLERS: dict[str, Handler] = {
    **dict.fromkeys("L!OYG5", _single),
    **dict.fromkeys("MP", _multiple),
    **dict.fromkeys("FHABCE", _grid),
    "R": _ranking,
    "N": _plain(Kind.NUMBER),
    "K": _several(Kind.NUMBER),
    "Q": _several(Kind.SHORT_TEXT),
    "S": _plain(Kind.SHORT_TEXT),
    **dict.fromkeys("TU", _plain(Kind.LONG_TEXT)),
    "D": _plain(Kind.DATE),
    "X": _intro,
}
