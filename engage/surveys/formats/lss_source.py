"""LimeSurvey's two layouts as one: texts in the rows (DBVersion 261), or in *_l10ns tables by id (later)."""

from collections import defaultdict
from dataclasses import dataclass, field

from engage.surveys.formats.imported import BadFile
from engage.surveys.formats.lss_xml import Record, Tables
from engage.surveys.rules.document import MOST_PARTS


@dataclass(frozen=True)
class LsAnswer:
    """One answer option."""

    where: str
    code: str
    text: str
    scale: str
    points: str


@dataclass(frozen=True)
class LsSub:
    """One subquestion: a grid's line, or a box of a multiple choice or of several texts."""

    where: str
    code: str
    text: str
    scale: str


@dataclass(frozen=True)
class LsQuestion:
    """One question with all that hangs on it."""

    where: str
    qid: str
    gid: str
    type: str
    title: str
    text: str
    help: str
    mandatory: bool
    other: bool
    pattern: str
    relevance: str
    answers: tuple[LsAnswer, ...]
    subs: tuple[LsSub, ...]
    attributes: dict[str, Record] = field(default_factory=dict)


@dataclass(frozen=True)
class LsGroup:
    """One group of questions: a page."""

    where: str
    gid: str
    name: str
    description: str
    relevance: str


@dataclass(frozen=True)
class Source:
    """The survey in one language."""

    language: str
    languages: tuple[str, ...]
    groups: tuple[LsGroup, ...]
    questions: tuple[LsQuestion, ...]
    conditions: tuple[Record, ...]
    answers: int
    assessed: bool
    rows: dict[str, list[Record]]


def _order(record: Record) -> int:
    text = record.get("sortorder") or record.get("question_order") or record.get("group_order")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _language(tables: Tables) -> str:
    surveys = tables.rows.get("surveys", [])
    if surveys and surveys[0].get("language"):
        return surveys[0].get("language")
    return tables.languages[0] if tables.languages else ""


class _Reader:
    def __init__(self, tables: Tables) -> None:
        self.rows = tables.rows
        self.language = _language(tables)
        self.texts: dict[str, dict[str, Record]] = {}
        for table, key in (("question_l10ns", "qid"), ("answer_l10ns", "aid"), ("group_l10ns", "gid")):
            self.texts[key] = {record.get(key): record for record in self.table(table)}

    def table(self, name: str) -> list[Record]:
        """A table's rows in the survey's own language, in their order."""
        rows = self.rows.get(name, [])
        own = [record for record in rows if record.get("language") in {"", self.language}]
        return sorted(own, key=_order)

    def text(self, record: Record, key: str, name: str) -> str:
        """A text from the row itself, or from the table of texts."""
        if record.get(name):
            return record.get(name)
        found = self.texts[key].get(record.get(key)) if record.get(key) else None
        return found.get(name) if found else ""

    def answers(self) -> dict[str, list[LsAnswer]]:
        found = defaultdict(list)
        for row in self.table("answers"):
            answer = LsAnswer(
                row.where,
                row.get("code"),
                self.text(row, "aid", "answer"),
                row.get("scale_id") or "0",
                row.get("assessment_value"),
            )
            found[row.get("qid")].append(answer)
        return found

    def subs(self) -> dict[str, list[LsSub]]:
        found = defaultdict(list)
        for row in self.table("subquestions"):
            text = self.text(row, "qid", "question")
            found[row.get("parent_qid")].append(LsSub(row.where, row.get("title"), text, row.get("scale_id") or "0"))
        return found

    def attributes(self) -> dict[str, dict[str, Record]]:
        found: dict[str, dict[str, Record]] = defaultdict(dict)
        for row in self.table("question_attributes"):
            found[row.get("qid")][row.get("attribute")] = row
        return found

    def questions(self) -> tuple[LsQuestion, ...]:
        answers, subs, attributes = self.answers(), self.subs(), self.attributes()
        return tuple(
            LsQuestion(
                row.where,
                row.get("qid"),
                row.get("gid"),
                row.get("type"),
                row.get("title"),
                self.text(row, "qid", "question"),
                self.text(row, "qid", "help"),
                row.get("mandatory") in {"Y", "S"},
                row.get("other") == "Y",
                row.get("preg"),
                row.get("relevance"),
                tuple(answers[row.get("qid")]),
                tuple(subs[row.get("qid")]),
                attributes[row.get("qid")],
            )
            for row in self.table("questions")
            if row.get("parent_qid") in {"", "0"}
        )

    def groups(self) -> tuple[LsGroup, ...]:
        return tuple(
            LsGroup(
                row.where,
                row.get("gid"),
                self.text(row, "gid", "group_name"),
                self.text(row, "gid", "description"),
                row.get("grelevance"),
            )
            for row in self.table("groups")
        )


def read_source(tables: Tables) -> Source:
    """The survey in its own language; raises BadFile where this is no LimeSurvey survey."""
    kind = tables.values.get("LimeSurveyDocType")
    if tables.root != "document" or kind is None:
        raise BadFile("line 1", "not_limesurvey", "This XML is not a LimeSurvey file.")
    if kind != "Survey":
        raise BadFile("line 1", "not_a_survey", "This LimeSurvey file holds a part only; export the whole survey.")
    reader = _Reader(tables)
    groups, questions = reader.groups(), reader.questions()
    parts = [len(groups), len(questions)]
    parts += [max(len(asked.answers), len(asked.subs)) for asked in questions]
    if max(parts) > MOST_PARTS:
        raise BadFile("", "too_many", f"More than {MOST_PARTS} groups, questions, or options of one question.")
    surveys = tables.rows.get("surveys", [])
    return Source(
        reader.language,
        tuple(dict.fromkeys(tables.languages)),
        groups,
        questions,
        tuple(reader.table("conditions")),
        len(reader.table("answers")),
        bool(surveys) and surveys[0].get("assessments") == "Y",
        tables.rows,
    )
