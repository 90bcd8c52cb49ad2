"""Forms of training cohorts and equality figures."""

from collections.abc import Sequence

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

    file = FileField("CSV file", [FileRequired("Choose a file.")])


class LookForm(Form):
    """Nothing but the wish to take in what was looked at, or to take a link away."""


class LinkForm(Form):
    """Which group a measure takes its figures from; `groups` as they are offered, by their place."""

    group = SelectField("Group", validate_choice=False,
                        description="What is counted, by which characteristic, and the group.")  # fmt: skip
    groups: Sequence[tuple[Key, str]] = ()

    def offer(self, groups: Sequence[tuple[Key, str]]) -> None:
        """The groups there are."""
        self.groups = groups
        names = [f"{key.measure}: {key.characteristic}, {group}" for key, group in groups]
        self.group.choices = [("", "Choose a group"), *zip(names, names, strict=True)]

    @property
    def chosen(self) -> tuple[Key, str] | None:
        """The group that was chosen, or None where it is none of them."""
        typed = self.group.data
        return next((found for found, (name, _) in zip(self.groups, self.group.choices[1:], strict=True)
                     if name == typed), None)  # fmt: skip
