"""A questionnaire as an XLSForm workbook; what the format has no column for stands in columns of our own.

Survey columns "engage::…" and choices columns "engage_…" are passed over by other tools (pyxform keeps unknown
columns out of the form) and read by our import. Themes and indices stand in a sheet of their own, "engage"."""

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter

from engage.surveys.formats.expressions_out import rendered, xpath
from engage.surveys.formats.parts import condition_text, xml_safe
from engage.surveys.formats.xlsform_names import INTRO, Names, choice_name
from engage.surveys.rules import Condition, Kind, Option, Question, Questionnaire, Section, row_field
from engage.surveys.rules.questionnaire import NPS_OPTIONS, TEXTS, WITH_OTHER

SURVEY = (
    "type", "name", "label", "hint", "required", "relevant", "constraint", "appearance",
    "engage::kind", "engage::code", "engage::identity", "engage::reversed", "engage::sensitive",
    "engage::characteristic", "engage::ordered", "engage::was", "engage::condition", "engage::hint", "engage::required",
)  # fmt: skip
CHOICES = ("list_name", "name", "label", "engage_code", "engage_score", "engage_direction", "engage_aside")
SETTINGS = ("form_title", "form_id")
GROUPS = ("kind", "code", "name", "item")
# What a cell of Excel may hold; a condition that is longer is left out, and its question asked of everybody.
LONGEST_CELL = 32_000
PLAIN = {
    Kind.DATE: ("date", ""),
    Kind.SHORT_TEXT: ("text", ""),
    Kind.LONG_TEXT: ("text", "multiline"),
}
CHOSEN = {
    Kind.SCALE: "select_one",
    Kind.SINGLE: "select_one",
    Kind.NPS: "select_one",
    Kind.GRID: "select_one",
    Kind.MULTIPLE: "select_multiple",
    Kind.RANKING: "rank",
}

Line = dict[str, str]


def number_text(value: float) -> str:
    """A number without an exponent: 4, 0.25."""
    text = f"{Decimal(repr(value)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


class _Form:
    """The rows of every sheet, collected in the order of the document."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.names = Names(questionnaire)
        self.one = xpath(self.names.fields)
        self.lists: dict[tuple[object, ...], str] = {}
        self.survey: list[Line] = []
        self.choices: list[Line] = []
        for section in questionnaire.sections:
            self._section(section)

    def _section(self, section: Section) -> None:
        name = self.names.sections[section.code]
        begin = {"type": "begin_group", "name": name, "label": section.title, "appearance": "field-list"}
        self.survey.append(begin | {"engage::code": section.code} | self._asked(section.condition))
        if section.intro:
            self.survey.append({"type": "note", "name": f"{name}{INTRO}", "label": section.intro})
        for question in section.questions:
            self._question(question)
        self.survey.append({"type": "end_group"})

    def _asked(self, condition: Condition | None) -> Line:
        if condition is None:
            return {}
        told = {"relevant": rendered(condition, self.one) or "true()", "engage::condition": condition_text(condition)}
        return told if max(len(text) for text in told.values()) <= LONGEST_CELL else {}

    def _question(self, question: Question) -> None:
        flags = {name: "yes" for name in ("reversed", "sensitive", "characteristic", "ordered")
                 if getattr(question, name)}  # fmt: skip
        head = {
            "name": self.names.questions[question.code],
            "label": question.text,
            "engage::kind": question.kind.value,
            "engage::code": question.code,
            "engage::identity": question.identity,
            **({"engage::was": question.was} if question.was else {}),
            **{f"engage::{name}": word for name, word in flags.items()},
            **self._asked(question.condition),
        }
        if question.kind is Kind.GRID:
            self._grid(question, head)
            return
        told = head | {"hint": question.hint} | ({"required": "yes"} if question.required else {})
        self.survey.append(told | self._typed(question))

    def _typed(self, question: Question) -> Line:
        if question.kind in CHOSEN:
            other = " or_other" if question.has_other and question.kind in WITH_OTHER else ""
            return {"type": f"{CHOSEN[question.kind]} {self._list(question)}{other}"}
        if question.kind is Kind.NUMBER:
            return {"type": "integer" if question.whole else "decimal", "constraint": _between(question)}
        type_, appearance = PLAIN[question.kind]
        long = question.kind in TEXTS and question.max_length is not None
        constraint = f"string-length(.) <= {question.max_length}" if long else ""
        return {"type": type_, "appearance": appearance, "constraint": constraint}

    def _grid(self, question: Question, head: Line) -> None:
        list_ = self._list(question)
        required = {"required": "yes"} if question.required else {}
        # A group has neither a hint nor an asterisk of its own.
        own = {f"engage::{name}": text for name, text in (required | {"hint": question.hint}).items()}
        self.survey.append(head | {"type": "begin_group", "appearance": "table-list"} | own)
        for row in question.rows:
            name = self.names.fields[row_field(question, row)].name
            line = {"type": f"select_one {list_}", "name": name, "label": row.text, "engage::code": row.code}
            own = ({"engage::reversed": "yes"} if row.reversed else {}) | ({"engage::was": row.was} if row.was else {})
            self.survey.append(line | required | own)
        self.survey.append({"type": "end_group"})
        if question.has_comment:
            name = self.names.comments[question.code]
            asked = {key: head[key] for key in ("relevant",) if key in head}
            line = {"type": "text", "name": name, "label": "Comment", "appearance": "multiline"}
            line |= {"constraint": f"string-length(.) <= {question.max_length}"} if question.max_length else {}
            self.survey.append(line | asked | {"engage::kind": "comment"})

    def _list(self, question: Question) -> str:
        """The name of the list of these options: alike questions share one."""
        options: tuple[Option, ...] = question.options
        if question.kind is Kind.NPS:
            options = NPS_OPTIONS + options
        key = (options, question.has_other)
        if key not in self.lists:
            self.lists[key] = f"list{len(self.lists) + 1}"
            self.choices += [self._choice(self.lists[key], question, option) for option in options]
        return self.lists[key]

    def _choice(self, list_: str, question: Question, option: Option) -> Line:
        return {
            "list_name": list_,
            "name": choice_name(question, option.code),
            "label": option.text,
            "engage_code": option.code,
            "engage_score": "" if option.score is None else repr(option.score),
            "engage_direction": option.direction.value if option.direction else "",
            "engage_aside": option.aside.value if option.aside else "",
        }


def _between(question: Question) -> str:
    parts = []
    if question.low is not None:
        parts.append(f". >= {number_text(question.low)}")
    if question.high is not None:
        parts.append(f". <= {number_text(question.high)}")
    return " and ".join(parts)


def _groups(questionnaire: Questionnaire) -> list[Line]:
    return [
        {"kind": kind, "code": group.code, "name": group.name, "item": item}
        for kind, groups in (("theme", questionnaire.themes), ("index", questionnaire.indices))
        for group in groups
        for item in group.items or ("",)
    ]


def xlsform_bytes(questionnaire: Questionnaire, title: str) -> bytes:
    """The workbook: survey, choices, settings, and our sheet for themes and indices where there are any."""
    form = _Form(questionnaire)
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        strong = book.add_format({"bold": True, "bottom": 1})
        _sheet(book, "survey", SURVEY, form.survey, strong)
        _sheet(book, "choices", CHOICES, form.choices, strong)
        _sheet(book, "settings", SETTINGS, [{"form_title": title, "form_id": "engage_survey"}], strong)
        if groups := _groups(questionnaire):
            _sheet(book, "engage", GROUPS, groups, strong)
    return out.getvalue()


def _sheet(book: Any, name: str, columns: Sequence[str], lines: Sequence[Line], strong: Any) -> None:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(columns):
        sheet.write_string(0, at, column, strong)
        sheet.set_column(at, at, 50 if column in {"label", "relevant"} else 18)
    for down, line in enumerate(lines, 1):
        for at, column in enumerate(columns):
            if line.get(column):
                sheet.write_string(down, at, xml_safe(line[column]))
