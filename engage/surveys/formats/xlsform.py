"""An XLSForm workbook as a questionnaire, with an account of everything it holds."""

from dataclasses import dataclass, field, replace

from engage.surveys.formats.expressions_in import Unmapped, joined, whole
from engage.surveys.formats.expressions_out import Field, rendered, xpath
from engage.surveys.formats.imported import BadFile, Imported, NewIdentity, Note, Tally, counted
from engage.surveys.formats.json import refuse_doubles
from engage.surveys.formats.parts import condition_from
from engage.surveys.formats.xlsform_expressions import Places, from_relevant, most
from engage.surveys.formats.xlsform_groups import read_groups
from engage.surveys.formats.xlsform_kinds import Kinds, Made
from engage.surveys.formats.xlsform_sheets import Book, Line, read_book
from engage.surveys.formats.xlsform_tree import Node, is_grid, tree, type_of
from engage.surveys.rules import (
    BadQuestionnaire,
    Condition,
    Kind,
    Match,
    Question,
    Questionnaire,
    Section,
    from_json,
    to_json,
)
from engage.surveys.rules.document import MOST_NAME, MOST_PARTS, MOST_TEXT

ALWAYS = frozenset({"", "1", "true()"})
NOT_KEPT = "type {} has no counterpart here"


@dataclass
class _Draft:
    """A section being filled; `opened`: whether a question stands in it already."""

    code: str
    title: str
    condition: Condition | None = None
    intro: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    where: str = ""
    implied: bool = False


class _Form:
    """What is being built, section after section, question after question."""

    def __init__(self, book: Book, identity: NewIdentity, names: frozenset[str], title: str) -> None:
        self.book = book
        self.title = title
        self.kinds = Kinds(book, identity)
        self.places = Places(names)
        self.notes = list(book.notes)
        self.carried: list[str] = []
        self.sections: list[_Draft] = []
        self.every: dict[str, Field] = {}
        self.found = self.kept = self.conditions = self.kept_conditions = 0

    def fields(self) -> dict[str, Field]:
        """Every item that was made, as the form calls it."""
        return {
            target.item: Field(name, target.kind, {ours: theirs for theirs, ours in (target.values or {}).items()})
            for name, target in self.places.targets.items()
        }

    def condition(self, line: Line, what: str) -> Condition | None:
        """The relevant of a line as a condition, counted; noted where ours cannot say it."""
        text, own = line.get("relevant"), condition_from(line.get("engage::condition"))
        if text in ALWAYS and own is None:
            return None
        self.conditions += 1
        self.kept_conditions += 1
        # Our own words are exact, and hold as long as nobody has changed what stands beside them.
        if own is not None and (rendered(own, xpath(self.every)) or "true()") == text:
            return own
        try:
            return from_relevant(text, self.places) if text not in ALWAYS else None
        except Unmapped as why:
            self.kept_conditions -= 1
            self.notes.append(Note(line.where, f"relevant of {what}", f"{why}; asked of everybody"))
            return None

    def top(self, nodes: list[Node]) -> None:
        """Groups as sections; what stands between them as sections of the form's own title."""
        for node in nodes:
            if node.of == "group" and not is_grid(node):
                self.section(node)
                continue
            if not self.sections or not self.sections[-1].implied:
                code = self._section_code(f"S{len(self.sections) + 1}")
                self.sections.append(_Draft(code, self.title[:MOST_NAME], where=node.line.where, implied=True))
            self.node(node, self.sections[-1], None)

    def _section_code(self, wanted: str) -> str:
        taken = {draft.code for draft in self.sections}
        return self.kinds.code(Line("survey", 0, {"name": wanted}), Made(), taken, f"S{len(self.sections) + 1}")

    def section(self, node: Node) -> None:
        line, made = node.line, Made()
        code = self.kinds.code(line, made, {draft.code for draft in self.sections}, f"S{len(self.sections) + 1}")
        title = self.kinds.text(line.get("label"), made, f"title of {code}", line.where, lines=False)
        self.notes += made.notes
        draft = _Draft(code, title, self.condition(line, code), where=line.where)
        self.sections.append(draft)
        for inner in node.inner:
            self.node(inner, draft, None)

    def node(self, node: Node, draft: _Draft, outer: Condition | None) -> None:
        """One question, table, or group within a section, whose own condition holds for all in it."""
        line, what = node.line, node.line.get("name")[:60] or "without a name"
        if node.of and not is_grid(node):
            self._within(node, draft, outer, what)
            return
        type_ = type_of(line)
        if type_.lower() == "note":
            self._note(line, draft, what)
            return
        self.found += 1
        if line.get("engage::kind") == "comment" and self._comment(line, draft):
            return
        made = Made()
        if node.of:
            self.kinds.grid(node, made)
        elif not line.get("name"):
            raise BadFile(line.where, "empty", "This question has no name.")
        elif not (self.kinds.chosen(line, made) or self.kinds.written(line, made)):
            self.notes.append(Note(line.where, f"question {what}", NOT_KEPT.format(type_[:60])))
            return
        self._keep(line, made, draft, outer, what)

    def _keep(self, line: Line, made: Made, draft: _Draft, outer: Condition | None, what: str) -> None:
        if made.question is None:
            return
        own = self.condition(line, what)
        question = replace(made.question, condition=self._both(line, outer, own, what))
        for name in line.cells:
            if name not in made.used:
                made.notes.append(Note(line.where, f"{name} of {what}", "not used here"))
        self.kept += 1
        draft.questions.append(question)
        self.places.targets |= made.targets
        self.notes += made.notes
        unsaid = (
            "; no directions in the file: set them" if question.kind is Kind.GRID and not _directed(question) else ""
        )
        self.carried.append(f"{what}: {type_of(line)} as {question.code} ({question.kind.value}){unsaid}")

    def _both(self, line: Line, outer: Condition | None, own: Condition | None, what: str) -> Condition | None:
        if outer is None or own is None:
            return own or outer
        try:
            return whole(joined(Match.ALL, [outer, own]))
        except Unmapped as why:
            self.notes.append(Note(line.where, f"relevant of {what}", f"{why}; only its own is kept"))
            return own

    def _within(self, node: Node, draft: _Draft, outer: Condition | None, what: str) -> None:
        if node.of != "group":
            count = _leaves(node)
            self.found += count
            why = f"a {node.of} asks the same again and again; its {counted(count, 'question')} go with it"
            self.notes.append(Note(node.line.where, f"{node.of} {what}", why))
            return
        self.notes.append(Note(node.line.where, f"group {what}", f"its questions stand in the section {draft.code}"))
        both = self._both(node.line, outer, self.condition(node.line, what), what)
        for inner in node.inner:
            self.node(inner, draft, both)

    def _note(self, line: Line, draft: _Draft, what: str) -> None:
        made = Made()
        draft.intro.append(self.kinds.text(line.get("label"), made, f"note {what}", line.where))
        self.notes += made.notes
        if draft.questions:
            self.notes.append(Note(line.where, f"note {what}", "stands at the beginning of its section now"))
        if line.get("relevant") not in ALWAYS:
            self.notes.append(Note(line.where, f"relevant of {what}", "a note is shown to everybody"))

    def _comment(self, line: Line, draft: _Draft) -> bool:
        """The box for words beside the grid before it."""
        grid = draft.questions[-1] if draft.questions else None
        if grid is None or grid.kind is not Kind.GRID or grid.has_comment:
            return False
        commented = replace(grid, has_comment=True, max_length=most(line.get("constraint") or ""))
        if commented.fields[-1] in self.kinds.taken:
            return False
        draft.questions[-1] = commented
        self.kinds.taken.add(commented.fields[-1])
        self.kept += 1
        self.carried.append(f"{line.get('name')}: the comment beside {grid.code}")
        return True

    def built(self) -> tuple[Section, ...]:
        """The sections, each with its introduction."""
        made = []
        for draft in self.sections:
            text = "\n\n".join(part for part in draft.intro if part)
            if len(text) > MOST_TEXT:
                self.notes.append(Note(draft.where, f"introduction of {draft.code}", f"cut to {MOST_TEXT} characters"))
            made.append(
                Section(draft.code, draft.title, text[:MOST_TEXT].strip(), tuple(draft.questions), draft.condition)
            )
        return tuple(made)


def _directed(question: Question) -> bool:
    return any(option.direction is not None for option in question.options)


def _leaves(node: Node) -> int:
    return sum(_leaves(inner) if inner.of else 1 for inner in node.inner)


def read_xlsform(data: bytes, identity: NewIdentity) -> Imported:
    """A questionnaire from an XLSForm workbook; raises BadFile, its `where` a sheet and a row."""
    book = read_book(data)
    nodes = tree(book.survey)
    names = frozenset(line.get("name") for line in book.survey if line.get("name"))
    title = book.settings.get("form_title", "") or "Questions"
    form = _Form(book, identity, names, title)
    if book.ours:
        # A draft's conditions may look anywhere, so that what Engage wrote is judged with every name known.
        before = _Form(book, lambda: "0", names, title)
        before.top(nodes)
        form.every = before.fields()
    form.top(nodes)
    sections = form.built()
    if len(sections) > MOST_PARTS:
        raise BadFile(form.sections[MOST_PARTS].where, "too_many", f"More than {MOST_PARTS} sections.")
    if not any(section.questions for section in sections):
        raise BadFile("survey", "no_questions", "There is no question in this file that can be asked here.")
    themes, indices, amiss = read_groups(book.groups, Questionnaire(sections))
    try:
        built = from_json(to_json(Questionnaire(sections, themes, indices)))
    except BadQuestionnaire as error:
        raise BadFile(error.path, error.code, "The form goes beyond what a questionnaire here may hold.") from error
    refuse_doubles(built)
    lists = len(form.kinds.lists)
    form.notes += [
        Note(lines[0].where, f"list {name[:60]}", "no question that was carried over uses it")
        for name, lines in form.kinds.lists.items()
        if name not in form.kinds.used
    ]
    tallies = (
        Tally("questions", form.found, form.kept),
        Tally("lists of choices", lists, len(form.kinds.used)),
        Tally("conditions", form.conditions, form.kept_conditions),
    )
    return Imported(built, tuple(form.carried), (*form.notes, *amiss), tallies)
