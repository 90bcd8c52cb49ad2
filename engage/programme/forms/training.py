"""Forms of training cohorts and equality figures."""

from collections.abc import Mapping, Sequence

from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField

from engage.core.forms import Form
from engage.programme.rules.equality import Key


class CoursesForm(Form):
    """Which course an item counts the cohorts of."""

    course = SelectField("Course that managers do", validate_choice=False,
                         description="Courses are known from the training of people.")  # fmt: skip
    trainers = SelectField("Course that makes a trainer", validate_choice=False,
                           description="Whoever has it counts as a trainer.")  # fmt: skip

    def offer(self, courses: Sequence[str]) -> None:
        """The courses there are."""
        self.course.choices = self.trainers.choices = [("", "None"), *((each, each) for each in courses)]


class EqualityFileForm(Form):
    """Equality figures as a file."""

    file = FileField("Excel workbook or CSV file", [FileRequired("Choose a file.")])


class LookForm(Form):
    """Nothing but the wish to take in what was looked at, or to take a link away."""


class LinkForm(Form):
    """Which group a measure takes its figures from; `groups`: those on offer, by their words."""

    group = SelectField("Group", validate_choice=False,
                        description="What is counted, by which characteristic, and the group.")  # fmt: skip
    groups: Mapping[str, tuple[Key, str]] = {}

    def offer(self, groups: Sequence[tuple[Key, str]]) -> None:
        """The groups there are."""
        self.groups = {f"{key.measure}: {key.characteristic}, {group}": (key, group) for key, group in groups}
        self.group.choices = [("", "Choose a group"), *((name, name) for name in self.groups)]

    @property
    def chosen(self) -> tuple[Key, str] | None:
        """The group that was chosen, or None where it is none of them."""
        return self.groups.get(self.group.data or "")
