"""A questionnaire as LimeSurvey's survey export.

Written in the older layout, with texts and their language in the rows (DBVersion 261): LimeSurvey 3 knows no
other, and 4 to 6 still read it where a file has no tables of texts. What LimeSurvey has no place for stands in
question attributes of our own: "engage" holds the whole question, "engage_survey" what is above the questions."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import replace
from xml.sax.saxutils import escape  # nosec: writes only

from engage.surveys.formats.expressions_out import rendered
from engage.surveys.formats.lss_codes import (
    TYPES,
    answer_codes,
    expressions,
    fields_of,
    shown,
    sub_codes,
    titles,
)
from engage.surveys.formats.parts import question_text, xml_safe
from engage.surveys.formats.xlsform_out import number_text
from engage.surveys.rules import Condition, Kind, Question, Questionnaire, Section, to_json
from engage.surveys.rules.questionnaire import TEXTS, WITH_OTHER

VERSION, SID, LANGUAGE = 261, 100001, "en"
# LimeSurvey 3 cuts the name of a group here; the whole of it stands in our attribute.
LONGEST_GROUP = 100

Row = dict[str, str]


def html_of(text: str) -> str:
    """Plain text as the HTML that LimeSurvey shows alike: paragraphs and line ends."""
    made = html.escape(text, quote=False)
    if "\n" not in made:
        return made
    return "".join(f"<p>{part.replace(chr(10), '<br />')}</p>" for part in made.split("\n\n"))


def limits_of(question: Question) -> Row:
    """Attributes for what an answer may be, as LimeSurvey calls them."""
    found: Row = {}
    if question.kind is Kind.NUMBER:
        for name, value in (("min_num_value_n", question.low), ("max_num_value_n", question.high)):
            found |= {} if value is None else {name: number_text(value)}
        found |= {"num_value_int_only": "1"} if question.whole else {}
    if question.kind in TEXTS and question.max_length is not None:
        found["maximum_chars"] = str(question.max_length)
    return found


def above(questionnaire: Questionnaire) -> str:
    """What stands above the questions, as our JSON: sections without their questions, themes, indices."""
    sections = tuple(replace(section, questions=()) for section in questionnaire.sections)
    return to_json(replace(questionnaire, sections=sections))


class _Survey:
    """The rows of every table, collected in the order of the document."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.tables: dict[str, list[Row]] = {name: [] for name in (
            "answers", "groups", "questions", "subquestions", "question_attributes")}  # fmt: skip
        self.titles = titles([question.code for question in questionnaire.questions])
        self.fields = {
            item: field
            for question in questionnaire.questions
            for item, field in fields_of(self.titles[question.code], question).items()
        }
        self.qid = 0
        for place, section in enumerate(questionnaire.sections, 1):
            self._section(section, place)
        if self.qid:
            self._attribute(1, "engage_survey", above(questionnaire))

    def _asked(self, condition: Condition | None) -> str:
        return (rendered(condition, expressions(self.fields)) or "1") if condition else "1"

    def _section(self, section: Section, place: int) -> None:
        relevance = self._asked(section.condition) if section.condition else ""
        self.tables["groups"].append({
            "gid": str(place), "sid": str(SID), "group_name": html_of(section.title)[:LONGEST_GROUP],
            "group_order": str(place), "description": html_of(section.intro), "language": LANGUAGE,
            "randomization_group": "", "grelevance": relevance,
        })  # fmt: skip
        for question in section.questions:
            self._question(question, str(place))

    def _row(self, gid: str, title: str, text: str, **more: str) -> Row:
        self.qid += 1
        return {
            "qid": str(self.qid), "parent_qid": "0", "sid": str(SID), "gid": gid, "type": "T", "title": title,
            "question": html_of(text), "preg": "", "help": "", "other": "N", "mandatory": "N",
            "question_order": str(self.qid), "language": LANGUAGE, "scale_id": "0", "same_default": "0",
            "relevance": "1", **more,
        }  # fmt: skip

    def _attribute(self, qid: int, name: str, value: str) -> None:
        self.tables["question_attributes"].append({"qid": str(qid), "attribute": name, "value": value, "language": ""})

    def _question(self, question: Question, gid: str) -> None:
        title, relevance = self.titles[question.code], self._asked(question.condition)
        other = "Y" if question.has_other and question.kind in WITH_OTHER else "N"
        row = self._row(
            gid, title, question.text, type=TYPES[question.kind], help=html_of(question.hint), other=other,
            mandatory="Y" if question.required else "N", relevance=relevance,
        )  # fmt: skip
        self.tables["questions"].append(row)
        qid = self.qid
        for name, value in limits_of(question).items():
            self._attribute(qid, name, value)
        self._attribute(qid, "engage", question_text(question))
        self._parts(question, gid, qid)
        if question.has_comment and question.kind is Kind.GRID:
            self.tables["questions"].append(self._row(gid, f"{title}comment", "Comment", relevance=relevance))
            self._attribute(self.qid, "engage_comment", question.code)

    def _parts(self, question: Question, gid: str, qid: int) -> None:
        texts = [option.text for option in question.options] if question.kind is Kind.MULTIPLE else [
            row.text for row in question.rows]  # fmt: skip
        for code, text in zip(sub_codes(question), texts, strict=False):
            row = self._row(gid, code, text, parent_qid=str(qid), type=TYPES[question.kind])
            self.tables["subquestions"].append(row)
        if question.kind is Kind.MULTIPLE:
            alone = [c for c, o in zip(sub_codes(question), question.options, strict=True) if o.aside is not None]
            if alone:
                self._attribute(qid, "exclude_all_others", ";".join(alone))
        for place, (code, option) in enumerate(zip(answer_codes(question), shown(question), strict=False), 1):
            points = str(int(option.score)) if option.score is not None and option.score.is_integer() else "0"
            self.tables["answers"].append({
                "qid": str(qid), "code": code, "answer": html_of(option.text), "sortorder": str(place),
                "assessment_value": points, "language": LANGUAGE, "scale_id": "0",
            })  # fmt: skip


def _table(name: str, rows: Sequence[Mapping[str, str]]) -> str:
    if not rows:
        return ""
    fields = "".join(f"<fieldname>{field}</fieldname>" for field in rows[0])
    lines = (
        "<row>" + "".join(f"<{key}>{escape(xml_safe(value))}</{key}>" for key, value in row.items()) + "</row>\n"
        for row in rows
    )
    return f"<{name}>\n<fields>{fields}</fields>\n<rows>\n{''.join(lines)}</rows>\n</{name}>\n"


def lss_bytes(questionnaire: Questionnaire, title: str) -> bytes:
    """The file: every table that holds anything, then the survey itself."""
    tables = _Survey(questionnaire).tables | {
        "surveys": [{
            "sid": str(SID), "admin": "", "anonymized": "Y", "format": "G", "language": LANGUAGE,
            "additional_languages": "", "datestamp": "N", "ipaddr": "N", "refurl": "N", "assessments": "N",
        }],
        "surveys_languagesettings": [{
            "surveyls_survey_id": str(SID), "surveyls_language": LANGUAGE, "surveyls_title": html_of(title),
        }],
    }  # fmt: skip
    body = "".join(_table(name, rows) for name, rows in tables.items())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<document>\n<LimeSurveyDocType>Survey</LimeSurveyDocType>\n'
        f"<DBVersion>{VERSION}</DBVersion>\n<languages><language>{LANGUAGE}</language></languages>\n{body}</document>\n"
    ).encode()
