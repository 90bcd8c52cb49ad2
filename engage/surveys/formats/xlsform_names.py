"""What an XLSForm calls our questions: every name a plain XML name, and unique over the whole form."""

import re

from engage.surveys.formats.expressions_out import Field
from engage.surveys.rules import OTHER, Kind, Question, Questionnaire, row_field
from engage.surveys.rules.questionnaire import WITH_OTHER

XML_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
# What "or_other" adds to a list, and to the name of the question for the words.
XLS_OTHER = "other"
INTRO, COMMENT = "__intro", "__comment"


class Names:
    """The names of one questionnaire, given out in the order of its document."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.taken: set[str] = set()
        self.questions: dict[str, str] = {}
        # Where conditions may look; words behind "other" and comments are not among them.
        self.fields: dict[str, Field] = {}
        self.comments: dict[str, str] = {}
        for question in questionnaire.questions:
            self._question(question)
        self.sections = {section.code: self._free(section.code, "section_") for section in questionnaire.sections}

    def _free(self, code: str, before: str = "q_") -> str:
        name = code if XML_NAME.fullmatch(code) else f"{before}{code}"
        while name in self.taken:
            name = f"{before}{name}"
        self.taken.add(name)
        return name

    def _question(self, question: Question) -> None:
        name = self.questions[question.code] = self._free(question.code)
        if question.kind is Kind.GRID:
            for row in question.rows:
                field = row_field(question, row)
                self.fields[field] = Field(self._free(f"{name}_{row.code}"), Kind.SINGLE, {})
            self.comments[question.code] = self._free(f"{name}{COMMENT}")
            return
        choices = {option.code: choice_name(question, option.code) for option in question.options}
        if question.has_other and question.kind in WITH_OTHER:
            choices[OTHER] = XLS_OTHER
            self.taken.add(f"{name}_{XLS_OTHER}")
        self.fields[question.code] = Field(name, question.kind, choices)


def choice_name(question: Question, code: str) -> str:
    """An option's name in its list; "other" is what or_other itself adds."""
    return f"{code}_choice" if question.has_other and code == XLS_OTHER else code
