"""The forms of actions: shape and wording only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from engage.core import fields
from engage.core.forms import Form, clean
from engage.followup import rules

CORPORATE = "corporate"
REAL_DAY = "Enter the day as numbers, for example 27/3/2027."
BAD_DUE = "Choose a day from today on, at most five years from now."
STANDS = {"goes_on": "It goes on", "done": "It is done"}
SEES = {"yes": "I see it", "no": "Not yet"}


def _most(number: int) -> Length:
    return Length(max=number, message=f"Use at most {number:,} characters. What you typed is still here.")


def number(sent: str | None) -> int | None:
    """A number out of a form or an address, where it is one."""
    return int(sent) if sent and sent.isascii() and sent.isdigit() and len(sent) < 10 else None


class ActionForm(Form):
    """What the OD team writes of an action; the lead officer is chosen beside it (components/choose.html)."""

    version = HiddenField()
    source_kind = HiddenField(validators=[Length(max=40)])
    source_id = HiddenField(validators=[Length(max=10)])
    title = StringField(
        "Title", [DataRequired("Enter a title."), _most(rules.MOST_TITLE)],
        description="In plain words, as staff would say it: “Faults are answered within three days”.",
    )  # fmt: skip
    said = TextAreaField(
        "What you said", [DataRequired("Write what staff said."), _most(rules.MOST_TEXT)],
        description="In words of your own. Nothing that tells who said it, and nothing copied that was said in "
                    "confidence.",
    )  # fmt: skip
    will_do = TextAreaField(
        "What we will do", [DataRequired("Write what will be done."), _most(rules.MOST_TEXT)],
        description="What changes, for whom, and from when.",
    )  # fmt: skip
    measure = StringField(
        "How we will know", [DataRequired("Say how you will know that it worked."), _most(rules.MOST_MEASURE)],
        description="The measure of success: “Nine of ten faults are answered within three days by March”.",
    )  # fmt: skip
    source_words = StringField(
        "Where it comes from, in words", [_most(rules.MOST_WORDS)],
        description="The question, the theme, or a committee’s recommendation: “Scrutiny, 12 May 2027, item 4”.",
    )  # fmt: skip
    unit = SelectField("For which service", validate_choice=False)
    theme = SelectField("Theme", validate_choice=False)
    due = StringField("Done by", [DataRequired(REAL_DAY)], description="For example 27/3/2027")
    asks_champions = BooleanField(
        "Ask champions of the service whether they see it",
        description="Once the lead officer says that it is done, it closes when more than half of them see it.",
    )

    def offer(self, units: Sequence[tuple[int, str]], themes: Sequence[tuple[int, str]]) -> None:
        """The services and themes to choose from."""
        self.unit.choices = [("", "Choose a service"), (CORPORATE, "The whole council (a corporate action)"),
                             *((str(each), name) for each, name in units)]  # fmt: skip
        self.theme.choices = [("", "No theme"), *((str(each), name) for each, name in themes)]

    def validate_unit(self, given: Any) -> None:
        """One of those that were offered."""
        if not given.data or given.data not in {value for value, _ in given.choices}:
            raise ValidationError("Choose a service, or the whole council.")

    def validate_theme(self, given: Any) -> None:
        """One of those that were offered, or none."""
        if (given.data or "") not in {value for value, _ in given.choices}:
            raise ValidationError("Choose one of the themes in the list.")

    def validate_due(self, given: Any) -> None:
        """A real day; whether it may be chosen is looked at beside today."""
        fields.day(given.data)

    @property
    def due_on(self) -> date | None:
        """That day."""
        return fields.day(self.due.data)

    @property
    def unit_id(self) -> int | None:
        """The chosen service; None: the whole council."""
        return number(self.unit.data)


class UpdateForm(Form):
    """How an action stands."""

    words = TextAreaField(
        "What has happened", [DataRequired("Write what has happened."), _most(rules.MOST_TEXT)],
        description="All staff read it, with your name. Nobody can change it later, you can only write another.",
    )  # fmt: skip
    evidence = StringField(
        "Evidence", [_most(rules.MOST_EVIDENCE)],
        description="An address that begins with https://, or where it can be found.",
    )  # fmt: skip
    stands = RadioField("How does it stand?", choices=STANDS, default="goes_on")

    @property
    def is_done(self) -> bool:
        """Whether it is said to be done."""
        return bool(self.stands.data == "done")


class ConfirmForm(Form):
    """Does a champion see it?"""

    sees = RadioField("Do you see it in your service?", choices=SEES)
    sentence = StringField(
        "In a sentence", [_most(rules.MOST_SENTENCE)],
        description="What you see, or what is still missing. All staff read it, with your name.",
    )  # fmt: skip

    def validate_sentence(self, given: Any) -> None:
        """Not yet says why."""
        if self.sees.data == "no" and not given.data:
            raise ValidationError("Say in a sentence what is still missing.")


class CannotForm(Form):
    """We can’t, because."""

    reason = TextAreaField(
        "We can’t, because", [DataRequired("Write why it cannot be done."), _most(rules.MOST_TEXT)],
        description="All staff read it. Say what stands against it, and what they can have instead.",
    )  # fmt: skip
    decided_by = StringField(
        "Who decided", [DataRequired("Say who decided."), _most(rules.MOST_WORDS)],
        description="A post, a board or a committee, with the day: “Cabinet, 3 March 2027”.",
    )  # fmt: skip


class WhyForm(Form):
    """Why an action is closed by the OD team, or goes on."""

    why = StringField("Why", [DataRequired("Say why."), _most(rules.MOST_SENTENCE)], description="All staff read it.")


@dataclass
class Carrying:
    """What was typed about one action of a past year, and what is wrong with it."""

    ticked: bool = False
    due: str = ""
    reason: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    due_on: date | None = None


def carrying(sent: Mapping[str, Any], ticked: Sequence[str], action_id: int, today: date) -> Carrying:
    """The line of one action in the list of what is carried over; only what is ticked is looked at."""
    row = Carrying(str(action_id) in ticked, clean(str(sent.get(f"due-{action_id}", "")))[:20],
                   clean(str(sent.get(f"reason-{action_id}", ""))))  # fmt: skip
    if not row.ticked:
        return row
    try:
        row.due_on = fields.day(row.due)
    except ValidationError as problem:
        row.errors["due"] = str(problem)
    if row.due_on is None:
        row.errors.setdefault("due", REAL_DAY)
    elif not rules.is_sound_due(row.due_on, today):
        row.errors["due"] = BAD_DUE
    if not row.reason:
        row.errors["reason"] = "Say why it goes on."
    elif len(row.reason) > rules.MOST_SENTENCE:
        row.errors["reason"] = f"Use at most {rules.MOST_SENTENCE} characters."
    return row
