"""LimeSurvey's survey export (.lss) as a questionnaire, with an account of everything it holds."""

from collections import defaultdict
from dataclasses import dataclass, field, replace

from engage.surveys.formats.html import plain
from engage.surveys.formats.imported import BadFile, Imported, NewIdentity, Note, Tally, counted
from engage.surveys.formats.lss_conditions import (
    Places,
    Target,
    Unmapped,
    from_rows,
)
from engage.surveys.formats.lss_expressions import from_expression, trivial
from engage.surveys.formats.lss_kinds import Converted, Converter
from engage.surveys.formats.lss_source import LsGroup, LsQuestion, Source, read_source
from engage.surveys.formats.lss_types import ARRAYS, NAMES
from engage.surveys.formats.lss_xml import Record, read_tables
from engage.surveys.rules import (
    BadQuestionnaire,
    Condition,
    Question,
    Questionnaire,
    Section,
    from_json,
    to_json,
)
from engage.surveys.rules.document import MOST_NAME, MOST_TEXT

OTHER_TABLES = {
    "defaultvalues": "answers filled in beforehand",
    "quota": "quotas",
    "assessments": "assessment rules",
    "survey_url_parameters": "parameters in the address",
}


@dataclass
class _Import:
    """What is being built, group after group, question after question."""

    source: Source
    converter: Converter
    carried: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    targets: dict[tuple[str, str], Target] = field(default_factory=dict)
    later: set[str] = field(default_factory=set)
    questions: int = 0
    options: int = 0
    attributes: int = 0
    conditions: int = 0

    def __post_init__(self) -> None:
        self.later = {asked.qid for asked in self.source.questions}
        self.known = frozenset(self.later)
        self.ids = {asked.title: asked.qid for asked in self.source.questions}
        self.rows: dict[str, list[Record]] = defaultdict(list)
        for row in self.source.conditions:
            self.rows[row.get("qid")].append(row)

    def places(self) -> Places:
        return Places(self.targets, self.ids, self.known, frozenset(self.later))

    def condition(self, asked: LsQuestion, kept: bool) -> Condition | None:
        """The question's condition, its rows counted as carried or noted one by one."""
        rows = self.rows.pop(asked.qid, [])
        if not rows and trivial(asked.relevance):
            return None
        try:
            if not kept:
                raise Unmapped("its question is not asked on its own here")
            # The expression is what LimeSurvey obeys; the rows behind it may be older.
            if trivial(asked.relevance):
                found = from_rows(rows, self.places())
            else:
                found = from_expression(asked.relevance, self.places())
        except Unmapped as why:
            sentence = f"{why}; the question is asked of everybody" if kept else str(why)
            self.notes += [Note(row.where, f"condition {row.get('cid')} of {asked.title}", sentence) for row in rows]
            if not rows:
                self.notes.append(Note(asked.where, f"relevance of {asked.title}", sentence))
            return None
        self.conditions += len(rows)
        self.carried.append(f"{asked.title}: its condition ({counted(len(rows), 'row')})")
        return found

    def question(self, asked: LsQuestion) -> Converted:
        """One question converted, counted and accounted for."""
        out = self.converter.convert(asked)
        self.notes += out.notes
        condition = self.condition(asked, bool(out.questions))
        out.questions = [replace(question, condition=condition) for question in out.questions]
        self.targets |= {(asked.qid, line): target for line, target in out.targets.items()}
        self.later.discard(asked.qid)
        for name, row in asked.attributes.items():
            if name not in out.attributes:
                self.notes.append(Note(row.where, f"attribute {name} of {asked.title}", "not used here"))
        self.attributes += len(out.attributes)
        if out.carried:
            self.questions += 1
            self.options += out.options
            self.carried.append(_sentence(asked, out))
        unused = len(asked.answers) - out.options
        if out.carried and unused:
            self.notes.append(Note(asked.where, f"{unused} options of {asked.title}", "this type does not use them"))
        return out

    def section(self, group: LsGroup, place: int) -> Section:
        """One group as a section, with the text displays that stood in it."""
        intro = [plain(group.description)]
        questions: list[Question] = []
        condition = None
        if not trivial(group.relevance):
            try:
                condition = from_expression(group.relevance, self.places())
                self.carried.append(f"{group.name}: its condition")
            except Unmapped as why:
                sentence = f"{why}; the section is asked of everybody"
                self.notes.append(Note(group.where, f"relevance of {group.name}", sentence))
        for asked in self.source.questions:
            if asked.gid == group.gid:
                out = self.question(asked)
                questions += out.questions
                intro.append(out.intro)
        text = "\n\n".join(part for part in intro if part)
        if len(text) > MOST_TEXT:
            self.notes.append(Note(group.where, f"introduction of {group.name}", f"cut to {MOST_TEXT} characters"))
        title = plain(group.name, lines=False)[:MOST_NAME]
        return Section(f"S{place}", title, text[:MOST_TEXT].strip(), tuple(questions), condition)

    def rest(self) -> None:
        """What hangs on nothing, and the tables that have no counterpart."""
        groups = {group.gid for group in self.source.groups}
        for asked in self.source.questions:
            if asked.gid not in groups:
                self.notes.append(Note(asked.where, f"question {asked.title}", "its group is not in the file"))
        for rows in self.rows.values():
            for row in rows:
                what = f"condition {row.get('cid')}"
                self.notes.append(Note(row.where, what, "its question is not in the file, or has no group"))
        orphans = self.source.answers - sum(len(asked.answers) for asked in self.source.questions)
        if orphans:
            self.notes.append(Note("", f"{orphans} options", "their questions are not in the file"))
        for table, what in OTHER_TABLES.items():
            if found := self.source.rows.get(table):
                self.notes.append(Note(found[0].where, what, f"{len(found)} rows have no counterpart here"))
        self.texts()

    def texts(self) -> None:
        """Other languages, and the texts around the questionnaire."""
        for language in self.source.languages:
            if language != self.source.language:
                self.notes.append(Note("", f"language {language}", "only the survey's own language is read"))
        for row in self.source.rows.get("surveys_languagesettings", [])[:1]:
            for name, what in (
                ("surveyls_welcometext", "welcome text"),
                ("surveyls_endtext", "closing text"),
            ):
                if row.get(name):
                    self.notes.append(Note(row.where, what, "belongs to the survey's page, not the questionnaire"))


def _sentence(asked: LsQuestion, out: Converted) -> str:
    became = ", ".join(f"{question.code} ({question.kind.value})" for question in out.questions)
    asides = f"; set aside: {', '.join(out.asides)}" if out.asides else ""
    # Without directions a grid shows its spread only: whoever imports it has to know.
    directions = "; no directions in the file: set them" if asked.type in ARRAYS else ""
    options = f", {counted(out.options, 'option')}" if out.options else ""
    return f"{asked.title}: {NAMES[asked.type]} as {became or 'introduction'}{options}{asides}{directions}"


def read_lss(text: str, notes: tuple[Note, ...], identity: NewIdentity) -> Imported:
    """A questionnaire from a LimeSurvey survey export in either layout; raises BadFile."""
    source = read_source(read_tables(text))
    work = _Import(source, Converter(identity, source.assessed))
    sections = tuple(work.section(group, place) for place, group in enumerate(source.groups, 1))
    work.rest()
    built = Questionnaire(sections)
    if not built.questions:
        raise BadFile("", "no_questions", "There is no question in this file that can be asked here.")
    try:
        built = from_json(to_json(built))
    except BadQuestionnaire as error:
        raise BadFile(error.path, error.code, "The survey goes beyond what a questionnaire here may hold.") from error
    attributes = sum(len(asked.attributes) for asked in source.questions)
    tallies = (
        Tally("questions", len(source.questions), work.questions),
        Tally("options", source.answers, work.options),
        Tally("conditions", len(source.conditions), work.conditions),
        Tally("attributes", attributes, work.attributes),
    )
    return Imported(built, tuple(work.carried), (*notes, *work.notes), tallies)
