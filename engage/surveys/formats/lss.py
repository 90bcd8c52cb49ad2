"""LimeSurvey's survey export (.lss) as a questionnaire, with an account of everything it holds."""

from collections import defaultdict
from dataclasses import dataclass, field, replace

from engage.surveys.formats.expressions_in import Target, Unmapped
from engage.surveys.formats.expressions_out import Field
from engage.surveys.formats.html import plain
from engage.surveys.formats.imported import BadFile, Imported, NewIdentity, Note, Tally, counted
from engage.surveys.formats.lss_codes import fields_of
from engage.surveys.formats.lss_conditions import Places, from_rows
from engage.surveys.formats.lss_expressions import from_expression, trivial
from engage.surveys.formats.lss_kinds import Converted, Converter
from engage.surveys.formats.lss_out import html_of
from engage.surveys.formats.lss_own import comment_on, own_above, own_condition, own_question, own_title
from engage.surveys.formats.lss_source import LsGroup, LsQuestion, Source, read_source
from engage.surveys.formats.lss_types import ARRAYS, NAMES
from engage.surveys.formats.lss_xml import Record, read_tables
from engage.surveys.formats.parts import xml_safe
from engage.surveys.rules import (
    BadQuestionnaire,
    Condition,
    Question,
    Questionnaire,
    Section,
    from_json,
    items,
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
    fields: dict[str, Field] = field(default_factory=dict)
    questions: int = 0
    options: int = 0
    attributes: int = 0
    conditions: int = 0

    def __post_init__(self) -> None:
        self.later = {asked.qid for asked in self.source.questions}
        self.known = frozenset(self.later)
        self.above = own_above(self.source.questions)
        for asked in self.source.questions:
            if own := own_question(asked):
                # A draft's conditions may look anywhere, so that what Engage wrote is judged with every name known.
                self.fields |= fields_of(asked.title, own)
        self.ids = {asked.title: asked.qid for asked in self.source.questions}
        self.rows: dict[str, list[Record]] = defaultdict(list)
        for row in self.source.conditions:
            self.rows[row.get("qid")].append(row)

    def places(self) -> Places:
        return Places(self.targets, self.ids, self.known, frozenset(self.later))

    def condition(self, asked: LsQuestion, kept: bool, own: Question | None = None) -> Condition | None:
        """The question's condition, its rows counted as carried or noted one by one."""
        rows = self.rows.pop(asked.qid, [])
        if not rows and trivial(asked.relevance) and (own is None or own.condition is None):
            return None
        try:
            if not kept:
                raise Unmapped("its question is not asked on its own here")
            # The expression is what LimeSurvey obeys; the rows behind it may be older.
            written = own_condition(own.condition, asked.relevance, self.fields) if own else None
            if written is not None or (trivial(asked.relevance) and not rows):
                found = written
            elif trivial(asked.relevance):
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
        condition = self.condition(asked, bool(out.questions), out.own)
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
        own = self.own_section(place)
        same = own is not None and xml_safe(html_of(own.intro)) == group.description
        intro = [own.intro if own is not None and same else plain(group.description)]
        questions: list[Question] = []
        condition = self.asked_group(group, own)
        for asked in self.source.questions:
            if asked.gid != group.gid:
                continue
            if questions and asked.attributes and comment_on(asked) == questions[-1].code:
                questions[-1] = self.commented(asked, questions[-1])
                continue
            out = self.question(asked)
            questions += out.questions
            intro.append(out.intro)
        text = "\n\n".join(part for part in intro if part)
        if len(text) > MOST_TEXT:
            self.notes.append(Note(group.where, f"introduction of {group.name}", f"cut to {MOST_TEXT} characters"))
        title = plain(group.name, lines=False)[:MOST_NAME]
        if own is not None and own_title(own.title, group):
            title = own.title
        code = own.code if own is not None else f"S{place}"
        return Section(code, title, text[:MOST_TEXT].strip(), tuple(questions), condition)

    def own_section(self, place: int) -> Section | None:
        """The section as Engage wrote it, where the file has as many groups as there were sections."""
        if self.above is None or len(self.above.sections) != len(self.source.groups):
            return None
        return self.above.sections[place - 1]

    def asked_group(self, group: LsGroup, own: Section | None) -> Condition | None:
        """The condition of a group."""
        if trivial(group.relevance) and (own is None or own.condition is None):
            return None
        written = own_condition(own.condition, group.relevance, self.fields) if own else None
        if written is not None or trivial(group.relevance):
            return written
        try:
            found = from_expression(group.relevance, self.places())
        except Unmapped as why:
            sentence = f"{why}; the section is asked of everybody"
            self.notes.append(Note(group.where, f"relevance of {group.name}", sentence))
            return None
        self.carried.append(f"{group.name}: its condition")
        return found

    def commented(self, asked: LsQuestion, grid: Question) -> Question:
        """The grid with the box for words that Engage wrote as a question of its own."""
        self.questions += 1
        self.attributes += len(asked.attributes)
        self.later.discard(asked.qid)
        self.rows.pop(asked.qid, None)
        self.carried.append(f"{asked.title}: the comment beside {grid.code}")
        return replace(grid, has_comment=True)

    def groups(self, built: Questionnaire) -> Questionnaire:
        """The same with the themes and indices that Engage wrote, as far as their items are there."""
        if self.above is None:
            return built
        known = {item.code for item in items(built)}
        for group in (*self.above.themes, *self.above.indices):
            lost = [item for item in group.items if item not in known]
            self.notes += [Note("", f"{group.code} {group.name}", f"there is no item {item}") for item in lost]
        themes, indices = (
            tuple(replace(group, items=tuple(item for item in group.items if item in known)) for group in groups)
            for groups in (self.above.themes, self.above.indices)
        )
        return replace(built, themes=themes, indices=indices)

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
    return read_lss_with_targets(text, notes, identity)[0]


def read_lss_with_targets(
    text: str, notes: tuple[Note, ...], identity: NewIdentity
) -> tuple[Imported, dict[tuple[str, str], Target]]:
    """The same, with where the answers of its questions go, by LimeSurvey's question id and line."""
    source = read_source(read_tables(text))
    work = _Import(source, Converter(identity, source.assessed))
    sections = tuple(work.section(group, place) for place, group in enumerate(source.groups, 1))
    work.rest()
    built = work.groups(Questionnaire(sections))
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
    return Imported(built, tuple(work.carried), (*notes, *work.notes), tallies), work.targets
